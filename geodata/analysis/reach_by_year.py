"""How did reach change? The share with the offer near in every exam year, and which sites made it.

A year has the sites that offered it then, at the place where they are or last were; the young
people are the same in every year, so that what changes is the offer. There are exam files of
``Tables.years`` only: what began or ended between two of them did so in one of the years between.
"""

from dataclasses import replace
from functools import lru_cache
from itertools import compress

import numpy as np
import pandas as pd

from geodata.analysis.coverage import is_near, nearest_site, offering
from geodata.analysis.offer_history import BEGAN, ENDED, began_or_ended
from geodata.question import Question, profile_codes
from geodata.tables.arrays import Booleans, Integers
from geodata.tables.reader import Tables
from geodata.tables.steps import STEP_M
from geodata.vocabulary import ANY_TRACK, COMBINED, HARD, PROFILES, Codes

#: Of more than one in so many homes all are asked: that takes no choice of sites.
MANY = 12
COLUMNS = ("site", "profiles", "young_people", "year_before", "year_after", "moved")


def has_years(question: Question) -> bool:
    """Is the offer of a question known by year, and as it was?

    The address file has one state of any vmbo, and what is supposed has no history.
    """
    return question.profiles != "vmbo" and not question.changes


@lru_cache(maxsize=256)
def shares_by_year(
    tables: Tables, question: Question, level: str, position: int
) -> tuple[float, ...]:
    """The ``share`` of :func:`geodata.analysis.coverage.coverage` of one region in every year of
    ``Tables.years``, whatever the year of the question; NaN where no young people are known."""
    homes = np.flatnonzero(tables.member_positions(level) == position)
    if not len(homes):
        return (float("nan"),) * len(tables.years)
    young = tables.young(question.population, question.distance)[homes]
    every = HARD if question.profiles == "allhard" else (question.profiles,)
    near = np.bitwise_and.reduce(
        [_years_near(tables, replace(question, profiles=one), homes) for one in every]
    )
    people = young.sum()
    if not people > 0:
        return (float("nan"),) * len(tables.years)
    covered = [young[(near >> place & 1) > 0].sum() for place in range(len(tables.years))]
    return tuple(100 * float(one / people) for one in covered)


def _years_near(tables: Tables, question: Question, homes: Integers) -> Integers:
    """For some homes the years in which they have the offer within the threshold: a bit per year.

    Of all years at once: most sites are in all of them.
    """
    places = np.array(
        [offering(tables, question.profiles, question.tracks, year) for year in tables.years]
    )
    bits = (1 << np.arange(len(places), dtype=np.int32)) @ places
    if MANY * len(homes) > len(tables.homes):
        rows = np.flatnonzero(bits)
        every = np.zeros(len(tables.homes), np.int32)
        near = tables.near(question.distance, rows, question.threshold_m)
        for of_site, years in zip(near, bits[rows], strict=True):
            every[of_site] |= years
        return every[homes]
    rows = np.flatnonzero((bits > 0) & _around(tables, homes, question))
    if not len(rows):
        return np.zeros(len(homes), np.int32)
    within = tables.steps(question.distance, rows, homes) <= question.threshold_m // STEP_M
    by_year: Integers = np.bitwise_or.reduce(within * bits[rows, None], axis=0)
    return by_year


def _around(tables: Tables, homes: Integers, question: Question) -> Booleans:
    """Which placed sites can be within the threshold of any of the homes: no ride is shorter than
    the straight line, but for a step of rounding. Of a time nobody knows."""
    if question.distance in tables.own_distances:
        return np.ones(len(tables.placed_sites), bool)
    room = question.threshold_m + 2 * STEP_M
    around = np.ones(len(tables.placed_sites), bool)
    for axis in ("x", "y"):
        here, there = tables.homes[axis].to_numpy()[homes], tables.placed_sites[axis].to_numpy()
        around &= (there >= here.min() - room) & (there <= here.max() + room)
    return around


def made_by(
    tables: Tables, question: Question, level: str, position: int, since: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Which sites made that young people of a region have the offer near, and had it not in the
    year ``since``; and which that they had it, and have it no more. Most young people first.

    A row per site: ``site`` (code), ``profiles`` (those that are asked, with commas),
    ``young_people``, ``year_before, year_after``: the exam years between which its offer began or
    ended, and ``moved``: it is the same offer in another place or by another number, as
    :func:`geodata.analysis.offer_history.began_or_ended` has it. Who has several such sites near
    counts with the nearest; of ``allhard`` with that of the first profile that was not near. Less
    than half a person is nobody.
    """
    inside, years, then = _since(tables, question, level, position, since)
    return (
        _made(tables, question, then, inside, years, BEGAN),
        _made(tables, then, question, inside, years[::-1], ENDED),
    )


def gains(
    tables: Tables, question: Question, level: str, position: int, since: str
) -> pd.DataFrame:
    """The first of the two tables of :func:`made_by`, for half the work."""
    inside, years, then = _since(tables, question, level, position, since)
    return _made(tables, question, then, inside, years, BEGAN)


def _since(
    tables: Tables, question: Question, level: str, position: int, since: str
) -> tuple[Booleans, list[str], Question]:
    """Which homes a region has, the exam years from one on, and the question of that year."""
    inside: Booleans = tables.member_positions(level) == position
    years = tables.years[tables.years.index(since) : tables.years.index(question.year) + 1]
    return inside, years, replace(question, year=since)


def _made(
    tables: Tables,
    near_in: Question,
    far_in: Question,
    inside: Booleans,
    years: list[str],
    change: str,
) -> pd.DataFrame:
    """Of the homes that have the offer near in one year and not in another: the site that they have
    near. years: from the one in which it is far to the one in which it is near."""
    young = tables.young(near_in.population, near_in.distance)
    left = inside & is_near(tables, near_in) & ~is_near(tables, far_in)
    rows = []
    for profiles in HARD if near_in.profiles == "allhard" else (near_in.profiles,):
        near, far = (replace(question, profiles=profiles) for question in (near_in, far_in))
        homes = left & ~is_near(tables, far)
        left &= ~homes
        site = nearest_site(tables, near)
        for row in np.unique(site[homes]):
            people = float(young[homes & (site == row)].sum())
            if people >= 0.5:
                rows.append(_row(tables, near, int(row), people, years))
    changed = _changed(tables, near_in.profiles, near_in.tracks, change)
    # Sorted before there is a frame: it has a few rows, and its steps take milliseconds.
    ordered = sorted(rows, key=lambda row: (-row[2], row[0]))
    frame = pd.DataFrame(ordered, columns=list(COLUMNS[:-1]))
    return frame.assign(moved=np.array([row[0] not in changed for row in ordered], bool))


def _row(
    tables: Tables, near: Question, row: int, people: float, years: list[str]
) -> tuple[str, str, float, str, str]:
    code = str(tables.placed_sites["code"].iat[row])
    at, asked = tables.row_of_site[code], _asked(near.profiles)
    # The last year in which it was not yet there, or the first in which it was there no more.
    without = max(
        place
        for place, year in enumerate(years)
        if not tables.offered(year, near.tracks, asked)[:, at].any()
    )
    before, after = sorted(years[without : without + 2])
    taught = tables.offered(near.year, near.tracks, asked)[:, at]
    return code, ",".join(compress(asked, taught)), people, before, after


def _asked(profiles: str) -> Codes:
    """The profiles of a set of which any will do."""
    return PROFILES if profiles in ANY_TRACK else profile_codes(profiles)


@lru_cache(maxsize=32)
def _changed(tables: Tables, asked: str, tracks: Codes, change: str) -> frozenset[str]:
    """The sites of which a profile of a set began or ended, apart or combined."""
    profiles = HARD if asked == "allhard" else _asked(asked)
    combined = tuple(code for code, taught in COMBINED.items() if {*taught} & {*profiles})
    every = tuple(dict.fromkeys((*profiles, *combined)))
    changes = began_or_ended(tables, "nl", 0, tracks, every)
    return frozenset(changes.loc[changes["change"] == change, "site"])
