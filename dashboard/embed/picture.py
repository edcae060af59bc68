"""The drawing of an embedded map: larger type than on paper, and words under the pointer."""

import zlib
from functools import lru_cache

import numpy as np

from dashboard.address.camera import camera_of
from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.data import Data
from dashboard.drawing.fills import fills
from dashboard.drawing.svg import written
from dashboard.drawing.view_map import view_map
from dashboard.figures import two_way
from dashboard.figures.caribbean import shows_islands
from dashboard.palette import Area, is_striped
from dashboard.words.first_sight import map_words
from dashboard.words.legend import cell_words, legend_rows

#: Size of the drawing, for a country that is higher than wide and for the rest: that of a column of
#: 300 pixels, in which letters are as small as they can be read. Wider frames enlarge the map, and
#: not its letters.
TALL, WIDE = (290, 333), (290, 254)
#: So many drawings are kept, each compressed to at most about 100 kB.
KEPT = 12
#: Areas get words up to so many: more would weigh more than the drawing.
MOST_TITLED = 1000
#: At these latitudes a degree north is so many degrees east.
DEGREES_EAST = 1.63


def picture(data: Data, view: View, camera: str = "") -> str:
    """The map of a view as SVG that stands in a page."""
    # Nothing of these is on a map, and each would be a drawing of its own to keep.
    plain = view.but(sort=View.sort, first_row=0, table=False, facilities=False)
    return zlib.decompress(_packed(data, plain, camera)).decode()


@lru_cache(maxsize=KEPT)
def _packed(data: Data, view: View, camera: str) -> bytes:
    at = camera_of(camera)
    of_islands = shows_islands(view)
    size = WIDE if at or of_islands or not _is_tall(data, view) else TALL
    context = Context(data, view)
    titled = [] if of_islands else titles(context)
    drawn = view_map(context, size, at, titled, description=map_words(context))
    for attribute in ("width", "height"):
        drawn.attrib.pop(attribute)
    return zlib.compress(written(drawn).encode())


def _is_tall(data: Data, view: View) -> bool:
    """Is what the map shows higher than wide?"""
    box = data.box_around(view.region)
    assert box, "the country is on the map"
    west, south, east, north = box
    return (north - south) * DEGREES_EAST > east - west


def titles(context: Context) -> list[str]:
    """The name and the class of every region of the level; empty where they are too many."""
    data, view = context.data, context.view
    names = data.tables.regions_of(view.level)["name"]
    if _count(data, view) > MOST_TITLED:
        return []
    return [f"{name}: {words}" for name, words in zip(names, _classes(context), strict=True)]


def _count(data: Data, view: View) -> int:
    """Areas that are not faint, at most."""
    around = data.around(view.region)
    whole = view.site or not around.box
    return len(
        data.on_map(view.level, view.region)
        if whole
        else data.areas_inside(view.level, around.code)
    )


def _classes(context: Context) -> list[str]:
    """The words of the legend for every region of the level."""
    data, view, texts = context.data, context.view, context.texts
    missing = texts("map.no_data")
    if view.kind.crosses_offer:
        cells = two_way.pairs(data, view).frame["cell"].to_numpy()
        of_cell = [cell_words(cell, view, texts) for cell in range(9)] + [missing]
        return np.array(of_cell, object)[cells].tolist()
    _, rows = legend_rows(context)
    of_fill = {str(Area.NO_DATA): missing} | {str(colour): text for colour, text in rows}
    stripes = next((text for colour, text in rows if is_striped(colour)), "")
    return [stripes if is_striped(fill) else of_fill[fill] for fill in fills(data, view)]
