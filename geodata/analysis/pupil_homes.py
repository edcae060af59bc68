"""Where the pupils of a site live, how many pass a nearer offer, and how many cross a border.

Numbers of pupils are ranges, as many are masked, and so is every share: its ends are what it can be
when the numbers are as they must be for that. Pupils of a postcode area live spread over its pieces
as its young people do.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from geodata.analysis.coverage import nearest_m, offering_sites
from geodata.question import Question
from geodata.tables.arrays import Floats
from geodata.tables.reader import Tables
from geodata.tables.steps import FURTHEST, STEP_M


class Range(NamedTuple):
    """The fewest and the most there can be."""

    low: float
    high: float


#: Nobody is known.
NOBODY = Range(0.0, 0.0)


@dataclass(frozen=True, eq=False)
class SiteHomes:
    """The pupils of one site.

    areas: a row per postcode area, most pupils first: postcode, low, high (pupils), km (to the site
    by the measure of the question, on average; NaN where there is no way, or none is known), nearer
    (the part, 0 to 1, that lives nearer to another site with the same offer; NaN where ``offer`` is
    None, and where the measure does not know it).
    """

    date: str
    areas: pd.DataFrame
    pupils: Range
    #: Of these, abroad or with a home that is not known.
    unknown: Range
    #: What the site and the nearer ones both have: a set of profiles; None where it has no vmbo.
    offer: str | None
    #: Percentage that lives nearer to another site with it; of those whose home and way are known.
    passing: Range | None


@dataclass(frozen=True)
class Crossing:
    """Pupils of sites with vmbo who live on the other side of the border of a region, both ways."""

    date: str
    #: Pupils of sites in the region: who come from elsewhere, and their percentage.
    coming: Range
    coming_share: Range | None
    #: Pupils who live in the region: who go to a site elsewhere, and their percentage.
    leaving: Range
    leaving_share: Range | None
    #: Pupils of sites in the region of whom no home is known.
    unknown: Range


def share(part: Range, rest: Range) -> Range | None:
    """What percentage a part can be of itself and the rest; None of nobody."""
    if part.high + rest.high == 0:
        return None
    # Where there can be no rest, all are of the part, however few they are.
    low = part.low / (part.low + rest.high) if rest.high else 1.0
    high = part.high / (part.high + rest.low) if part.high else 0.0
    return Range(100 * low, 100 * high)


def _sum(rows: pd.DataFrame, weight: Floats | None = None) -> Range:
    """The range of some rows together, each with its weight."""
    counts = rows[["low", "high"]].to_numpy(float)
    weighted = counts if weight is None else counts * weight[:, None]
    low, high = weighted.sum(axis=0).tolist()
    return Range(low, high)


def site_homes(
    tables: Tables, every: pd.DataFrame, question: Question, code: str
) -> SiteHomes | None:
    """Where the pupils of a site live, by the offer as it is now; None where nobody is counted, or
    where the site has no known place."""
    rows = every[every["site"] == code]
    placed = np.flatnonzero(tables.placed_sites["code"] == code)
    if rows.empty or not len(placed):
        return None
    known = rows[rows["postcode"] != ""]
    offer = _same_offer(tables, question, code)
    areas = _with_distance(tables, known, question.now, int(placed[0]), offer)
    passing = None
    if offer is not None:
        measured = areas[areas["nearer"].notna()]
        nearer = measured["nearer"].to_numpy(float)
        passing = share(_sum(measured, nearer), _sum(measured, 1 - nearer))
    return SiteHomes(
        date=str(rows["date"].iloc[0]),
        areas=areas,
        pupils=_sum(rows),
        unknown=_sum(rows[rows["postcode"] == ""]),
        offer=offer,
        passing=passing,
    )


def _same_offer(tables: Tables, question: Question, code: str) -> str | None:
    """What a site has that others may have nearer: what is asked, else a profile of any kind, else
    vmbo; None where it has none of these."""
    asked = "hard" if question.profiles == "allhard" else question.profiles
    row = tables.row_of_site[code]
    for profiles in (asked, "vbo", "vmbo"):
        if offering_sites(tables, profiles, question.tracks, question.year)[row]:
            return profiles
    return None


def _with_distance(
    tables: Tables, rows: pd.DataFrame, question: Question, site: int, offer: str | None
) -> pd.DataFrame:
    """The postcode areas of pupils with their distance and the part that has an offer nearer."""
    homes = np.flatnonzero(tables.homes["postcode"].isin(rows["postcode"]))
    metres = tables.metres(question.distance, np.array([site]), homes)[:, 0]
    metres = np.where(metres == FURTHEST * STEP_M, np.inf, metres)
    pieces = pd.DataFrame({"postcode": tables.homes["postcode"].to_numpy()[homes]})
    # Where no young people are known, by inhabitants; where nobody is, evenly.
    young = tables.young(question.population)[homes]
    people = tables.homes["inhabitants"].to_numpy(float)[homes]
    weight = np.where(_of_area(pieces, young) > 0, young, people)
    weight = np.where(_of_area(pieces, weight) > 0, weight, 1.0)
    own = tables.own_distances.get(question.distance)
    # By a measure of the owner's own nothing is known of some homes.
    known = np.ones(len(homes), bool) if own is None else own.known[homes]
    weight = np.where(known, weight, 0.0)
    with np.errstate(invalid="ignore"):
        part = weight / _of_area(pieces, weight)
    pieces["km"] = part * np.where(known, metres, 0) / 1000
    if offer is None:
        pieces["nearer"] = np.nan
    else:
        nearest = nearest_m(tables, replace(question, profiles=offer))[homes]
        pieces["nearer"] = part * (nearest < metres)
    by_area = pieces.groupby("postcode")[["km", "nearer"]].sum(min_count=1)
    by_area = by_area.replace(np.inf, np.nan)
    areas = rows[["postcode", "low", "high"]].astype({"postcode": "str"})
    areas = areas.join(by_area, on="postcode")
    return areas.sort_values(
        ["high", "low", "postcode"], ascending=[False, False, True], ignore_index=True
    )


def _of_area(pieces: pd.DataFrame, values: Floats) -> Floats:
    """Of every piece the sum of a value over its postcode area."""
    sums: Floats = pd.Series(values).groupby(pieces["postcode"]).transform("sum").to_numpy(float)
    return sums


def crossing(
    tables: Tables, every: pd.DataFrame, question: Question, level: str, position: int
) -> Crossing | None:
    """How many pupils cross the border of a region, both ways; None where nobody does either, as
    out of the country.

    Counted are all pupils of sites with candidates of vmbo (BB, KB or GL) in the year of the
    question; a postcode area lies where most of its people do.
    """
    vmbo = offering_sites(tables, "vbo", question.tracks, question.year)
    rows = every[every["site"].isin(tables.sites["code"][vmbo])]
    inside = tables.sites["code"][tables.sites_in(level, position)]
    at_home = rows["site"].isin(inside).to_numpy()
    area = tables.postcode_positions(level).reindex(rows["postcode"].astype("str"))
    lives = area.eq(position).to_numpy()
    known = rows["postcode"].ne("").to_numpy()
    coming, leaving, staying = (
        _sum(rows[chosen])
        for chosen in (at_home & known & ~lives, ~at_home & lives, at_home & lives)
    )
    if level == "nl" or rows.empty or coming.high + leaving.high + staying.high == 0:
        return None
    return Crossing(
        date=str(rows["date"].iloc[0]),
        coming=coming,
        coming_share=share(coming, staying),
        leaving=leaving,
        leaving_share=share(leaving, staying),
        unknown=_sum(rows[at_home & ~known]),
    )
