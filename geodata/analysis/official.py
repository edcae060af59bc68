"""How far is vmbo of any kind, by our rides and by the official distances over the road?

Official ones are CBS's of 2023, per postcode area the mean of its inhabitants by their addresses to
the schools of that year. Ours are by bicycle, to the sites of the address file of today.
"""

from functools import lru_cache

import numpy as np
import pandas as pd

from geodata.analysis.coverage import coverage, nearest_m
from geodata.analysis.labour import latest
from geodata.question import Question
from geodata.tables.arrays import Floats
from geodata.tables.reader import Tables

INDICATOR = "vmbo_road_km"
LEVEL = "postcode"
#: What is asked of our rides.
QUESTION = Question(profiles="vmbo", distance="cycle")


@lru_cache(maxsize=4)
def metres_to_vmbo(tables: Tables) -> Floats:
    """Our ride from every home to the nearest vmbo of any kind, see
    :func:`geodata.analysis.coverage.nearest_m`. Do not change the array: it is kept."""
    return nearest_m(tables, QUESTION)


@lru_cache(maxsize=4)
def beside_official(tables: Tables) -> pd.DataFrame:
    """Postcode areas with young people and an official distance.

    Columns code, name, young (of vmbo age, 2021), ours_km, official_km. Do not change the frame:
    it is kept.
    """
    ours = coverage(tables, QUESTION, LEVEL)
    table = pd.DataFrame(
        {
            "code": ours["code"],
            "name": ours["name"],
            "young": ours["young_people"],
            "ours_km": ours["mean_km"],
            "official_km": latest(tables, INDICATOR, LEVEL)["value"].to_numpy(),
        }
    )
    known = table["young"].gt(0) & table["ours_km"].notna() & table["official_km"].notna()
    return table[known].reset_index(drop=True)


def agreement(table: pd.DataFrame) -> dict[str, float]:
    """How well the two of :func:`beside_official` agree.

    ``ours_km, official_km``  the means, weighed by young people
    ``ratio``                 the median of ours over the official one, %
    ``spearman``              the correlation of their ranks, %
    """
    ratio = table["ours_km"] / table["official_km"].where(table["official_km"] > 0)
    ranks = table[["ours_km", "official_km"]].rank()
    return {
        "ours_km": float(np.average(table["ours_km"], weights=table["young"])),
        "official_km": float(np.average(table["official_km"], weights=table["young"])),
        "ratio": 100 * float(ratio.median()),
        "spearman": 100 * float(ranks["ours_km"].corr(ranks["official_km"])),
    }


def largest_differences(table: pd.DataFrame, count: int = 10) -> pd.DataFrame:
    """The areas where ours and the official distance differ most, largest first."""
    apart = (table["ours_km"] - table["official_km"]).abs()
    return table.loc[apart.sort_values(ascending=False, kind="stable").index[:count]]
