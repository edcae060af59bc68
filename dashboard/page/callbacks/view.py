"""What does the screen show? One answer for each change of the address."""

import json
import re

from dash import ClientsideFunction, Dash, Input, Output, State, no_update
from flask import Response, abort, request

from dashboard.address.paths import SITES, UPDATE
from dashboard.address.query import link, read
from dashboard.data import Data
from dashboard.messages import site_list
from dashboard.messages.update import SHOWN
from dashboard.page.update import update
from dashboard.web import incoming, pieces
from dashboard.web.courtesy import VIEWS
from dashboard.web.security import FOREVER

#: Where the lists of :mod:`dashboard.messages.distances` begin in an update. No text has this: it
#: has its quotation marks escaped.
APART = re.compile('(?="(?:places|dp)":)')


def register(app: Dash, data: Data) -> None:
    # The browser asks as the address changes, and keeps the order of what it asked.
    app.clientside_callback(
        ClientsideFunction("techniek", "ask"),
        Input("address", "search"),
        State("ground", "data"),
    )

    @app.server.get(UPDATE)
    def view():
        with VIEWS.answered():
            told = update(incoming.query(), request.headers.get(SHOWN, ""), data)
            text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
            answer = pieces.answer(APART.split(text), "application/json")
        # What it holds depends on what the browser shows.
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @app.server.get(SITES)
    def all_sites():
        is_this_version = request.full_path == site_list.address(data)
        if "v" in request.args and not is_this_version:
            abort(404)  # in a list of other tables a site would have the name of another
        answer = Response(site_list.written(data), mimetype="application/json")
        if is_this_version:
            answer.headers["Cache-Control"] = FOREVER
        return answer

    @app.callback(
        Output("address", "search", allow_duplicate=True),
        Input("picked-area", "data"),
        prevent_initial_call=True,
    )
    def drill(picked):
        """A click on an area, of the map as it stood when it was clicked."""
        shown, feature = _picked(picked, "feature")
        view, _ = read(shown, data)
        if view.kind.is_labour or not isinstance(feature, int):
            return no_update  # choose.mjs keeps what is chosen
        rows = data.on_map(view.level, view.region)
        codes = data.tables.regions_of(view.level)["code"].iloc[rows]
        if not 0 <= feature < len(codes):
            return no_update
        closer = view.drill(data, codes.iloc[feature])
        return no_update if closer == view else link(closer, data).removeprefix("/")

    @app.callback(
        Output("address", "search", allow_duplicate=True),
        Input("picked-site", "data"),
        prevent_initial_call=True,
    )
    def open_site(picked):
        shown, code = _picked(picked, "code")
        view, _ = read(shown, data)
        if code not in data.site_rows or code == view.site:
            return no_update
        return link(view.ride_from(code), data).removeprefix("/")


def _picked(picked, what: str) -> tuple[str, str | int | None]:
    """The view that was on the screen, and what was clicked in it; a browser may send anything."""
    picked = picked if isinstance(picked, dict) else {}
    shown, value = picked.get("shown"), picked.get(what)
    return (
        shown if isinstance(shown, str) else "",
        value if isinstance(value, str | int) and not isinstance(value, bool) else None,
    )
