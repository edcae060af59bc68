"""Which figures stand behind the map?"""

from dash import Dash, Input, Output

from dashboard.address.context import Context
from dashboard.address.query import read
from dashboard.data import Data
from dashboard.page.components.table import table
from dashboard.texts import texts_in
from dashboard.words.question import question


def register(app: Dash, data: Data) -> None:
    @app.callback(
        Output("table", "children"),
        Output("map-card", "data-pane"),
        Input("address", "search"),
    )
    def fill_table(search):
        view, _ = read(search, data)
        texts = texts_in(view.language)
        shown = table(Context(data, view), question(view, texts))
        return shown, "table" if view.table else "map"
