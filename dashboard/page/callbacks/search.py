"""Where is it? Regions, places, postcodes and schools by what is typed."""

from dash import ClientsideFunction, Dash, Input, Output, State

from dashboard.address.context import Context
from dashboard.address.query import read
from dashboard.data import Data
from dashboard.page.below import below
from dashboard.page.components.search import results


def register(app: Dash, data: Data) -> None:
    # The server is asked at a pause; what was typed before is never asked, or its answer dropped.
    app.clientside_callback(
        ClientsideFunction("techniek", "sought"),
        Output("sought", "data"),
        Input("search", "value"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output("search-results", "children"),
        Output("search-status", "children"),
        Input("sought", "data"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def find(typed, search):
        view, _ = read(search, data)
        # A store can be sent anything.
        return below(results(Context(data, view), typed if isinstance(typed, str) else ""))

    # Enter may have been pressed before its answer came.
    app.clientside_callback(
        ClientsideFunction("techniek", "listed"),
        Input("search-results", "children"),
        prevent_initial_call=True,
    )
