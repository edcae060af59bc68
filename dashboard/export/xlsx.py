"""What a view shows as an Excel workbook: typed tables, and a sheet that says where from.

Numbers are numbers and show themselves in the notation of the reader's own Excel; text is always
text, also where it looks like a formula.
"""

import io
import math
from datetime import date

import pandas as pd
from flask import Flask, Response, request

from dashboard.export import method
from dashboard.export.names import ONE_AT_A_TIME, attachment, file_name
from dashboard.export.parts import Part, opened
from dashboard.tables import Data
from dashboard.texts import Texts, texts
from dashboard.view import View, link, read

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: How Excel writes each kind of number.
WHOLE, ONE_DECIMAL, PERCENTAGE = "#,##0", "#,##0.0", "0.0%"
FORMATS = {
    "share": PERCENTAGE,
    "mean_km": ONE_DECIMAL,
    "p90_km": ONE_DECIMAL,
    "straight_km": ONE_DECIMAL,
    "cycle_km": ONE_DECIMAL,
    "choices": ONE_DECIMAL,
    "limit": ONE_DECIMAL,
    "offer_low": ONE_DECIMAL,
    "offer_high": ONE_DECIMAL,
}
#: Characters; a name that is longer runs on under the next column.
WIDEST = 44
#: Room for the arrow of the filter beside a heading.
ARROW = 4
#: What a header or footer of a printed page may hold.
LONGEST_FOOTER = 255


def register(server: Flask, data: Data) -> None:
    @server.get("/download.xlsx")
    def workbook_of_view() -> Response:
        view, _ = read(request.query_string.decode("utf-8", "replace"), data)
        address = request.host_url.rstrip("/") + link(view, data)
        with ONE_AT_A_TIME:
            body = workbook(data, view, texts(view.language), address, date.today())
        return attachment(body, MIMETYPE, file_name(view, extension="xlsx"))


def workbook(data: Data, view: View, words: Texts, address: str, day: date) -> bytes:
    """The file: a sheet for every table of the view that is open, and the method and sources."""
    import xlsxwriter  # takes its time, and most workers are never asked

    parts = opened(data, view, words)
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        question, footer = parts[0].head[0], " · ".join(parts[0].head[1:])
        book.set_properties({"title": question, "comments": footer, "company": "Techniek Dichtbij"})
        for part in parts:
            _sheet(book, part, view, words)
        _method(book, data, view, words, parts, address, day)
    return out.getvalue()


def _sheet(book, part: Part, view: View, words: Texts) -> None:
    """One table from the first cell on, with filters; the heading stays in sight."""
    name = words(f"sheet.{part.kind or 'table'}")
    sheet = book.add_worksheet(name)
    frame = part.named(words)
    headings = list(frame)
    if "share" in part.frame:
        # A percentage of Excel is a part of one, so its name does not say "pct".
        headings[list(part.frame).index("share")] = words("file.share")
    for at, (column, heading) in enumerate(zip(part.frame, headings, strict=True)):
        values = part.frame[column]
        if pd.api.types.is_numeric_dtype(values):
            style = book.add_format({"num_format": _format(column, view)})
            sheet.set_column(at, at, len(heading) + ARROW, style)
            _write_numbers(sheet, at, values / 100 if column == "share" else values)
        else:
            longest = values.astype(str).str.len().max() if len(values) else 0
            sheet.set_column(at, at, min(max(len(heading) + ARROW, longest + 1), WIDEST))
            _write_text(sheet, at, values)
    for at, heading in enumerate(headings):
        sheet.write_string(0, at, heading, book.add_format({"bold": True}))
    if len(frame):
        columns = [{"header": heading} for heading in headings]
        last = (len(frame), len(headings) - 1)
        style = {"name": name.replace(" ", "_"), "style": "Table Style Light 9"}
        sheet.add_table(0, 0, *last, {"columns": columns, **style})
        # Postcodes and codes of sites are text, whatever they look like.
        sheet.ignore_errors({"number_stored_as_text": f"A1:{_corner(*last)}"})
    sheet.freeze_panes(1, 0)
    _for_paper(sheet, part)


def _format(column: str, view: View) -> str:
    if column in ("low", "high"):
        decimals = view.entry.decimals
        return f"{WHOLE}.{'0' * decimals}" if decimals else WHOLE
    return FORMATS.get(column, WHOLE)


def _corner(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return xl_rowcol_to_cell(row, column)


def _write_numbers(sheet, at: int, values: pd.Series) -> None:
    """What is not known is an empty cell, never a zero."""
    for row, value in enumerate(values.tolist(), 1):
        if math.isfinite(value):
            sheet.write_number(row, at, round(value, 6))


def _write_text(sheet, at: int, values: pd.Series) -> None:
    for row, value in enumerate(values.fillna("").astype(str).tolist(), 1):
        sheet.write_string(row, at, value)


def _for_paper(sheet, part: Part) -> None:
    """Lying A4, as wide as the page, question above and source below."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(_printed("&L", part.head[0]))
    source = next((line for line in part.head[1:] if len(line) < LONGEST_FOOTER), "")
    sheet.set_footer(_printed("&L", source))


def _printed(place: str, text: str) -> str:
    """Text for the edge of a page; Excel reads an ampersand there as a code."""
    safe = text.replace("&", "&&")
    room = LONGEST_FOOTER - len(place)
    return place + (safe if len(safe) <= room else "")


def _method(
    book, data: Data, view: View, words: Texts, parts: list[Part], address: str, day: date
) -> None:
    """Question, date and address; definitions; what to know; and the sources."""
    sheet = book.add_worksheet(words("method.link"))
    title = book.add_format({"bold": True, "font_size": 16})
    heading = book.add_format({"bold": True, "font_size": 13})
    label = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
    wrapped = book.add_format({"valign": "top", "text_wrap": True})
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 90)
    sheet.set_column(2, 4, 30)
    rows = [
        (title, (words("method.title"),)),
        *((label, row) for row in method.about(data, view, words, parts, address, day)),
        (None, ()),
        (heading, (words("method.definitions"),)),
        *((label, row) for row in method.definitions(words)),
        (None, ()),
        (heading, (words("method.caveats"),)),
        *((wrapped, ("", note)) for note in method.caveats(data, words)),
        (None, ()),
        (heading, (words("method.sources"),)),
    ]
    for row, (style, cells) in enumerate(rows):
        for at, text in enumerate(cells):
            sheet.write_string(row, at, text, wrapped if at else style)
    _sources(sheet, len(rows), data, view, words, label, wrapped)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _sources(sheet, first: int, data: Data, view: View, words: Texts, label, wrapped) -> None:
    """A row per source; the title in the wide column, as it is the longest."""
    names = [words(f"method.source.{column}") for column in method.SOURCE_COLUMNS]
    for row, source in enumerate([names, *method.sources(data, view)], first):
        title, publisher, *rest = source
        for at, text in enumerate([publisher, title, *rest]):
            sheet.write_string(row, at, text, label if row == first else wrapped)
