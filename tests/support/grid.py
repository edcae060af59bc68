"""A small country of which every answer can be checked by hand.

Nine homes on a 3 × 3 grid, 5 km apart, ten young people each; two municipalities (west: the left
column, east: the rest), one province. Sites stand on homes::

    7 8 9        a stands on home 1: BWI and PIE, bb
    4 5 6        b stands on home 5: MT, kb (masked)
    1 2 3        c stands on home 9: DP, bb
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import NamedTuple

import numpy as np
import pandas as pd

from geodata.build.offers import with_combined
from geodata.tables.distances import Distances, at_hand
from geodata.tables.reader import NAMES, Tables
from geodata.tables.schema import SCHEMAS
from geodata.tables.steps import in_steps
from geodata.vocabulary import CLOSE_LEVELS, CROSSING, ESTIMATE, PIECE_POINT

SPACING = 5_000.0
YEAR = "2024-2025"
SITES = {"a": 0, "b": 4, "c": 8}
OFFERS = [
    ("a", "BWI", "BB", 12, False),
    ("a", "PIE", "BB", 20, False),
    ("b", "MT", "KB", None, True),
    ("c", "DP", "BB", 30, False),
]


def made_once(make: Callable[..., pd.DataFrame]) -> Callable[..., pd.DataFrame]:
    """A frame that is made once for the same arguments: property tests ask for it thousands of
    times. Whoever changes what they are given has a copy of their own (pandas copies on write)."""
    kept = lru_cache(maxsize=64)(make)

    @wraps(make)
    def given(*arguments, **named) -> pd.DataFrame:
        return kept(*arguments, **named).copy(deep=False)

    return given


@made_once
def homes(young: float = 10.0) -> pd.DataFrame:
    """The nine homes, row by row from the south-west."""
    rows = [
        (str(1 + column + 3 * row), column * SPACING, row * SPACING)
        for row in range(3)
        for column in range(3)
    ]
    frame = pd.DataFrame(rows, columns=["code", "x", "y"])
    frame["municipality"] = ["west" if x == 0 else "east" for x in frame["x"]]
    return frame.assign(
        postcode=frame["code"],
        buurt="b" + frame["code"],
        place="Plaats",
        basis=PIECE_POINT,
        km2=25.0,
        inhabitants=100.0,
        young_2021=young,
        young_2025=young,
    )


@made_once
def sites() -> pd.DataFrame:
    """Three sites on homes, and one without a known place."""
    home = homes()
    rows = [(code, home["x"][at], home["y"][at]) for code, at in SITES.items()]
    frame = pd.DataFrame([*rows, ("lost", None, None)], columns=["code", "x", "y"])
    frame["name"] = frame["code"]
    return frame.assign(has_vmbo=True, in_address_file=[True, True, True, False])


def offers(rows=OFFERS, year: str = YEAR) -> pd.DataFrame:
    """Offers of one year from (site, profile, track, candidates, masked).

    A combined programme is an offer of its profiles too.
    """
    return _offers(tuple(rows), year)


@made_once
def _offers(rows: tuple[tuple, ...], year: str) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["site", "profile", "track", "candidates", "masked"])
    return with_combined(frame.assign(year=year, candidates=frame["candidates"].astype("Int16")))


@made_once
def regions() -> pd.DataFrame:
    """The country, its province, two municipalities, and an area and a neighbourhood per home."""
    rows = [("nl", "NL"), ("province", "P"), ("municipality", "east"), ("municipality", "west")]
    rows += [(level, code) for level in CLOSE_LEVELS for code in homes()[level]]
    frame = pd.DataFrame(rows, columns=["level", "code"])
    return frame.assign(name=frame["code"])


@made_once
def membership() -> pd.DataFrame:
    """Every home in its area, its neighbourhood, its municipality, the province and the country."""
    home = homes()
    levels = {"nl": "NL", "province": "P", "municipality": home["municipality"]}
    levels |= {level: home[level] for level in CLOSE_LEVELS}
    rows = pd.concat(
        [
            pd.DataFrame({"home": home["code"], "level": level, "code": codes})
            for level, codes in levels.items()
        ]
    )
    return rows.astype("category")


#: Rides in metres, a row per home and a column per site (a, b, c). Between the two upper rows of
#: homes runs a river: from 7, 8 and 9 it is 20 km more to a and b, and so from the others to c.
RIDES = np.array(
    [
        (0, 9_000, 34_000),
        (6_000, 6_000, 30_000),
        (12_000, 8_000, 33_000),
        (6_000, 6_000, 29_000),
        (8_000, 0, 27_000),
        (14_000, 6_000, 26_000),
        (32_000, 28_000, 12_000),
        (34_000, 26_000, 6_000),
        (38_000, 28_000, 0),
    ],
    np.float32,
)


class Rides(NamedTuple):
    """Rides in memory: steps and methods, sites × homes."""

    all_steps: np.ndarray
    methods: np.ndarray

    def steps(self, site: int) -> np.ndarray:
        return self.all_steps[site]

    def method(self, site: int) -> np.ndarray:
        return self.methods[site]

    def estimated(self, sites: np.ndarray, homes: np.ndarray) -> np.ndarray:
        return self.all_steps[np.ix_(sites, homes)]


def rides(metres: np.ndarray = RIDES) -> Distances:
    """Rides on the grid: from homes to placed sites."""
    methods = np.where(metres > 20_000, CROSSING, ESTIMATE).astype(np.int8)
    return at_hand(Rides(in_steps(metres.T), methods.T), np.arange(metres.shape[1]), len(metres))


@made_once
def empty(name: str) -> pd.DataFrame:
    """A prepared table without rows."""
    return pd.DataFrame({name: pd.Series(dtype="object") for name in SCHEMAS[name].columns})


def country(**changes) -> Tables:
    """The tables of the grid, with some of them changed."""
    made = {
        "regions": regions(),
        "membership": membership(),
        "homes": homes(),
        "sites": sites(),
        "offers": offers(),
        "manifest": {},
    }
    made |= {name: empty(name) for name in NAMES if name not in made}
    return Tables(**(made | changes))
