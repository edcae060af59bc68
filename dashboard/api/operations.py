"""What can be asked of the interface: every address with its parameters, columns and table.

One :class:`Operation` is all there is to an address: the server answers it, the description and
the page list it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.api import sources
from dashboard.api.parameters import (
    BY,
    CODE,
    FORMAT,
    LANGUAGE,
    MAX,
    POPULATION,
    SETS,
    SPEED,
    TRACK,
    Parameter,
    Value,
    choice,
    profiles,
)
from dashboard.api.problems import Problem
from dashboard.data import Data
from dashboard.texts import Texts
from geodata.analysis.coverage import offering_sites
from geodata.analysis.coverage_table import COLUMNS as COVERAGE_COLUMNS
from geodata.analysis.coverage_table import coverage_table
from geodata.analysis.labour import NOTES
from geodata.errors import DataError
from geodata.question import (
    LONGEST_KM,
    Question,
    parse_profiles,
    parse_tracks,
    profile_codes,
    read_question,
)
from geodata.vocabulary import ANY_OF, DISTANCES, HARD, LEVELS, PROFILES, TRACKS

#: What is in a column, as a JSON schema; ``null`` where a figure is missing.
TEXT, KNOWN, NUMBER = {"type": "string"}, {"type": "number"}, {"type": ["number", "null"]}
COUNT, YES = {"type": "integer"}, {"type": "boolean"}
COLUMNS: dict[str, dict] = {
    "level": {"type": "string", "enum": list(LEVELS)},
    "code": TEXT,
    "name": TEXT,
    "young_people": KNOWN,
    "covered": KNOWN,
    "share": NUMBER,
    "mean_km": NUMBER,
    "p90_km": NUMBER,
    "choices": NUMBER,
    "official": YES,
    "basis": TEXT,
    "lon": NUMBER,
    "lat": NUMBER,
    "place": {"type": ["string", "null"]},
    "municipality": {"type": ["string", "null"]},
    "profile": {"type": "string", "enum": list(PROFILES)},
    "track": {"type": "string", "enum": list(TRACKS)},
    "year": TEXT,
    "low": COUNT,
    "high": COUNT,
    "indicator": TEXT,
    "period": TEXT,
    "value": NUMBER,
    "unit": TEXT,
    "source": TEXT,
    "note": {"type": "string", "enum": ["", *NOTES]},
    "profiles": TEXT,
    "regions": COUNT,
    "sites": COUNT,
}

#: What is asked: parameters by name, all filled in.
Asked = dict[str, Value]


@dataclass(frozen=True)
class Operation:
    """One address below ``/api/v1/``."""

    name: str
    #: Its own parameters; every address has :data:`COMMON` too.
    own: tuple[Parameter, ...]
    columns: tuple[str, ...]
    #: What is asked in full, from the parameters as they were read; raises Problem.
    resolve: Callable[[Data, Asked, Texts], Asked]
    #: The rows that answer it.
    table: Callable[[Data, Asked, Texts], pd.DataFrame]
    #: Ids of the sources in the manifest.
    sources: Callable[[Data, Asked], list[str]]
    #: A query to begin with.
    example: str = ""

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        return (*self.own, *COMMON)


COMMON = (FORMAT, LANGUAGE)


def operations(data: Data) -> dict[str, Operation]:
    """Every address by its name. What years and figures there are depends on the tables."""
    tables = data.tables
    year = choice("year", tables.years, tables.years[-1])
    ways = DISTANCES if tables.distances is not None else DISTANCES[:1]
    indicators = sorted(tables.indicators["indicator"].unique())
    found = (
        Operation(
            "coverage",
            (
                profiles(SETS),
                TRACK,
                MAX,
                choice("distance", ways, DISTANCES[0]),
                SPEED,
                BY,
                CODE,
                year,
                POPULATION,
            ),
            COVERAGE_COLUMNS,
            _resolve_coverage,
            _coverage,
            sources.of_coverage,
            "by=sto&code=sto-twente",
        ),
        Operation(
            "sites",
            (profiles((*ANY_OF, "allhard", "vbo")), TRACK, CODE, year),
            (
                "code",
                "name",
                "place",
                "municipality",
                "lon",
                "lat",
                "profile",
                "track",
                "year",
                "low",
                "high",
            ),
            _resolve_sites,
            _sites,
            sources.of_sites,
            "code=GM0153",
        ),
        Operation(
            "indicators",
            (
                choice("indicator", indicators),
                BY,
                CODE,
                choice("period", ("latest", "all"), "latest"),
            ),
            (
                "level",
                "code",
                "name",
                "indicator",
                "period",
                "value",
                "unit",
                "source",
                "note",
            ),
            _resolve_regions,
            _indicators,
            sources.of_indicators,
            "indicator=technical_jobs&by=province",
        ),
        Operation(
            "regions",
            (BY, CODE),
            ("level", "code", "name", "official", "basis", "lon", "lat"),
            _resolve_regions,
            _regions,
            sources.of_regions,
            "by=province",
        ),
        Operation("levels", (), ("code", "name", "regions"), _as_read, _levels, sources.none),
        Operation("profiles", (), ("code", "name", "profiles"), _as_read, _profiles, sources.none),
        Operation("years", (), ("year", "sites"), _as_read, _years, sources.of_years),
    )
    return {operation.name: operation for operation in found}


# ---- what is asked, in full ---------------------------------------------------------------------


def _as_read(data: Data, asked: Asked, texts: Texts) -> Asked:
    return asked


def _resolve_regions(data: Data, asked: Asked, texts: Texts) -> Asked:
    """With the level: that of the codes, or the country."""
    codes = asked["code"] or []
    unknown = next((code for code in codes if data.known_region(code) is None), None)
    if unknown is not None:
        detail = texts("api.detail.code", code=unknown)
        raise Problem("not-found", detail, {"parameter": "code"})
    level = asked["by"] or (data.level_of(codes[0]) if codes else "nl")
    other = next((code for code in codes if data.level_of(code) != level), None)
    if other is not None:
        detail = texts("api.detail.level", code=other, level=data.level_of(other), by=level)
        raise Problem("parameter", detail, {"parameter": "code"})
    return asked | {"by": level}


def _resolve_coverage(data: Data, asked: Asked, texts: Texts) -> Asked:
    """With the level, and a threshold that the distances reach."""
    asked = _resolve_offer(_resolve_regions(data, asked, texts))
    asked |= {"max": asked["max"].replace(",", ".")}
    try:
        _question(data, asked)
    except DataError:
        raise _unreachable(asked, texts) from None
    return asked


def _unreachable(asked: Asked, texts: Texts) -> Problem:
    """Why a threshold that is well written cannot be answered."""
    typed = asked["max"]
    if asked["distance"] == "straight":
        detail = texts("api.detail.minutes", value=typed)
    else:
        longest = LONGEST_KM["cycle"]
        detail = texts("api.detail.far", value=typed, speed=asked["speed"], longest=longest)
    return Problem("parameter", detail, {"parameter": "max"})


def _resolve_sites(data: Data, asked: Asked, texts: Texts) -> Asked:
    """With the level of every code; they may be of several."""
    unknown = [code for code in asked["code"] or [] if data.known_region(code) is None]
    if unknown:
        detail = texts("api.detail.code", code=unknown[0])
        raise Problem("not-found", detail, {"parameter": "code"})
    return _resolve_offer(asked)


def _resolve_offer(asked: Asked) -> Asked:
    """Profiles and tracks as the command line understands them."""
    return asked | {
        "profiles": parse_profiles(asked["profiles"]),
        "tracks": ",".join(parse_tracks(asked["tracks"])),
    }


# ---- tables -------------------------------------------------------------------------------------


def _question(data: Data, asked: Asked) -> Question:
    names = ("profiles", "tracks", "max", "distance", "year", "population")
    options = {name: asked[name] for name in names}
    return read_question(data.tables.years, **options, speed=str(asked["speed"]))


def _among(frame: pd.DataFrame, codes: list[str] | None) -> pd.DataFrame:
    """Rows of the asked regions; of all without any."""
    return frame if codes is None else frame[frame["code"].isin(codes)]


def _coverage(data: Data, asked: Asked, texts: Texts) -> pd.DataFrame:
    frame = coverage_table(data.tables, _question(data, asked), asked["by"])
    return _among(frame, asked["code"])


def _regions(data: Data, asked: Asked, texts: Texts) -> pd.DataFrame:
    return _among(data.tables.regions_of(asked["by"]), asked["code"])


def _sites(data: Data, asked: Asked, texts: Texts) -> pd.DataFrame:
    """A row per site, profile and track with candidates; 1 to 4 where masked."""
    tables = data.tables
    profiles, tracks = _offer(asked)
    offers = tables.offers
    wanted = (
        (offers["year"] == asked["year"])
        & offers["profile"].isin(profiles)
        & offers["track"].isin(tracks)
    )
    if asked["code"]:
        inside = np.logical_or.reduce([data.sites_in(code) for code in asked["code"]])
        wanted &= offers["site"].isin(tables.sites["code"][inside])
    rows = offers[wanted]
    masked = rows["masked"].to_numpy(bool)
    known = rows["candidates"].fillna(0).to_numpy(int)
    rows = rows.assign(low=np.where(masked, 1, known), high=np.where(masked, 4, known))
    about = tables.sites.set_index("code")[["name", "place", "municipality", "lon", "lat"]]
    return rows.rename(columns={"site": "code"}).join(about, on="code")


def _offer(asked: Asked) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Profiles and tracks of which the offers are asked."""
    if asked["profiles"] == "vbo":
        return PROFILES, TRACKS
    codes = HARD if asked["profiles"] == "allhard" else profile_codes(asked["profiles"])
    return codes, tuple(asked["tracks"].split(","))


def _indicators(data: Data, asked: Asked, texts: Texts) -> pd.DataFrame:
    """Figures of a level as their publishers gave them; the newest of each unless all."""
    found = data.tables.indicators
    found = found[found["level"] == asked["by"]]
    if asked["indicator"]:
        found = found[found["indicator"] == asked["indicator"]]
    if asked["period"] == "latest":
        found = found[found["period"] == found.groupby("indicator")["period"].transform("max")]
    names = data.tables.regions_of(asked["by"]).set_index("code")["name"]
    return _among(found.assign(name=found["code"].map(names)), asked["code"])


def _levels(data: Data, asked: Asked, texts: Texts) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "code": LEVELS,
            "name": [texts(f"level.{level}.one") for level in LEVELS],
            "regions": [len(data.tables.regions_of(level)) for level in LEVELS],
        }
    )


def _profiles(data: Data, asked: Asked, texts: Texts) -> pd.DataFrame:
    """Sets of profiles, and the codes of which any one will do (of ``allhard`` all of them)."""
    codes = ANY_OF | {"allhard": HARD}
    named = [code for code in SETS if code != "DP"]
    return pd.DataFrame(
        {
            "code": named,
            "name": [texts(f"profiles.{code}") for code in named],
            "profiles": [",".join(codes.get(code, ())) for code in named],
        }
    )


def _years(data: Data, asked: Asked, texts: Texts) -> pd.DataFrame:
    """School years with exam files, and the sites with candidates in BB, KB or GL."""
    years = data.tables.years
    sites = [int(offering_sites(data.tables, "vbo", TRACKS, year).sum()) for year in years]
    return pd.DataFrame({"year": years, "sites": sites})
