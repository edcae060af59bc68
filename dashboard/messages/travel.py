"""The message of rides: rings round a site, lines from a home."""

from typing import NotRequired, TypedDict

import numpy as np

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.data import Data, Place
from dashboard.figures import pupil_homes
from dashboard.figures.answer import Nearest, nearest_sites
from dashboard.figures.travel import RINGS, chosen_row
from dashboard.formatting import between
from dashboard.words.site import ring_label
from dashboard.words.threshold import far
from geodata.analysis.pupil_homes import SiteHomes
from geodata.question import ride_m

Point = tuple[float, float]
#: Areas of pupils that are drawn, those with a number, and pixels of the widest line.
MOST_STREAMS, LABELLED, WIDEST = 250, 8, 14.0


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


class Stream(TypedDict):
    """From homes of pupils to their site: pixels of a line by the fewest there can be (``sure``)
    and by the most (``wide``), and how many of the largest ones in words."""

    home: Point
    sure: float
    wide: float
    label: str


class Travel(TypedDict):
    """Rings round a chosen site, or lines from a chosen home.

    The same ``key`` is the same drawing; None: nothing is drawn.
    """

    key: str | None
    rings: list[Ring]
    lines: list[Line]
    #: Only where the map shows where pupils live: from where, and the site that they go to.
    streams: NotRequired[list[Stream]]
    to: NotRequired[Point]


def key(data: Data, view: View) -> str | None:
    """What is drawn depends on this: the same key is the same drawing. None: nothing is drawn."""
    if view.site:
        pupils = "|pupils" if pupil_homes.are_shown(data, view) else ""
        return f"{view.site}|{view.speed}|{view.language}{pupils}"
    if data.region(view.region).is_close:
        changes = map(str, view.question.changes)
        parts = (view.region, *view.tracks, view.year, view.measure, *changes)
        return "|".join([*parts, str(view.speed), view.language])
    return None


def message(context: Context) -> Travel:
    """What ``assets/scripts/travel/rings.mjs`` draws."""
    data, view = context.data, context.view
    at_home = not view.site and data.region(view.region).is_close
    homes = pupil_homes.on_map(data, view)
    # Rings are of what could be; where pupils do live is read better without.
    sent: Travel = {
        "key": key(data, view),
        "rings": _rings(context, view.site) if view.site and homes is None else [],
        "lines": _lines(context) if at_home else [],
    }
    if homes is not None:
        site = data.place_at(chosen_row(data, view))
        sent |= {"streams": _streams(context, homes), "to": _point(site)}
    return sent


def _point(place: Place) -> Point:
    return round(place.lon, 4), round(place.lat, 4)


def _streams(context: Context, homes: SiteHomes) -> list[Stream]:
    """The largest last, so that they lie on the others; as wide as a root of their pupils, or few
    areas would hide all others."""
    areas = homes.areas.iloc[:MOST_STREAMS]
    points = context.data.tables.main_homes.loc[areas["postcode"], ["lon", "lat"]].round(4)
    widths = WIDEST * np.sqrt(areas[["low", "high"]].to_numpy(float) / areas["high"].max())
    streams: list[Stream] = [
        {
            "home": (lon, lat),
            "sure": sure,
            "wide": wide,
            "label": between(low, high, context.texts.language) if rank < LABELLED else "",
        }
        for rank, ((lon, lat), (sure, wide), low, high) in enumerate(
            zip(
                points.to_numpy(float).tolist(),
                widths.round(1).tolist(),
                areas["low"],
                areas["high"],
                strict=True,
            )
        )
    ]
    return streams[::-1]


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
