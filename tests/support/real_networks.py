"""Real cycling networks of two municipalities, for tests and measurements.

They belong to the source directory and do not ship: without it there is no network.
"""

import geopandas as gpd
import numpy as np
import shapely

from geodata.travel.network import Network, from_edges
from tests.support.sources import SOURCE

#: Where each network lies: west, south, east, north in degrees.
PLACES = {"texel": (4.7, 53.0, 4.95, 53.2), "smallingerland": (5.85, 53.05, 6.2, 53.18)}


def real_network(place: str) -> Network | None:
    """The cycling network of ``texel`` or ``smallingerland`` in 2016; None where it is absent.

    Lengths are those of the lines in the Dutch grid; every way may be cycled in both directions.
    """
    path = SOURCE / "osm" / f"cycle-network-2016-{place}.gpkg"
    if not path.exists():
        return None
    # The file names a Mercator of its own; the coordinates are those of the web.
    edges = gpd.read_file(path, layer="edges").set_crs("EPSG:3857", allow_override=True)
    west, south, east, north = edges.to_crs("EPSG:4326").total_bounds
    left, bottom, right, top = PLACES[place]
    assert left < west < east < right and bottom < south < north < top
    # A few lines of Texel are in two parts.
    lines = shapely.get_parts(edges.to_crs("EPSG:28992").geometry.to_numpy())
    ends = np.concatenate(
        [
            shapely.get_coordinates(shapely.get_point(lines, 0)),
            shapely.get_coordinates(shapely.get_point(lines, -1)),
        ]
    )
    nodes, number = np.unique(np.round(ends), axis=0, return_inverse=True)
    start, end = number.ravel().reshape(2, -1)
    metres = shapely.length(lines)
    return from_edges(
        *nodes.T,
        np.concatenate([start, end]),
        np.concatenate([end, start]),
        np.concatenate([metres, metres]),
        {"source": path.name},
    )
