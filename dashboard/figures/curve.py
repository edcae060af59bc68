"""How the share of the young people who have the offer near grows with the distance."""

import numpy as np

from dashboard.address.view import View
from dashboard.data import Data, Region
from geodata.analysis import coverage

#: Limits per step of the threshold: those in between only make the line smoother.
FINENESS = 2


def limits(thresholds: range) -> list[float]:
    """From home to the last threshold, in parts of a step."""
    count = thresholds[-1] * FINENESS // thresholds.step
    return [part * thresholds.step / FINENESS for part in range(count + 1)]


def shares(data: Data, view: View, region: Region) -> list[float]:
    """Percentage of a region within each of the limits of a view; NaN without young people."""
    metres = np.array([view.metres(limit) for limit in limits(view.thresholds)])
    question = view.question
    reached = coverage.curve(data.tables, question, region.level, region.position, metres)
    return [float(share) for share in reached]
