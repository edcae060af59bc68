"""Which figures stand behind the map?"""

from dash import Dash, Input, Output

from dashboard.address.query import read
from dashboard.data import Data
from dashboard.page.components.table import table
from dashboard.texts import texts
from dashboard.words.question import question


def register(app: Dash, data: Data) -> None:
    @app.callback(
        Output("table", "children"),
        Output("map-card", "data-pane"),
        Input("address", "search"),
    )
    def fill_table(search):
        view, _ = read(search, data)
        words = texts(view.language)
        shown = table(data, view, words, question(view, words))
        return shown, "table" if view.table else "map"
