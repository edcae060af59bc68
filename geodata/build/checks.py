"""Are the tables as the schema says? Asked of every table before any of them is written."""

from collections.abc import Mapping

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from geodata.errors import DataError
from geodata.tables.columns import Column, Table
from geodata.tables.schema import OPTIONAL, SCHEMAS


def _conditions(column: Column) -> list[pa.Check]:
    """What the values of a column are tried for."""
    conditions = []
    if column.pattern:
        pattern = column.pattern
        conditions.append(
            pa.Check(lambda values: values.str.fullmatch(pattern), error=f"like {pattern}")
        )
    if column.among:
        conditions.append(pa.Check.isin(column.among))
    if column.filled:
        conditions.append(pa.Check.str_length(min_value=1))
    if column.low is not None and column.high is not None:
        conditions.append(pa.Check.in_range(column.low, column.high))
    elif column.low is not None:
        conditions.append(pa.Check.ge(column.low))
    return conditions


def _validator(table: Table) -> pa.DataFrameSchema:
    """The schema of a table as pandera knows it: these columns, in this order, and no others."""
    return pa.DataFrameSchema(
        {
            name: pa.Column(
                column.kind, _conditions(column), nullable=column.missing, unique=column.unique
            )
            for name, column in table.columns.items()
        },
        checks=[pa.Check(rule.holds, error=rule.text) for rule in table.rules],
        unique=list(table.key) or None,
        strict=True,
        ordered=True,
    )


def checked(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """The table itself, when it is as its schema says.

    Raises DataError with the first fault.
    """
    try:
        return _validator((SCHEMAS | OPTIONAL)[name]).validate(table, lazy=True)
    except SchemaErrors as errors:
        fault = errors.failure_cases.iloc[0]
        where = "" if pd.isna(fault["index"]) else f", row {fault['index']}"
        raise DataError(
            f"table {name}{where}: column {fault['column']} fails '{fault['check']}' with "
            f"{fault['failure_case']}; check the source files it is made of"
        ) from errors


def linked(tables: Mapping[str, pd.DataFrame]) -> None:
    """Refuses a code in one table that the table it points to does not have.

    Raises DataError with the first such code.
    """
    regions = set(zip(tables["regions"]["level"], tables["regions"]["code"], strict=True))
    homes = set(tables["homes"]["code"])
    sites = set(tables["sites"]["code"])
    member = tables["membership"]
    indicators = tables["indicators"]
    unknown_codes = {
        "membership.home": set(member["home"]) - homes,
        "membership.code": set(zip(member["level"], member["code"], strict=True)) - regions,
        "offers.site": set(tables["offers"]["site"]) - sites,
        "pupils.site": set(tables["pupils"]["site"]) - sites,
        "sectors.site": set(tables["sectors"]["site"]) - sites,
        "primary.postcode": set(tables["primary"]["postcode"]) - set(tables["homes"]["postcode"]),
        "indicators.code": set(zip(indicators["level"], indicators["code"], strict=True)) - regions,
        "sto_members.code": {("sto", code) for code in tables["sto_members"]["code"]} - regions,
        "sto_members.site": set(tables["sto_members"]["site"]) - sites,
        "sites.municipality": {
            code
            for code in tables["sites"]["municipality"].dropna()
            if ("municipality", code) not in regions
        },
        "sites.sto": {
            code
            for codes in tables["sites"]["sto"]
            for code in codes.split("|")
            if code and ("sto", code) not in regions
        },
    }
    for column, unknown in unknown_codes.items():
        if unknown:
            raise DataError(
                f"table {column.split('.')[0]}: {column} points to unknown {min(unknown)}; "
                "check the source files it is made of"
            )


def counted_somewhere(sites: pd.DataFrame, offers: pd.DataFrame) -> None:
    """Refuses a site with candidates without a municipality: it would count in the country and in
    no region of it.

    Raises DataError with the first such site.
    """
    lost = sites[sites["municipality"].isna() & sites["code"].isin(offers["site"])]
    if len(lost):
        site = lost.iloc[0]
        raise DataError(
            f"site {site['code']} ({site['name']}) has candidates and no known municipality; add "
            "its place to geodata/facts/former_sites.json"
        )


def sites_without_place(sites: pd.DataFrame, offers: pd.DataFrame) -> pd.DataFrame:
    """The sites with candidates and no known point: they count in no distance.

    Columns site, name, year (the newest with candidates), candidates (in that year, masked ones
    left out); sorted by site.
    """
    lost = sites.loc[sites["x"].isna(), ["code", "name"]].rename(columns={"code": "site"})
    rows = offers[["site", "year", "candidates"]].merge(lost, on="site")
    of_year = rows.groupby(["site", "name", "year"], as_index=False)["candidates"].sum()
    return of_year.drop_duplicates("site", keep="last").reset_index(drop=True)
