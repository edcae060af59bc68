"""A layout of somebody's own: what does a table of it say, and what are its shapes?

A table is read in one call, and what it says goes back to the browser that sent it; the server
keeps nothing. Shapes are those of the areas, without the lines between these.
"""

import json

from dash import ClientsideFunction, Dash, Input, Output, State, no_update
from flask import Response, abort, request

from dashboard.address.context import Context
from dashboard.address.paths import LAYOUT
from dashboard.address.query import read
from dashboard.data import Data
from dashboard.page.components import own_region
from dashboard.texts import LANGUAGES, texts_in
from dashboard.upload.bounds import decode
from dashboard.upload.faults import Fault
from dashboard.upload.layout import LayoutUpload, for_an_address, read_layout
from dashboard.web import incoming, jobs
from dashboard.web.assets import ASSETS
from dashboard.web.pools import BESIDES, UPLOADS, BusyError
from dashboard.web.security import FOREVER
from geodata.errors import DataError
from geodata.layouts import layout_level
from geodata.tables import topojson


def register(app: Dash, data: Data) -> None:
    # As a file of places goes: see ``facilities.py``.
    app.clientside_callback(
        ClientsideFunction("techniek", "takeFile"),
        Output("sent-layout", "data"),
        Output("layout-file", "contents"),
        Input("layout-file", "contents"),
        State("layout-file", "filename"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output("layout-words", "data"),
        Output("sent-layout", "data", allow_duplicate=True),
        Input("sent-layout", "data"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def read_table(sent, search):
        if not isinstance(sent, dict):
            return no_update, no_update
        contents, name = sent.get("contents"), sent.get("name")
        name = name if isinstance(name, str) else ""
        upload = _read(contents, name, data)
        context = Context(data, read(search, data)[0])
        words = {
            language: own_region.told(upload, name, context.but(language=language))
            for language in LANGUAGES
        }
        return words, None

    app.clientside_callback(
        ClientsideFunction("techniek", "tellTable"),
        Output("layout-said", "children"),
        Input("layout-words", "data"),
        Input("frame-language", "data"),
    )

    @app.server.get(LAYOUT)
    def layout() -> Response:
        if request.args.get("v", data.version) != data.version:
            abort(404)  # the areas of other tables have other numbers
        try:
            level = layout_level(request.args.get("indeling", ""))
            regions = data.tables.regions_of(level)
        except DataError:
            abort(404)
        drawn = regions[regions["feature"] >= 0]
        named = [
            {"c": code, "n": name} for code, name in zip(drawn["code"], drawn["name"], strict=True)
        ]

        def written() -> str:
            shapes = topojson.read(ASSETS, data.geometry_file(level), named)
            return json.dumps(shapes, ensure_ascii=False, separators=(",", ":"))

        body = jobs.drawn(texts_in(incoming.language()), BESIDES, written)
        if isinstance(body, Response):
            return body
        answer = Response(body, mimetype="application/json")
        if "v" in request.args:
            answer.headers["Cache-Control"] = FOREVER
        return answer


def _read(contents: str | None, name: str, data: Data) -> LayoutUpload:
    """What a browser sent, or that it cannot be read, or not now."""
    try:
        with UPLOADS.at_work():
            content = decode(contents)
            if not isinstance(content, Fault):
                return for_an_address(read_layout(content, name, data))
    except BusyError:
        content = Fault(None, "server.busy", {"seconds": jobs.RETRY})
    return LayoutUpload(faults=[content])
