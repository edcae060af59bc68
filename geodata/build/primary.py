"""How many children of primary school live where? By postcode area and age."""

import pandas as pd

from geodata.tables.reader import main_homes

# Secondary special education: the file counts its youngest pupils too.
SECONDARY = "Vso"

MASKED = (1, 4)


def without_schools(rows: pd.DataFrame, homes: pd.DataFrame) -> set[str]:
    """Municipalities whose schools are missing in the source.

    The children there who go to school elsewhere are in it, but their number says nothing.
    """
    return set(homes["municipality"]) - set(rows["municipality"])


def primary(rows: pd.DataFrame, homes: pd.DataFrame) -> pd.DataFrame:
    """The table `primary`, sorted by key; see geodata.tables.schema.

    rows: as `geodata.sources.duo_pupils.primary` gives them. A masked cell is 1 to 4 children, so
    the sum over schools is a range. Left out: postcodes where nobody has a home, and those in a
    municipality whose schools are missing in the source.
    """
    absent = without_schools(rows, homes)
    areas = main_homes(homes)
    kept = areas.loc[~areas["municipality"].isin(absent), "postcode"]
    long = counted(rows[rows["postcode"].isin(kept)])
    table = long.groupby(["postcode", "age"], as_index=False)[["low", "high"]].sum()
    return (
        table[table["high"] > 0]
        .astype({"postcode": "category", "age": "int8", "low": "int16", "high": "int16"})
        .sort_values(["postcode", "age"], ignore_index=True)
    )


def counted(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per source row and age: postcode, age, low and high number of pupils."""
    rows = rows[rows["kind"].ne(SECONDARY)]
    ages = [column for column in rows if column.startswith("age_")]
    long = rows.melt(["postcode"], ages)
    return pd.DataFrame(
        {
            "postcode": long["postcode"],
            "age": long["variable"].str.removeprefix("age_").astype("int8"),
            "low": long["value"].fillna(MASKED[0]).astype("int32"),
            "high": long["value"].fillna(MASKED[1]).astype("int32"),
        }
    )


def left_out(rows: pd.DataFrame, homes: pd.DataFrame) -> tuple[int, int]:
    """Lowest and highest number of pupils with a postcode that is no home."""
    lost = counted(rows[~rows["postcode"].isin(homes["postcode"])])
    return int(lost["low"].sum()), int(lost["high"].sum())
