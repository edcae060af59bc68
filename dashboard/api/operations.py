"""What can be asked of the interface: every address with its parameters, columns and table.

One :class:`Operation` is all there is to an address: the server answers it, the description and
the page list it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.api import pupils, sources
from dashboard.api.parameters import (
    BY,
    CHANGES,
    CODE,
    COUNT,
    FEW_CODES,
    FORMAT,
    LANGUAGE,
    LIMIT,
    MAX,
    MAY_CHANGE,
    POPULATION,
    REGION,
    SETS,
    SITE,
    SOUGHT,
    SPEED,
    TRACK,
    Parameter,
    Query,
    choice,
    profiles,
)
from dashboard.api.problems import Problem
from dashboard.data import Data
from dashboard.figures import pupil_homes
from dashboard.search import KINDS, find
from dashboard.texts import Texts
from dashboard.web.suggestions import (
    NoSuggestionError,
    Sought,
    suggestion,
)
from dashboard.words.search import hit_label
from dashboard.words.suggestion import note_words
from geodata.analysis.candidates import ALL_TRACKS, technology_by_track
from geodata.analysis.changed_offer import refused
from geodata.analysis.competition import COLUMNS as COMPETITION_COLUMNS
from geodata.analysis.competition import competition_table
from geodata.analysis.coverage import offering_sites
from geodata.analysis.coverage_table import COLUMNS as COVERAGE_COLUMNS
from geodata.analysis.coverage_table import coverage_table
from geodata.analysis.equity import COLUMNS as EQUITY_COLUMNS
from geodata.analysis.equity import equity
from geodata.analysis.examples import examples
from geodata.analysis.forecast import YEARS
from geodata.analysis.labour import NOTES as MISSING
from geodata.analysis.reach_by_year import COLUMNS as MADE_COLUMNS
from geodata.analysis.reach_by_year import has_years, made_by, shares_by_year
from geodata.analysis.scenario import COLUMNS as SCENARIO_COLUMNS
from geodata.analysis.scenario import scenario_table
from geodata.analysis.sited import COLUMNS as SUGGESTED_COLUMNS
from geodata.errors import DataError
from geodata.question import (
    LONGEST_KM,
    Question,
    parse_profiles,
    parse_tracks,
    profile_codes,
    read_question,
)
from geodata.vocabulary import (
    AMONG,
    ANY_OF,
    CLOSE_LEVELS,
    DISTANCES,
    HARD,
    LEVELS,
    MASKED_HIGH,
    MASKED_LOW,
    OWN,
    PROFILES,
    SINGLE,
    TRACKS,
    countable,
    level_kind,
)

#: Of an example: the site that made most of what grew; null where that did not grow.
_REACH_MADE = ("reach_site", "reach_profiles", "reach_year_before", "reach_year_after")
_CANDIDATES_MADE = (
    "candidates_low_before",
    "candidates_high_before",
    "candidates_low_after",
    "candidates_high_after",
)
_CANDIDATES = (
    "candidates_more",
    "candidates_percent",
    "candidates_site",
    "candidates_profile",
    *_CANDIDATES_MADE,
)
_GREW = ("share_before", "share_after", *_REACH_MADE, *_CANDIDATES)
#: What is in a column, as a JSON schema; ``null`` where a figure is missing.
Column = dict[str, str | list[str]]
TEXT: Column = {"type": "string"}
KNOWN: Column = {"type": "number"}
NUMBER: Column = {"type": ["number", "null"]}
WHOLE: Column = {"type": "integer"}
YES: Column = {"type": "boolean"}
NO_TEXT: Column = {"type": ["string", "null"]}
NO_NUMBER: Column = {"type": ["integer", "null"]}
COLUMNS: dict[str, Column] = {
    "level": {"type": "string", "enum": [*LEVELS, OWN]},
    "code": TEXT,
    "name": TEXT,
    "young_people": KNOWN,
    "covered": KNOWN,
    "share": NUMBER,
    "covered_before": KNOWN,
    "covered_after": KNOWN,
    "lost": KNOWN,
    "gained": KNOWN,
    "share_before": NUMBER,
    "share_after": NUMBER,
    "mean_km_before": NUMBER,
    "mean_km_after": NUMBER,
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
    "track": {"type": "string", "enum": [*TRACKS, ALL_TRACKS]},
    "year": TEXT,
    "low": {"type": ["integer", "null"]},
    "high": {"type": ["integer", "null"]},
    "combined": TEXT,
    "indicator": TEXT,
    "period": TEXT,
    "value": NUMBER,
    "unit": TEXT,
    "source": TEXT,
    "note": {"type": "string", "enum": ["", *MISSING]},
    "profiles": TEXT,
    "regions": WHOLE,
    "sites": WHOLE,
    "kind": {"type": "string", "enum": list(KINDS)},
    "also": TEXT,
    "label": TEXT,
    "street": TEXT,
    "group": TEXT,
    "fifth": WHOLE,
    **{name: NUMBER for name in COMPETITION_COLUMNS if name.endswith(("_before", "_after"))},
    "areas": WHOLE,
    "index": NUMBER,
    "change": {"type": "string", "enum": ["gained", "lost"]},
    "site": TEXT,
    "year_before": TEXT,
    "year_after": TEXT,
    "moved": YES,
    "rank": WHOLE,
    "gain": KNOWN,
    "total": KNOWN,
    "gap": KNOWN,
    **{name: NUMBER for name in pupils.CROSSINGS_COLUMNS if name.endswith(("_low", "_high"))},
    "date": TEXT,
    "postcode": TEXT,
    "pupils_low": WHOLE,
    "pupils_high": WHOLE,
    "distance_km": NUMBER,
    "same_offer": TEXT,
    "part_nearer": NUMBER,
    "share_low": NUMBER,
    "share_high": NUMBER,
    "example_code": TEXT,
    "example_name": TEXT,
    "reach_before": NUMBER,
    "reach_after": NUMBER,
    **dict.fromkeys(_REACH_MADE, NO_TEXT),
    **dict.fromkeys(("candidates_site", "candidates_profile"), NO_TEXT),
    "candidates_more": NO_NUMBER,
    "candidates_percent": NUMBER,
    **dict.fromkeys(_CANDIDATES_MADE, NO_NUMBER),
}
#: What a table can carry beside its rows: sentences.
NOTES = "notes"


@dataclass(frozen=True)
class Operation:
    """One address below ``/api/v1/``."""

    name: str
    #: Parameters of this address; every address has :data:`COMMON` too.
    specific: tuple[Parameter, ...]
    columns: tuple[str, ...]
    #: What is asked in full, from the parameters as they were read; raises Problem.
    resolve: Callable[[Data, Query, Texts], Query]
    #: The rows that answer it.
    table: Callable[[Data, Query, Texts], pd.DataFrame]
    #: Ids of the sources in the manifest.
    sources: Callable[[Data, Query], list[str]]
    #: A query to begin with.
    example: str = ""
    #: Has the table :data:`NOTES` among its ``attrs``?
    has_notes: bool = False
    #: Is it worked out beside the web, where it waits for turns of its own?
    is_beside: bool = False

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        return (*self.specific, *COMMON)


COMMON = (FORMAT, LANGUAGE)
#: New offers, or the offers that end; the best choice of places, or the best of all others.
NEW, ENDING = "new", "ending"
BEST, RUNNER_UP = "best", "runner_up"


def operations(data: Data) -> dict[str, Operation]:
    """Every address by its name. What years and figures there are depends on the tables."""
    tables = data.tables
    year = choice("year", tables.years, tables.years[-1])
    ways = DISTANCES if tables.distances is not None else DISTANCES[:1]
    ways = (*ways, *tables.own_distances)
    indicators = sorted(tables.indicators["indicator"].unique())
    question = (profiles(SETS), TRACK, MAX, choice("distance", ways, DISTANCES[0]), SPEED)
    asked = (*question, BY, CODE, year, POPULATION)
    of_few = (*question, FEW_CODES, year, POPULATION)
    of_pupils = (
        Operation(
            pupils.HOMES,
            (SITE, *question, year, POPULATION),
            pupils.HOMES_COLUMNS,
            _resolve_pupil_homes,
            _pupil_homes,
            sources.of_pupil_homes,
            "site=13OR01&profiles=MT",
            has_notes=True,
        ),
        Operation(
            pupils.CROSSINGS,
            (TRACK, FEW_CODES, year),
            pupils.CROSSINGS_COLUMNS,
            _resolve_few,
            _pupil_crossings,
            sources.of_pupil_crossings,
            "code=GM0664",
            has_notes=True,
        ),
    )
    known = (
        Operation(
            "coverage",
            (*asked, MAY_CHANGE),
            COVERAGE_COLUMNS,
            _resolve_scenario,
            _coverage,
            sources.of_coverage,
            "by=sto&code=sto-twente",
        ),
        Operation(
            "equity",
            of_few,
            ("level", "code", "name", *EQUITY_COLUMNS),
            _resolve_equity,
            _equity,
            sources.of_equity,
            "code=PV23&distance=cycle",
        ),
        Operation(
            "reach-by-year",
            of_few,
            ("level", "code", "name", "year", "share"),
            _resolve_years,
            _reach_by_year,
            sources.of_reach_by_year,
            "code=PV29&profiles=MT",
        ),
        Operation(
            "gains-and-losses",
            of_few,
            ("level", "code", "name", "change", *MADE_COLUMNS),
            _resolve_years,
            _gains_and_losses,
            sources.of_reach_by_year,
            "code=PV29&profiles=MT",
        ),
        Operation(
            "examples",
            of_few,
            (
                "level",
                "code",
                "name",
                "example_code",
                "example_name",
                "reach_before",
                "reach_after",
                *_REACH_MADE,
                *_CANDIDATES,
            ),
            _resolve_years,
            _examples,
            sources.of_reach_by_year,
            "code=sto-twente",
        ),
        Operation(
            "sector-years",
            (FEW_CODES,),
            ("level", "code", "name", "year", "track", "low", "high", "share_low", "share_high"),
            _resolve_few,
            _sector_years,
            sources.of_sector_years,
            "code=sto-twente",
        ),
        Operation(
            "scenario",
            (CHANGES, *asked),
            SCENARIO_COLUMNS,
            _resolve_scenario,
            _scenario,
            sources.of_coverage,
            "changes=stop:13OR01.mt,start:4501.mt&profiles=MT&by=province",
        ),
        Operation(
            "competition",
            (*asked, MAY_CHANGE),
            COMPETITION_COLUMNS,
            _resolve_scenario,
            _competition,
            sources.of_coverage,
            "profiles=PIE&by=province",
        ),
        Operation(
            "suggest",
            (
                choice("profile", SINGLE, "PIE"),
                COUNT,
                choice("what", (NEW, ENDING), NEW),
                choice("among", AMONG, AMONG[0]),
                REGION,
                choice("choice", (BEST, RUNNER_UP), BEST),
                choice("forecast", YEARS),
                TRACK,
                MAX,
                choice("distance", ways, DISTANCES[0]),
                SPEED,
                year,
                POPULATION,
                MAY_CHANGE,
            ),
            SUGGESTED_COLUMNS,
            _resolve_suggest,
            _suggest,
            sources.of_suggest,
            "profile=PIE&count=3",
            has_notes=True,
            is_beside=True,
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
                "combined",
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
        Operation(
            "search",
            (SOUGHT, LIMIT),
            ("kind", "code", "name", "also", "label", "street"),
            _as_read,
            _search,
            sources.of_names,
            "q=den+haag",
        ),
        Operation("levels", (), ("code", "name", "regions"), _as_read, _levels, sources.none),
        Operation("profiles", (), ("code", "name", "profiles"), _as_read, _profiles, sources.none),
        Operation("years", (), ("year", "sites"), _as_read, _years, sources.of_years),
        *(of_pupils if pupil_homes.are_known(data) else ()),
    )
    return {operation.name: operation for operation in known}


# ---- what is asked, in full ---------------------------------------------------------------------


def _as_read(data: Data, query: Query, texts: Texts) -> Query:
    return query


def _resolve_regions(data: Data, query: Query, texts: Texts) -> Query:
    """With the level: that of the codes, or the country."""
    codes = query.codes or []
    unknown = next((code for code in codes if data.known_region(code) is None), None)
    if unknown is not None:
        detail = texts("api.detail.code", code=unknown)
        raise Problem("not-found", detail, {"parameter": "code"})
    by = query.given("by") or (data.region(codes[0]).kind if codes else "nl")
    other = next((code for code in codes if data.region(code).kind != by), None)
    if other is not None:
        detail = texts("api.detail.level", code=other, level=data.region(other).kind, by=by)
        raise Problem("parameter", detail, {"parameter": "code"})
    query = query.but(by=by)
    if by == OWN and not _are_layout(data, query):
        raise Problem("parameter", texts("api.detail.layout"), {"parameter": "code"})
    return query


def _are_layout(data: Data, query: Query) -> bool:
    """Can the regions of somebody's own stand beside each other?"""
    if not query.codes:
        return False
    try:
        regions = data.tables.regions_of(query.level)
    except DataError:
        return False
    return set(query.codes) <= set(regions["code"])


def _resolve_coverage(data: Data, query: Query, texts: Texts) -> Query:
    """With the level, and a threshold that the distances reach."""
    return _reachable(data, _resolve_offer(_resolve_regions(data, query, texts)), texts)


def _reachable(data: Data, query: Query, texts: Texts) -> Query:
    """With a threshold that the distances reach."""
    query = query.but(max=query.text("max").replace(",", "."))
    try:
        _question(data, query)
    except DataError:
        raise _unreachable(data, query, texts) from None
    return query


def _resolve_equity(data: Data, query: Query, texts: Texts) -> Query:
    """For the country unless codes are given; areas close to home have no areas in them."""
    return _wide(_resolve_coverage(data, _or_country(query), texts), texts)


def _resolve_few(data: Data, query: Query, texts: Texts) -> Query:
    """For the country unless codes are given; areas close to home have a school or none."""
    return _wide(_resolve_regions(data, _or_country(query), texts), texts)


def _or_country(query: Query) -> Query:
    """Of the regions that are asked, or of the country."""
    return query.but(code=query.codes or ["NL"], by=None)


def _wide(query: Query, texts: Texts) -> Query:
    """Of regions that are no areas close to home."""
    if query.text("by") in CLOSE_LEVELS:
        raise _close((query.codes or [""])[0], "code", texts)
    return query


def _resolve_suggest(data: Data, query: Query, texts: Texts) -> Query:
    """For a region with areas in it, with changes that can be made."""
    code = query.text("region")
    region = data.known_region(code)
    if region is None:
        detail = texts("api.detail.code", code=code)
        raise Problem("not-found", detail, {"parameter": "region"})
    if region.is_close:
        raise _close(code, "region", texts)
    query = query.but(tracks=",".join(parse_tracks(query.text("tracks"))))
    return _possible(data, _reachable(data, query, texts), texts)


def _close(code: str, parameter: str, texts: Texts) -> Problem:
    """Why an area close to home is no region here."""
    return Problem("parameter", texts("api.detail.close", code=code), {"parameter": parameter})


def _resolve_pupil_homes(data: Data, query: Query, texts: Texts) -> Query:
    """Of sites that are there."""
    unknown = pupils.unknown_site(data, query.sites)
    if unknown is not None:
        detail = texts("api.detail.site", code=unknown)
        raise Problem("not-found", detail, {"parameter": "site"})
    return _reachable(data, _resolve_offer(query), texts)


def _resolve_years(data: Data, query: Query, texts: Texts) -> Query:
    """As of equity; of vmbo in general one state is known."""
    query = _resolve_equity(data, query, texts)
    if not has_years(_question(data, query)):
        raise Problem("parameter", texts("api.detail.no_years"), {"parameter": "profiles"})
    return query


def _resolve_scenario(data: Data, query: Query, texts: Texts) -> Query:
    """With the level, and changes that can be made."""
    return _possible(data, _resolve_coverage(data, query, texts), texts)


def _possible(data: Data, query: Query, texts: Texts) -> Query:
    """With changes that can be made: an answer to others would be to another question."""
    question = _question(data, query)
    for change, reason in refused(data.tables, question.year, question.changes, question.distance):
        detail = texts("api.detail.change", change=str(change), why=texts(f"change.{reason}"))
        raise Problem("parameter", detail, {"parameter": "changes"})
    return query


def _unreachable(data: Data, query: Query, texts: Texts) -> Problem:
    """Why a threshold that is well written cannot be answered."""
    typed = query.text("max")
    own = data.tables.own_measures.get(query.text("distance"))
    if own:
        detail = texts(
            "api.detail.own", value=typed, name=own.name, longest=own.longest, unit=own.unit
        )
    elif query.text("distance") == "straight":
        detail = texts("api.detail.minutes", value=typed)
    else:
        longest = LONGEST_KM["cycle"]
        detail = texts("api.detail.far", value=typed, speed=query.number("speed"), longest=longest)
    return Problem("parameter", detail, {"parameter": "max"})


def _resolve_sites(data: Data, query: Query, texts: Texts) -> Query:
    """With the level of every code; they may be of several."""
    unknown = [code for code in query.codes or [] if data.known_region(code) is None]
    if unknown:
        detail = texts("api.detail.code", code=unknown[0])
        raise Problem("not-found", detail, {"parameter": "code"})
    return _resolve_offer(query)


def _resolve_offer(query: Query) -> Query:
    """Profiles and tracks as the command line understands them."""
    return query.but(
        profiles=parse_profiles(query.text("profiles")),
        tracks=",".join(parse_tracks(query.text("tracks"))),
    )


# ---- tables -------------------------------------------------------------------------------------


def _question(data: Data, query: Query) -> Question:
    return read_question(
        data.tables.years,
        profiles=query.text("profile" if "profile" in query.values else "profiles"),
        tracks=query.text("tracks"),
        max=query.text("max"),
        distance=query.text("distance"),
        speed=str(query.number("speed")),
        year=query.text("year"),
        population=query.number("population"),
        changes=",".join(query.changes),
        own=data.tables.own_measures,
    )


def _among(frame: pd.DataFrame, codes: list[str] | None) -> pd.DataFrame:
    """Rows of the asked regions; of all without any."""
    return frame if codes is None else frame[frame["code"].isin(codes)]


def _coverage(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    frame = coverage_table(data.tables, _question(data, query), query.level)
    return _among(frame, query.codes)


def _equity(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    """A row per group of areas and per fifth of it, of every asked region."""
    question, level = _question(data, query), query.level
    return pd.concat(
        [
            equity(data.tables, question, level, code).assign(
                level=level_kind(level), code=code, name=data.region(code).name
            )
            for code in query.codes or []
        ]
    )


def _reach_by_year(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    """A row per exam year of every asked region."""
    question = _question(data, query)
    regions = [data.region(code) for code in query.codes or []]
    return pd.DataFrame(
        [
            (region.kind, region.code, region.name, year, share)
            for region in regions
            for year, share in zip(
                data.tables.years,
                shares_by_year(data.tables, question, region.level, region.position),
                strict=True,
            )
        ],
        columns=["level", "code", "name", "year", "share"],
    )


def _gains_and_losses(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    """A row per site that made a gain or a loss since the first exam year."""
    question, first = _question(data, query), data.tables.years[0]
    frames = []
    for code in query.codes or []:
        region = data.region(code)
        both = made_by(data.tables, question, region.level, region.position, first)
        frames += [
            frame.assign(level=region.level, code=code, name=region.name, change=change)
            for change, frame in zip(("gained", "lost"), both, strict=True)
        ]
    return pd.concat(frames)


def _examples(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    """A row per region like an asked one that grew since the first exam year, most growth first;
    none of the country, which is like no other."""
    question, first = _question(data, query), data.tables.years[0]
    frames = []
    for region in (data.region(code) for code in query.codes or []):
        grown = examples(data.tables, question, region.level, region.position, first)
        # Without any there are no columns either.
        grown = grown.reindex(columns=["code", "reach_grew", "candidates_grew", *_GREW])
        for grew, columns in (("reach_grew", _REACH_MADE), ("candidates_grew", _CANDIDATES)):
            grown.loc[~grown[grew].astype(bool), list(columns)] = None
        about = {"level": region.kind, "code": region.code, "name": region.name}
        frames.append(
            grown.assign(
                example_code=grown["code"],
                example_name=[data.region(code).name for code in grown["code"]],
                reach_before=grown["share_before"],
                reach_after=grown["share_after"],
                **about,
            )
        )
    return pd.concat(frames).astype(dict.fromkeys(("candidates_more", *_CANDIDATES_MADE), "Int64"))


def _pupil_homes(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    """A row per asked site and postcode area of its pupils, and in words what they say."""
    frame, notes = pupils.homes_of_sites(data, _question(data, query), query.sites, texts)
    frame.attrs[NOTES] = notes
    return frame


def _pupil_crossings(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    """A row per asked region whose border pupils may cross."""
    question = Question(tracks=parse_tracks(query.text("tracks")), year=query.text("year"))
    frame, notes = pupils.crossings(data, question, query.codes or [], texts)
    frame.attrs[NOTES] = notes
    return frame


def _sector_years(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    """A row per year and track, and for all tracks together, of every asked region."""
    regions = [data.region(code) for code in query.codes or []]
    return pd.concat(
        [
            technology_by_track(data.tables, region.level, region.position).assign(
                level=region.kind, code=region.code, name=region.name
            )
            for region in regions
        ]
    )


def _scenario(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    frame = scenario_table(data.tables, _question(data, query), query.level)
    return _among(frame, query.codes)


def _competition(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    frame = competition_table(data.tables, _question(data, query), query.level)
    return _among(frame, query.codes)


def _suggest(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    """Places of the best choice or of the runner-up, and in words what is to know of them."""
    sought = Sought(
        _question(data, query),
        query.number("count"),
        query.text("what") == ENDING,
        query.text("among"),
        query.text("region"),
        query.given_number("forecast"),
    )
    try:
        told = suggestion(data, sought, texts)
    except NoSuggestionError as why:
        headers = {} if why.retry is None else {"Retry-After": str(why.retry)}
        kind = "failed" if why.retry is None else "busy"
        raise Problem(kind, str(why), headers=headers) from None
    frame = told.places if query.text("choice") == BEST else told.runner_up
    frame.attrs[NOTES] = [texts("suggest.no_advice"), *note_words(told.notes, texts)]
    return frame


def _regions(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    return _among(data.tables.regions_of(query.level), query.codes)


def _sites(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    """A row per site, profile and track with an offer; 1 to 4 candidates where masked.

    Candidates of a combined programme have a row of their own where all that it teaches is asked.
    """
    tables = data.tables
    profiles, tracks = _offer(query)
    offers = tables.offers
    wanted = (
        (offers["year"] == query.text("year"))
        & offers["profile"].isin(countable(profiles))
        & offers["track"].isin(tracks)
    )
    if codes := query.codes:
        inside = np.logical_or.reduce([data.sites_in(code) for code in codes])
        wanted &= offers["site"].isin(tables.sites["code"][inside])
    rows = offers[wanted]
    low, high = (
        rows["candidates"].mask(rows["masked"], hidden) for hidden in (MASKED_LOW, MASKED_HIGH)
    )
    rows = rows.assign(low=low, high=high)
    about = tables.sites.set_index("code")[["name", "place", "municipality", "lon", "lat"]]
    return rows.rename(columns={"site": "code"}).join(about, on="code")


def _offer(query: Query) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Profiles and tracks of which the offers are asked."""
    profiles = query.text("profiles")
    if profiles == "vbo":
        return PROFILES, TRACKS
    codes = HARD if profiles == "allhard" else profile_codes(profiles)
    return codes, tuple(query.text("tracks").split(","))


def _indicators(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    """Figures of a level as their publishers gave them; the newest of each unless all."""
    level = query.level
    rows = data.tables.indicators
    rows = rows[rows["level"] == level]
    if indicator := query.given("indicator"):
        rows = rows[rows["indicator"] == indicator]
    if query.text("period") == "latest":
        rows = rows[rows["period"] == rows.groupby("indicator")["period"].transform("max")]
    names = data.tables.regions_of(level).set_index("code")["name"]
    return _among(rows.assign(name=rows["code"].map(names)), query.codes)


def _search(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    """What the field of the map finds, best first."""
    hits = find(data, query.text("q"), query.number("limit"))
    columns = {
        "kind": [hit.kind for hit in hits],
        "code": [hit.code for hit in hits],
        "name": [hit.name for hit in hits],
        "also": [hit.also for hit in hits],
        "label": [hit_label(hit, texts) for hit in hits],
        "street": [hit.street for hit in hits],
    }
    return pd.DataFrame(columns, dtype="str")


def _levels(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "code": LEVELS,
            "name": [texts(f"level.{level}.one") for level in LEVELS],
            "regions": [len(data.tables.regions_of(level)) for level in LEVELS],
        }
    )


def _profiles(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
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


def _years(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    """School years with exam files, and the sites with candidates in BB, KB or GL."""
    years = data.tables.years
    sites = [int(offering_sites(data.tables, "vbo", TRACKS, year).sum()) for year in years]
    return pd.DataFrame({"year": years, "sites": sites})
