"""What is the answer for the chosen region?"""

from dash import Dash, Input, Output

from dashboard.components.answer_panel import panel
from dashboard.tables import Data
from dashboard.texts import texts
from dashboard.view import read


def register(app: Dash, data: Data) -> None:
    @app.callback(Output("answer", "children"), Input("address", "search"))
    def fill_answer(search):
        view, _ = read(search, data)
        return panel(data, view, texts(view.language))
