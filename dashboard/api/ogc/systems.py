"""In which systems coordinates are asked and answered, by the names that OGC gives them."""

from collections.abc import Callable, Sequence

import numpy as np
import shapely

from geodata.tables.arrays import Floats, Shapes
from geodata.tables.rijksdriehoek import to_rd

_EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
#: Degrees with the longitude first, as the shapes are kept; with the latitude first; and metres.
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
LAT_LON, RD = f"{_EPSG}4326", f"{_EPSG}28992"
#: System -> its coordinates of a row per point of longitude and latitude: RD to the centimetre.
SYSTEMS: dict[str, Callable[[Floats], Floats]] = {
    CRS84: lambda degrees: degrees,
    LAT_LON: lambda degrees: degrees[:, ::-1],
    RD: lambda degrees: to_rd(degrees).round(2),
}
#: Which axis goes round the earth, and may end west of where it begins.
_ROUND = {CRS84: 0, LAT_LON: 1}


def in_system(geometry: Shapes, system: str) -> Shapes:
    """Shapes in degrees as another system has them; None stays."""
    moved: Shapes = shapely.transform(geometry, SYSTEMS[system])
    return moved


def box_of(numbers: Sequence[float], system: str) -> shapely.Geometry:
    """The box between two corners in a system, of which a height does not count.

    numbers: the low corner and the high one, two or three each. ValueError where they are no box.
    """
    if len(numbers) not in (4, 6) or not np.isfinite(numbers).all():
        raise ValueError(numbers)
    low, high = [*numbers[:2]], [*numbers[len(numbers) // 2 :][:2]]
    across = _ROUND.get(system)
    if any(low[axis] > high[axis] and axis != across for axis in (0, 1)):
        raise ValueError(numbers)
    if across is None or low[across] <= high[across]:
        return shapely.box(*low, *high)
    end, begin = [*high], [*low]
    end[across], begin[across] = 180.0, -180.0
    return shapely.union(shapely.box(*low, *end), shapely.box(*begin, *high))
