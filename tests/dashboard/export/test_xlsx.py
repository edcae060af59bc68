"""The workbook: opened by other programs, with the figures of the screen."""

import csv
import io
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.address.context import Context
from dashboard.address.query import default_view
from dashboard.address.view import View
from dashboard.data import CARIBBEAN, LEVELS, Data
from dashboard.export import tables as parts
from dashboard.export import xlsx
from dashboard.export.method import sources
from dashboard.figures import labour_table as labour_table_figures
from dashboard.figures.table import as_shown, in_unit, rows
from dashboard.formatting import percentage, today
from dashboard.texts import LANGUAGES, texts_in
from dashboard.web import jobs
from dashboard.web.pools import Pool
from dashboard.web.workers import workbook
from dashboard.words.question import question
from dashboard.words.sources import DEFINITIONS
from tests.support.kinds import SHOWS
from tests.support.shipped import NEWEST

ADDRESS = "https://techniek.example/?gebied=PV20"
DAY = date(2026, 3, 9)
SOFFICE = shutil.which("soffice")


def made(data: Data, view: View) -> bytes:
    """The file as the worker writes it, without a process of its own."""
    job = xlsx.workbook(Context(data, view), ADDRESS, DAY)
    return workbook.workbook(json.loads(json.dumps(job, allow_nan=False)))


def opened(content: bytes) -> openpyxl.Workbook:
    """As a second program reads it."""
    return openpyxl.load_workbook(io.BytesIO(content))


def frame_of(sheet) -> pd.DataFrame:
    heading, *body = sheet.iter_rows(values_only=True)
    return pd.DataFrame(body, columns=list(heading))


def book_of(data: Data, **changes) -> openpyxl.Workbook:
    return opened(made(data, default_view(data).but(**changes)))


def text_of(sheet) -> str:
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)


@pytest.fixture(scope="module")
def book(data):
    return book_of(data, picked_level="municipality", region="PV28", show="share")


# ---- the figures --------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("show", SHOWS)
def test_the_sheet_has_the_figures_of_the_table_in_the_same_order(data, show, level):
    view = default_view(data).but(show=show, picked_level=level, region="PV24", profiles="PIE")
    shown = rows(data, view)
    saved = frame_of(opened(made(data, view)).worksheets[0])
    words = texts_in("nl")
    assert saved["Code"].tolist() == shown["code"].tolist()
    for column in view.columns[1:]:
        heading = f"heading.{column}" if words.has(f"heading.{column}") else f"column.{column}"
        there = saved[words(heading)].astype(float)
        there = there * 100 if column == "share" else there
        pd.testing.assert_series_equal(
            there, shown[column], check_names=False, check_dtype=False, rtol=0, atol=5.1e-5
        )


@pytest.mark.parametrize("show", ["work", "two_way"])
def test_the_labour_views_have_the_figures_of_their_table(data, show):
    view = default_view(data).but(show=show)
    saved = frame_of(opened(made(data, view)).worksheets[0])
    shown = labour_table_figures.rows(data, view)
    assert saved["Code"].tolist() == shown["code"].tolist()
    assert shown["low"].notna().sum() > 30
    pd.testing.assert_series_equal(
        saved["Waarde (laagst)"].astype(float), shown["low"], check_names=False, atol=1e-6
    )


@pytest.mark.slow
def test_what_is_not_known_is_an_empty_cell(data):
    saved = frame_of(book_of(data, picked_level="sto").worksheets[0]).set_index("Code")
    # Level and name are known.
    assert saved.loc[CARIBBEAN].iloc[2:].isna().all()


def test_a_region_off_the_map_is_a_sheet_without_rows(data):
    book = book_of(data, region=CARIBBEAN)
    assert book.worksheets[0].max_row == 1 and not book.worksheets[0].tables


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "sheets"),
    [
        ({}, ["Cijfers", "Afstand", "Enig aanbod"]),
        ({"region": "4501"}, ["Cijfers", "Postcode"]),
        ({"site": "13OR01"}, ["Cijfers", "Vestiging"]),
        ({"show": "two_way"}, ["Cijfers"]),
        ({"region": CARIBBEAN}, ["Cijfers"]),
    ],
)
def test_what_the_panel_shows_has_a_sheet_each(data, changes, sheets):
    view = default_view(data).but(picked_level="province", **changes)
    book = opened(made(data, view))
    assert book.sheetnames == [*sheets, "Verantwoording"]
    for sheet, part in zip(book, parts.opened(Context(data, view)), strict=False):
        assert sheet.max_row == len(part.frame) + 1


@pytest.mark.parametrize(("measure", "column"), [("straight", "p90_km"), ("minutes", "p90_min")])
def test_nine_in_ten_live_within_a_limit_where_they_do_on_the_screen(data, measure, column):
    view = default_view(data).but(picked_level="municipality", measure=measure)
    heading, *written = opened(made(data, view)).worksheets[0].rows
    at = next(place for place, cell in enumerate(heading) if "9 van de 10" in cell.value)
    assert {row[at].number_format for row in written} == {"#,##0.00"}
    on_screen = as_shown(in_unit(rows(data, view), view)[column], column)
    for row, said in zip(written, on_screen, strict=True):
        assert (round(row[at].value, 2) <= view.threshold) == (said <= view.threshold)


# ---- what Excel makes of it ---------------------------------------------------------------------


def test_the_rows_are_a_table_with_filters_and_a_heading_that_stays(book):
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "A2"
    table = sheet.tables["Cijfers"]
    assert table.ref == sheet.dimensions == table.autoFilter.ref
    assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[1]]


def test_numbers_are_numbers_and_codes_are_text(data, book):
    heading, first, *_ = book.worksheets[0].rows
    cells = {name.value: cell for name, cell in zip(heading, first, strict=True)}
    assert (cells["Code"].data_type, cells["Dekking"].data_type) == ("s", "n")
    assert cells["Dekking"].number_format == "0.0%" and 0 <= cells["Dekking"].value <= 1
    assert cells["Jongeren 12–16 jaar"].number_format == "#,##0"
    assert cells["Gemiddelde afstand (km)"].number_format == "#,##0.0"
    homes = book_of(data, picked_level="postcode", region="GM0855").worksheets[0]
    assert {(cell.data_type, len(cell.value)) for cell in homes["B"][1:]} == {("s", 4)}


def test_columns_are_as_wide_as_their_headings(book):
    for sheet in book.worksheets[:-1]:
        for heading in sheet[1]:
            width = sheet.column_dimensions[heading.column_letter].width
            assert width >= len(heading.value), heading.value


def test_the_printed_page_says_question_and_source(data, book):
    sheet = book.worksheets[0]
    assert "Hoeveel jongeren" in sheet.oddHeader.left.text
    assert "DUO" in sheet.oddFooter.left.text
    assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$1:$1"


def test_an_ampersand_is_no_code_of_a_printed_page(data):
    content = made(data, default_view(data).but(profiles="MT", picked_level="province"))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        first = packed.read("xl/worksheets/sheet1.xml").decode()
    header = first.partition("<oddHeader>")[2].partition("</oddHeader>")[0]
    assert header.replace("&amp;", "&").replace("&&", "").count("&") == 1, "only &L"


@settings(max_examples=30)
@given(st.text(max_size=400))
def test_the_edge_of_a_page_holds_what_fits(text):
    printed = workbook.edge(text)
    assert len(printed) <= 255
    assert printed == "" or printed[2:].replace("&&", "&") == text


# ---- nothing that a spreadsheet would run -------------------------------------------------------

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|'/c calc'!A1", "https://x.y", "{=1}", "1"]


def hostile(data: Data) -> Data:
    """The shipped tables with names that a spreadsheet would like to run."""
    regions = data.tables.regions.copy()
    first = regions.index[regions["level"] == "province"][: len(HOSTILE)]
    regions.loc[first, "name"] = HOSTILE[: len(first)]
    return Data(replace(data.tables, regions=regions), data.stars)


@pytest.mark.slow
def test_text_is_never_a_formula_a_link_or_a_number(data):
    sheet = opened(made(hostile(data), default_view(data).but(picked_level="province"))).worksheets[
        0
    ]
    found = {cell.value: cell for cell in sheet["C"]}
    for name in HOSTILE:
        assert found[name].data_type == "s" and found[name].hyperlink is None, name


def test_no_cell_of_any_sheet_is_a_formula(book):
    for sheet in book:
        assert {cell.data_type for row in sheet for cell in row} <= {"s", "n"}, sheet.title


# ---- method and sources -------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_sheet_says_what_was_asked_when_and_where(data, language):
    view = default_view(data).but(language=language, region="PV20", show="share")
    sheet, words = opened(made(data, view)).worksheets[-1], texts_in(language)
    assert sheet.title == {"nl": "Verantwoording", "en": "Method and sources"}[language]
    said = {row[0]: row[1] for row in sheet.iter_rows(values_only=True, max_row=8)}
    assert said[words("file.question")] == question(view, words)
    assert said[words("file.region")] == "Groningen (PV20)"
    assert said[words("file.day")] == "2026-03-09"
    assert said[words("file.version")] == data.manifest["version"]
    assert said[words("file.address")] == ADDRESS
    whole = text_of(sheet)
    for key in DEFINITIONS:
        assert words(f"method.{key}.term") in whole
    for note in data.manifest["notes"]:
        assert note[language] in whole
    for source in sources(data, view, words):
        assert all(text in whole for text in source)


def test_wrapped_text_has_room(data):
    """Checked without the program: the words of a line, and the lines of its row."""
    sheet = book_of(data, picked_level="province").worksheets[-1]
    long = [row for row in sheet.iter_rows() if row[1].value and len(row[1].value) > 180]
    assert len(long) > 5
    for row in long:
        width = sheet.column_dimensions["B"].width
        lines = sheet.row_dimensions[row[1].row].height / workbook.LINE
        assert lines * width >= len(row[1].value)


def ids(data: Data, **changes) -> set[str]:
    """Sources of a view by their id in the manifest."""
    named = {source["title"]: source["id"] for source in data.manifest["sources"]}
    return {
        named[source[0]]
        for source in sources(data, default_view(data).but(**changes), texts_in("nl"))
    }


def test_the_sources_are_those_of_the_view(data):
    plain = ids(data, show="share")
    assert {f"duo-examens-{NEWEST}", "duo-vestigingen", "cbs-pc4-2021"} <= plain
    assert "cbs-70072ned-2025" not in plain and "cbs-70072ned-2025" in ids(data, population=2025)
    assert "fietsknooppunten" not in plain and "fietsknooppunten" in ids(data, measure="cycle")
    assert "sto-regions" not in plain and "sto-regions" in ids(data, picked_level="sto")
    older = ids(data, year="2018-2019")
    assert older ^ plain == {"duo-examens-2018-2019", f"duo-examens-{NEWEST}"}


def test_a_published_figure_rests_on_its_own_sources_alone(data):
    published = ids(data, show="work", figure="technical_jobs_share")
    assert "cbs-83582ned-banen" in published and f"duo-examens-{NEWEST}" not in published
    both = ids(data, show="two_way", figure="technical_jobs_share")
    assert {"cbs-83582ned-banen", f"duo-examens-{NEWEST}"} <= both
    computed = ids(data, show="work", figure="candidates_per_1000_jobs")
    assert {"cbs-83582ned-banen", f"duo-examens-{NEWEST}"} <= computed


# ---- the answer of the server -------------------------------------------------------------------


def test_the_answer_is_a_workbook_to_save(client):
    answer = client.get("/download.xlsx?gebied=PV28&per=gemeente&kaart=dekking")
    assert answer.status_code == 200 and answer.mimetype == xlsx.MIMETYPE
    question = f"dekking_hard_bb-kb_10km-hemelsbreed_{NEWEST}"
    name = f"techniek-dichtbij_provincie-zuid-holland_{question}_{today()}.xlsx"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    address = opened(answer.data).worksheets[-1]["B7"].value
    # With the exams, which are others when there are newer ones.
    query = f"gebied=PV28&jaar={NEWEST}&kaart=dekking&per=gemeente"
    assert address == f"http://localhost/?{query}"


@pytest.mark.parametrize(
    "search",
    ["gebied=%22%0d%0aSet-Cookie:%20a=b", "%ff%fe=%ff", "sorteer=" + "x" * 5_000, "per=%00"],
)
def test_an_address_that_cannot_be_read_is_refused(client, search):
    answer = client.get(f"/download.xlsx?{search}&kaart=dekking&per=provincie")
    assert answer.status_code == 400 and answer.mimetype == "text/plain"


def test_who_comes_while_too_many_are_made_is_asked_to_wait(client, monkeypatch):
    monkeypatch.setattr(xlsx, "SHEETS", Pool(places=0, turns=1))
    answer = client.get("/download.xlsx?per=provincie")
    assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0


def test_a_worker_that_fails_is_no_error_page(client, monkeypatch):
    def fail(*_, **__):
        raise jobs.FailedError("out of memory")

    monkeypatch.setattr(jobs, "run", fail)
    answer = client.get("/download.xlsx?per=provincie")
    assert answer.status_code == 503 and "out of memory" not in answer.text


@pytest.mark.parametrize(
    "path",
    ["/download.xls", "/download-x.csv", "/kaart.webp", "/dia.ppt", "/portret.odp"],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_format_that_we_do_not_have_is_not_found(client, path, language):
    answer = client.get(f"{path}?gebied=PV29&taal={language}")
    assert answer.status_code == 404 and answer.mimetype == "text/html"
    assert texts_in(language)("missing.files") in answer.text
    unread = client.get(f"{path}?taal={'x' * 5000}")
    assert unread.status_code == 404 and texts_in("nl")("missing.files") in unread.text


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_it_with_the_same_figures(data, tmp_path):
    view = default_view(data).but(picked_level="province", show="share")
    (tmp_path / "view.xlsx").write_bytes(made(hostile(data), view))
    ask = [SOFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    ask += ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false"]
    subprocess.run([*ask, "view.xlsx"], cwd=tmp_path, check=True, timeout=120, capture_output=True)
    with open(tmp_path / "view.csv", encoding="utf-8", newline="") as file:
        heading, *body = csv.reader(file)
    shown = rows(hostile(data), view)
    assert [line[1] for line in body] == shown["code"].tolist()
    assert [line[2] for line in body] == shown["name"].tolist()
    said = [line[heading.index("dekking")] for line in body]
    assert said == [percentage(share, "en") for share in shown["share"]], "as the screen says it"
