"""The map of a view as a drawing: the areas, sites, rings and outline of the screen."""

import math
from collections.abc import Sequence
from xml.etree.ElementTree import Element

import numpy as np

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.data import Data
from dashboard.drawing.fills import fills
from dashboard.drawing.islands import islands_drawing
from dashboard.drawing.region_map import region_drawing
from dashboard.drawing.shapes import DEGREE_KM, Frame
from dashboard.figures.caribbean import shows_islands
from dashboard.messages import travel as travel_messages
from dashboard.messages.areas import message
from dashboard.messages.focus import Focus
from dashboard.messages.sites import sites
from dashboard.words.legend import kind_name

#: Kilometres round the world at the equator, and pixels of the world at zoom 0.
AROUND_KM, WORLD = 40_075.017, 512
#: Width of the map on a screen, in pixels, of which an address only tells the middle and the zoom.
SCREEN = 1000


def view_map(
    context: Context,
    size: tuple[float, float],
    camera: tuple[float, float, float] | None = None,
    titles: Sequence[str] = (),
    frame: Frame | None = None,
    description: str = "",
) -> Element:
    """The map of the screen: its areas, sites, outline, rings, and where it looks.

    titles: what a pointer reads on each area, per row of the level. frame: where degrees fall, in
    place of what the view and the camera say; then without edge and scale. description: for who
    cannot see it, where no text beside it says so. Of the Caribbean Netherlands it is the islands.
    """
    data, view, texts = context.data, context.view, context.texts
    if shows_islands(view) and frame is None:
        return islands_drawing(context, size, description)
    sent = message(context)
    focus = sent["focus"]
    # The Caribbean region and a site have no outline; the first is in no place of the map either.
    outlined = "NL" if view.site or not data.around(view.region).box else view.region
    inside = None
    if view.site or outlined == "NL":
        inside = _features(data, view, focus["inside"]).tolist()
    return region_drawing(
        data,
        outlined,
        view.level,
        fills(data, view),
        sites(context),
        size=size,
        title=kind_name(view.kind, texts),
        description=description,
        language=texts.language,
        prefix="kaart",
        box=frame_of(camera, size) if camera else focus["box"],
        inside=inside,
        chosen=focus.get("chosen", ()),
        colours=_colours(focus) if outlined == "NL" else {},
        over=travel_messages.message(context),
        titles=titles,
        frame=frame,
        places=context.places,
    )


def _colours(focus: Focus) -> dict[int, str]:
    """Of the regions of a layout that have an outline in a colour of their own."""
    outline = focus["outline"]
    return outline.get("colours", {}) if outline else {}


def _features(data: Data, view: View, sent: list[int] | None) -> np.ndarray:
    """Rows of the level of features that travel as differences."""
    rows = data.on_map(view.level, view.region)
    return rows if sent is None else rows[np.cumsum(sent).astype(int)]


def frame_of(
    camera: tuple[float, float, float], size: tuple[float, float]
) -> tuple[float, float, float, float]:
    """West, south, east and north of what a screen shows from there (web mercator)."""
    lon, lat, zoom = camera
    across = SCREEN * AROUND_KM * math.cos(math.radians(lat)) / (WORLD * 2**zoom)
    wide = across / 2 / (DEGREE_KM * math.cos(math.radians(lat)))
    high = across / 2 * size[1] / size[0] / DEGREE_KM
    return lon - wide, lat - high, lon + wide, lat + high
