"""A user's own figures of transition on a portrait: shown once, escaped, and kept nowhere."""

import io
import zipfile

import pytest

from dashboard.texts import texts_in
from dashboard.upload.bounds import MOST_BYTES
from tests.support.portrait_page import Page

HERE = "/regio/gemeente/GM0855"
HEADER = "gebied;profiel;schooljaar;leerlingen;doorstroom_percentage;doorgestroomd;bron"


def posted(client, content: bytes | str, query: str = "", name: str = "eigen.csv") -> Page:
    """The page that answers an upload; every upload gets a page."""
    content = content if isinstance(content, bytes) else content.encode()
    answer = client.post(HERE + query, data={"doorstroom": (io.BytesIO(content), name)})
    assert answer.status_code == 200
    return Page(answer.get_data(as_text=True))


def own_rows(page: Page) -> list[list[str]]:
    """Rows of the user's own table; none where there is no table."""
    return page.table("doorstroom") if page.section("doorstroom").all("table") else []


def test_a_filled_template_is_shown(client):
    template = client.get("/sjabloon-doorstroom.csv").get_data(as_text=True)
    mark = ";" if ";" in template.splitlines()[-1] else ","
    rows = [
        mark.join(("Tilburg", "PIE", "2023-2024", "1234", '"65,5"', "", "eigen telling")),
        mark.join(("", "hard", "2022-2023", "200", "", "150", "school")),
    ]
    page = posted(client, template.rstrip("\r\n") + "\r\n" + "\r\n".join(rows) + "\r\n")
    words = texts_in("nl")
    assert own_rows(page)[1:] == [
        ["Tilburg", words("profiles.PIE"), "2023–24", "1.234", "65,5%", "eigen telling"],
        ["Tilburg", words("profiles.hard"), "2022–23", "200", "75,0%", "school"],
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_wrong_is_said_beside_the_good_rows(client, language):
    page = posted(
        client,
        f"{HEADER}\n;PIE;2023-2024;10;65;;x\n;zorg;2023-2024;10;65;;x\n",
        f"?taal={language}",
    )
    assert len(own_rows(page)) == 2
    words = texts_in(language)
    wrong = words("upload.row", row=3, what=words("upload.profile", value="zorg"))
    assert wrong in page.section("doorstroom").text


def workbook() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return made.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "name", "key", "values"),
    [
        (b"", "eigen.csv", "upload.empty", {}),
        (b" \r\n ", "eigen.csv", "upload.empty", {}),
        (workbook(), "eigen.xlsx", "upload.excel", {}),
        (workbook(), "eigen.csv", "upload.excel", {}),
        (b"\x00\x01\x02" * 50, "eigen.csv", "upload.not_text", {}),
        (b"x" * (MOST_BYTES + 1), "eigen.csv", "upload.size", {"limit": 1}),
        (b"x" * (3 * MOST_BYTES), "eigen.csv", "upload.size", {"limit": 1}),
    ],
    ids=["empty", "blank", "xlsx", "disguised", "binary", "large", "larger"],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_file_that_cannot_be_read_gets_a_sentence(client, content, name, key, values, language):
    page = posted(client, content, f"?taal={language}", name)
    assert own_rows(page) == []
    assert texts_in(language)(key, **values) in page.section("doorstroom").text


@pytest.mark.slow
@pytest.mark.parametrize("content", ["zomaar wat tekst", "a;b\n1;2\n", '{"type": 1}', '"'])
def test_a_table_of_something_else_gets_a_sentence(client, content):
    page = posted(client, content)
    assert own_rows(page) == []
    assert page.section("doorstroom").all("ul", kind="faults")[0].all("li")


@pytest.mark.slow
def test_a_form_without_a_file_gets_a_sentence(client):
    for form in ({}, {"doorstroom": "tekst"}, {"iets": (io.BytesIO(b"x"), "x.csv")}):
        answer = client.post(HERE, data=form, content_type="multipart/form-data")
        assert answer.status_code == 200
        assert texts_in("nl")("upload.empty") in Page(answer.get_data(as_text=True)).root.text


@pytest.mark.slow
@pytest.mark.parametrize(
    "cell", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "{{7*7}}", "{count}"]
)
def test_hostile_cells_are_only_text(client, cell):
    quoted = cell.replace('"', '""')
    page = posted(
        client,
        f'{HEADER}\n;PIE;2023-2024;10;65;;"{quoted}"\n"{quoted}";PIE;2022-2023;10;65;;x\n',
    )
    assert own_rows(page)[1][-1] == cell
    assert "<script>" not in page.html
    assert "<img" not in page.html


def test_a_formula_is_only_text(client):
    page = posted(client, f"{HEADER}\n;PIE;2023-2024;10;65;;=1+1\n")
    assert own_rows(page)[1][-1] == "=1+1"


@pytest.mark.slow
def test_nothing_is_kept(client, app):
    mark = "alleen-van-mij-4711"
    content = f"{HEADER}\n;PIE;2023-2024;10;65;;{mark}\n"
    assert mark in posted(client, content).html
    assert mark not in client.get(HERE).get_data(as_text=True)
    assert mark not in app.server.test_client().get(HERE).get_data(as_text=True)
    assert mark not in posted(app.server.test_client(), HEADER).html


def test_the_answer_to_an_upload_is_stored_nowhere(client):
    content = io.BytesIO(f"{HEADER}\n;PIE;2023-2024;10;65;;x\n".encode())
    answer = client.post(HERE, data={"doorstroom": (content, "eigen.csv")})
    assert "Set-Cookie" not in answer.headers
    assert "public" not in answer.headers.get("Cache-Control", "")
