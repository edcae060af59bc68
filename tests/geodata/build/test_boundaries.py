"""Shapes from small hand-made grids: 3 x 3 home areas of 1 km2 with ragged borders."""

import hashlib
import itertools
import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import Point, Polygon, box

import geodata
from geodata.build import boundaries, geojson, geometry, ground, polygons, topojson
from geodata.errors import DataError
from geodata.tables import topojson as tables_topojson
from geodata.vocabulary import LEVELS, RD, REGION_LEVELS, WGS84
from tests.support.geometry import features, shapes

WEST, SOUTH, KM = 150_000.0, 450_000.0, 1_000.0
FACTS = Path(geodata.__file__).parent / "facts" / "caribbean.json"

# Home areas count from the south-west, row by row: 1011 1012 1013 / 1021 ... / 1031 1032 1033.
HOMES = [f"10{row}{column}" for row in (1, 2, 3) for column in (1, 2, 3)]
MUNICIPALITY = {home: f"GM000{home[3]}" for home in HOMES}  # a column each
PROVINCE = {"GM0001": "PV1", "GM0002": "PV1", "GM0003": "PV2"}


def ragged(shape: Polygon) -> Polygon:
    """The shape with points every 100 m, moved by what only depends on where they are."""

    def move(points: np.ndarray) -> np.ndarray:
        phase = points[:, 0] * 0.013 + points[:, 1] * 0.017
        return points + 20 * np.column_stack([np.sin(phase), np.cos(phase)])

    return shapely.transform(shapely.segmentize(shape, 100.0), move)


def square(column: float, row: float, size: float = 1.0) -> Polygon:
    x, y = WEST + column * KM, SOUTH + row * KM
    return box(x, y, x + size * KM, y + size * KM)


def frame(column: str, shapes: dict[str, Polygon]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({column: list(shapes)}, geometry=list(shapes.values()), crs=RD)


@pytest.fixture
def pc4() -> gpd.GeoDataFrame:
    places = {home: (int(home[3]) - 1, int(home[2]) - 1) for home in HOMES}
    return frame("pc4", {home: ragged(square(*place)) for home, place in places.items()})


def buurt_of(home: str) -> str:
    """Every area is one neighbourhood."""
    return f"BU{MUNICIPALITY[home][2:]}{home}"


@pytest.fixture
def buurten(pc4) -> gpd.GeoDataFrame:
    return pc4.assign(code=pc4["pc4"].map(buurt_of))[["code", "geometry"]]


@pytest.fixture
def municipalities(pc4) -> gpd.GeoDataFrame:
    columns = pc4.assign(gm_code=pc4["pc4"].map(MUNICIPALITY)).dissolve("gm_code")
    return columns.reset_index()[["gm_code", "geometry"]]


@pytest.fixture
def membership() -> pd.DataFrame:
    """Municipality GM0002 is divided: its southern home goes with the eastern STO region."""
    rows = []
    for home in HOMES:
        municipality = MUNICIPALITY[home]
        east = municipality == "GM0003" or home == "1012"
        codes = {
            "nl": "NL",
            "province": PROVINCE[municipality],
            "labour_region": "AM1",
            "rmc": "RM1",
            "corop": "CR1",
            "sto": "sto-east" if east else "sto-west",
            "municipality": municipality,
            "postcode": home,
            "buurt": buurt_of(home),
        }
        rows += [{"home": home, "level": level, "code": code} for level, code in codes.items()]
    return pd.DataFrame(rows)


@pytest.fixture
def regions(membership) -> pd.DataFrame:
    codes = membership[["level", "code"]].drop_duplicates()
    codes = codes.sort_values(["level", "code"], ignore_index=True)
    codes["name"] = "Naam van " + codes["code"]
    within = codes["code"].str[:6].where(codes["level"].eq("buurt"), "")
    codes["feature"] = codes.groupby(["level", within]).cumcount().astype("int32")
    abroad = {"level": "sto", "code": "sto-bes", "name": "Caribisch Nederland", "feature": -1}
    return pd.concat([codes, pd.DataFrame([abroad])], ignore_index=True)


@pytest.fixture
def natural_earth() -> dict[str, gpd.GeoDataFrame]:
    """Coarse land 10 km about the grid, sea west of it, a frontier 5 km east of it."""
    land = box(WEST - 10 * KM, SOUTH - 10 * KM, WEST + 20 * KM, SOUTH + 13 * KM)
    sea = box(WEST - 30 * KM, SOUTH - 10 * KM, WEST - 10 * KM, SOUTH + 13 * KM)
    east = WEST + 8 * KM
    # The ends stop short of the coast, as they do in the published file.
    frontier = shapely.LineString([(east, SOUTH - 9.8 * KM), (east, SOUTH + 12.8 * KM)])
    shapes = {
        "ne_10m_land_nl": land,
        "ne_10m_ocean_nl": sea,
        "ne_10m_admin_0_boundary_lines_land_nl": frontier,
    }
    return {
        stem: gpd.GeoDataFrame(geometry=[shape], crs=RD).to_crs(WGS84)
        for stem, shape in shapes.items()
    }


@pytest.fixture
def waters() -> gpd.GeoDataFrame:
    return frame("OWMNAAM", {"Verre zee": square(-25, 0, 5)})


@pytest.fixture
def source(municipalities, pc4, buurten, membership, regions, waters, natural_earth) -> tuple:
    return municipalities, pc4, buurten, membership, regions, waters, natural_earth


def region_shapes(municipalities, pc4, buurten, membership) -> dict[str, gpd.GeoDataFrame]:
    parts = boundaries.base_parts(municipalities, pc4, membership)
    return boundaries.region_shapes(parts, pc4, buurten, membership)


def documents(
    municipalities, pc4, buurten, membership, regions, waters, natural_earth
) -> dict[str, bytes]:
    parts = boundaries.base_parts(municipalities, pc4, membership)
    shapes = boundaries.region_shapes(parts, pc4, buurten, membership)
    levels = geometry.level_documents(
        municipalities, pc4, parts, shapes, regions, waters, natural_earth
    )
    return levels | geometry.town_documents(shapes["buurt"], parts, regions)


def cut(municipalities, pc4, membership) -> gpd.GeoDataFrame:
    parts = boundaries.base_parts(municipalities, pc4, membership)
    return boundaries.cut_parts(parts, boundaries.clean_postcodes(pc4, HOMES))


def total_and_union(shapes: gpd.GeoDataFrame) -> tuple[float, float]:
    return shapes.area.sum(), shapes.union_all().area


def area_of(shapes: gpd.GeoDataFrame, code: str) -> float:
    return shapes.set_index("code").geometry[code].area / 1e6


# Levels


def test_every_level_is_a_dissolve_of_the_same_ground(municipalities, pc4, buurten, membership):
    shapes = region_shapes(municipalities, pc4, buurten, membership)
    assert set(shapes) == {*LEVELS}
    ground = municipalities.area.sum()
    for level, drawn in shapes.items():
        total, union = total_and_union(drawn)
        assert total == pytest.approx(ground, rel=1e-6), level
        assert union == pytest.approx(ground, rel=1e-6), level
    assert list(shapes["province"]["code"]) == ["PV1", "PV2"]
    assert area_of(shapes["province"], "PV1") == pytest.approx(6, rel=0.01)


def test_a_region_border_through_a_municipality_follows_the_home_areas(
    municipalities, pc4, buurten, membership
):
    shapes = region_shapes(municipalities, pc4, buurten, membership)
    assert area_of(shapes["sto"], "sto-east") == pytest.approx(4, rel=0.01)
    assert area_of(shapes["municipality"], "GM0002") == pytest.approx(3, rel=0.01)
    south, north = (pc4.set_index("pc4").geometry[home] for home in ("1012", "1022"))
    east = shapes["sto"].set_index("code").geometry["sto-east"]
    assert east.intersection(south).area == pytest.approx(south.area, rel=1e-3)
    assert east.intersection(north).area < 1e-3 * north.area


def test_only_divided_municipalities_are_cut(municipalities, pc4, membership):
    parts = boundaries.base_parts(municipalities, pc4, membership)
    assert parts["municipality"].value_counts().to_dict() == {
        "GM0001": 1,
        "GM0002": 2,
        "GM0003": 1,
    }


def test_split_leaves_no_rest():
    whole = square(0, 0, 2)
    west = box(WEST, SOUTH, WEST + 900, SOUTH + 2 * KM)
    east = box(WEST + KM, SOUTH, WEST + 3 * KM, SOUTH + 2 * KM)
    pieces = polygons.split(whole, [west, east])
    assert sum(piece.area for piece in pieces) == pytest.approx(whole.area)
    assert shapely.union_all(pieces).area == pytest.approx(whole.area)
    # The strip between them touches both over the same length: it goes to the first.
    assert pieces[0].area == pytest.approx(2e6)


def test_split_gives_a_fragment_to_its_longest_border():
    whole = square(0, 0, 2)
    stray = box(WEST + 1.5 * KM, SOUTH + KM, WEST + 1.6 * KM, SOUTH + 1.1 * KM)
    west = shapely.union(box(WEST, SOUTH, WEST + KM, SOUTH + 2 * KM), stray)
    east = box(WEST + KM, SOUTH, WEST + 2 * KM, SOUTH + 2 * KM) - stray
    pieces = polygons.split(whole, [west, east])
    assert [piece.geom_type for piece in pieces] == ["Polygon", "Polygon"]
    assert [piece.area for piece in pieces] == pytest.approx([2e6, 2e6])


# Simplification


def test_borders_stay_shared_and_lose_points(municipalities, pc4, membership):
    parts = cut(municipalities, pc4, membership)
    drawn = boundaries.simplified_pieces(parts)
    assert shapely.coverage_is_valid(drawn.geometry.to_numpy())
    total, union = total_and_union(drawn)
    assert total == pytest.approx(union, rel=1e-9)
    assert total == pytest.approx(parts.area.sum(), rel=0.02)
    assert drawn.count_coordinates().sum() < 0.3 * parts.count_coordinates().sum()


def test_a_province_border_is_the_municipality_border_under_it(municipalities, pc4, membership):
    drawn = boundaries.simplified_pieces(cut(municipalities, pc4, membership))
    border = boundaries.border_lines(boundaries.dissolve(drawn, "province"))
    below = boundaries.dissolve(drawn, "municipality").boundary.union_all()
    assert border.length == pytest.approx(3 * KM, rel=0.05)
    assert border.difference(below).length < 1e-6


def test_home_areas_stay_a_coverage(municipalities, pc4, membership):
    detailed = boundaries.clean_postcodes(pc4, HOMES)
    pieces = cut(municipalities, pc4, membership)
    drawn = boundaries.drawn_postcodes(boundaries.simplified_pieces(pieces), detailed)
    assert shapely.coverage_is_valid(drawn.geometry.to_numpy())
    assert drawn.count_coordinates().sum() < 0.5 * detailed.count_coordinates().sum()
    coast = shapely.get_num_coordinates([detailed.union_all(), drawn.union_all()])
    assert coast[1] < 0.5 * coast[0]
    assert list(drawn["code"]) == HOMES
    assert (drawn.area / detailed.area).between(0.9, 1.1).all()


def test_slits_close_and_water_stays():
    beside_slit = box(WEST + KM + 50, SOUTH, WEST + 2 * KM, SOUTH + KM)
    lake = square(2.5, 2.5, 0.5)
    around = square(-1, -1, 5) - square(0, 0, 2) - lake
    shapes = np.array([square(0, 0), beside_slit, square(0, 1), square(1, 1), around])
    cleaned = polygons.clean(shapes, boundaries.PART_GAP)
    assert shapely.area(cleaned).sum() == pytest.approx(25e6 - lake.area)
    assert shapely.union_all(cleaned).intersection(lake).area == 0


def test_a_fragment_is_drawn_with_its_neighbour():
    hole = square(0.4, 0.4, 0.2)
    shapes = np.array([square(0, 0) - hole, shapely.union(square(1, 0), hole)])
    drawn = polygons.absorb_fragments(shapes)
    assert drawn[0].equals(square(0, 0))
    assert drawn[1].equals(square(1, 0))


def test_a_large_or_loose_fragment_stays():
    hole = square(0.2, 0.2, 0.6)
    islet = square(5, 5, 0.1)
    shapes = np.array([square(0, 0) - hole, shapely.union_all([square(1, 0), hole, islet])])
    drawn = polygons.absorb_fragments(shapes)
    assert drawn[1].equals(shapes[1])


def test_islets_go_unless_they_are_all_there_is():
    islet, only, island = square(5, 0, 0.1), square(7, 0, 0.1), square(9, 0)
    shapes = np.array([shapely.union_all([square(0, 0), islet, island]), only])
    drawn = polygons.without_islets(shapes)
    assert drawn[0].equals(shapely.union_all([square(0, 0), island]))
    assert drawn[1].equals(only)


def test_drawn_parts_have_no_islets_and_no_fragments(municipalities, pc4, membership):
    parts = boundaries.base_parts(municipalities, pc4, membership)
    whole = parts.geometry.to_numpy()
    stray = square(1.5, 2.5, 0.1)
    parts.geometry = [shapely.union_all([whole[0], stray, square(8, 0, 0.1)]), *(whole[1:] - stray)]
    drawn = boundaries.cut_parts(parts, boundaries.clean_postcodes(pc4, HOMES))
    assert set(drawn.geom_type) == {"Polygon"}
    assert drawn.area.sum() == pytest.approx(shapely.area(whole).sum(), rel=0.02)


def test_a_vanished_area_keeps_its_own_outline():
    tiny = square(0.5, 0.5, 0.02)
    detailed = np.array([square(0, 0) - tiny, tiny])
    shapes = np.array([square(0, 0), Polygon()])
    kept = polygons.keep_vanished(shapes, detailed)
    assert kept[1].equals(tiny)
    assert kept[0].intersection(kept[1]).area == 0
    assert shapely.area(kept).sum() == pytest.approx(1e6)


def test_a_home_smaller_than_the_snapping_is_still_drawn(municipalities, pc4, membership):
    shapes = dict(zip(pc4["pc4"], pc4.geometry, strict=True))
    tiny = Point(WEST + 1.5 * KM, SOUTH + 1.5 * KM).buffer(8)
    shapes["1022"] = shapes["1022"] - tiny
    shapes["1099"] = tiny
    detailed = boundaries.clean_postcodes(frame("pc4", shapes), shapes)
    parts = boundaries.base_parts(municipalities, pc4, membership)
    pieces = boundaries.simplified_pieces(boundaries.cut_parts(parts, detailed))
    drawn = boundaries.drawn_postcodes(pieces, detailed)
    assert 0.5 * tiny.area < area_of(drawn, "1099") * 1e6 < 2 * tiny.area
    total, union = total_and_union(drawn)
    assert total == pytest.approx(union, rel=1e-9)


# One set of lines


def test_areas_end_where_their_municipality_ends(municipalities, pc4, membership):
    """Also where the postcode areas as delivered end beside it, on land or in the water."""
    moved = shapely.transform(
        pc4.geometry.to_numpy(), lambda points: points + np.array([40.0, -30.0])
    )
    pieces = cut(municipalities, pc4.set_geometry(moved), membership)
    drawn = boundaries.simplified_pieces(pieces)
    assert shapely.coverage_is_valid(drawn.geometry.to_numpy())
    towns = boundaries.dissolve(drawn, "municipality").set_index("code").geometry
    areas = boundaries.dissolve(drawn, "postcode").set_index("code").geometry
    for code, outline in towns.items():
        inside = areas[[home for home in HOMES if MUNICIPALITY[home] == code]].union_all()
        assert inside.symmetric_difference(outline).area < 1


def test_what_no_area_has_stays_bare_where_it_is_wide(municipalities, pc4, membership):
    bay = square(0, 0, 0.5)
    shapes = pc4.geometry.to_numpy()
    pieces = cut(municipalities, pc4.set_geometry(shapely.difference(shapes, bay)), membership)
    assert pieces[pieces["postcode"].isna()].union_all().area == pytest.approx(0.25e6, rel=0.1)
    assert pieces.area.sum() == pytest.approx(municipalities.area.sum())


def test_neighbourhoods_fill_their_municipality(municipalities, pc4, membership, buurten):
    slits = buurten.set_geometry(buurten.buffer(-8))
    parts = boundaries.base_parts(municipalities, pc4, membership)
    drawn = boundaries.drawn_buurten(slits, parts)
    assert shapely.coverage_is_valid(drawn.geometry.to_numpy())
    assert drawn.area.sum() == pytest.approx(municipalities.area.sum(), rel=0.01)
    assert drawn.union_all().geom_type == "Polygon"


def test_a_pier_is_left_out():
    town = square(0, 0)
    pier = box(WEST + 500, SOUTH + KM, WEST + 520, SOUTH + 2 * KM)
    (opened,) = polygons.without_spikes(np.array([shapely.union(town, pier)]), 40.0)
    assert opened.symmetric_difference(town).area < 1


def test_a_border_that_two_areas_share_stands_once():
    west, east, island = square(0, 0), square(1, 0), square(5, 0)
    lake = square(0.4, 0.4, 0.2)
    shapes = gpd.GeoSeries([west - lake, lake, east, island], crs=RD).to_crs(WGS84)
    document = topojson.topology(shapes.to_numpy())
    sides = [
        frozenset(side)
        for arc in document["arcs"]
        for side in itertools.pairwise(map(tuple, np.cumsum(arc, axis=0).tolist()))
    ]
    assert len(sides) == len(set(sides)) == 4 + 7 + 4
    areas = document["objects"]["areas"]["geometries"]
    hole, islet = areas[0]["arcs"][0][1], areas[1]["arcs"][0][0]
    assert [~number for number in hole[::-1]] == islet


def test_what_is_written_reads_as_it_was():
    shapes = np.array(
        [box(5, 52, 5.1, 52.1) - box(5.02, 52.02, 5.03, 52.03), box(5.1, 52, 5.2, 52.1)]
    )
    read = tables_topojson.polygons(json.loads(json.dumps(topojson.topology(shapes))))
    back = [shapely.MultiPolygon([Polygon(outer, holes) for outer, *holes in one]) for one in read]
    assert all(one.equals(shape) for one, shape in zip(back, shapes, strict=True))


# Files


def read(directory: Path, name: str) -> dict:
    return json.loads((directory / Path(name).name).read_bytes())


@pytest.mark.slow
def test_equal_input_gives_equal_names_and_bytes(source, tmp_path):
    first = geometry.write(documents(*source), tmp_path / "a")
    second = geometry.write(documents(*source), tmp_path / "b")
    assert first == second
    towns = {f"buurt_{code}" for code in PROVINCE}
    assert set(first) == {*REGION_LEVELS, "postcode", *towns, "base", "abroad", "borders"}
    for key, name in first.items():
        content = (tmp_path / "a" / Path(name).name).read_bytes()
        assert content == (tmp_path / "b" / Path(name).name).read_bytes()
        assert name == f"geo/{key}.{hashlib.sha256(content).hexdigest()[:8]}.json"


@pytest.mark.slow
def test_other_shapes_give_another_name(source, tmp_path):
    before = geometry.write(documents(*source), tmp_path)
    _, pc4, *_ = source
    pc4.loc[0, "geometry"] = pc4.geometry[0] - square(0, 0, 0.4)
    after = geometry.write(documents(*source), tmp_path)
    assert after["postcode"] != before["postcode"]
    assert after["abroad"] == before["abroad"]


def test_feature_ids_are_those_of_the_regions_table(source, regions, tmp_path):
    written = geometry.write(documents(*source), tmp_path)
    for key in sorted(set(written) - {"base", "abroad", "borders"}):
        areas = features(tmp_path / Path(written[key]).name)
        level, _, town = key.partition("_GM") if key.startswith("buurt") else (key, "", "")
        drawn = [(f["id"], f["properties"]["c"], f["properties"]["n"]) for f in areas]
        rows = regions[(regions["level"] == level) & (regions["feature"] >= 0)]
        rows = rows[rows["code"].str.startswith(f"BU{town}")] if town else rows
        table = rows.sort_values("feature")[["feature", "code", "name"]]
        assert drawn == list(table.itertuples(index=False, name=None))
        assert all(type(number) is int for number, *_ in drawn)
        assert [number for number, *_ in drawn] == list(range(len(rows)))


def test_written_shapes_are_valid_degrees_with_four_decimals(source, tmp_path):
    written = geometry.write(documents(*source), tmp_path)
    for level in ("municipality", "postcode"):
        text = (tmp_path / Path(written[level]).name).read_text("utf-8")
        assert ": " not in text and ", " not in text
        drawn = shapes(tmp_path / Path(written[level]).name)
        points = shapely.get_coordinates(drawn)
        assert (points == np.round(points, 4)).all()
        assert shapely.is_valid(drawn).all()
        assert shapely.coverage_is_valid(drawn)
        inside = box(5.3, 51.9, 5.5, 52.2)
        assert shapely.within(drawn, inside).all()


def test_a_shape_smaller_than_the_rounding_is_drawn_where_it_lies():
    tiny = Point(5.00002, 52.00002).buffer(0.00001)
    ((((outer,),),)) = tables_topojson.polygons(topojson.topology(np.array([tiny])))
    drawn = Polygon(outer)
    assert drawn.contains(tiny)
    assert drawn.area == pytest.approx(1e-8)


def test_rings_turn_as_geojson_wants():
    shape = square(0, 0) - square(0.2, 0.2, 0.5)
    outer, hole = geojson.polygon_geometry(shape)["coordinates"]
    assert shapely.is_ccw(shapely.linearrings(outer))
    assert not shapely.is_ccw(shapely.linearrings(hole))


# The drawn ground


def test_ground_is_sea_land_and_water_without_overlap(natural_earth, waters):
    lake = square(1, 1, 0.5)
    country = square(0, 0, 3) - lake
    layers = dict(ground.base(country, waters, natural_earth))
    assert list(layers) == ["sea", "land", "water"]
    assert layers["water"].equals(lake)
    assert layers["land"].intersection(country).area == pytest.approx(country.area)
    total = sum(shape.area for shape in layers.values())
    assert shapely.union_all(list(layers.values())).area == pytest.approx(total)


def test_land_is_the_neighbour_and_the_country_but_not_the_coarse_coast(natural_earth, waters):
    layers = dict(ground.base(square(0, 0, 3), waters, natural_earth))
    assert layers["land"].contains(Point(WEST + 12 * KM, SOUTH))  # abroad
    assert layers["land"].contains(Point(WEST + 7 * KM, SOUTH))  # along the frontier
    assert layers["land"].contains(Point(WEST + KM, SOUTH + KM))  # the country
    assert layers["sea"].contains(Point(WEST - 5 * KM, SOUTH))  # only Natural Earth says land


def test_a_channel_within_the_country_is_water(natural_earth):
    broad = box(WEST + 500, SOUTH + 1000, WEST + 5500, SOUTH + 1400)
    narrow = box(WEST + 500, SOUTH + 3000, WEST + 5500, SOUTH + 3100)
    waters = frame("OWMNAAM", {"Kanaal": broad, "Vaart": narrow})
    layers = dict(ground.base(square(0, 0, 6), waters, natural_earth))
    assert layers["water"].intersection(broad).area == pytest.approx(broad.area, rel=0.02)
    assert layers["water"].intersection(narrow).area == 0
    assert layers["land"].intersection(layers["water"]).area == 0


def test_ground_ends_where_natural_earth_ends(natural_earth, waters):
    layers = dict(ground.base(square(0, 0, 3), waters, natural_earth))
    union = shapely.union_all(list(layers.values()))
    assert union.bounds[0] == pytest.approx(WEST - 30 * KM, abs=500)
    assert union.bounds[2] == pytest.approx(WEST + 20 * KM, abs=500)


# What it refuses


def test_a_municipality_without_homes_is_named(municipalities, pc4, buurten, membership):
    empty = frame("gm_code", {"GM0009": square(5, 5)})
    more = pd.concat([municipalities, empty], ignore_index=True)
    with pytest.raises(DataError, match="GM0009"):
        region_shapes(more, pc4, buurten, membership)


def test_an_unknown_municipality_is_named(municipalities, pc4, buurten, membership):
    with pytest.raises(DataError, match="GM0003"):
        region_shapes(municipalities[:2], pc4, buurten, membership)


def test_a_home_without_polygon_is_named(municipalities, pc4, buurten, membership):
    pc4.loc[pc4["pc4"] == "1023", "geometry"] = None
    with pytest.raises(DataError, match="1023"):
        region_shapes(municipalities, pc4, buurten, membership)


@pytest.mark.parametrize("row", ["missing", "extra"])
def test_regions_and_map_must_agree(source, regions, tmp_path, row):
    if row == "missing":
        changed = regions[regions["code"] != "PV2"]
    else:
        extra = {"level": "province", "code": "PV9", "name": "x", "feature": 2}
        changed = pd.concat([regions, pd.DataFrame([extra])])
    with pytest.raises(DataError, match="PV2|PV9"):
        geometry.write(documents(*source[:4], changed, *source[5:]), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_lost_or_distorted_region_is_refused():
    before = pd.Series({"A": square(0, 0), "B": square(1, 0)}).pipe(gpd.GeoSeries)
    fine = frame("code", {"A": square(0, 0), "B": square(1, 0)})
    geometry.check("rmc", fine, before)
    for wrong in (square(1, 0, 0.2), Polygon()):
        with pytest.raises(DataError, match="rmc B"):
            geometry.check("rmc", frame("code", {"A": square(0, 0), "B": wrong}), before)
    with pytest.raises(DataError, match="rmc B"):
        geometry.check("rmc", fine[:1], before)


def test_overlap_is_refused():
    before = gpd.GeoSeries({"A": square(0, 0), "B": square(1, 0)})
    double = frame("code", {"A": square(0, 0), "B": square(0, 0)})
    with pytest.raises(DataError, match="overlap"):
        geometry.check("rmc", double, before)


# Facts about the Caribbean Netherlands


def test_every_island_has_an_outline_near_its_place():
    facts = json.loads(FACTS.read_text("utf-8"))
    # The position of each island's middle, from the general atlas knowledge of a degree.
    places = {"Bonaire": (-68.3, 12.2), "Sint Eustatius": (-63.0, 17.5), "Saba": (-63.2, 17.6)}
    assert [island["name"] for island in facts["islands"]] == list(places)
    for island in facts["islands"]:
        (ring,) = island["rings"]
        assert ring[0] == ring[-1]
        outline = Polygon(ring)
        assert outline.is_valid
        assert outline.buffer(0.05).contains(Point(places[island["name"]]))


def test_caribbean_facts_have_sources_and_both_languages():
    facts = json.loads(FACTS.read_text("utf-8"))
    source = facts["outline_source"]
    assert source["address"].startswith("https://") and source["licence"]
    assert all(fact["nl"] and fact["en"] for fact in [source["precision"], *facts["unknown"]])
    for school in [school for island in facts["islands"] for school in island["schools"]]:
        assert school["nl"] and school["en"]
        assert school["source"]["publisher"]
        assert school["source"]["address"].startswith("https://")
        assert not {"lon", "lat", "candidates"} & set(school)
