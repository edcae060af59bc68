"""What a view shows as an Excel workbook: typed tables, and a sheet that says where from.

Numbers are numbers and show themselves in the notation of the reader's own Excel; text is always
text, also where it looks like a formula. ``workers/workbook.py`` only writes.
"""

import json
from datetime import date

import numpy as np
import pandas as pd
from flask import Flask, Response

from dashboard.address.context import Context
from dashboard.address.query import lasting_link
from dashboard.address.view import View
from dashboard.data import Data
from dashboard.export import method
from dashboard.export.asked import METHODS, requested_context
from dashboard.export.own_places import places_part, with_places
from dashboard.export.tables import opened
from dashboard.formatting import today
from dashboard.texts import Texts
from dashboard.web import incoming, jobs
from dashboard.web.attachment import attachment, file_name
from dashboard.web.pools import SHEETS
from dashboard.words.map_table import Part

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: How Excel writes each kind of number.
WHOLE, ONE_DECIMAL, DEGREES = "#,##0", "#,##0.0", "0.00000"
#: Steps of 10 m: what is past a limit is not rounded to it, as the screen rounds it up.
EVERY_STEP = "#,##0.00"
#: A share with as few decimals as show nothing or all only where it is.
PERCENTAGES = ("0.0%", "0.00%", "0.000%", "0.0000%")
SHARES = ("share", "share_before", "share_after")
FORMATS = {
    "mean_km": ONE_DECIMAL,
    "p90_km": EVERY_STEP,
    "p90_min": EVERY_STEP,
    "straight_km": ONE_DECIMAL,
    "cycle_km": ONE_DECIMAL,
    "choices": ONE_DECIMAL,
    "limit": ONE_DECIMAL,
    "change": ONE_DECIMAL,
    "since": ONE_DECIMAL,
    "km_before": ONE_DECIMAL,
    "km_after": ONE_DECIMAL,
    "min_before": ONE_DECIMAL,
    "min_after": ONE_DECIMAL,
    "offer_low": ONE_DECIMAL,
    "offer_high": ONE_DECIMAL,
    "lon": DEGREES,
    "lat": DEGREES,
}
#: Characters; what is longer is cut off by the next column, and whole where the cell is chosen.
WIDEST = 76
#: Room for the arrow of the filter beside a heading.
ARROW = 4
#: Widths of the sheet with the method: label, text, and the rest of a source.
METHOD_WIDTHS = (26, 84, 18, 24, 40)


def register(server: Flask, data: Data) -> None:
    @server.route("/download.xlsx", methods=METHODS)
    def workbook_of_view() -> Response:
        context = requested_context(data)
        address = incoming.site() + lasting_link(context.view, data)

        def job() -> bytes:
            return json.dumps(workbook(context, address, today())).encode()

        keeps = not context.places
        made = jobs.answer(context.texts, SHEETS, "workbook", job, keeps=keeps)
        if isinstance(made, Response):
            return made
        return attachment(made, MIMETYPE, file_name(context, extension="xlsx"))


def workbook(context: Context, address: str, day: date) -> dict:
    """The job of the worker: a sheet for every table of the view that is open, and the method."""
    first, *rest = opened(context)
    own = [places_part(context)] if context.places else []
    parts = [with_places(first, context), *rest, *own]
    question, *lines = parts[0].head
    return {
        "title": question,
        "comments": " ".join([*lines, address]),
        "company": "Techniek Dichtbij",
        "sheets": [
            *(_table(part, context.view, context.texts) for part in parts),
            _method(context, parts, address, day),
        ],
    }


def _table(part: Part, view: View, texts: Texts) -> dict:
    frame = part.frame
    source = next((line for line in part.head[1:] if "DUO" in line or "CBS" in line), part.head[-1])
    return {
        "kind": "table",
        "name": texts(f"sheet.{part.kind or 'table'}"),
        "columns": [_column(frame[key], key, view, texts) for key in frame],
        "header": part.head[0],
        "footer": source,
    }


def _column(values: pd.Series, key: str, view: View, texts: Texts) -> dict:
    heading = texts(f"heading.{key}" if texts.has(f"heading.{key}") else f"column.{key}")
    if not pd.api.types.is_numeric_dtype(values):
        shown = values.fillna("").astype(str)
        longest = int(shown.str.len().max()) + 1 if len(shown) else 0
        width = min(max(len(heading) + ARROW, longest), WIDEST)
        return {"heading": heading, "width": width, "format": None, "values": shown.tolist()}
    if key in SHARES:
        # A percentage of Excel is a part of one.
        shown = _percentage(values)
        values = (values / 100).round(6)
    return {
        "heading": heading,
        "width": len(heading) + ARROW,
        "format": shown if key in SHARES else _format(key, view),
        "values": values.astype(object).where(np.isfinite(values), None).tolist(),
    }


def _percentage(values: pd.Series) -> str:
    """How Excel writes a column of shares; of its numbers none is rounded to nothing or to all."""
    inside = values[(values > 0) & (values < 100)]
    for decimals, written in enumerate(PERCENTAGES, start=1):
        if not inside.round(decimals).isin([0, 100]).any():
            return written
    return PERCENTAGES[-1]


def _format(key: str, view: View) -> str:
    if key in ("low", "high"):
        decimals = view.entry.decimals
        return f"{WHOLE}.{'0' * decimals}" if decimals else WHOLE
    return FORMATS.get(key, WHOLE)


def _method(context: Context, parts: list[Part], address: str, day: date) -> dict:
    """Question, date and address; definitions; what to know; and the sources, of which the title
    stands in the wide column, as it is the longest."""
    data, texts = context.data, context.texts
    heads = [texts(f"method.source.{column}") for column in method.SOURCE_COLUMNS]
    title, publisher, *rest = range(len(heads))
    order = [publisher, title, *rest]
    about = method.about(context, parts, address, day)
    notes = [("", note) for note in method.caveats(data, texts)]
    rows = [
        ("title", [texts("method.title")]),
        *(("label", line) for line in about),
        ("text", []),
        ("heading", [texts("method.definitions")]),
        *(("label", line) for line in method.definitions(texts)),
        ("text", []),
        ("heading", [texts("method.caveats")]),
        *(("text", line) for line in notes),
        ("text", []),
        ("heading", [texts("method.sources")]),
        ("heads", [heads[at] for at in order]),
        *(
            ("text", [source[at] for at in order])
            for source in method.sources(data, context.view, texts)
        ),
    ]
    name = texts("method.link")
    return {"kind": "text", "name": name, "widths": METHOD_WIDTHS, "rows": rows}
