"""A workbook from a job: JSON on standard input, an Excel file on standard output.

Runs on its own, so that what it needs of memory is gone when it is done. The job::

    {"title", "comments", "company", "sheets": [sheet, …]}

A sheet has a ``name`` and a ``kind``:

``table``  ``columns``: [{"heading", "width", "format", "values"}] with values all text, or all
           numbers where there is a ``format`` (null: not known); ``header`` and ``footer`` of the
           printed page
``text``   ``rows``: [[style, [cells]]] with the style of the first cell (``heads``: of all);
           ``widths``
"""

import io
import json
import sys
import textwrap

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

#: What the header or footer of a printed page may hold.
LONGEST_EDGE = 255
A4 = 9
#: Height of a line, in points.
LINE = 15
STYLES = {
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_size": 13},
    "label": {"bold": True, "valign": "top", "text_wrap": True},
    "heads": {"bold": True, "valign": "top"},
    # Its own colours: not every program knows those of Excel's styles of tables.
    "columns": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#08519C"},
    "text": {"valign": "top", "text_wrap": True},
}


def workbook(job: dict) -> bytes:
    """The file."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({key: job[key] for key in ("title", "comments", "company")})
        styles = {name: book.add_format(style) for name, style in STYLES.items()}
        for sheet in job["sheets"]:
            write = {"table": _table, "text": _text}[sheet["kind"]]
            write(book, book.add_worksheet(sheet["name"]), sheet, styles)
    return out.getvalue()


def _table(book, sheet, job: dict, styles: dict) -> None:
    """A table from the first cell on, with filters; the heading stays in sight."""
    columns = job["columns"]
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column["heading"], styles["columns"])
        if column["format"]:
            style = book.add_format({"num_format": column["format"]})
            sheet.set_column(at, at, column["width"], style)
            for row, value in enumerate(column["values"], 1):
                # What is not known is an empty cell, never a zero.
                if value is not None:
                    sheet.write_number(row, at, value)
        else:
            sheet.set_column(at, at, column["width"])
            for row, value in enumerate(column["values"], 1):
                sheet.write_string(row, at, value)
    if columns[0]["values"]:
        last = len(columns[0]["values"]), len(columns) - 1
        headings = [
            {"header": column["heading"], "header_format": styles["columns"]} for column in columns
        ]
        name = {"name": job["name"].replace(" ", "_"), "style": "Table Style Light 9"}
        sheet.add_table(0, 0, *last, {"columns": headings, **name})
        # Postcodes and codes of sites are text, whatever they look like.
        sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(*last)}"})
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(edge(job["header"]))
    sheet.set_footer(edge(job["footer"]))
    _on_paper(sheet)


def _text(book, sheet, job: dict, styles: dict) -> None:
    for at, width in enumerate(job["widths"]):
        sheet.set_column(at, at, width)
    for row, (style, cells) in enumerate(job["rows"]):
        lines = [lines_of(text, width) for text, width in zip(cells, job["widths"], strict=False)]
        if max(lines, default=1) > 1:
            # Not every program makes room for wrapped text by itself.
            sheet.set_row(row, LINE * max(lines))
        for at, text in enumerate(cells):
            own = style if at == 0 or style == "heads" else "text"
            sheet.write_string(row, at, text, styles[own])
    _on_paper(sheet)


def lines_of(text: str, width: int) -> int:
    """Lines that a text takes in a column of so many characters, its words kept whole."""
    return len(textwrap.wrap(text, width)) or 1


def _on_paper(sheet) -> None:
    """Lying, as wide as the page."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def edge(text: str) -> str:
    """Text for the left of a header or footer, where an ampersand is a code; "" when too long."""
    safe = "&L" + text.replace("&", "&&")
    return safe if len(safe) <= LONGEST_EDGE else ""


if __name__ == "__main__":
    sys.stdout.buffer.write(workbook(json.loads(sys.stdin.buffer.read())))
