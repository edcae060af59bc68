"""How far is the nearest offer?"""

from dataclasses import dataclass

import numpy as np

from dashboard.catalogue import Scale
from dashboard.palette import Area
from dashboard.texts import Texts
from dashboard.views.kind import Asking, Kind, of_homes
from geodata.analysis.coverage import nearest_m
from geodata.tables.reader import Tables

#: Distance classes end at these multiples of the threshold, so the threshold parts blue and orange.
DISTANCE_STEPS = (0.3, 0.6, 1.0, 1.5)
DISTANCE_COLOURS = (Area.NEAR, Area.MIDDLE, Area.FAR, Area.TOO_FAR, Area.MUCH_TOO_FAR)


@dataclass(frozen=True, kw_only=True)
class Distance(Kind):
    """A distance in kilometres, read in the unit of the question and classed by its threshold."""

    follows_threshold: bool = True

    def scale(self, level: str, threshold: float) -> Scale:
        limits = tuple(round(step * threshold, 1) for step in DISTANCE_STEPS)
        return Scale(limits, DISTANCE_COLOURS)

    def decimals_at(self, level: str, unit: str) -> int:
        """Minutes are whole."""
        return 0 if unit == "min" else self.decimals

    def values(self, tables: Tables, view: Asking, level: str) -> np.ndarray:
        if level != "home":
            return view.in_unit(super().values(tables, view, level) * 1000)
        metres = nearest_m(tables, view.question).astype(float)
        return of_homes(tables, view.in_unit(metres))

    def classify(self, scale: Scale, values: np.ndarray, level: str) -> np.ndarray:
        # A hair less, or what is exactly a limit would fall beyond it by a rounding error.
        return scale.classify(values - 1e-6 if level == "home" else values)

    def class_words(self, scale: Scale, position: int, level: str, unit: str, texts: Texts) -> str:
        text = super().class_words(scale, position, level, unit, texts)
        too_far = position > DISTANCE_STEPS.index(1.0)
        return f"{text} · {texts('map.too_far')}" if too_far else text


VIEW = Distance(
    key="distance",
    word="afstand",
    position=10,
    column="mean_km",
    decimals=1,
    best_level="home",
)
