"""Who has what within reach of home: pure functions on arrays and frames.

A home is covered when some site offers a wanted profile in a wanted track within the threshold.
Every figure of the map, the table, the download and the command line comes from here.

Definition of the yardstick: monitor Sterk Techniekonderwijs, a straight 10 km radius round home.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from geodata.question import Question, profile_codes
from geodata.tables.reader import Tables
from geodata.vocabulary import ANY_TRACK, BROAD, HARD, PROFILES, TRACKS

WITHIN, ONLY_DP, NOTHING = 0, 1, 2


@dataclass(frozen=True, eq=False)
class Reach:
    """Per home: metres to the nearest offer (inf without one) and offers within the threshold."""

    nearest_m: np.ndarray
    choices: np.ndarray


@lru_cache(maxsize=128)
def offering_sites(tables: Tables, profiles: str, tracks: tuple[str, ...], year: str) -> np.ndarray:
    """Which sites offer the wanted profiles: a boolean per row of ``sites``.

    A masked offer exists, so it counts. ``allhard`` is any of the three. ``vbo`` is any site with
    candidates in BB, KB or GL; ``vmbo`` any site of the address file whose structure has VBO or
    MAVO, in whatever year. Sites without a known place are among them.
    """
    if profiles == "vmbo":
        return (tables.sites["has_vmbo"] & tables.sites["in_address_file"]).to_numpy()
    if profiles == "vbo":
        _, high = tables.offer_range(year, TRACKS, PROFILES)
    else:
        codes = HARD if profiles == "allhard" else profile_codes(profiles)
        _, high = tables.offer_range(year, tracks, codes)
    return (high > 0).any(axis=0)


def offering(tables: Tables, profiles: str, tracks: tuple[str, ...], year: str) -> np.ndarray:
    """The same for sites with a known place only: a boolean per column of ``metres``."""
    return offering_sites(tables, profiles, tracks, year)[tables.placed]


#: What a distance to the nearest offer depends on, of a question.
_Asked = tuple[str, tuple[str, ...], str, str]


@lru_cache(maxsize=128)
def _nearest_m(tables: Tables, asked: _Asked) -> np.ndarray:
    *offer, distance = asked
    metres = tables.metres(distance, offering(tables, *offer))
    return metres.min(axis=1, initial=np.inf)


@lru_cache(maxsize=128)
def _choices(tables: Tables, asked: _Asked, threshold_m: float) -> np.ndarray:
    *offer, distance = asked
    near = tables.metres(distance, offering(tables, *offer)) <= threshold_m
    return near.sum(axis=1, dtype=np.int32)


def _each(question: Question) -> list[_Asked]:
    """What must be near: the set of profiles, or each of the three hard ones."""
    profiles = HARD if question.profiles == "allhard" else (question.profiles,)
    return [(one, question.tracks, question.year, question.distance) for one in profiles]


def nearest_m(tables: Tables, question: Question) -> np.ndarray:
    """Metres from every home to the nearest offer; inf without one.

    ``allhard`` asks for each of BWI, PIE and M&T: the distance is that to the last of the three.
    """
    return np.maximum.reduce([_nearest_m(tables, asked) for asked in _each(question)])


def reach(tables: Tables, question: Question) -> Reach:
    """Distance to the nearest offer and number of offers within the threshold, per home.

    Of ``allhard`` the choices are those of the scarcest of the three.
    """
    choices = [_choices(tables, asked, question.threshold_m) for asked in _each(question)]
    return Reach(nearest_m(tables, question), np.minimum.reduce(choices))


@lru_cache(maxsize=64)
def nearest_site(tables: Tables, question: Question) -> np.ndarray:
    """For every home the nearest site with the offer, as a row of ``placed_sites``; -1 without one.

    Of ``allhard`` this is the nearest site with any of the three.
    """
    offered = np.flatnonzero(offering(tables, question.profiles, question.tracks, question.year))
    if not len(offered):
        return np.full(len(tables.homes), -1)
    return offered[tables.metres(question.distance, offered).argmin(axis=1)]


def states(tables: Tables, question: Question) -> np.ndarray:
    """Per home: 0 within reach, 1 only Dienstverlening en Producten within reach, 2 nothing.

    A question about DP itself, or about any vmbo, knows no middle state.
    """
    near = nearest_m(tables, question) <= question.threshold_m
    if question.profiles in ("dp", "DP", *ANY_TRACK):
        return np.where(near, WITHIN, NOTHING)
    dp = nearest_m(tables, replace(question, profiles="dp")) <= question.threshold_m
    return np.select([near, dp], [WITHIN, ONLY_DP], NOTHING)


def totals(tables: Tables, level: str, values: np.ndarray) -> np.ndarray:
    """Sum of a value per home over every region of a level, in the order of ``regions_of``."""
    position = tables.member_positions(level)
    inside = position >= 0
    return np.bincount(position[inside], values[inside], minlength=len(tables.regions_of(level)))


@lru_cache(maxsize=256)
def shares(tables: Tables, question: Question, level: str) -> np.ndarray:
    """Percentage of young people with an offer within the threshold, per region.

    NaN where no young people are known. Do not change the array: it is kept.
    """
    young = tables.young(question.population)
    near = nearest_m(tables, question) <= question.threshold_m
    with np.errstate(invalid="ignore"):
        return 100 * totals(tables, level, young * near) / totals(tables, level, young)


@lru_cache(maxsize=64)
def coverage(tables: Tables, question: Question, level: str) -> pd.DataFrame:
    """Coverage of every region of a level.

    Returns one row per region in the order of ``tables.regions_of(level)`` (do not change the
    frame: it is kept for the next who asks):

    ``level, code, name``
    ``young_people``  young people of vmbo age
    ``covered``       of these, with an offer within the threshold
    ``only_dp``       of the others, with only Dienstverlening en Producten within it
    ``not_covered``   young people without the offer (``only_dp`` included)
    ``share``         covered as a percentage; NaN where no young people are known
    ``mean_km``       mean distance to the nearest offer; NaN where there is no offer at all
    ``p90_km``        distance within which 90 % of the young people have one
    ``choices``       mean number of offers within the threshold
    """
    regions = tables.regions_of(level)
    young = tables.young(question.population)
    near = reach(tables, question)
    state = states(tables, question)
    people = totals(tables, level, young)
    # A single home area has its distance and its choices, whether young people live there or not.
    weight = np.ones(len(young)) if level == "home" else young
    weights = totals(tables, level, weight)
    metres = near.nearest_m if np.isfinite(near.nearest_m).all() else np.full(len(young), np.nan)
    with np.errstate(invalid="ignore"):
        return pd.DataFrame(
            {
                "level": level,
                "code": regions["code"],
                "name": regions["name"],
                "young_people": people,
                "covered": totals(tables, level, young * (state == WITHIN)),
                "only_dp": totals(tables, level, young * (state == ONLY_DP)),
                "not_covered": totals(tables, level, young * (state != WITHIN)),
                "share": shares(tables, question, level),
                "mean_km": totals(tables, level, weight * metres) / weights / 1000,
                "p90_km": _p90(tables.member_positions(level), weight, metres, len(regions)) / 1000,
                "choices": totals(tables, level, weight * near.choices) / weights,
            }
        )


def curve(
    tables: Tables, question: Question, level: str, position: int, limits_m: np.ndarray
) -> np.ndarray:
    """Percentage of the young people of one region with the offer within each of the limits.

    At the threshold of a question this is the ``share`` of :func:`coverage`. NaN where no young
    people are known.
    """
    inside = tables.member_positions(level) == position
    young = tables.young(question.population)[inside]
    metres = nearest_m(tables, question)[inside, None]
    # In the precision of the distances, as a single threshold is compared with them.
    near = metres <= np.asarray(limits_m, metres.dtype)[None, :]
    with np.errstate(invalid="ignore"):
        return 100 * (young[:, None] * near).sum(axis=0) / young.sum()


def only_straight(tables: Tables, straight: Question, ride: Question) -> np.ndarray:
    """Which homes have the offer near as the crow flies and not by the ride: a boolean per home."""
    near = nearest_m(tables, straight) <= straight.threshold_m
    return near & (nearest_m(tables, ride) > ride.threshold_m)


def _p90(position: np.ndarray, young: np.ndarray, metres: np.ndarray, count: int) -> np.ndarray:
    """Per region the smallest distance within which at least 90 % of its young people live.

    One pass for all regions: over homes sorted by region and distance the cumulative number of
    young people only rises, so one search finds every region's answer.
    """
    result = np.full(count, np.nan)
    inside = (position >= 0) & (young > 0)
    if not inside.any() or not np.isfinite(metres).all():
        return result
    order = np.lexsort((metres[inside], position[inside]))
    region = position[inside][order]
    cumulative = np.cumsum(young[inside][order])
    starts = np.flatnonzero(np.r_[True, region[1:] != region[:-1]])
    ends = np.r_[starts[1:], len(region)] - 1
    before = np.r_[0.0, cumulative[ends[:-1]]]
    # A hair less than 90 %, or rounding in the running sum would ask for one home too many.
    goal = before + (0.9 - 1e-9) * (cumulative[ends] - before)
    rank = np.clip(np.searchsorted(cumulative, goal), starts, ends)
    result[region[starts]] = metres[inside][order][rank]
    return result


def site_counts(tables: Tables, year: str, tracks: tuple[str, ...] = TRACKS) -> dict[str, int]:
    """Distinct sites per technical profile, with any of the five, and any but MVI.

    Sites without a known place count here too: they did teach.
    """
    without_mvi = ",".join(code for code in BROAD if code != "MVI")
    asked = {code: code for code in BROAD} | {"broad": "broad", "broad_without_mvi": without_mvi}
    return {
        name: int(offering_sites(tables, profiles, tracks, year).sum())
        for name, profiles in asked.items()
    }
