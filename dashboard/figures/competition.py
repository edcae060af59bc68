"""Candidates for the young people who compete for their places, in a region and in the country."""

from functools import lru_cache
from typing import NamedTuple

from dashboard.data import Data, Region
from geodata.analysis.competition import balanced, per_100
from geodata.question import Question
from geodata.tables.arrays import Floats


class Rate(NamedTuple):
    """Candidates for every 100 young people, where everybody counts once: lowest and highest."""

    low: float
    high: float


def rates(data: Data, question: Question, region: Region) -> tuple[Rate, Rate]:
    """That of a region and of the country; NaN without young people."""
    of_level, of_country = _rates(data, question, region.level)
    return Rate(*of_level[:, region.position]), Rate(*of_country[:, 0])


# Small: a level has a pair of numbers a region, and portraits of one question are read together.
@lru_cache(maxsize=4)
def _rates(data: Data, question: Question, level: str) -> tuple[Floats, Floats]:
    each = balanced(data.tables, question)
    of_level, of_country = (per_100(data.tables, question, one, each) for one in (level, "nl"))
    return of_level, of_country
