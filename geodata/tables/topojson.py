"""The geometry of areas, as the build writes it: TopoJSON, in which a line that two areas share
stands once."""

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
