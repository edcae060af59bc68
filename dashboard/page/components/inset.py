"""Caribbean Netherlands: three islands beside the map, each at its own scale."""

import base64
import json
from functools import cache
from pathlib import Path

import geodata
from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.data import CARIBBEAN
from dashboard.page.elements import Link, html
from dashboard.palette import Area, Ink

_FACTS = Path(geodata.__file__).parent / "facts" / "caribbean.json"
_SIZE = 44


@cache
def facts() -> dict:
    """What is known of the islands (``islands``) and what is not (``unknown``)."""
    return json.loads(_FACTS.read_text("utf-8"))


def inset(context: Context) -> Link:
    """A small drawing of each island that opens what is known of its schools."""
    return Link(
        [
            html.Span(context.texts("caribbean.title"), className="inset-title"),
            html.Span(
                [
                    html.Span([html.Img(src=drawing(island), alt=""), html.Small(island["name"])])
                    for island in facts()["islands"]
                ],
                className="inset-islands",
            ),
        ],
        href=link(context.view.but(region=CARIBBEAN, picked_level=None), context.data),
        # Beside a region it is a word alone: the islands would lie over the map.
        className="inset" if context.view.region == "NL" else "inset inset-folded",
    )


def drawing(island: dict) -> str:
    """The outline of an island as a small SVG, filling its square, as a data address."""
    rings = island["rings"]
    points = [point for ring in rings for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    scale = (_SIZE - 4) / max(east - west, north - south)

    def place(lon: float, lat: float) -> str:
        x = _SIZE / 2 + (lon - (west + east) / 2) * scale
        y = _SIZE / 2 - (lat - (south + north) / 2) * scale
        return f"{x:.1f} {y:.1f}"

    path = "".join("M" + "L".join(place(*point) for point in ring) + "Z" for ring in rings)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}">'
        f'<path d="{path}" fill="{Area.NO_DATA}" stroke="{Ink.MUTED}"/></svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
