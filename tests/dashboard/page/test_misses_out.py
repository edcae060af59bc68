"""Who misses out, on the panel: the words and the numbers of the portrait, or nothing."""

import brotli
import pytest

from dashboard.address.context import Context
from dashboard.address.portrait import portrait_of
from dashboard.address.query import default_view
from dashboard.figures import equity as figures
from dashboard.formatting import of_hundred
from dashboard.page.components import answer_panel
from dashboard.page.components.misses_out import misses_out
from dashboard.page.markup import Markup
from dashboard.page.parts import PARTS
from dashboard.texts import LANGUAGES, texts_in
from dashboard.words.equity import ANCHOR, sentences
from dashboard.words.threshold import within
from tests.support.components import of_kind, plain, said

#: What it may add to a panel, in bytes packed: of a province with two groups.
MOST_BYTES = 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_province_has_the_sentence_and_the_grid_of_its_portrait(data, language):
    view = default_view(data).but(region="PV29", language=language)
    texts, slopes = texts_in(language), figures.slopes(figures.table(data, view))
    shown = misses_out(Context(data, view))
    first, *_ = sentences(slopes, within(view, texts), texts)
    paragraph, *_ = of_kind(shown, "P")
    assert plain(paragraph).replace(" .", ".") == str(first)
    rows = of_kind(of_kind(shown, "Tbody"), "Tr")
    assert [said(row).split()[-2:] for row in rows] == [
        [of_hundred(one.low, language), of_hundred(one.high, language)] for one in slopes.values()
    ]
    (folded,) = of_kind(shown, "Details")
    (place,) = of_kind(folded, "P")
    assert place.id in PARTS
    folded = PARTS[place.id](Context(data, view))
    (link,) = of_kind(folded, "A")
    assert link.href == f"{portrait_of(data, view)}#{ANCHOR}"
    assert texts("equity.is.short") in said(folded)


# Sluis has fewer areas than are divided, an area is one neighbourhood, of the islands no homes are
# known.
@pytest.mark.parametrize("region", ["GM1714", "4501", "sto-bes"])
def test_what_cannot_be_divided_says_nothing(data, region):
    view = default_view(data).but(region=region)
    assert misses_out(Context(data, view)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_takes_little_of_the_line(data, language):
    panel = answer_panel.panel(
        Context(data, default_view(data).but(region="PV29", language=language))
    )
    without = [one for one in panel if getattr(one, "className", None) != "misses-out"]
    assert len(without) == len(panel) - 1
    with_it, rest = (
        len(brotli.compress(Markup("").html(part, addresses=False).encode(), quality=5))
        for part in (panel, without)
    )
    assert with_it - rest <= MOST_BYTES
