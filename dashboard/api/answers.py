"""A table as JSON or CSV, with where it comes from and how long it may be kept."""

import hashlib
import json
from functools import lru_cache
from urllib.parse import urlencode

import pandas as pd
from flask import Request, Response

from dashboard.api import sources
from dashboard.api.operations import Operation
from dashboard.api.parameters import Query
from dashboard.api.problems import Problem
from dashboard.api.rows import NOTES
from dashboard.data import Data
from dashboard.texts import Texts
from dashboard.web import incoming
from dashboard.web.attachment import harmless
from geodata.analysis.coverage_table import as_csv

ROOT = "/api/v1"
TYPES = {"json": "application/json", "csv": "text/csv"}
#: Pages that explain the figures.
ABOUT = (
    (f"{ROOT}/openapi.json", 'rel="service-desc"; type="application/json"'),
    ("/api", 'rel="service-doc"; type="text/html"'),
)


@lru_cache(maxsize=4)
def version(data: Data) -> str:
    """Of the site and of its tables: ``1.0.0+3f2a9c01``; other tables, another version."""
    tables = json.dumps(data.manifest["tables"], sort_keys=True)
    return f"{data.manifest['version']}+{hashlib.sha256(tables.encode()).hexdigest()[:8]}"


def picked_format(request: Request, wanted: str | None, formats: list[str], texts: Texts) -> str:
    """The parameter ``format`` where it is given; else what the browser or program accepts.

    Raises Problem when that is none of the formats.
    """
    if wanted:
        return wanted
    if not request.headers.get("Accept", "").strip():
        return formats[0]
    types = {TYPES[name]: name for name in formats}
    accepted = request.accept_mimetypes.best_match([*types])
    if accepted is None:
        allowed = ", ".join(types)
        raise Problem("format", texts("api.detail.format", allowed=allowed), {"allowed": [*types]})
    return types[accepted]


def answer(data: Data, operation: Operation, query: Query, texts: Texts) -> Response:
    """The rows that answer a question, in the asked format."""
    table = operation.table(data, query, texts)
    frame = table[[_named(column, table) for column in operation.columns]]
    used = sources.described(data, operation.sources(data, query))
    question = {
        name: value for name, value in query.values.items() if name not in ("format", "taal")
    }
    if query.text("format") == "csv":
        response = _csv(operation, frame, question)
    else:
        notes = {"notes": table.attrs[NOTES]} if operation.has_notes else {}
        response = _json(data, operation, frame, question, used, notes, texts)
    links = [
        *(f"<{incoming.at(path)}>; {what}" for path, what in ABOUT),
        *(f'<{address}>; rel="license"' for address in sources.licences(used)),
    ]
    if query.text("format") == "csv":
        as_json = address_of(operation, query.but(format="json"))
        links.insert(0, f'<{incoming.at(as_json)}>; rel="describedby"')
    response.headers["Link"] = ", ".join(links)
    return response


def _named(column: str, table: pd.DataFrame) -> str:
    """What a column is called in a table: by a measure of the owner's own that is in minutes
    ``mean_min`` stands in the place of ``mean_km``."""
    return column if column in table else column.replace("_km", "_min")


def address_of(operation: Operation, query: Query) -> str:
    """The address of a question, with all of its parameters that have a value."""
    known = {parameter.name for parameter in operation.parameters}
    given = {
        name: _written(value)
        for name, value in query.values.items()
        if name in known and value is not None
    }
    return f"{ROOT}/{operation.name}?{urlencode(given, safe=',')}"


def _written(value: str | int | list[str]) -> str:
    return ",".join(value) if isinstance(value, list) else str(value)


def _json(
    data: Data,
    operation: Operation,
    frame: pd.DataFrame,
    question: dict,
    used: list[dict],
    notes: dict[str, list[str]],
    texts: Texts,
) -> Response:
    about = {
        "question": question,
        "source": used,
        "method": texts(f"api.method.{operation.name}"),
        "version": version(data),
        **notes,
    }
    head = json.dumps(about, ensure_ascii=False)
    rows = frame.to_json(orient="records", force_ascii=False)
    return Response(f'{head[:-1]}, "rows": {rows}}}\n', mimetype=TYPES["json"])


def _csv(operation: Operation, frame: pd.DataFrame, question: dict) -> Response:
    """The CSV of the command line; its sources stand in the headers, as programs read the rest."""
    parts = [question.get(name) for name in ("by", "profiles", "max", "year", "indicator")]
    name = "_".join(["techniek-dichtbij", operation.name, *map(str, filter(None, parts))])
    disposition = f'inline; filename="{name}.csv"'
    texts = frame.select_dtypes("str")
    body = as_csv(frame.assign(**texts.map(harmless)))
    return Response(body, mimetype=TYPES["csv"], headers={"Content-Disposition": disposition})
