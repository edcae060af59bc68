"""The map of a view as it comes with the page: drawn where the live map will draw it."""

import zlib
from functools import lru_cache

from dashboard.address.camera import camera_of
from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.data import Data
from dashboard.drawing.shapes import ScreenFrame
from dashboard.drawing.svg import clean, written
from dashboard.drawing.view_map import WORLD, view_map
from dashboard.messages.focus import focus

#: Room of what is looked at, and how far the drawing goes on around it (left, top, right, bottom):
#: on most screens as far as the window of the map.
ROOM, EDGES = (600, 520), (330, 60, 150, 60)
#: Pixels of a large screen to one of the drawing, which so has letters of its usual size.
ENLARGED = 1.5
#: So many drawings are kept, each compressed to at most about 100 kB.
KEPT = 32


def picture(context: Context, camera: str) -> str:
    """The map as SVG that stands in a page.

    It is as large as what is looked at, and goes on beyond its own edges. Where a camera is kept in
    the address it has the size in pixels that it has on the screen.
    """
    # Nothing of these is on the map, and each would be a drawing of its own to keep.
    plain = context.view.but(
        sort=View.sort, first_row=0, table=False, facilities=False, screen=False
    )
    return zlib.decompress(_packed(context.data, plain, camera)).decode()


@lru_cache(maxsize=KEPT)
def _packed(data: Data, view: View, camera: str) -> bytes:
    context = Context(data, view)
    frame, place = placed(context, camera)
    root = view_map(context, (frame.width, frame.height), frame=frame)
    root.set("viewBox", " ".join(map(clean, place)))
    for name, length in zip(("width", "height"), place[2:], strict=True):
        root.attrib.pop(name)
        if camera_of(camera):
            root.set(name, clean(length * ENLARGED))
    return zlib.compress(written(root).encode())


def placed(context: Context, camera: str) -> tuple[ScreenFrame, tuple[float, float, float, float]]:
    """Where degrees fall in the drawing, and the part of it that has a place in the page: x, y,
    width and height."""
    at = camera_of(camera)
    return _at(at) if at else _around(context)


def _around(context: Context) -> tuple[ScreenFrame, tuple[float, float, float, float]]:
    """What a view looks at."""
    data, view = context.data, context.view
    boxes = (focus(data, view)["box"], data.around("NL").box)
    return ScreenFrame.beyond(next(box for box in boxes if box), ROOM, EDGES)


def _at(
    camera: tuple[float, float, float],
) -> tuple[ScreenFrame, tuple[float, float, float, float]]:
    """What a reader looked at."""
    lon, lat, zoom = camera
    width, height = ROOM[0] + EDGES[0] + EDGES[2], ROOM[1] + EDGES[1] + EDGES[3]
    frame = ScreenFrame.at((lon, lat), WORLD * 2**zoom / 360 / ENLARGED, (width, height))
    return frame, (0, 0, width, height)
