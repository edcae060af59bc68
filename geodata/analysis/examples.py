"""Which regions like this one grew since some year, and what happened there?

Reach grows by the sites that began only: what moved or has another number is no example, nor is a
profile that may have replaced a programme from before the profiles. Candidates grow by what is
certain only, where numbers are masked.
"""

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from geodata.analysis.coverage import shares, taught, totals
from geodata.analysis.offer_history import ENDED, began_or_ended
from geodata.analysis.reach_by_year import gains
from geodata.analysis.similar import similar
from geodata.question import Question
from geodata.tables.arrays import Booleans, Integers
from geodata.tables.reader import Tables
from geodata.vocabulary import TRACKS, Codes, countable

#: Of so many regions, the most alike, those that grew are named.
LIKE = 6
MOST = 3
#: Less than this is no growth: points of reach, and percent and number of candidates.
LEAST_POINTS, LEAST_PERCENT, LEAST_CANDIDATES = 1.0, 10.0, 10
#: The code of programmes from before the profiles.
OLD_PROGRAMME = "OTHER"


def grew_most(regions: pd.DataFrame, count: int = MOST) -> pd.DataFrame:
    """Of some regions at most ``count`` that grew most.

    regions: a row each with ``code``, ``distance`` (how unlike, see
    :func:`geodata.analysis.similar.similar`), ``reach_points`` (points that reach grew; NaN where
    unknown), ``candidates_more`` (how many more there are at least) and ``candidates_before`` (how
    many there were at most).

    Gives their rows with ``reach_grew`` and ``candidates_grew``, whether each grew by the least
    that counts, and ``candidates_percent``. Who grew in reach come first, by points; then who grew
    in candidates, by percent; of equals the most alike, then by code. Growth from nobody has no
    percentage: it counts as from one candidate.
    """
    percent = 100 * regions["candidates_more"] / regions["candidates_before"].clip(lower=1)
    enough = regions["candidates_more"] >= LEAST_CANDIDATES
    grown = regions.assign(
        candidates_percent=percent,
        reach_grew=regions["reach_points"] >= LEAST_POINTS,
        candidates_grew=enough & (percent >= LEAST_PERCENT),
    )
    grown = grown[grown["reach_grew"] | grown["candidates_grew"]]
    order = grown.assign(points=grown["reach_points"].where(grown["reach_grew"], 0.0)).sort_values(
        ["points", "candidates_percent", "distance", "code"], ascending=[False, False, True, True]
    )
    return grown.loc[order.index[:count]].reset_index(drop=True)


def examples(
    tables: Tables, question: Question, level: str, position: int, since: str
) -> pd.DataFrame:
    """The regions like one region that grew most since an exam year: rows of :func:`grew_most`.

    With ``share_before, share_after`` (% with the offer near), and the site that made most of it:
    of reach ``reach_site, reach_profiles, reach_year_before, reach_year_after``, of candidates
    ``candidates_site, candidates_profile, candidates_low_before, candidates_high_before,
    candidates_low_after, candidates_high_after``; null where that did not grow. Empty where no
    region like it grew, and where there is none.
    """
    like = similar(tables, level, position, question.year, question.tracks, LIKE).iloc[1:]
    before, after = (
        shares(tables, one, level) for one in (replace(question, year=since), question)
    )
    tracks, asked = taught(question.profiles, question.tracks)
    changes = _candidates(tables, tracks, countable(asked), since, question.year)
    rows = [
        {
            "code": row.code,
            "distance": row.distance,
            "share_before": before[row.position],
            "share_after": after[row.position],
            **_reach(tables, question, level, row.position, since, after - before),
            **_most_candidates(tables, level, row.position, changes),
        }
        for row in like.itertuples()
    ]
    return grew_most(pd.DataFrame(rows)) if rows else pd.DataFrame()


def _reach(
    tables: Tables,
    question: Question,
    level: str,
    position: int,
    since: str,
    points: np.ndarray,
) -> dict[str, object]:
    """Points that reach grew, less what no new offer made, and the site that made most of it."""
    none: dict[str, object] = {"reach_points": 0.0, "reach_site": None}
    # To ask for sites takes milliseconds: only of who may be named.
    if not points[position] >= LEAST_POINTS:
        return none
    made = gains(tables, question, level, position, since)
    replaced = made["site"].map(tables.row_of_site).map(_with_old(tables, since).__getitem__)
    is_new = ~(made["moved"] | replaced.astype(bool))
    began = made[is_new]
    if began.empty:
        return none
    young = totals(tables, level, tables.young(question.population, question.distance))[position]
    by_others = 100 * made.loc[~is_new, "young_people"].sum() / young
    first = began.iloc[0]
    return {
        "reach_points": points[position] - by_others,
        "reach_site": first["site"],
        "reach_profiles": first["profiles"],
        "reach_year_before": first["year_before"],
        "reach_year_after": first["year_after"],
    }


class _Candidates(NamedTuple):
    """Lowest and highest numbers in two years, profiles × sites, and which of them are comparable:
    what is taught in both years, or really began or ended."""

    profiles: Codes
    before: tuple[Integers, Integers]
    after: tuple[Integers, Integers]
    comparable: Booleans


# The same of every region: a kilobyte or fifteen each, beside ranges that the tables keep.
@lru_cache(maxsize=4)
def _candidates(
    tables: Tables, tracks: Codes, profiles: Codes, since: str, until: str
) -> _Candidates:
    before, after = (tables.offer_range(year, tracks, profiles) for year in (since, until))
    changed = began_or_ended(tables, "nl", 0, tracks, profiles)
    row = changed["site"].map(tables.row_of_site).to_numpy(int)
    certain = changed["change"].eq(ENDED).to_numpy() | ~_with_old(tables, since)[row]
    profile = pd.Index(profiles).get_indexer(changed["profile"])
    comparable = (before[1] > 0) & (after[1] > 0)
    comparable[profile[certain], row[certain]] = True
    return _Candidates(profiles, before, after, comparable)


def _most_candidates(
    tables: Tables, level: str, position: int, candidates: _Candidates
) -> dict[str, object]:
    """How many more there are at least in a region, and the site and profile with the most more."""
    here = tables.sites_in(level, position)
    counted = candidates.comparable[:, here]
    low, high = candidates.after[0][:, here], candidates.before[1][:, here]
    more = np.where(counted, low.astype(int) - high, 0)
    figures: dict[str, object] = {
        "candidates_more": int(more.sum()),
        "candidates_before": int(high.sum()),
        "candidates_site": None,
    }
    if not more.size or more.max() <= 0:
        return figures
    profile, at = np.unravel_index(more.argmax(), more.shape)
    site = np.flatnonzero(here)[at]
    (low_before, high_before), (low_after, high_after) = (
        [int(bound[profile, site]) for bound in bounds]
        for bounds in (candidates.before, candidates.after)
    )
    return figures | {
        "candidates_site": tables.sites["code"].iat[site],
        "candidates_profile": candidates.profiles[profile],
        "candidates_low_before": low_before,
        "candidates_high_before": high_before,
        "candidates_low_after": low_after,
        "candidates_high_after": high_after,
    }


def _with_old(tables: Tables, year: str) -> Booleans:
    """Which sites had programmes from before the profiles: a profile may have replaced one."""
    old: Booleans = tables.offered(year, TRACKS, (OLD_PROGRAMME,))[0]
    return old
