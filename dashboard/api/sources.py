"""Which sources the rows of an answer rest on, by id in the manifest."""

from dataclasses import asdict

from dashboard.data import Data
from dashboard.sources import RIDES, SITES, YOUNG, exams, sources

#: Layouts of regions, and the names of home areas.
OFFICIAL = ("cbs-indelingen-2026", "cbs-gemeenten-2025")
DERIVED = ("sto-regions", "sto-gemeenten", "sto-pc4-overrides")
HOMES = ("cbs-pc4-2021", "plaatsnamen-pc4")
#: Beginning of the words of a licence -> where it stands.
LICENCES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "ODbL 1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
}


def none(data: Data, asked: dict) -> list[str]:
    """What is no figure has no source."""
    return []


def of_regions(data: Data, asked: dict) -> list[str]:
    """The layout of a level."""
    if asked["by"] == "sto":
        return [*DERIVED]
    return [*HOMES] if asked["by"] == "home" else [*OFFICIAL]


def of_sites(data: Data, asked: dict) -> list[str]:
    return [*exams([asked["year"]]), *SITES]


def of_years(data: Data, asked: dict) -> list[str]:
    return [*exams(data.tables.years)]


def of_coverage(data: Data, asked: dict) -> list[str]:
    """Exams, sites, young people, the layout, and by bicycle what the rides are made of."""
    rides = RIDES if asked["distance"] == "cycle" else ()
    used = (*of_sites(data, asked), *YOUNG[asked["population"]], *rides, *of_regions(data, asked))
    return list(dict.fromkeys(used))


def of_indicators(data: Data, asked: dict) -> list[str]:
    """The files that the figures of this level stand in, and the layout of the level."""
    rows = data.tables.indicators
    rows = rows[rows["level"] == asked["by"]]
    if asked["indicator"]:
        rows = rows[rows["indicator"] == asked["indicator"]]
    used = sorted(rows["source"].unique())
    return list(dict.fromkeys((*used, *of_regions(data, asked))))


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
    found = [
        address
        for source in described
        for words, address in LICENCES.items()
        if source["licence"].startswith(words)
    ]
    return list(dict.fromkeys(found))
