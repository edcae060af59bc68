"""A suggestion in words: what the places reach together, each of them, and what another costs."""

from collections.abc import Iterable

import pandas as pd

from dashboard.address.context import Context
from dashboard.address.suggest import Wanted
from dashboard.formatting import number, people
from dashboard.texts import Texts
from dashboard.words.changes import place_name
from dashboard.words.names import region_name
from dashboard.words.threshold import within
from geodata.analysis.sited import Siting

#: What is less than anybody, in a number that is rounded.
NOBODY = 0.5


def note_words(notes: Iterable[str], texts: Texts) -> list[str]:
    """Keys of :data:`geodata.analysis.sited.NOTES` as sentences."""
    return [texts(f"suggest.note.{note}") for note in notes]


def together(context: Context, wanted: Wanted, places: pd.DataFrame) -> str:
    """How many young people all places together reach, or take the offer from."""
    view, texts = context.view, context.texts
    total = abs(places["total"].iloc[-1])
    about = {
        "count": people(total, texts.language),
        "profile": texts(f"mark.{wanted.profile}"),
        "within": within(view, texts),
    }
    if not wanted.ends:
        region = region_name(context.data.around(view.region), texts)
        return texts("suggest.reach", region=region, **about)
    return texts("suggest.nobody" if total < NOBODY else "suggest.lose", **about)


def place(code: str, context: Context) -> str:
    """A site with its town, or a postcode area."""
    tables = context.data.tables
    name = place_name(code, context.data)
    row = tables.row_of_site.get(code)
    town = "" if row is None else tables.sites["place"].iat[row]
    return f"{name}, {town}" if town else name


def gained(gain: float, texts: Texts) -> str:
    """What one place adds to those above it: "+14.240", "−310" or 0."""
    count = people(abs(gain), texts.language)
    return count if abs(gain) < NOBODY else f"{'+' if gain > 0 else '−'}{count}"


def certainty(places: pd.DataFrame, texts: Texts) -> str:
    """Is it the best choice, or how much could another one add?"""
    gap = float(places["gap"].iloc[-1])
    if gap == 0:
        return texts("suggest.best")
    return texts("suggest.gap", gap=number(100 * gap, texts.language, 1))


def runner_up(told: Siting, context: Context) -> str:
    """The best of all other choices, by what differs, and what it costs to choose it."""
    texts = context.texts
    best, other = told.places["code"], told.runner_up["code"]
    about = {
        "others": _listed(other[~other.isin(best)], context),
        "best": _listed(best[~best.isin(other)], context),
    }
    if told.cost_of_runner_up < NOBODY:
        return texts("suggest.as_good", **about)
    count = people(told.cost_of_runner_up, texts.language)
    return texts("suggest.runner_up", count=count, **about)


def _listed(codes: Iterable[str], context: Context) -> str:
    return "; ".join(place(code, context) for code in codes)
