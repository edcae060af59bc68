"""How far is too far? The slider and the address follow each other."""

from dash import ClientsideFunction, Dash, Input, Output, State


def register(app: Dash) -> None:
    # One callback, so that Dash sees no cycle.
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
