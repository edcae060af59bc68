"""The message of rides: rings round a site, lines from a home."""

from typing import TypedDict

import numpy as np

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.data import Data
from dashboard.figures.answer import Nearest, nearest_sites
from dashboard.figures.travel import RINGS
from dashboard.words.site import ring_label
from dashboard.words.threshold import far
from geodata.question import ride_m

Point = tuple[float, float]


class Ring(TypedDict):
    """What is reached within some minutes: its words, and its shape as polygons."""

    label: str
    minutes: int
    shape: list[list[list[list[float]]]]


class Line(TypedDict):
    """From a home to a site, and its words."""

    home: Point
    site: Point
    label: str


class Travel(TypedDict):
    """Rings round a chosen site, or lines from a chosen home.

    The same ``key`` is the same drawing; None: nothing is drawn.
    """

    key: str | None
    rings: list[Ring]
    lines: list[Line]


def key(data: Data, view: View) -> str | None:
    """What is drawn depends on this: the same key is the same drawing. None: nothing is drawn."""
    if view.site:
        return f"{view.site}|{view.speed}|{view.language}"
    if data.region(view.region).is_close:
        changes = map(str, view.question.changes)
        parts = (view.region, *view.tracks, view.year, view.measure, *changes)
        return "|".join([*parts, str(view.speed), view.language])
    return None


def message(context: Context) -> Travel:
    """What ``assets/scripts/travel/rings.mjs`` draws."""
    data, view = context.data, context.view
    at_home = not view.site and data.region(view.region).is_close
    return {
        "key": key(data, view),
        "rings": _rings(context, view.site) if view.site else [],
        "lines": _lines(context) if at_home else [],
    }


def _rings(context: Context, site: str) -> list[Ring]:
    """The widest ring first, so that the others lie on it."""
    data, view = context.data, context.view
    if data.stars is None:
        return []
    return [
        {
            "label": ring_label(minutes, context),
            "minutes": minutes,
            "shape": data.stars.ring(site, ride_m(minutes, view.speed)),
        }
        for minutes in RINGS[::-1]
    ]


def box(data: Data, view: View) -> tuple[float, float, float, float] | None:
    """West, south, east and north of the widest ring."""
    if data.stars is None or view.site is None:
        return None
    shape = data.stars.ring(view.site, ride_m(RINGS[-1], view.speed))
    corners = np.array([corner for part in shape for corner in part[0]])
    if not len(corners):
        return None
    return (*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist())


def _lines(context: Context) -> list[Line]:
    """A line to every site that is the nearest for some profile."""
    data, view, texts = context.data, context.view, context.texts
    home = data.tables.regions.iloc[data.row(view.region)]
    lines: dict[int, list[Nearest]] = {}
    for found in nearest_sites(data, view):
        lines.setdefault(found.row, []).append(found)
    return [
        {
            "home": (round(home["lon"], 4), round(home["lat"], 4)),
            "site": (round(place.lon, 4), round(place.lat, 4)),
            "label": " · ".join(
                [
                    " ".join(texts(f"mark.{found.profile.upper()}") for found in same),
                    far(view, same[0].metres, texts),
                ]
            ),
        }
        for row, same in lines.items()
        for place in [data.place_at(row)]
    ]
