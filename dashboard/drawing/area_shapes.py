"""The areas of the map as geometry, for files and for what is laid over them."""

from functools import lru_cache

import numpy as np
import shapely

from dashboard.data import Data
from dashboard.web.assets import ASSETS
from geodata.tables import topojson


@lru_cache(maxsize=4)
def area_shapes(data: Data, key: str) -> np.ndarray:
    """A geometry per area of a file of shapes, in their order; one polygon as itself.

    The last that were asked are kept, some megabytes at most: a program reads a layer in pages.
    """
    topology = topojson.read(ASSETS, data.geometry_file(key))
    areas = [
        [shapely.Polygon(outer, holes) for outer, *holes in area]
        for area in topojson.polygons(topology)
    ]
    shapes = np.array([one[0] if len(one) == 1 else shapely.MultiPolygon(one) for one in areas])
    shapes.flags.writeable = False
    return shapes


def shapes_of(data: Data, key: str, codes: list[str]) -> np.ndarray:
    """The geometry of some regions in a file of shapes; None for one that is not on the map."""
    shapes = area_shapes(data, key)
    # One shape more, for a region that is not on the map.
    rows = [data.region(code).feature for code in codes]
    return np.append(shapes, [None])[rows] if rows else shapes[:0]
