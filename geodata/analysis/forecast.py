"""How many young people of vmbo age will live here? Cohorts moved forward, "zonder verhuizing".

Who is 4 in 2025 is 12 in 2033. Nobody moves house, comes to the country, leaves it or dies: an
indication, not a prognosis. Everyone of vmbo age up to 2035 was born before 2025, so no births
are guessed. Ages are those of 1 January; a five-year age group is taken to be even over its years.
"""

from functools import lru_cache

import numpy as np
import pandas as pd

from geodata.analysis.coverage import totals
from geodata.errors import DataError
from geodata.tables.arrays import Floats
from geodata.tables.reader import Tables
from geodata.vocabulary import AGE_GROUPS, POPULATION_YEARS, VMBO_AGES

#: The year before the forecast with counted ages, and the year that it starts from.
COUNTED, BASE = POPULATION_YEARS
#: Years of the forecast.
YEARS = tuple(range(BASE, 2036))

#: The age groups by their youngest age.
GROUP_YEARS = 5
GROUPS = {group: GROUP_YEARS * number for number, group in enumerate(AGE_GROUPS)}

#: From this year on the forecast is made of children under 15 only. Before it a share of the group
#: of 15–19 is in it, which in a city of students holds many who came to study: Maastricht falls by
#: 30 % from 2025 to 2035 and by 6 % from 2027. Changes from this year on do not have that fault.
CHILDREN_ONLY = 2027

#: Ages at which every child is in primary education, special schools included. Of those aged 4 and
#: of those aged 11 on 1 October a part is not there yet or no longer.
PRIMARY_AGES = (5, 10)


def weights(year: int, base: int = BASE) -> dict[str, float]:
    """Share of every age group of the base year that is of vmbo age in a year.

    Years of age in common, of five: 2030 from 2025 is 0.6 of 5–9 and 0.4 of 10–14. Raises
    DataError where some are not born yet or were older than the groups tell.
    """
    if base not in (COUNTED, BASE):
        raise DataError(f"no age groups of {base}; choose {COUNTED} or {BASE}")
    youngest, oldest = ages(year, base)
    if youngest < 0 or oldest >= GROUP_YEARS * len(GROUPS):
        first, last = base - 3, base + VMBO_AGES[0]
        raise DataError(f"no forecast of {year} from {base}; choose from {first} to {last}")
    return {
        group: max(0, min(oldest, start + GROUP_YEARS - 1) - max(youngest, start) + 1) / GROUP_YEARS
        for group, start in GROUPS.items()
    }


def ages(year: int, base: int = BASE) -> tuple[int, int]:
    """Youngest and oldest age on 1 January of the base year of who is of vmbo age in a year."""
    return VMBO_AGES[0] - (year - base), VMBO_AGES[1] - (year - base)


@lru_cache(maxsize=64)
def young(tables: Tables, year: int, base: int = BASE) -> Floats:
    """Young people of vmbo age (12–16) per home in a year; 0 where the source has none.

    The base year itself, and 2021, are as :meth:`Tables.young` has them. Do not change the
    array: it is kept for the next who asks.
    """
    if year in (base, COUNTED):
        return tables.young(year)
    share = weights(year, base)
    people: Floats = sum(
        weight * tables.homes[f"{group}_{base}"].fillna(0).to_numpy(float)
        for group, weight in share.items()
        if weight
    )
    return people


@lru_cache(maxsize=16)
def by_region(tables: Tables, level: str) -> pd.DataFrame:
    """Young people of vmbo age in every region of a level, in the order of ``regions_of``.

    Columns ``level, code``, 2021 (counted) and every year of :data:`YEARS`, named by the year as a
    whole number. Do not change the frame: it is kept for the next who asks.
    """
    columns = {year: totals(tables, level, young(tables, year)) for year in (COUNTED, *YEARS)}
    heads = {"level": level, "code": tables.regions_of(level)["code"]}
    return pd.DataFrame(heads | columns)


def change(tables: Tables, level: str, first: int = BASE, last: int = YEARS[-1]) -> Floats:
    """Change in young people between two years per region, %; NaN where the first has none.

    A change from before :data:`CHILDREN_ONLY` shows a fall in cities of students that is none.
    """
    people = by_region(tables, level)
    return _percentage(people[last].to_numpy(), people[first].to_numpy())


def _percentage(value: Floats, compared_to: Floats) -> Floats:
    """By how many per cent a value is above another; NaN where that is not above 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(compared_to > 0, 100 * (value / compared_to - 1), np.nan)


def backtest(tables: Tables, level: str) -> pd.DataFrame:
    """What cohorts moved forward from 2021 would have said of 2025, beside 2025 itself.

    One row per region: ``level, code, forecast, counted`` (persons) and ``error`` (%: the forecast
    above what was counted). In it are those who moved or came, and how uneven a group is over its
    years: students of 18 and 19 are in the group of 15–19, not of vmbo age. Only municipalities
    and what is made of them were counted in 2025; a home area is a part of its municipality by the
    spread of 2021.
    """
    forecast = totals(tables, level, young(tables, BASE, COUNTED))
    counted = totals(tables, level, tables.young(BASE))
    return pd.DataFrame(
        {
            "level": level,
            "code": tables.regions_of(level)["code"],
            "forecast": forecast,
            "counted": counted,
            "error": _percentage(forecast, counted),
        }
    )


@lru_cache(maxsize=16)
def primary_check(tables: Tables, level: str, year: int = 2032) -> pd.DataFrame:
    """The forecast of a year beside the pupils in primary schools who will be of vmbo age then.

    One row per region: ``level, code, forecast`` (persons), ``low, high`` (pupils on 1 October
    2024, within what the masked cells allow) and ``left_out`` (young people of the forecast in
    postcode areas that the file of pupils lacks; they are not in ``forecast``). NaN where it has no
    postcode area of the region. A postcode area counts where most of its people live.

    Pupils aged 5 to 9 are of vmbo age (12–16) in 2032; those of 6 to 10 in 2031. Other years would
    ask for ages at which not all children are in primary school, so they are refused. The two are
    near, not equal: children at no school, or at one that the file does not have (of Ridderkerk it
    has few), are missing from the pupils, and they are a quarter of a year younger on 1 October
    than on 1 January. A forecast outside the range elsewhere points at the home areas themselves.
    Do not change the frame: it is kept.
    """
    youngest, oldest = ages(year)
    if youngest < PRIMARY_AGES[0] or oldest > PRIMARY_AGES[1]:
        raise DataError(
            f"no primary pupils of vmbo age in {year}: not all children of {youngest} to {oldest} "
            "are in primary school; choose 2031 or 2032"
        )
    of_age = tables.primary[tables.primary["age"].between(youngest, oldest)]
    # Pupils are known by postcode, so the forecast beside them is taken by postcode too.
    region = tables.postcode_positions(level)
    pupils = of_age.groupby("postcode", observed=True)[["low", "high"]].sum().reindex(region.index)
    known = region.index.isin(tables.primary["postcode"].unique())
    of_postcode = pd.Series(young(tables, year)).groupby(tables.homes["postcode"]).sum()
    forecast = of_postcode.reindex(region.index).to_numpy(float)
    inside = region.to_numpy() >= 0

    def sums(values: Floats) -> Floats:
        count = len(tables.regions_of(level))
        return np.bincount(region[inside], values[inside], minlength=count).astype(float)

    any_known = sums(known.astype(float)) > 0

    def total(values: Floats) -> Floats:
        return np.where(any_known, sums(values), np.nan)

    return pd.DataFrame(
        {
            "level": level,
            "code": tables.regions_of(level)["code"],
            "forecast": total(forecast * known),
            "low": total(pupils["low"].fillna(0).to_numpy(float)),
            "high": total(pupils["high"].fillna(0).to_numpy(float)),
            "left_out": sums(forecast * ~known),
        }
    )
