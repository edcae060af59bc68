"""A cycling network out of an OpenStreetMap extract."""

from pathlib import Path

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from geodata.errors import DataError
from geodata.tables.arrays import Booleans, Floats, Integers
from geodata.travel import osm_file
from geodata.travel.grid import ground_m, to_grid
from geodata.travel.network import Network, from_edges

#: A part of the network has to have this many nodes, about five kilometres of road: less than
#: the smallest inhabited island, more than a car park or a holiday resort behind a gate.
PART_NODES = 500

#: In a small extract: this share of the nodes of its largest part.
PART_SHARE = 0.1

#: Lengths are measured for this many edges at a time.
_CHUNK = 500_000

#: Where so many ways or more meet, nobody knows which of them a barrier on the spot closes.
_JUNCTION = 3


def _lengths(lon: Floats, lat: Floats, start: Integers, end: Integers) -> Floats:
    """Metres over the ellipsoid WGS84 between pairs of nodes."""
    metres = np.empty(len(start))
    for first in range(0, len(start), _CHUNK):
        part = slice(first, first + _CHUNK)
        a, b = start[part], end[part]
        metres[part] = ground_m(lon[a], lat[a], lon[b], lat[b])
    return metres


def meaningful_parts(metres: csr_array) -> Integers:
    """The nodes of every part in which one can cycle from anywhere to anywhere, ascending.

    An island without a ferry is a part of its own, and stays. Pieces of fewer than ``PART_NODES``
    nodes, in a small extract of less than ``PART_SHARE`` of the largest part, are left out: a
    home next to one would seem cut off from everything. One node is never a part.
    """
    if not metres.nnz:
        return np.empty(0, np.int64)
    _, part = connected_components(metres, directed=True, connection="strong")
    size = np.bincount(part)
    least = max(2, min(PART_NODES, size.max() * PART_SHARE))
    return np.flatnonzero(size[part] >= least)


def read_extract(path: Path, quiet: bool = False) -> Network:
    """The directed cycling network of an OpenStreetMap extract, a node for every bend.

    path: a file as OpenStreetMap's own tools write it, told by the end of its name (.osm.pbf,
    .osm, .osm.bz2, ...). Of a way cut off at the border of the extract the part inside counts. A
    ferry counts with its length in metres. `quiet` hides the progress, which otherwise shows on a
    terminal. Raises DataError on a file that is no such extract, is not whole, or has no way for
    bicycles.
    """
    path = Path(path)
    if not path.is_file():
        raise DataError(
            f"{path}: file not found; give the OpenStreetMap extract of the area (.osm.pbf)"
        )
    header = osm_file.header(path)
    ways = osm_file.read_ways(path, quiet)
    wanted, node = np.unique(ways.nodes, return_inverse=True)
    places = osm_file.read_places(path, wanted, ways, quiet)
    known = np.isfinite(places.lon)
    along = (ways.way[:-1] == ways.way[1:]) & known[node[:-1]] & known[node[1:]]
    way = ways.way[:-1][along]
    start, end, original = _parted(node[:-1][along], node[1:][along], places.closed)
    lon, lat = places.lon[original], places.lat[original]
    metres = _lengths(lon, lat, start, end)
    there, back = ways.forward[way], ways.backward[way]
    entry = np.zeros(len(wanted), bool)
    entry[node[~ways.without_entry[ways.way]]] = True
    x, y = to_grid(lon, lat)
    whole = from_edges(
        x,
        y,
        np.concatenate([start[there], end[back]]),
        np.concatenate([end[there], start[back]]),
        np.concatenate([metres[there], metres[back]]),
        entry=entry[original],
    )
    kept = meaningful_parts(whole.metres)
    if not len(kept):
        raise DataError(
            f"{path.name}: holds no way that can be cycled there and back; "
            "give an extract with the roads of the area in it"
        )
    lon, lat = lon[kept], lat[kept]
    joined = whole.metres[kept][:, kept].tocsr()
    about = {
        "title": "OpenStreetMap extract",
        "file": path.name,
        "date": header.get("osmosis_replication_timestamp")[:10] or None,
        "nodes": len(kept),
        "ways": joined.nnz,
        "box": [round(float(side), 5) for side in (lon.min(), lat.min(), lon.max(), lat.max())],
        "licence": "ODbL",
        "attribution": "© OpenStreetMap contributors",
    }
    return Network(x[kept], y[kept], joined, about, whole.entry[kept])


def _parted(
    start: Integers, end: Integers, closed: Booleans
) -> tuple[Integers, Integers, Integers]:
    """The pieces of way with a closed barrier between them no longer joined there.

    start, end: the nodes that each piece leads from and to. Each that ends at a barrier gets an end
    of its own on that spot: one can ride up to it. Of several ways that meet there none is closed.
    Returns the starts, the ends, and of every node there is now which one it was.
    """
    size = len(closed)
    ends = np.concatenate([np.column_stack([start, end]), np.column_stack([end, start])])
    met = np.bincount(np.unique(ends[closed[ends[:, 0]]], axis=0)[:, 0], minlength=size)
    closed = closed & (met < _JUNCTION)
    starts_at, ends_at = np.flatnonzero(closed[start]), np.flatnonzero(closed[end])
    original = np.concatenate([np.arange(size), start[starts_at], end[ends_at]])
    start, end = start.copy(), end.copy()
    start[starts_at] = size + np.arange(len(starts_at))
    end[ends_at] = size + len(starts_at) + np.arange(len(ends_at))
    return start, end, original
