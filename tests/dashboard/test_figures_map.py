"""The small message that paints the map: what the browser makes of it is what was computed."""

import json
from dataclasses import replace
from itertools import product

import brotli
import numpy as np
import pytest

from dashboard import ASSETS
from dashboard.catalogue import INDICATORS
from dashboard.figures.map import figure, focus, ground, legend, message, sites, sites_key
from dashboard.palette import Area
from dashboard.tables import CARIBBEAN, LEVELS
from dashboard.texts import texts
from dashboard.view import PROFILE_WORDS, SHOWS, THRESHOLDS_KM, TRACK_WORDS, default_view
from geodata.coverage import NOTHING, ONLY_DP, WITHIN, coverage, reach, states
from tests.dashboard.conftest import codes_inside

NL = texts("nl")


def browser_classes(areas: dict, threshold: int) -> np.ndarray:
    """``classesOf`` of ``assets/map.js``, with the arithmetic of JavaScript."""
    if areas.get("steps") is None:
        return np.array(areas["classes"])
    steps = np.cumsum(areas["steps"])
    limits = [np.floor(factor * threshold * 20 + 0.5) / 20 for factor in areas["factors"]]
    found = np.select([steps <= limit * 20 for limit in limits], range(len(limits)), len(limits))
    if areas["dp"] is not None:
        dp = np.cumsum(areas["dp"])
        within = np.ceil(steps / 2) <= threshold * 10
        found = np.where(~within & (dp >= 0) & (dp <= threshold), -2, found)
    return np.where(steps < 0, -1, found)


def true_classes(data, view) -> np.ndarray:
    """The same from unrounded distances and the states of the analysis."""
    state = states(data.tables, view.question)
    if view.show == "share":
        return np.select([state == WITHIN, state == ONLY_DP], [1, -2], 0)
    if view.show == "distance":
        values = reach(data.tables, view.question).nearest_m.astype(float) / 1000
    else:
        frame = coverage(data.tables, view.question, "home")
        values = frame[INDICATORS[view.show].column].to_numpy(float)
    found = INDICATORS[view.show].scale("home", view.threshold_km).classify(values)
    return found if view.show == "without" else np.where(state == ONLY_DP, -2, found)


def homes_on_map(data) -> np.ndarray:
    return data.on_map("home")


@pytest.mark.parametrize("profiles", PROFILE_WORDS)
def test_the_browser_follows_the_threshold_without_a_mistake(data, profiles):
    asked = default_view(data).but(profiles=profiles)
    areas = message(data, asked, NL)
    for threshold in THRESHOLDS_KM:
        expected = true_classes(data, asked.but(threshold_km=threshold))[homes_on_map(data)]
        wrong = np.flatnonzero(browser_classes(areas, threshold) != expected)
        assert wrong.tolist() == [], threshold


@pytest.mark.parametrize("tracks", TRACK_WORDS)
def test_in_every_track_and_year(data, tracks):
    for year in data.tables.years:
        asked = default_view(data).but(profiles="MAT", tracks=tracks, year=year)
        areas = message(data, asked, NL)
        for threshold in (3, 10, 25):
            expected = true_classes(data, asked.but(threshold_km=threshold))[homes_on_map(data)]
            assert (browser_classes(areas, threshold) == expected).all(), (year, threshold)


def test_the_message_itself_does_not_depend_on_the_threshold(data):
    view = default_view(data)
    one, other = (message(data, view.but(threshold_km=km), NL) for km in (1, 25))
    assert (one["steps"], one["dp"]) == (other["steps"], other["dp"])
    assert (one["threshold"], other["threshold"]) == (1, 25)


@pytest.mark.parametrize("show", ["share", "without", "choices"])
def test_the_other_views_of_homes_are_painted_as_computed(data, show):
    for profiles in ("hard", "allhard", "dp"):
        for threshold in (5, 10):
            view = default_view(data).but(
                show=show, picked_level="home", profiles=profiles, threshold_km=threshold
            )
            painted = browser_classes(message(data, view, NL), threshold)
            assert (painted == true_classes(data, view)[homes_on_map(data)]).all()


#: The classes of distances of homes are made by the browser; see above.
SENT = [one for one in product(LEVELS, SHOWS) if one != ("home", "distance")]


@pytest.mark.parametrize(("level", "show"), SENT)
def test_regions_are_painted_by_their_figures(data, level, show):
    view = default_view(data).but(show=show, picked_level=level, profiles="PIE")
    areas = message(data, view, NL)
    indicator = INDICATORS[show]
    frame = coverage(data.tables, view.question, level).iloc[data.on_map(level)]
    values = frame[indicator.column].to_numpy(float)
    if areas["values"] is not None:
        assert [value is None for value in areas["values"]] == np.isnan(values).tolist()
        known = ~np.isnan(values)
        sent = np.array([value for value in areas["values"] if value is not None])
        # Young people may come in tens from a hundred on, as people read them.
        tens = (show == "without") & (values[known] >= 100)
        half = np.where(tens, 5, 0.5 * 10.0 ** -areas["decimals"])
        assert (np.abs(sent - values[known]) <= half + 1e-9).all()
    if level != "home":
        expected = indicator.scale(level, 10).classify(values)
        assert areas["classes"] == expected.tolist()


@pytest.mark.parametrize("level", LEVELS)
def test_every_class_that_is_painted_has_a_colour_and_a_word(data, level):
    for show in SHOWS:
        view = default_view(data).but(show=show, picked_level=level)
        areas = message(data, view, NL)
        painted = set(browser_classes(areas, 10).tolist())
        assert painted <= {-2, -1, *range(len(areas["colours"]))}
        explained = {colour for colour, _ in legend(view, NL)}
        shades = {areas["colours"][one] for one in painted if one >= 0}
        assert shades <= explained
        assert -2 not in painted or "stripes" in explained


# ---- the same areas in the same order -----------------------------------------------------------


@pytest.mark.parametrize("level", [*LEVELS, "nl"])
def test_areas_are_in_the_order_of_the_geometry(data, level):
    drawn = json.loads((ASSETS / data.manifest["geometry"][level]).read_text("utf-8"))["features"]
    assert [feature["id"] for feature in drawn] == list(range(len(drawn)))
    rows = data.tables.regions_of(level).iloc[data.on_map(level)]
    assert rows["feature"].tolist() == list(range(len(drawn)))
    assert [feature["properties"]["n"] for feature in drawn] == rows["name"].tolist()


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("show", SHOWS)
def test_one_number_for_every_area_that_is_drawn(data, level, show):
    view = default_view(data).but(show=show, picked_level=level)
    areas = message(data, view, NL)
    count = len(data.on_map(level))
    lists = [areas[name] for name in ("classes", "values", "steps", "dp") if areas.get(name)]
    assert lists and {len(one) for one in lists} == {count}
    assert figure(data, view)["data"][0]["locations"] == list(range(count))


def test_addresses_of_geometry_are_files(data):
    shown = ground(data, "pdok")
    addresses = [shown[name] for name in ("base", "abroad", "borders")]
    for level in LEVELS:
        addresses.append(message(data, default_view(data).but(picked_level=level), NL)["geometry"])
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
    return len(brotli.compress(json.dumps(body, separators=(",", ":")).encode(), quality=5))


@pytest.mark.parametrize("show", SHOWS)
@pytest.mark.parametrize("region", ["NL", "PV28", "GM0363"])
def test_a_repaint_of_all_homes_is_small(data, show, region):
    usual = default_view(data).but(show=show, picked_level="home", region=region)
    sizes = {
        profiles: compressed(message(data, usual.but(profiles=profiles), NL))
        for profiles in ("hard", "MAT", "allhard")
    }
    assert {profiles: size for profiles, size in sizes.items() if size >= 10_000} == {}


def test_sites_are_small(data):
    for region in ("NL", "PV28"):
        body = sites(data, default_view(data).but(profiles="vmbo", region=region), NL)
        assert compressed(body) < 30_000


def test_a_message_is_plain_json(data):
    for show in SHOWS:
        for level in LEVELS:
            view = default_view(data).but(show=show, picked_level=level)
            # NaN and infinity are no JSON: a browser would refuse the whole message.
            json.dumps(message(data, view, NL), allow_nan=False)
    json.dumps(sites(data, default_view(data), NL), allow_nan=False)
    json.dumps(figure(data, default_view(data)), allow_nan=False)


# ---- the chosen region --------------------------------------------------------------------------


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("code", ["PV23", "AM05", "sto-achterhoek-oost", "GM0344", "1011"])
def test_areas_inside_are_those_with_a_home_in_the_region(data, level, code):
    found = focus(data, default_view(data).but(region=code, picked_level=level))
    codes = data.tables.regions_of(level)["code"].iloc[data.on_map(level)].tolist()
    features = np.cumsum(found["inside"]).tolist()
    assert {codes[feature] for feature in features} == codes_inside(data, level, code)
    assert features == sorted(set(features))
    assert found["code"] == code


def test_in_the_country_nothing_is_outside(data):
    found = focus(data, default_view(data))
    assert found["inside"] is None and found["outline"] is None
    assert found["box"] == data.region("NL").box


def test_a_home_is_outlined_in_view_of_its_town(data):
    found = focus(data, default_view(data).but(region="1011"))
    assert found["outline"]["feature"] == data.region("1011").feature
    assert found["outline"]["geometry"] == f"/assets/{data.manifest['geometry']['home']}"
    assert found["box"] == data.region("GM0363").box


def test_what_is_not_on_the_map_is_not_looked_for(data):
    found = focus(data, default_view(data).but(region=CARIBBEAN))
    assert (found["box"], found["inside"], found["outline"]) == (None, None, None)


# ---- sites --------------------------------------------------------------------------------------


def test_sites_are_parallel_lists_of_what_is_offered(data):
    shown = sites(data, default_view(data).but(profiles="MAT", region="PV28"), NL)
    lists = [shown[name] for name in ("lon", "lat", "mark", "size", "text")]
    assert {len(one) for one in lists} == {len(shown["mark"])} != {0}
    assert set(shown["mark"]) == {"MAT"}
    assert shown["marked"]


def test_marks_only_name_what_is_asked(data):
    for profiles in ("hard", "broad", "allhard", "dp"):
        shown = sites(data, default_view(data).but(profiles=profiles, region="PV28"), NL)
        found = {code for mark in shown["mark"] for code in mark.split("+")}
        expected = {
            "hard": {"BWI", "PIE", "MT"},
            "broad": {"BWI", "PIE", "MT", "MVI", "MAT"},
            "allhard": {"BWI", "PIE", "MT"},
            "dp": {"DP"},
        }
        assert found == expected[profiles]


def test_hidden_sites_are_not_sent(data):
    shown = sites(data, default_view(data).but(sites=False), NL)
    assert (shown["key"], shown["lon"], shown["text"]) == ("off", [], [])


def test_the_key_of_the_sites_tells_layers_apart(data):
    usual = default_view(data)
    other = [
        usual.but(profiles="PIE"),
        usual.but(tracks=("GL",)),
        usual.but(year=data.tables.years[0]),
        usual.but(region="PV28"),
        usual.but(language="en"),
        usual.but(sites=False),
    ]
    for view in other:
        assert sites_key(view) != sites_key(usual)
        assert sites(data, view, texts(view.language)) != sites(data, usual, NL)
    same = [usual.but(threshold_km=3), usual.but(show="share"), usual.but(table=True)]
    same.append(usual.but(population=2025))
    for view in same:
        assert sites_key(view) == sites_key(usual)
        assert sites(data, view, NL) == sites(data, usual, NL)


def test_a_profile_that_nobody_offers_is_drawn_without_breaking(data):
    offers = data.tables.offers
    tables = replace(data.tables, offers=offers[offers["profile"] != "MAT"])
    empty = replace(data, tables=tables)
    view = default_view(empty).but(profiles="MAT")
    assert set(states(tables, view.question)) == {ONLY_DP, NOTHING}
    for show in SHOWS:
        for level in ("home", "municipality"):
            areas = message(empty, view.but(show=show, picked_level=level), NL)
            json.dumps(areas, allow_nan=False)
    assert sites(empty, view, NL)["lon"] == []
    assert message(empty, view, NL)["noData"] == Area.NO_DATA
