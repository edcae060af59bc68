"""What a table of another engine is worth: which homes and sites it has, what is missing in it, and
what cannot be right.

Engines leave out a pair that they found no way for, and a pair that takes longer than they looked:
the table says the same of both. A pair is *missing* where that second reason cannot be: closer than
what is walked, at 3 km/h along the straight line, within the longest time of the table (half of its
longest distance where it has kilometres), and no further than 5 km. Of who lives at one end of such
a pair, or has no value at all, nothing is known: left out, never far.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from geodata.errors import DataError
from geodata.tables.arrays import Booleans, Floats, Integers
from geodata.travel.engine_table import EngineTable
from geodata.vocabulary import BUURT_CODE, HOME_CODE, POSTCODE_CODE

#: A home takes the values of a point so near, a site those of one so near: metres.
POINT_OF_HOME_M, POINT_OF_SITE_M = 2_000.0, 250.0
#: How near a pair is expected in the table: metres at most, and the speed of who walks, km/h.
EXPECTED_M, WALKING_KMH = 5_000.0, 3.0
#: Faster than this nobody travels from door to door, and longer than a day it is no school.
FASTEST_KMH, LONGEST = 200.0, {"min": 1_440.0, "km": 500.0}
#: How half of the pairs between these straight distances go: km/h, or ways over the straight line.
BETWEEN_M = (2_000.0, 40_000.0)
USUAL = {"min": (2.0, 150.0), "km": (0.9, 3.0)}
#: From where on a speed says something: nearer, the point of a postcode is too far from home.
_FAR_M = 10_000.0


@dataclass(frozen=True, eq=False)
class Fitted:
    """The values of a table at homes and sites.

    ``values`` is places × placed sites, in the unit of the table; NaN without one. ``place`` is of
    every home its row in it, -1 where the table has none. ``lost`` are origins and destinations of
    the table that are no place of ours.
    """

    values: Floats
    place: Integers
    kind: str
    lost: tuple[list[str], list[str]]


@dataclass(frozen=True, eq=False)
class Checked:
    """What is known of a fitted table.

    ``values`` without what cannot be; ``known`` are the homes with all that they should have;
    ``longest`` is the longest value. ``expected`` counts pairs of an inhabited home and a site with
    an offer; ``gaps`` are those of them that are missing, per site. ``impossible`` are pairs of a
    home and a site, by row, with the value.
    """

    values: Floats
    known: Booleans
    longest: float
    empty: Booleans
    expected: int
    gaps: Integers
    impossible: list[tuple[int, int, float]]
    impossible_count: int


def fit(
    table: EngineTable,
    homes: pd.DataFrame,
    sites: pd.DataFrame,
    origins: pd.DataFrame | None = None,
    destinations: pd.DataFrame | None = None,
) -> Fitted:
    """Put the values of a table at homes and sites.

    Origins are codes of homes, neighbourhoods, or postcodes of 4, 5 or 6 characters; or the points
    ``origins`` (id, x, y), of which a home takes the nearest. Of postcodes of 5 or 6 an area takes
    the mean, where at least half of them have a value. Destinations are codes of sites, or the
    points ``destinations``. Raises DataError where nothing fits.
    """
    key, place, kind, lost_origins = _origins(table.origins, homes, origins)
    site, lost_sites = _sites(table.destinations, sites, destinations)
    used = np.flatnonzero(np.bincount(key[key >= 0], minlength=key.max(initial=-1) + 1))
    column = np.unique(site[site >= 0])
    row_of = np.full(max(key.max(initial=-1), place.max(initial=-1)) + 2, -1)
    row_of[used] = np.arange(len(used))
    column_of = np.full(len(table.destinations) + 1, -1)
    column_of[column] = np.arange(len(column))
    row, at = row_of[key][table.origin], column_of[table.destination]
    inside = (row >= 0) & (at >= 0)
    cell = row[inside].astype(np.int64) * len(column) + at[inside]
    size = len(used) * len(column)
    sums = np.bincount(cell, table.value[inside], minlength=size)
    counts = np.bincount(cell, minlength=size).reshape(len(used), len(column))
    several = np.bincount(key[key >= 0], minlength=key.max(initial=-1) + 1)[used]
    with np.errstate(invalid="ignore"):
        means = sums.reshape(counts.shape) / counts
    means[counts * 2 < several[:, None]] = np.nan
    values = np.full((len(used), len(sites)), np.nan, np.float32)
    has = site >= 0
    values[:, has] = means[:, column_of[site[has]]]
    return Fitted(values, row_of[place], kind, (lost_origins, lost_sites))


def _origins(
    names: list[str], homes: pd.DataFrame, points: pd.DataFrame | None
) -> tuple[Integers, Integers, str, list[str]]:
    """Of every origin a key, and of every home the key of its values, -1 for none; what origins
    are, and those that are nothing of ours."""
    if points is not None:
        return _origin_points(names, homes, points)
    spelled = [re.sub(r"\s", "", name).upper() for name in names]
    kind, pattern, of_home, of_name = _kind(spelled, homes)
    keys = pd.Index(of_home.unique())
    key = np.array(
        keys.get_indexer([of_name(one) if re.fullmatch(pattern, one) else "" for one in spelled])
    )
    place = keys.get_indexer(of_home)
    place[~np.isin(place, key)] = -1
    return key, place, kind, [name for name, at in zip(names, key, strict=True) if at < 0]


def _kind(
    spelled: list[str], homes: pd.DataFrame
) -> tuple[str, str, pd.Series, Callable[[str], str]]:
    """What most origins are: the word, how it is written, the key of a home, that of an origin."""
    letters = bool(homes["code"].str.fullmatch(POSTCODE_CODE + "[A-Z]").any())

    def of_five(name: str) -> str:
        return name[:5] if letters and name[:5] in codes else name[:4]

    codes = set(homes["code"]) if letters else set()
    five = homes["code"].where(homes["code"].isin(codes), homes["postcode"])
    kinds = (
        ("homes", HOME_CODE, homes["code"], str),
        ("buurten", BUURT_CODE, homes["buurt"], str),
        ("PC4", POSTCODE_CODE, homes["postcode"], str),
        ("PC5", POSTCODE_CODE + "[A-Z]", five if letters else homes["postcode"], of_five),
        ("PC6", POSTCODE_CODE + "[A-Z]{2}", five if letters else homes["postcode"], of_five),
    )
    known = []
    for _, pattern, of_home, of_name in kinds:
        ours = set(of_home)
        written = (one for one in spelled if re.fullmatch(pattern, one))
        known.append(sum(of_name(one) in ours for one in written))
    if not max(known):
        raise DataError(
            f"origins such as {', '.join(spelled[:3])[:80]!r} are no homes, buurten or postcodes "
            "of the tables; give their points with --origins FILE (id,lon,lat)"
        )
    return kinds[known.index(max(known))]


def _origin_points(
    names: list[str], homes: pd.DataFrame, points: pd.DataFrame
) -> tuple[Integers, Integers, str, list[str]]:
    row = _rows_of(names, points["id"], "origin", "--origins")
    on = np.flatnonzero(row >= 0)
    xy = points[["x", "y"]].to_numpy(float)[row[on]]
    far, nearest = cKDTree(xy).query(homes[["x", "y"]].to_numpy(float))
    place = np.where(far <= POINT_OF_HOME_M, on[nearest], -1)
    key = np.where(np.isin(np.arange(len(names)), place), np.arange(len(names)), -1)
    return key, place, "points", [name for name, at in zip(names, row, strict=True) if at < 0]


def _sites(
    names: list[str], sites: pd.DataFrame, points: pd.DataFrame | None
) -> tuple[Integers, list[str]]:
    """Of every site which destination it is, -1 for none; and destinations that are no site."""
    if points is None:
        index = pd.Index([name.strip().upper() for name in names])
        if not index.isin(sites["code"]).any():
            raise DataError(
                f"destinations such as {', '.join(names[:3])[:80]!r} are no codes of sites; give "
                "their points with --destinations FILE (id,lon,lat)"
            )
        twice = index[index.duplicated()]
        if len(twice):
            raise DataError(f"destination {twice[0]!r} is spelled in two ways; keep one")
        known = index.isin(sites["code"])
        lost = [name for name, ours in zip(names, known, strict=True) if not ours]
        return index.get_indexer(sites["code"]), lost
    row = _rows_of(names, points["id"], "destination", "--destinations")
    on = np.flatnonzero(row >= 0)
    xy = points[["x", "y"]].to_numpy(float)[row[on]]
    far, nearest = cKDTree(xy).query(sites[["x", "y"]].to_numpy(float))
    site = np.where(far <= POINT_OF_SITE_M, on[nearest], -1)
    return site, [name for number, name in enumerate(names) if number not in set(site.tolist())]


def _rows_of(names: list[str], ids: pd.Series, what: str, option: str) -> Integers:
    """Of every name the row of its point; Valhalla writes the number of the point in its list."""
    row: Integers = pd.Index(ids.astype(str)).get_indexer(names)
    if (row < 0).all() and all(name.isdigit() and int(name) < len(ids) for name in names):
        return np.array([int(name) for name in names])
    if (row < 0).all():
        raise DataError(f"{what} {names[0][:40]!r} and all others are no id of {option}")
    return row


def check(
    fitted: Fitted, unit: str, homes: pd.DataFrame, sites: pd.DataFrame, young: Floats
) -> Checked:
    """What of a table is known, missing and impossible.

    sites: the placed ones; only those with an offer count, in the column ``offers``. young: people
    per home. Raises DataError where half of the pairs go at a speed that cannot be: then the unit
    is another one.
    """
    of_home = np.where(fitted.place < 0, len(fitted.values), fitted.place)
    values = np.vstack([fitted.values, np.full((1, len(sites)), np.nan, np.float32)])
    home_xy, site_xy = (frame[["x", "y"]].to_numpy(float) for frame in (homes, sites))
    _right_unit(values, of_home, home_xy, site_xy, unit)
    impossible: list[tuple[int, int, float]] = []
    wrong = np.zeros(len(homes), bool)
    count = 0
    for site in range(len(sites)):
        value, apart = _pairs(values, of_home, home_xy, site_xy, site)
        cannot = _impossible(value, apart, unit)
        bad = np.flatnonzero(cannot)
        wrong |= cannot
        count += len(bad)
        impossible += [(int(home), site, float(value[home])) for home in bad[:3]]
    right: Booleans = np.isfinite(values)
    right[of_home[wrong]] = False
    if not right.any():
        raise DataError("no pair of a home and a site is left; look at the origins and the unit")
    # A hair of outliers does not make the table reach further than the engine looked.
    longest = float(np.percentile(values[right], 99.9, method="higher"))
    near_m = longest / 60 * WALKING_KMH * 1000 if unit == "min" else longest * 1000 / 2
    near_m = min(EXPECTED_M, near_m)
    has = np.asarray(np.isfinite(values).any(axis=1))
    empty = ~has[of_home]
    gaps, incomplete, expected = np.zeros(len(sites), int), wrong.copy(), 0
    for site in map(int, np.flatnonzero(sites["offers"])):
        value, apart = _pairs(values, of_home, home_xy, site_xy, site)
        near = (apart <= near_m) & ~empty
        lacks = near & np.isnan(value)
        incomplete |= lacks
        expected += int((near & (young > 0)).sum())
        gaps[site] = int((lacks & (young > 0)).sum())
    return Checked(
        values,
        ~empty & ~incomplete,
        longest,
        empty,
        expected,
        gaps,
        impossible,
        count,
    )


def _pairs(
    values: Floats, of_home: Integers, home_xy: Floats, site_xy: Floats, site: int
) -> tuple[Floats, Floats]:
    """Of every home the value to a site, and the straight line in metres."""
    return values[of_home, site], np.hypot(*(home_xy - site_xy[site]).T)


def _impossible(value: Floats, apart: Floats, unit: str) -> Booleans:
    """Faster than anybody travels, shorter than the straight line, or longer than any school."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if unit == "min":
            cannot = np.asarray(apart / 1000 / (value / 60) > FASTEST_KMH)
        else:
            cannot = np.asarray(value * 1000 < 0.7 * apart)
    return np.asarray((cannot & (apart > _FAR_M)) | (value > LONGEST[unit]))


def _right_unit(
    values: Floats, of_home: Integers, home_xy: Floats, site_xy: Floats, unit: str
) -> None:
    """Raises DataError where half of the pairs say that the values are in another unit."""
    every_value, every_line = [], []
    # Some of the homes are enough, and all of the sites.
    some = np.flatnonzero(of_home < len(values) - 1)
    some = some[:: max(1, len(some) // 2_000)]
    for site in range(len(site_xy)):
        value, apart = _pairs(values, of_home[some], home_xy[some], site_xy, site)
        kept = np.isfinite(value) & (apart >= BETWEEN_M[0]) & (apart <= BETWEEN_M[1])
        every_value.append(value[kept])
        every_line.append(apart[kept])
    value, line = np.concatenate(every_value), np.concatenate(every_line) / 1000
    if not len(value):
        return
    with np.errstate(divide="ignore"):
        usual = float(np.median(line / (value / 60) if unit == "min" else value / line))
    low, high = USUAL[unit]
    if low <= usual <= high:
        return
    # What half of the values are to half of the lines, as metres, kilometres, seconds or minutes.
    raw = float(np.median(value / line))
    guesses = {
        "metres": 900 <= raw <= 3_000,
        "seconds": unit == "min" and low <= usual * 60 <= high,
        "minutes": unit == "km" and 0.0004 <= raw <= 0.03,
        "kilometres": unit == "min" and 0.9 <= raw <= 1.5,
    }
    looks = next((name for name, fits in guesses.items() if fits), "")
    half = (
        f"half of the pairs go at {usual:.2g} km/h"
        if unit == "min"
        else (f"half of the ways are {usual:.2g} times the straight line")
    )
    raise DataError(
        f"{half}, which cannot be{f': these look like {looks}' if looks else ''}; "
        "say the right --unit"
    )
