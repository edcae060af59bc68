"""What is asked? The sentence, the views, the path, and the links that change them."""

from dash import ClientsideFunction, Dash, Input, Output, State, html, no_update

from dashboard.address.context import Context
from dashboard.address.query import read
from dashboard.data import Data
from dashboard.page.components import header, inset, map_card, sentence
from dashboard.words.threshold import slider

_PARTS = (
    "pick-profiles",
    "menu-profiles",
    "sentence-middle",
    "pick-tracks",
    "menu-tracks",
    "pick-year",
    "menu-year",
    "pick-population",
    "menu-population",
    "measures",
)


def register(app: Dash, data: Data) -> None:
    @app.callback(
        [Output(part, "children") for part in _PARTS],
        Input("address", "search"),
    )
    def fill_sentence(search):
        view, _ = read(search, data)
        context = Context(data, view)
        filled = sentence.parts(context)
        return [filled[part] for part in _PARTS]

    @app.callback(
        Output("home", "href"),
        Output("breadcrumb", "children"),
        Output("language", "children"),
        Output("notice", "children"),
        Input("address", "search"),
    )
    def fill_header(search):
        view, ignored = read(search, data)
        context = Context(data, view)
        names = ", ".join(ignored)
        notice = html.P(context.texts("notice.ignored", names=names)) if ignored else None
        return (
            header.home(context),
            header.breadcrumb(context),
            header.language_switch(context),
            notice,
        )

    @app.callback(
        Output("views", "children"),
        Output("map-switch", "children"),
        Output("legend", "children"),
        Output("inset", "children"),
        Input("address", "search"),
    )
    def fill_map_corners(search):
        view, _ = read(search, data)
        context = Context(data, view)
        return (
            map_card.views(context),
            map_card.map_switch(context),
            map_card.legend_box(context),
            inset.inset(context),
        )

    @app.callback(
        Output("threshold", "min"),
        Output("threshold", "max"),
        Output("threshold", "step"),
        Output("threshold", "marks"),
        Input("address", "search"),
        State("threshold", "max"),
    )
    def fit_slider(search, longest):
        view, _ = read(search, data)
        fitting = slider(view)
        if fitting["max"] == longest:
            return no_update, no_update, no_update, no_update
        return fitting["min"], fitting["max"], fitting["step"], fitting["marks"]

    # The slider and the address follow each other: one callback, so that Dash sees no cycle.
    app.clientside_callback(
        ClientsideFunction("techniek", "threshold"),
        Output("address", "search"),
        Output("threshold", "value"),
        Output("pick-threshold", "children"),
        Input("address", "search"),
        Input("threshold", "value"),
        State("phrases", "data"),
    )

    # While the handle moves, the map follows in the browser; the figures follow when it is let go.
    app.clientside_callback(
        ClientsideFunction("techniek", "drag"),
        Input("threshold", "drag_value"),
        prevent_initial_call=True,
    )
