"""The rows that answer an address of the interface, by its name."""

import numpy as np
import pandas as pd

from dashboard.api import pupils
from dashboard.api.columns import CANDIDATES, CANDIDATES_MADE, GREW, REACH_MADE
from dashboard.api.parameters import BEST, ENDING, SETS, Query
from dashboard.api.problems import Problem
from dashboard.api.resolve import question_of
from dashboard.data import Data
from dashboard.search import find
from dashboard.texts import Texts
from dashboard.web.suggestions import NoSuggestionError, Sought, suggestion
from dashboard.words.search import hit_label
from dashboard.words.suggestion import note_words
from geodata.analysis import equity as by_means
from geodata.analysis import examples as of_growth
from geodata.analysis.candidates import technology_by_track
from geodata.analysis.competition import competition_table
from geodata.analysis.coverage import offering_sites, people_known
from geodata.analysis.coverage_table import coverage_table
from geodata.analysis.reach_by_year import made_by, shares_by_year
from geodata.analysis.scenario import scenario_table
from geodata.question import Question, parse_tracks, profile_codes
from geodata.vocabulary import (
    ANY_OF,
    HARD,
    LEVELS,
    MASKED_HIGH,
    MASKED_LOW,
    PROFILES,
    TRACKS,
    countable,
    level_kind,
)

#: What a table can carry beside its rows: sentences.
NOTES = "notes"


def _among(frame: pd.DataFrame, codes: list[str] | None) -> pd.DataFrame:
    """Rows of the asked regions; of all without any."""
    return frame if codes is None else frame[frame["code"].isin(codes)]


def coverage(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    frame = coverage_table(data.tables, question_of(data, query), query.level)
    return _among(frame, query.codes)


def equity(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    """A row per group of areas and per fifth of it, of every asked region."""
    question, level = question_of(data, query), query.level
    return pd.concat(
        [
            by_means.equity(data.tables, question, level, code).assign(
                level=level_kind(level), code=code, name=data.region(code).name
            )
            for code in query.codes or []
        ]
    )


def reach_by_year(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    """A row per exam year of every asked region."""
    question = question_of(data, query)
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


def gains_and_losses(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    """A row per site that made a gain or a loss since the first exam year."""
    question, first = question_of(data, query), data.tables.years[0]
    frames = []
    for code in query.codes or []:
        region = data.region(code)
        both = made_by(data.tables, question, region.level, region.position, first)
        frames += [
            frame.assign(level=region.level, code=code, name=region.name, change=change)
            for change, frame in zip(("gained", "lost"), both, strict=True)
        ]
    return pd.concat(frames)


def examples(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    """A row per region like an asked one that grew since the first exam year, most growth first;
    none of the country, which is like no other."""
    question, first = question_of(data, query), data.tables.years[0]
    frames = []
    for region in (data.region(code) for code in query.codes or []):
        grown = of_growth.examples(data.tables, question, region.level, region.position, first)
        # Without any there are no columns either.
        grown = grown.reindex(columns=["code", "reach_grew", "candidates_grew", *GREW])
        for grew, columns in (("reach_grew", REACH_MADE), ("candidates_grew", CANDIDATES)):
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
    return pd.concat(frames).astype(dict.fromkeys(("candidates_more", *CANDIDATES_MADE), "Int64"))


def pupil_homes(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    """A row per asked site and postcode area of its pupils, and in words what they say."""
    frame, notes = pupils.homes_of_sites(data, question_of(data, query), query.sites, texts)
    frame.attrs[NOTES] = notes
    return frame


def pupil_crossings(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    """A row per asked region whose border pupils may cross."""
    question = Question(tracks=parse_tracks(query.text("tracks")), year=query.text("year"))
    frame, notes = pupils.crossings(data, question, query.codes or [], texts)
    frame.attrs[NOTES] = notes
    return frame


def sector_years(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    """A row per year and track, and for all tracks together, of every asked region. Where no homes
    are known the files have no schools either, and none is not what they counted."""
    frames = []
    for region in (data.region(code) for code in query.codes or []):
        frame = technology_by_track(data.tables, region.level, region.position)
        if not people_known(data.tables, region.level)[region.position]:
            frame = frame.assign(low=pd.NA, high=pd.NA)
        frames.append(frame.assign(level=region.kind, code=region.code, name=region.name))
    return pd.concat(frames).astype(dict.fromkeys(("low", "high"), "Int64"))


def scenario(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    frame = scenario_table(data.tables, question_of(data, query), query.level)
    return _among(frame, query.codes)


def competition(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    frame = competition_table(data.tables, question_of(data, query), query.level)
    return _among(frame, query.codes)


def suggest(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    """Places of the best choice or of the runner-up, and in words what is to know of them."""
    sought = Sought(
        question_of(data, query),
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


def regions(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    return _among(data.tables.regions_of(query.level), query.codes)


def sites(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
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


def indicators(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
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


def search(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
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


def levels(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "code": LEVELS,
            "name": [texts(f"level.{level}.one") for level in LEVELS],
            "regions": [len(data.tables.regions_of(level)) for level in LEVELS],
        }
    )


def profiles(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
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


def years(data: Data, query: Query, texts: Texts) -> pd.DataFrame:
    """School years with exam files, and the sites with candidates in BB, KB or GL."""
    years = data.tables.years
    sites = [int(offering_sites(data.tables, "vbo", TRACKS, year).sum()) for year in years]
    return pd.DataFrame({"year": years, "sites": sites})
