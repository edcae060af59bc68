"""How far can one ride from a site? Rings of equal cycling distance, by the national estimate.

A ring is the union of stars: from the site as far as the eye meets no large water, and from every
bridge, dam or ferry that is reached, with the metres that are left.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import shapely

from geodata.errors import DataError
from geodata.tables.arrays import Floats, Integers, Texts
from geodata.vocabulary import DETOUR

#: Coordinates as GeoJSON has them, degrees east and north.
Ring: TypeAlias = list[list[float]]
MultiPolygon: TypeAlias = list[list[Ring]]

NAME = "isochrones.npz"
#: Longest ride of a ring, metres: 45 minutes at 25 km/h.
FURTHEST_M = 18_750.0
#: Stars are kept in whole steps of this many metres.
UNIT_M = 10.0
_ANGLES = np.arange(0, 2 * np.pi, np.pi / 60)
#: Directions of the rays of a star, as metres east and north.
BEARINGS = np.column_stack([np.cos(_ANGLES), np.sin(_ANGLES)])
#: Slits between rays and behind the bend of a river are narrower than twice this.
_SLIT_M = 400.0
#: Detail that no eye sees on a map of a region.
_DETAIL_M = 15.0


@dataclass(frozen=True, eq=False)
class Stars:
    """What a ring is made of.

    sites: codes. points: metres of the Dutch grid, first the sites, then ends of crossings. seen:
    metres to large water per point and bearing. site, end, way_m: the ends that a site reaches (as
    row of points) and the metres to them. to_degrees: per site lon, lat and a matrix.
    """

    sites: Texts
    points: Floats
    seen: Floats | Integers
    site: Integers
    end: Integers
    way_m: Floats
    to_degrees: Floats

    def ring(self, site: str, metres: float) -> MultiPolygon:
        """The area within a ride of so many metres from a site, as coordinates of a MultiPolygon
        in degrees; empty for a site without a star. It is kept for the next who asks: do not
        change it.
        """
        return _ring(self, site, metres)

    def _in_degrees(self, row: int, shape: shapely.Geometry) -> MultiPolygon:
        lon, lat, *matrix = self.to_degrees[row]
        turned = np.array(matrix).reshape(2, 2)

        def ring(line: shapely.LinearRing) -> Ring:
            offset = shapely.get_coordinates(line) - self.points[row]
            corners: Ring = (np.array([lon, lat]) + offset @ turned).round(5).tolist()
            return corners

        return [
            [ring(part.exterior), *(ring(hole) for hole in part.interiors)]
            for part in shapely.get_parts(shape)
            if part.geom_type == "Polygon" and not part.is_empty
        ]


@lru_cache(maxsize=256)
def _ring(stars: Stars, site: str, metres: float) -> MultiPolygon:
    rows = np.flatnonzero(stars.sites == site)
    if not len(rows) or metres <= 0:
        return []
    row = int(rows[0])
    ways = (stars.site == row) & (stars.way_m < metres)
    points = np.r_[row, stars.end[ways]]
    left = (metres - np.r_[0.0, stars.way_m[ways]]) / DETOUR
    reached = np.minimum(stars.seen[points], left[:, None])
    shapes = shapely.polygons(
        stars.points[points][:, None, :] + reached[:, :, None] * BEARINGS[None]
    )
    whole = shapely.union_all(shapely.make_valid(shapes))
    smooth = whole.buffer(_SLIT_M).buffer(-_SLIT_M).simplify(_DETAIL_M)
    return stars._in_degrees(row, smooth)


def read(folder: Path) -> Stars | None:
    """The stars of a folder with prepared tables; None when they were not made."""
    path = folder / NAME
    if not path.is_file():
        return None
    try:
        with np.load(path) as kept:
            arrays = {name: kept[name] for name in kept.files}
    except Exception as error:  # numpy and zipfile raise many kinds for a damaged file
        raise DataError(
            f"{path}: cannot be read ({error}); make it with: python -m geodata build --source DIR"
        ) from error
    arrays["points"] = arrays["points"].astype(float)
    # Whole metres, none beyond FURTHEST_M: as floats they would be four times as long.
    arrays["seen"] = arrays["seen"] * np.uint16(UNIT_M)
    return Stars(**arrays)
