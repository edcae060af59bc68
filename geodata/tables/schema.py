"""The prepared tables: columns, types, units, keys and what must hold.

Everything downstream may count on what stands here: the build checks each table before it
writes any. Columns are in this order; text is never null unless said so.
"""

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from geodata.errors import DataError
from geodata.vocabulary import (
    AGE_GROUPS,
    FACILITY_KINDS,
    LEVELS,
    POINT_BASIS,
    SECTOR_NAMES,
    SECTOR_TRACKS,
    SEXES,
    TRACKS,
)

PROFILES = ("BWI", "PIE", "MT", "MVI", "MAT", "DP", "EO", "HBR", "GR", "ZW", "OTHER")

GM = r"GM\d{4}"
PC4 = r"[1-9]\d{3}"
SITE = r"[0-9]{2}[A-Z0-9]{4}"


def text(pattern: str | None = None, among: tuple[str, ...] = (), **options) -> pa.Column:
    """A text column, optionally of a pattern or from a list."""
    checks = []
    if pattern:
        checks.append(pa.Check(lambda s: s.str.fullmatch(pattern), error=f"like {pattern}"))
    if among:
        checks.append(pa.Check.isin(among))
    return pa.Column("str", checks, **options)


def category(pattern: str | None = None, among: tuple[str, ...] = (), **options) -> pa.Column:
    """Like `text`, kept once per value: for long tables with few values."""
    column = text(pattern, among, **options)
    return pa.Column("category", column.checks, **options)


def filled(**options) -> pa.Column:
    """A text column that is never empty."""
    return pa.Column("str", pa.Check.str_length(min_value=1), **options)


def between(low: float, high: float, **options) -> pa.Column:
    """A float column with bounds."""
    return pa.Column("float64", pa.Check.in_range(low, high), **options)


def longitude(**options) -> pa.Column:
    """Degrees WGS84 within the European Netherlands."""
    return between(3.2, 7.3, **options)


def latitude(**options) -> pa.Column:
    """Degrees WGS84 within the European Netherlands."""
    return between(50.7, 53.7, **options)


def rd_x(**options) -> pa.Column:
    """Metres east in the Dutch grid (EPSG:28992)."""
    return between(0, 300_000, **options)


def rd_y(**options) -> pa.Column:
    """Metres north in the Dutch grid (EPSG:28992)."""
    return between(300_000, 630_000, **options)


# One row per level and code, sorted by level (as in LEVELS) and code. A region without geometry
# has feature -1 and no point or box.
REGIONS = pa.DataFrameSchema(
    {
        "level": text(among=LEVELS),
        "code": filled(),
        "name": filled(),
        "official": pa.Column("bool"),
        "basis": filled(),
        "feature": pa.Column("int32", pa.Check.ge(-1)),
        "lon": longitude(nullable=True),
        "lat": latitude(nullable=True),
        "west": longitude(nullable=True),
        "south": latitude(nullable=True),
        "east": longitude(nullable=True),
        "north": latitude(nullable=True),
        "neighbours": text(),
    },
    checks=[
        pa.Check(
            lambda t: t["feature"].eq(-1) == t["lon"].isna(), error="a point for every feature"
        ),
        pa.Check(
            lambda t: t["level"].ne("sto") | ~t["official"], error="the sto level is not official"
        ),
    ],
    unique=["level", "code"],
    strict=True,
    ordered=True,
)

# One row per home and level (all levels but home).
MEMBERSHIP = pa.DataFrameSchema(
    {
        "home": text(PC4),
        "level": text(among=LEVELS[:-1]),
        "code": filled(),
        "basis": text(among=("official", "guess", "named", "inferred", "postcode")),
    },
    unique=["home", "level"],
    strict=True,
    ordered=True,
)

# One row per home area. km2: of its polygon, water within it too. Ages in persons; young_*: persons
# of vmbo age, 0 where unknown.
HOMES = pa.DataFrameSchema(
    {
        "code": text(PC4, unique=True),
        "place": filled(),
        "municipality": text(GM),
        "lon": longitude(),
        "lat": latitude(),
        "x": rd_x(),
        "y": rd_y(),
        "km2": between(0, 500),
    }
    | {
        f"{group}_{year}": between(0, 50_000, nullable=True)
        for year in (2021, 2025)
        for group in AGE_GROUPS
    }
    | {f"young_{year}": between(0, 50_000) for year in (2021, 2025)},
    strict=True,
    ordered=True,
)

# One row per site. A site without a known point has nulls there and point_basis 'onbekend'.
SITES = pa.DataFrameSchema(
    {
        "code": text(SITE, unique=True),
        "name": filled(),
        "street": text(nullable=True),
        "postcode": text(r"[1-9]\d{3} [A-Z]{2}", nullable=True),
        "place": filled(nullable=True),
        "municipality": text(GM, nullable=True),
        "lon": longitude(nullable=True),
        "lat": latitude(nullable=True),
        "x": rd_x(nullable=True),
        "y": rd_y(nullable=True),
        "point_basis": text(among=POINT_BASIS),
        "board": filled(nullable=True),
        "structure": text(),
        "has_vmbo": pa.Column("bool"),
        "in_address_file": pa.Column("bool"),
        "sto": text(),
    },
    checks=[
        pa.Check(
            lambda t: t["point_basis"].eq("onbekend") == t["x"].isna(),
            error="a point unless its basis is 'onbekend'",
        )
    ],
    strict=True,
    ordered=True,
)

# One row per site, profile, track and school year; numbers null where masked (1 to 4).
OFFERS = pa.DataFrameSchema(
    {
        "site": text(SITE),
        "profile": text(among=PROFILES),
        "track": text(among=TRACKS),
        "year": text(r"20\d{2}-20\d{2}"),
        "candidates": pa.Column("Int16", pa.Check.ge(1), nullable=True),
        "masked": pa.Column("bool"),
        "passed": pa.Column("Int16", pa.Check.ge(0), nullable=True),
    },
    checks=[
        pa.Check(lambda t: t["masked"] == t["candidates"].isna(), error="a number unless masked"),
        pa.Check(
            lambda t: t["passed"].isna() | t["passed"].le(t["candidates"]).fillna(False),
            error="no more passed than candidates",
        ),
    ],
    unique=["site", "profile", "track", "year"],
    strict=True,
    ordered=True,
)

# One row per home and placed site within a straight 40 km, sorted by both. Metres; the method is
# one of geodata.methods.
DISTANCES = pa.DataFrameSchema(
    {
        "home": pa.Column("category"),
        "site": pa.Column("category"),
        "straight_m": pa.Column("int32", pa.Check.in_range(0, 40_000)),
        "cycle_m": pa.Column("int32", pa.Check.in_range(0, 250_000)),
        "method": pa.Column("category"),
    },
    checks=[
        pa.Check(lambda t: t["cycle_m"] >= t["straight_m"] - 2, error="a ride is never a shortcut"),
    ],
    unique=["home", "site"],
    strict=True,
    ordered=True,
)

# One row per site, profile, track, school grade (3 or 4) and sex, on one date. Unmasked.
PUPILS = pa.DataFrameSchema(
    {
        "site": category(SITE),
        "profile": category(among=PROFILES),
        "track": category(among=TRACKS),
        "grade": pa.Column("int8", pa.Check.isin((3, 4))),
        "sex": category(among=SEXES),
        "date": category(r"20\d{2}-\d{2}-\d{2}"),
        "pupils": pa.Column("int16", pa.Check.ge(1)),
    },
    unique=["site", "profile", "track", "grade", "sex", "date"],
    strict=True,
    ordered=True,
)

# One row per site, sector, track, school year and sex ("all" is both together, a figure of its own
# in the source); number null where masked (1 to 4). Rows of nobody are left out.
SECTORS = pa.DataFrameSchema(
    {
        "site": category(SITE),
        "sector": category(among=SECTOR_NAMES),
        "track": category(among=SECTOR_TRACKS),
        "year": category(r"20\d{2}-20\d{2}"),
        "sex": category(among=("all", *SEXES)),
        "candidates": pa.Column("Int16", pa.Check.ge(1), nullable=True),
        "masked": pa.Column("bool"),
    },
    checks=[
        pa.Check(lambda t: t["masked"] == t["candidates"].isna(), error="a number unless masked"),
    ],
    unique=["site", "sector", "track", "year", "sex"],
    strict=True,
    ordered=True,
)

# Primary pupils by home area and age: the lowest and highest number that the masked cells allow.
PRIMARY = pa.DataFrameSchema(
    {
        "home": category(PC4),
        "age": pa.Column("int8", pa.Check.in_range(4, 12)),
        "low": pa.Column("int16", pa.Check.ge(0)),
        "high": pa.Column("int16", pa.Check.ge(1)),
    },
    checks=[pa.Check(lambda t: t["low"] <= t["high"], error="low is at most high")],
    unique=["home", "age"],
    strict=True,
    ordered=True,
)

# One figure of a publisher for a region and a period. A missing figure stays in with its note.
INDICATORS = pa.DataFrameSchema(
    {
        "level": text(among=LEVELS),
        "code": filled(),
        "indicator": text(r"[a-z][a-z0-9_]*"),
        "period": text(r"20\d{2}(-\d{2}-\d{2}|-Q[1-4]|-20\d{2})?"),
        "value": pa.Column("float64", nullable=True),
        "unit": filled(),
        "source": filled(),
        "note": text(),
    },
    checks=[
        pa.Check(lambda t: t["value"].notna() | t["note"].ne(""), error="a reason when missing"),
    ],
    unique=["level", "code", "indicator", "period"],
    strict=True,
    ordered=True,
)

# Places beside the schools: what the sources have of them, each with its source.
FACILITIES = pa.DataFrameSchema(
    {
        "code": filled(unique=True),
        "name": filled(),
        "kind": text(among=FACILITY_KINDS),
        "place": filled(),
        "lon": longitude(),
        "lat": latitude(),
        "point_basis": filled(),
        "source": filled(),
        "note": text(),
    },
    strict=True,
    ordered=True,
)

SCHEMAS = {
    "regions": REGIONS,
    "membership": MEMBERSHIP,
    "homes": HOMES,
    "sites": SITES,
    "offers": OFFERS,
    "distances": DISTANCES,
    "pupils": PUPILS,
    "sectors": SECTORS,
    "primary": PRIMARY,
    "indicators": INDICATORS,
    "facilities": FACILITIES,
}


def checked(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """The table itself, when it is as described here.

    Raises DataError with the first fault.
    """
    try:
        return SCHEMAS[name].validate(table, lazy=True)
    except SchemaErrors as errors:
        fault = errors.failure_cases.iloc[0]
        where = "" if pd.isna(fault["index"]) else f", row {fault['index']}"
        raise DataError(
            f"table {name}{where}: column {fault['column']} fails '{fault['check']}' with "
            f"{fault['failure_case']}; check the source files it is made of"
        ) from errors


def linked(tables: dict[str, pd.DataFrame]) -> None:
    """Refuses a code in one table that the table it points to does not have."""
    regions = set(zip(tables["regions"]["level"], tables["regions"]["code"], strict=True))
    homes = set(tables["homes"]["code"])
    sites = set(tables["sites"]["code"])
    member = tables["membership"]
    indicators = tables["indicators"]
    faults = {
        "membership.home": set(member["home"]) - homes,
        "membership.code": set(zip(member["level"], member["code"], strict=True)) - regions,
        "offers.site": set(tables["offers"]["site"]) - sites,
        "pupils.site": set(tables["pupils"]["site"]) - sites,
        "sectors.site": set(tables["sectors"]["site"]) - sites,
        "primary.home": set(tables["primary"]["home"]) - homes,
        "indicators.code": set(zip(indicators["level"], indicators["code"], strict=True)) - regions,
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
    for column, unknown in faults.items():
        if unknown:
            raise DataError(
                f"table {column.split('.')[0]}: {column} points to unknown {min(unknown)}; "
                "check the source files it is made of"
            )
