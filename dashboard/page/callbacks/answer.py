"""What is the answer for the chosen region?"""

from dash import Dash, Input, Output

from dashboard.address.context import Context
from dashboard.address.query import read
from dashboard.data import Data
from dashboard.page.components.answer_panel import panel


def register(app: Dash, data: Data) -> None:
    @app.callback(Output("answer", "children"), Input("address", "search"))
    def fill_answer(search):
        view, _ = read(search, data)
        return panel(Context(data, view))
