"""Where a reader looks on the map, as it stands in the address."""

from dashboard.address.view import LONGEST

#: Degrees from zero, and how far and how close.
FARTHEST_LON, FARTHEST_LAT, ZOOMS = 180, 85, (4, 18)


def camera_of(text: str) -> tuple[float, float, float] | None:
    """Longitude, latitude and zoom that a reader chose, from the address; None where it is none."""
    try:
        lon, lat, zoom = (float(part) for part in text[:LONGEST].split(","))
    except ValueError:
        return None
    on_earth = abs(lon) <= FARTHEST_LON and abs(lat) <= FARTHEST_LAT  # not a number is nowhere
    return (lon, lat, zoom) if on_earth and ZOOMS[0] <= zoom <= ZOOMS[1] else None
