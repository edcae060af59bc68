"""What do the labour views show, and which regions are chosen in them?"""

from dash import Dash, Input, Output

from dashboard.components.work_question import question
from dashboard.tables import Data
from dashboard.texts import texts
from dashboard.view import read


def register(app: Dash, data: Data) -> None:
    @app.callback(Output("work-question", "children"), Input("address", "search"))
    def fill_work_question(search):
        view, _ = read(search, data)
        return question(data, view, texts(view.language))

    # The panel that holds the scatter is drawn by another callback: whichever comes last draws it.
    app.clientside_callback(
        "function (areas, panel) { return window.techniek.scatter(areas); }",
        Output("work-question", "title"),
        Input("map-message", "data"),
        Input("answer", "children"),
    )
