"""Map geometry on the server: read once, kept as numbers, drawn as paths.

The files are those of the browser, in degrees (WGS84): TopoJSON of areas, GeoJSON of the ground.
"""

import json
import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from dashboard.web.assets import ASSETS
from geodata.tables import topojson

#: Kilometres of a degree of latitude.
DEGREE_KM = 111.2
#: Points fall on a grid of so many pixels: borders that two areas share stay shared.
GRID = 0.4
#: Corners that take less room than this, in square pixels, are left out: of what a drawing is
#: about, and of what lies round it.
FINE, COARSE = 1.0, 2.5
#: A few corners go at a time; in so many rounds nearly all that may.
ROUNDS = 12
#: Two whole numbers as one, which is many times faster to sort than rows of two.
PAIR = np.array([1 << 32, 1])
#: So far beyond the edge of a drawing shapes go on, in pixels.
BEYOND = 4


@dataclass(frozen=True, eq=False)
class Layer:
    """Rings (or lines) of one file: ring r has the points ``starts[r]`` up to ``starts[r + 1]``."""

    #: Degrees, longitude and latitude; a ring does not repeat its first point.
    points: np.ndarray
    starts: np.ndarray
    #: Number of the feature of each ring, in the order of the file.
    feature: np.ndarray
    #: West, south, east, north of each ring.
    boxes: np.ndarray

    @property
    def size(self) -> int:
        """Bytes that are kept in memory."""
        return sum(a.nbytes for a in (self.points, self.starts, self.feature, self.boxes))


@lru_cache(maxsize=16)
def layer(file: str) -> Layer:
    """The geometry of a file below ``assets/``, by the name that
    :meth:`dashboard.data.Data.geometry_file` gives it.

    The name changes with what is in it, so what is kept never grows old.
    """
    name, *joined = file.split("#")
    return parse((ASSETS / name).read_text("utf-8"), *joined)


def parse(text: str, joined: str = "") -> Layer:
    """A file as a layer. joined: of which of its areas others are made, as in ``0.3,5``."""
    # Every shape becomes numbers as soon as it is read: as lists of lists they would take fifty
    # times the room.
    document = json.loads(text, object_hook=_compact)
    if document["type"] == "Topology":
        if joined:
            document = topojson.merged(document, topojson.groups_of(joined))
        areas = topojson.polygons(document)
        rings = [[ring[:-1].astype(np.float32) for one in area for ring in one] for area in areas]
    else:
        rings = [feature["geometry"] for feature in document["features"]]
    every = [ring for shape in rings for ring in shape]
    starts = np.cumsum([0, *map(len, every)])
    points = np.concatenate(every) if every else np.zeros((0, 2), np.float32)
    low = np.minimum.reduceat(points, starts[:-1]) if every else points
    high = np.maximum.reduceat(points, starts[:-1]) if every else points
    return Layer(
        points,
        starts.astype(np.int32),
        np.repeat(np.arange(len(rings), dtype=np.int32), [len(shape) for shape in rings]),
        np.concatenate([low, high], axis=1),
    )


def _compact(found: dict) -> dict | list[np.ndarray]:
    """The rings of a geometry; anything else as it is."""
    if "coordinates" not in found:
        return found
    parts = found["coordinates"]
    if found["type"] == "Polygon":
        parts = [parts]
    if found["type"] == "MultiLineString":
        return [np.asarray(line, np.float32) for line in parts]
    return [np.asarray(ring, np.float32)[:-1] for part in parts for ring in part]


@dataclass(frozen=True)
class Frame:
    """Where degrees fall on paper: equirectangular, true to scale at the middle of the view."""

    width: float
    height: float
    #: Degrees at the middle.
    lon: float
    lat: float
    px_per_km: float

    @classmethod
    def fitted(
        cls, box: tuple[float, float, float, float], size: tuple[float, float], padding: float
    ) -> "Frame":
        """The frame in which a box (west, south, east, north) just fits with room round it."""
        west, south, east, north = box
        lat = (south + north) / 2
        wide = max((east - west) * DEGREE_KM * math.cos(math.radians(lat)), 0.5)
        high = max((north - south) * DEGREE_KM, 0.5)
        width, height = size
        scale = min((width - 2 * padding) / wide, (height - 2 * padding) / high)
        return cls(width, height, (west + east) / 2, lat, scale)

    @property
    def _scale(self) -> np.ndarray:
        """Pixels to a degree, east and down."""
        degree = DEGREE_KM * self.px_per_km
        return np.array([degree * math.cos(math.radians(self.lat)), -degree])

    def place(self, degrees: ArrayLike) -> np.ndarray:
        """Pixels of points in degrees, n × 2."""
        middle = np.array([self.width / 2, self.height / 2])
        away = np.asarray(degrees, float).reshape(-1, 2) - (self.lon, self.lat)
        return away * self._scale + middle

    @property
    def view(self) -> tuple[float, float, float, float]:
        """Degrees of the edges: west, south, east, north."""
        wide, high = np.abs(np.array([self.width, self.height]) / 2 / self._scale)
        return self.lon - wide, self.lat - high, self.lon + wide, self.lat + high


@dataclass(frozen=True)
class ScreenFrame(Frame):
    """Where degrees fall on the map of the screen: web mercator, east and down as there."""

    @classmethod
    def beyond(
        cls,
        box: tuple[float, float, float, float],
        room: tuple[float, float],
        edges: tuple[float, float, float, float],
    ) -> tuple["ScreenFrame", tuple[float, float, float, float]]:
        """The frame in which a box (west, south, east, north) just fits in a room, with edges
        around the room (left, top, right, bottom); and where in it the box falls: x, y, width and
        height."""
        west, south, east, north = box
        wide = max(east - west, 0.005)
        high = max(_mercator(north) - _mercator(south), 0.005)
        per_degree = min(room[0] / wide, room[1] / high)
        left, top, right, bottom = edges
        x = left + (room[0] - wide * per_degree) / 2
        y = top + (room[1] - high * per_degree) / 2
        width, height = left + room[0] + right, top + room[1] + bottom
        lon = (west + east) / 2 + (width / 2 - x - wide * per_degree / 2) / per_degree
        middle = (_mercator(south) + _mercator(north)) / 2
        lat = _latitude(middle - (height / 2 - y - high * per_degree / 2) / per_degree)
        frame = cls.at((lon, lat), per_degree, (width, height))
        return frame, (x, y, wide * per_degree, high * per_degree)

    @classmethod
    def at(
        cls, middle: tuple[float, float], per_degree: float, size: tuple[float, float]
    ) -> "ScreenFrame":
        """The frame with this place (lon, lat) in its middle, and so many pixels to a degree
        east."""
        lon, lat = middle
        km = DEGREE_KM * math.cos(math.radians(lat))
        return cls(*size, lon, lat, per_degree / km)

    @property
    def _per_degree(self) -> float:
        return DEGREE_KM * self.px_per_km * math.cos(math.radians(self.lat))

    def place(self, degrees: ArrayLike) -> np.ndarray:
        lon, lat = np.asarray(degrees, float).reshape(-1, 2).T
        up = _mercator(lat) - _mercator(self.lat)
        away = np.stack([lon - self.lon, -up], axis=1) * self._per_degree
        return away + np.array([self.width / 2, self.height / 2])

    @property
    def view(self) -> tuple[float, float, float, float]:
        wide = self.width / 2 / self._per_degree
        high = self.height / 2 / self._per_degree
        middle = _mercator(self.lat)
        south, north = _latitude(middle - high), _latitude(middle + high)
        return self.lon - wide, south, self.lon + wide, north


def _mercator(lat):
    """How far north, in degrees east of the equator."""
    return np.degrees(np.arctanh(np.sin(np.radians(lat))))


def _latitude(mercator: float) -> float:
    """The latitude that is so far north: the reverse."""
    return math.degrees(math.asin(math.tanh(math.radians(mercator))))


@lru_cache(maxsize=24)
def whole(file: str, frame: Frame, corner: float, closed: bool = True) -> Mapping[int, str]:
    """Path data of every feature of a file: as :func:`paths`, kept for frames that many views
    share."""
    return paths(layer(file), frame, corner=corner, closed=closed)


def paths(
    found: Layer,
    frame: Frame,
    *,
    features: np.ndarray | None = None,
    corner: float = FINE,
    closed: bool = True,
) -> dict[int, str]:
    """Path data of every feature that is in view, by its number.

    features: a boolean per feature, those to draw; all of them unless said. closed: rings, or lines
    where shapes are not closed.
    """
    rows, points, counts = _seen(found, frame, features, corner, closed)
    parts: dict[int, list[str]] = {}
    for row, shape in zip(rows, _written(points, counts, closed), strict=True):
        if shape:
            parts.setdefault(int(found.feature[row]), []).append(shape)
    return {feature: "".join(shapes) for feature, shapes in parts.items()}


def joined(found: Layer, frame: Frame, features: np.ndarray, corner: float = COARSE) -> str:
    """Path data of features as one shape, without the borders between them; "" out of view.

    For a fill by the rule of even and odd: a side that two of them share falls out.
    """
    _, points, counts = _seen(found, frame, features, 0, True)
    if not len(points):
        return ""
    _, after, _ = _neighbours(np.repeat(np.arange(len(counts)), counts))
    _, first, name = np.unique(points @ PAIR, return_index=True, return_inverse=True)
    names = points[first]
    sides = np.sort(np.stack([name, name[after]], axis=1), axis=1)
    _, first, times = np.unique(sides @ PAIR, return_index=True, return_counts=True)
    sides = sides[first]
    rings = _chained(sides[(times % 2 == 1) & (sides[:, 0] != sides[:, 1])].tolist())
    # Corners go after the joining: before it, sides that are shared would no longer be the same.
    return "".join(_written(*simpler([names[ring] / 10 for ring in rings], corner, True), True))


def _chained(sides: list[list[int]]) -> list[list[int]]:
    """Sides, in pairs of points, as closed rings; every point has an even number of sides."""
    ends = defaultdict(set)
    for a, b in sides:
        ends[a].add(b)
        ends[b].add(a)
    rings = []
    for start in list(ends):
        while ends[start]:
            ring, at = [], start
            while True:
                ring.append(at)
                onward = ends[at].pop()
                ends[onward].discard(at)
                at = onward
                if at == start:
                    break
            rings.append(ring)
    return rings


def _seen(
    found: Layer, frame: Frame, features: np.ndarray | None, corner: float, closed: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What is in view: rows of rings, their points in tenths of a pixel, and how many each has."""
    seen, whole = _in_frame(found, frame, features)
    rings = _placed(found, frame, seen)
    if closed:
        rings = [
            ring if is_whole else cut(ring, frame)
            for is_whole, ring in zip(whole.tolist(), rings, strict=True)
        ]
    return seen, *simpler(rings, corner, closed)


def _in_frame(
    found: Layer, frame: Frame, features: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the rings that are in view, and which of these are so from end to end."""
    west, south, east, north = frame.view
    asked = (
        np.arange(len(found.boxes)) if features is None else np.flatnonzero(features[found.feature])
    )
    left, low, right, high = found.boxes[asked].T
    seen = asked[(left <= east) & (low <= north) & (right >= west) & (high >= south)]
    left, low, right, high = found.boxes[seen].T
    return seen, (left >= west) & (low >= south) & (right <= east) & (high <= north)


def _placed(found: Layer, frame: Frame, rows: np.ndarray) -> list[np.ndarray]:
    """Rings in pixels; placed in one go, as most are of a few points."""
    if not len(rows):
        return []
    starts, lengths = found.starts[rows], np.diff(found.starts)[rows]
    ends = np.cumsum(lengths)
    points = np.arange(ends[-1]) + np.repeat(starts - (ends - lengths), lengths)
    return np.split(frame.place(found.points[points]), ends[:-1])


def cut(ring: np.ndarray, frame: Frame) -> np.ndarray:
    """What of a ring lies in the drawing or just beyond it (Sutherland and Hodgman, 1974)."""
    # Most reach beyond one side only, and what is cut reaches no further than it did.
    least, furthest = ring.min(axis=0).tolist(), ring.max(axis=0).tolist()
    for axis, most in ((0, frame.width), (1, frame.height)):
        for limit, sign in ((-BEYOND, -1), (most + BEYOND, 1)):
            if least[axis] >= limit if sign < 0 else furthest[axis] <= limit:
                continue
            inside = sign * (ring[:, axis] - limit) <= 0
            if inside.all():
                continue
            if not inside.any():
                return ring[:0]
            step = np.roll(ring, -1, axis=0) - ring
            crosses = inside != np.roll(inside, -1)
            along = np.zeros(len(ring))
            np.divide(limit - ring[:, axis], step[:, axis], out=along, where=crosses)
            both = np.stack([ring, ring + along[:, None] * step], axis=1)
            ring = both[np.stack([inside, crosses], axis=1)]
    return ring


def simpler(rings: list[np.ndarray], corner: float, closed: bool) -> tuple[np.ndarray, np.ndarray]:
    """Rings on the grid, without points that add nothing to see: points in tenths of a pixel, and
    the number of points of each ring.

    What goes is decided by a point and its neighbours alone, so both sides of a shared border lose
    the same points: the smallest corners first (Visvalingam and Whyatt, 1993), a few at a time.
    """
    ring = np.repeat(np.arange(len(rings)), [len(one) for one in rings])
    points = np.concatenate([np.zeros((0, 2)), *rings])
    tenths = np.round(points / GRID).astype(np.int64) * round(GRID * 10)
    before, _, ends = _neighbours(ring)
    keep = (tenths != tenths[before]).any(axis=1) | (ends & (not closed))
    ring, tenths = ring[keep], tenths[keep]
    for _ in range(ROUNDS):
        before, after, ends = _neighbours(ring)
        away, on = tenths - tenths[before], tenths[after] - tenths
        room = np.abs(away[:, 0] * on[:, 1] - away[:, 1] * on[:, 0]) / 200
        # Equal corners go by turns, in an order that no direction along the border changes.
        turn = (tenths @ (0.618034, 0.754878)) % 1
        rank = room + 1e-3 * turn
        gone = (room < corner) & (rank < rank[before]) & (rank < rank[after])
        gone &= ~(ends & (not closed)) & (np.bincount(ring, minlength=len(rings))[ring] > 4)
        if not gone.any():
            break
        ring, tenths = ring[~gone], tenths[~gone]
    return tenths, np.bincount(ring, minlength=len(rings))


def _neighbours(ring: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows of the points before and after each point in its ring, and whether it is a first or
    last one."""
    row = np.arange(len(ring))
    first = np.ones(len(ring), bool)
    first[1:] = ring[1:] != ring[:-1]
    last = np.roll(first, -1)
    before, after = row - 1, row + 1
    before[first], after[last] = row[last], row[first]
    return before, after, first | last


def _written(tenths: np.ndarray, counts: np.ndarray, closed: bool) -> list[str]:
    """Path data of each ring or line; "" where nothing is left to see."""
    ends = np.cumsum(counts)
    steps = np.diff(tenths, axis=0, prepend=0)
    starts = (ends - counts)[counts > 0]
    steps[starts] = tenths[starts]
    # A minus parts two numbers as well as a space does.
    words = [_tenth(number) for number in steps.ravel().tolist()]
    least, close = (3, "z") if closed else (2, "")
    return [
        f"M{''.join(words[2 * (end - count) : 2 * (end - count) + 2]).lstrip()}"
        f"l{''.join(words[2 * (end - count) + 2 : 2 * end]).lstrip()}{close}"
        if count >= least
        else ""
        for end, count in zip(ends.tolist(), counts.tolist(), strict=True)
    ]


@lru_cache(maxsize=4096)
def _tenth(number: int) -> str:
    """Tenths as a decimal number that can follow another one, as short as it can be."""
    text = f"{number / 10:.1f}".removesuffix(".0")
    if number and abs(number) < 10:
        text = text.replace("0.", ".", 1)
    return text if number < 0 else f" {text}"
