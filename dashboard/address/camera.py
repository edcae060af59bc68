"""Where a reader looks on the map, as it stands in the address."""

import math

from dashboard.address.view import LONGEST


def camera_of(text: str) -> tuple[float, float, float] | None:
    """Longitude, latitude and zoom that a reader chose, from the address; None where it is none."""
    try:
        lon, lat, zoom = (float(part) for part in text[:LONGEST].split(","))
    except ValueError:
        return None
    sound = math.isfinite(lon + lat + zoom) and abs(lon) <= 180 and abs(lat) <= 85
    return (lon, lat, zoom) if sound and 4 <= zoom <= 18 else None
