"""The map: the figure that Plotly draws once, and the small message that repaints it.

Geometry never travels inside a figure: the browser fetches it once from a versioned address. After
that a view is a list of small whole numbers, one per area, which ``assets/scripts/map`` paints.
"""

from dataclasses import replace
from typing import TypedDict

import numpy as np

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.catalogue import DISTANCE_STEPS, INDICATORS
from dashboard.data import Data
from dashboard.figures import only
from dashboard.figures.table import figures
from dashboard.formatting import in_tens
from dashboard.messages.focus import Focus, focus
from dashboard.messages.labour_areas import LabourAreas, work_message
from dashboard.messages.paint import NO_DATA, Paint, differences, painted_with
from dashboard.messages.paint import ONLY_DP as ONLY_DP_CLASS
from dashboard.texts import Texts
from dashboard.words.legend import has_middle_state
from dashboard.words.threshold import within
from geodata.analysis.coverage import ONLY_DP, WITHIN, nearest_m, only_straight, states
from geodata.question import Question

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
    focus: Focus


class Classes(TypedDict):
    """A number per area: a position in the colours, or one of :mod:`dashboard.messages.paint`;
    and the figures that the tooltip says, None where the words of the class are enough."""

    classes: list[int]
    values: list[float | None] | None


class Steps(TypedDict):
    """Distances of homes, so that the browser itself can follow a dragged threshold.

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
    if view.is_work:
        return work_message(context)
    tables, level = data.tables, view.level
    indicator = INDICATORS[view.show]
    scale = indicator.scale(level, view.threshold)
    painted: OfferAreas = {
        **painted_with(data, view, scale),
        "unit": view.unit,
        "decimals": _decimals(view),
        "hover": texts(f"indicator.{view.show}.hover", within=within(view, texts), unit=view.unit),
        "words": _words(view, texts),
        "focus": focus(data, view),
    }
    if level == "home" and view.show == "distance":
        return {**painted, **_home_distances(data, view)}
    if level == "home" and view.show == "share":
        state = states(tables, view.question)
        numbers = np.select([state == WITHIN, state == ONLY_DP], [1, ONLY_DP_CLASS], 0)
        return {**painted, "classes": numbers.tolist(), "values": None}
    if level == "home" and view.show == "difference":
        return {**painted, "classes": _differences(data, view), "values": None}
    if level == "home" and view.show == "only":
        return {**painted, "classes": _sites_in_reach(data, view), "values": None}
    frame = figures(data, view, level).iloc[data.on_map(level)]
    values = frame[indicator.column].to_numpy(float)
    if view.show == "distance":
        values = view.in_unit(values * 1000)
    numbers = scale.classify(values)
    if level == "home" and view.show == "choices":
        numbers = np.where(states(tables, view.question) == ONLY_DP, ONLY_DP_CLASS, numbers)
    return {
        **painted,
        "classes": numbers.tolist(),
        "values": _rounded(values, view, painted["decimals"]),
    }


def _decimals(view: View) -> int:
    """Decimals of the figure of one area: whole sites at a home, whole minutes anywhere."""
    whole = view.level == "home" and view.show == "choices"
    if whole or (view.show == "distance" and view.unit == "min"):
        return 0
    return INDICATORS[view.show].decimals


def _rounded(values: np.ndarray, view: View, decimals: int) -> list[float | None]:
    """Values as the table shows them, rounded once."""
    if view.show in ("without", "difference", "only"):
        values = in_tens(values)
    whole = np.round(values, decimals)
    return [None if np.isnan(value) else value for value in whole.tolist()]


def _differences(data: Data, view: View) -> list[int]:
    """Per home: 0 near by bicycle, 1 near as the crow flies only, 2 far either way."""
    near = nearest_m(data.tables, view.by_ride) <= view.by_ride.threshold_m
    lost = only_straight(data.tables, view.by_crow, view.by_ride)
    return np.select([near, lost], [0, 1], 2).tolist()


def _sites_in_reach(data: Data, view: View) -> list[int]:
    """Per home: 0 one site with the offer near, 1 more, 2 none; -2 only Dienstverlening."""
    state = states(data.tables, view.question)
    conditions = [only.dependent(data, view), state == WITHIN, state == ONLY_DP]
    return np.select(conditions, [0, 1, ONLY_DP_CLASS], 2).tolist()


def _home_distances(data: Data, view: View) -> Steps:
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
    metres = nearest_m(data.tables, question).astype(float)
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
    if view.level == "home" and view.show == "share":
        words |= {"0": texts("state.nothing"), "1": texts("state.within")}
    if view.level == "home" and view.show == "difference":
        keys = ("state.within", "difference.only_straight", "difference.neither")
        words |= {str(code): texts(key) for code, key in enumerate(keys)}
    if view.level == "home" and view.show == "only":
        keys = ("only.one", "only.more", "only.none")
        words |= {str(code): texts(key) for code, key in enumerate(keys)}
    return words
