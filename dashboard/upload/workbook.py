"""A workbook of Excel as the text of a CSV file, so that one reader reads both."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice
from typing import Any
from xml.parsers.expat import ParserCreate
from zipfile import ZIP_STORED, ZipFile

#: Bytes of all its parts unpacked; and how many are unpacked at once.
MOST_UNPACKED, PIECE = 10_000_000, 65_536
#: Letters of one tag, comment or text. Who reads XML piece by piece begins a longer one anew with
#: every piece: 9 MB of comment, 14 kB when packed, took five seconds. A cell has 32,767 letters,
#: each written with six at most.
LONGEST_MARKUP = 262_144
#: Parts that say something of cells; pictures and macros are left packed.
READ = (".xml", ".rels")
#: What stands between cells.
SEPARATOR = ";"


class UnreadableError(ValueError):
    """This is no workbook, or one that cannot be read."""


class TooLargeError(ValueError):
    """Unpacked it is more than is read."""


def text_of_workbook(content: bytes, rows: int, columns: int) -> str:
    """Its first sheet: every row a line and every cell in quotation marks, as Excel shows them but
    for the notation of numbers; of formulas what they last gave.

    rows, columns: how many are looked at. Raises UnreadableError and TooLargeError.
    """
    # Only who sends a workbook waits for it: it takes a tenth of a second and 10 MB.
    from openpyxl import load_workbook

    out = io.StringIO()
    writer = csv.writer(out, delimiter=SEPARATOR, quoting=csv.QUOTE_ALL, lineterminator="\n")
    try:
        book = load_workbook(_unpacked(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # What a sheet says of its own size may be anything.
        sheet.reset_dimensions()
        for cells in islice(sheet.iter_rows(max_col=columns), rows):
            writer.writerow(_filled(cells))
    except TooLargeError:
        raise
    # Of a damaged, locked or other archive the libraries raise whatever they come upon.
    except Exception as error:
        raise UnreadableError(str(error)) from error
    return out.getvalue()


def _unpacked(content: bytes) -> io.BytesIO:
    """The same archive without compression: what it says of its own sizes need not be true.

    Raises TooLargeError, UnreadableError where markup is longer than anybody needs, and ExpatError
    where a part is no XML.
    """
    plain, size = io.BytesIO(), 0
    with ZipFile(io.BytesIO(content)) as packed, ZipFile(plain, "w", ZIP_STORED) as archive:
        for part in packed.infolist():
            if not part.filename.lower().endswith(READ):
                continue
            xml = bytearray()
            with packed.open(part) as source:
                while piece := source.read(PIECE):
                    xml += piece
                    if size + len(xml) > MOST_UNPACKED:
                        raise TooLargeError
            size += len(xml)
            _look_through(bytes(xml))
            archive.writestr(part.filename, xml)
    return plain


def _look_through(xml: bytes) -> None:
    """Read a part in one piece, for what would be slow in many."""

    def look(written: str) -> None:
        if len(written) > LONGEST_MARKUP:
            raise UnreadableError("markup too long")

    def refuse(*_: object) -> None:
        raise UnreadableError("a type of document")

    parser = ParserCreate()
    parser.DefaultHandler, parser.StartDoctypeDeclHandler = look, refuse
    parser.Parse(xml, True)


def _filled(cells: Iterable[Any]) -> list[str]:
    """The texts of a row up to its last filled cell; of an empty one a cell without text, as a line
    without any would be no row."""
    texts = [_shown(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts or [""]


def _shown(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, int | float):
        is_share = "%" in (cell.number_format or "")
        number = value * 100 if is_share else value
        return f"{number:.12g}" + ("%" if is_share else "")
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
