"""Every indicator of the map: its unit, its classes and how to read it.

An indicator is one entry in :data:`INDICATORS`. Its texts have the keys ``indicator.<key>.name``,
``.legend`` (title of the legend) and ``.hover`` (the figure of one area in words); its classes are
named by the patterns ``indicator.<key>.class.*`` through :func:`classes`.
"""

from dataclasses import dataclass

import numpy as np

from dashboard.formatting import number
from dashboard.palette import Area
from dashboard.texts import Texts

#: Distance classes end at these multiples of the threshold, so the threshold parts blue and orange.
DISTANCE_STEPS = (0.3, 0.6, 1.0, 1.5)
DISTANCE_COLOURS = (Area.NEAR, Area.MIDDLE, Area.FAR, Area.TOO_FAR, Area.MUCH_TOO_FAR)


@dataclass(frozen=True)
class Scale:
    """Fixed classes: ``limits`` ascending, one colour more than limits.

    ``upper`` says whether a limit belongs to the class below it (a distance of exactly 10 km is
    within 10 km) or to the class above it (a share of exactly 90 % is not under 90 %).
    """

    limits: tuple[float, ...]
    colours: tuple[str, ...]
    upper: bool = True

    def classify(self, values: np.ndarray) -> np.ndarray:
        """Class number per value; -1 where nothing is known."""
        found = np.searchsorted(self.limits, values, side="left" if self.upper else "right")
        return np.where(np.isfinite(values), found, -1)


@dataclass(frozen=True)
class Indicator:
    """One view of the map."""

    key: str
    #: Column of the coverage table that is shown.
    column: str
    decimals: int
    #: Scale of regions; homes may have their own. None: derived from the threshold.
    regions: Scale | None
    homes: Scale | None

    def scale(self, level: str, threshold: float) -> Scale:
        """The classes at a level; limits of the distance view follow the threshold."""
        if self.key == "distance":
            limits = tuple(round(step * threshold, 1) for step in DISTANCE_STEPS)
            return Scale(limits, DISTANCE_COLOURS)
        return self.homes if level == "home" and self.homes else self.regions


#: Blues from few to many choices; no choice is orange like every "too far".
_CHOICE_COLOURS = (Area.MUCH_TOO_FAR, Area.FAR, Area.MIDDLE, Area.NEAR, Area.NEAREST)
#: Nobody without an offer is blue; more people without is a deeper orange.
_WITHOUT_COLOURS = (Area.MIDDLE, Area.A_LITTLE, Area.TOO_FAR, Area.MUCH_TOO_FAR, Area.WORST)

INDICATORS = {
    indicator.key: indicator
    for indicator in (
        Indicator("distance", "mean_km", 1, None, None),
        Indicator(
            "share",
            "share",
            1,
            Scale(
                (50, 75, 90, 99.5),
                (Area.MUCH_TOO_FAR, Area.TOO_FAR, Area.FAR, Area.MIDDLE, Area.NEAR),
                upper=False,
            ),
            Scale((50,), (Area.MUCH_TOO_FAR, Area.MIDDLE)),
        ),
        Indicator(
            "without",
            "not_covered",
            0,
            Scale((0.5, 250, 1000, 3000), _WITHOUT_COLOURS),
            Scale((0.5, 50, 150, 400), _WITHOUT_COLOURS),
        ),
        Indicator(
            "choices",
            "choices",
            1,
            Scale((1, 2, 4, 8), _CHOICE_COLOURS, upper=False),
            Scale((1, 2, 4, 8), _CHOICE_COLOURS, upper=False),
        ),
        # Homes: near by bicycle, near as the crow flies only, far either way.
        Indicator(
            "difference",
            "difference",
            0,
            Scale((0.5, 250, 1000, 3000), _WITHOUT_COLOURS),
            Scale((0, 1), (Area.FAR, Area.MUCH_TOO_FAR, Area.A_LITTLE)),
        ),
    )
}


def classes(
    indicator: Indicator, level: str, threshold: float, texts: Texts, unit: str = "km"
) -> list[tuple[str, str]]:
    """Colour and words of every class, in the order of the legend."""
    scale = indicator.scale(level, threshold)
    language = texts.language
    if indicator.key == "share" and level == "home":
        return [
            (scale.colours[1], texts("state.within")),
            (scale.colours[0], texts("state.nothing")),
        ]

    if indicator.key == "difference" and level == "home":
        words = ("state.within", "difference.only_straight", "difference.neither")
        return [(colour, texts(word)) for colour, word in zip(scale.colours, words, strict=True)]

    def shown(value: float) -> str:
        return number(value, language, 0 if float(value).is_integer() else 1)

    def label(position: int) -> str:
        low = shown(scale.limits[position - 1]) if position else ""
        high = shown(scale.limits[position]) if position < len(scale.limits) else ""
        if indicator.key == "choices" and level == "home":
            low, high = _whole_choices(position, scale.limits)
        key = "first" if not position else "last" if not high else "middle"
        if indicator.key == "choices" and level == "home" and low == high:
            key = "only"
        text = texts(f"indicator.{indicator.key}.class.{key}", low=low, high=high, unit=unit)
        too_far = indicator.key == "distance" and position > DISTANCE_STEPS.index(1.0)
        return f"{text} · {texts('map.too_far')}" if too_far else text

    named = [(colour, label(position)) for position, colour in enumerate(scale.colours)]
    return named[::-1] if indicator.key in ("share", "choices") else named


def _whole_choices(position: int, limits: tuple[float, ...]) -> tuple[str, str]:
    """First and last whole number of a class of choices."""
    low = int(limits[position - 1]) if position else 0
    high = str(int(limits[position]) - 1) if position < len(limits) else ""
    return str(low), high
