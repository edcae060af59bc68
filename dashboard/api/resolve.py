"""What an address of the interface asks in full, from its parameters as they were read.

Each raises Problem where that cannot be answered.
"""

from dashboard.api import pupils
from dashboard.api.parameters import NEW, Query
from dashboard.api.problems import Problem
from dashboard.data import Data
from dashboard.texts import Texts
from geodata.analysis.changed_offer import refused
from geodata.analysis.reach_by_year import has_years
from geodata.analysis.sited import can_be_among
from geodata.errors import DataError
from geodata.question import (
    LONGEST_KM,
    Question,
    parse_profiles,
    parse_tracks,
    read_question,
)
from geodata.vocabulary import AT_SITES, CLOSE_LEVELS, OWN


def question_of(data: Data, query: Query) -> Question:
    """The question of a query, read as the command line reads it."""
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


def as_read(data: Data, query: Query, texts: Texts) -> Query:
    return query


def regions(data: Data, query: Query, texts: Texts) -> Query:
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


def coverage(data: Data, query: Query, texts: Texts) -> Query:
    """With the level, and a threshold that the distances reach."""
    return _reachable(data, _offer(regions(data, query, texts)), texts)


def _reachable(data: Data, query: Query, texts: Texts) -> Query:
    """With a threshold that the distances reach."""
    query = query.but(max=query.text("max").replace(",", "."))
    try:
        question_of(data, query)
    except DataError:
        raise _unreachable(data, query, texts) from None
    return query


def equity(data: Data, query: Query, texts: Texts) -> Query:
    """For the country unless codes are given; areas close to home have no areas in them."""
    return _wide(coverage(data, _or_country(query), texts), texts)


def few(data: Data, query: Query, texts: Texts) -> Query:
    """For the country unless codes are given; areas close to home have a school or none."""
    return _wide(regions(data, _or_country(query), texts), texts)


def _or_country(query: Query) -> Query:
    """Of the regions that are asked, or of the country."""
    return query.but(code=query.codes or ["NL"], by=None)


def _wide(query: Query, texts: Texts) -> Query:
    """Of regions that are no areas close to home."""
    if query.text("by") in CLOSE_LEVELS:
        raise _close((query.codes or [""])[0], "code", texts)
    return query


def suggest(data: Data, query: Query, texts: Texts) -> Query:
    """For a region with areas in it, among places to which distances are known, with changes that
    can be made."""
    code = query.text("region")
    region = data.known_region(code)
    if region is None:
        detail = texts("api.detail.code", code=code)
        raise Problem("not-found", detail, {"parameter": "region"})
    if region.is_close:
        raise _close(code, "region", texts)
    among, distance = query.text("among"), query.text("distance")
    if query.text("what") == NEW and not can_be_among(data.tables, among, distance):
        detail = texts("api.detail.among", among=among, distance=distance, allowed=AT_SITES)
        raise Problem("parameter", detail, {"parameter": "among", "allowed": [AT_SITES]})
    query = query.but(tracks=",".join(parse_tracks(query.text("tracks"))))
    return _possible(data, _reachable(data, query, texts), texts)


def _close(code: str, parameter: str, texts: Texts) -> Problem:
    """Why an area close to home is no region here."""
    return Problem("parameter", texts("api.detail.close", code=code), {"parameter": parameter})


def pupil_homes(data: Data, query: Query, texts: Texts) -> Query:
    """Of sites that are there."""
    unknown = pupils.unknown_site(data, query.sites)
    if unknown is not None:
        detail = texts("api.detail.site", code=unknown)
        raise Problem("not-found", detail, {"parameter": "site"})
    return _reachable(data, _offer(query), texts)


def years(data: Data, query: Query, texts: Texts) -> Query:
    """As of equity; of vmbo in general one state is known."""
    query = equity(data, query, texts)
    if not has_years(question_of(data, query)):
        raise Problem("parameter", texts("api.detail.no_years"), {"parameter": "profiles"})
    return query


def scenario(data: Data, query: Query, texts: Texts) -> Query:
    """With the level, and changes that can be made."""
    return _possible(data, coverage(data, query, texts), texts)


def _possible(data: Data, query: Query, texts: Texts) -> Query:
    """With changes that can be made: an answer to others would be to another question."""
    question = question_of(data, query)
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


def sites(data: Data, query: Query, texts: Texts) -> Query:
    """With the level of every code; they may be of several."""
    unknown = [code for code in query.codes or [] if data.known_region(code) is None]
    if unknown:
        detail = texts("api.detail.code", code=unknown[0])
        raise Problem("not-found", detail, {"parameter": "code"})
    return _offer(query)


def _offer(query: Query) -> Query:
    """Profiles and tracks as the command line understands them."""
    return query.but(
        profiles=parse_profiles(query.text("profiles")),
        tracks=",".join(parse_tracks(query.text("tracks"))),
    )
