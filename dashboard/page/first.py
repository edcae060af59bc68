"""The first picture: the page as it comes, readable before any script has run, or without any.

It is the frame of the page itself, with its parts filled, as HTML; the map in it is a drawing. The
live page takes its place once that is painted (``assets/scripts/page/first.mjs``), so what only
scripts can do is left out, and every link leads on by itself. A page to read is there as it is.
"""

from collections.abc import Sequence
from typing import Any

from dash import dcc
from dash.development.base_component import Component
from markupsafe import Markup as Safe

from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.figures import compared
from dashboard.page import layout
from dashboard.page.elements import html
from dashboard.page.markup import Markup
from dashboard.page.pages import PAGES
from dashboard.page.parts import PARTS, notice
from dashboard.page.picture import picture
from dashboard.palette import Ink

#: What stands before every id, as the live page has the same parts.
PREFIX = "first-"
#: What is nothing without scripts.
LIVE_ONLY = (dcc.Store, dcc.Location, dcc.Slider, dcc.Upload)
#: The place of the drawing among the components.
DRAWING = "first-map"


def first_page(context: Context, ignored: Sequence[str], camera: str) -> Safe:
    """The page of a view.

    ignored: what of the address could not be used. camera: where the map looks, by the address.
    """
    query = link(context.view, context.data).removeprefix("/")
    filled = {"notice": notice(context, [*ignored])}
    filled |= {name: part(context) for name, part in PARTS.items()}
    filled["curve"] = _room_of_curve(context)
    frame = [_still(part, filled) for part in layout.main_page(context, basemap="")]
    country = context.view.region == "NL"
    place = f'<div class="{DRAWING}">'
    there = place if country else f'<div class="{DRAWING} {DRAWING}-region">'
    before, _, after = Markup(query, PREFIX).html(frame).partition(place)
    return Safe(before + there + picture(context, camera) + after)


def first_reading(context: Context, path: str) -> Safe:
    """A page to read, by its path."""
    query = link(context.view, context.data).removeprefix("/")
    return Safe(Markup(query, PREFIX).html(PAGES[path](context, "")))


def _room_of_curve(context: Context) -> html.Div:
    """As much room as the drawing will take: it has a line in its legend for the region and each
    one around it."""
    kept = compared.kept(context.data, context.view)
    lines = len(context.data.path(context.view.region)) + len(kept)
    return html.Div(className="first-curve", style={"--lines": lines})


def _still(part: Any, filled: dict[str, Any]) -> Any:
    """A component without what is for scripts alone, and with what fills it."""
    if isinstance(part, list | tuple):
        return [_still(one, filled) for one in part]
    if isinstance(part, LIVE_ONLY):
        return None
    if isinstance(part, dcc.Graph):
        sea = {"background": str(Ink.SEA)}
        return html.Div(html.Div(className=DRAWING), className="first-ground", style=sea)
    if not isinstance(part, Component):
        return part
    children = filled.get(getattr(part, "id", ""), getattr(part, "children", None))
    if children is None:
        return part
    part.children = _still(children, filled)
    return part
