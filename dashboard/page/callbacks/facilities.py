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


def register(app: Dash, data: Data) -> None:
    @app.callback(
        Output("own-facilities", "data"),
        Output("own-report", "data"),
        Output("own-faults", "data"),
        Output("own-file", "contents"),
        Input("own-file", "contents"),
        State("own-file", "filename"),
        prevent_initial_call=True,
    )
    def read_file(contents, file_name):
        if contents is None:
            return no_update, no_update, no_update, no_update
        name = file_name if isinstance(file_name, str) else ""
        content = decode(contents)
        if isinstance(content, Fault):
            upload = Upload(pd.DataFrame({"kind": []}), [content])
            rows = []
        else:
            upload = read_facilities(content, name, data)
            rows = figures.own_rows(upload.rows)
        told = {
            language: figures.sentences(upload.faults, texts_in(language)) for language in LANGUAGES
        }
        # Without contents the same file, corrected, can be chosen again.
        return rows, figures.report(upload, name), told, None

    @app.callback(
        Output("own-said", "children"),
        Output("own-legend", "children"),
        Output("own-remove", "hidden"),
        Input("own-report", "data"),
        Input("own-faults", "data"),
        Input("frame-language", "data"),
    )
    def tell_upload(report, told, shown):
        language = shown if shown in LANGUAGES else LANGUAGES[0]
        texts = texts_in(language)
        told = told.get(language) if isinstance(told, dict) else None
        told = [one for one in told if isinstance(one, str)] if isinstance(told, list) else []
        lines = facilities_menu.report_lines(report, told[: figures.MOST_FAULTS + 1], texts)
        return lines, facilities_menu.own_legend(report, texts), not lines

    app.clientside_callback(
        ClientsideFunction("techniek", "forgetFile"),
        Output("own-facilities", "data", allow_duplicate=True),
        Output("own-report", "data", allow_duplicate=True),
        Output("own-faults", "data", allow_duplicate=True),
        Input("own-remove", "n_clicks"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("techniek", "ownFacilities"), Input("own-facilities", "data")
    )
