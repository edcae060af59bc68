"""Shapes as TopoJSON: degrees with few decimals, and a line that two of them share only once."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import Any, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.build.geojson import DECIMALS
from geodata.build.polygons import polygons_of
from geodata.errors import DataError
from geodata.tables.arrays import Integers, Shapes

GRID = 10.0**-DECIMALS
#: A TopoJSON object: https://github.com/topojson/topojson-specification
Document: TypeAlias = dict[str, Any]
Point: TypeAlias = tuple[int, int]
#: A point where lines meet, or a ring begins, is the first and the last of them.
Line: TypeAlias = list[Point]


def region_document(of: str, shapes: gpd.GeoDataFrame, regions: pd.DataFrame) -> Document:
    """TopoJSON of one level, or of the neighbourhoods of one municipality; its object is `areas`.
    of: that level or municipality.

    shapes: code, geometry (degrees). regions: the rows of the table that belong in it. Id =
    regions.feature, properties c (code) and n (name).

    Raises DataError when the drawn regions are not those of the table.
    """
    rows = regions[regions["feature"] >= 0].sort_values("feature")
    drawn = dict(zip(shapes["code"], shapes.geometry.to_numpy(), strict=True))
    codes = rows["code"].tolist()
    odd = sorted(drawn.keys() ^ set(codes))
    if odd:
        raise DataError(
            f"{of} {odd[0]} is either in regions or on the map, not in both: "
            "check the membership of its home areas"
        )
    document = topology(np.array([drawn[code] for code in codes], object))
    for area, feature, code, name in zip(
        document["objects"]["areas"]["geometries"],
        rows["feature"].tolist(),
        codes,
        rows["name"].tolist(),
        strict=True,
    ):
        area |= {"id": feature, "properties": {"c": code, "n": name}}
    return document


def topology(shapes: Shapes) -> Document:
    """TopoJSON of a coverage in degrees, rounded; a shape that rounding would erase becomes a cell
    of the grid."""
    on_grid = _rounded(shapes)
    corner = np.floor(shapely.total_bounds(on_grid)[:2] / GRID).astype(int)
    rings = [
        [
            [_steps(ring, corner) for ring in (polygon.exterior, *polygon.interiors)]
            for polygon in polygons_of(shape)
        ]
        for shape in on_grid
    ]
    arcs = _Arcs([ring for shape in rings for polygon in shape for ring in polygon])
    areas = [
        {"type": "MultiPolygon", "arcs": [[arcs.of(ring) for ring in one] for one in shape]}
        for shape in rings
    ]
    return {
        "type": "Topology",
        "transform": {
            "scale": [GRID, GRID],
            "translate": np.round(corner * GRID, DECIMALS).tolist(),
        },
        "objects": {"areas": {"type": "GeometryCollection", "geometries": areas}},
        "arcs": [_differences(line) for line in arcs.lines],
    }


def _rounded(shapes: Shapes) -> Shapes:
    """The coverage on the grid: one that is rounded on its own would lose its fit with the rest."""
    whole = shapely.make_valid(shapes)  # changing the projection may cross edges that touched
    lines = shapely.union_all(shapely.boundary(whole), grid_size=GRID)
    faces = shapely.get_parts(shapely.polygonize([lines]))
    face, area = shapely.STRtree(whole).query(shapely.point_on_surface(faces), predicate="within")
    order = np.argsort(area, kind="stable")
    groups = np.split(faces[face[order]], np.searchsorted(area[order], np.arange(1, len(shapes))))
    on_grid = np.array([shapely.coverage_union_all(group) for group in groups])
    lost = shapely.is_empty(on_grid)
    on_grid[lost] = _cells(shapely.centroid(whole[lost]))
    oriented: Shapes = shapely.orient_polygons(on_grid)
    return oriented


def _cells(points: Shapes) -> Shapes:
    """The cell of the grid in which each point lies."""
    x, y = np.floor(shapely.get_coordinates(points).T / GRID) * GRID
    cells: Shapes = shapely.box(x, y, x + GRID, y + GRID)
    return cells


def _steps(ring: shapely.Geometry, corner: Integers) -> Line:
    """The points of a ring as whole numbers from a corner; the first one is not repeated."""
    points = np.round(shapely.get_coordinates(ring)[:-1] / GRID).astype(int) - corner
    return list(map(tuple, points.tolist()))


def _differences(line: Line) -> list[list[int]]:
    """A line as TopoJSON writes it: its first point, and the steps to the others."""
    return [list(line[0]), *([x - a, y - b] for (a, b), (x, y) in pairwise(line))]


class _Arcs:
    """The lines of which rings consist: from one point where lines meet to the next.

    Lines meet in a point that has other neighbours in one ring than in another.
    """

    def __init__(self, rings: list[Line]):
        self.lines: list[Line] = []
        self._numbers: dict[tuple[Point, ...], int] = {}
        neighbours: dict[Point, set[frozenset[Point]]] = defaultdict(set)
        for ring in rings:
            around = [ring[-1], *ring, ring[0]]
            for point, before, after in zip(ring, around, around[2:], strict=False):
                neighbours[point].add(frozenset((before, after)))
        self._meeting = {point for point, pairs in neighbours.items() if len(pairs) > 1}

    def of(self, ring: Line) -> list[int]:
        """The numbers of the lines of a ring, as TopoJSON has them: those that it follows the other
        way are counted from -1 down."""
        cuts = [at for at, point in enumerate(ring) if point in self._meeting]
        # A ring that meets no other begins where its likeness in a neighbour does.
        cuts = cuts or [ring.index(min(ring))]
        ring = ring[cuts[0] :] + ring[: cuts[0] + 1]
        ends = [*(cut - cuts[0] for cut in cuts), len(ring) - 1]
        return [self._number(ring[start : end + 1]) for start, end in pairwise(ends)]

    def _number(self, line: Line) -> int:
        known = self._numbers.get(tuple(line))
        if known is None:
            known = self._numbers[tuple(line)] = len(self.lines)
            self._numbers.setdefault(tuple(line[::-1]), ~known)
            self.lines.append(line)
        return known
