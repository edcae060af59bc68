"""The map: the figure that Plotly draws once, and the small message that repaints it.

Geometry never travels inside a figure: the browser fetches it once from a versioned address. After
that a view is a list of small whole numbers, one per area, which ``assets/scripts/map`` paints.
"""

from dataclasses import replace
from typing import TypedDict

import numpy as np

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.data import Data
from dashboard.figures.classes import painted
from dashboard.formatting import in_tens, not_nearly, rounded
from dashboard.messages.focus import Focus, focus
from dashboard.messages.labour_areas import LabourAreas, work_message
from dashboard.messages.paint import NO_DATA, Paint, differences, painted_with
from dashboard.messages.paint import ONLY_DP as ONLY_DP_CLASS
from dashboard.texts import Texts
from dashboard.views.distance import DISTANCE_STEPS
from dashboard.words.threshold import within
from geodata.analysis.coverage import has_middle_state, mean_m
from geodata.question import Question
from geodata.vocabulary import CLOSE_LEVELS

#: Steps in which distances travel, rounded up: so many to a unit that every threshold and every
#: limit of a class is a whole number of them, and that what people read can be rounded from it.
STEPS = {"km": 20, "min": 4}
#: The same for the distance to Dienstverlening en Producten, which only meets thresholds.
COARSE = {"km": 1, "min": 5}


class OfferAreas(Paint):
    """A view of the offer: the figure of an area in words, with {value} open."""

    unit: str
    decimals: int
    hover: str
    words: dict[str, str]
    classesWithin: int
    focus: Focus


class Classes(TypedDict):
    """A number per area: a position in the colours, or one of :mod:`dashboard.messages.paint`;
    and the figures that the tooltip says, None where the words of the class are enough."""

    classes: list[int]
    values: list[float | None] | None


class Steps(TypedDict):
    """Mean distances of areas close to home, so that the browser itself can follow a dragged
    threshold.

    ``steps`` to the nearest offer, ``per`` to a unit, and ``dp`` of ``dpUnit`` units to
    Dienstverlening en Producten, travel as differences; -1 where there is none. Classes end at
    ``factors`` of the threshold.
    """

    steps: list[int]
    per: int
    dp: list[int] | None
    dpUnit: int
    factors: tuple[float, ...]


class ClassedAreas(OfferAreas, Classes):
    """A view of the offer with its classes."""


class SteppedAreas(OfferAreas, Steps):
    """A view of the offer with its distances."""


def message(context: Context) -> ClassedAreas | SteppedAreas | LabourAreas:
    """What ``assets/scripts/map`` needs to paint a view."""
    data, view, texts = context.data, context.view, context.texts
    kind, level = view.kind, view.level
    if kind.is_labour:
        return work_message(context)
    offer: OfferAreas = {
        **painted_with(data, view, kind.scale(level, view.threshold)),
        "unit": view.unit,
        "decimals": kind.decimals_at(level, view.unit),
        "hover": texts(f"indicator.{kind.key}.hover", within=within(view, texts), unit=view.unit),
        "words": _words(view, texts),
        "classesWithin": kind.classes_within,
        "focus": focus(data, view),
    }
    if level in CLOSE_LEVELS and kind.follows_threshold:
        return {**offer, **_distances(data, view)}
    shown, on_map = painted(data, view), data.on_map(level, view.region)
    return {
        **offer,
        "classes": shown.classes[on_map].tolist(),
        "values": None if shown.values is None else _rounded(shown.values[on_map], view),
    }


def _rounded(values: np.ndarray, view: View) -> list[float | None]:
    """Values as the table shows them, rounded once."""
    decimals = view.kind.decimals_at(view.level, view.unit)
    shown = not_nearly if view.kind.is_share else rounded
    whole = shown(in_tens(values) if view.kind.counts_young else values, decimals)
    return [None if np.isnan(value) else value for value in whole.tolist()]


def _distances(data: Data, view: View) -> Steps:
    dp = None
    if has_middle_state(view.question):
        dp = _steps(data, view, replace(view.question, profiles="dp"), 1 / COARSE[view.unit])
    return {
        "steps": _steps(data, view, view.question, STEPS[view.unit]),
        "per": STEPS[view.unit],
        "dp": dp,
        "dpUnit": COARSE[view.unit],
        "factors": DISTANCE_STEPS,
    }


def _steps(data: Data, view: View, question: Question, per_unit: float) -> list[int]:
    """Whole steps to the nearest offer, rounded up; -1 where there is none. As differences."""
    metres = mean_m(data.tables, question, view.level)[data.on_map(view.level, view.region)]
    # A hair less, or what is exactly a limit would be a step beyond it by a rounding error.
    steps = np.ceil(view.in_unit(metres) * per_unit - 1e-6)
    return differences(np.where(np.isfinite(metres), steps, NO_DATA))


def _words(view: View, texts: Texts) -> dict[str, str]:
    words = {
        str(NO_DATA): texts("map.no_data"),
        str(ONLY_DP_CLASS): texts("state.only_dp"),
        "within": texts("state.within"),
        "tooFar": texts("map.too_far"),
    }
    if view.level in CLOSE_LEVELS:
        words |= {str(code): texts(key) for code, key in enumerate(view.kind.home_states)}
    return words
