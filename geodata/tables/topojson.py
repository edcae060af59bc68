"""The geometry of areas, as the build writes it: TopoJSON, in which a line that two areas share
stands once."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from geodata.tables.arrays import Floats

#: Closed rings in degrees: the outer one, and those of its holes.
Polygon: TypeAlias = list[Floats]


def polygons(topology: dict[str, Any]) -> list[list[Polygon]]:
    """The polygons of every area, in the order of the file; longitude and latitude."""
    arcs = _arcs(topology)
    return [
        [[_ring(numbers, arcs) for numbers in polygon] for polygon in area["arcs"]]
        for area in topology["objects"]["areas"]["geometries"]
    ]


def _arcs(topology: dict[str, Any]) -> list[Floats]:
    """Lines in degrees: they travel as whole steps on a grid, from the point before."""
    (grid, _), corner = topology["transform"]["scale"], topology["transform"]["translate"]
    lengths = [len(arc) for arc in topology["arcs"]]
    starts = np.cumsum([0, *lengths[:-1]])
    steps = np.concatenate(topology["arcs"])
    along = np.cumsum(steps, axis=0)
    points = along - np.repeat(along[starts] - steps[starts], lengths, axis=0)
    degrees = np.round(points * grid + corner, round(-np.log10(grid)))
    return np.split(degrees, starts[1:])


def _ring(numbers: list[int], arcs: list[Floats]) -> Floats:
    """The lines of a ring in one; those with a number below 0 the other way."""
    lines = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    return np.concatenate([lines[0][:1], *(line[1:] for line in lines)])


def groups_of(text: str) -> list[list[int]]:
    """Areas that are joined, as in ``0.3,5``."""
    return [[int(one) for one in group.split(".") if one] for group in text.split(",")]


def read(folder: Path, file: str, properties: Sequence[dict[str, str]] = ()) -> dict[str, Any]:
    """A file of areas in a folder, by its name; or by ``name#0.3,5`` those that are made of its
    areas, see :func:`merged`."""
    name, _, joined = file.partition("#")
    topology: dict[str, Any] = json.loads((folder / name).read_text("utf-8"))
    return merged(topology, groups_of(joined), properties) if joined else topology


def merged(
    topology: dict[str, Any], groups: list[list[int]], properties: Sequence[dict[str, str]] = ()
) -> dict[str, Any]:
    """The geometry of areas that are each some areas of another one, without the lines between
    these.

    groups: the areas of each, by their numbers. properties: what is said of each.
    """
    areas = topology["objects"]["areas"]["geometries"]
    number_of: dict[int, int] = {}
    shapes = []
    for group in groups:
        rings = [ring for area in group for polygon in areas[area]["arcs"] for ring in polygon]
        outer = _outer(rings)
        shapes.append(_polygons(_joined(outer, topology["arcs"]), topology))
        for number in outer:
            number_of.setdefault(max(number, ~number), len(number_of))
    return topology | {
        "arcs": [topology["arcs"][number] for number in number_of],
        "objects": {
            "areas": {
                "type": "GeometryCollection",
                "geometries": [
                    {
                        "type": "MultiPolygon",
                        "arcs": [
                            [[_renumbered(one, number_of) for one in ring] for ring in polygon]
                            for polygon in shape
                        ],
                        "id": row,
                        "properties": properties[row] if properties else {},
                    }
                    for row, shape in enumerate(shapes)
                ],
            }
        },
    }


def _renumbered(number: int, number_of: dict[int, int]) -> int:
    return number_of[number] if number >= 0 else ~number_of[~number]


def _outer(rings: list[list[int]]) -> list[int]:
    """The lines of rings that only one of them has: a line between two runs both ways."""
    every = {number for ring in rings for number in ring}
    return [number for ring in rings for number in ring if ~number not in every]


def _joined(lines: list[int], arcs: list[Any]) -> list[list[int]]:
    """Lines as closed rings, each from the end of the one before."""
    begin: dict[tuple[int, int], list[int]] = {}
    ends = {}
    for number in lines:
        first, last = _ends(arcs[max(number, ~number)])
        if number < 0:
            first, last = last, first
        begin.setdefault(first, []).append(number)
        ends[number] = (first, last)
    rings: list[list[int]] = []
    way: list[int] = []
    while begin or way:
        at = ends[way[-1]][1] if way else next(iter(begin))
        # A ring ends where it comes back to, so that none touches itself.
        back = [row for row, number in enumerate(way) if ends[number][0] == at]
        if back:
            rings.append(way[back[0] :])
            del way[back[0] :]
            continue
        way.append(begin[at].pop())
        if not begin[at]:
            del begin[at]
    return rings


def _ends(arc: list[list[int]]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where a line begins and ends, in steps of the grid."""
    along = np.sum(arc, axis=0)
    return (arc[0][0], arc[0][1]), (int(along[0]), int(along[1]))


def _polygons(rings: list[list[int]], topology: dict[str, Any]) -> list[list[list[int]]]:
    """Rings as polygons: each hole with the ring around it."""
    small = topology | {
        "objects": {"areas": {"geometries": [{"arcs": [[ring] for ring in rings]}]}}
    }
    points = [polygon[0] for polygon in polygons(small)[0]]
    outer = [row for row, ring in enumerate(points) if _area(ring) > 0]
    made = {row: [rings[row]] for row in outer}
    for row, ring in enumerate(points):
        if row in made:
            continue
        around = [one for one in outer if _holds(points[one], ring)]
        # The smallest, where one lies in a hole of another.
        made[min(around, key=lambda one: abs(_area(points[one])))].append(rings[row])
    return list(made.values())


def _area(ring: Floats) -> float:
    """The area in a ring, in square degrees; above 0 where it runs against the clock."""
    x, y = ring.T
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2)


def _holds(outer: Floats, ring: Floats) -> bool:
    """Does a ring lie in another one: its first side has its middle there."""
    x, y = (ring[0] + ring[1]) / 2
    (x0, y0), (x1, y1) = outer[:-1].T, outer[1:].T
    crosses = (y0 > y) != (y1 > y)
    at = x0[crosses] + (y - y0[crosses]) / (y1 - y0)[crosses] * (x1 - x0)[crosses]
    return bool(np.count_nonzero(at > x) % 2)
