"""Water that no cyclist crosses without a bridge, a dam or a ferry: what lies between points?"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike

from geodata.tables.arrays import Booleans, Floats, Integers, Shapes

#: Side of a cell of the water raster, metres.
CELL_M = 200.0
#: Bays and straits up to twice this width count as water between land.
BAY_M = 5_000.0
#: Less open water than this on the straight line is a pond, a ditch or a slip of the drawing.
OPEN_WATER_M = 400.0
#: Straight lines that are tested at once, which bounds the memory, and that are made at once: these
#: stay close to the processor, where of 20,000 each takes half as long again.
_AT_ONCE, _MADE_AT_ONCE = 20_000, 1_000
#: Cells along a side of the blocks in which the raster is made.
_BLOCK = 12


@dataclass(frozen=True, eq=False)
class Barriers:
    """Large waterways as lines, and open water as a raster, both in the Dutch grid.

    waterways: lines. water: boolean, rows from south to north and columns from west to east, in
    cells of :data:`CELL_M`. corner: x and y of its south-west corner, metres.
    """

    waterways: shapely.MultiLineString
    water: Booleans
    corner: tuple[float, float]

    def __post_init__(self) -> None:
        shapely.prepare(self.waterways)

    def __reduce__(self) -> tuple[Any, ...]:
        """Prepared again in the process that it is sent to."""
        return Barriers, (self.waterways, self.water, self.corner)

    def between(self, x1: ArrayLike, y1: ArrayLike, x2: ArrayLike, y2: ArrayLike) -> Booleans:
        """Does a large waterway, or more than 400 m of open water, lie on the straight line?

        Four arrays of metres in the Dutch grid; a boolean per line.
        """
        ends = [np.asarray(coordinate, float) for coordinate in (x1, y1, x2, y2)]
        apart = np.empty(len(ends[0]), bool)
        for start in range(0, len(apart), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            apart[part] = self._between(*(coordinate[part] for coordinate in ends))
        return apart

    def _between(self, x1: Floats, y1: Floats, x2: Floats, y2: Floats) -> Booleans:
        ends = np.stack([x1, y1, x2, y2], axis=1).reshape(-1, 2, 2)
        apart: Booleans = np.empty(len(ends), bool)
        for start in range(0, len(ends), _MADE_AT_ONCE):
            part = slice(start, start + _MADE_AT_ONCE)
            apart[part] = shapely.intersects(self.waterways, shapely.linestrings(ends[part]))
        rest = np.flatnonzero(~apart)
        rest = rest[self._near_open_water(ends[rest])]
        apart[rest] = self._open_water_m(*ends[rest].reshape(-1, 4).T) > OPEN_WATER_M
        return apart

    @cached_property
    def _water_before(self) -> Integers:
        """Cells of water south and west of each corner of the raster."""
        return np.pad(np.cumsum(np.cumsum(self.water, axis=0), axis=1), ((1, 0), (1, 0)))

    @cached_property
    def _within_rim(self) -> Booleans:
        """The raster with a dry cell around it, in which all lies that is beyond it."""
        return np.pad(self.water, 1)

    def _near_open_water(self, ends: Floats) -> Booleans:
        """Which lines have enough water in the box around them; the others need no closer look."""
        limit = np.array(self.water.shape[::-1])
        first = _cell(ends.min(axis=1), self.corner, 0, limit)
        last = _cell(ends.max(axis=1), self.corner, -1, limit - 1) + 1
        before = self._water_before
        cells: Integers = (
            before[last[:, 1], last[:, 0]]
            - before[first[:, 1], last[:, 0]]
            - before[last[:, 1], first[:, 0]]
            + before[first[:, 1], first[:, 0]]
        )
        return np.asarray(cells > 0, bool)

    def _open_water_m(self, x1: Floats, y1: Floats, x2: Floats, y2: Floats) -> Floats:
        """Metres of open water on each straight line, sampled once per cell."""
        length = np.hypot(x2 - x1, y2 - y1)
        # All lines take as many samples as they are long; the longest come first, so that those
        # that still go on are the first so many.
        order = np.argsort(-length, kind="stable")
        x1, y1, length = x1[order], y1[order], length[order]
        east, north = (x2[order] - x1), (y2[order] - y1)
        samples = np.ceil(length / CELL_M)
        wet = np.zeros(len(length))
        for step in range(int(samples.max(initial=0))):
            count = int(np.searchsorted(-samples, -step, side="left"))
            share = (step + 0.5) / samples[:count]
            wet[:count] += self.is_water(
                x1[:count] + share * east[:count], y1[:count] + share * north[:count]
            )
        metres = np.empty(len(length))
        metres[order] = wet * length / np.maximum(samples, 1)
        return metres

    def is_water(self, x: Floats, y: Floats) -> Booleans:
        """Which points lie in a cell of open water."""
        rows, columns = self.water.shape
        column = _cell(x, self.corner[0], -1, columns)
        row = _cell(y, self.corner[1], -1, rows)
        wet: Booleans = self._within_rim[row + 1, column + 1]
        return wet

    def at_sea(self, x: ArrayLike, y: ArrayLike) -> Booleans:
        """Which points lie in open water, with no land a kilometre around."""
        east, north = np.asarray(x, float), np.asarray(y, float)
        around = [(dx, dy) for dx in (-1000, 0, 1000) for dy in (-1000, 0, 1000)]
        wet = [self.is_water(east + dx, north + dy) for dx, dy in around]
        return np.asarray(np.logical_and.reduce(wet), bool)


def _cell(coordinate: Floats, corner: ArrayLike, first: ArrayLike, last: ArrayLike) -> Integers:
    """The row or column of the cell in which each coordinate is, counted from a corner; at least
    ``first``, also of what is no number, and at most ``last``."""
    at = np.floor((coordinate - np.asarray(corner)) / CELL_M)
    cell: Integers = np.fmin(np.fmax(at, first), last).astype(np.int64)
    return cell


def barriers(
    waterways: Shapes,
    waters: Shapes,
    land: shapely.Geometry,
    abroad: shapely.Geometry,
) -> Barriers:
    """The barriers of the country, from lines and polygons in the Dutch grid.

    waterways: large rivers and canals. waters: open water. land: the municipalities as one shape,
    of which the bays and straits are water too, except where they lie abroad.
    """
    # Half a cell of detail is plenty for a raster of whole cells.
    outline = land.simplify(CELL_M / 2)
    shore = outline.simplify(CELL_M).buffer(BAY_M, quad_segs=4).buffer(-BAY_M, quad_segs=4)
    bays = shore.difference(outline).difference(abroad)
    water = shapely.union_all([bays, *shapely.simplify(np.asarray(waters, object), CELL_M / 2)])
    water = water.difference(outline)
    west, south, east, north = (0, 0, 0, 0) if water.is_empty else water.bounds
    corner = (np.floor(west / CELL_M) * CELL_M, np.floor(south / CELL_M) * CELL_M)
    # Whole metres, as they are kept: barriers that were written and read are the same ones.
    lines = shapely.transform(shapely.get_parts(np.asarray(waterways, object)), np.rint)
    lines = shapely.multilinestrings(lines)
    wet = _raster(water, np.arange(corner[0], east, CELL_M), np.arange(corner[1], north, CELL_M))
    return Barriers(lines, wet, (float(corner[0]), float(corner[1])))


def _raster(water: shapely.Geometry, columns: Floats, rows: Floats) -> Booleans:
    """Which cells have their middle in the water. columns, rows: west and south of each."""
    shapely.prepare(water)
    wet = np.zeros((len(rows), len(columns)), bool)
    # By the block: most of them are dry or wet as a whole.
    for south in range(0, len(rows), _BLOCK):
        for west in range(0, len(columns), _BLOCK):
            part = wet[south : south + _BLOCK, west : west + _BLOCK]
            x, y = columns[west : west + _BLOCK], rows[south : south + _BLOCK]
            block = shapely.box(x[0], y[0], x[-1] + CELL_M, y[-1] + CELL_M)
            if not water.intersects(block):
                continue
            if water.contains(block):
                part[:] = True
                continue
            east, north = np.meshgrid(x + CELL_M / 2, y + CELL_M / 2)
            inside = shapely.contains_xy(water, east.ravel(), north.ravel())
            part[:] = inside.reshape(part.shape)
    return wet
