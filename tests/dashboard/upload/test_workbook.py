"""A workbook of Excel is read as the same table in a CSV file is."""

import io
import tracemalloc
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from dashboard.upload.bounds import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, text_of
from dashboard.upload.facilities import read_facilities
from dashboard.upload.faults import Fault
from dashboard.upload.transition import read_transition
from dashboard.upload.workbook import LONGEST_MARKUP, MOST_UNPACKED

#: The namespace of sheets.
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(*rows: tuple, formats: dict[str, str] | None = None) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    for cell, shown in (formats or {}).items():
        book.active[cell].number_format = shown
    book.create_sheet("later").append(("naam", "soort"))
    book.save(out)
    return out.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def changed(content: bytes, name: str, part: bytes) -> bytes:
    """A workbook with another part."""
    with ZipFile(io.BytesIO(content)) as archive:
        return packed({one: archive.read(one) for one in archive.namelist()} | {name: part})


def test_cells_are_text_as_a_person_writes_them():
    content = workbook(
        ("naam; en", 'de "B"', "<b>"),
        (),
        (1012, 5.1214, 1e15, True),
        (0.65, None, date(2026, 1, 2), "=1+1"),
        formats={"A4": "0%"},
    )
    assert text_of(content, "Regio's.XLSX").splitlines() == [
        '"naam; en";"de ""B""";"<b>"',
        '""',
        '"1012";"5.1214";"1e+15";"True"',
        # A formula is what it last gave: this one was never worked out.
        '"65%";"";"2026-01-02T00:00:00"',
    ]


def test_the_same_rows_are_read_as_from_a_csv(data):
    rows = [("naam", "soort", "lengtegraad", "breedtegraad"), ("Lab", "techlab", 5.1214, 52.0907)]
    lines = "\n".join(";".join(map(str, row)) for row in rows).encode()
    of_csv, of_excel = (read_facilities(one, "", data) for one in (lines, workbook(*rows)))
    assert of_excel.rows.to_dict("records") == of_csv.rows.to_dict("records")
    assert of_excel.rows["lon"].tolist() == [5.1214]
    figures = [("profiel", "schooljaar", "doorstroom_percentage"), ("hard", "2023-2024", 0.65)]
    upload = read_transition(workbook(*figures, formats={"C2": "0.0%"}), "", data)
    assert upload.rows["share"].tolist() == [65]


def test_no_more_is_read_than_of_a_csv(data):
    rows = [("naam", "postcode"), *((f"n{row}", 3511) for row in range(MOST_ROWS + 1))]
    upload = read_facilities(workbook(*rows), "", data)
    assert len(upload.rows) == MOST_ROWS
    assert upload.faults[0].key == "upload.rows"
    wide = workbook(("naam", "postcode", *(f"k{column}" for column in range(MOST_COLUMNS))))
    assert read_facilities(wide, "", data).faults[0].key == "upload.columns"


@pytest.mark.parametrize(
    "content",
    [
        packed({"naam.csv": b"naam;postcode"}),
        packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
        workbook(("naam",))[:-40],
        changed(workbook(("naam",)), "xl/workbook.xml", b"<workbook"),
        changed(workbook(("naam",)), "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>"),
    ],
    ids=["zip", "ods", "cut off", "no workbook", "no sheet"],
)
def test_what_is_no_workbook_says_what_to_do(content):
    assert text_of(content, "x.xlsx") == Fault(None, "upload.excel")


def test_an_empty_workbook_is_empty():
    assert text_of(workbook(), "x.xlsx") == Fault(None, "upload.empty")


LINES = b"<a>" + (b"x" * 999 + b"\n") * (MOST_UNPACKED // 4000) + b"</a>"
BOMBS = {
    "a part": {"xl/sharedStrings.xml": bytes(8 * MOST_UNPACKED)},
    "many parts": {f"{number}.xml": LINES for number in range(40)},
}


def test_ten_megabytes_are_unpacked_and_no_more():
    filling = b"<a>" + (b"x" * 999 + b"\n") * 9_900 + b"</a>"
    book = workbook(("naam",))
    assert text_of(changed(book, "xl/filling.xml", filling), "x.xlsx").strip() == '"naam"'
    fault = text_of(changed(book, "xl/filling.xml", 2 * filling), "x.xlsx")
    assert fault == Fault(None, "upload.unpacked", {"limit": 10})


@pytest.mark.slow
@pytest.mark.parametrize("parts", BOMBS.values(), ids=BOMBS)
def test_what_unpacks_to_much_is_left_packed(parts):
    content = packed(parts)
    assert len(content) < MOST_BYTES
    tracemalloc.start()
    fault = text_of(content, "x.xlsx")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert fault == Fault(None, "upload.unpacked", {"limit": MOST_UNPACKED // 1_000_000})
    assert peak < 4 * MOST_UNPACKED


def test_an_archive_that_lies_about_its_sizes_is_not_believed():
    content = bytearray(changed(workbook(("naam",)), "docProps/app.xml", bytes(30_000_000)))
    true, small = (size.to_bytes(4, "little") for size in (30_000_000, 10))
    assert content.count(true) == 2
    tracemalloc.start()
    fault = text_of(bytes(content.replace(true, small)), "x.xlsx")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert fault == Fault(None, "upload.excel")
    assert peak < 2 * MOST_UNPACKED


LONG = 100 * LONGEST_MARKUP // 10
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData>{{}}</sheetData></worksheet>'
ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'


@pytest.mark.parametrize(
    "sheet",
    [
        f"<!--{'p>' * (LONG // 2)}-->{SHEET.format(ROW.format('naam'))}",
        f"<!--{'p' * LONG}",
        f"<?odd {'p' * LONG}?>{SHEET.format(ROW.format('naam'))}",
        f"<?xml version='1.0'{' ' * LONG}?>{SHEET.format(ROW.format('naam'))}",
        SHEET.format(f"<row {' ' * LONG}r='1'/>"),
        SHEET.format(f"<row r='1' spans='{'>' * LONG}'/>"),
        SHEET.format(ROW.format(f"&{'a' * LONG};")),
    ],
    ids=["comment", "no end", "instruction", "declaration", "blanks", "attribute", "entity"],
)
def test_markup_that_is_slow_to_read_in_pieces_is_refused_before(sheet, monkeypatch):
    monkeypatch.setattr("openpyxl.load_workbook", None)
    content = changed(workbook(("naam",)), "xl/worksheets/sheet1.xml", sheet.encode())
    assert len(content) < 40_000
    assert text_of(content, "x.xlsx") == Fault(None, "upload.excel")


def test_the_longest_text_of_a_cell_is_read():
    assert text_of(workbook(("&" * 32_767,)), "x.xlsx").strip() == f'"{"&" * 32_767}"'


def test_entities_are_not_unfolded():
    letters = "abcdefg"
    entities = [f'<!ENTITY {letters[at]} "{f"&{letters[at - 1]};" * 60}">' for at in range(1, 7)]
    cell = '<c r="A1" t="inlineStr"><is><t>&g;</t></is></c>'
    sheet = f"<sheetData><row r='1'>{cell}</row></sheetData>"
    types = f'<!DOCTYPE x [<!ENTITY a "{"a" * 60}">{"".join(entities)}]>'
    part = f'{types}<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
    content = changed(workbook(("naam",)), "xl/worksheets/sheet1.xml", part.encode())
    assert text_of(content, "x.xlsx") == Fault(None, "upload.excel")
