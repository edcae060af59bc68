"""A user's own places as the browser sends them back, to stand in one file.

They were read from a file once (:mod:`dashboard.upload.facilities`), and anybody can post anything:
so they are looked at again, and as strictly.
"""

import json

from dashboard.address.context import OwnPlace
from dashboard.upload.bounds import MOST_CHARACTERS, MOST_ROWS, tidy
from dashboard.upload.facilities import KINDS, LAT, LON
from dashboard.upload.faults import Fault
from dashboard.web.bodies import is_deep

#: A list of rows.
DEEPEST = 2


def posted_places(text: str) -> tuple[OwnPlace, ...] | Fault:
    """The places of a JSON list of rows: name, town, kind, longitude, latitude, source, note.

    All of them or none: the page sends only what it was given.
    """
    if is_deep(text, DEEPEST):
        return Fault(None, "upload.posted")
    try:
        rows = json.loads(text)
    except ValueError:
        return Fault(None, "upload.posted")
    if not isinstance(rows, list) or len(rows) > MOST_ROWS:
        return Fault(None, "upload.posted")
    places = [_place(row) for row in rows]
    known = tuple(place for place in places if place)
    return known if len(known) == len(places) else Fault(None, "upload.posted")


def _place(row: object) -> OwnPlace | None:
    if not isinstance(row, list) or len(row) != len(OwnPlace._fields):
        return None
    place = OwnPlace(*row)
    words = (place.name, place.town, place.kind, place.source, place.note)
    if not all(isinstance(word, str) and len(word) <= MOST_CHARACTERS for word in words):
        return None
    name, town, kind, source, note = map(tidy, words)
    if not name or kind not in KINDS:
        return None
    if not (_is_degree(place.lon, LON) and _is_degree(place.lat, LAT)):
        return None
    return OwnPlace(name, town, kind, float(place.lon), float(place.lat), source, note)


def _is_degree(value: object, bounds: tuple[float, float]) -> bool:
    return isinstance(value, int | float) and bounds[0] <= value <= bounds[1]
