"""The document around what Dash draws: what says of which view it is, and the first picture."""

import re
from dataclasses import dataclass
from typing import Any

from dash import Dash
from flask import Response, g, render_template, request
from markupsafe import Markup as Safe

from dashboard.address.context import Context
from dashboard.address.embed import Embed
from dashboard.address.embed import address as embed_address
from dashboard.address.parameters import CAMERA, SILENT
from dashboard.address.paths import MAP, PREVIEW
from dashboard.address.query import link, read_with
from dashboard.address.view import View
from dashboard.data import Data
from dashboard.drawing.sheet import LINKED, PREVIEW_WIDTH
from dashboard.formatting import today
from dashboard.messages import site_list
from dashboard.messages.ground import DRAWN, geometry
from dashboard.messages.rules import block
from dashboard.page.first import first_page, first_reading
from dashboard.web import incoming, security
from dashboard.web.assets import FONT, asset, module_tags
from dashboard.web.courtesy import VIEWS
from dashboard.web.documents import Documents
from dashboard.words.answer import answer_words
from dashboard.words.title import page_title, reading_title

#: An address of ours in what Dash writes.
OURS = re.compile(r'\b(src|href)="/')
#: The address of a script in HTML.
SOURCE = re.compile(r'<script src="([^"]+)"')


@dataclass(frozen=True)
class _Asked:
    """All that a document depends on, but for the day."""

    path: str
    site: str
    view: View
    ignored: tuple[str, ...]
    camera: str


class PageApp(Dash):
    """A Dash app whose first answer already shows the view that is asked."""

    def __init__(self, *arguments: Any, data: Data, **named: Any):
        self._data = data
        self._documents = Documents()
        super().__init__(*arguments, **named)

    def _config(self) -> dict[str, Any]:
        """What Dash tells its scripts, where they ask included, without the sign of each load of a
        page by which it knows whose a job in the background is: there are none, and documents would
        never be equal."""
        known = {name: value for name, value in super()._config().items() if name != "end_id"}
        return known | {"requests_pathname_prefix": incoming.at("/")}

    def index(self, *arguments: Any, **named: Any) -> Response:
        """The document of this request, or that the browser has it already."""
        view, more, unread = read_with((CAMERA,), incoming.query(), self._data)
        # The browser keeps where a reader looked, and begins anew where that is nowhere.
        ignored = tuple(name for name in unread if name.partition("=")[0] not in SILENT)
        asked = _Asked(request.path, incoming.site(), view, ignored, more.get(CAMERA.part, ""))
        make = super().index

        def made() -> str:
            g.asked = asked
            return make(*arguments, **named)

        return self._documents.answer((asked, today()), made, VIEWS.answered)

    def interpolate_index(self, **dash: str) -> str:
        """dash: the pieces of HTML by which Dash starts."""
        asked: _Asked = g.asked
        context, is_map = Context(self._data, asked.view), asked.path == MAP
        dash = {name: OURS.sub(rf'\1="{incoming.at("/")}', html) for name, html in dash.items()}
        pieces = {name: Safe(html) for name, html in dash.items() if name != "title"}
        return render_template(
            "page.html",
            **pieces,
            language=asked.view.language,
            is_large=is_map and asked.view.screen,
            font=FONT,
            style=asset("page.css"),
            plotly=security.PLOTLY,
            rules=Safe(block(asked.view.own_measures)),
            modules=Safe(module_tags("start.mjs", "main.mjs")),
            run_later=[incoming.at(security.PLOTLY), *SOURCE.findall(dash["scripts"])],
            geometry=_geometry(context) if is_map else "",
            later=" ".join(_later(context.data)) if is_map else "",
            **(
                _of_view(context, asked.site)
                if is_map
                else {"title": reading_title(asked.path, context.texts)}
            ),
            first=first_page(context, asked.ignored, asked.camera)
            if is_map
            else first_reading(context, asked.path),
        )


def _later(data: Data) -> list[str]:
    """Addresses of what every map needs beside the areas of its view."""
    return [site_list.address(data), *(geometry(data, key) for key in DRAWN)]


def _geometry(context: Context) -> str:
    """The address of the areas of a view."""
    view = context.view
    return geometry(context.data, context.data.shapes(view.level, view.region))


def _of_view(context: Context, site: str) -> dict[str, Any]:
    """What a link to a view shows elsewhere: its title, its answer, a picture of both."""
    data, view = context.data, context.view
    words, here = answer_words(context), link(view, data)
    return {
        "title": page_title(context),
        "question": words.asks,
        "answer": words.whole,
        "here": site + here,
        "image": site + PREVIEW + here.removeprefix(MAP),
        "size": (PREVIEW_WIDTH, PREVIEW_WIDTH * LINKED.size[1] // LINKED.size[0]),
        "oembed": f"{site}/oembed",
        "embedded": site + embed_address(Embed(view), data),
    }
