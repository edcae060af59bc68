"""A cycling network out of an OpenStreetMap extract.

The extract is read twice: first the ways, then the places of the nodes that those ways use. So
the memory needed depends on the ways for bicycles and not on all buildings, and the order of
things in the file does not matter.
"""

from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import osmium
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from tqdm import tqdm

from geodata.errors import DataError
from geodata.tables.arrays import Booleans, Floats, Integers
from geodata.travel.bicycle_rules import bicycle_directions
from geodata.travel.grid import ground_m, to_grid
from geodata.travel.network import Network, from_edges

#: A part of the network has to have this many nodes, about five kilometres of road: less than
#: the smallest inhabited island, more than a car park or a holiday resort behind a gate.
PART_NODES = 500

#: In a small extract: this share of the nodes of its largest part.
PART_SHARE = 0.1

#: Lengths are measured for this many edges at a time.
_CHUNK = 500_000

#: Ten times the highest node number in use. The filter for nodes takes memory up to the highest
#: number it is given, so a senseless one has to be refused.
_NO_NODE = 2**37


@dataclass(frozen=True)
class _Ways:
    """The ways for bicycles: their nodes one after another, and of every node which way it is."""

    nodes: Integers
    way: Integers
    forward: Booleans
    backward: Booleans


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Turns what the reader of OpenStreetMap files raises into a DataError."""
    try:
        yield
    except (RuntimeError, ValueError, OverflowError, OSError, osmium.InvalidLocationError) as error:
        reason = " ".join(str(error).split())
        raise DataError(
            f"{path.name}: cannot be read as OpenStreetMap data ({reason}); "
            "download the extract again, whole, and keep the end of its name, .osm.pbf or .osm.bz2"
        ) from error


def _header(path: Path) -> osmium.io.Header:
    """What the file says about itself. Raises DataError unless it holds the state of one moment."""
    with _reading(path):
        several = osmium.io.File(str(path)).has_multiple_object_versions
        with osmium.io.Reader(str(path), osmium.osm.NOTHING) as reader:
            header = reader.header()
    if several or header.has_multiple_object_versions:
        raise _not_one_moment(path)
    return header


def _not_one_moment(path: Path) -> DataError:
    """The error for a file with former states of things in it."""
    return DataError(
        f"{path.name}: is a history or a list of changes of OpenStreetMap, not a map; "
        "download the extract (.osm.pbf) of the same area"
    )


def _progress(
    things: Iterable[Any], what: str, quiet: bool, total: int | None = None
) -> Iterable[Any]:
    """The things, counted on a terminal."""
    hidden = True if quiet else None
    return tqdm(things, what, total, leave=False, disable=hidden, unit=f" {what}", mininterval=1)


def _read_ways(path: Path, quiet: bool) -> _Ways:
    """The first time through the file."""
    nodes, count = array("q"), array("q")
    forward, backward = array("b"), array("b")
    former = None
    with _reading(path):
        ways = osmium.FileProcessor(str(path), osmium.osm.WAY).with_filter(
            osmium.filter.KeyFilter("highway", "route")
        )
        for way in _progress(ways, "ways", quiet):
            if way.deleted or way.id == former:
                raise _not_one_moment(path)
            former = way.id
            there, back = bicycle_directions(dict(way.tags))
            if there or back:
                nodes.extend([node.ref for node in way.nodes])
                count.append(len(way.nodes))
                forward.append(there)
                backward.append(back)
    numbers = np.arange(len(count), dtype=np.int32)
    return _Ways(
        nodes=np.frombuffer(nodes, np.int64) if nodes else np.empty(0, np.int64),
        way=np.repeat(numbers, np.array(count, np.int64)),
        forward=np.array(forward, bool),
        backward=np.array(backward, bool),
    )


def _read_places(path: Path, wanted: Integers, quiet: bool) -> tuple[Floats, Floats]:
    """The second time: degrees east and north of the wanted nodes, nan where one is missing.

    wanted: numbers of nodes in OpenStreetMap, ascending.
    """
    if len(wanted) and not (wanted[0] >= 0 and wanted[-1] < _NO_NODE):
        raise DataError(
            f"{path.name}: has node numbers that do not exist in OpenStreetMap "
            f"({wanted[0] if wanted[0] < 0 else wanted[-1]}); "
            "download an extract, or upload your own changes first"
        )
    number, lon, lat = array("q"), array("d"), array("d")
    with _reading(path):
        nodes = osmium.FileProcessor(str(path), osmium.osm.NODE).with_filter(
            osmium.filter.IdFilter(array("q", wanted.tobytes()))
        )
        for node in _progress(nodes, "nodes", quiet, len(wanted)):
            place = node.location
            if place.valid():
                number.append(node.id)
                lon.append(place.lon)
                lat.append(place.lat)
    at = np.searchsorted(wanted, np.array(number, np.int64))
    places = np.full((2, len(wanted)), np.nan)
    places[0, at], places[1, at] = lon, lat
    return places[0], places[1]


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
    header = _header(path)
    ways = _read_ways(path, quiet)
    wanted, node = np.unique(ways.nodes, return_inverse=True)
    lon, lat = _read_places(path, wanted, quiet)
    known = np.isfinite(lon)
    if len(wanted) and not known.any():
        raise DataError(
            f"{path.name}: has ways but not the places of their nodes; "
            "download an extract with all nodes in it"
        )
    start, end = node[:-1], node[1:]
    along = (ways.way[:-1] == ways.way[1:]) & known[start] & known[end]
    start, end, way = start[along], end[along], ways.way[:-1][along]
    metres = _lengths(lon, lat, start, end)
    there, back = ways.forward[way], ways.backward[way]
    x, y = to_grid(lon, lat)
    whole = from_edges(
        x,
        y,
        np.concatenate([start[there], end[back]]),
        np.concatenate([end[there], start[back]]),
        np.concatenate([metres[there], metres[back]]),
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
    return Network(x[kept], y[kept], joined, about)
