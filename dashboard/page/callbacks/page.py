"""Which page, in which language? The frame is built again only when one of these changes."""

from dash import Dash, Input, Output, State, no_update

from dashboard.address.query import read
from dashboard.data import Data
from dashboard.page import layout, method, missing
from dashboard.settings import Settings
from dashboard.texts import texts

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
        wanted = {"page": path, "language": view.language}
        if wanted == shown:
            return no_update, no_update
        words = texts(view.language)
        if path == "/":
            return layout.main_page(data, view, words, settings.basemap), wanted
        return PAGES.get(path, missing.page)(data, view, words), wanted

    # The language of the document and its title are outside what Dash draws.
    app.clientside_callback(
        "function (shown) { return window.techniek.page(shown); }",
        Output("page", "title"),
        Input("shown", "data"),
    )
