"""Which sources the rows of an answer rest on, by id in the manifest."""

from dataclasses import asdict

from dashboard.api.parameters import Query
from dashboard.data import Data
from dashboard.sources import EQUITY, SITES, YOUNG, exams, of_distance, sources
from geodata.analysis.forecast import BASE

#: Layouts of regions, and those of areas close to home.
OFFICIAL = ("cbs-indelingen-2026", "cbs-gemeenten-2025")
DERIVED = ("sto-regions", "sto-gemeenten", "sto-pc4-overrides")
CLOSE = {
    "postcode": ("cbs-pc4-2021", "plaatsnamen-pc4"),
    "buurt": ("cbs-buurten-2024", "cbs-buurtgrenzen-2024"),
}
#: Beginning of the ids of the editions of the file by sector.
SECTORS = "duo-examens-sectoren-"
#: The pupils of sites by postcode, where tables have them.
PUPILS = "duo-leerlingen-vo-postcode"
#: Beginning of the words of a licence -> where it stands.
LICENCES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "ODbL 1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
}


def none(data: Data, query: Query) -> list[str]:
    """What is no figure has no source."""
    return []


def of_regions(data: Data, query: Query) -> list[str]:
    """The layout of a level."""
    if query.text("by") == "sto":
        return [*DERIVED]
    return [*CLOSE[query.text("by")]] if query.text("by") in CLOSE else [*OFFICIAL]


def of_names(data: Data, query: Query) -> list[str]:
    """Every layout, place names, schools with their exams, and the other names of all these."""
    schools = (*exams(data.tables.years), *SITES)
    return [*OFFICIAL, *DERIVED, *CLOSE["postcode"], "andere-namen", *schools]


def of_sites(data: Data, query: Query) -> list[str]:
    return [*exams([query.text("year")]), *SITES]


def of_years(data: Data, query: Query) -> list[str]:
    return [*exams(data.tables.years)]


def of_coverage(data: Data, query: Query) -> list[str]:
    """Exams, sites, young people, the layout, and by bicycle what the rides are made of."""
    rides = of_distance(query.text("distance"))
    young = YOUNG[query.number("population")]
    used = (*of_sites(data, query), *young, *rides, *of_regions(data, query))
    return list(dict.fromkeys(used))


def of_equity(data: Data, query: Query) -> list[str]:
    """Those of coverage, and how urban and how well off areas are."""
    return [*of_coverage(data, query), *EQUITY]


def of_suggest(data: Data, query: Query) -> list[str]:
    """Those of coverage in the layout of the region, and for years to come the counted ages."""
    forecast = query.given_number("forecast")
    young = query if forecast is None else query.but(population=BASE)
    return of_coverage(data, young.but(by=data.region(query.text("region")).kind))


def of_reach_by_year(data: Data, query: Query) -> list[str]:
    """Those of coverage, with the exams of every year."""
    return list(dict.fromkeys([*of_years(data, query), *of_coverage(data, query)]))


def of_sector_years(data: Data, query: Query) -> list[str]:
    """Every edition of the file by sector, where the sites are, and the layout of the level."""
    editions = [one for one in sources(data) if one.startswith(SECTORS)]
    return [*editions, *SITES, *of_regions(data, query)]


def of_pupil_homes(data: Data, query: Query) -> list[str]:
    """The pupils by postcode, exams and sites, where young people live, and the way."""
    young, rides = YOUNG[query.number("population")], of_distance(query.text("distance"))
    return [PUPILS, *of_sites(data, query), *young, *rides]


def of_pupil_crossings(data: Data, query: Query) -> list[str]:
    """The pupils by postcode, the vmbo of sites, and the layout of the level."""
    return list(dict.fromkeys([PUPILS, *of_sites(data, query), *of_regions(data, query)]))


def of_indicators(data: Data, query: Query) -> list[str]:
    """The files that the figures of this level stand in, and the layout of the level."""
    rows = data.tables.indicators
    rows = rows[rows["level"] == query.text("by")]
    if indicator := query.given("indicator"):
        rows = rows[rows["indicator"] == indicator]
    used = sorted(rows["source"].unique())
    return list(dict.fromkeys((*used, *of_regions(data, query))))


def described(data: Data, ids: list[str]) -> list[dict]:
    """Title, publisher, date, licence and address of each, as the manifest has them."""
    known = sources(data)
    return [
        {"id": one, **asdict(known[one]), "address": known[one].address or None}
        for one in ids
        if one in known
    ]


def licences(described: list[dict]) -> list[str]:
    """Addresses of the licences of these sources, each once."""
    addresses = [
        address
        for source in described
        for words, address in LICENCES.items()
        if source["licence"].startswith(words)
    ]
    return list(dict.fromkeys(addresses))
