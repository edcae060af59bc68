"""What are the shapes of a layout of somebody's own? Those of its areas, without the lines between
these."""

import json

from dash import Dash
from flask import Response, abort, request

from dashboard.address.paths import LAYOUT
from dashboard.data import Data
from dashboard.texts import texts_in
from dashboard.web import incoming, jobs
from dashboard.web.assets import ASSETS
from dashboard.web.pools import BESIDES
from dashboard.web.security import FOREVER
from geodata.errors import DataError
from geodata.layouts import layout_level
from geodata.tables import topojson


def register(app: Dash, data: Data) -> None:
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
