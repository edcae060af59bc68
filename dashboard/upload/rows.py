"""A file as rows of text: which column is which, where the table begins, what can be skipped."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from dashboard.data import fold
from dashboard.upload.bounds import (
    LOOKED_AT,
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    parsed,
    tidy,
)
from dashboard.upload.faults import Fault, shown

#: Field -> its header words: the Dutch one, the English one, and others that people use.
Columns = dict[str, tuple[str, ...]]

SEPARATORS = (";", ",", "\t")
#: Names of columns that a message repeats.
NAMED = 5
#: How a row begins that only shows how to fill in the template.
EXAMPLES = ("VOORBEELD", "EXAMPLE")
#: How our downloads write a text that a spreadsheet would take for a formula.
DEFUSED = ("'=", "'+", "'-", "'@")
TOTALS = ("totaal", "total", "som", "eindtotaal", "subtotaal")


@dataclass
class Sheet:
    """Rows as (row number, text by field); fields without a column are empty text."""

    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class _Header:
    """Where the header stands, and per cell the field it names, or None."""

    row: int
    cells: list[str]
    fields: list[str | None]

    @property
    def known(self) -> set[str]:
        return set(filter(None, self.fields))


def read_csv(
    text: str,
    columns: Columns,
    complete: Callable[[set[str]], bool],
    missing: str,
    beyond_total: tuple[str, ...] = (),
    most: int = MOST_ROWS,
) -> Sheet:
    """The rows of a CSV text, ``most`` of them.

    complete: whether a set of fields is enough for a header. missing: the text that says which
    columns are needed, with a hole for what was ``found``. beyond_total: fields that a row with
    a total never fills in.
    """
    separator, text = _separator_line(text)
    found = [
        (one, header)
        for one in ([separator] if separator else SEPARATORS)
        for header in [_header(text, one, columns, complete)]
    ]
    separator, header = max(found, key=lambda pair: _fit(pair[1], complete))
    if header is None or not complete(header.known):
        return Sheet(faults=[_no_header(text, separator, missing)])
    faults = _header_faults(header)
    if any(not fault.notice for fault in faults):
        return Sheet(faults=faults)
    sheet = Sheet(faults=faults)
    for number, cells in _body(text, separator, header, most, sheet.faults):
        row = _by_field(number, cells, header, sheet.faults)
        if row is not None:
            _keep(sheet, number, dict.fromkeys(columns, "") | row, beyond_total)
    return sheet


def read_features(text: str, columns: Columns, needed: str) -> Sheet:
    """The points of a GeoJSON text, as rows: properties by field, and ``lon`` and ``lat``.

    needed: the field without which no row means anything. Where none has it, the names that the
    properties have are told, once."""
    collection = parsed(text)
    if isinstance(collection, Fault):
        return Sheet(faults=[collection])
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        return Sheet(faults=[Fault(None, "upload.json.kind")])
    features = collection.get("features")
    if not isinstance(features, list):
        return Sheet(faults=[Fault(None, "upload.json.kind")])
    sheet = Sheet()
    if len(features) > MOST_ROWS:
        sheet.faults.append(Fault(None, "upload.rows", {"limit": MOST_ROWS}))
    words = _words(columns)
    names = _property_names(features[:MOST_ROWS])
    if names and needed not in map(words.get, map(_folded, names)):
        found = ", ".join(shown(tidy(name[:MOST_CHARACTERS])) for name in names[:NAMED])
        sheet.faults.append(Fault(None, "upload.json.names", {"found": found}))
        return sheet
    for number, feature in enumerate(features[:MOST_ROWS], start=1):
        row = _of_feature(number, feature, words, sheet.faults)
        if row is not None:
            sheet.rows.append((number, dict.fromkeys(columns, "") | row))
    return sheet


def _property_names(features: list) -> list[str]:
    """The names of the properties of points, each once."""
    names: dict[str, None] = {}
    for feature in features:
        if isinstance(feature, dict) and isinstance(feature.get("properties"), dict):
            names |= dict.fromkeys(feature["properties"])
    return list(names)


def _folded(name: str) -> str:
    return fold(name[:60])


def _keep(sheet: Sheet, number: int, row: dict[str, str], beyond_total: tuple[str, ...]) -> None:
    """Add a row, unless it is empty, an example of the template or a total."""
    first = next(iter(row.values()))
    word = fold(first[:60]).partition(" ")[0]
    if first.startswith(EXAMPLES):
        sheet.faults.append(Fault(number, "upload.example", notice=True))
    elif word in TOTALS and not any(row[name] for name in beyond_total):
        value = {"value": shown(first)}
        sheet.faults.append(Fault(number, "upload.total", value, notice=True))
    elif any(row.values()):
        sheet.rows.append((number, row))


def is_json(text: str, file_name: str) -> bool:
    """Whether a text is meant as JSON, by how it begins or by its name."""
    name = str(file_name).lower()
    return text.lstrip().startswith(("{", "[")) or name.endswith((".geojson", ".json"))


def _words(columns: Columns) -> dict[str, str]:
    return {fold(word): name for name, words in columns.items() for word in words}


def _separator_line(text: str) -> tuple[str | None, str]:
    """The separator of a first line ``sep=;`` and the text below it: spreadsheets hide the line."""
    first, _, rest = text.partition("\n")
    line = first.strip().strip('"').lower()
    if line.startswith("sep=") and line[4:] in (";", ","):
        return line[4:], rest
    return ("\t", rest) if first.strip("\r\n").lower() == "sep=\t" else (None, text)


def _records(text: str, separator: str, strict: bool = False) -> Iterator[tuple[int, list[str]]]:
    """Numbered records, from 1, empty ones too; cells as they are, no empty ones at the end.

    Of too many cells one too many, so that it shows and costs no work.

    Strict raises csv.Error at a quote that is not closed or stands loose.
    """
    lines = io.StringIO(text, newline="")
    for number, cells in enumerate(csv.reader(lines, delimiter=separator, strict=strict), start=1):
        while cells and not cells[-1].strip():
            cells.pop()
        yield number, cells[: MOST_COLUMNS + 1]


def _header(
    text: str, separator: str, columns: Columns, complete: Callable[[set[str]], bool]
) -> _Header | None:
    """The first record that is a complete header, else the one that names most fields."""
    words, best = _words(columns), None
    for number, cells in _first(text, separator):
        if cells[0].lstrip().startswith("#"):
            continue
        names = [tidy(cell[:MOST_CHARACTERS]) for cell in cells]
        fields = [words.get(_folded(name)) for name in names]
        header = _Header(number, names, fields)
        if complete(header.known):
            return header
        if best is None or len(header.known) > len(best.known):
            best = header
    return best


def _first(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """The filled ones of the first records."""
    found = []
    try:
        for number, cells in islice(_records(text, separator), LOOKED_AT):
            if cells:
                found.append((number, cells))
    except csv.Error:
        # A cell longer than the csv module reads: what stands before it may be a header.
        pass
    return found


def _fit(header: _Header | None, complete: Callable[[set[str]], bool]) -> tuple:
    if header is None:
        return (False, 0, 0)
    return (complete(header.known), len(header.known), len(header.cells))


def _no_header(text: str, separator: str, missing: str) -> Fault:
    filled = [cells for _, cells in _first(text, separator) if not cells[0].startswith("#")]
    line = " | ".join(tidy(cell[:MOST_CHARACTERS]) for cell in (filled or [[""]])[0][:5])
    return Fault(None, missing, {"found": shown(line)})


def _header_faults(header: _Header) -> list[Fault]:
    if len(header.cells) > MOST_COLUMNS:
        return [Fault(None, "upload.columns", {"limit": MOST_COLUMNS})]
    seen = set()
    for name, known in zip(header.cells, header.fields, strict=True):
        if known in seen:
            return [Fault(None, "upload.twice", {"column": shown(name)})]
        if known:
            seen.add(known)
    pairs = zip(header.cells, header.fields, strict=True)
    unknown = [shown(name) for name, known in pairs if name and not known]
    if not unknown:
        return []
    names = ", ".join(unknown[:5]) + (", …" if len(unknown) > 5 else "")
    return [Fault(None, "upload.ignored", {"names": names}, notice=True)]


def _body(
    text: str, separator: str, header: _Header, most: int, faults: list[Fault]
) -> Iterator[tuple[int, list[str]]]:
    """The filled records below the header, as many as are read."""
    quote = _loose_quote(text, separator, most)
    if quote is not None:
        faults.append(Fault(quote, "upload.quote"))
    count, number = 0, header.row
    try:
        for number, cells in _records(text, separator):
            if number <= header.row or not cells:
                continue
            if count == most:
                faults.append(Fault(None, "upload.rows", {"limit": most}))
                return
            count += 1
            yield number, cells
    except csv.Error:
        faults.append(Fault(number + 1, "upload.unclosed"))
    if not count:
        faults.append(Fault(None, "upload.no_rows"))


def _loose_quote(text: str, separator: str, most: int) -> int | None:
    """The row with the first quotation mark that is not closed or stands loose."""
    read = 0
    try:
        for number, _ in islice(_records(text, separator, strict=True), most + LOOKED_AT):
            read = number
    except csv.Error:
        return read + 1
    return None


def _by_field(
    number: int, cells: list[str], header: _Header, faults: list[Fault]
) -> dict[str, str] | None:
    if len(cells) > len(header.cells):
        faults.append(
            Fault(number, "upload.cells", {"cells": len(cells), "columns": len(header.cells)})
        )
        return None
    row = dict.fromkeys(filter(None, header.fields), "")
    for name, known, cell in zip(header.cells, header.fields, cells, strict=False):
        if known:
            row[known] = _cut(number, name, cell, faults)
    return row


def _of_feature(
    number: int, feature: object, words: dict[str, str], faults: list[Fault]
) -> dict[str, str] | None:
    """Text by field of one feature; None, with a fault, when it is no point or no text."""
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        faults.append(Fault(number, "upload.feature"))
        return None
    properties = feature["properties"]
    if len(properties) > MOST_COLUMNS:
        faults.append(Fault(number, "upload.columns", {"limit": MOST_COLUMNS}))
        return None
    row = {}
    for name, value in properties.items():
        known = words.get(_folded(name))
        if known is None or value is None:
            continue
        if not isinstance(value, str):
            values = {"column": shown(tidy(name[:MOST_CHARACTERS]))}
            faults.append(Fault(number, "upload.value", values))
            return None
        row[known] = _cut(number, tidy(name[:MOST_CHARACTERS]), value, faults)
    geometry = feature.get("geometry")
    if geometry is None:
        return row
    coordinates = _coordinates(geometry)
    if coordinates is None:
        faults.append(Fault(number, "upload.feature"))
        return None
    lon, lat = (tidy(coordinate[:MOST_CHARACTERS]) for coordinate in coordinates[:2])
    return row | {"lon": lon, "lat": lat}


def _coordinates(geometry: object) -> list[str] | None:
    """The numbers of a point as they are written, also of a list of one; None for what is no
    point."""
    if not isinstance(geometry, dict):
        return None
    point = geometry.get("coordinates")
    if geometry.get("type") == "MultiPoint" and isinstance(point, list) and len(point) == 1:
        (point,) = point
    elif geometry.get("type") != "Point":
        return None
    if not isinstance(point, list) or not 2 <= len(point) <= 4:
        return None
    return point if all(isinstance(coordinate, str) for coordinate in point) else None


def _cut(number: int, name: str, cell: str, faults: list[Fault]) -> str:
    """A cell as text, no longer than is read."""
    if len(cell) > MOST_CHARACTERS:
        values = {"column": shown(name), "limit": MOST_CHARACTERS}
        faults.append(Fault(number, "upload.long", values))
        cell = cell[:MOST_CHARACTERS]
    text = tidy(cell)
    return text[1:] if text.startswith(DEFUSED) else text
