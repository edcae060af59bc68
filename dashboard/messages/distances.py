"""The message of distances: with it the browser itself makes classes of areas close to home, and
follows a threshold that a hand drags.

It does not depend on the threshold, and is by far the longest of what a view is told: so it travels
apart from the areas, as letters, and without what changes no class and no figure that is read.
"""

from dataclasses import replace
from typing import TypedDict

import numpy as np

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.data import Data
from dashboard.messages.packing import letters, near
from dashboard.messages.paint import NO_DATA
from dashboard.views.distance import DISTANCE_STEPS
from geodata.analysis.coverage import has_middle_state, mean_m
from geodata.question import Question
from geodata.vocabulary import CLOSE_LEVELS

#: Steps in which distances travel, rounded up: so many to a unit that every threshold and every
#: limit of a class is a whole number of them, and that what people read can be rounded from it.
STEPS = {"km": 20, "min": 4}
#: Units to a step of the distance to Dienstverlening en Producten, which only meets thresholds.
COARSE = {"km": 1, "min": 5}


class Distances(TypedDict):
    """Mean distances of areas, a letter each: to the nearest offer by its place in ``ends``, which
    are steps, ``per`` to a unit, and travel as places do, near the one before it; in ``dp``, of
    ``dpUnit`` units, to Dienstverlening en Producten where that is nearer.

    Classes end at ``factors`` of the threshold.
    """

    places: str
    ends: str
    per: int
    dp: str | None
    dpUnit: int
    factors: tuple[float, ...]


def travel(view: View) -> bool:
    """Does the browser make the classes of a view from distances? Not of a measure of the owner's
    own: some are further than its table goes, which is no distance."""
    return view.level in CLOSE_LEVELS and view.kind.follows_threshold and view.own_measure is None


def message(context: Context) -> Distances | None:
    """The distances of a view; None where they do not travel."""
    data, view = context.data, context.view
    if not travel(view):
        return None
    per, unit = STEPS[view.unit], COARSE[view.unit]
    steps = _steps(data, view, view.question, per)
    dp = None
    if has_middle_state(view.question):
        coarse = _steps(data, view, replace(view.question, profiles="dp"), 1 / unit)
        # Where the offer is as near, it does not matter.
        dp = letters(np.where(coarse * unit * per < steps, coarse, NO_DATA))
    ends = _ends(view, per, int(steps.max(initial=0)))
    return {
        "places": near(np.where(steps < 0, NO_DATA, np.searchsorted(ends, steps))),
        "ends": near(ends),
        "per": per,
        "dp": dp,
        "dpUnit": unit,
        "factors": DISTANCE_STEPS,
    }


def _steps(data: Data, view: View, question: Question, per_unit: float) -> np.ndarray:
    """Whole steps to the nearest offer, rounded up; -1 where there is none."""
    metres = mean_m(data.tables, question, view.level)[data.on_map(view.level, view.region)]
    # A hair less, or what is exactly a limit would be a step beyond it by a rounding error.
    steps = np.ceil(view.in_unit(metres) * per_unit - 1e-6)
    return np.where(np.isfinite(metres), steps, NO_DATA).astype(int)


def _ends(view: View, per: int, furthest: int) -> np.ndarray:
    """The last of all steps that are alike: a class of no threshold ends between them, and they are
    read as the same figure."""
    limits = {
        round(limit * per)
        for threshold in view.thresholds
        for limit in view.kind.scale(view.level, threshold).limits
    }
    read = per // 10 ** view.kind.decimals_at(view.level, view.unit)
    return np.array(sorted(limits | {*range(read // 2, furthest + read, read)}))
