"""What stands in an OpenStreetMap file: ferries, places, and maps that are not whole or not one."""

import bz2
import gzip

import numpy as np
import osmium
import pytest
from scipy.sparse.csgraph import connected_components

from geodata.errors import DataError
from geodata.travel.grid import to_grid
from geodata.travel.network import Network, read, write
from geodata.travel.osm import read_extract
from tests.support.osm_map import PLACES, ROAD, ROUND_ABOUT, map_text, network_of

#: A road along the south bank, one along the north bank, and a boat that bends halfway.
BANKS = {
    1: (5.0, 52.0),
    2: (5.01, 52.0),
    3: (5.02, 52.0),
    10: (5.02, 52.01),
    11: (5.0, 52.01),
    20: (5.0, 52.02),
    21: (5.01, 52.02),
}
SHORES = [([1, 2, 3], ROAD), ([20, 21], ROAD)]
BOAT = {"route": "ferry", "bicycle": "yes"}


def same(one: Network, other: Network) -> bool:
    return (
        np.array_equal(one.x, other.x)
        and np.array_equal(one.y, other.y)
        and (one.metres != other.metres).nnz == 0
    )


def at(network: Network, place: tuple[float, float]) -> int:
    """The nearest node where one gets onto the network, wherever that is."""
    x, y = to_grid(*place)
    return int(network.snap(np.array([x]), np.array([y]), 1e6)[0][0])


def joined(network: Network, one: int, other: int) -> bool:
    """Whether one can ride from a node of the banks to another, and back."""
    _, part = connected_components(network.metres, connection="strong")
    return bool(part[at(network, BANKS[one])] == part[at(network, BANKS[other])])


# ---- boats --------------------------------------------------------------------------------------


def test_nobody_gets_onto_a_boat_halfway(tmp_path):
    network = network_of(tmp_path, BANKS, [*SHORES, ([3, 10, 11, 20], BOAT)])
    assert len(network.x) == 7
    for afloat in (10, 11):
        nearest = at(network, BANKS[afloat])
        x, y = network.x[nearest], network.y[nearest]
        ashore = [to_grid(*BANKS[node]) for node in (1, 2, 3, 20, 21)]
        assert min(np.hypot(x - east, y - north) for east, north in ashore) < 0.01
    write(network, tmp_path / "kept")
    assert np.array_equal(read(tmp_path / "kept").entry, network.entry)


@pytest.mark.parametrize("tags", [{"bridge": "yes"}, {"tunnel": "yes"}])
def test_nor_onto_a_bridge_or_into_a_tunnel(tmp_path, tags):
    over = [*SHORES, ([3, 10, 11, 20], ROAD | tags)]
    assert network_of(tmp_path, BANKS, over).entry.sum() == 5
    passage = [*SHORES, ([3, 10, 11, 20], ROAD | {"tunnel": "building_passage"})]
    assert network_of(tmp_path, BANKS, passage).entry.all()


@pytest.mark.parametrize(
    ("stage", "open_to_bicycles"),
    [
        ({"man_made": "pier"}, True),
        ({"highway": "footway"}, True),
        ({"highway": "pedestrian", "foot": "yes"}, True),
        ({"highway": "footway", "bicycle": "no"}, False),
        ({"highway": "footway", "foot": "private"}, False),
        ({"highway": "platform"}, True),
        ({"public_transport": "platform"}, True),
        ({"highway": "steps"}, False),
        ({"man_made": "pier", "access": "private"}, False),
        ({"man_made": "breakwater"}, False),
    ],
)
def test_the_way_to_the_boat(tmp_path, stage, open_to_bicycles):
    """Over a pier or a way for pedestrians the bicycle is pushed; without it, nobody sails."""
    ways = [*SHORES, ([3, 10], stage), ([10, 20], BOAT)]
    assert joined(network_of(tmp_path, BANKS, ways), 3, 20) == open_to_bicycles


def test_a_footway_that_leads_to_no_boat_stays_closed(tmp_path):
    """Neither along the boat's own, nor one further on."""
    ways = [*SHORES, ([3, 20], BOAT), ([2, 10], {"highway": "footway"})]
    assert len(network_of(tmp_path, BANKS, ways).x) == 5


@pytest.mark.parametrize(
    ("relation", "way", "sails"),
    [
        ({"route": "ferry"}, {}, True),
        ({"route": "ferry", "bicycle": "yes"}, {"name": "Pont"}, True),
        ({"route": "ferry", "bicycle": "no"}, {}, False),
        ({"route": "ferry", "bicycle": "no"}, {"bicycle": "yes"}, True),
        ({"route": "ferry", "foot": "no"}, {"route": "ferry"}, False),
        ({"route": "bus"}, {}, False),
    ],
)
def test_a_ferry_that_is_a_relation(tmp_path, relation, way, sails):
    ways = [*SHORES, ([3, 20], way)]
    network = network_of(tmp_path, BANKS, ways, {}, [({1: "", 3: ""}, relation)])
    assert joined(network, 3, 20) == sails
    # The road to the boat, which is in the relation too, is still a road.
    assert joined(network, 1, 2)


def test_of_several_boats_one_that_takes_bicycles_is_enough(tmp_path):
    ways, refused = [*SHORES, ([3, 20], {})], {"route": "ferry", "bicycle": "no"}
    for tags in ((BOAT, refused), (refused, BOAT)):
        network = network_of(tmp_path, BANKS, ways, {}, [({3: ""}, each) for each in tags])
        assert joined(network, 3, 20)
    platform = network_of(tmp_path, BANKS, ways, {}, [({3: "platform"}, BOAT)])
    assert not joined(platform, 3, 20)


# ---- places -------------------------------------------------------------------------------------


def test_places_that_stand_in_the_ways(tmp_path):
    """Nodes that bear no tag are not in such a file; those that do still count as barriers."""
    bare, gate = tmp_path / "ways.osm.pbf", {2: {"barrier": "gate", "bicycle": "no"}}
    places = {1: (5.0, 52.0), 2: (5.005, 52.0), 3: (5.01, 52.0), 4: (5.005, 52.005)}
    ways = [([1, 2, 3], ROAD), ([1, 4, 3], ROAD)]
    whole = tmp_path / "map.osm"
    whole.write_text(map_text(places, ways, gate), "utf-8")
    file = osmium.io.File(str(bare), "pbf,locations_on_ways=true")
    with osmium.SimpleWriter(file) as writer:
        for thing in osmium.FileProcessor(str(whole)).with_locations():
            if thing.is_way() or thing.tags:
                writer.add(thing)
    assert same(read_extract(bare, quiet=True), read_extract(whole, quiet=True))


def test_places_in_the_ways_of_an_answer(tmp_path):
    path = tmp_path / "map.osm"
    footway = ([4, 5], {"highway": "footway"})
    text = "\n".join(map_text(PLACES, [ROUND_ABOUT, footway]).splitlines()[-3:])
    for node, (lon, lat) in {**PLACES, 4: (5.1, 52.1), 5: (5.1, 52.2)}.items():
        text = text.replace(f'ref="{node}"', f'ref="{node}" lat="{lat}" lon="{lon}"')
    path.write_text(f'<osm version="0.6" generator="Overpass API">{text}', "utf-8")
    network = read_extract(path, quiet=True)
    assert same(network, network_of(tmp_path, PLACES, [ROUND_ABOUT]))


def test_a_map_with_few_of_its_places_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"not the places of their nodes \(3 of 7\)"):
        network_of(tmp_path, PLACES, [ROUND_ABOUT, ([3, 4, 5, 6, 7], ROAD)])


# ---- one map, and whole -------------------------------------------------------------------------


def test_two_maps_put_together_are_one(tmp_path):
    """Sorted, as some tools do it, or one behind the other."""
    text = map_text(PLACES, [ROUND_ABOUT, ([1, 2], ROAD)]).splitlines()
    once, path = network_of(tmp_path, PLACES, [ROUND_ABOUT, ([1, 2], ROAD)]), tmp_path / "map.osm"
    inside = text[1:-1]
    for twice in ([line for line in inside for _ in "ab"], inside + inside):
        path.write_text("\n".join([text[0], *twice, text[-1]]), "utf-8")
        assert same(read_extract(path, quiet=True), once)


def test_two_maps_of_different_days_are_refused(tmp_path):
    text, path = map_text(PLACES, [ROUND_ABOUT]), tmp_path / "map.osm"
    moved = '<node id="3" version="2" lat="52.006" lon="5.005"/>'
    path.write_text(text.replace("<way", f"{moved}<way", 1), "utf-8")
    with pytest.raises(DataError, match="different days.*node 3 is in it at two places"):
        read_extract(path, quiet=True)


def test_what_was_deleted_is_not_there(tmp_path):
    path = tmp_path / "map.osm"
    gone = '<way id="9" version="3" visible="false"><nd ref="1"/><nd ref="2"/>'
    text = map_text(PLACES, [ROUND_ABOUT])
    path.write_text(text.replace("</osm>", f'{gone}<tag k="highway" v="path"/></way></osm>'))
    assert same(read_extract(path, quiet=True), network_of(tmp_path, PLACES, [ROUND_ABOUT]))


def test_what_was_deleted_and_not_uploaded_is_refused(tmp_path):
    """An editor keeps it in its file with a mark that no reader knows."""
    path, text = tmp_path / "map.osm", map_text(PLACES, [ROUND_ABOUT, ([1, 2], ROAD)])
    text = text.replace('generator="test"', "generator='JOSM'")
    path.write_text(text, "utf-8")
    assert read_extract(path, quiet=True).about["ways"] == 6
    path.write_text(text.replace('<way id="2"', "<way id='2' action='delete'"), "utf-8")
    with pytest.raises(DataError, match="deleted in JOSM"):
        read_extract(path, quiet=True)


@pytest.mark.parametrize("name", ["map.osm", "map.osm.gz", "map.osm.bz2"])
def test_an_answer_that_stopped_halfway(tmp_path, name):
    text = map_text(PLACES, [ROUND_ABOUT]).replace('"test"', '"Overpass API 0.7.62"')
    packed = {"gz": gzip.compress, "bz2": bz2.compress}.get(name.split(".")[-1], bytes)
    path = tmp_path / name
    path.write_bytes(packed(text.encode()))
    whole = read_extract(path, quiet=True)
    assert whole.about["ways"] == 4
    for remark, refused in (
        ('runtime error: Query timed out in "query" at line 3 after 2 seconds.', True),
        ("runtime error: Query run out of memory", True),
        ("considered as a hint", False),
    ):
        ended = text.replace("</osm>", f"<remark> {remark} </remark></osm>")
        path.write_bytes(packed(ended.encode()))
        if refused:
            with pytest.raises(DataError, match=f"stopped halfway \\({remark[:22]}"):
                read_extract(path, quiet=True)
        else:
            assert same(read_extract(path, quiet=True), whole)


def test_a_text_that_would_grow_without_end_is_refused(tmp_path):
    path = tmp_path / "map.osm"
    grows = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    path.write_text(f'<!DOCTYPE osm [<!ENTITY a0 "a">{grows}]><osm version="0.6">&a8;</osm>')
    with pytest.raises(DataError, match="cannot be read as OpenStreetMap data"):
        read_extract(path, quiet=True)
