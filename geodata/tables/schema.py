"""The prepared tables: what every column means, in which unit, and what must hold.

Everything downstream may count on what stands here: the build checks each table by it before it
writes any (:mod:`geodata.build.checks`), and ``docs/data-dictionary.md`` is written from it.
Columns are in this order.
"""

from geodata.tables.columns import CATEGORY, FLAG, NUMBER, TEXT, Column, Rule, Table
from geodata.vocabulary import (
    AGE_GROUPS,
    BOTH_SEXES,
    BUURT_CODE,
    COMBINED,
    DETOUR,
    FACILITY_KINDS,
    HOME_BASIS,
    HOME_CODE,
    LEVELS,
    METHODS,
    MUNICIPALITY_CODE,
    NETHERLANDS,
    POINT_BASIS,
    POPULATION_YEARS,
    POSTCODE_CODE,
    PROFILES,
    SECTOR_NAMES,
    SECTOR_TRACKS,
    SEXES,
    SITE_CODE,
    TRACKS,
    UNKNOWN_POINT,
)

SCHOOL_YEAR = r"20\d{2}-20\d{2}"
_PROGRAMME = f"({'|'.join(COMBINED)})"
_WEST, _SOUTH, _EAST, _NORTH = NETHERLANDS


def _longitude(meaning: str, missing: bool = False) -> Column:
    return Column(NUMBER, meaning, "degrees WGS84", low=_WEST, high=_EAST, missing=missing)


def _latitude(meaning: str, missing: bool = False) -> Column:
    return Column(NUMBER, meaning, "degrees WGS84", low=_SOUTH, high=_NORTH, missing=missing)


def _grid_x(missing: bool = False) -> Column:
    return Column(NUMBER, "the same point, east", "m RD", low=0, high=300_000, missing=missing)


def _grid_y(missing: bool = False) -> Column:
    return Column(
        NUMBER, "the same point, north", "m RD", low=300_000, high=630_000, missing=missing
    )


_A_NUMBER_UNLESS_MASKED = Rule(
    "a number unless masked", lambda table: table["masked"] == table["candidates"].isna()
)
REGIONS = Table(
    "The regions of every level, with their place on the map. A region without geometry, as in the "
    "Caribbean, has feature -1 and no point or box. Sorted by level, large to small, and code.",
    "region of a level",
    {
        "level": Column(TEXT, "level of regions", among=LEVELS),
        "code": Column(TEXT, "code of the publisher; of an STO region our own", filled=True),
        "name": Column(TEXT, "name for the screen", filled=True),
        "official": Column(FLAG, "whether an authority publishes the layout; STO's is derived"),
        "basis": Column(TEXT, "where the layout comes from, in Dutch", filled=True),
        "feature": Column("int32", "number of its shape in the geometry; -1 without", low=-1),
        "lon": _longitude("point for the label", missing=True),
        "lat": _latitude("point for the label", missing=True),
        "west": _longitude("west side of the box around it", missing=True),
        "south": _latitude("south side of the box around it", missing=True),
        "east": _longitude("east side of the box around it", missing=True),
        "north": _latitude("north side of the box around it", missing=True),
        "neighbours": Column(TEXT, "codes of regions that share a border, joined by `|`"),
    },
    key=("level", "code"),
    rules=(
        Rule(
            "a point for every feature",
            lambda table: table["feature"].eq(-1) == table["lon"].isna(),
        ),
        Rule(
            "the sto level is not official",
            lambda table: table["level"].ne("sto") | ~table["official"],
        ),
    ),
)
MEMBERSHIP = Table(
    "The region of every level that a home lies in.",
    "home and level",
    {
        "home": Column(CATEGORY, "home", pattern=HOME_CODE),
        "level": Column(CATEGORY, "level of regions", among=LEVELS),
        "code": Column(CATEGORY, "the region"),
        "basis": Column(
            CATEGORY,
            "how this is known: from an authority; a guess by neighbouring municipalities; named "
            "on a page; inferred from its schools; or set for this postcode alone",
            among=("official", "guess", "named", "inferred", "postcode"),
        ),
    },
    key=("home", "level"),
)
HOMES = Table(
    "Homes: where young people live, and how many. A home is the piece of a neighbourhood within a "
    "postcode area; the young people of the area are spread over its pieces by inhabitants.",
    "home",
    {
        "code": Column(
            TEXT,
            "the postcode area and the neighbourhood together, that area alone, or with a letter",
            pattern=HOME_CODE,
            unique=True,
        ),
        "postcode": Column(TEXT, "the postcode area (four digits)", pattern=POSTCODE_CODE),
        "buurt": Column(
            TEXT,
            "the neighbourhood (CBS 2024); empty where none is known",
            pattern=f"({BUURT_CODE})?",
        ),
        "place": Column(TEXT, "name of the place", filled=True),
        "municipality": Column(
            TEXT,
            "municipality of the neighbourhood, or the one with most of the area",
            pattern=MUNICIPALITY_CODE,
        ),
        "basis": Column(
            TEXT,
            "of what it is: an inhabited piece of a neighbourhood; a postcode area of which no "
            "such piece is known; or the addresses of a postcode of four digits and a letter",
            among=HOME_BASIS,
        ),
        "lon": _longitude("point that distances are measured from"),
        "lat": _latitude("point that distances are measured from"),
        "x": _grid_x(),
        "y": _grid_y(),
        "km2": Column(
            NUMBER,
            "its part, by inhabitants, of the area of its postcode, water within it too",
            "km²",
            low=0,
            high=500,
        ),
        "inhabitants": Column(
            NUMBER,
            "people of all ages on 1 January 2024, even over the area of their neighbourhood; they "
            "say which part of the young people of a postcode area live here",
            "persons",
            low=0,
            high=50_000,
        ),
    }
    | {
        f"{group}_{year}": Column(
            NUMBER,
            f"inhabitants aged {group.removeprefix('age_').replace('_', ' to ')} on 1 January "
            f"{year}",
            "persons",
            low=0,
            high=50_000,
            missing=True,
        )
        for year in POPULATION_YEARS
        for group in AGE_GROUPS
    }
    | {
        f"young_{year}": Column(
            NUMBER,
            f"young people of vmbo age (12 to 16) on 1 January {year}: 0.6 of those aged 10 to 14 "
            "and 0.4 of those aged 15 to 19; 0 where unknown",
            "persons",
            low=0,
            high=50_000,
        )
        for year in POPULATION_YEARS
    },
)
SITES = Table(
    "Sites (vestigingen) of secondary education: of today, former ones, and those that only an "
    "exam or pupil file names.",
    "site",
    {
        "code": Column(TEXT, "code of DUO", pattern=SITE_CODE, unique=True),
        "name": Column(TEXT, "name", filled=True),
        "street": Column(TEXT, "street and number", missing=True),
        "postcode": Column(TEXT, "postcode", pattern=r"[1-9]\d{3} [A-Z]{2}", missing=True),
        "place": Column(TEXT, "place", filled=True, missing=True),
        "municipality": Column(
            TEXT, "municipality of today", pattern=MUNICIPALITY_CODE, missing=True
        ),
        "lon": _longitude("point", missing=True),
        "lat": _latitude("point", missing=True),
        "x": _grid_x(missing=True),
        "y": _grid_y(missing=True),
        "point_basis": Column(TEXT, "where the point comes from", among=POINT_BASIS),
        "board": Column(TEXT, "number of the school board", filled=True, missing=True),
        "structure": Column(TEXT, "kinds of education, as DUO joins them; empty where unknown"),
        "has_vmbo": Column(FLAG, "whether VBO or MAVO is in the structure"),
        "in_address_file": Column(FLAG, "whether the address file of today has it"),
        "sto": Column(TEXT, "STO regions that it counts in, joined by `|`"),
        "sto_basis": Column(
            TEXT,
            "how this is known: a list of members names it; or no list does, and it counts in the "
            "region that its municipality (where that is divided, its postcode) lies in; empty "
            "without a region",
            among=("member", "place", ""),
        ),
        "buurt": Column(
            TEXT,
            "neighbourhood (CBS 2024) of its point; empty where none is known",
            pattern=f"({BUURT_CODE})?",
        ),
    },
    rules=(
        Rule(
            "an STO region unless its basis is empty",
            lambda table: table["sto"].eq("") == table["sto_basis"].eq(""),
        ),
        Rule(
            f"a point unless its basis is '{UNKNOWN_POINT}'",
            lambda table: table["point_basis"].eq(UNKNOWN_POINT) == table["x"].isna(),
        ),
    ),
)
OFFERS = Table(
    "What sites offer, by their exams. An offer of which the number is masked (1 to 4) exists. So "
    "does one that is taught within a combined programme: its row names the programme, and the "
    "candidates of a programme stand once, in the row of the programme itself.",
    "site, profile, track and school year",
    {
        "site": Column(TEXT, "site", pattern=SITE_CODE),
        "profile": Column(
            TEXT,
            f"profile, or a combined programme ({', '.join(COMBINED)}); OTHER is a programme from "
            "before the profiles",
            among=PROFILES,
        ),
        "track": Column(TEXT, "track (leerweg)", among=TRACKS),
        "year": Column(TEXT, "school year", pattern=SCHOOL_YEAR),
        "combined": Column(
            TEXT,
            "combined programme within which it is (also) taught, more than one joined by |; empty "
            "where it is taught apart only",
            pattern=rf"({_PROGRAMME}(\|{_PROGRAMME})*)?",
        ),
        "candidates": Column(
            "Int16",
            "exam candidates; of a profile those who have it apart, so missing where none do",
            "persons",
            low=1,
            missing=True,
        ),
        "masked": Column(FLAG, "whether the number is hidden: 1 to 4"),
        "passed": Column("Int16", "of these, who passed", "persons", low=0, missing=True),
    },
    key=("site", "profile", "track", "year"),
    rules=(
        Rule(
            "a number unless masked or counted in a combined programme",
            lambda table: (
                (table["masked"] == table["candidates"].isna())
                | (table["combined"].ne("") & ~table["profile"].isin(COMBINED) & ~table["masked"])
            ),
        ),
        Rule(
            "no more passed than candidates",
            lambda table: (
                table["passed"].isna() | table["passed"].le(table["candidates"]).fillna(False)
            ),
        ),
    ),
)
DISTANCES = Table(
    "How far sites are from homes by bicycle, for pairs within a straight 40 km of which the ride "
    f"is more than the straight line times {DETOUR}; all other pairs are that. Every site is a "
    "group of rows.",
    "site with a point and home",
    {
        "site": Column(CATEGORY, "site"),
        "home": Column("uint16", "home", "row of `homes`, from 0"),
        "cycle_dam": Column(
            "uint16",
            "by bicycle, rounded up: what is within a limit of whole steps stays so",
            "10 m",
        ),
        "method": Column(
            CATEGORY,
            f"how the ride is known: {', '.join(METHODS)}; `estimate` is what has no row",
            among=tuple(METHODS),
        ),
    },
    key=("site", "home"),
)
PUPILS = Table(
    "Pupils of vmbo by profile on one date, unmasked.",
    "site, profile, track, grade and sex",
    {
        "site": Column(CATEGORY, "site", pattern=SITE_CODE),
        "profile": Column(CATEGORY, "profile", among=PROFILES),
        "track": Column(CATEGORY, "track (leerweg)", among=TRACKS),
        "grade": Column("int8", "school grade", among=(3, 4)),
        "sex": Column(CATEGORY, "sex", among=SEXES),
        "date": Column(CATEGORY, "date of the count", pattern=r"20\d{2}-\d{2}-\d{2}"),
        "pupils": Column("int16", "pupils", "persons", low=1),
    },
    key=("site", "profile", "track", "grade", "sex", "date"),
)
SECTORS = Table(
    "Exam candidates by sector and sex. Rows of nobody are left out.",
    "site, sector, track, school year and sex",
    {
        "site": Column(CATEGORY, "site", pattern=SITE_CODE),
        "sector": Column(CATEGORY, "sector", among=SECTOR_NAMES),
        "track": Column(CATEGORY, "track; LWT is a leerwerktraject", among=SECTOR_TRACKS),
        "year": Column(CATEGORY, "school year", pattern=SCHOOL_YEAR),
        "sex": Column(
            CATEGORY,
            f"sex; {BOTH_SEXES} is both together, a figure of its own in the source",
            among=(BOTH_SEXES, *SEXES),
        ),
        "candidates": Column("Int16", "exam candidates", "persons", low=1, missing=True),
        "masked": Column(FLAG, "whether the number is hidden: 1 to 4"),
    },
    key=("site", "sector", "track", "year", "sex"),
    rules=(_A_NUMBER_UNLESS_MASKED,),
)
PRIMARY = Table(
    "Pupils of primary education by where they live, as the range that the masked numbers allow.",
    "postcode area and age",
    {
        "postcode": Column(CATEGORY, "postcode area of the pupils", pattern=POSTCODE_CODE),
        "age": Column("int8", "age on 1 October 2024", "years", low=4, high=12),
        "low": Column("int16", "lowest number possible", "persons", low=0),
        "high": Column("int16", "highest number possible", "persons", low=1),
    },
    key=("postcode", "age"),
    rules=(Rule("low is at most high", lambda table: table["low"] <= table["high"]),),
)
INDICATORS = Table(
    "Figures of publishers about a region: the labour market, transition to mbo, forecasts. A "
    "missing figure stays in, with the reason. Sorted by level, code, indicator and period.",
    "region, indicator and period",
    {
        "level": Column(TEXT, "level that the figure is published for", among=LEVELS),
        "code": Column(TEXT, "the region", filled=True),
        "indicator": Column(
            TEXT, "key of `UNITS` in `geodata.analysis.labour`", pattern=r"[a-z][a-z0-9_]*"
        ),
        "period": Column(
            TEXT,
            "year, date, quarter or span of years",
            pattern=r"20\d{2}(-\d{2}-\d{2}|-Q[1-4]|-20\d{2})?",
        ),
        "value": Column(NUMBER, "the figure", "in the column `unit`", missing=True),
        "unit": Column(TEXT, "unit of the figure", filled=True),
        "source": Column(TEXT, "id of the source in the manifest", filled=True),
        "note": Column(TEXT, "key of `NOTES` in `geodata.analysis.labour`, or empty"),
    },
    key=("level", "code", "indicator", "period"),
    rules=(
        Rule(
            "a reason when missing",
            lambda table: table["value"].notna() | table["note"].ne(""),
        ),
    ),
)
FACILITIES = Table(
    "Places beside the schools: what the sources have of them.",
    "place",
    {
        "code": Column(TEXT, "code of the publisher", filled=True, unique=True),
        "name": Column(TEXT, "name", filled=True),
        "kind": Column(TEXT, "what it is", among=FACILITY_KINDS),
        "place": Column(TEXT, "name of the town or village", filled=True),
        "lon": _longitude("point"),
        "lat": _latitude("point"),
        "point_basis": Column(TEXT, "where the point comes from", filled=True),
        "source": Column(TEXT, "id of the source in the manifest", filled=True),
        "note": Column(TEXT, "remark of the source, or empty"),
    },
)

STO_MEMBERS = Table(
    "Who takes part in an STO region, by the lists of members that were found; a site can be in "
    "several. Sorted by region and site.",
    "STO region and site",
    {
        "code": Column(CATEGORY, "STO region"),
        "site": Column(CATEGORY, "site", pattern=SITE_CODE),
        "basis": Column(
            CATEGORY,
            "how sure it is: a page names it, or it is inferred",
            among=("named", "inferred"),
        ),
        "evidence": Column(
            CATEGORY,
            "what a page names: the school, the place or area; or nothing but where it lies",
            among=("school", "place", "geography"),
        ),
        "successor": Column(
            TEXT, "code of the site that it is now, or empty", pattern=f"({SITE_CODE})?"
        ),
    },
    key=("code", "site"),
)
STO_LEADS = Table(
    "Of every STO region who leads it, and where that stands. Sorted by region.",
    "STO region",
    {
        "code": Column(TEXT, "STO region", unique=True),
        "basis": Column(TEXT, "what names the region", among=("official", "press", "inferred")),
        "lead_school": Column(TEXT, "the school that leads it, or empty where none was found"),
        "address": Column(TEXT, "page that names the region, or empty"),
    },
)
RULES = Table(
    "Rules and amounts of the programme, each with the page that says so and its date, in Dutch.",
    "rule",
    {
        "key": Column(TEXT, "its period and its place within that; key of its words", unique=True),
        "period": Column(TEXT, "year or years", pattern=r"20\d{2}(-20\d{2})?"),
        "rule": Column(TEXT, "name of the rule", filled=True),
        "what": Column(TEXT, "what the amount is for", filled=True),
        "amount": Column(NUMBER, "the amount", "in the column `unit`", low=0, missing=True),
        "unit": Column(TEXT, "unit of the amount; empty without one"),
        "condition": Column(TEXT, "under which conditions, or empty"),
        "address": Column(TEXT, "page that says so", pattern=r"https://\S+"),
        "date": Column(TEXT, "date, month or year of that page", pattern=r"20\d{2}(-\d{2}){0,2}"),
    },
    rules=(
        Rule(
            "a unit with an amount, and only then",
            lambda table: table["amount"].isna() == table["unit"].eq(""),
        ),
    ),
)
AREA_POINTS = Table(
    "Of every postcode area one point inside it, where figures that were worked out by hand had "
    "all of its people live; no home of ours. Sorted by postcode; `check` alone reads it.",
    "postcode area",
    {
        "postcode": Column(TEXT, "postcode area", pattern=POSTCODE_CODE, unique=True),
        "x": Column(NUMBER, "the point, east", "m RD", low=0, high=300_000),
        "y": Column(NUMBER, "the point, north", "m RD", low=300_000, high=630_000),
    },
)

#: Every prepared table by the name of its file, without ``.parquet``.
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
    "sto_members": STO_MEMBERS,
    "sto_leads": STO_LEADS,
    "rules": RULES,
    "area_points": AREA_POINTS,
}
