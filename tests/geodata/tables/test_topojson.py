"""Areas are joined without the lines between them."""

from geodata.tables import topojson

#: Three squares in a row, the middle one around a fourth::
#:
#:     0  1  2      and 3 in the middle of 1
#:
#: Lines: 0 between 0 and 1, 1 between 1 and 2, 2 and 3 and 4 what is left of each, 5 around 3.
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.1, 0.1], "translate": [0, 0]},
    "arcs": [
        [[10, 0], [0, 10]],
        [[20, 0], [0, 10]],
        [[10, 10], [-10, 0], [0, -10], [10, 0]],
        [[20, 0], [10, 0], [0, 10], [-10, 0]],
        [[10, 0], [10, 0]],
        [[20, 10], [-10, 0]],
        [[14, 4], [2, 0], [0, 2], [-2, 0], [0, -2]],
    ],
    "objects": {
        "areas": {
            "geometries": [
                {"arcs": [[[0, 2]]]},
                {"arcs": [[[4, 1, 5, -1], [-7]]]},
                {"arcs": [[[3, -2]]]},
                {"arcs": [[[6]]]},
            ]
        }
    },
}


def shape(*groups):
    joined = topojson.merged(TOPOLOGY, [list(group) for group in groups])
    return [
        [[sorted(set(map(tuple, ring.tolist()))) for ring in polygon] for polygon in area]
        for area in topojson.polygons(joined)
    ]


def test_what_two_share_goes():
    [[[ring]]] = shape((0, 1, 3))
    assert ring == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]


def test_a_hole_stays_with_the_ring_around_it():
    [[[ring, hole]]] = shape((1, 2))
    assert hole == [(1.4, 0.4), (1.4, 0.6), (1.6, 0.4), (1.6, 0.6)]
    assert (3, 1) in ring


def test_areas_apart_are_polygons_apart_and_lines_of_others_go():
    [[first, second], [third]] = shape((0, 2), (3,))
    assert len(first) == len(second) == len(third) == 1
    kept = topojson.merged(TOPOLOGY, [[3]], [{"n": "Midden"}])
    assert kept["arcs"] == [TOPOLOGY["arcs"][6]]
    assert kept["objects"]["areas"]["geometries"][0]["properties"] == {"n": "Midden"}


def test_groups_are_read():
    assert topojson.groups_of("0.3,5") == [[0, 3], [5]]
