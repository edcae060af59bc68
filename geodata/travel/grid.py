"""Between degrees and metres: the Dutch grid, in which every distance is measured."""

import numpy as np
import pyproj
from numpy.typing import ArrayLike

from geodata.tables.arrays import Floats
from geodata.vocabulary import RD, WGS84

_TO_GRID = pyproj.Transformer.from_crs(WGS84, RD, always_xy=True)
_TO_DEGREES = pyproj.Transformer.from_crs(RD, WGS84, always_xy=True)
_ELLIPSOID = pyproj.Geod(ellps="WGS84")


def to_grid(lon: ArrayLike, lat: ArrayLike) -> tuple[Floats, Floats]:
    """Degrees WGS84 to metres of the Dutch grid (RD, EPSG:28992): x and y."""
    x, y = _TO_GRID.transform(np.asarray(lon, float), np.asarray(lat, float))
    return np.asarray(x, float), np.asarray(y, float)


def to_degrees(x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    """Metres of the Dutch grid to degrees WGS84: lon and lat."""
    lon, lat = _TO_DEGREES.transform(np.asarray(x, float), np.asarray(y, float))
    return np.asarray(lon, float), np.asarray(lat, float)


def ground_m(lon: Floats, lat: Floats, end_lon: Floats, end_lat: Floats) -> Floats:
    """Metres over the ellipsoid WGS84 between pairs of points in degrees."""
    return np.asarray(_ELLIPSOID.inv(lon, lat, end_lon, end_lat)[2], float)
