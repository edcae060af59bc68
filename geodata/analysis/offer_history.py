"""How the offer changes: what began or ended, and what is small.

From the exam files. Numbers are ranges, as in :mod:`geodata.analysis.candidates`; a region has the
sites of ``Tables.sites_in``. There are exam files of ``Tables.years`` only: the year before
2021-2022 is 2018-2019.
"""

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise, product
from typing import NamedTuple

import numpy as np
import pandas as pd

from geodata.tables.arrays import Booleans, Floats, Integers
from geodata.tables.reader import Tables
from geodata.vocabulary import (
    BROAD,
    COMBINED,
    COUNTED,
    POSTCODE_POINT,
    PROFILES,
    TRACKS,
    Codes,
    countable,
)

BEGAN, ENDED = "began", "ended"

#: Two sites nearer than this are one place: a school yard, or two entrances of a building.
SAME_PLACE_M = 250.0
#: A school that moves no further than this within its municipality keeps its pupils.
SAME_SCHOOL_M = 2_500.0


def began_or_ended(
    tables: Tables, level: str, position: int, tracks: Codes, profiles: Codes = COUNTED
) -> pd.DataFrame:
    """Profiles that sites in a region offer in one exam year and not in the next or the last.

    One row per site, profile and pair of exam years that follow each other in ``Tables.years``,
    newest first:

    ``site, name, place, profile``
    ``change``                   ``began`` or ``ended``
    ``year_before, year_after``  the two exam years; between them lie three years when the first is
                                 2018-2019
    ``low, high``                candidates in the year with the offer

    A combined programme is a row of its own: it began where the site taught none of its profiles
    before, and ended where it does not teach all of them any more.

    A new code is not a change, nor is a small move. When a profile ends at one site and begins at
    another, both rows are left out where two of these hold:

    - they stand in the same place (nearer than :data:`SAME_PLACE_M`, or the same postcode);
    - they are one school (the same institution or name) that stays in its municipality, nearer than
      :data:`SAME_SCHOOL_M`;
    - the first has no candidates at all any more, or the second had none before.

    Programmes from before the profiles, last examined in 2018-2019, are no profile: what replaced
    one is ``began``.
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
        some_before, all_after = (
            _taught(tables, year, tracks, profiles, how)
            for year, how in ((before, np.any), (after, np.all))
        )
        either = (old[1] > 0) & ~all_after, (new[1] > 0) & ~some_before
        ended, began = _without_new_codes(tables, profiles, either, before, after)
        for change, changed, (low, high) in ((ENDED, ended, old), (BEGAN, began, new)):
            profile, row = np.nonzero(changed)
            frame = {
                "row": row,
                "profile": np.array(profiles, object)[profile],
                "change": change,
                "year_before": before,
                "year_after": after,
                "low": low[changed],
                "high": high[changed],
            }
            frames.append(pd.DataFrame(frame))
    return _named(tables, pd.concat(frames)).sort_values(
        ["year_after", "change", "name", "site", "profile"],
        ascending=[False, True, True, True, True],
    )


def _taught(
    tables: Tables, year: str, tracks: Codes, profiles: Codes, how: Callable[..., Booleans]
) -> Booleans:
    """Which sites teach each of some profiles, apart or combined: profiles × sites.

    Of a combined programme any of its profiles, or all of them, as ``how`` says.
    """
    return np.array(
        [how(tables.offered(year, tracks, _profiles_of(profile)), axis=0) for profile in profiles]
    )


def _profiles_of(profile: str) -> Codes:
    """The profile itself, or all that a combined programme teaches."""
    return COMBINED.get(profile, (profile,))


def _without_new_codes(
    tables: Tables, profiles: Codes, either: tuple[Booleans, Booleans], before: str, after: str
) -> tuple[Booleans, Booleans]:
    """Ends and begins (profiles × sites) without those that are one offer with another code.

    What one site taught apart another may teach as one, and the other way round.
    """
    gone, fresh = (
        np.asarray((tables.offer_range(year, TRACKS, PROFILES)[1] == 0).all(axis=0), bool)
        for year in (after, before)
    )
    ended, began = (changed.copy() for changed in either)
    for end, begin in product(range(len(profiles)), repeat=2):
        if not {*_profiles_of(profiles[end])} & {*_profiles_of(profiles[begin])}:
            continue
        one, other = (
            np.flatnonzero(changed[at]) for changed, at in zip(either, (end, begin), strict=True)
        )
        if not len(one) or not len(other):
            continue
        place, school = _same_place(tables, one, other), _same_school(tables, one, other)
        code = gone[one][:, None] | fresh[other]
        same = (place & school) | (place & code) | (school & code)
        ended[end, one[same.any(axis=1)]] = False
        began[begin, other[same.any(axis=0)]] = False
    return ended, began


class _Marks(NamedTuple):
    """By what sites are known to be the same, a number per site; below 0 where there is none."""

    exact: Booleans
    postcode: Integers
    institution: Integers
    name: Integers
    municipality: Integers


@lru_cache(maxsize=4)
def _marks(tables: Tables) -> _Marks:
    """Made once: every pair of profiles in every pair of years asks for it."""
    sites = tables.sites
    # Of a site at the centre of its postcode area the address says more than the point.
    exact = sites["point_basis"].ne(POSTCODE_POINT).to_numpy()
    known = sites["postcode"], sites["code"].str[:4], sites["name"], sites["municipality"]
    return _Marks(exact, *(pd.factorize(column)[0] for column in known))


def _same_place(tables: Tables, one: Integers, other: Integers) -> Booleans:
    """Which pairs of sites (rows of ``sites``) stand in the same place: one × other."""
    exact, postcode, *_ = _marks(tables)
    near = _apart(tables, one, other) < SAME_PLACE_M
    alike = (postcode[one, None] == postcode[other]) & (postcode[one, None] >= 0)
    return np.asarray(near & exact[one, None] & exact[other] | alike, bool)


def _same_school(tables: Tables, one: Integers, other: Integers) -> Booleans:
    """Which pairs of sites are one school near by, in one municipality: one × other."""
    *_, institution, name, municipality = _marks(tables)
    school = (institution[one, None] == institution[other]) | (name[one, None] == name[other])
    here = (municipality[one, None] == municipality[other]) & (municipality[one, None] >= 0)
    return np.asarray(school & here & (_apart(tables, one, other) < SAME_SCHOOL_M), bool)


def _apart(tables: Tables, one: Integers, other: Integers) -> Floats:
    """Metres between sites, one × other; nan where one has no point."""
    points = tables.sites[["x", "y"]].to_numpy(float)
    apart = points[one, None] - points[None, other]
    metres: Floats = np.hypot(apart[..., 0], apart[..., 1])
    return metres


@lru_cache(maxsize=16)
def small_offers(
    tables: Tables, level: str, position: int, year: str, tracks: tuple[str, ...], below: int
) -> pd.DataFrame:
    """Technical offers in a region with fewer candidates than ``below``, smallest first.

    One row per site and profile (BWI, PIE, M&T, MVI, MaT, or a combined programme of these; the
    tracks together):

    ``site, name, place, profile``
    ``low, high``                candidates
    ``certain``                  even the highest number is below; else only the lowest is
    ``before_low, before_high``  candidates in the exam year before this one; 0 without an offer
                                 then, null when there is no earlier exam file and where the
                                 profiles of a combined programme were taught apart

    Do not change the frame: it is kept.
    """
    return _inside(tables, level, position, _small(tables, year, tracks, below))


@lru_cache(maxsize=16)
def _small(tables: Tables, year: str, tracks: tuple[str, ...], below: int) -> pd.DataFrame:
    """All small offers of the country, with ``row``: that of the site in ``sites``."""
    profiles = countable(BROAD)
    low, high = tables.offer_range(year, tracks, profiles)
    small = (high > 0) & (low < below)
    before_low, before_high = _before(tables, year, tracks, profiles)
    profile, row = np.nonzero(small)
    frame = pd.DataFrame(
        {
            "row": row,
            "profile": np.array(profiles, object)[profile],
            "low": low[small],
            "high": high[small],
            "certain": high[small] < below,
            "before_low": pd.array(before_low[small], "Int32"),
            "before_high": pd.array(before_high[small], "Int32"),
        }
    )
    return _named(tables, frame).sort_values(["high", "low", "name", "site", "profile"])


def _before(
    tables: Tables, year: str, tracks: Codes, profiles: Codes
) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest number of candidates in the exam year before: profiles × sites.

    NaN where nothing can be compared: without an earlier exam file, and where a site taught
    combined what it had taught apart, or the other way round.
    """
    earlier = tables.years[: tables.years.index(year)]
    if not earlier:
        unknown = np.full((len(profiles), len(tables.sites)), np.nan)
        return unknown, unknown
    low, high = tables.offer_range(earlier[-1], tracks, profiles)
    apart = (high == 0) & _taught(tables, earlier[-1], tracks, profiles, np.any)
    return np.where(apart, np.nan, low), np.where(apart, np.nan, high)


def _named(tables: Tables, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with code, name and place of its sites in front, by their ``row``."""
    sites = tables.sites.loc[frame["row"], ["code", "name", "place"]]
    sites = sites.rename(columns={"code": "site"}).reset_index(drop=True)
    return pd.concat([sites, frame.reset_index(drop=True)], axis=1)


def _inside(tables: Tables, level: str, position: int, country: pd.DataFrame) -> pd.DataFrame:
    """Those of the country whose site lies in a region, without its ``row``."""
    here = tables.sites_in(level, position)[country["row"].to_numpy()]
    # In one step: every step makes all columns of text anew.
    columns = [at for at, name in enumerate(country.columns) if name != "row"]
    rows = slice(None) if here.all() else np.flatnonzero(here)
    return country.iloc[rows, columns].reset_index(drop=True)
