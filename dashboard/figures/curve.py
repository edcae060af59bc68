"""How the share of the young people who have the offer near grows with the distance."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from dashboard.address.view import View
from dashboard.data import Data, Region
from geodata.analysis import coverage
from geodata.question import Question
from geodata.tables.reader import Tables

#: Limits per step of the threshold: those in between only make the line smoother.
FINENESS = 2


def limits(thresholds: range) -> list[float]:
    """From home to the last threshold, in parts of a step."""
    count = thresholds[-1] * FINENESS // thresholds.step
    return [part * thresholds.step / FINENESS for part in range(count + 1)]


def shares(data: Data, view: View, region: Region) -> list[float]:
    """Percentage of a region within each of the limits of a view; NaN without young people."""
    metres = tuple(view.metres(limit) for limit in limits(view.thresholds))
    # The same whatever the threshold: it is every threshold at once.
    question = replace(view.question, threshold_m=metres[-1])
    return [*_shares(data.tables, question, region.level, region.position, metres)]


# The country and the province stay while another region is asked.
@lru_cache(maxsize=64)
def _shares(
    tables: Tables, question: Question, level: str, position: int, metres: tuple[float, ...]
) -> tuple[float, ...]:
    return tuple(coverage.curve(tables, question, level, position, np.array(metres)).tolist())
