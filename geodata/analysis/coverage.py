"""Who has what within reach of home: pure functions on arrays and frames.

A home is covered when some site offers a wanted profile in a wanted track within the threshold.
Every figure of the map, the table, the download and the command line comes from here.

Definition of the yardstick: monitor Sterk Techniekonderwijs, a straight 10 km radius round home.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from geodata.analysis import changed_offer
from geodata.changes import Changes
from geodata.question import Question, profile_codes
from geodata.tables.arrays import Booleans, Floats, Integers
from geodata.tables.reader import Tables, grid_cells
from geodata.tables.steps import FURTHEST, STEP_M
from geodata.vocabulary import (
    ANY_TRACK,
    BROAD,
    CLOSE_LEVELS,
    HARD,
    PROFILES,
    TRACKS,
    Codes,
    level_kind,
)

WITHIN, ONLY_DP, NOTHING = 0, 1, 2


@dataclass(frozen=True, eq=False)
class Reach:
    """Per home: metres to the nearest offer (inf without one) and offers within the threshold."""

    nearest_m: Floats
    choices: Integers


@lru_cache(maxsize=128)
def offering_sites(
    tables: Tables,
    profiles: str,
    tracks: tuple[str, ...],
    year: str,
    changes: Changes = (),
    distance: str = "straight",
) -> Booleans:
    """Which sites offer the wanted profiles: a boolean per row of ``sites``.

    A masked offer exists, so it counts, and so does a profile within a combined programme.
    ``allhard`` is any of the three. ``vbo`` is any site with
    candidates in BB, KB or GL; ``vmbo`` any site of the address file whose structure has VBO or
    MAVO, in whatever year, but where all ends, and any where something starts. Sites without a
    known place are among them. distance: of the question, see
    :func:`geodata.analysis.changed_offer.offered`.
    """
    if profiles == "vmbo":
        vmbo = tables.has_vmbo
        if changes:
            vmbo = vmbo.copy()
            after = changed_offer.offered(tables, year, changes, distance)
            vmbo[[*after.closed]] = False
            vmbo[[*after.opened]] = True
        return vmbo
    tracks, codes = taught(profiles, tracks)
    if not changes:
        return np.asarray(tables.offered(year, tracks, codes).any(axis=0), bool)
    after = changed_offer.offered(tables, year, changes, distance)
    return np.asarray(after.sites[grid_cells(tracks, codes)].any(axis=(0, 1)), bool)


def taught(profiles: str, tracks: Codes) -> tuple[Codes, Codes]:
    """Tracks and profile codes of which any will do."""
    if profiles in ANY_TRACK:
        return TRACKS, PROFILES
    return tracks, HARD if profiles == "allhard" else profile_codes(profiles)


def asked_sites(tables: Tables, question: Question) -> Booleans:
    """The same of a question, after its changes."""
    return _sites_of(tables, _offer(question))


def _sites_of(tables: Tables, offer: "_Offer") -> Booleans:
    at = offer.profiles, offer.tracks, offer.year, offer.changes, offer.distance
    return offering_sites(tables, *at)


def offering(tables: Tables, profiles: str, tracks: tuple[str, ...], year: str) -> Booleans:
    """The same for sites with a known place only, as it is: a boolean per column of ``metres``."""
    offered: Booleans = offering_sites(tables, profiles, tracks, year)[tables.placed]
    return offered


class _Offer(NamedTuple):
    """What a distance to the nearest offer depends on, of a question."""

    profiles: str
    tracks: tuple[str, ...]
    year: str
    distance: str
    changes: Changes = ()

    @property
    def now(self) -> "_Offer":
        return self._replace(changes=())


def offering_rows(tables: Tables, question: Question) -> Integers:
    """Where the offer is: rows of the placed sites, and beyond these of the homes where a change
    starts one (see :meth:`geodata.tables.reader.Tables.steps`)."""
    return _offering_rows(tables, _offer(question))


def _offer(question: Question) -> _Offer:
    return _Offer(
        question.profiles, question.tracks, question.year, question.distance, question.changes
    )


def _offering_rows(tables: Tables, offer: _Offer) -> Integers:
    rows = np.flatnonzero(_sites_of(tables, offer)[tables.placed])
    if not offer.changes:
        return rows
    after = changed_offer.offered(tables, offer.year, offer.changes, offer.distance)
    homes = changed_offer.in_areas(after, *taught(offer.profiles, offer.tracks))
    return np.concatenate([rows, homes + len(tables.placed_sites)])


# A panel asks for each profile by itself too.
@lru_cache(maxsize=96)
def _nearest_steps(tables: Tables, offer: _Offer) -> Integers:
    """Steps from every home to the nearest offer, uint16; the furthest there is without one. Kept
    small: a worker has many of these."""
    if offer.changes:
        return _nearest(tables, offer)[1]
    return tables.nearest_steps(offer.distance, _offering_rows(tables, offer))


@lru_cache(maxsize=16)
def _nearest(tables: Tables, offer: _Offer) -> tuple[Integers, Integers]:
    """The row of the nearest offer of every home (int16, the lowest of equals; -1 without any) and
    the steps to it.

    After changes only homes are asked anew whose nearest offer ended; what starts is compared with
    what they have.
    """
    rows = _offering_rows(tables, offer)
    if not offer.changes:
        return tables.nearest(offer.distance, rows)
    nearest, steps = (kept.copy() for kept in _nearest(tables, offer.now))
    ended, begun = _differing(tables, offer)
    lost = np.flatnonzero(np.isin(nearest, ended))
    left = np.setdiff1d(rows, begun)
    nearest[lost], steps[lost] = tables.nearest(offer.distance, left, lost)
    for row in begun:
        there = tables.steps(offer.distance, np.array([row]))[0]
        nearer = (there < steps) | ((there == steps) & ((row < nearest) | (nearest < 0)))
        nearest[nearer], steps[nearer] = row, there[nearer]
    return nearest, steps


def _differing(tables: Tables, offer: _Offer) -> tuple[Integers, Integers]:
    """Rows where the offer ended, and where it began, by the changes."""
    before, after = _offering_rows(tables, offer.now), _offering_rows(tables, offer)
    return np.setdiff1d(before, after), np.setdiff1d(after, before)


@lru_cache(maxsize=64)
def _choices(tables: Tables, offer: _Offer, threshold_m: float) -> Integers:
    def within(rows: Integers) -> Integers:
        return tables.sites_within(offer.distance, rows, threshold_m)

    if not offer.changes:
        return within(_offering_rows(tables, offer))
    ended, begun = _differing(tables, offer)
    choices: Integers = _choices(tables, offer.now, threshold_m) - within(ended) + within(begun)
    return choices


def _offers(question: Question) -> list[_Offer]:
    """What must be near: the set of profiles, or each of the three hard ones."""
    profiles = HARD if question.profiles == "allhard" else (question.profiles,)
    return [_offer(question)._replace(profiles=one) for one in profiles]


def nearest_m(tables: Tables, question: Question) -> Floats:
    """Metres from every home to the nearest offer, in whole tens rounded up; inf without one.

    ``allhard`` asks for each of BWI, PIE and M&T: the distance is that to the last of the three.
    """
    steps = _steps_to_last(tables, question)
    nearest: Floats = np.where(steps == FURTHEST, np.inf, steps * STEP_M)
    return nearest


def is_near(tables: Tables, question: Question) -> Booleans:
    """Which homes have the offer within the threshold: no more than that of :func:`nearest_m`."""
    limit = min(question.threshold_m // STEP_M, FURTHEST - 1)
    return np.asarray(_steps_to_last(tables, question) <= np.uint16(limit), bool)


def _steps_to_last(tables: Tables, question: Question) -> Integers:
    """Steps from every home to the nearest offer; of ``allhard`` to that of the last of three."""
    steps: Integers = np.maximum.reduce(
        [_nearest_steps(tables, offer) for offer in _offers(question)]
    )
    return steps


def reach(tables: Tables, question: Question) -> Reach:
    """Distance to the nearest offer and number of offers within the threshold, per home.

    Of ``allhard`` the choices are those of the scarcest of the three.
    """
    choices = [_choices(tables, offer, question.threshold_m) for offer in _offers(question)]
    return Reach(nearest_m(tables, question), np.minimum.reduce(choices))


def nearest_site(tables: Tables, question: Question) -> Integers:
    """For every home the nearest site with the offer, as a row of ``placed_sites``; -1 without one.
    Beyond these are the rows of homes where a change starts one, see :func:`offering_rows`.

    Of ``allhard`` this is the nearest site with any of the three. Do not change the array: it is
    kept.
    """
    return _nearest(tables, _offer(question))[0]


def has_middle_state(question: Question) -> bool:
    """Can a home have only Dienstverlening en Producten in the place of what is asked?"""
    return question.profiles not in ("dp", "DP", *ANY_TRACK)


def states(tables: Tables, question: Question) -> Integers:
    """Per home: 0 within reach, 1 only Dienstverlening en Producten within reach, 2 nothing.

    A question about DP itself, or about any vmbo, knows no middle state.
    """
    near = is_near(tables, question)
    if not has_middle_state(question):
        return np.where(near, WITHIN, NOTHING)
    dp = is_near(tables, replace(question, profiles="dp"))
    return np.select([near, dp], [WITHIN, ONLY_DP], NOTHING)


def totals(tables: Tables, level: str, values: Floats | Booleans) -> Floats:
    """Sum of a value per home over every region of a level, in the order of ``regions_of``."""
    # Homes in no region are counted in a first row, which goes.
    position = tables.member_positions(level) + 1
    sums = np.bincount(position, values, minlength=len(tables.regions_of(level)) + 1)
    return np.asarray(sums[1:], float)


@lru_cache(maxsize=16)
def people_known(tables: Tables, level: str) -> Booleans:
    """Of which regions of a level is it known who live there?

    In an area close to home without homes nobody lives. Any other region has people: of one without
    homes, as the Caribbean Netherlands, it is not known how many and where. Do not change the
    array: it is kept.
    """
    if level in CLOSE_LEVELS:
        return np.ones(len(tables.regions_of(level)), bool)
    return totals(tables, level, np.ones(len(tables.homes))) > 0


def people_totals(tables: Tables, level: str, young: Floats) -> Floats:
    """Young people of every region of a level, by those of every home; NaN where that is not
    known."""
    return np.where(people_known(tables, level), totals(tables, level, young), np.nan)


@lru_cache(maxsize=128)
def shares(tables: Tables, question: Question, level: str) -> Floats:
    """Percentage of young people with an offer within the threshold, per region.

    NaN where no young people are known. Do not change the array: it is kept.
    """
    young = tables.young(question.population, question.distance)
    near = is_near(tables, question)
    with np.errstate(invalid="ignore"):
        part = totals(tables, level, young * near) / totals(tables, level, young)
        # Multiplied last, or all of them would be a hair more or less than 100.
        percentages: Floats = 100 * part
    return percentages


@lru_cache(maxsize=16)
def coverage(tables: Tables, question: Question, level: str) -> pd.DataFrame:
    """Coverage of every region of a level.

    Returns one row per region in the order of ``tables.regions_of(level)`` (do not change the
    frame: it is kept for the next who asks):

    ``level, code, name``
    ``young_people``  young people of vmbo age; NaN, as what follows, where it is not known who live
                      there
    ``covered``       of these, with an offer within the threshold
    ``only_dp``       of the others, with only Dienstverlening en Producten within it
    ``not_covered``   young people without the offer (``only_dp`` included)
    ``share``         covered as a percentage; NaN where no young people are known
    ``mean_km``       mean distance to the nearest offer; NaN where some have none at all
    ``p90_km``        distance within which 90 % of the young people have one; else NaN
    ``choices``       mean number of offers within the threshold
    """
    regions = tables.regions_of(level)
    young = tables.young(question.population, question.distance)
    near = reach(tables, question)
    state = states(tables, question)
    weight = weights_of(tables, question.population, level, question.distance)
    weights = totals(tables, level, weight)
    with np.errstate(invalid="ignore"):
        return pd.DataFrame(
            {
                "level": level_kind(level),
                "code": regions["code"],
                "name": regions["name"],
                "young_people": people_totals(tables, level, young),
                "covered": people_totals(tables, level, young * (state == WITHIN)),
                "only_dp": people_totals(tables, level, young * (state == ONLY_DP)),
                "not_covered": people_totals(tables, level, young * (state != WITHIN)),
                "share": shares(tables, question, level),
                "mean_km": mean_m(tables, question, level) / 1000,
                "p90_km": _p90_m(
                    tables.member_positions(level),
                    weight,
                    _steps_to_last(tables, question),
                    len(regions),
                )
                / 1000,
                "choices": totals(tables, level, weight * near.choices) / weights,
            }
        )


def curve(
    tables: Tables, question: Question, level: str, position: int, limits_m: Floats
) -> Floats:
    """Percentage of the young people of one region with the offer within each of the limits.

    At the threshold of a question this is the ``share`` of :func:`coverage`. NaN where no young
    people are known.
    """
    inside = tables.member_positions(level) == position
    young = tables.young(question.population, question.distance)[inside]
    metres = nearest_m(tables, question)[inside]
    order = np.argsort(limits_m)
    # Of every home the first limit that it is within; one more for those beyond all.
    first = np.searchsorted(np.asarray(limits_m, float)[order], metres)
    within = np.bincount(first, young, minlength=len(order) + 1).cumsum()
    percentages = np.empty(len(order))
    with np.errstate(invalid="ignore"):
        # By the sum in the same order, so that all of them are exactly 100.
        percentages[order] = 100 * (within[:-1] / within[-1])
    return percentages


def weights_of(tables: Tables, population: int, level: str, distance: str = "straight") -> Floats:
    """How heavily each home counts in a mean of its region: its young people.

    An area close to home has its distance and its choices whether young people live there or not:
    where none do, its inhabitants count, and where nothing is known every home alike. A home of
    which it is not known how far it is by a distance counts nowhere.
    """
    known = tables.own_distances[distance].known if distance in tables.own_distances else True
    return np.asarray(_weights(tables, population, level) * known)


@lru_cache(maxsize=4)
def _weights(tables: Tables, population: int, level: str) -> Floats:
    young = tables.young(population)
    if level not in CLOSE_LEVELS:
        return young
    inhabitants = tables.homes["inhabitants"].to_numpy(float)
    position = tables.member_positions(level)
    someone = totals(tables, level, young)[position] > 0
    anyone = totals(tables, level, inhabitants)[position] > 0
    weights: Floats = np.select([someone, anyone], [young, inhabitants], 1.0)
    return weights


def mostly(
    tables: Tables, population: int, level: str, values: Integers, distance: str = "straight"
) -> Integers:
    """Per region of a level the value that most of its people have, by a value per home.

    values: whole numbers from 0 up. The lowest of equals; -1 for a region without homes, or without
    any of which it is known how far it is by a distance.
    """
    weight = weights_of(tables, population, level, distance)
    position = tables.member_positions(level)
    inside, kinds = position >= 0, int(values.max(initial=0)) + 1
    cells = np.bincount(
        position[inside] * kinds + values[inside],
        weight[inside],
        minlength=len(tables.regions_of(level)) * kinds,
    ).reshape(-1, kinds)
    return np.where(cells.sum(axis=1) > 0, cells.argmax(axis=1), -1)


@lru_cache(maxsize=32)
def mean_m(tables: Tables, question: Question, level: str) -> Floats:
    """Mean metres to the nearest offer per region of a level; NaN where there is none at all for
    some, or nobody. Do not change the array: it is kept."""
    return _mean_m(tables, question, level, np.nan)


def at_least_m(tables: Tables, question: Question, level: str) -> Floats:
    """The same, at least: who is further than the longest of a measure of the owner's own is a step
    beyond it. NaN only where there is no offer at all, or nobody."""
    own = tables.own_distances.get(question.distance)
    if own is None or not np.isfinite(nearest_m(tables, question)).any():
        return mean_m(tables, question, level)
    beyond_m = np.ceil(own.measure.metres(own.measure.longest) / STEP_M + 1) * STEP_M
    return _mean_m(tables, question, level, float(beyond_m))


def _mean_m(tables: Tables, question: Question, level: str, beyond_m: float) -> Floats:
    weight = weights_of(tables, question.population, level, question.distance)
    metres = nearest_m(tables, question)
    metres = np.where(weight > 0, np.where(np.isfinite(metres), metres, beyond_m), 0)
    with np.errstate(invalid="ignore"):
        mean: Floats = totals(tables, level, weight * metres) / totals(tables, level, weight)
    return mean


def only_straight(tables: Tables, straight: Question, ride: Question) -> Booleans:
    """Which homes have the offer near as the crow flies and not by the ride: a boolean per home."""
    return is_near(tables, straight) & ~is_near(tables, ride)


def _p90_m(position: Integers, young: Floats, steps: Integers, count: int) -> Floats:
    """Per region the fewest metres within which at least 90 % of its young people live.

    One pass for all regions: over homes sorted by region and distance the cumulative number of
    young people only rises, so one search finds every region's answer.
    """
    result = np.full(count, np.nan)
    inside = (position >= 0) & (young > 0)
    if not inside.any():
        return result
    order = np.lexsort((steps[inside], position[inside]))
    region = position[inside][order]
    cumulative = np.cumsum(young[inside][order])
    starts = np.flatnonzero(np.r_[True, region[1:] != region[:-1]])
    ends = np.r_[starts[1:], len(region)] - 1
    before = np.r_[0.0, cumulative[ends[:-1]]]
    # A hair less than 90 %, or rounding in the running sum would ask for one home too many.
    goal = before + (0.9 - 1e-9) * (cumulative[ends] - before)
    rank = np.clip(np.searchsorted(cumulative, goal), starts, ends)
    furthest = steps[inside][order][rank]
    result[region[starts]] = np.where(furthest == FURTHEST, np.nan, furthest * STEP_M)
    return result


def site_counts(tables: Tables, year: str, tracks: tuple[str, ...] = TRACKS) -> dict[str, int]:
    """Distinct sites per technical profile, with any of the five, and any but MVI.

    Sites without a known place count here too: they did teach.
    """
    without_mvi = ",".join(code for code in BROAD if code != "MVI")
    sets = {code: code for code in BROAD} | {"broad": "broad", "broad_without_mvi": without_mvi}
    return {
        name: int(offering_sites(tables, profiles, tracks, year).sum())
        for name, profiles in sets.items()
    }
