"""The regions of another level that a region lies in."""

from functools import lru_cache

import numpy as np

from dashboard.catalogue import Published
from dashboard.data import Data, Region
from geodata.analysis.coverage import totals

#: Regions of another level that are named when this one lies in several of them.
MOST_AROUND = 2
#: Part of the young people of the region that must live in another one to name it.
LEAST_PART = 0.1


def regions_with(data: Data, region: Region, entry: Published) -> list[Region]:
    """Where a figure is published: the region itself, or those it lies in; none is shared out.

    Of the levels that have it the one in which the region lies in the fewest.
    """
    if region.level in entry.levels:
        return [region]
    every = [around(data, region, level) for level in entry.levels if level != "nl"]
    return [*min(every, key=len)[:MOST_AROUND]]


# A portrait asks it of every figure; of most with the same levels.
@lru_cache(maxsize=32)
def around(data: Data, region: Region, level: str) -> tuple[Region, ...]:
    """The regions of a level in which the young people of this one live, most first."""
    tables = data.tables
    inside = data.inside(region.code)
    # Where nobody of that age lives every home counts alike.
    young = (
        tables.young(2021) * inside if tables.young(2021)[inside].any() else inside.astype(float)
    )
    shares = totals(tables, level, young)
    codes = tables.regions_of(level)["code"].array
    order = np.argsort(-shares, kind="stable")
    rows = order[shares[order] > LEAST_PART * young.sum()]
    return tuple(data.region(codes[row]) for row in rows)
