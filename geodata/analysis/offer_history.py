"""How the offer changes: candidates by year, what began or ended, what is small.

From the exam files (``offers``, by profile) and the newer file by sector (``sectors``, with sex).
A masked number hides 1 to 4, so every number is a range ``low`` to ``high``, and ranges add up as
ranges. A region has the sites of ``Tables.sites_in``, wherever their pupils live.

There are exam files of ``Tables.years`` only: the year before 2021-2022 is 2018-2019.
"""

from functools import lru_cache
from itertools import pairwise

import numpy as np
import pandas as pd

from geodata.errors import DataError
from geodata.tables.reader import Tables
from geodata.vocabulary import BROAD, PROFILES, SINGLE, TRACKS

#: As in ``geodata.schema``, which a web worker does not load.
SECTORS = ("technology", "care", "economy", "agriculture", "intersectoral")
BEGAN, ENDED = "began", "ended"
#: Two sites nearer than this are one place: a school yard, or two entrances of a building.
SAME_PLACE_M = 250.0
#: The point of a site of which only the postcode area is known.
NOT_EXACT = "PC4-centrum 2020"
MASKED_LOW, MASKED_HIGH = 1, 4


# ---- candidates by profile ----------------------------------------------------------------------


@lru_cache(maxsize=64)
def candidates_by_year(
    tables: Tables,
    level: str,
    position: int,
    tracks: tuple[str, ...],
    profiles: tuple[str, ...] = SINGLE,
) -> pd.DataFrame:
    """Exam candidates of the sites in a region, one row per year with an exam file and profile.

    Columns ``year, profile, low, high`` and ``sites``: how many sites had any. Years oldest first,
    profiles in the order given; 0 where nobody took the exam. Do not change the frame: it is kept.
    """
    inside = tables.sites_in(level, position)
    grids = [tables.offer_range(year, tracks, profiles) for year in tables.years]
    low, high = (np.concatenate(every)[:, inside] for every in zip(*grids, strict=True))
    return pd.DataFrame(
        {
            "year": np.repeat(np.array(tables.years, object), len(profiles)),
            "profile": list(profiles) * len(tables.years),
            "low": low.sum(axis=1),
            "high": high.sum(axis=1),
            "sites": (high > 0).sum(axis=1),
        }
    )


@lru_cache(maxsize=32)
def technical_share(tables: Tables, level: str, year: str, tracks: tuple[str, ...]) -> pd.DataFrame:
    """Candidates in the five technical profiles among all candidates, for every region of a level.

    One row per region in the order of ``tables.regions_of(level)``:

    ``level, code, name``
    ``low, high``              candidates in BWI, PIE, M&T, MVI or MaT
    ``all_low, all_high``      candidates in any profile or programme, in the same tracks
    ``share_low, share_high``  the lowest and highest percentage possible; NaN without candidates
    ``share``                  whole percent when both round to the same, else NaN

    Do not change the frame: it is kept.
    """
    technical = [PROFILES.index(profile) for profile in BROAD]
    low, high = tables.offer_range(year, tracks, PROFILES)
    low, all_low, high, all_high = (
        tables.site_totals(level, grid.sum(axis=0)).astype(int)
        for grid in (low[technical], low, high[technical], high)
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


def _percentage(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        return 100 * part / whole


def _whole(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """The whole percent that both bounds round to, else NaN."""
    return np.where(np.rint(low) == np.rint(high), np.rint(low), np.nan)


# ---- candidates by sector, and girls ------------------------------------------------------------


@lru_cache(maxsize=4)
def _sectors(tables: Tables) -> tuple[list[str], dict[str, tuple[np.ndarray, np.ndarray]]]:
    """Years of the file by sector; per sex lowest and highest, years × sectors × sites."""
    rows = tables.sectors
    years = sorted(rows["year"].unique())
    masked = rows["masked"].to_numpy(bool)
    known = rows["candidates"].fillna(0).to_numpy(np.int64)
    cell = (
        pd.Index(years).get_indexer(rows["year"]),
        pd.Index(SECTORS).get_indexer(rows["sector"]),
        pd.Index(tables.sites["code"]).get_indexer(rows["site"]),
    )
    grids = {}
    for sex in ("all", "girls"):
        mine = (rows["sex"] == sex).to_numpy(bool)
        at = tuple(axis[mine] for axis in cell)
        grids[sex] = tuple(
            _added(at, np.where(masked, hidden, known)[mine], (len(years), len(tables.sites)))
            for hidden in (MASKED_LOW, MASKED_HIGH)
        )
    return years, grids


def _added(at: tuple, numbers: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    grid = np.zeros((shape[0], len(SECTORS), shape[1]), np.int64)
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
        grid[:, :, inside].sum(axis=2).ravel() for sex in ("all", "girls") for grid in grids[sex]
    )
    return pd.DataFrame(
        {
            "year": np.repeat(np.array(years, object), len(SECTORS)),
            "sector": list(SECTORS) * len(years),
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


# ---- what began, and what ended -----------------------------------------------------------------


def began_or_ended(
    tables: Tables,
    level: str,
    position: int,
    tracks: tuple[str, ...],
    profiles: tuple[str, ...] = SINGLE,
) -> pd.DataFrame:
    """Profiles that sites in a region offer in one exam year and not in the next or the last.

    One row per site, profile and pair of exam years that follow each other in ``Tables.years``,
    newest first:

    ``site, name, place, profile``
    ``change``                   ``began`` or ``ended``
    ``year_before, year_after``  the two exam years; between them lie three years when the first is
                                 2018-2019
    ``low, high``                candidates in the year with the offer

    A new code is not a change. When a profile ends at one site and begins at another in the same
    place (nearer than :data:`SAME_PLACE_M`, or the same postcode), and the first has no candidates
    at all any more or the second had none before, both rows are left out. Programmes from before
    the profiles, last examined in 2018-2019, are no profile: what replaced one is ``began``.
    """
    return _inside(tables, level, position, _changes(tables, tracks, profiles))


@lru_cache(maxsize=16)
def _changes(tables: Tables, tracks: tuple[str, ...], profiles: tuple[str, ...]) -> pd.DataFrame:
    """All changes of the country, newest first, with ``row``: that of the site in ``sites``."""
    # Where nothing changed, or there is one year only, the columns keep their types.
    texts = ("profile", "change", "year_before", "year_after")
    types = {"row": int} | dict.fromkeys(texts, str) | {"low": int, "high": int}
    frames = [pd.DataFrame(columns=list(types)).astype(types)]
    for before, after in pairwise(tables.years):
        old, new = (tables.offer_range(year, tracks, profiles) for year in (before, after))
        ended, began = _without_new_codes(
            tables, (old[1] > 0) & (new[1] == 0), (old[1] == 0) & (new[1] > 0), before, after
        )
        for change, found, (low, high) in ((ENDED, ended, old), (BEGAN, began, new)):
            profile, row = np.nonzero(found)
            frame = {
                "row": row,
                "profile": np.array(profiles, object)[profile],
                "change": change,
                "year_before": before,
                "year_after": after,
                "low": low[found],
                "high": high[found],
            }
            frames.append(pd.DataFrame(frame))
    return _named(tables, pd.concat(frames)).sort_values(
        ["year_after", "change", "name", "site", "profile"],
        ascending=[False, True, True, True, True],
    )


def _without_new_codes(
    tables: Tables, ended: np.ndarray, began: np.ndarray, before: str, after: str
) -> tuple[np.ndarray, np.ndarray]:
    """Ends and begins (profiles × sites) without those that are one offer with another code."""
    gone, fresh = (
        ~(tables.offer_range(year, TRACKS, PROFILES)[1] > 0).any(axis=0) for year in (after, before)
    )
    ended, began = ended.copy(), began.copy()
    for ends, begins in zip(ended, began, strict=True):
        one, other = np.flatnonzero(ends), np.flatnonzero(begins)
        same = _same_place(tables, one, other) & (gone[one][:, None] | fresh[other])
        ends[one[same.any(axis=1)]] = False
        begins[other[same.any(axis=0)]] = False
    return ended, began


def _same_place(tables: Tables, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Which pairs of sites (rows of ``sites``) stand in the same place: one × other."""
    points, postcode = _places(tables)
    apart = points[one, None] - points[None, other]
    near = np.hypot(apart[..., 0], apart[..., 1]) < SAME_PLACE_M
    return near | ((postcode[one, None] == postcode[other]) & (postcode[one, None] >= 0))


@lru_cache(maxsize=4)
def _places(tables: Tables) -> tuple[np.ndarray, np.ndarray]:
    """Per site its exact point (metres, two columns) and a number for its postcode, -1 without."""
    sites = tables.sites
    # Of a site at the centre of its postcode area the address says more than the point.
    points = sites[["x", "y"]].where(sites["point_basis"] != NOT_EXACT).to_numpy(float)
    return points, pd.factorize(sites["postcode"])[0]


# ---- what is small ------------------------------------------------------------------------------


def small_offers(
    tables: Tables, level: str, position: int, year: str, tracks: tuple[str, ...], below: int
) -> pd.DataFrame:
    """Technical offers in a region with fewer candidates than ``below``, smallest first.

    One row per site and profile (BWI, PIE, M&T, MVI, MaT; the tracks together):

    ``site, name, place, profile``
    ``low, high``                candidates
    ``certain``                  even the highest number is below; else only the lowest is
    ``before_low, before_high``  candidates in the exam year before this one; 0 without an offer
                                 then, null when there is no earlier exam file
    """
    return _inside(tables, level, position, _small(tables, year, tracks, below))


@lru_cache(maxsize=16)
def _small(tables: Tables, year: str, tracks: tuple[str, ...], below: int) -> pd.DataFrame:
    """All small offers of the country, with ``row``: that of the site in ``sites``."""
    low, high = tables.offer_range(year, tracks, BROAD)
    small = (high > 0) & (low < below)
    earlier = tables.years[: tables.years.index(year)]
    before = (
        [grid[small] for grid in tables.offer_range(earlier[-1], tracks, BROAD)]
        if earlier
        else [[pd.NA] * small.sum()] * 2
    )
    profile, row = np.nonzero(small)
    frame = pd.DataFrame(
        {
            "row": row,
            "profile": np.array(BROAD, object)[profile],
            "low": low[small],
            "high": high[small],
            "certain": high[small] < below,
            "before_low": pd.array(before[0], "Int32"),
            "before_high": pd.array(before[1], "Int32"),
        }
    )
    return _named(tables, frame).sort_values(["high", "low", "name", "site", "profile"])


# ---- sites and regions --------------------------------------------------------------------------


def _named(tables: Tables, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with code, name and place of its sites in front, by their ``row``."""
    sites = tables.sites.loc[frame["row"], ["code", "name", "place"]]
    sites = sites.rename(columns={"code": "site"}).reset_index(drop=True)
    return pd.concat([sites, frame.reset_index(drop=True)], axis=1)


def _inside(tables: Tables, level: str, position: int, country: pd.DataFrame) -> pd.DataFrame:
    """Those of the country whose site lies in a region, without its ``row``."""
    here = tables.sites_in(level, position)[country["row"]]
    return country[here].drop(columns="row").reset_index(drop=True)
