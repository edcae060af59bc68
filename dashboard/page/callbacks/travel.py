"""What can be reached from one site, or from one home? And how many young people, how far?"""

from dash import ClientsideFunction, Dash, Input, Output, State, no_update
from flask import jsonify

from dashboard.address.context import Context
from dashboard.address.paths import RINGS
from dashboard.address.query import link, read
from dashboard.data import Data
from dashboard.messages import curve
from dashboard.messages.travel import key, message
from dashboard.texts import texts_in
from dashboard.web import incoming
from dashboard.words.names import region_name


def register(app: Dash, data: Data) -> None:
    @app.callback(
        Output("travel-message", "data"),
        Input("address", "search"),
        State("travel-message", "data"),
    )
    def describe_travel(search, shown):
        view, _ = read(search, data)
        if isinstance(shown, dict) and shown.get("key") == key(data, view):
            return no_update
        return message(Context(data, view))

    @app.callback(Output("curve-message", "data"), Input("address", "search"))
    def describe_curve(search):
        view, _ = read(search, data)
        texts = texts_in(view.language)
        return curve.message(Context(data, view), lambda region: region_name(region, texts))

    @app.callback(
        Output("address", "search", allow_duplicate=True),
        Input("picked-site", "data"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def open_site(picked, search):
        code = picked.get("code") if isinstance(picked, dict) else None
        view, _ = read(search, data)
        if not isinstance(code, str) or code not in data.site_rows or code == view.site:
            return no_update
        return link(view.ride_from(code), data).removeprefix("/")

    # A clicked site gets its rings from here at once: what follows the address comes after the
    # whole page has.
    @app.server.get(RINGS)
    def rings():
        view, _ = read(incoming.query(), data)
        return jsonify(message(Context(data, view)))

    app.clientside_callback(
        ClientsideFunction("techniek", "travel"), Input("travel-message", "data")
    )
    # The panel that holds the curve is drawn by another callback: whichever comes last draws it.
    app.clientside_callback(
        ClientsideFunction("techniek", "curve"),
        Input("curve-message", "data"),
        Input("answer", "children"),
    )
