"""The table of a view as a CSV file that opens well in Dutch Excel."""

import io

import pandas as pd
from flask import Flask, Response, request

from dashboard.components.question import question
from dashboard.components.source import source_line
from dashboard.figures.table import rows
from dashboard.tables import Data
from dashboard.texts import Texts, texts
from dashboard.view import OWN_COLUMNS, SHOW_WORDS, View, read

COLUMNS = (
    "level",
    "code",
    "name",
    "young_people",
    "covered",
    "only_dp",
    "not_covered",
    "share",
    "mean_km",
    "p90_km",
    "choices",
)


def register(server: Flask, data: Data) -> None:
    @server.get("/download.csv")
    def download_csv() -> Response:
        view, _ = read(request.query_string.decode("utf-8", "replace"), data)
        body = table_as_csv(data, view, texts(view.language))
        return Response(
            body,
            mimetype="text/csv",
            headers={"Content-Disposition": f'attachment; filename="{file_name(view)}"'},
        )


def file_name(view: View) -> str:
    """A name made of codes only: nothing a user typed reaches it unread."""
    return f"techniek-dichtbij_{view.region}_{SHOW_WORDS[view.show]}_{view.year}.csv"


def table_as_csv(data: Data, view: View, words: Texts) -> str:
    """Question, source and method as comment lines, then the figures in full precision.

    Semicolons and decimal commas in Dutch, commas and points in English; a byte order mark, so
    that Excel reads the accents.
    """
    columns = [*COLUMNS, *(column for column in view.columns if column in OWN_COLUMNS)]
    frame = rows(data, view)[columns].round(4)
    frame["level"] = words(f"level.{view.level}.one")
    frame.columns = [words(f"csv.{column}") for column in columns]
    dutch = view.language == "nl"
    separator, decimal = (";", ",") if dutch else (",", ".")
    head = [question(view, words), source_line(data, view, words), words("csv.method")]
    out = io.StringIO()
    out.write("\ufeff")
    pd.DataFrame([f"# {line}" for line in head]).to_csv(
        out, index=False, header=False, sep=separator, lineterminator="\r\n"
    )
    frame.map(_harmless).to_csv(
        out, index=False, sep=separator, decimal=decimal, lineterminator="\r\n"
    )
    return out.getvalue()


def _harmless(cell):
    """A text that a spreadsheet would take for a formula is kept a text."""
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{cell}"
    return cell
