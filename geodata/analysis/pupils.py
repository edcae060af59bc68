"""How many pupils are there in a region? Sums of the prepared tables, by level of regions."""

from functools import lru_cache

import numpy as np
import pandas as pd

from geodata.tables.reader import Tables


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


@lru_cache(maxsize=16)
def pupils_2019(tables: Tables, level: str) -> pd.DataFrame:
    """Pupils in the third and fourth grade on 1 October 2019 at the sites in a region.

    Columns: level, code, profile, track, girls, boys, pupils (persons); sorted by code, profile and
    track, no row where there is nobody. A site without a known municipality counts in the country
    only; a site of several STO regions counts in each. Do not change the frame: it is kept.
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


def pupils_2019_in(tables: Tables, level: str, code: str) -> pd.DataFrame:
    """The rows of :func:`pupils_2019` of one region."""
    first, after = _rows_of(tables, level).get(code, (0, 0))
    return pupils_2019(tables, level).iloc[first:after]


# Two numbers of a region: to compare the codes of all rows takes a millisecond a portrait.
@lru_cache(maxsize=16)
def _rows_of(tables: Tables, level: str) -> dict[str, tuple[int, int]]:
    """Code of a region -> its first row in :func:`pupils_2019`, and the one after its last."""
    codes = pupils_2019(tables, level)["code"].to_numpy(object)
    first = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]][: len(codes)])
    return {
        str(codes[at]): (int(at), int(after))
        for at, after in zip(first, [*first[1:], len(codes)], strict=True)
    }


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """The table with text where it keeps categories, which grouping would combine."""
    kept = [name for name, dtype in table.dtypes.items() if dtype == "category"]
    return table.astype(dict.fromkeys(kept, "str"))
