"""Every figure of the labour market: what a publisher counted per region.

It is one entry in :data:`PUBLISHED` and rows in the table ``indicators``. Its texts are
``indicator.<key>.name``, ``.unit``, ``.reading`` (how to read it) and ``.caveat``. What is computed
from the question has a view of its own, see :mod:`dashboard.views`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dashboard.data import LEVELS
from dashboard.formatting import rounded
from dashboard.palette import AMOUNT, Area
from geodata.analysis.supply import candidates_per_1000_jobs


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


#: Colours of five classes from low to high, by what is better: high, low, or neither.
RAMPS = {
    1: (Area.MUCH_TOO_FAR, Area.TOO_FAR, Area.FAR, Area.MIDDLE, Area.NEAR),
    -1: (Area.NEAR, Area.MIDDLE, Area.FAR, Area.TOO_FAR, Area.MUCH_TOO_FAR),
    0: AMOUNT,
}


@dataclass(frozen=True)
class Published:
    """One figure of the labour market, at the levels that have it."""

    #: Its name in the table ``indicators`` and in the texts.
    key: str
    #: Its word in the address.
    word: str
    #: Where it is published, the level that reads best first; ``nl`` is for comparison.
    levels: tuple[str, ...]
    decimals: int
    #: Fixed limits of the classes; None: as many regions of the level in each.
    limits: tuple[float, ...] | None = None
    #: 1 where more is better, -1 where less is, 0 where it is neither.
    direction: int = 0
    #: What it counts against the offer: how much ``work`` there is, its ``growth``, ``vacancies``
    #: or ``businesses``; "" where it depends on the size of the region, so that it says nothing
    #: beside a share.
    demand: str = ""
    #: Where it is not in the table: found from tables, question and level, as a frame with
    #: ``low, high, period, note``, as :func:`geodata.analysis.supply.candidates_per_1000_jobs`.
    computed: Callable | None = None

    @property
    def relative(self) -> bool:
        """Whether it can stand beside that of a region of another size."""
        return bool(self.demand or self.direction or self.computed)

    @property
    def name(self) -> str:
        """Key of the text that names it."""
        return f"indicator.{self.key}.name"

    @property
    def unit(self) -> str:
        """Key of the text that stands behind a value."""
        return f"indicator.{self.key}.unit"

    @property
    def reading(self) -> str:
        """Key of the text that says how to read it."""
        return f"indicator.{self.key}.reading"

    @property
    def caveat(self) -> str:
        """Key of the text that says what it is not."""
        return f"indicator.{self.key}.caveat"

    def rounded(self, values: np.ndarray) -> np.ndarray:
        """Values as they are shown, so that a class never contradicts its figure."""
        return rounded(values, self.decimals)

    def scale(self, values: np.ndarray) -> Scale:
        """The classes for the values of one level; a limit belongs to the class above it."""
        limits = self.limits or equal_limits(self.rounded(values))
        ramp = RAMPS[self.direction]
        places = np.linspace(0, len(ramp) - 1, len(limits) + 1).round().astype(int)
        return Scale(tuple(limits), tuple(ramp[place] for place in places), upper=False)


COROP = ("corop", "province", "nl")
PROVINCES = ("province", "nl")
TOWNS = ("municipality", "labour_region", "province", "nl")

PUBLISHED = {
    entry.key: entry
    for entry in (
        Published("technical_jobs", "banen", COROP, 0),
        Published("technical_jobs_share", "aandeel-banen", COROP, 1, demand="work"),
        Published(
            "technical_jobs_growth",
            "groei-banen",
            COROP,
            1,
            limits=(-5, 0, 5, 10),
            direction=1,
            demand="growth",
        ),
        Published("vacancies_technical", "vacatures", PROVINCES, 0),
        Published(
            "vacancies_per_1000_technical_jobs",
            "vacatures-per-1000",
            PROVINCES,
            0,
            demand="vacancies",
        ),
        Published(
            "technical_businesses_per_1000", "bedrijven-per-1000", TOWNS, 1, demand="businesses"
        ),
        Published("ww_share", "ww", TOWNS, 1, direction=-1),
        Published(
            "candidates_per_1000_jobs",
            "kandidaten-per-1000",
            COROP,
            1,
            computed=candidates_per_1000_jobs,
        ),
    )
}
#: The figure of the labour views until another is picked.
FIRST = "technical_jobs_share"


def words() -> dict[str, str]:
    """Key -> word in the address, of every figure that can be on the map."""
    return {key: entry.word for key, entry in PUBLISHED.items() if set(entry.levels) & set(LEVELS)}


def published_at(level: str) -> list[Published]:
    """Every published figure that a level has, in the order of the menu."""
    return [entry for entry in PUBLISHED.values() if level in entry.levels]


def nearest_level(levels: tuple[str, ...], wanted: str | None) -> str:
    """The level of a figure on the map that divides the country most like the wanted one.

    Without one the first; of two as near the coarser.
    """
    on_map = [level for level in levels if level in LEVELS]
    if wanted is None:
        return on_map[0]
    fineness = LEVELS.index(wanted)
    return min(on_map, key=lambda level: (abs(LEVELS.index(level) - fineness), LEVELS.index(level)))


def equal_limits(values: np.ndarray, classes: int = 5) -> tuple[float, ...]:
    """Limits that part the known values into classes of about as many; fewer where values tie.

    Every limit is one of the values, so that each class has some.
    """
    known = np.sort(values[np.isfinite(values)])
    if not len(known):
        return ()
    at = np.arange(1, classes) * len(known) // classes
    return tuple(float(limit) for limit in np.unique(known[at]) if limit > known[0])
