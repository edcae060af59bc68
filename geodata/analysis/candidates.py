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
    SEXES,
    TRACKS,
    Codes,
)

#: All tracks together, where a table has them one by one too.
ALL_TRACKS = "all"


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
def _sectors(
    tables: Tables,
) -> tuple[list[str], Integers, dict[str, tuple[Integers, Integers]]]:
    """Years of the file by sector; rows of the sites that are in it; per sex lowest and highest,
    years × tracks × sectors × those sites. A leerwerktraject is within the basic track."""
    rows = tables.sectors
    years: list[str] = sorted(rows["year"].unique())
    cells = _by_sex(rows)
    track = cells.index.get_level_values("track").astype(str)
    site = pd.Index(tables.sites["code"]).get_indexer(cells.index.get_level_values("site"))
    sites, place = np.unique(site, return_inverse=True)
    at = (
        pd.Index(years).get_indexer(cells.index.get_level_values("year")),
        pd.Index(TRACKS).get_indexer(track.where(track != "LWT", TRACKS[0])),
        pd.Index(SECTOR_NAMES).get_indexer(cells.index.get_level_values("sector")),
        place,
    )
    shape = (len(years), len(TRACKS), len(SECTOR_NAMES), len(sites))
    grids = {
        sex: (
            _added(at, cells[f"{sex}_low"].to_numpy(), shape),
            _added(at, cells[f"{sex}_high"].to_numpy(), shape),
        )
        for sex in (BOTH_SEXES, *SEXES)
    }
    return years, sites, grids


def _by_sex(rows: pd.DataFrame) -> pd.DataFrame:
    """Lowest and highest number of all, boys and girls for every site, sector, track and year.

    A number that is masked lies in the range of the mask and in what the two others leave: all are
    the boys and the girls together. In a few cells of the source all are one more than these; where
    the three do not fit, the mask alone counts.
    """
    keys = ["site", "sector", "track", "year"]
    masked = rows["masked"].to_numpy(bool)
    known = rows["candidates"].fillna(0).to_numpy(np.int64)
    bounds = rows[[*keys, "sex"]].assign(
        low=np.where(masked, MASKED_LOW, known), high=np.where(masked, MASKED_HIGH, known)
    )
    wide = bounds.pivot(index=keys, columns="sex", values=["low", "high"])
    full = pd.MultiIndex.from_product([["low", "high"], [BOTH_SEXES, *SEXES]])
    # What has no row is nobody.
    wide = wide.reindex(columns=full).fillna(0).astype(np.int64)
    low, high = wide["low"], wide["high"]
    cells = {}
    for sex, other in (SEXES, SEXES[::-1]):
        least = np.maximum(low[sex], low[BOTH_SEXES] - high[other])
        most = np.minimum(high[sex], high[BOTH_SEXES] - low[other])
        fits = least <= most
        cells[f"{sex}_low"] = least.where(fits, low[sex])
        cells[f"{sex}_high"] = most.where(fits, high[sex])
    cells[f"{BOTH_SEXES}_low"], cells[f"{BOTH_SEXES}_high"] = low[BOTH_SEXES], high[BOTH_SEXES]
    return pd.DataFrame(cells)


def _added(at: tuple[Integers, ...], numbers: Integers, shape: tuple[int, ...]) -> Integers:
    # Small: a worker keeps them.
    grid = np.zeros(shape, np.int16)
    # Of one site two tracks can share a cell.
    np.add.at(grid, at, numbers)
    return grid


def sector_by_year(tables: Tables, level: str, position: int) -> pd.DataFrame:
    """Exam candidates of the sites in a region by sector, all tracks (LWT too) together.

    One row per year of the file by sector and sector: ``year, sector, low, high`` and, of these,
    ``boys_low, boys_high, girls_low, girls_high``. 0 where the file has nobody. A number of girls
    that is masked is worked out from all and the boys where the file gives these.
    """
    years, sites, grids = _sectors(tables)
    inside = tables.sites_in(level, position)[sites]
    low, high, boys_low, boys_high, girls_low, girls_high = (
        grid[..., inside].sum(axis=(1, 3), dtype=np.int64).ravel()
        for sex in (BOTH_SEXES, *SEXES)
        for grid in grids[sex]
    )
    return pd.DataFrame(
        {
            "year": np.repeat(np.array(years, object), len(SECTOR_NAMES)),
            "sector": list(SECTOR_NAMES) * len(years),
            "low": low,
            "high": high,
            "boys_low": boys_low,
            "boys_high": boys_high,
            "girls_low": girls_low,
            "girls_high": girls_high,
        }
    )


# Its drawing and its table ask for the same.
@lru_cache(maxsize=4)
def technology_by_track(tables: Tables, level: str, position: int) -> pd.DataFrame:
    """Exam candidates in the sector technology of the sites in a region, by track, and their share.

    One row per year of the file by sector and track, a leerwerktraject within the basic one, and
    ``all`` of them: ``year, track, low, high``, and ``share_low, share_high``: the lowest and the
    highest percentage possible of the candidates of the track in any sector; NaN without any. Do
    not change the frame: it is kept.
    """
    years, sites, grids = _sectors(tables)
    inside = tables.sites_in(level, position)[sites]
    (low, others_low), (high, others_high) = (
        _technology_and_others(grid[..., inside].sum(axis=3, dtype=np.int64))
        for grid in grids[BOTH_SEXES]
    )
    tracks = [*TRACKS, ALL_TRACKS]
    return pd.DataFrame(
        {
            "year": np.repeat(np.array(years, object), len(tracks)),
            "track": tracks * len(years),
            "low": low,
            "high": high,
            # The others have their own range: of a lowest share they are many, of a highest few.
            "share_low": _percentage(low, low + others_high),
            "share_high": _percentage(high, high + others_low),
        }
    )


def _technology_and_others(numbers: Integers) -> tuple[Integers, Integers]:
    """Of years × tracks × sectors: technology and the rest, a row per year and track or all."""
    every = np.concatenate([numbers, numbers.sum(axis=1, keepdims=True)], axis=1)
    technology = every[:, :, SECTOR_NAMES.index("technology")].ravel()
    return technology, every.sum(axis=2).ravel() - technology


def girls_share(
    tables: Tables, level: str, position: int, year: str, sector: str = "technology"
) -> tuple[float, float]:
    """Lowest and highest possible percentage of girls among the candidates of a sector.

    Both NaN where the sector has no candidates.
    """
    years, *_ = _sectors(tables)
    if year not in years:
        known = ", ".join(years) or "none yet; build the tables again"
        raise DataError(f"no file by sector of {year}; choose from {known}")
    rows = sector_by_year(tables, level, position)
    row = rows.iloc[years.index(year) * len(SECTOR_NAMES) + SECTOR_NAMES.index(sector)]
    if not row["high"]:
        return np.nan, np.nan
    # Of a lowest share the boys are many, of a highest few.
    return (
        float(100 * row["girls_low"] / max(row["girls_low"] + row["boys_high"], 1)),
        float(100 * row["girls_high"] / max(row["girls_high"] + row["boys_low"], 1)),
    )
