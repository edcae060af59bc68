"""Which places beside the schools are on the map: those that ship, and the user's own?

A file is read in one call and goes back to the browser that sent it; the server keeps nothing.
"""

import pandas as pd
from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from dashboard.data import Data
from dashboard.messages import facilities as figures
from dashboard.page.components import facilities_menu
from dashboard.texts import LANGUAGES, texts_in
from dashboard.upload.bounds import decode
from dashboard.upload.facilities import read_facilities
from dashboard.upload.faults import Fault, Upload
from dashboard.web.jobs import RETRY
from dashboard.web.pools import UPLOADS, BusyError


def register(app: Dash, data: Data) -> None:
    # Without contents the same file, corrected, can be chosen again. What is sent stands beside the
    # pages: else the server would be asked by every page in another language.
    app.clientside_callback(
        ClientsideFunction("techniek", "takeFile"),
        Output("sent-file", "data"),
        Output("own-file", "contents"),
        Input("own-file", "contents"),
        State("own-file", "filename"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output("own-facilities", "data"),
        Output("own-words", "data"),
        Output("sent-file", "data", allow_duplicate=True),
        Input("sent-file", "data"),
        prevent_initial_call=True,
    )
    def read_file(sent):
        if not isinstance(sent, dict):
            return no_update, no_update, no_update
        contents, name = sent.get("contents"), sent.get("name")
        name = name if isinstance(name, str) else ""
        upload = _read(contents, name, data)
        rows = figures.own_rows(upload.rows) if len(upload.rows) else []
        words = {
            language: facilities_menu.told(upload, name, texts_in(language))
            for language in LANGUAGES
        }
        return rows, words, None

    # Nothing is asked of the server again: another language has its words already.
    app.clientside_callback(
        ClientsideFunction("techniek", "tellFile"),
        Output("own-said", "children"),
        Output("own-legend", "children"),
        Output("own-remove", "hidden"),
        Input("own-words", "data"),
        Input("frame-language", "data"),
    )

    app.clientside_callback(
        ClientsideFunction("techniek", "forgetFile"),
        Output("own-facilities", "data", allow_duplicate=True),
        Output("own-words", "data", allow_duplicate=True),
        Input("own-remove", "n_clicks"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("techniek", "ownFacilities"), Input("own-facilities", "data")
    )


def _read(contents: str | None, name: str, data: Data) -> Upload:
    """What a browser sent, or that it cannot be read, or not now."""
    try:
        with UPLOADS.at_work():
            content = decode(contents)
            if not isinstance(content, Fault):
                return read_facilities(content, name, data)
    except BusyError:
        content = Fault(None, "server.busy", {"seconds": RETRY})
    return Upload(pd.DataFrame({"kind": []}), [content])
