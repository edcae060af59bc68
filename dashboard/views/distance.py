"""How far is the nearest offer?"""

from dataclasses import dataclass, replace

import numpy as np

from dashboard.catalogue import Scale
from dashboard.palette import Area
from dashboard.texts import Texts
from dashboard.views.kind import Asking, Kind
from geodata.analysis.coverage import at_least_m, has_middle_state, mean_m
from geodata.tables.reader import Tables
from geodata.vocabulary import CLOSE_LEVELS

MEAN = "mean_km"
#: Distance classes end at these multiples of the threshold, so the threshold parts blue and orange.
DISTANCE_STEPS = (0.3, 0.6, 1.0, 1.5)
DISTANCE_COLOURS = (Area.NEAR, Area.MIDDLE, Area.FAR, Area.TOO_FAR, Area.MUCH_TOO_FAR)


@dataclass(frozen=True, kw_only=True)
class Distance(Kind):
    """A distance in kilometres, read in the unit of the question and classed by its threshold: what
    a room asks of it is who has the offer within that."""

    answers_of_hundred: bool = True
    follows_threshold: bool = True
    classes_within: int = DISTANCE_STEPS.index(1.0) + 1
    stripes_over: Area = Area.TOO_FAR

    def scale(self, level: str, threshold: float) -> Scale:
        limits = tuple(round(step * threshold, 1) for step in DISTANCE_STEPS)
        return Scale(limits, DISTANCE_COLOURS)

    def decimals_at(self, level: str, unit: str) -> int:
        """Minutes are whole."""
        return 0 if unit == "min" else self.decimals

    def values(self, tables: Tables, view: Asking, level: str) -> np.ndarray:
        if self.column != MEAN:
            return view.in_unit(super().values(tables, view, level) * 1000)
        # Without all other columns of the figures.
        return view.in_unit(mean_m(tables, view.question, level))

    def classify(self, scale: Scale, values: np.ndarray, level: str) -> np.ndarray:
        # A hair less, or what is exactly a limit would fall beyond it by a rounding error.
        return scale.classify(values - 1e-6 if level in CLOSE_LEVELS else values)

    def classed(self, tables: Tables, view: Asking, level: str, values: np.ndarray) -> np.ndarray:
        """Where some are further than a table of the owner's own goes no mean is known, but it is
        at least so much."""
        if view.question.distance not in tables.own_distances or self.column != MEAN:
            return values
        return view.in_unit(at_least_m(tables, view.question, level))

    def striped(self, tables: Tables, view: Asking, level: str) -> np.ndarray:
        """Where the mean distance is too far, and that to Dienstverlening en Producten is not: the
        browser says the same from these two while the threshold is dragged."""
        if not has_middle_state(view.question):
            return np.zeros(len(tables.regions_of(level)), bool)
        asked, dp = (
            at_least_m(tables, question, level)
            for question in (view.question, replace(view.question, profiles="dp"))
        )
        limit = view.question.threshold_m + 1e-6
        return np.asarray((np.nan_to_num(asked, nan=np.inf) > limit) & (dp <= limit))

    def class_words(self, scale: Scale, position: int, level: str, unit: str, texts: Texts) -> str:
        text = super().class_words(scale, position, level, unit, texts)
        too_far = position >= self.classes_within
        return f"{text} · {texts('map.too_far')}" if too_far else text


VIEW = Distance(
    key="distance",
    word="afstand",
    position=10,
    column=MEAN,
    decimals=1,
    best_level="postcode",
)
