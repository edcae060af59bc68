"""The map on paper, read back from its SVG; shapes against Shapely."""

import re
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.context import Context
from dashboard.address.query import default_view
from dashboard.data import CARIBBEAN, Data
from dashboard.drawing.fills import fills, svg_fill
from dashboard.drawing.region_map import region_map
from dashboard.drawing.shapes import (
    BEYOND,
    COARSE,
    Frame,
    cut,
    joined,
    layer,
    parse,
    paths,
    simpler,
)
from dashboard.drawing.svg import free
from dashboard.messages.sites import sites
from dashboard.palette import STRIPE, Area, Ink, is_striped
from dashboard.texts import texts_in
from tests.support.areas import areas_message as message
from tests.support.drawings import room_of
from tests.support.scripts import browser_classes, fill_of

SVG = "{http://www.w3.org/2000/svg}"
NL = texts_in("nl")
SIZE = (340, 300)
#: A municipality, a province of islands, a COROP area, an STO region of parts, a home.
PLACES = ["GM0855", "PV29", "CR01", "sto-rotterdam-noord", "5017"]


def drawn(data: Data, code: str, level: str = "postcode", size=SIZE, **changes) -> str:
    view = default_view(data).but(region=code)
    shown = view.but(show="share") if level == "municipality" else view
    arguments = {"title": code, "prefix": "m"} | changes
    filled = fills(data, shown.but(picked_level=level))
    return region_map(data, code, level, filled, sites(Context(data, view)), size=size, **arguments)


@pytest.fixture(scope="module")
def maps(data) -> dict[str, str]:
    country = {"NL": drawn(data, "NL", "municipality", (340, 420))}
    return {code: drawn(data, code) for code in PLACES} | country


def read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def group(root: ElementTree.Element, name: str) -> ElementTree.Element:
    return next(one for one in root.iter(f"{SVG}g") if one.get("id") == f"m-{name}")


def rings(path: str) -> list[np.ndarray]:
    """The points of every ring of path data as the drawings write it."""
    return [
        np.cumsum(
            np.array(re.findall(r"-?(?:\d+\.?\d*|\.\d+)", ring), float).reshape(-1, 2), axis=0
        )
        for ring in path.split("M")[1:]
    ]


@pytest.mark.parametrize("code", ["GM0855", "PV29", "CR01", "NL"])
def test_every_area_of_the_region_is_drawn_once_in_its_fill(data, maps, code):
    level = "municipality" if code == "NL" else "postcode"
    show = "share" if code == "NL" else "distance"
    filled = fills(data, default_view(data).but(show=show, picked_level=level))
    feature = data.tables.regions_of(level)["feature"].to_numpy()
    wanted = [filled[row] for row in data.areas_inside(level, code) if feature[row] >= 0]
    found = {}
    for one in group(read(maps[code]), "inside"):
        found[one.get("fill")] = len(one)
    assert found == {svg_fill(fill, "m"): wanted.count(fill) for fill in set(wanted)}


def test_tilburg_is_striped(data, maps):
    inside = group(read(maps["GM0855"]), "inside")
    assert sum(len(one) for one in inside if "url" in one.get("fill")) > 20


@pytest.mark.parametrize("measure", ["straight", "minutes"])
def test_home_fills_are_the_classes_of_the_screen(data, measure):
    view = default_view(data).but(measure=measure, picked_level="postcode")
    areas = message(Context(data, view))
    on_screen = [fill_of(found, areas) for found in browser_classes(areas, [view.threshold])[0]]
    filled = np.array(fills(data, view), object)
    assert filled[data.on_map("postcode")].tolist() == on_screen
    assert any(map(is_striped, on_screen))


@pytest.mark.parametrize("code", [*PLACES, "NL"])
def test_words_and_letters_never_touch(maps, code):
    boxes = [room_of(one) for one in read(maps[code]).iter(f"{SVG}text")]
    assert len(boxes) > 2
    assert all(free(a, [b], 0) for a, b in combinations(boxes, 2))
    width, height = (340, 420) if code == "NL" else SIZE
    assert all(a >= 0 and b >= 0 and c <= width and d <= height for a, b, c, d in boxes)


@pytest.mark.parametrize("code", [*PLACES, "NL"])
def test_colours_type_and_numbers(maps, code):
    root = read(maps[code])
    stripes = {one.get("id") for one in root.iter(f"{SVG}pattern")}
    palette = {*Area, *Ink, STRIPE, "none", *(f"url(#{name})" for name in stripes)}
    used = {one.get(name) for one in root.iter() for name in ("fill", "stroke")} - {None}
    assert used <= palette
    assert min(float(one.get("font-size", 11)) for one in root.iter(f"{SVG}text")) >= 11
    width, height = (340, 420) if code == "NL" else SIZE
    edge = np.array([width, height]) + BEYOND + 0.5
    shapes = [one.get("d") for name in ("inside", "outside") for one in group(root, name).iter()]
    points = np.concatenate([ring for shape in shapes if shape for ring in rings(shape)])
    assert (points >= -BEYOND - 0.5).all() and (points <= edge).all()


def test_sizes(maps):
    assert {code: len(svg) for code, svg in maps.items() if len(svg) >= 60_000} == {}


def test_the_region_has_a_bold_outline_and_a_home_also_its_municipality(maps):
    outlines = {
        code: [
            (one.get("href"), float(one.get("stroke-width")))
            for one in read(maps[code]).iter(f"{SVG}use")
            if one.get("stroke") == Ink.INK
        ]
        for code in ("GM0855", "5017")
    }
    assert outlines["GM0855"] == [("#m-line-GM0855", 2.0)]
    assert outlines["5017"] == [("#m-line-GM0855", 1.2), ("#m-line-5017", 2.0)]


def test_sites_carry_the_letters_of_their_profiles(data, maps):
    words = {one.text for one in read(maps["PV29"]).iter(f"{SVG}text")}
    assert {"BPM", "BP", "P"} <= words
    alone = read(drawn(data, "GM0855"))
    assert not [one for one in alone.iter(f"{SVG}text") if one.text == "BPM"]


def test_the_scale_bar_is_as_long_as_it_says(data, maps):
    frame = Frame.fitted(data.region("PV29").box, SIZE, 0.06 * 300)
    root = read(maps["PV29"])
    text = next(one.text for one in root.iter(f"{SVG}text") if (one.text or "").endswith(" km"))
    bar = next(one.get("d") for one in root.iter(f"{SVG}path") if "v4h" in one.get("d"))
    length = float(re.search(r"v4h([\d.]+)", bar)[1])
    assert length == pytest.approx(float(text.removesuffix(" km")) * frame.px_per_km, abs=0.06)


def test_the_frame_is_true_to_scale_both_ways():
    frame = Frame.fitted((5.0, 51.9, 5.2, 52.1), (400, 400), 10)
    # One kilometre east and north of the middle, by the length of a degree at 52° north.
    east, north = frame.place([(5.1 + 1 / 68.46, 52.0), (5.1, 52.0 + 1 / 111.2)])
    assert east[0] - 200 == pytest.approx(frame.px_per_km, rel=0.003)
    assert 200 - north[1] == pytest.approx(frame.px_per_km, rel=0.003)


def test_no_map_of_the_caribbean(data):
    filled = fills(data, default_view(data))
    assert region_map(data, CARIBBEAN, "postcode", filled, title="x") is None


def test_ids_begin_with_the_prefix(data):
    svg = drawn(data, "GM0855", prefix="een")
    assert re.findall(r' id="(?!een-)', svg) == []
    used = re.findall(r"url\(#([^)]*)\)", svg) + re.findall(r'href="#([^"]*)"', svg)
    assert set(used) <= set(re.findall(r' id="([^"]*)"', svg))


def test_hostile_names_stay_text(data):
    hostile = "<script>x</script>"
    homes = data.tables.homes.assign(place=hostile)
    changed = replace(data, tables=replace(data.tables, homes=homes))
    svg = drawn(changed, "GM0855", title=hostile, description='"><b>')
    assert "<script" not in svg and "<b>" not in svg
    assert hostile in [one.text for one in read(svg).iter(f"{SVG}text")]


def test_homes_without_data_are_grey(data):
    count = len(data.tables.regions_of("postcode"))
    svg = region_map(data, "GM0855", "postcode", [None] * count, title="x", prefix="m")
    assert [one.get("fill") for one in group(read(svg), "inside")] == [Area.NO_DATA]


@pytest.mark.slow
def test_geometry_is_kept_small(data):
    files = data.manifest["geometry"]
    kept = [layer(file).size for key, file in files.items() if not key.startswith("buurt_")]
    assert sum(kept) < 1_500_000
    # Of the neighbourhoods those of a municipality at a time.
    assert max(layer(file).size for file in files.values()) < 500_000


def test_parse_keeps_parts_and_holes_of_a_feature():
    outer, hole = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [2, 1], [2, 2], [1, 1]]
    text = (
        '{"type":"FeatureCollection","features":['
        f'{{"geometry":{{"type":"Polygon","coordinates":[{outer},{hole}]}}}},'
        f'{{"geometry":{{"type":"MultiPolygon","coordinates":[[{hole}],[{hole}]]}}}}]}}'
    )
    found = parse(text)
    assert found.feature.tolist() == [0, 0, 1, 1]
    assert found.starts.tolist() == [0, 4, 7, 10, 13]
    assert found.boxes[0].tolist() == [0, 0, 4, 4]


@given(
    st.lists(st.floats(0.2, 1), min_size=5, max_size=30), st.floats(-150, 250), st.floats(0, 200)
)
def test_a_cut_ring_is_what_shapely_cuts(radii, x, y):
    """Star-shaped rings, in and out of the drawing."""
    angles = np.linspace(0, 2 * np.pi, len(radii), endpoint=False)
    around = np.column_stack([np.cos(angles), np.sin(angles)])
    ring = np.array([x, y]) + 120 * np.array(radii)[:, None] * around
    found = cut(ring, Frame(200, 100, 5, 52, 1))
    box = shapely.box(-BEYOND, -BEYOND, 200 + BEYOND, 100 + BEYOND)
    wanted = shapely.intersection(shapely.polygons(ring), box).area
    area = shapely.polygons(found).area if len(found) > 2 else 0
    assert area == pytest.approx(wanted, abs=1e-6 * 120**2)


def test_a_shared_border_stays_shared():
    """Two areas on either side of a ragged line, one of them drawn the other way round."""
    random = np.random.default_rng(5)
    border = np.column_stack([50 + random.normal(0, 1, 200), np.linspace(10, 90, 200)])
    west = np.concatenate([border, [(5, 90), (5, 10)]])
    east = np.concatenate([border[::-1], [(95, 10), (95, 90)]])
    points, counts = simpler([west, east], COARSE, True)
    left, right = np.split(points, counts[:1])
    kept = [{tuple(p) for p in side.tolist() if 400 < p[0] < 600} for side in (left, right)]
    middle = [{p for p in side if 150 < p[1] < 850} for side in kept]
    assert middle[0] == middle[1]
    assert 10 < len(middle[0]) < 150


def test_joined_areas_cover_what_they_cover_apart(data):
    """The provinces are made of municipalities, so joined they fill the country's outline."""
    frame = Frame.fitted(data.region("PV25").box, SIZE, 10)
    towns = layer(data.manifest["geometry"]["municipality"])
    inside = np.isin(np.arange(towns.feature[-1] + 1), data.areas_inside("municipality", "PV25"))
    shape = joined(towns, frame, inside, corner=0.1)
    whole = layer(data.manifest["geometry"]["province"])
    province = paths(whole, frame, corner=0.1)[data.region("PV25").feature]
    areas = [sum(_signed(ring) for ring in rings(path)) for path in (shape, province)]
    assert abs(areas[0]) == pytest.approx(abs(areas[1]), rel=0.01)
    apart = paths(towns, frame, features=inside, corner=0.1)
    assert len(shape) < 0.5 * sum(map(len, apart.values()))
    assert joined(towns, frame, np.zeros_like(inside)) == ""


def _signed(ring: np.ndarray) -> float:
    """Area of a ring, negative the other way round."""
    x, y = ring.T
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def test_paths_leave_out_what_is_not_in_view(data):
    found = layer(data.manifest["geometry"]["municipality"])
    frame = Frame.fitted(data.region("GM0855").box, SIZE, 10)
    assert 222 in paths(found, frame)
    assert len(paths(found, frame)) < 15
