"""What is on the map, and what happens when it is clicked?"""

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from dashboard.address.context import Context
from dashboard.address.query import link, read
from dashboard.data import Data
from dashboard.messages.areas import message
from dashboard.messages.sites import sites, sites_key
from dashboard.page.components.map_card import caption


def register(app: Dash, data: Data) -> None:
    @app.callback(
        Output("map-message", "data"),
        Output("map-caption", "children"),
        Input("address", "search"),
    )
    def describe_map(search):
        view, _ = read(search, data)
        context = Context(data, view)
        return message(context), caption(context)

    @app.callback(
        Output("sites-message", "data"),
        Input("address", "search"),
        State("sites-message", "data"),
    )
    def describe_sites(search, shown):
        view, _ = read(search, data)
        if isinstance(shown, dict) and shown.get("key") == sites_key(view):
            return no_update
        return sites(Context(data, view))

    @app.callback(
        Output("address", "search", allow_duplicate=True),
        Input("map", "clickData"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def drill(click, search):
        feature = clicked(click)
        view, _ = read(search, data)
        if view.kind.is_labour:
            return no_update  # choose.mjs keeps what is chosen
        codes = data.tables.regions_of(view.level)["code"].iloc[data.on_map(view.level)]
        if feature is None or not 0 <= feature < len(codes):
            return no_update
        closer = view.drill(data, codes.iloc[feature])
        return no_update if closer == view else link(closer, data).removeprefix("/")

    app.clientside_callback(
        ClientsideFunction("techniek", "paint"),
        Input("map-message", "data"),
        State("ground", "data"),
    )
    app.clientside_callback(ClientsideFunction("techniek", "sites"), Input("sites-message", "data"))


def clicked(click: object) -> int | None:
    """Number of the feature that a click was on; it comes from a browser and may be anything."""
    points = click.get("points") if isinstance(click, dict) else None
    point = points[0] if isinstance(points, list) and points else None
    try:
        return int(point["location"]) if isinstance(point, dict) else None
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
