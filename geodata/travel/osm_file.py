"""What an OpenStreetMap file holds of the ways for bicycles, and of the places along them.

The file is read a few times: the ferries that are relations, the ways, and the nodes that those
ways use. So the memory needed depends on the ways for bicycles and not on all buildings, and the
order of things in the file does not matter.
"""

import bz2
import gzip
import re
from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import osmium
from tqdm import tqdm

from geodata.errors import DataError
from geodata.tables.arrays import Booleans, Floats, Integers
from geodata.travel.bicycle_rules import (
    bicycle_directions,
    is_landing,
    leads_to_boats,
    stops_bicycles,
    without_entry,
)

#: Over twice the highest node number in use, and no way has so high a number. The filters take
#: memory up to the highest number they are given, so a senseless one is refused.
_NO_NODE = 2**35

#: Of the nodes of all ways, this share has a place at least. Cut off at a border are fewer.
_PLACED_SHARE = 0.5

#: What is looked for in the text of a file is shorter: why an answer of Overpass stopped halfway,
#: which stands behind what it has, and the mark of JOSM on what was deleted.
_OVERLAP = 4_096

#: Whole numbers in which OpenStreetMap keeps a place: of a degree.
_PER_DEGREE = 10_000_000


@dataclass(frozen=True)
class Ways:
    """The ways for bicycles: their nodes one after another, of every node which way it is, and of
    every way what may be done there."""

    nodes: Integers
    way: Integers
    forward: Booleans
    backward: Booleans
    #: Ways onto which one gets at their ends alone.
    without_entry: Booleans
    #: Places that stand in the ways themselves: numbers of nodes, and degrees east and north.
    placed: Integers
    lon: Floats
    lat: Floats


@dataclass(frozen=True)
class Places:
    """Degrees east and north of nodes, nan where one is missing, and which of them are barriers
    that are closed to bicycles."""

    lon: Floats
    lat: Floats
    closed: Booleans


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Turns what the reader of OpenStreetMap files raises into a DataError."""
    try:
        yield
    except (
        RuntimeError,
        ValueError,
        OverflowError,
        OSError,
        EOFError,
        osmium.InvalidLocationError,
    ) as error:
        reason = " ".join(str(error).split())
        raise DataError(
            f"{path.name}: cannot be read as OpenStreetMap data ({reason}); "
            "download the extract again, whole, and keep the end of its name, .osm.pbf or .osm.bz2"
        ) from error


def header(path: Path) -> osmium.io.Header:
    """What the file says about itself.

    Raises DataError unless it holds the state of one moment, and all of what was asked for.
    """
    with _reading(path):
        several = osmium.io.File(str(path)).has_multiple_object_versions
        with osmium.io.Reader(str(path), osmium.osm.NOTHING) as reader:
            about = reader.header()
        generator = about.get("generator")
        stopped = _stopped(path) if generator.startswith("Overpass") else None
        edited = generator == "JOSM" and _has_deleted(path)
    if several or about.has_multiple_object_versions:
        raise _not_one_moment(path, "")
    if stopped:
        raise DataError(
            f"{path.name}: is an answer that stopped halfway ({stopped}); "
            "ask for a smaller area or for more time, or download the extract (.osm.pbf) of it"
        )
    if edited:
        raise DataError(
            f"{path.name}: holds things that were deleted in JOSM and are still in the file; "
            "upload your changes and download the area again"
        )
    return about


def _content(path: Path) -> Iterator[bytes]:
    """The text of a file, unpacked: each piece with the end of the one before."""
    packed = {".bz2": bz2.BZ2File, ".gz": gzip.GzipFile}.get(path.suffix)
    end = b""
    with packed(path) if packed else path.open("rb") as file:
        while more := file.read(2**20):
            yield end + more
            end = (end + more)[-_OVERLAP:]


def _stopped(path: Path) -> str | None:
    """Why an answer of Overpass ends before its end; None where it is whole."""
    last = deque(_content(path), maxlen=1)
    remark = re.search(rb"<remark>(.*?)</remark>", last[0][-_OVERLAP:], re.DOTALL)
    reason = " ".join(remark[1].decode("utf-8", "replace").split()) if remark else ""
    return reason[:200] if "error" in reason else None


def _has_deleted(path: Path) -> bool:
    """Whether JOSM keeps things in the file that are gone when it is uploaded. The reader does not
    know its mark."""
    return any(re.search(rb"""\saction=['"]delete['"]""", text) for text in _content(path))


def _not_one_moment(path: Path, which: str) -> DataError:
    """The error for a file with former states of things in it."""
    return DataError(
        f"{path.name}: is a history or a list of changes of OpenStreetMap, or maps of different "
        f"days put together{which}, not one map; download the extract (.osm.pbf) of the whole area"
    )


def _progress(
    things: Iterable[Any], what: str, quiet: bool, total: int | None = None
) -> Iterable[Any]:
    """The things, counted on a terminal."""
    hidden = True if quiet else None
    return tqdm(things, what, total, leave=False, disable=hidden, unit=f" {what}", mininterval=1)


def _ferries(path: Path) -> dict[int, dict[str, str]]:
    """The tags of ferries that are relations, by the number of each way that they sail.

    Of several over one way it is one that takes bicycles, if any does.
    """
    ferries: dict[int, dict[str, str]] = {}
    relations = osmium.FileProcessor(str(path), osmium.osm.RELATION).with_filter(
        osmium.filter.TagFilter(("route", "ferry"))
    )
    for relation in relations:
        tags = dict(relation.tags)
        for member in relation.members:
            ashore = member.role.startswith(("platform", "stop"))
            if member.type != "w" or ashore or relation.deleted:
                continue
            if not 0 <= member.ref < _NO_NODE:
                continue
            if not any(bicycle_directions(ferries.get(member.ref, {}))):
                ferries[member.ref] = tags
    return ferries


def _ways_of(path: Path, ferries: Mapping[int, Any], quiet: bool) -> Iterator[Any]:
    """Every way that may be one for bicycles; one without a tag where a ferry sails it."""
    tagged = osmium.FileProcessor(str(path), osmium.osm.WAY).with_filter(
        osmium.filter.KeyFilter("highway", "route", "man_made", "public_transport")
    )
    bare = set(ferries)
    for way in _progress(tagged, "ways", quiet):
        bare.discard(way.id)
        yield way
    if bare:
        yield from osmium.FileProcessor(str(path), osmium.osm.WAY).with_filter(
            osmium.filter.IdFilter(bare)
        )


def _tags(way: Any, ferries: Mapping[int, dict[str, str]]) -> dict[str, str]:
    """The tags of a way, with those of its ferry where it is one; what the way says comes first."""
    tags = dict(way.tags)
    ferry = ferries.get(way.id)
    if ferry is None or {"highway", "man_made", "public_transport"} & tags.keys():
        return tags
    return ferry | tags | {"route": "ferry"}


def read_ways(path: Path, quiet: bool) -> Ways:
    """The ways for bicycles, and the ways for pedestrians over which one comes to a boat.

    Raises DataError on a way in two states.
    """
    nodes, count = array("q"), array("q")
    forward, backward, ends_only, on_foot, landing = (array("b") for _ in range(5))
    placed, lon, lat = array("q"), array("i"), array("i")
    number, version = array("q"), array("q")
    with _reading(path):
        ferries = _ferries(path)
        for way in _ways_of(path, ferries, quiet):
            if way.deleted:
                continue
            number.append(way.id)
            version.append(way.version)
            tags = _tags(way, ferries)
            there, back = bicycle_directions(tags)
            walked = not (there or back) and leads_to_boats(tags)
            if not (there or back or walked):
                continue
            refs = [node.ref for node in way.nodes]
            nodes.extend(refs)
            count.append(len(refs))
            forward.append(there or walked)
            backward.append(back or walked)
            ends_only.append(without_entry(tags))
            on_foot.append(walked)
            landing.append(is_landing(tags))
            if refs and (way.nodes[0].location.valid() or way.nodes[-1].location.valid()):
                for node in way.nodes:
                    if node.location.valid():
                        placed.append(node.ref)
                        lon.append(node.location.x)
                        lat.append(node.location.y)
    _one_state(path, np.array(number, np.int64), np.array(version, np.int64))
    numbers = np.repeat(np.arange(len(count), dtype=np.int32), np.array(count, np.int64))
    all_nodes = np.frombuffer(nodes, np.int64) if nodes else np.empty(0, np.int64)
    kept = _met(all_nodes, numbers, np.array(on_foot, bool), np.array(landing, bool))
    return Ways(
        nodes=all_nodes[kept[numbers]],
        way=numbers[kept[numbers]],
        forward=np.array(forward, bool),
        backward=np.array(backward, bool),
        without_entry=np.array(ends_only, bool),
        placed=np.array(placed, np.int64),
        lon=np.array(lon, np.int64) / _PER_DEGREE,
        lat=np.array(lat, np.int64) / _PER_DEGREE,
    )


def _one_state(path: Path, number: Integers, version: Integers) -> None:
    """Refuse ways of which the file has two versions. The same version twice is the same way: two
    maps of one day, put together."""
    order = np.lexsort((version, number))
    number, version = number[order], version[order]
    twice = (number[1:] == number[:-1]) & (version[1:] != version[:-1])
    if twice.any():
        raise _not_one_moment(path, f" (way {number[1:][twice][0]} is in it in two versions)")


def _met(nodes: Integers, way: Integers, on_foot: Booleans, landing: Booleans) -> Booleans:
    """Per way whether it is one to keep: not on foot, or from a landing stage onto land."""
    if not on_foot.any():
        return ~on_foot
    stages = np.unique(nodes[landing[way]])
    at_stage = np.bincount(way[np.isin(nodes, stages)], minlength=len(on_foot)) > 0
    return ~on_foot | at_stage


def read_places(path: Path, wanted: Integers, ways: Ways, quiet: bool) -> Places:
    """Where the wanted nodes are, and what stands there.

    wanted: numbers of nodes in OpenStreetMap, ascending. Raises DataError on a number that cannot
    be, on a node at two places, and where most of the nodes have none.
    """
    if len(wanted) and not (wanted[0] >= 0 and wanted[-1] < _NO_NODE):
        raise DataError(
            f"{path.name}: has node numbers that do not exist in OpenStreetMap "
            f"({wanted[0] if wanted[0] < 0 else wanted[-1]}); "
            "download an extract, or upload your own changes first"
        )
    number, lon, lat, closed = array("q"), array("d"), array("d"), array("q")
    with _reading(path):
        nodes = osmium.FileProcessor(str(path), osmium.osm.NODE).with_filter(
            osmium.filter.IdFilter(array("q", wanted.tobytes()))
        )
        for node in _progress(nodes, "nodes", quiet, len(wanted)):
            place = node.location
            if place.valid() and not node.deleted:
                number.append(node.id)
                lon.append(place.lon)
                lat.append(place.lat)
                if "barrier" in node.tags and stops_bicycles(dict(node.tags)):
                    closed.append(node.id)
    places = np.full((2, len(wanted)), np.nan)
    # Those of a way that was left out again are not wanted.
    here = np.isin(ways.placed, wanted)
    at = np.searchsorted(wanted, ways.placed[here])
    places[:, at] = ways.lon[here], ways.lat[here]
    at = np.searchsorted(wanted, np.array(number, np.int64))
    degrees = np.array([lon, lat], float)
    places[:, at] = degrees
    moved = (places[:, at] != degrees).any(axis=0)
    if moved.any():
        raise _not_one_moment(path, f" (node {number[moved.argmax()]} is in it at two places)")
    known = np.isfinite(places[0]).sum()
    if known < _PLACED_SHARE * len(wanted):
        raise DataError(
            f"{path.name}: has ways but not the places of their nodes "
            f"({known} of {len(wanted)}); download an extract with all nodes in it"
        )
    return Places(places[0], places[1], np.isin(wanted, np.array(closed, np.int64)))
