"""The same figures of the region of a view and of those beside it: every face says these words."""

import numpy as np

from dashboard.address.context import Context
from dashboard.data import Region
from dashboard.figures import answer as figures
from dashboard.figures import compared, two_way, work
from dashboard.formatting import number, people, percentage
from dashboard.words.figures import figure_words
from dashboard.words.legend import offer_title, offer_words, title
from dashboard.words.names import clear_name, region_name
from dashboard.words.threshold import far


def regions(context: Context) -> list[Region]:
    """The region, those that are kept beside it, and those it lies in."""
    data, view = context.data, context.view
    here, *around = (region for region, _ in figures.compared(data, view))
    return [here, *compared.kept(data, view), *around]


def rows(context: Context, of: list[Region]) -> list[tuple[str, list[str]]]:
    """What a figure is, and it for every region."""
    texts, view = context.texts, context.view
    every = [figures.answer(context.data, view, region.code) for region in of]
    mean = "key.mean.time" if view.unit == "min" else "key.mean"
    language = texts.language
    return [
        (texts("column.share"), [percentage(one.share, language) for one in every]),
        (texts("column.not_covered"), [people(one.not_covered, language) for one in every]),
        (texts(mean), [far(view, one.mean_m, texts) for one in every]),
        (texts("key.choices"), [number(one.choices, language, 1) for one in every]),
        (texts("key.young"), [people(one.young, language) for one in every]),
    ]


def labour_rows(context: Context) -> tuple[list[str], list[list[str]]]:
    """Of a labour view the heads, and for every region its name and its figures: where it has none
    at its own level those of the nearest that has, a row for each, as on the panel."""
    data, view, texts = context.data, context.view, context.texts
    heads, shown = [title(view, texts)], _figure
    if view.kind.crosses_offer:
        heads, shown = [*heads, offer_title(view, texts)], _pair
    rows = []
    every = (data.around(view.region), *compared.kept(data, view), data.region("NL"))
    for region in dict.fromkeys(every):
        places = work.places_here(data, view.but(region=region.code, chosen=()))
        known = [place for place in places if not np.isnan(place.low)]
        rows += [[_name(place, region, context), *shown(place, context)] for place in known]
        if not known:
            rows.append([region_name(region, texts), *[texts("figure.none")] * len(heads)])
    return heads, rows


def _name(place: work.Place, region: Region, context: Context) -> str:
    """The name of a region, with that of the one its figure is of where that is another."""
    name = region_name(region, context.texts)
    if place.region.code == region.code:
        return name
    return f"{name} ({clear_name(place.region, context.data, context.texts)})"


def _figure(place: work.Place, context: Context) -> list[str]:
    return [figure_words(context.view.entry, place.low, place.high, context.texts)]


def _pair(place: work.Place, context: Context) -> list[str]:
    """Work and offer of the region that has the figure of work."""
    frame = two_way.pairs(context.data, context.view, place.region.level).frame
    offer = offer_words(frame.iloc[place.region.position], context.texts)
    return [*_figure(place, context), offer]
