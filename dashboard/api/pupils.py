"""Where the pupils of sites live, and who crosses the border of regions: the rows, and what is to
know of them. Only tables that had DUO's file can answer it."""

import pandas as pd

from dashboard.api.problems import Problem
from dashboard.data import Data
from dashboard.figures import pupil_homes
from dashboard.texts import Texts
from dashboard.words import pupil_homes as words
from geodata.analysis.coverage_table import in_own_unit
from geodata.analysis.pupil_homes import Crossing, Range
from geodata.question import Question

#: Addresses that only a server with the file of pupils by postcode has.
HOMES, CROSSINGS = "pupil-homes", "pupil-crossings"
NAMES = (HOMES, CROSSINGS)
HOMES_COLUMNS = (
    "site",
    "name",
    "date",
    "postcode",
    "pupils_low",
    "pupils_high",
    "distance_km",
    "same_offer",
    "part_nearer",
)
#: Of the numbers and the shares of a region, in the order of their columns.
_MEASURED = ("coming", "coming_share", "leaving", "leaving_share", "unknown")
CROSSINGS_COLUMNS = (
    "level",
    "code",
    "name",
    "date",
    *(f"{name}_{end}" for name in _MEASURED for end in Range._fields),
)
_IN_MINUTES = {"distance_km": "distance_min"}


def missing(texts: Texts) -> Problem:
    """That this server does not know it, and where the file is."""
    told = words.missing(texts)
    return Problem("not-found", f"{told.words} {told.link} ({told.address}).")


def unknown_site(data: Data, codes: list[str]) -> str | None:
    """The first of some codes that is of no site; None without any."""
    return next((code for code in codes if code not in data.tables.row_of_site), None)


def homes_of_sites(
    data: Data, question: Question, codes: list[str], texts: Texts
) -> tuple[pd.DataFrame, list[str]]:
    """A row per site and postcode area of its pupils, "" where that is not known, most pupils
    first; and per site in words what they say together."""
    frames, notes = [], [texts("pupil_homes.masked")]
    names = data.tables.sites.set_index("code")["name"]
    for code in codes:
        homes = pupil_homes.of(data, question, code)
        said = [texts("pupil_homes.none")] if homes is None else words.of_site(homes, texts)
        notes.append(f"{code} {names[code]}: {' '.join(said)}")
        if homes is None:
            continue
        unknown = pd.DataFrame([("", *homes.unknown)], columns=["postcode", "low", "high"])
        rows = pd.concat([homes.areas, unknown]) if homes.unknown.high else homes.areas
        about = {"site": code, "name": names[code], "date": homes.date}
        frames.append(rows.assign(same_offer=homes.offer or "", **about))
    columns = {
        "low": "pupils_low",
        "high": "pupils_high",
        "km": "distance_km",
        "nearer": "part_nearer",
    }
    table = pd.concat(frames) if frames else pd.DataFrame(columns=[*HOMES_COLUMNS])
    table = table.rename(columns=columns).astype(dict.fromkeys(("pupils_low", "pupils_high"), int))
    return in_own_unit(table, data.tables, question, _IN_MINUTES).round(4), notes


def crossings(
    data: Data, question: Question, codes: list[str], texts: Texts
) -> tuple[pd.DataFrame, list[str]]:
    """A row per region where somebody crosses the border or could; and what is to know of it."""
    rows = []
    for region in map(data.region, codes):
        found = pupil_homes.crossing_of(data, question, region)
        if found is not None:
            about = (region.kind, region.code, region.name, found.date)
            rows.append((*about, *_measured(found)))
    notes = [texts("pupil_homes.masked"), texts("portrait.note.pupil_homes")]
    return pd.DataFrame(rows, columns=[*CROSSINGS_COLUMNS]).round(4), notes


def _measured(found: Crossing) -> list[float | None]:
    """Both ends of every number and share; None for the share of nobody."""
    ranges = [getattr(found, name) for name in _MEASURED]
    return [end for one in ranges for end in (one or (None, None))]
