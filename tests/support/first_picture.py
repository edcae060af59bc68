"""The first picture of a view, read back: which area of the map it fills with what."""

import re
from xml.etree import ElementTree

import numpy as np
import shapely

from dashboard.address.context import Context
from dashboard.page.picture import placed
from dashboard.web.assets import ASSETS
from tests.support.geometry import shapes

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_RING = re.compile(r"M([^z]+)z")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
#: So far from its border, in pixels of the drawing, a point is surely of its area: corners that add
#: nothing to see are left out of a drawing, so that small areas may lie over each other there.
SURE = 1.0
#: Half the width of what may be drawn as nothing: less than a pixel of a large screen.
NARROW = 0.4


def drawing_in(page: str) -> ElementTree.Element:
    """The map in the HTML of a page."""
    (svg,) = re.findall(r'<div class="first-map[^"]*">(<svg.*?</svg>)', page, re.DOTALL)
    return ElementTree.fromstring(svg)


def fills_by_feature(page: str, context: Context, camera: str = "") -> dict[int, set[str]]:
    """Feature of the level of a view -> the fill that is drawn where it is widest; all fills that
    lie there where it is not surely wide enough."""
    data, view = context.data, context.view
    paths = _filled(drawing_in(page))
    fills, tree = (
        [fill for _, fill in paths],
        shapely.STRtree([_polygon(path) for path, _ in paths]),
    )
    frame, _ = placed(context, camera)
    name = data.manifest["geometry"][data.shapes(view.level, view.region)]
    window = shapely.box(0, 0, frame.width, frame.height)
    seen = {}
    for number, geometry in enumerate(shapes(ASSETS / name)):
        area = shapely.make_valid(shapely.transform(geometry, frame.place)) & window
        if area.is_empty:
            continue
        radius = shapely.maximum_inscribed_circle(area)
        if radius.length < NARROW:
            continue
        hits = sorted(tree.query(shapely.Point(radius.coords[0]), predicate="within").tolist())
        # What is drawn last lies on top.
        hits = hits[-1:] if radius.length >= SURE else hits
        if hits:
            seen[number] = {fills[hit] for hit in hits}
    return seen


def _filled(root: ElementTree.Element) -> list[tuple[str, str]]:
    """Path data and fill of everything in the two groups of areas."""
    groups = {group.get("id"): group for group in root.iter(f"{_NAMESPACE}g")}
    outside = [(one.get("d"), one.get("fill")) for one in groups["kaart-outside"]]
    inside = [
        (one.get("d"), group.get("fill")) for group in groups["kaart-inside"] for one in group
    ]
    return [*outside, *inside]


def _polygon(path: str) -> shapely.Geometry:
    """Rings by the rule of even and odd."""
    shape = shapely.Polygon()
    for ring in _RING.findall(path):
        steps = np.array([float(number) for number in _NUMBER.findall(ring)]).reshape(-1, 2)
        shape = shape.symmetric_difference(shapely.make_valid(shapely.Polygon(steps.cumsum(0))))
    return shape
