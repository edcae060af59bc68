"""Small departments: what is small for certain, what may be, and who says what small is."""

import brotli
import pytest

from dashboard.address.context import Context
from dashboard.address.portrait import address
from dashboard.address.portrait import read as read_portrait
from dashboard.address.query import default_view, read
from dashboard.address.view import SMALL, USUAL_SMALL
from dashboard.formatting import between
from dashboard.page.components.small_panel import FIRST_ROWS, MOST_ROWS, small
from dashboard.texts import LANGUAGES, texts_in
from geodata.analysis.offer_history import small_offers
from tests.support.components import of_kind, said


def found_in(data, view):
    region = data.region(view.region)
    return small_offers(
        data.tables, region.level, region.position, view.year, view.tracks, view.small
    )


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("below", SMALL)
@pytest.mark.parametrize("region", ["PV28", "GM0363", "1011", "sto-achterhoek-oost"])
def test_certain_and_maybe_are_apart_and_all_there(data, language, below, region):
    view = default_view(data).but(region=region, small=below, language=language)
    words, found = texts_in(language), found_in(data, view)
    shown = small(Context(data, view))
    rows = [row for part in of_kind(shown, "Ul") for row in part.children]
    apart = [found[found["certain"]], found[~found["certain"]]]
    expected = [row for part in apart for row in part.head(MOST_ROWS).itertuples()]
    assert len(rows) == len(expected)
    for row, offer in zip(rows, expected, strict=True):
        assert offer.name in said(row) and words(f"mark.{offer.profile}") in said(row)
        assert between(offer.low, offer.high, language) in said(row)
    for key, part in zip(("small.certain", "small.maybe"), apart, strict=True):
        assert (words(key, count=len(part)) in said(shown)) == (len(part) > 0)
    assert (words("small.none") in said(shown)) == found.empty
    cut = words("small.cut", count=MOST_ROWS)
    assert (cut in said(shown)) == any(len(part) > MOST_ROWS for part in apart)
    folded = of_kind(shown, "Details")
    assert len(folded) == sum(len(part) > FIRST_ROWS for part in apart)


@pytest.mark.parametrize("below", SMALL)
def test_a_choice_is_an_address(data, below):
    view = default_view(data).but(region="PV28")
    choices = of_kind(small(Context(data, view)), "Link")[: len(SMALL)]
    chosen = next(one for one in choices if one.children == str(below))
    assert read(chosen.href.removeprefix("/"), data) == (view.but(small=below), [])
    assert (chosen.className == "chosen") == (below == USUAL_SMALL)


def test_the_country_has_the_number_and_no_rows(data):
    view = default_view(data)
    shown, found = small(Context(data, view)), found_in(data, view)
    assert of_kind(shown, "Ul") == []
    assert texts_in("nl")("small.certain", count=int(found["certain"].sum())) in said(shown)
    assert texts_in("nl")("small.country") in said(shown)


@pytest.mark.parametrize("text", ["0", "7", "10.0", "-5", "1e1", "١٠", "<b>", ""])
def test_another_number_is_the_usual_one_and_is_told(data, text):
    view, ignored = read(f"?klein={text}", data)
    assert view.small == USUAL_SMALL and ignored == ["klein"]


@pytest.mark.parametrize("below", SMALL)
def test_the_portrait_and_the_map_speak_of_the_same_small(data, below):
    asked = read_portrait("provincie", "PV28", f"klein={below}", data)
    assert asked.small == asked.view.small == below and asked.ignored == ()
    assert ("klein" in address(asked, data)) == (below != USUAL_SMALL)
    again = read_portrait("provincie", "PV28", address(asked, data).partition("?")[2], data)
    assert again.small == below
    assert read_portrait("provincie", "PV28", "klein=11", data).ignored == ("klein",)


def test_the_portrait_knows_no_layers_of_the_map(data):
    asked = read_portrait("provincie", "PV28", "voorzieningen=aan", data)
    assert "voorzieningen" not in address(asked, data)


def test_the_panel_of_a_large_province_stays_small(update):
    panel = update("?gebied=PV28&klein=30&kaart=enig")["parts"]["answer"]
    assert len(brotli.compress(panel.encode(), quality=5)) < 10_000
