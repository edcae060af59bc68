"""How the number of young people of a region changes, and what not to read in it."""

import math

from dashboard.data import Data, Region
from geodata.analysis import forecast
from geodata.analysis.coverage import totals

#: Before this year students of 18 and 19 are counted for 15 and 16, which fakes a fall where many
#: of them live.
FIRST, LAST = forecast.CHILDREN_ONLY, forecast.YEARS[-1]
#: Counts are rounded to fives per age group and home area: of fewer young people than this a
#: percentage says more of the rounding than of the region.
LEAST = 200
#: So many times as many of 15–19 as of 10–14 do not grow up anywhere: some came later. It is 1.05
#: in the middle municipality, and 1.25 or more where there is a university and where asylum seekers
#: live.
NEWCOMERS = 1.25


def change(data: Data, region: Region) -> float:
    """Change of the number of young people from :data:`FIRST` to :data:`LAST`, %; NaN for fewer
    than :data:`LEAST`."""
    if not young(data, region, FIRST) >= LEAST:
        return math.nan
    return float(forecast.change(data.tables, region.level, FIRST, LAST)[region.position])


def young(data: Data, region: Region, year: int) -> float:
    """Young people of vmbo age in a region in a year."""
    return float(forecast.by_region(data.tables, region.level)[year].iloc[region.position])


def has_newcomers(data: Data, region: Region) -> bool:
    """Do so many of 15–19 live here who did not grow up here that figures of before
    :data:`FIRST` mislead?"""
    if not young(data, region, forecast.BASE) >= LEAST:
        return False
    children, older = (
        totals(data.tables, region.level, data.tables.homes[f"{group}_{forecast.BASE}"].fillna(0))
        for group in ("age_10_14", "age_15_19")
    )
    return bool(older[region.position] >= NEWCOMERS * children[region.position])
