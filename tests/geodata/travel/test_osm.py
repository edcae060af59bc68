"""From an OpenStreetMap extract to a cycling network: the rules, real extracts, broken files."""

import bz2
import heapq
import io
import zipfile

import numpy as np
import osmium
import pyproj
import pytest

from geodata.__main__ import parser
from geodata.errors import DataError
from geodata.travel import osm_file
from geodata.travel.bicycle_rules import bicycle_directions, stops_bicycles
from geodata.travel.network import Network, from_edges, largest_part, read
from geodata.travel.osm import meaningful_parts, read_extract
from geodata.travel.trees import distances_m
from tests.support.osm_map import PLACES, ROAD, ROUND_ABOUT, map_text, network_of
from tests.support.real_extract import real_extract

BOTH, AHEAD, BACK, CLOSED = (True, True), (True, False), (False, True), (False, False)

#: Tags of a way, and where one may cycle on it.
RULES = [
    # What the kind of road implies.
    ({"highway": "residential"}, BOTH),
    ({"highway": "primary"}, BOTH),
    ({"highway": "tertiary_link"}, BOTH),
    ({"highway": "cycleway"}, BOTH),
    ({"highway": "path"}, BOTH),
    ({"highway": "track"}, BOTH),
    ({"highway": "service"}, BOTH),
    ({"highway": "living_street"}, BOTH),
    ({"highway": "path", "bicycle": "no"}, CLOSED),
    ({"highway": "motorway"}, CLOSED),
    ({"highway": "motorway_link", "bicycle": "yes"}, CLOSED),
    ({"highway": "steps"}, CLOSED),
    ({"highway": "steps", "bicycle": "yes"}, CLOSED),
    ({"highway": "construction"}, CLOSED),
    ({"highway": "proposed", "bicycle": "designated"}, CLOSED),
    ({"highway": "bus_guideway"}, CLOSED),
    ({"highway": "raceway"}, CLOSED),
    ({"highway": "corridor"}, CLOSED),
    ({"highway": "elevator"}, CLOSED),
    ({"highway": "platform"}, CLOSED),
    ({"highway": "something new"}, CLOSED),
    ({"waterway": "canal"}, CLOSED),
    ({}, CLOSED),
    # Only where a sign lets bicycles in.
    ({"highway": "trunk"}, CLOSED),
    ({"highway": "trunk", "bicycle": "yes"}, BOTH),
    ({"highway": "trunk", "access": "yes"}, CLOSED),
    ({"highway": "footway"}, CLOSED),
    ({"highway": "footway", "bicycle": "yes"}, BOTH),
    ({"highway": "footway", "bicycle": "designated"}, BOTH),
    ({"highway": "footway", "access": "permissive"}, CLOSED),
    ({"highway": "footway", "bicycle": "unknown"}, CLOSED),
    ({"highway": "pedestrian"}, CLOSED),
    ({"highway": "pedestrian", "bicycle": "permissive"}, BOTH),
    ({"highway": "bridleway"}, CLOSED),
    ({"highway": "busway", "bicycle": "yes"}, BOTH),
    # Access: bicycle before vehicle before everybody.
    ({"highway": "residential", "access": "no"}, CLOSED),
    ({"highway": "service", "access": "private"}, CLOSED),
    ({"highway": "service", "access": "private", "bicycle": "yes"}, BOTH),
    ({"highway": "service", "access": "no", "vehicle": "yes"}, BOTH),
    ({"highway": "service", "vehicle": "no", "access": "yes"}, CLOSED),
    ({"highway": "service", "vehicle": "no", "bicycle": "permissive"}, BOTH),
    ({"highway": "service", "vehicle": "yes", "bicycle": "private"}, CLOSED),
    ({"highway": "secondary", "bicycle": "use_sidepath"}, CLOSED),
    ({"highway": "secondary", "bicycle": "optional_sidepath"}, BOTH),
    ({"highway": "secondary", "bicycle:forward": "use_sidepath"}, BACK),
    ({"highway": "secondary", "bicycle": "no", "bicycle:backward": "yes"}, BACK),
    ({"highway": "residential", "access": "destination"}, BOTH),
    ({"highway": "residential", "motor_vehicle": "no"}, BOTH),
    ({"highway": "track", "access": "agricultural;forestry"}, CLOSED),
    ({"highway": "track", "access": "agricultural; yes"}, BOTH),
    ({"highway": "primary", "motorroad": "yes"}, CLOSED),
    ({"highway": "primary", "motorroad": "yes", "bicycle": "yes"}, CLOSED),
    ({"highway": "primary", "motorroad": "no"}, BOTH),
    # On foot beside the bicycle.
    ({"highway": "footway", "bicycle": "dismount"}, BOTH),
    ({"highway": "residential", "bicycle": "dismount", "oneway": "yes"}, BOTH),
    ({"highway": "steps", "bicycle": "dismount"}, CLOSED),
    # One way.
    ({"highway": "residential", "oneway": "yes"}, AHEAD),
    ({"highway": "residential", "oneway": "1"}, AHEAD),
    ({"highway": "residential", "oneway": "-1"}, BACK),
    ({"highway": "residential", "oneway": "no"}, BOTH),
    ({"highway": "residential", "oneway": "reversible"}, BOTH),
    ({"highway": "cycleway", "oneway": "yes"}, AHEAD),
    ({"highway": "cycleway", "oneway": "yes", "oneway:mofa": "no"}, AHEAD),
    ({"highway": "residential", "oneway": "yes", "oneway:bicycle": "no"}, BOTH),
    ({"highway": "residential", "oneway:bicycle": "yes"}, AHEAD),
    ({"highway": "residential", "oneway": "yes", "oneway:bicycle": "-1"}, BACK),
    ({"highway": "residential", "oneway": "yes", "bicycle": "no"}, CLOSED),
    ({"highway": "tertiary", "junction": "roundabout"}, AHEAD),
    ({"highway": "tertiary", "junction": "circular"}, AHEAD),
    ({"highway": "tertiary", "junction": "roundabout", "oneway": "no"}, BOTH),
    ({"highway": "tertiary", "junction": "roundabout", "oneway:bicycle": "no"}, BOTH),
    # Against the one way, on a lane or track of its own.
    ({"highway": "residential", "oneway": "yes", "cycleway": "opposite"}, BOTH),
    ({"highway": "residential", "oneway": "yes", "cycleway": "opposite_lane"}, BOTH),
    ({"highway": "residential", "oneway": "-1", "cycleway:left": "opposite_track"}, BOTH),
    ({"highway": "residential", "oneway": "yes", "cycleway": "lane"}, AHEAD),
    (
        {
            "highway": "tertiary",
            "oneway": "yes",
            "cycleway:left": "lane",
            "cycleway:left:oneway": "-1",
        },
        BOTH,
    ),
    ({"highway": "tertiary", "oneway": "yes", "cycleway:right:oneway": "no"}, BOTH),
    ({"highway": "tertiary", "oneway": "yes", "cycleway:right:oneway": "yes"}, AHEAD),
    ({"highway": "tertiary", "oneway": "-1", "cycleway:right:oneway": "yes"}, BOTH),
    (
        {
            "highway": "tertiary",
            "oneway": "yes",
            "cycleway:left": "separate",
            "cycleway:left:oneway": "-1",
        },
        AHEAD,
    ),
    # Signed for bicycles in one direction: against the one way, by another spelling.
    ({"highway": "residential", "oneway": "yes", "bicycle:backward": "yes"}, BOTH),
    ({"highway": "residential", "oneway": "yes", "bicycle:backward": "permissive;no"}, BOTH),
    ({"highway": "residential", "oneway": "yes", "bicycle:backward": "no"}, AHEAD),
    ({"highway": "residential", "oneway": "-1", "bicycle:forward": "designated"}, BOTH),
    ({"highway": "residential", "vehicle:backward": "no"}, AHEAD),
    ({"highway": "residential", "vehicle:backward": "no", "bicycle": "yes"}, BOTH),
    ({"highway": "tertiary", "junction": "roundabout", "bicycle:backward": "yes"}, BOTH),
    (
        {"highway": "service", "oneway": "yes", "oneway:bicycle": "yes", "bicycle:backward": "yes"},
        AHEAD,
    ),
    # Wheeled beside steps, and over a pier.
    ({"highway": "steps", "ramp:bicycle": "yes", "bicycle": "dismount"}, BOTH),
    ({"highway": "steps", "ramp:bicycle": "left", "oneway": "yes"}, BOTH),
    ({"highway": "steps", "ramp:wheelchair": "yes"}, BOTH),
    ({"highway": "steps", "ramp:bicycle": "no", "ramp": "yes"}, CLOSED),
    ({"highway": "steps", "ramp:bicycle": "separate"}, CLOSED),
    ({"highway": "steps", "ramp:bicycle": "yes", "bicycle": "no"}, CLOSED),
    ({"man_made": "pier"}, BOTH),
    ({"man_made": "pier", "access": "private"}, CLOSED),
    ({"man_made": "pier", "bicycle": "no"}, CLOSED),
    ({"man_made": "pier", "highway": "footway"}, CLOSED),
    ({"man_made": "pier", "highway": "footway", "bicycle": "yes"}, BOTH),
    ({"man_made": "embankment"}, CLOSED),
    # Nothing on wheels gets through.
    ({"highway": "path", "smoothness": "impassable"}, CLOSED),
    ({"highway": "track", "impassable": "yes"}, CLOSED),
    # As drawn: an area is gone round, and hours are left aside.
    ({"highway": "pedestrian", "area": "yes", "bicycle": "yes"}, BOTH),
    ({"highway": "residential", "bicycle:conditional": "no @ (Sa 09:00-17:00)"}, BOTH),
    ({"highway": "pedestrian", "bicycle:conditional": "yes @ (18:00-09:00)"}, CLOSED),
    ({"highway": "service", "access": "permit"}, CLOSED),
    ({"highway": "service", "access": "customers"}, BOTH),
    # Ferries.
    ({"route": "ferry"}, BOTH),
    ({"route": "ferry", "motor_vehicle": "yes"}, BOTH),
    ({"route": "ferry", "bicycle": "no"}, CLOSED),
    ({"route": "ferry", "foot": "no"}, CLOSED),
    ({"route": "ferry", "foot": "no", "vehicle": "yes"}, CLOSED),
    ({"route": "ferry", "foot": "no", "bicycle": "yes"}, BOTH),
    ({"route": "ferry", "foot": "yes", "vehicle": "no"}, CLOSED),
    ({"route": "ferry", "access": "private"}, CLOSED),
    ({"route": "ferry", "oneway": "yes"}, AHEAD),
    ({"route": "shuttle_train", "bicycle": "yes"}, CLOSED),
    ({"route": "bicycle"}, CLOSED),
]


@pytest.fixture(scope="module")
def city() -> Network:
    return read_extract(real_extract(), quiet=True)


def degrees(network: Network) -> tuple[np.ndarray, np.ndarray]:
    """The nodes in degrees, east and north."""
    back = pyproj.Transformer.from_crs("EPSG:28992", "EPSG:4326", always_xy=True)
    return back.transform(network.x, network.y)


def straight_m(network: Network, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Metres as the crow flies; the grid itself is off by a percent as far away as Finland."""
    lon, lat = degrees(network)
    return pyproj.Geod(ellps="WGS84").inv(lon[start], lat[start], lon[end], lat[end])[2]


@pytest.mark.slow
@pytest.mark.parametrize(("tags", "directions"), RULES, ids=lambda value: str(value)[:70])
def test_where_one_may_cycle(tags, directions):
    assert bicycle_directions(tags) == directions


def test_the_rules_reach_the_network(tmp_path):
    """Every rule on a way of its own, between the ends of a road that is always open."""
    places, ways = {}, []
    for at in range(len(RULES)):
        for node, (lon, lat) in PLACES.items():
            places[3 * at + node] = (lon + 0.02 * at, lat)
        ways.append(([3 * at + 1, 3 * at + 2], RULES[at][0]))
        ways.append(([3 * at + 1, 3 * at + 3, 3 * at + 2], ROAD))
        ways.append(([3 * at + 2, 3 * at + 4], ROAD))
    ways.pop()
    metres = network_of(tmp_path, places, ways).metres
    found = [
        (bool(metres[3 * at, 3 * at + 1]), bool(metres[3 * at + 1, 3 * at]))
        for at in range(len(RULES))
    ]
    assert found == [directions for _, directions in RULES]


#: Tags of a point of a way, and whether it closes that way.
BARRIERS = [
    ({}, False),
    ({"barrier": "no"}, False),
    ({"barrier": "gate"}, False),
    ({"barrier": "lift_gate", "motor_vehicle": "no"}, False),
    ({"barrier": "bollard"}, False),
    ({"barrier": "block"}, False),
    ({"barrier": "cycle_barrier"}, False),
    ({"barrier": "cattle_grid"}, False),
    ({"barrier": "something new"}, False),
    ({"barrier": "gate", "bicycle": "no"}, True),
    ({"barrier": "gate", "access": "no"}, True),
    ({"barrier": "gate", "access": "private"}, True),
    ({"barrier": "gate", "access": "private", "bicycle": "yes"}, False),
    ({"barrier": "bollard", "access": "no", "foot": "yes", "bicycle": "designated"}, False),
    ({"barrier": "gate", "access": "permissive"}, False),
    ({"barrier": "gate", "bicycle": "dismount"}, False),
    ({"barrier": "gate", "locked": "yes"}, True),
    ({"barrier": "gate", "locked": "yes", "bicycle": "yes"}, False),
    ({"barrier": "stile"}, True),
    ({"barrier": "kissing_gate"}, True),
    ({"barrier": "kissing_gate", "access": "yes"}, True),
    ({"barrier": "kissing_gate", "bicycle": "yes"}, False),
    ({"barrier": "fence"}, True),
    ({"highway": "crossing", "bicycle": "no"}, False),
]


def test_which_points_close_a_way(tmp_path):
    for tags, closes in BARRIERS:
        assert stops_bicycles(tags) == closes, tags
        # A road with the point halfway, and a way round that is longer.
        places = {1: (5.0, 52.0), 2: (5.005, 52.0), 3: (5.01, 52.0), 4: (5.005, 52.005)}
        network = network_of(tmp_path, places, [([1, 2, 3], ROAD), ([1, 4, 3], ROAD)], {2: tags})
        node = network.x.argsort()
        ride = distances_m(network, node[[0]], node[[-1]], 1e6)[0, 0]
        assert ride == pytest.approx(1307 if closes else 687, abs=2), tags


def test_one_rides_up_to_a_closed_gate_from_either_side(tmp_path):
    """And past it where several ways meet, as nobody knows which of them it closes."""
    places = {1: (5.0, 52.0), 2: (5.005, 52.0), 3: (5.01, 52.0), 4: (5.005, 52.005)}
    gate = {2: {"barrier": "gate", "access": "private"}}
    network = network_of(tmp_path, places, [([1, 2, 3], ROAD), ([1, 4, 3], ROAD)], gate)
    assert len(network.x) == 5
    assert network.metres.nnz == 8
    crossing = [([1, 2, 3], ROAD), ([1, 4, 3], ROAD), ([2, 4], ROAD)]
    network = network_of(tmp_path, places, crossing, gate)
    assert len(network.x) == 4
    assert network.metres.nnz == 10


def test_lengths_and_places(tmp_path):
    network = network_of(tmp_path, PLACES, [ROUND_ABOUT, ([1, 2], ROAD)])
    # A hundredth of a degree east at 52 degrees north on WGS84.
    assert network.metres[0, 1] == pytest.approx(686.64, abs=0.5)
    assert network.metres[1, 0] == network.metres[0, 1]
    assert network.metres[0, 1] == pytest.approx(
        np.hypot(network.x[1] - network.x[0], network.y[1] - network.y[0]), rel=2e-4
    )


def test_every_bend_is_a_node(tmp_path):
    assert len(network_of(tmp_path, PLACES, [ROUND_ABOUT]).x) == 3


def test_where_it_comes_from(tmp_path):
    assert network_of(tmp_path, PLACES, [ROUND_ABOUT]).about == {
        "title": "OpenStreetMap extract",
        "file": "map.osm",
        "date": None,
        "nodes": 3,
        "ways": 4,
        "box": [5.0, 52.0, 5.01, 52.005],
        "licence": "ODbL",
        "attribution": "© OpenStreetMap contributors",
    }


def test_the_date_of_the_data(tmp_path):

    path = tmp_path / "dated.osm.pbf"
    header = osmium.io.Header()
    header.set("osmosis_replication_timestamp", "2024-03-05T21:20:00Z")
    with osmium.SimpleWriter(str(path), header=header) as writer:
        for number, place in PLACES.items():
            writer.add_node(osmium.osm.mutable.Node(id=number, location=place))
        writer.add_way(osmium.osm.mutable.Way(id=1, nodes=[1, 3, 2], tags=ROAD))
    assert read_extract(path, quiet=True).about["date"] == "2024-03-05"


def test_compressed_xml(tmp_path):
    path = tmp_path / "map.osm.bz2"
    path.write_bytes(bz2.compress(map_text(PLACES, [ROUND_ABOUT]).encode()))
    assert read_extract(path, quiet=True).about["ways"] == 4


def test_ways_may_come_before_nodes(tmp_path):
    text = map_text(PLACES, [ROUND_ABOUT])
    nodes, ways = text.index("<node"), text.index("<way")
    end = text.index("</osm>")
    path = tmp_path / "map.osm"
    path.write_text(text[:nodes] + text[ways:end] + text[nodes:ways] + text[end:], "utf-8")
    assert read_extract(path, quiet=True).about["ways"] == 4


def test_a_way_cut_off_at_the_border_counts_as_far_as_it_goes(tmp_path):
    network = network_of(tmp_path, PLACES, [([8, 1, 3, 9, 2], ROAD), ([3, 2], ROAD)])
    assert len(network.x) == 3
    assert network.metres.nnz == 4
    assert network.metres[0, 1] == 0


def test_a_node_named_twice_in_a_row_is_one(tmp_path):
    assert network_of(tmp_path, PLACES, [([1, 1, 3, 2, 2], ROAD)]).metres.nnz == 4


def test_two_ways_at_one_crossing_share_its_node(tmp_path):
    network = network_of(tmp_path, PLACES, [([1, 3], ROAD), ([2, 3], ROAD)])
    assert network.metres.nnz == 4


def test_a_way_of_one_node_or_none(tmp_path):
    assert network_of(tmp_path, PLACES, [ROUND_ABOUT, ([1], ROAD), ([], ROAD)]).metres.nnz == 4


def test_a_way_in_and_not_out_is_left_out(tmp_path):
    places = PLACES | {4: (5.02, 52.0)}
    network = network_of(tmp_path, places, [ROUND_ABOUT, ([2, 4], ROAD | {"oneway": "yes"})])
    assert len(network.x) == 3


def chain(*sizes: int) -> Network:
    """Roads of so many nodes, apart from one another."""
    ends = np.cumsum(sizes)
    a = np.setdiff1d(np.arange(ends[-1] - 1), ends - 1)
    x = np.arange(ends[-1])
    both = np.concatenate([a, a + 1]), np.concatenate([a + 1, a])
    return from_edges(x, x, *both, np.ones(2 * len(a)))


@pytest.mark.parametrize(
    ("sizes", "kept"),
    [
        ([20_000, 500, 499, 3_000], [20_000, 500, 3_000]),
        ([100, 10, 9], [100, 10]),
        ([4, 2, 1], [4, 2]),
    ],
)
def test_an_island_stays_and_a_stray_piece_goes(sizes, kept):
    network = chain(*sizes)
    names = np.repeat(np.arange(len(sizes)), sizes)
    nodes = meaningful_parts(network.metres)
    assert [sizes[part] for part in np.unique(names[nodes])] == kept
    assert len(nodes) == sum(kept)


def test_parts_of_nothing():
    assert not len(meaningful_parts(from_edges([0, 1], [0, 0], [], [], []).metres))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "nodes", "ways", "metres", "no_entry"),
    [
        # With its piers, and parted by its closed gates: without either it would be 4,080 ways.
        ("Helsinki.osm.pbf", 2_233, 4_122, 54_975, 66),
        ("test.osm.pbf", 1_255, 2_670, 109_469, 0),
    ],
)
def test_a_real_extract_is_sane(name, nodes, ways, metres, no_entry):
    """And reads the same as ever: whoever changes the rules sees what that does to a city."""
    network = read_extract(real_extract(name), quiet=True)
    about = network.about
    assert about["nodes"] == len(network.x) == nodes
    assert about["ways"] == network.metres.nnz == ways
    assert network.metres.sum() == pytest.approx(metres, abs=1)
    assert (~network.entry).sum() == no_entry
    west, south, east, north = about["box"]
    lon, lat = degrees(network)
    assert west - 1e-4 < lon.min() and lon.max() < east + 1e-4
    assert south - 1e-4 < lat.min() and lat.max() < north + 1e-4
    pieces = network.metres.tocoo()
    straight = straight_m(network, pieces.row, pieces.col)
    assert (pieces.data >= straight - 0.02).all()
    assert pieces.data.sum() == pytest.approx(straight.sum(), rel=1e-4)
    assert len(largest_part(network).x) > 0.8 * len(network.x)


@pytest.mark.slow
def test_the_size_of_a_real_city(city):
    """The centre of Helsinki, just over one by one and a half kilometres."""
    west, south, east, north = city.about["box"]
    assert 24.93 < west < east < 24.96
    assert 60.16 < south < north < 60.18
    assert 30_000 < city.metres.sum() < 100_000


def test_distances_over_a_real_city(city):
    part = largest_part(city)
    rng = np.random.default_rng(7)
    start, end = rng.integers(len(part.x), size=(2, 200))
    straight = straight_m(part, start, end)
    far = straight > 300
    over = distances_m(part, start, end, 1e6)[np.arange(200), np.arange(200)]
    detour = over[far] / straight[far]
    assert far.sum() > 100
    assert np.isfinite(over).all()
    assert detour.min() > 0.9999
    assert np.median(detour) < 1.6
    # Of all pairs one in ten takes 2.05 times the straight line: gates, and streets of one way.
    assert np.quantile(detour, 0.9) < 2.2


def textbook(network: Network, destination: int) -> np.ndarray:
    """Dijkstra's algorithm as in any textbook, from everywhere to one node."""
    into: list[list[tuple[int, float]]] = [[] for _ in network.x]
    ways = network.metres.tocoo()
    for start, end, metres in zip(ways.row, ways.col, ways.data, strict=True):
        into[end].append((int(start), float(metres)))
    found = np.full(len(into), np.inf)
    found[destination] = 0
    waiting = [(0.0, destination)]
    while waiting:
        metres, node = heapq.heappop(waiting)
        if metres > found[node]:
            continue
        for before, length in into[node]:
            if metres + length < found[before]:
                found[before] = metres + length
                heapq.heappush(waiting, (found[before], before))
    return found


def test_ten_trees_equal_the_textbook(city):
    destinations = np.random.default_rng(3).choice(len(city.x), 10, replace=False)
    found = distances_m(city, np.arange(len(city.x)), destinations, 1e6)
    for column, destination in enumerate(destinations):
        expected = textbook(city, destination)
        assert np.array_equal(np.isinf(found[:, column]), np.isinf(expected))
        near = np.isfinite(expected)
        assert np.abs(found[near, column] - expected[near]).max() < 1


def zipped() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("map.txt", "nothing")
    return content.getvalue()


BROKEN = {
    "text": b"This is a letter, not a map.",
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200),
    "zip": zipped(),
    "empty": b"",
    "page": b"<!DOCTYPE html><html><body>Not found</body></html>",
}


@pytest.mark.slow
@pytest.mark.parametrize("content", BROKEN)
@pytest.mark.parametrize("name", ["map.osm.pbf", "map.osm", "map.osm.bz2", "map.osm.gz"])
def test_a_file_that_is_no_map(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(BROKEN[content])
    with pytest.raises(DataError, match=rf"^{name}: cannot be read as OpenStreetMap data") as told:
        read_extract(path, quiet=True)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("name", ["map.png", "map.txt", "map"])
def test_a_name_that_is_of_no_map(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(real_extract("test.osm.pbf").read_bytes())
    with pytest.raises(DataError, match="keep the end of its name"):
        read_extract(path, quiet=True)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.7, 0.9999])
def test_a_truncated_map(tmp_path, share):
    whole = real_extract("test.osm.pbf").read_bytes()
    path = tmp_path / "cut.osm.pbf"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(DataError, match="download the extract again, whole"):
        read_extract(path, quiet=True)


@pytest.mark.parametrize("lost", [1, 30, 100])
def test_truncated_text(tmp_path, lost):
    path = tmp_path / "cut.osm.bz2"
    content = bz2.compress(map_text(PLACES, [ROUND_ABOUT]).encode())
    path.write_bytes(content[:-lost])
    with pytest.raises(DataError, match="cannot be read"):
        read_extract(path, quiet=True)


def test_no_file(tmp_path):
    with pytest.raises(DataError, match="file not found"):
        read_extract(tmp_path / "none.osm.pbf")
    with pytest.raises(DataError, match="file not found"):
        read_extract(tmp_path)


@pytest.mark.parametrize(
    "ways",
    [
        [],
        [([1, 2], {"highway": "motorway"})],
        [([1, 2, 3, 1], {"building": "yes"})],
        [([1, 2], {"highway": "residential", "oneway": "yes"})],
    ],
)
def test_a_map_without_a_way_for_bicycles(tmp_path, ways):
    with pytest.raises(DataError, match="holds no way that can be cycled there and back"):
        network_of(tmp_path, PLACES, ways)


def test_a_map_without_the_places(tmp_path):
    with pytest.raises(DataError, match="not the places of their nodes"):
        network_of(tmp_path, {}, [ROUND_ABOUT])


def test_a_place_off_the_globe(tmp_path):
    with pytest.raises(DataError, match="cannot be read"):
        network_of(tmp_path, PLACES | {4: (5, 952)}, [ROUND_ABOUT])


@pytest.mark.parametrize("number", [-4, 2**60])
def test_a_node_number_that_cannot_be(tmp_path, number):
    with pytest.raises(DataError, match=f"do not exist in OpenStreetMap \\({number}\\)"):
        network_of(tmp_path, PLACES | {number: (5, 52.1)}, [([1, 3, number], ROAD)])


def test_a_history_by_its_name(tmp_path):
    path = tmp_path / "map.osh.pbf"
    path.write_bytes(real_extract("test.osm.pbf").read_bytes())
    with pytest.raises(DataError, match="is a history or a list of changes"):
        read_extract(path, quiet=True)


@pytest.mark.parametrize("name", ["map.osc", "map.osm"])
def test_a_list_of_changes(tmp_path, name):
    path = tmp_path / name
    text = map_text(PLACES, [ROUND_ABOUT]).split("\n", 1)[1].replace("</osm>", "")
    path.write_text(
        f'<osmChange version="0.6"><create>{text}</create></osmChange>', encoding="utf-8"
    )
    with pytest.raises(DataError, match="is a history or a list of changes"):
        read_extract(path, quiet=True)


def test_a_history_by_what_is_in_it(tmp_path):
    text = map_text(PLACES, [ROUND_ABOUT, ROUND_ABOUT])
    path = tmp_path / "map.osm"
    path.write_text(text.replace('<way id="2" version="1"', '<way id="1" version="2"'), "utf-8")
    with pytest.raises(DataError, match="is a history or a list of changes.*way 1 is in it in two"):
        read_extract(path, quiet=True)


def test_progress_only_where_it_is_wanted(tmp_path, capsys, monkeypatch):
    shown = []
    bar = osm_file.tqdm
    monkeypatch.setattr(
        osm_file, "tqdm", lambda *args, **more: shown.append(more["disable"]) or bar(*args, **more)
    )
    path = tmp_path / "map.osm"
    path.write_text(map_text(PLACES, [ROUND_ABOUT]), "utf-8")
    read_extract(path, quiet=True)
    read_extract(path)
    assert shown == [True, True, None, None]
    captured = capsys.readouterr()
    assert captured.out == captured.err == ""


def command(*arguments: str) -> int:
    options = parser("network").parse_args(["network", *arguments])
    return options.run(options)


def test_the_command_writes_a_network_and_says_so(tmp_path, capsys):
    out = tmp_path / "made"
    path = real_extract("test.osm.pbf")
    assert command("--osm", str(path), "--out", str(out)) == 0
    network = read(out)
    assert network.about["file"] == "test.osm.pbf"
    assert capsys.readouterr().out == (
        f"{out}: nodes {len(network.x)}, ways {network.metres.nnz}, "
        "box 26.930 60.520 26.970 60.540, date unknown\n"
    )


def test_the_command_writes_nothing_of_a_broken_file(tmp_path):
    path = tmp_path / "map.osm.pbf"
    path.write_bytes(b"no map")
    with pytest.raises(DataError):
        command("--osm", str(path), "--out", str(tmp_path / "made"))
    assert not (tmp_path / "made").exists()


def test_the_command_says_where_it_cannot_write(tmp_path):
    place = tmp_path / "a file"
    place.write_text("in the way")
    with pytest.raises(DataError, match="a file: the network cannot be written"):
        command("--osm", str(real_extract("test.osm.pbf")), "--out", str(place))
