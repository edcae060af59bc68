"""What the panel of a view says first, as plain text: the answer beside a picture or on a slide."""

import numpy as np

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.data import Data
from dashboard.figures import answer as figures
from dashboard.figures import two_way, work
from dashboard.texts import Texts
from dashboard.words.figures import period_words, with_unit
from dashboard.words.legend import MUCH_WORK_LITTLE_OFFER, cell_words
from dashboard.words.names import region_name
from dashboard.words.threshold import within


def summary(context: Context) -> str:
    """The answer in one sentence, for who cannot see the map."""
    data, view, texts = context.data, context.view, context.texts
    if view.show == "two_way":
        cells = work.rows(data, view, two_way.pairs(data, view).frame)["cell"]
        return texts(
            "two_way.sentence",
            count=int((cells == MUCH_WORK_LITTLE_OFFER).sum()),
            many=int((cells >= 0).sum()),
            words=cell_words(MUCH_WORK_LITTLE_OFFER, view, texts),
        )
    place = place_here(data, view)
    if place is None or np.isnan(place.low):
        return texts("figure.none")
    return f"{with_unit(view.entry, place.low, place.high, texts)} {of_place(place, view, texts)}"


def place_here(data: Data, view: View) -> work.Place | None:
    """The figure of the chosen region, or of the country."""
    region = work.current(data, view)
    if region:
        return work.place(work.shown(data, view), region)
    if work.chosen(data, view) or view.region != "NL":
        return None
    country = work.figures(data, view.entry, view.question, "nl")
    return work.place(country, data.region("NL"))


def of_place(place: work.Place, view: View, texts: Texts) -> str:
    return texts(
        "figure.sentence",
        name=texts(f"indicator.{view.entry.key}.name"),
        region=region_name(place.region, texts),
        period=period_words(place.period, texts),
    )


def number_in_words(answer: figures.Answer, texts: Texts) -> str:
    """ "94 van de 100"."""
    return texts("answer.number", count=answer.dots[0])


def sentence(answer: figures.Answer, view: View, texts: Texts) -> str:
    """The whole answer in one sentence."""
    if not answer.young > 0:
        return texts("answer.none")
    return f"{number_in_words(answer, texts)} {body(answer, view, texts)}"


def body(answer: figures.Answer, view: View, texts: Texts) -> str:
    """The sentence behind the number."""
    name = region_name(answer.region, texts)
    return texts("answer.sentence", region=name, within=within(view, texts))
