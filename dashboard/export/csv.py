"""What a view shows as a CSV file that opens well in Dutch Excel."""

import io
import math
from collections.abc import Callable

from flask import Flask, Response

from dashboard.address.context import Context
from dashboard.data import Data
from dashboard.export.asked import METHODS, requested_context
from dashboard.export.own_places import with_places
from dashboard.export.tables import PARTS
from dashboard.texts import Texts
from dashboard.web import jobs
from dashboard.web.attachment import attachment, file_name, harmless
from dashboard.web.pools import LAYERS
from dashboard.words.map_table import Part


def register(server: Flask, data: Data) -> None:
    for kind in PARTS:
        # Only the areas of the map can say which places stand in them.
        methods = METHODS if not kind else ("GET",)
        address = f"/{kind or 'download'}.csv"
        server.add_url_rule(address, address, _answer(data, kind), methods=methods)


def _answer(data: Data, kind: str) -> Callable:
    def download() -> Response:
        context = requested_context(data)
        part, texts = PARTS[kind](context), context.texts
        body = (
            # Where the places stand is asked of the shapes of the map.
            jobs.drawn(texts, LAYERS, lambda: written(with_places(part, context), texts))
            if context.places
            else written(part, texts)
        )
        if isinstance(body, Response):
            return body
        return attachment(body, "text/csv", file_name(context, part.kind))

    return download


def table_as_csv(context: Context) -> str:
    """The table of the map, in full precision."""
    return written(PARTS[""](context), context.texts)


def number_text(value: float, decimal: str) -> str:
    """In full precision, but a whole number without decimals, also in a column that has others:
    nobody is 448.0 people. Empty where nothing is known."""
    if math.isnan(value):
        return ""
    return str(int(value)) if value.is_integer() else str(value).replace(".", decimal)


def written(part: Part, texts: Texts) -> str:
    """Question, source and method as comment lines, then the figures.

    Semicolons and decimal commas in Dutch, commas and points in English; a byte order mark, so
    that Excel reads the accents. The comment lines have no separators, so no quotes either: a
    program that skips what begins with # skips them all.
    """
    separator, decimal = (";", ",") if texts.language == "nl" else (",", ".")
    out = io.StringIO()
    out.write("\ufeff")
    other = "," if separator == ";" else ";"
    for line in part.head:
        out.write(f"# {line.replace(separator, other)}\r\n")
    frame = part.named(texts).map(harmless)
    for name in frame.select_dtypes("float"):
        frame[name] = [number_text(value, decimal) for value in frame[name].tolist()]
    frame.to_csv(out, index=False, sep=separator, lineterminator="\r\n")
    return out.getvalue()
