"""OpenStreetMap pieces of the estimate: cycle nodes, large waterways, crossings."""

import json

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geodata.errors import DataError
from geodata.sources import cycling

FACTS = json.loads(cycling.FACTS.read_text("utf-8"))
HEADER = "lon1,lat1,lon2,lat2,kind,water,length_m\n"


def refused(pattern: str):
    return pytest.raises(DataError, match=pattern)


def total_m(shape: shapely.Geometry) -> float:
    return shapely.length(shape)


# ---- nodes --------------------------------------------------------------------------------------


def test_nodes_are_degrees(sample):
    table = cycling.nodes(sample / cycling.NODES)
    assert list(table) == ["lon", "lat"]
    assert len(table) == 761
    assert table["lon"].between(6.6, 7.3).all() and table["lat"].between(52.7, 53.4).all()


def test_a_node_that_is_listed_twice_counts_once(spoil, source):
    path = source / cycling.NODES
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1]]), "utf-8")
    assert len(cycling.nodes(path)) == 761


def test_a_node_outside_the_country_is_refused_with_its_row(source):
    path = source / cycling.NODES
    path.write_text("osm_id,lat,lon\n1,53.1,6.9\n2,6.9,53.1\n", "utf-8")
    with refused(
        r"cycle-nodes.csv, row 3: lon 53.1, lat 6.9 is no place in or near the Netherlands"
    ):
        cycling.nodes(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("osm_id,lat,lon\n1,53.1,\n", "row 2: lon is empty"),
        ("osm_id,lat,lon\n1,53.1,oost\n", "row 2: lon 'oost' is not a number"),
        ("osm_id,lat\n1,53.1\n", "column lon is missing"),
        ("osm_id,lat,lon\n1,53.1\n", "row 2: has 2 cells where the header has 3"),
        ("", "is empty"),
    ],
)
def test_broken_nodes_are_refused(source, text, said):
    path = source / cycling.NODES
    path.write_text(text, "utf-8")
    with refused(said):
        cycling.nodes(path)


# ---- waterways ----------------------------------------------------------------------------------


def test_a_delivered_waterway_loses_its_way_back(sample):
    path = sample / cycling.WATERWAYS
    delivered = gpd.read_file(path).geometry[0]
    table = cycling.waterways(path)
    assert table["name"].iloc[0] == "Eemskanaal"
    # The canal is 26 km long; delivered are that, and the straight line back.
    assert total_m(delivered) > 54_000
    assert 26_000 < total_m(table.geometry.iloc[0]) < 29_000


def test_of_a_closed_line_the_chord_is_dropped():
    river = [(x, 300 * (x // 1000 % 2)) for x in range(0, 10_001, 1000)]
    closed = shapely.MultiLineString([[*river, river[0]]])
    left = cycling.without_chords(closed)
    assert total_m(left) == pytest.approx(total_m(shapely.LineString(river)))
    # Only where the river turns does it meet the line that led back.
    assert left.distance(shapely.Point(5500, 0)) > 100


def test_a_real_island_keeps_both_its_branches_but_for_one_segment():
    north = [(0, 0), (1000, 400), (2000, 500), (3000, 400), (4000, 0)]
    south = [(0, 0), (1500, -400), (2500, -400), (4000, 0)]
    island = shapely.MultiLineString([[(-3000, 0), (0, 0)], north, south, [(4000, 0), (9000, 0)]])
    left = cycling.without_chords(island)
    longest = np.hypot(1500, 400)
    assert total_m(left) == pytest.approx(total_m(island) - longest)
    assert total_m(shapely.intersection(left, shapely.LineString(north))) > 4000


def test_an_open_line_stays_as_it_is():
    line = shapely.LineString([(0, 0), (5000, 0), (9000, 3000)])
    assert total_m(cycling.without_chords(line)) == total_m(line)


def test_waterways_in_another_grid_are_refused(source):
    path = source / cycling.WATERWAYS
    frame = gpd.read_file(path).to_crs("EPSG:4326")
    path.unlink()
    frame.to_file(path, driver="GPKG")
    with refused("large-waterways.gpkg: is not in EPSG:28992"):
        cycling.waterways(path)


# ---- crossings ----------------------------------------------------------------------------------


def test_crossings_with_the_facts_added(sample):
    table = cycling.crossings(sample / cycling.CROSSINGS)
    assert list(table) == ["lon1", "lat1", "lon2", "lat2", "kind", "name", "metres"]
    assert len(table) == 6 + len(FACTS["added"])
    assert table["kind"].value_counts()["road"] >= 5
    assert {"Vlissingen – Breskens", "Den Helder – Texel"} <= set(table["name"])
    borkum = table[table["name"] == "Eemshaven - Borkum"].iloc[0]
    assert (borkum["kind"], borkum["metres"]) == ("ferry", 12_913)
    # The facts know no length: those are as the crow flies.
    assert table["metres"].isna().sum() == len(FACTS["added"])


@pytest.mark.slow
@pytest.mark.parametrize("tunnel", FACTS["closed"]["tunnels"], ids=lambda tunnel: tunnel["name"])
def test_a_tunnel_where_no_bicycle_goes_is_no_crossing(source, tunnel):
    lon, lat = tunnel["at"]
    ends = f"{lon - 0.003},{lat - 0.002},{lon + 0.003},{lat + 0.002}"
    path = source / cycling.CROSSINGS
    path.write_text(f"{HEADER}{ends},road,Tunnel,600\n{ends},ferry,Pont,600\n", "utf-8")
    names = set(cycling.crossings(path)["name"])
    # A ferry at the same place is for bicycles.
    assert "Tunnel" not in names
    assert "Pont" in names


def test_a_bridge_elsewhere_stays(source):
    path = source / cycling.CROSSINGS
    path.write_text(f"{HEADER}5.43,51.87,5.43,51.89,road,Waal,1200\n", "utf-8")
    assert "Waal" in set(cycling.crossings(path)["name"])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("5.4,51.8,5.4,51.9,bridge,Waal,1", "row 2: kind is 'bridge'; write road or ferry"),
        ("5.4,51.8,,51.9,road,Waal,1", "row 2: lon2 is empty"),
        ("5.4,51.8,5.4,x,road,Waal,1", "row 2: lat2 'x' is not a number"),
        ("51.8,5.4,5.4,51.9,road,Waal,1", "row 2: lon1 51.8, lat1 5.4 is no place"),
        ("5.4,51.8,5.4,51.9,road,Waal,ver", "row 2: metres 'ver' is not a number"),
    ],
)
def test_a_broken_crossing_is_refused_with_its_row(source, row, said):
    path = source / cycling.CROSSINGS
    path.write_text(f"{HEADER}{row}\n", "utf-8")
    with refused(said):
        cycling.crossings(path)


def test_the_facts_are_in_the_manifest():
    entry = cycling.facts_entry()
    assert entry["file"] == "geodata/facts/crossings.json"
    assert entry["rows"] == sum(
        len(rows) for rows in (FACTS["added"], FACTS["closed"]["tunnels"], FACTS["waterways"])
    )


def test_every_fact_says_where_it_comes_from_or_that_nobody_knows():
    for one in FACTS["added"]:
        assert one["confirmed"] == ("source" in one), one["name"]
    named = {one["source"] for one in [*FACTS["added"], *FACTS["waterways"]] if "source" in one}
    assert named == set(FACTS["sources"])
    assert all(one["reason"] for one in FACTS["far"])


def test_a_river_goes_on_beyond_the_border(sample):
    rivers = cycling.waterways(sample / cycling.WATERWAYS).set_index("name")
    abroad = rivers.loc["Schelde in België"].geometry
    west, _, east, north = abroad.bounds
    # From the border near Bath to beyond Temse, 44 km along the river.
    assert 70_000 < west < 80_000
    assert 80_000 < east < 90_000
    assert north == pytest.approx(376_500, abs=1_000)
    assert 40_000 < abroad.length < 60_000
