"""The official distance to vmbo of a postcode area, and ours beside it."""

import numpy as np

from dashboard.data import Data, Region
from geodata.analysis.labour import latest
from geodata.analysis.official import INDICATOR, LEVEL, QUESTION, metres_to_vmbo


def ride_to_vmbo(data: Data, region: Region) -> tuple[float, float] | None:
    """Kilometres to vmbo of any kind: over the road by CBS, and by our bicycle.

    None where either is not known: no young people, no figure, no vmbo at all, or tables without
    rides.
    """
    if region.level != LEVEL or data.tables.distances is None:
        return None
    inside = data.inside(region.code)
    young = data.tables.young(QUESTION.population)[inside]
    official = float(latest(data.tables, INDICATOR, LEVEL)["value"].iloc[region.position])
    if not young.sum() > 0 or np.isnan(official):
        return None
    ours = float(np.average(metres_to_vmbo(data.tables)[inside], weights=young)) / 1000
    return (official, ours) if np.isfinite(ours) else None
