"""The small message that paints the map: what the browser makes of it is what was computed."""

import json
from dataclasses import replace
from itertools import product

import brotli
import numpy as np
import pytest

from dashboard.address.context import Context
from dashboard.address.parameters import PROFILE_WORDS, TRACK_WORDS
from dashboard.address.query import default_view
from dashboard.address.view import SPEEDS, THRESHOLDS
from dashboard.data import CARIBBEAN, LEVELS
from dashboard.figures.answer import only_by_crow
from dashboard.messages.focus import focus
from dashboard.messages.ground import figure, ground
from dashboard.messages.sites import sites, sites_key
from dashboard.palette import Area, is_striped, unstriped
from dashboard.texts import texts_in
from dashboard.views import KINDS
from dashboard.views.distance import DISTANCE_STEPS
from dashboard.web.assets import ASSETS
from dashboard.words.legend import legend
from geodata.analysis.coverage import (
    NOTHING,
    ONLY_DP,
    coverage,
    nearest_site,
    offering,
    states,
)
from geodata.vocabulary import CLOSE_LEVELS, HARD
from tests.support.areas import areas_message as message
from tests.support.areas import codes_inside, distance_classes, of_most
from tests.support.geometry import features
from tests.support.kinds import SHOWS
from tests.support.scripts import browser_classes

NL = texts_in("nl")


def true_classes(data, view) -> np.ndarray:
    """The same from the means of the distances themselves, and the states of the analysis."""
    if view.show == "distance":
        return distance_classes(data, view)
    frame = coverage(data.tables, view.question, "postcode")
    values = frame[KINDS[view.show].column].to_numpy(float)
    found = KINDS[view.show].scale("postcode", view.threshold).classify(values)
    most = of_most(data, view, states(data.tables, view.question))
    # Of an area where nobody is known to live there is no share.
    striped = (most == ONLY_DP) & ~np.isnan(values)
    return found if view.show == "without" else np.where(striped, -2 - found, found)


def homes_on_map(data) -> np.ndarray:
    return data.on_map("postcode")


def at(view, threshold: int):
    """The view at another threshold of its measure."""
    return view.but(**{"minutes" if view.unit == "min" else "threshold_km": threshold})


@pytest.mark.slow
@pytest.mark.parametrize("profiles", PROFILE_WORDS)
@pytest.mark.parametrize(
    ("measure", "speed"),
    [
        ("straight", 16),
        ("cycle", 16),
        ("minutes", 16),
        ("minutes", 17),
        ("minutes", 20),
        ("minutes", 25),
    ],
)
def test_the_browser_follows_the_threshold_without_a_mistake(data, profiles, measure, speed):
    asked = default_view(data).but(profiles=profiles, measure=measure, speed=speed)
    shown = browser_classes(message(Context(data, asked)), list(asked.thresholds))
    for threshold, painted in zip(asked.thresholds, shown, strict=True):
        expected = true_classes(data, at(asked, threshold))[homes_on_map(data)]
        wrong = np.flatnonzero(painted != expected)
        assert wrong.tolist() == [], threshold


@pytest.mark.slow
@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_a_ride_of_exactly_a_threshold_is_within_it(data, monkeypatch, speed, more):
    """Rides are whole metres, so at most speeds some are exactly as long as a threshold."""
    asked = default_view(data).but(measure="minutes", speed=speed)
    areas = np.arange(len(data.tables.regions_of("postcode"))) % len(asked.thresholds)
    limits = np.array([asked.metres(minutes) for minutes in asked.thresholds])
    rides = (np.floor(limits) + more)[areas]
    monkeypatch.setattr("dashboard.messages.distances.mean_m", lambda *_: rides)
    areas = message(Context(data, asked)) | {"dp": None}
    shown = browser_classes(areas, list(asked.thresholds)) <= DISTANCE_STEPS.index(1.0)
    for threshold, painted in zip(asked.thresholds, shown, strict=True):
        near = (rides <= asked.metres(threshold))[homes_on_map(data)]
        assert (painted == near).all(), threshold


@pytest.mark.slow
@pytest.mark.parametrize("tracks", TRACK_WORDS)
def test_in_every_track_and_year(data, tracks):
    for year in data.tables.years:
        asked = default_view(data).but(profiles="MAT", tracks=tracks, year=year)
        thresholds = [3, 10, 25]
        shown = browser_classes(message(Context(data, asked)), thresholds)
        for threshold, painted in zip(thresholds, shown, strict=True):
            expected = true_classes(data, asked.but(threshold_km=threshold))[homes_on_map(data)]
            assert (painted == expected).all(), (year, threshold)


def test_the_message_itself_does_not_depend_on_the_threshold(data):
    view = default_view(data)
    for measure in THRESHOLDS:
        asked = view.but(measure=measure)
        ends = asked.thresholds[0], asked.thresholds[-1]
        one, other = (message(Context(data, at(asked, end))) for end in ends)
        assert (one["places"], one["dp"]) == (other["places"], other["dp"])
        assert (one["threshold"], other["threshold"]) == ends


@pytest.mark.slow
@pytest.mark.parametrize("show", ["share", "without", "choices"])
def test_the_other_views_of_homes_are_painted_as_computed(data, show):
    for profiles in ("hard", "allhard", "dp"):
        for threshold in (5, 10):
            view = default_view(data).but(
                show=show, picked_level="postcode", profiles=profiles, threshold_km=threshold
            )
            (painted,) = browser_classes(message(Context(data, view)), [threshold])
            assert (painted == true_classes(data, view)[homes_on_map(data)]).all()


# ---- near as the crow flies, and not by bicycle -------------------------------------------------

#: Profiles, measure, kilometres, minutes, speed.
DETOURS = [
    ("hard", "straight", 10, 30, 16),
    ("PIE", "cycle", 6, 30, 16),
    ("allhard", "minutes", 10, 45, 18),
    ("MAT", "minutes", 25, 90, 20),
]


def detour(data, asked):
    """The view, and two booleans per home: near as the crow flies, near by bicycle."""
    profiles, measure, km, minutes, speed = asked
    view = default_view(data).but(
        show="difference",
        profiles=profiles,
        measure=measure,
        threshold_km=km,
        minutes=minutes,
        speed=speed,
    )
    longest = minutes * speed * 1000 / 60 if measure == "minutes" else km * 1000
    crow, ride = (
        np.maximum.reduce(
            [
                data.tables.metres(
                    distance, offering(data.tables, one, view.tracks, view.year)
                ).min(axis=1)
                for one in (HARD if profiles == "allhard" else (profiles,))
            ]
        )
        for distance in ("straight", "cycle")
    )
    return view, crow <= km * 1000, ride <= longest


@pytest.mark.slow
@pytest.mark.parametrize("asked", DETOURS, ids=lambda asked: "-".join(map(str, asked)))
def test_homes_of_the_difference_are_near_by_bicycle_by_crow_only_or_far(data, asked):
    view, crow, ride = detour(data, asked)
    areas = message(Context(data, view))
    assert view.level == "postcode" and areas["values"] is None
    expected = of_most(data, view, np.select([ride, crow], [0, 1], 2))[homes_on_map(data)]
    assert areas["classes"] == expected.tolist()
    assert {areas["words"][str(code)] for code in (0, 1, 2)} == {
        NL("state.within"),
        NL("difference.only_straight"),
        NL("difference.neither"),
    }


@pytest.mark.slow
@pytest.mark.parametrize("asked", DETOURS, ids=lambda asked: "-".join(map(str, asked)))
def test_sums_of_the_difference_are_those_of_the_panel(data, asked):
    view, crow, ride = detour(data, asked)
    lost = data.tables.young(view.population) * (crow & ~ride)
    for level in ("nl", "province", "labour_region", "sto", "municipality", "postcode"):
        frame = view.kind.figures(data.tables, view, level)
        assert frame["difference"].sum() == pytest.approx(
            lost[data.tables.member_positions(level) >= 0].sum()
        )
        largest = frame.sort_values("difference", ascending=False, kind="stable").head(12)
        for row in largest.itertuples():
            assert row.difference == pytest.approx(lost[data.inside(row.code)].sum())
            assert row.difference == pytest.approx(only_by_crow(data, view.but(region=row.code)))
            # Whoever is near as the crow flies only is not covered by the ride.
            if view.measure != "straight":
                assert row.difference <= row.not_covered + 1e-6


def shown_young(values: np.ndarray) -> np.ndarray:
    """Whole, from a hundred on in tens; half goes up."""
    tens = values >= 100
    step = np.where(tens, 10, 1)
    return np.floor(np.round(values / step, 6) + 0.5) * step


@pytest.mark.slow
@pytest.mark.parametrize("level", ["province", "municipality", "sto"])
def test_regions_of_the_difference_are_painted_by_their_sums(data, level):
    view, _, _ = detour(data, ("PIE", "cycle", 6, 30, 16))
    areas = message(Context(data, view.but(picked_level=level)))
    frame = view.kind.figures(data.tables, view, level).iloc[data.on_map(level)]
    values = frame["difference"].to_numpy()
    expected = [sum(value > limit for limit in (0.5, 250, 1000, 3000)) for value in values]
    assert areas["classes"] == expected
    assert areas["values"] == shown_young(values).tolist()


#: The classes of distances of homes are made by the browser; see above.
SENT = [
    (level, show)
    for level, show in product(LEVELS, SHOWS)
    if level not in CLOSE_LEVELS or show != "distance"
]


def in_sight(data, level: str):
    """A view with the areas of a level on its map."""
    region = "GM0344" if level == "buurt" else "NL"
    return default_view(data).but(region=region, picked_level=level)


@pytest.mark.slow
@pytest.mark.parametrize(("level", "show"), SENT)
def test_regions_are_painted_by_their_figures(data, level, show):
    usual = in_sight(data, level).but(show=show, profiles="PIE")
    for changes in ({}, {"measure": "cycle"}, {"measure": "minutes", "minutes": 35, "speed": 18}):
        painted_by_figures(data, usual.but(**changes))


def painted_by_figures(data, view):
    level, show = view.level, view.show
    areas = message(Context(data, view))
    kind = KINDS[show]
    frame = view.kind.figures(data.tables, view, level).iloc[data.on_map(level, view.region)]
    values = frame[kind.column].to_numpy(float)
    if show == "distance":
        values = values * 1000 / view.metres(1)
    if areas["values"] is not None:
        assert [value is None for value in areas["values"]] == np.isnan(values).tolist()
        known = ~np.isnan(values)
        sent = np.array([value for value in areas["values"] if value is not None])
        # Young people may come in tens from a hundred on, as people read them.
        tens = (show in ("without", "difference", "only")) & (values[known] >= 100)
        half = np.where(tens, 5, 0.5 * 10.0 ** -areas["decimals"])
        if show == "share":
            # None and all are only said where it is so, and then up to a whole step from it.
            assert np.isin(sent, [0, 100]).tolist() == np.isin(values[known], [0, 100]).tolist()
            half = np.where((values[known] < 0.05) | (values[known] > 99.95), 0.1, half)
        assert (np.abs(sent - values[known]) <= half + 1e-9).all()
    if level not in CLOSE_LEVELS:
        expected = kind.scale(level, view.threshold).classify(values)
        assert areas["classes"] == expected.tolist()


@pytest.mark.parametrize("level", LEVELS)
def test_every_class_that_is_painted_has_a_colour_and_a_word(data, level):
    for show in SHOWS:
        view = in_sight(data, level).but(show=show)
        areas = message(Context(data, view))
        painted = set(browser_classes(areas, [10])[0].tolist())
        count = len(areas["colours"])
        assert painted <= set(range(-1 - count, count))
        explained = {fill for fill, _ in legend(view, NL)}
        shades = {areas["colours"][max(one, -2 - one)] for one in painted if one != -1}
        assert shades <= {unstriped(fill) for fill in explained}
        assert min(painted) >= -1 or any(map(is_striped, explained))


# ---- the same areas in the same order -----------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("level", [*LEVELS, "nl"])
def test_areas_are_in_the_order_of_the_geometry(data, level):
    region = in_sight(data, level).region
    file = data.manifest["geometry"][data.shapes(level, region)]
    drawn = features(ASSETS / file)
    assert [feature["id"] for feature in drawn] == list(range(len(drawn)))
    rows = data.tables.regions_of(level).iloc[data.on_map(level, region)]
    assert rows["feature"].tolist() == list(range(len(drawn)))
    assert [feature["properties"]["n"] for feature in drawn] == rows["name"].tolist()


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("show", SHOWS)
def test_one_number_for_every_area_that_is_drawn(data, level, show):
    view = in_sight(data, level).but(show=show)
    areas = message(Context(data, view))
    count = len(data.on_map(level, view.region))
    lists = [areas[name] for name in ("classes", "values", "places", "dp") if areas.get(name)]
    assert lists and {len(one) for one in lists} == {count}


def test_addresses_of_geometry_are_files(data):
    shown = ground(data, "pdok")
    addresses = [shown[name] for name in ("base", "abroad", "borders")]
    for level in LEVELS:
        addresses.append(
            message(Context(data, default_view(data).but(picked_level=level)))["geometry"]
        )
    for address in addresses:
        assert (ASSETS.parent / address.removeprefix("/")).is_file(), address


def test_the_drawn_ground_asks_for_no_tiles(data):
    assert ground(data, "drawn")["tiles"] is None
    assert ground(data, "pdok")["tiles"].startswith("https://service.pdok.nl/")


def test_names_on_the_map_are_large_places_once(data):
    places = ground(data, "drawn")["places"]
    points = [(lon, lat) for _, lon, lat in places]
    assert len(set(points)) == len(points)
    assert {"Amsterdam", "Rotterdam", "Groningen"} <= {name for name, _, _ in places}
    assert all(3 < lon < 7.3 and 50.7 < lat < 53.6 for lon, lat in points)


# ---- the size of an update ----------------------------------------------------------------------


def compressed(body: dict) -> int:
    """Bytes on the line, as the server compresses for a browser."""
    written = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return len(brotli.compress(written.encode(), quality=7))


@pytest.mark.slow
@pytest.mark.parametrize("show", SHOWS)
@pytest.mark.parametrize("region", ["NL", "PV28", "GM0363"])
@pytest.mark.parametrize("measure", THRESHOLDS)
def test_a_repaint_of_all_homes_is_small(data, show, region, measure):
    usual = default_view(data).but(
        show=show, picked_level="postcode", region=region, measure=measure
    )
    sizes = {
        profiles: compressed(message(Context(data, usual.but(profiles=profiles))))
        for profiles in ("hard", "MAT", "allhard")
    }
    assert {profiles: size for profiles, size in sizes.items() if size >= 10_000} == {}


def test_sites_are_small(data):
    for region in ("NL", "PV28"):
        body = sites(Context(data, default_view(data).but(profiles="vmbo", region=region)))
        assert compressed(body) < 30_000


def test_a_message_is_plain_json(data):
    for show, level, measure in product(SHOWS, LEVELS, THRESHOLDS):
        view = default_view(data).but(show=show, picked_level=level, measure=measure)
        # NaN and infinity are no JSON: a browser would refuse the whole message.
        json.dumps(message(Context(data, view)), allow_nan=False)
    json.dumps(sites(Context(data, default_view(data))), allow_nan=False)
    json.dumps(figure(), allow_nan=False)


# ---- the chosen region --------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("code", ["PV23", "AM05", "sto-achterhoek-oost", "GM0344", "1011"])
def test_areas_inside_are_those_with_a_home_in_the_region(data, level, code):
    view = default_view(data).but(region=code, picked_level=level)
    found = focus(data, view)
    rows = data.on_map(view.level, code)
    codes = data.tables.regions_of(view.level)["code"].iloc[rows].tolist()
    features = np.cumsum(found["inside"]).tolist()
    assert {codes[feature] for feature in features} == codes_inside(data, view.level, code) & {
        *codes
    }
    assert features == sorted(set(features))
    assert found["code"] == code


def test_in_the_country_nothing_is_outside(data):
    found = focus(data, default_view(data))
    assert found["inside"] is None and found["outline"] is None
    assert found["box"] == data.region("NL").box


def test_a_home_is_outlined_in_view_of_its_town(data):
    found = focus(data, default_view(data).but(region="1011"))
    assert found["outline"]["feature"] == data.region("1011").feature
    assert found["outline"]["geometry"] == f"/assets/{data.manifest['geometry']['postcode']}"
    west, south, east, north = data.region("GM0363").box
    site = data.tables.placed_sites.iloc[
        of_most(data, default_view(data), nearest_site(data.tables, default_view(data).question))[
            data.region("1011").position
        ]
    ]
    assert found["box"] == (
        min(west, site["lon"]),
        min(south, site["lat"]),
        max(east, site["lon"]),
        max(north, site["lat"]),
    )


@pytest.mark.parametrize("measure", THRESHOLDS)
@pytest.mark.parametrize("home", ["1011", "9163", "8899", "4575"])
def test_the_nearest_site_of_a_home_is_in_sight(data, home, measure):
    view = default_view(data).but(region=home, profiles="MAT", measure=measure)
    nearest = of_most(data, view, nearest_site(data.tables, view.question))
    site = data.tables.placed_sites.iloc[nearest[data.region(home).position]]
    west, south, east, north = focus(data, view)["box"]
    assert west <= site["lon"] <= east and south <= site["lat"] <= north


def test_a_site_is_seen_with_its_widest_ring_and_its_homes(data):
    usual = default_view(data).but(region="PV28", speed=20, measure="minutes")
    rows = nearest_site(data.tables, usual.by_ride)
    row = int(np.bincount(rows).argmax())
    view = usual.ride_from(data.tables.placed_sites["code"].iloc[row])
    found = focus(data, view)
    assert found["outline"] is None
    west, south, east, north = found["box"]
    for part in data.stars.ring(view.site, 15_000):
        for lon, lat in part[0]:
            assert west <= lon <= east and south <= lat <= north
    features = np.cumsum(found["inside"]).tolist()
    most = of_most(data, view, rows == row)[data.on_map("postcode")]
    assert features == np.flatnonzero(most).tolist()
    assert features == sorted(set(features)) != []


def test_a_site_for_which_nobody_comes_leaves_the_map_as_it_is(data):
    view = default_view(data).but(profiles="MAT")
    offered = offering(data.tables, "MAT", view.tracks, view.year)
    other = data.tables.placed_sites["code"].iloc[np.flatnonzero(~offered)[0]]
    assert focus(data, view.ride_from(other))["inside"] is None


def test_what_is_not_on_the_map_is_not_looked_for(data):
    found = focus(data, default_view(data).but(region=CARIBBEAN))
    assert (found["inside"], found["outline"]) == (None, None)
    # It is seen beside all of the country.
    assert found["box"] == data.region("NL").box and found["code"] == CARIBBEAN


# ---- sites --------------------------------------------------------------------------------------


def test_sites_are_parallel_lists_of_what_is_offered(data):
    shown = sites(Context(data, default_view(data).but(profiles="MAT", region="PV28")))
    lists = [shown[name] for name in ("code", "lon", "lat", "mark", "size", "text")]
    assert {len(one) for one in lists} == {len(shown["mark"])} != {0}
    assert set(shown["mark"]) == {"MAT"}
    assert shown["marked"]


def test_every_mark_bears_the_code_of_its_site(data):
    view = default_view(data).but(profiles="PIE")
    shown = sites(Context(data, view))
    offered = offering(data.tables, "PIE", view.tracks, view.year)
    placed = data.tables.placed_sites[offered]
    assert shown["code"] == placed["code"].tolist()
    assert shown["lon"] == pytest.approx(placed["lon"].tolist(), abs=1e-4)
    assert [text[0] for text in shown["text"]] == placed["name"].tolist()
    assert shown["chosen"] is None and not shown["marked"]


def test_the_chosen_site_is_marked_whether_it_has_the_offer_or_not(data):
    usual = default_view(data).but(profiles="MAT")
    offered = offering(data.tables, "MAT", usual.tracks, usual.year)
    codes = data.tables.placed_sites["code"]
    with_it, without = codes[offered].iloc[0], codes[~offered].iloc[0]
    for code, mark in ((with_it, "MAT"), (without, "")):
        shown = sites(Context(data, usual.ride_from(code)))
        assert shown["chosen"] == code and shown["marked"]
        assert shown["mark"][shown["code"].index(code)] == mark
        assert len(set(shown["code"])) == len(shown["code"]) == offered.sum() + (not mark)


def test_marks_only_name_what_is_asked(data):
    for profiles in ("hard", "broad", "allhard", "dp"):
        shown = sites(Context(data, default_view(data).but(profiles=profiles, region="PV28")))
        found = {code for mark in shown["mark"] for code in mark.split("+")}
        expected = {
            "hard": {"BWI", "PIE", "MT"},
            "broad": {"BWI", "PIE", "MT", "MVI", "MAT"},
            "allhard": {"BWI", "PIE", "MT"},
            "dp": {"DP"},
        }
        assert found == expected[profiles]


def test_hidden_sites_are_not_sent(data):
    shown = sites(Context(data, default_view(data).but(sites=False)))
    assert (shown["key"], shown["code"], shown["lon"], shown["text"]) == ("off", [], [], [])


def test_the_key_of_the_sites_tells_layers_apart(data):
    usual = default_view(data)
    other = [
        usual.but(profiles="PIE"),
        usual.but(tracks=("GL",)),
        usual.but(year=data.tables.years[0]),
        usual.but(region="PV28"),
        usual.ride_from(data.tables.placed_sites["code"].iloc[0]),
        usual.but(language="en"),
        usual.but(sites=False),
    ]
    for view in other:
        assert sites_key(view) != sites_key(usual)
        assert sites(Context(data, view)) != sites(Context(data, usual))
    same = [usual.but(threshold_km=3), usual.but(show="share"), usual.but(table=True)]
    same += [usual.but(population=2025), usual.but(measure="minutes", speed=20, minutes=45)]
    same.append(usual.but(show="difference"))
    for view in same:
        assert sites_key(view) == sites_key(usual)
        assert sites(Context(data, view)) == sites(Context(data, usual))


def test_a_profile_that_nobody_offers_is_drawn_without_breaking(data):
    offers = data.tables.offers
    tables = replace(data.tables, offers=offers[offers["profile"] != "MAT"])
    empty = replace(data, tables=tables)
    view = default_view(empty).but(profiles="MAT")
    assert set(states(tables, view.question)) == {ONLY_DP, NOTHING}
    for show in SHOWS:
        for level in ("postcode", "municipality"):
            areas = message(Context(empty, view.but(show=show, picked_level=level)))
            json.dumps(areas, allow_nan=False)
    assert sites(Context(empty, view))["lon"] == []
    assert message(Context(empty, view))["noData"] == Area.NO_DATA
