"""What do the labour views show, and which regions are chosen in them?"""

from dash import ClientsideFunction, Dash, Input, Output

from dashboard.address.context import Context
from dashboard.address.query import read
from dashboard.data import Data
from dashboard.page.components.work_question import question


def register(app: Dash, data: Data) -> None:
    @app.callback(Output("work-question", "children"), Input("address", "search"))
    def fill_work_question(search):
        view, _ = read(search, data)
        return question(Context(data, view))

    # The panel that holds the scatter is drawn by another callback: whichever comes last draws it.
    app.clientside_callback(
        ClientsideFunction("techniek", "scatter"),
        Input("map-message", "data"),
        Input("answer", "children"),
    )
