"""How many candidates are there, by year, profile and sector? And how many of them girls?

From the exam files (``offers``, by profile) and the newer file by sector (``sectors``, with sex).
A masked number hides 1 to 4, so every number is a range ``low`` to ``high``, and ranges add up as
ranges. A region has the sites of ``Tables.sites_in``, wherever their pupils live. Candidates of a
combined programme are those of the programme: in none of its profiles, and once in every sum.

There are exam files of ``Tables.years`` only: the year before 2021-2022 is 2018-2019.
"""

from functools import lru_cache

import numpy as np
import pandas as pd

from geodata.errors import DataError
from geodata.tables.arrays import Floats, Integers
from geodata.tables.reader import Tables
from geodata.vocabulary import (
    BOTH_SEXES,
    BROAD,
    COUNTED,
    MASKED_HIGH,
    MASKED_LOW,
    PROFILES,
    SECTOR_NAMES,
    Codes,
)


@lru_cache(maxsize=64)
def candidates_by_year(
    tables: Tables, level: str, position: int, tracks: Codes, profiles: Codes = COUNTED
) -> pd.DataFrame:
    """Exam candidates of the sites in a region, one row per year with an exam file and profile.

    Columns ``year, profile, low, high`` and ``sites``: how many sites had it, also within a
    combined programme, which is among the profiles unless others are asked. Years oldest first,
    profiles in the order given; 0 where nobody took the exam. Do not change the frame: it is kept.
    """
    inside = tables.sites_in(level, position)
    grids = [
        (*tables.offer_range(year, tracks, profiles), tables.offered(year, tracks, profiles))
        for year in tables.years
    ]
    low, high, offered = (np.concatenate(every)[:, inside] for every in zip(*grids, strict=True))
    return pd.DataFrame(
        {
            "year": np.repeat(np.array(tables.years, object), len(profiles)),
            "profile": list(profiles) * len(tables.years),
            "low": low.sum(axis=1),
            "high": high.sum(axis=1),
            "sites": offered.sum(axis=1),
        }
    )


@lru_cache(maxsize=32)
def technical_share(tables: Tables, level: str, year: str, tracks: tuple[str, ...]) -> pd.DataFrame:
    """Candidates in the five technical profiles among all candidates, for every region of a level.

    One row per region in the order of ``tables.regions_of(level)``:

    ``level, code, name``
    ``low, high``              candidates in BWI, PIE, M&T, MVI or MaT, or in several as one
    ``all_low, all_high``      candidates in any profile or programme, in the same tracks
    ``share_low, share_high``  the lowest and highest percentage possible; NaN without candidates
    ``share``                  whole percent when both round to the same, else NaN

    Do not change the frame: it is kept.
    """
    low, high, all_low, all_high = (
        tables.site_totals(level, grid).astype(int)
        for profiles in (BROAD, PROFILES)
        for grid in tables.set_range(year, tracks, profiles)
    )
    # The others have their own range: of a lowest share they are many, of a highest few.
    share_low = _percentage(low, low + all_high - high)
    share_high = _percentage(high, high + all_low - low)
    regions = tables.regions_of(level)
    return pd.DataFrame(
        {
            "level": level,
            "code": regions["code"],
            "name": regions["name"],
            "low": low,
            "high": high,
            "all_low": all_low,
            "all_high": all_high,
            "share_low": share_low,
            "share_high": share_high,
            "share": _whole(share_low, share_high),
        }
    )


def _percentage(part: Integers, whole: Integers) -> Floats:
    with np.errstate(invalid="ignore"):
        percentage: Floats = 100 * part / whole
    return percentage


def _whole(low: Floats, high: Floats) -> Floats:
    """The whole percent that both bounds round to, else NaN."""
    return np.where(np.rint(low) == np.rint(high), np.rint(low), np.nan)


@lru_cache(maxsize=4)
def _sectors(tables: Tables) -> tuple[list[str], dict[str, tuple[Integers, Integers]]]:
    """Years of the file by sector; per sex lowest and highest, years × sectors × sites."""
    rows = tables.sectors
    years: list[str] = sorted(rows["year"].unique())
    masked = rows["masked"].to_numpy(bool)
    known = rows["candidates"].fillna(0).to_numpy(np.int64)
    cell = (
        pd.Index(years).get_indexer(rows["year"]),
        pd.Index(SECTOR_NAMES).get_indexer(rows["sector"]),
        pd.Index(tables.sites["code"]).get_indexer(rows["site"]),
    )
    grids = {}
    for sex in (BOTH_SEXES, "girls"):
        mine = (rows["sex"] == sex).to_numpy(bool)
        at = tuple(axis[mine] for axis in cell)
        low, high = (
            _added(at, np.where(masked, hidden, known)[mine], (len(years), len(tables.sites)))
            for hidden in (MASKED_LOW, MASKED_HIGH)
        )
        grids[sex] = low, high
    return years, grids


def _added(at: tuple[Integers, ...], numbers: Integers, shape: tuple[int, int]) -> Integers:
    grid = np.zeros((shape[0], len(SECTOR_NAMES), shape[1]), np.int64)
    # The tracks of one sector share a cell.
    np.add.at(grid, at, numbers)
    return grid


def sector_by_year(tables: Tables, level: str, position: int) -> pd.DataFrame:
    """Exam candidates of the sites in a region by sector, all tracks (LWT too) together.

    One row per year of the file by sector and sector: ``year, sector, low, high`` and, of these,
    ``girls_low, girls_high``. 0 where the file has nobody. The number of girls is the publisher's
    own figure: what it masks is not worked out from that of the boys.
    """
    inside = tables.sites_in(level, position)
    years, grids = _sectors(tables)
    low, high, girls_low, girls_high = (
        grid[:, :, inside].sum(axis=2).ravel()
        for sex in (BOTH_SEXES, "girls")
        for grid in grids[sex]
    )
    return pd.DataFrame(
        {
            "year": np.repeat(np.array(years, object), len(SECTOR_NAMES)),
            "sector": list(SECTOR_NAMES) * len(years),
            "low": low,
            "high": high,
            "girls_low": girls_low,
            "girls_high": girls_high,
        }
    )


def girls_share(
    tables: Tables, level: str, position: int, year: str, sector: str = "technology"
) -> tuple[float, float]:
    """Lowest and highest possible percentage of girls among the candidates of a sector.

    Both NaN where the sector has no candidates.
    """
    rows = sector_by_year(tables, level, position)
    if year not in set(rows["year"]):
        years = ", ".join(rows["year"].unique()) or "none yet; build the tables again"
        raise DataError(f"no file by sector of {year}; choose from {years}")
    row = rows[(rows["year"] == year) & (rows["sector"] == sector)].iloc[0]
    if not row["high"]:
        return np.nan, np.nan
    highest = min(100.0, 100 * row["girls_high"] / row["low"])
    return float(100 * row["girls_low"] / row["high"]), float(highest)
