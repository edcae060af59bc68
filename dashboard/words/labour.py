"""The answer of the labour views: a figure with its date and caveat, or offer against work."""

import numpy as np
import pandas as pd

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.figures import two_way, work
from dashboard.texts import Texts
from dashboard.words.figures import figure_words, period_words, with_unit
from dashboard.words.legend import cell_words, reason, why_missing
from dashboard.words.names import clear_name, region_name
from dashboard.words.sentence import Piece, Role, Sentence, sentence

# ---- one figure ----------------------------------------------------------------------------------


def figure_headline(context: Context) -> str:
    """The figure, of both regions where it is of two; how many are chosen; or none."""
    data, view, texts = context.data, context.view, context.texts
    places = work.places_here(data, view)
    known = [place for place in places if not np.isnan(place.low)]
    if not known:
        chosen = work.chosen(data, view)
        several = not places and chosen
        return texts("choice.number", count=len(chosen)) if several else texts("figure.none")
    # Of some figures the sentence under it says the unit already.
    per = texts(f"indicator.{view.entry.key}.unit").startswith("per ")
    shown = figure_words if per else with_unit
    return _both([shown(view.entry, place.low, place.high, texts) for place in known], texts)


def figure_lines(context: Context) -> tuple[Sentence, ...]:
    """What the figure is and what to know about it; or why there is none."""
    view, texts = context.view, context.texts
    places = work.places_here(context.data, view)
    if not places:
        return (sentence(_of_several(context)),)
    notes = [note for place in places for note in _notes(place, view, texts)]
    every = (
        sentence(_of_places(places, context)),
        _of_larger(places, context),
        *dict.fromkeys(notes),
        _rank(places[0], texts) if len(places) == 1 else None,
    )
    return tuple(one for one in every if one)


def _both(words: list[str], texts: Texts) -> str:
    """One, or the two in the order of how many young people they are of."""
    return words[0] if len(words) == 1 else texts("figure.both", first=words[0], second=words[1])


def _of_places(places: list[work.Place], context: Context) -> str:
    data, view, texts = context.data, context.view, context.texts
    return texts(
        "figure.sentence",
        name=texts(f"indicator.{view.entry.key}.name"),
        region=_both([clear_name(place.region, data, texts) for place in places], texts),
        period=period_words(places[0].period, texts),
    )


def _of_several(context: Context) -> str:
    """Of several chosen regions, or a region that lies in none with a figure."""
    data, view, texts = context.data, context.view, context.texts
    name = texts(f"indicator.{view.entry.key}.name")
    many = texts(f"level.{view.level_kind}.many")
    if work.chosen(data, view):
        return texts("choice.figure", name=name, many=many)
    region = region_name(data.around(view.region), texts)
    return texts("figure.in_several", name=name, region=region, many=many)


def _of_larger(places: list[work.Place], context: Context) -> Sentence | None:
    """Says so where the figure is of another level than the region of the view."""
    data, view, texts = context.data, context.view, context.texts
    if view.region == "NL" or work.chosen(data, view):
        return None
    region, of_place = data.around(view.region), places[0].region.level
    if region.level == of_place:
        return None
    names = _both([clear_name(place.region, data, texts) for place in places], texts)
    asked, level = (texts(f"level.{one}.one") for one in (region.kind, of_place))
    return sentence(texts("figure.only_at", asked=asked, level=level, region=names), Role.NOTE)


def _notes(place: work.Place, view: View, texts: Texts) -> list[Sentence]:
    """Why there is no figure, or what to know about it."""
    missing = np.isnan(place.low)
    noted = texts.has(f"figure.note.{place.note}") and bool(place.note)
    notes = [reason(place.note, view, texts)] if missing or noted else []
    if place.low < place.high:
        notes.append(texts("figure.range"))
    return [sentence(text, Role.NOTE) for text in notes]


def _rank(place: work.Place, texts: Texts) -> Sentence | None:
    if not place.rank or place.region.level == "nl":
        return None
    many = texts(f"level.{place.region.kind}.many")
    text = texts("figure.rank", rank=place.rank, count=place.known, many=many)
    return sentence(text, Role.WITHIN)


def remarks(context: Context) -> tuple[Sentence, ...]:
    """The same figure of the country, how it is read, and what it does not say."""
    view, texts = context.view, context.texts
    reading = sentence(texts(f"indicator.{view.entry.key}.reading"), Role.READING)
    every = (_beside(context), reading, caveat(view, texts))
    return tuple(one for one in every if one)


def _beside(context: Context) -> Sentence | None:
    """The figure of the whole country, where the answer is not about it."""
    data, view, texts = context.data, context.view, context.texts
    if view.region == "NL" and not work.chosen(data, view):
        return None
    country = work.of_country(data, view)
    if np.isnan(country.low):
        return None
    shown = with_unit(view.entry, country.low, country.high, texts)
    return Sentence((Piece(f"{texts('country')}: "), Piece(shown, strong=True)), Role.BESIDE)


def caveat(view: View, texts: Texts) -> Sentence:
    """What the figure does not say."""
    text = texts(f"indicator.{view.entry.key}.caveat")
    return Sentence((Piece(texts("figure.caveat"), strong=True), Piece(f" {text}")), Role.CAVEAT)


# ---- offer against work --------------------------------------------------------------------------


def pair_headline(context: Context) -> str:
    """How many regions have much work and little offer, how many are chosen, or the region."""
    data, view, texts = context.data, context.view, context.texts
    chosen, region = work.chosen(data, view), work.current(data, view)
    if len(chosen) > 1:
        return texts("choice.number", count=len(chosen))
    if region:
        return region_name(region, texts)
    known = int((two_way.in_sight(data, view)["cell"] >= 0).sum())
    return texts("two_way.number", count=len(two_way.in_corner(data, view)), known=known)


def pair_lines(context: Context) -> tuple[Sentence, ...]:
    """Which class the region is in, or what is counted."""
    data, view, texts = context.data, context.view, context.texts
    chosen, region = work.chosen(data, view), work.current(data, view)
    words = cell_words(two_way.MUCH_WORK_LITTLE_OFFER, view, texts)
    many = texts(f"level.{view.level_kind}.many")
    if len(chosen) > 1:
        cells = two_way.of_chosen(data, view)["cell"]
        count = int((cells == two_way.MUCH_WORK_LITTLE_OFFER).sum())
        return (sentence(texts("choice.corner", many=many, count=count, words=words)),)
    if region:
        return _of_pair(two_way.pairs(data, view).frame.iloc[region.position], view, texts)
    return (sentence(texts("two_way.corner", many=many, words=words)),)


def _of_pair(row: pd.Series, view: View, texts: Texts) -> tuple[Sentence, ...]:
    """What both figures of a region say together."""
    cell = int(row["cell"])
    words = cell_words(cell, view, texts) if cell >= 0 else texts("figure.none")
    together = sentence(words[0].upper() + words[1:], Role.WITHIN)
    why = why_missing(row, view, texts)
    return (together, sentence(why, Role.NOTE)) if why else (together,)
