"""The derived layout of the STO regions, of which no official list of sites or municipalities
exists, and the rules and amounts of the programme."""

from pathlib import Path

import pandas as pd

from geodata.sources import reading
from geodata.sources.origin import Origin
from geodata.vocabulary import MUNICIPALITY_CODE, POSTCODE_CODE

REGIONS = "sto/sto_regions.csv"
MUNICIPALITIES = "sto/sto_gemeenten.csv"
MEMBERS = "sto/sto_members.csv"
OVERRIDES = "sto/sto_pc4_overrides.csv"
RULES = "sto/regelingen.csv"

LICENCE = "own compilation from public web pages"
PAGE = "https://www.sterktechniekonderwijs.nl/"


def origin(part: str, title: str, used_for: str) -> Origin:
    """The origin of one of the four files of the layout."""
    return Origin(
        id=f"sto-{part}",
        title=title,
        publisher="Eigen samenstelling uit openbare webpagina's en persberichten",
        address=PAGE,
        licence=LICENCE,
        reference_date="2019-2024",
        retrieved=None,
        used_for=used_for,
    )


ORIGIN_REGIONS = origin("regions", "STO-regio's (afgeleide indeling)", "regions")
ORIGIN_MUNICIPALITIES = origin(
    "gemeenten", "STO-regio per gemeente (afgeleide indeling)", "regions, membership"
)
ORIGIN_MEMBERS = origin(
    "members", "Vestigingen per STO-regio (afgeleide indeling)", "sites, sto_members"
)
ORIGIN_OVERRIDES = origin(
    "pc4-overrides", "STO-regio per postcode waar een gemeente is gesplitst", "membership"
)

ORIGIN_RULES = Origin(
    id="sto-regelingen",
    title="Regelingen en bedragen van Sterk Techniekonderwijs, 2018-2028",
    publisher="Eigen samenstelling uit openbare webpagina's en persberichten",
    address="https://zoek.officielebekendmakingen.nl/stcrt-2024-11193.html",
    licence=LICENCE,
    reference_date="2018-2024",
    retrieved=None,
    used_for="rules",
)

CODE = r"sto(-[a-z]+)+"


def _columns(path: Path, **names: str) -> pd.DataFrame:
    """Columns of a file by the names that they get here: name -> name in the file."""
    keys = {column: [name] for column, name in names.items()}
    return reading.pick(reading.read_csv(path, ","), path, keys)


def regions(path: Path) -> pd.DataFrame:
    """The regions: code, name, basis ('official', 'press' or 'inferred'), source, lead_school."""
    table = _columns(
        path, code="code", name="name", basis="basis", source="source", lead_school="lead_school"
    )
    reading.no_blanks(table, path, ["code", "name", "basis"])
    reading.matches(table, path, "code", CODE, "sto-twente")
    reading.no_duplicates(table, path, ["code"])
    reading.known(table, path, "basis", ["official", "press", "inferred"], "basis")
    return table


def municipalities(path: Path) -> pd.DataFrame:
    """The region of each municipality: gm_code, code, basis ('named' or 'inferred')."""
    table = _columns(path, gm_code="gm_code", code="code", basis="basis")
    reading.no_blanks(table, path, table.columns)
    reading.matches(table, path, "gm_code", MUNICIPALITY_CODE, "GM0014")
    reading.no_duplicates(table, path, ["gm_code"])
    reading.known(table, path, "basis", ["named", "inferred"], "basis")
    return table


def members(path: Path) -> pd.DataFrame:
    """Which site is in which region: site, code, basis ('named' or 'inferred'), evidence (what a
    page names: 'school', 'place', or nothing but 'geography') and successor (the code of the site
    that it is now, mostly ""). A site can be in several regions."""
    table = _columns(
        path,
        site="VESTIGINGSCODE",
        code="code",
        basis="basis",
        evidence="evidence",
        successor="opvolger_2026",
    )
    reading.no_blanks(table, path, ["site", "code", "basis", "evidence"])
    reading.no_duplicates(table, path, ["site", "code"])
    reading.known(table, path, "basis", ["named", "inferred"], "basis")
    reading.known(table, path, "evidence", ["school", "place", "geography"], "evidence")
    return table


def overrides(path: Path) -> pd.DataFrame:
    """Postcode areas that follow another region than their municipality: pc4, code, gm_code."""
    table = _columns(path, pc4="pc4", code="code", gm_code="gm_code")
    reading.no_blanks(table, path, table.columns)
    reading.matches(table, path, "pc4", POSTCODE_CODE, "3071")
    reading.no_duplicates(table, path, ["pc4"])
    return table


def rules(path: Path) -> pd.DataFrame:
    """Rules and amounts: period, rule, what, amount (missing where a rule names none), unit,
    condition, address and date of the page that says so."""
    names = {
        "period": ["periode"],
        "rule": ["regel"],
        "what": ["wat"],
        "amount": ["bedrag"],
        "unit": ["eenheid"],
        "condition": ["voorwaarde"],
        "address": ["bron"],
        "date": ["datum"],
    }
    table = reading.pick(reading.read_csv(path, ";"), path, names)
    reading.no_blanks(table, path, ["period", "rule", "what", "address", "date"])
    reading.no_duplicates(table, path, ["period", "what"])
    reading.matches(table, path, "period", r"20\d{2}(-20\d{2})?", "2020-2023")
    reading.matches(table, path, "address", r"https://\S+", "https://www.rijksoverheid.nl/")
    reading.matches(table, path, "date", r"20\d{2}(-\d{2}){0,2}", "2018-10-30")
    return table.assign(amount=reading.numbers(table, path, "amount"))
