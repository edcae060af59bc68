"""How many pupils are there in a region? Sums of the prepared tables, by level of regions."""

import numpy as np
import pandas as pd

from geodata.tables import Tables

# DUO's mask hides 1 to 4 people.
MASKED = (1, 4)

SECTOR_KEY = ["sector", "track", "year", "sex"]


def members(tables: Tables, level: str) -> pd.DataFrame:
    """Which site lies in which region: site, level, code (of the region)."""
    rows, positions = tables.site_members(level)
    return pd.DataFrame(
        {
            "site": tables.sites["code"].to_numpy()[rows],
            "level": level,
            "code": tables.regions_of(level)["code"].to_numpy()[positions],
        }
    )


def pupils_2019(tables: Tables, level: str) -> pd.DataFrame:
    """Pupils in the third and fourth grade on 1 October 2019 at the sites in a region.

    Columns: level, code, profile, track, girls, boys, pupils (persons); sorted by code, profile and
    track, no row where there is nobody. A site without a known municipality counts in the country
    only; a site of several STO regions counts in each.
    """
    keys = ["level", "code", "profile", "track"]
    rows = members(tables, level).merge(_plain(tables.pupils), on="site")
    number = rows["pupils"].astype("int64")
    rows = rows.assign(
        girls=number.where(rows["sex"].eq("girls"), 0),
        boys=number.where(rows["sex"].eq("boys"), 0),
        pupils=number,
    )
    return rows.groupby(keys, as_index=False)[["girls", "boys", "pupils"]].sum()


def sector_totals(tables: Tables, level: str) -> pd.DataFrame:
    """Exam candidates by sector at the sites in a region, as the range that the masks allow.

    Columns: level, code, sector, track, year, sex (boys, girls or all), low, high (persons); no row
    where there is nobody. Sites count in regions as in :func:`pupils_2019`.
    """
    rows = members(tables, level).merge(_plain(tables.sectors), on="site")
    known = rows["candidates"].fillna(0).to_numpy(np.int64)
    hidden = rows["masked"].to_numpy(bool)
    rows = rows.assign(
        low=np.where(hidden, MASKED[0], known), high=np.where(hidden, MASKED[1], known)
    )
    return rows.groupby(["level", "code", *SECTOR_KEY], as_index=False)[["low", "high"]].sum()


def primary_totals(tables: Tables, level: str) -> pd.DataFrame:
    """Primary pupils who live in a region by age, as the range that the masks allow.

    Columns: level, code, age, low, high (persons); sorted by code and age. A region that the source
    has nothing of has no rows; any other one has a row for every age of the source.
    """
    primary = tables.primary
    row = pd.Index(tables.homes["code"]).get_indexer(primary["home"].astype("str"))
    region = tables.member_positions(level)[row]
    ages = np.unique(primary["age"].to_numpy(np.int64))
    inside = region >= 0
    column = np.searchsorted(ages, primary["age"].to_numpy(np.int64))
    shape = len(tables.regions_of(level)), len(ages)
    cell = region[inside] * shape[1] + column[inside]
    low, high = (
        np.bincount(
            cell, primary[name].to_numpy(np.float64)[inside], minlength=shape[0] * shape[1]
        ).astype(np.int64)
        for name in ("low", "high")
    )
    known = np.repeat(high.reshape(shape).any(axis=1), shape[1])
    return pd.DataFrame(
        {
            "level": level,
            "code": np.repeat(tables.regions_of(level)["code"].to_numpy(), shape[1])[known],
            "age": np.tile(ages, shape[0])[known],
            "low": low[known],
            "high": high[known],
        }
    )


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """The table with text where it keeps categories, which grouping would combine."""
    kept = [name for name, dtype in table.dtypes.items() if dtype == "category"]
    return table.astype(dict.fromkeys(kept, "str"))
