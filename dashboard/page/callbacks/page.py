"""Which page, in which language? The frame is built again only when one of these changes."""

from urllib.parse import unquote

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from dashboard.address.context import Context
from dashboard.address.query import read
from dashboard.data import Data
from dashboard.page.below import below
from dashboard.page.pages import PAGES
from dashboard.settings import Settings
from dashboard.web import incoming


def register(app: Dash, data: Data, settings: Settings) -> None:
    # Most changes of the address are of neither: then the server is not asked.
    app.clientside_callback(
        ClientsideFunction("techniek", "wanted"),
        Output("wanted", "data"),
        Input("url", "pathname"),
        Input("url", "search"),
        State("wanted", "data"),
    )

    @app.callback(
        Output("page", "children"),
        Output("shown", "data"),
        Input("wanted", "data"),
        State("url", "pathname"),
        State("url", "search"),
        State("shown", "data"),
        prevent_initial_call=True,
    )
    def show_page(_, path, search, shown):
        view, _ = read(search, data)
        # The browser keeps the spelling of an address that was followed: /verantwoordin%67 is ours.
        address = unquote(path) if isinstance(path, str) else ""
        wanted = {"page": address, "language": view.language}
        page = address.removeprefix(incoming.base())
        if wanted == shown or page not in PAGES:
            return no_update, no_update
        return below(PAGES[page](Context(data, view), settings.basemap)), wanted

    # The language of the document and its title are outside what Dash draws.
    app.clientside_callback(ClientsideFunction("techniek", "page"), Input("shown", "data"))
