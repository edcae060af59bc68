"""Caribbean Netherlands: three islands beside the map, each at its own scale."""

import base64

from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.data import CARIBBEAN
from dashboard.drawing.islands import bar_km, frame_of, outline
from dashboard.figures.caribbean import Island, islands, shows_islands
from dashboard.formatting import number
from dashboard.page.elements import Link, html
from dashboard.palette import Area, Ink

_SIZE = 44


def inset(context: Context) -> Link:
    """A small drawing of each island that opens what is known of its schools."""
    view = context.view
    # Beside another region it is a word alone: the islands would lie over the map.
    is_open = view.region == "NL" or shows_islands(view)
    return Link(
        [
            html.Span(context.texts("caribbean.title"), className="inset-title"),
            html.Span(
                [
                    html.Span([html.Img(src=drawing(island), alt=""), html.Small(island["name"])])
                    for island in islands()
                ],
                className="inset-islands",
            ),
        ],
        href=link(view.but(region=CARIBBEAN, picked_level=None), context.data),
        className="inset" if is_open else "inset inset-folded",
    )


def on_screen(context: Context) -> html.Div:
    """The islands in the place of the map, large, with their schools."""
    return html.Div(
        [_large(island, context.texts.language) for island in islands()],
        className="screen-islands",
        style={"background": str(Ink.SEA)},
    )


def _large(island: Island, language: str) -> html.Figure:
    km = bar_km(island)
    part = 100 * km * frame_of(island, (_SIZE, _SIZE), 2).px_per_km / _SIZE
    return html.Figure(
        [
            html.Img(src=drawing(island), alt=""),
            html.Small(f"{number(km, language)} km", style={"--part": f"{part:.1f}%"}),
            html.Figcaption(
                [
                    html.Strong(island["name"]),
                    *(html.Span(school["name"]) for school in island["schools"]),
                ]
            ),
        ]
    )


def drawing(island: Island) -> str:
    """The outline of an island as a small SVG, filling its square, as a data address."""
    path = outline(island, frame_of(island, (_SIZE, _SIZE), 2))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}">'
        f'<path d="{path}" fill="{Area.NO_DATA}" stroke="{Ink.MUTED}"'
        ' vector-effect="non-scaling-stroke"/></svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
