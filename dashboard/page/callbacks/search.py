"""Where is it? Regions, places and postcodes by what is typed."""

from dash import Dash, Input, Output, State

from dashboard.address.context import Context
from dashboard.address.query import read
from dashboard.data import Data
from dashboard.page.components.header import search_results


def register(app: Dash, data: Data) -> None:
    @app.callback(
        Output("search-results", "children"),
        Input("search", "value"),
        State("address", "search"),
    )
    def find(typed, search):
        view, _ = read(search, data)
        return search_results(Context(data, view), typed or "")
