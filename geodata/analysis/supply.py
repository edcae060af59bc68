"""Are there enough candidates: for the young people to come, and for the jobs in the region?

Candidates are those of the sites in the region, wherever they live; young people and jobs are
those of the region. A masked number of candidates is a range of 1 to 4, so sums are ranges.
"""

from functools import lru_cache

import numpy as np
import pandas as pd

from geodata.analysis.coverage import totals
from geodata.analysis.forecast import YEARS, young
from geodata.analysis.labour import latest
from geodata.question import Question, profile_codes
from geodata.tables.arrays import Floats
from geodata.tables.reader import Tables
from geodata.vocabulary import ANY_TRACK, HARD, PROFILES

JOBS = "technical_jobs"


def counted_profiles(question: Question) -> tuple[str, ...]:
    """The profiles whose candidates are counted: of ``allhard`` those of any of the three, of a
    kind of school all that it offers."""
    if question.profiles in ANY_TRACK:
        return PROFILES
    return HARD if question.profiles == "allhard" else profile_codes(question.profiles)


def candidates(tables: Tables, question: Question, level: str) -> tuple[Floats, Floats]:
    """Lowest and highest number of candidates at the sites in every region, as ``regions_of``.

    Of the profiles, tracks and school year of the question. A site of two STO regions counts in
    both, so regions of that level do not add up. Candidates in TL have no profile and are in none.
    """
    low, high = tables.set_range(question.year, question.tracks, counted_profiles(question))
    return tables.site_totals(level, low), tables.site_totals(level, high)


@lru_cache(maxsize=32)
def candidates_per_100_young(
    tables: Tables, question: Question, level: str, forecast_year: int = YEARS[-1]
) -> pd.DataFrame:
    """Candidates for the young people now, and how many there would be of the young people then.

    One row per region, as ``regions_of``:

    ``level, code, name``
    ``candidates_low, candidates_high``  of the question, see :func:`candidates`
    ``young``                 young people of vmbo age now: in the population year of the question
    ``young_then``            those of the forecast year, see :mod:`geodata.analysis.forecast`
    ``low, high``             candidates per 100 young people now; NaN without young people
    ``then_low, then_high``   candidates in the forecast year if there were as many per 100 young
                              people as now; NaN without young people now

    Candidates are of one school year and young people of five years of age, so 4 per 100 is about
    one in five of a year. It is no share of the young people: candidates come from elsewhere too.
    In a city of students the number then is too low, see ``CHILDREN_ONLY`` of the forecast.
    Do not change the frame: it is kept.
    """
    regions = tables.regions_of(level)
    low, high = candidates(tables, question, level)
    now = totals(tables, level, tables.young(question.population))
    then = totals(tables, level, young(tables, forecast_year))
    return pd.DataFrame(
        {
            "level": level,
            "code": regions["code"],
            "name": regions["name"],
            "candidates_low": low,
            "candidates_high": high,
            "young": now,
            "young_then": then,
            "low": _per(100 * low, now),
            "high": _per(100 * high, now),
            "then_low": _per(low * then, now),
            "then_high": _per(high * then, now),
        }
    )


def candidates_per_1000_jobs(tables: Tables, question: Question, level: str) -> pd.DataFrame:
    """Candidates per 1,000 technical jobs in every region of a level, as ``regions_of``.

    ``level, code, name``
    ``low, high``   candidates of the question per 1,000 technical jobs; NaN without jobs
    ``jobs``        technical jobs in the newest period of the level: CBS sectors B–F, a proxy that
                    misses technicians elsewhere and counts office jobs in industry
    ``period``      of the jobs; empty where they are of other levels
    ``note``        a key of ``NOTES`` of the labour figures or empty: ``other_level`` for jobs
                    that are published for other levels only (they are never shared out),
                    ``no_data`` where this region lacks them, ``rounded`` where it is small
    """
    regions = tables.regions_of(level)
    low, high = candidates(tables, question, level)
    jobs = latest(tables, JOBS, level).reset_index()
    return pd.DataFrame(
        {
            "level": level,
            "code": regions["code"],
            "name": regions["name"],
            "low": _per(1000 * low, jobs["value"].to_numpy()),
            "high": _per(1000 * high, jobs["value"].to_numpy()),
            "jobs": jobs["value"],
            "period": jobs["period"],
            "note": jobs["note"],
        }
    )


def _per(values: Floats, whole: Floats) -> Floats:
    """One divided by the other; NaN where the other is not above 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole > 0, values / whole, np.nan)
