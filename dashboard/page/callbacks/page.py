"""Which page, in which language? The frame is built again only when one of these changes."""

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from dashboard.address.context import Context
from dashboard.address.query import read
from dashboard.data import Data
from dashboard.page import layout, method, missing
from dashboard.settings import Settings

PAGES = {"/verantwoording": method.page}


def register(app: Dash, data: Data, settings: Settings) -> None:
    @app.callback(
        Output("page", "children"),
        Output("shown", "data"),
        Input("url", "pathname"),
        Input("url", "search"),
        State("shown", "data"),
    )
    def show_page(path, search, shown):
        view, _ = read(search, data)
        context = Context(data, view)
        wanted = {"page": path, "language": view.language}
        if wanted == shown:
            return no_update, no_update
        if path == "/":
            return layout.main_page(context, settings.basemap), wanted
        return PAGES.get(path, missing.page)(context), wanted

    # The language of the document and its title are outside what Dash draws.
    app.clientside_callback(ClientsideFunction("techniek", "page"), Input("shown", "data"))
