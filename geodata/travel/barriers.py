"""Water that no cyclist crosses without a bridge, a dam or a ferry: what lies between points?"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

#: Side of a cell of the water raster, metres.
CELL_M = 200.0
#: Bays and straits up to twice this width count as water between land.
BAY_M = 5_000.0
#: Less open water than this on the straight line is a pond, a ditch or a slip of the drawing.
OPEN_WATER_M = 400.0
#: Straight lines that are tested at once: bounds the memory, not the answer.
_AT_ONCE = 20_000


@dataclass(frozen=True, eq=False)
class Barriers:
    """Large waterways as lines, and open water as a raster, both in the Dutch grid.

    waterways: lines. water: boolean, rows from south to north and columns from west to east, in
    cells of :data:`CELL_M`. corner: x and y of its south-west corner, metres.
    """

    waterways: shapely.MultiLineString
    water: np.ndarray
    corner: tuple[float, float]

    def __post_init__(self) -> None:
        shapely.prepare(self.waterways)

    def between(self, x1, y1, x2, y2) -> np.ndarray:
        """Does a large waterway, or more than 400 m of open water, lie on the straight line?

        Four arrays of metres; a boolean per line.
        """
        ends = [np.asarray(one, float) for one in (x1, y1, x2, y2)]
        found = np.empty(len(ends[0]), bool)
        for start in range(0, len(found), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            found[part] = self._between(*(one[part] for one in ends))
        return found

    def _between(self, x1, y1, x2, y2) -> np.ndarray:
        found = self._open_water_m(x1, y1, x2, y2) > OPEN_WATER_M
        rest = np.flatnonzero(~found)
        ends = np.stack([x1[rest], y1[rest], x2[rest], y2[rest]], axis=1).reshape(-1, 2, 2)
        found[rest] = shapely.intersects(self.waterways, shapely.linestrings(ends))
        return found

    def _open_water_m(self, x1, y1, x2, y2) -> np.ndarray:
        """Metres of open water on each straight line, sampled once per cell."""
        length = np.hypot(x2 - x1, y2 - y1)
        steps = int(np.ceil(length.max(initial=0) / CELL_M)) + 1
        wet = np.zeros(len(length))
        # All lines take the same number of samples less those past their own end.
        own = np.ceil(length / CELL_M)
        for step in range(steps):
            inside = step < own
            if not inside.any():
                break
            share = (step + 0.5) / np.where(inside, own, 1)
            wet += inside & self.is_water(x1 + share * (x2 - x1), y1 + share * (y2 - y1))
        return wet * length / np.maximum(own, 1)

    def is_water(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Which points lie in a cell of open water."""
        rows, columns = self.water.shape
        if not self.water.size:
            return np.zeros(np.shape(x), bool)
        column = ((x - self.corner[0]) // CELL_M).astype(int)
        row = ((y - self.corner[1]) // CELL_M).astype(int)
        known = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
        return known & self.water[np.where(known, row, 0), np.where(known, column, 0)]

    def at_sea(self, x, y) -> np.ndarray:
        """Which points lie in open water, with no land a kilometre around."""
        x, y = np.asarray(x, float), np.asarray(y, float)
        around = [(dx, dy) for dx in (-1000, 0, 1000) for dy in (-1000, 0, 1000)]
        return np.logical_and.reduce([self.is_water(x + dx, y + dy) for dx, dy in around])


def barriers(
    waterways: gpd.GeoSeries,
    waters: gpd.GeoSeries,
    land: shapely.Geometry,
    abroad: shapely.Geometry,
) -> Barriers:
    """The barriers of the country, from lines and polygons in the Dutch grid.

    waterways: large rivers and canals. waters: open water. land: the municipalities as one shape,
    of which the bays and straits are water too, except where they lie abroad.
    """
    # Half a cell of detail is plenty for a raster of whole cells.
    outline = land.simplify(CELL_M / 2)
    bays = outline.buffer(BAY_M).buffer(-BAY_M).difference(outline).difference(abroad)
    water = shapely.union_all([bays, *waters.simplify(CELL_M / 2).to_numpy()])
    water = water.difference(outline)
    west, south, east, north = (0, 0, 0, 0) if water.is_empty else water.bounds
    corner = (np.floor(west / CELL_M) * CELL_M, np.floor(south / CELL_M) * CELL_M)
    columns = np.arange(corner[0] + CELL_M / 2, east, CELL_M)
    rows = np.arange(corner[1] + CELL_M / 2, north, CELL_M)
    shapely.prepare(water)
    x, y = np.meshgrid(columns, rows)
    wet = shapely.contains_xy(water, x.ravel(), y.ravel()).reshape(x.shape)
    # Whole metres, as they are kept: barriers that were written and read are the same ones.
    lines = shapely.transform(shapely.get_parts(waterways.to_numpy()), np.rint)
    lines = shapely.multilinestrings(lines)
    return Barriers(lines, wet, (float(corner[0]), float(corner[1])))
