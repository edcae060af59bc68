"""Degrees WGS84 as metres of the Dutch national grid, RD New (EPSG:28992).

For what answers while somebody waits: PROJ, which the build uses, takes more memory than a web
worker has for it. The same steps with the same numbers, so the same metres: "Amersfoort to WGS 84
(4)", which is right within a metre, and the oblique stereographic projection (EPSG Guidance Note
7-2, method 9809).
"""

from typing import NamedTuple

import numpy as np

from geodata.tables.arrays import Floats


class _Ellipsoid(NamedTuple):
    """Half of its long axis in metres, and the square of its eccentricity."""

    a: float
    e2: float


def _ellipsoid(a: float, inverse_flattening: float) -> _Ellipsoid:
    flattening = 1 / inverse_flattening
    return _Ellipsoid(a, flattening * (2 - flattening))


_WGS84, _BESSEL = _ellipsoid(6378137.0, 298.257223563), _ellipsoid(6377397.155, 299.1528128)
#: From Amersfoort to WGS84, turning the frame: metres, radians, and how much larger.
_SHIFT = np.array([565.4171, 50.3319, 465.5524])
_TURN = np.radians(np.array([0.398957388243134, -0.343987817378283, 1.87740163998045]) / 3600)
_SCALE = 1 + 4.0725e-6
#: The tower of Amersfoort in radians, where it is on the grid, and the scale there.
_LAT, _LON = np.radians([52.1561605555556, 5.38763888888889])
_EAST, _NORTH, _K = 155_000.0, 463_000.0, 0.9999079


def to_rd(degrees: Floats) -> Floats:
    """Points of the European Netherlands in metres: east and north.

    degrees: a row per point, longitude and latitude.
    """
    lon, lat = np.radians(degrees).T
    return _on_grid(*_on_bessel(lon, lat))


def _on_bessel(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """A point on WGS84, at its surface, as it is on the ellipsoid of Bessel; radians."""
    across = _WGS84.a / np.sqrt(1 - _WGS84.e2 * np.sin(lat) ** 2)
    space = [
        across * np.cos(lat) * np.cos(lon),
        across * np.cos(lat) * np.sin(lon),
        across * (1 - _WGS84.e2) * np.sin(lat),
    ]
    rx, ry, rz = _TURN
    back = np.array([[1, -rz, ry], [rz, 1, -rx], [-ry, rx, 1]])
    x, y, z = back @ ((np.array(space) - _SHIFT[:, None]) / _SCALE)
    return np.arctan2(y, x), _latitude(np.hypot(x, y), z)


def _latitude(away: Floats, z: Floats) -> Floats:
    """Of a point near the surface of Bessel's ellipsoid, by its distance to the axis and to the
    equator (Bowring, below a millimetre in one step)."""
    a, e2 = _BESSEL
    b = a * np.sqrt(1 - e2)
    turn = np.arctan2(z * a, away * b)
    up = z + e2 / (1 - e2) * b * np.sin(turn) ** 3
    latitude: Floats = np.arctan2(up, away - e2 * a * np.cos(turn) ** 3)
    return latitude


def _on_grid(lon: Floats, lat: Floats) -> Floats:
    """The projection: the ellipsoid on a sphere, and the sphere on a plane."""
    a, e2 = _BESSEL
    sine = np.sin(_LAT) ** 2
    radius = a * np.sqrt(1 - e2) / (1 - e2 * sine)
    n = np.sqrt(1 + e2 * np.cos(_LAT) ** 4 / (1 - e2))
    # The constant by which the middle of the grid is at the right height on the sphere.
    first = _conformal(np.array(_LAT), n)
    sphere = (first - 1) / (first + 1)
    c = (n + np.sin(_LAT)) * (1 - sphere) / ((n - np.sin(_LAT)) * (1 + sphere))
    middle = _on_sphere(np.array(_LAT), n, c)
    up, aside = _on_sphere(lat, n, c), n * (lon - _LON)
    per = 1 + np.sin(up) * np.sin(middle) + np.cos(up) * np.cos(middle) * np.cos(aside)
    east = np.cos(up) * np.sin(aside) / per
    north = (np.sin(up) * np.cos(middle) - np.cos(up) * np.sin(middle) * np.cos(aside)) / per
    return np.stack([_EAST + 2 * radius * _K * east, _NORTH + 2 * radius * _K * north], axis=-1)


def _conformal(lat: Floats, n: float) -> Floats:
    e = np.sqrt(_BESSEL.e2)
    up = np.sin(lat)
    stretched: Floats = ((1 + up) / (1 - up) * ((1 - e * up) / (1 + e * up)) ** e) ** n
    return stretched


def _on_sphere(lat: Floats, n: float, c: float) -> Floats:
    """The latitude on the sphere."""
    w = c * _conformal(lat, n)
    up: Floats = np.arcsin((w - 1) / (w + 1))
    return up
