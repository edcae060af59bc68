"""What the page says of a table of regions: in words, in both languages, and with one link."""

import base64
from urllib.parse import parse_qs

import pytest

from dashboard.texts import LANGUAGES

TABLE = "regio;gemeente\nNoord & zo;Groningen\n=HYPERLINK(A1);Assen\n"


def parts(sent) -> list[dict]:
    """Every component that is sent, the outer ones first; a text is one of no kind."""
    if isinstance(sent, list):
        return [one for part in sent for one in parts(part)]
    if isinstance(sent, dict):
        return [sent, *parts(sent["props"].get("children"))]
    return [{"type": "", "text": sent}] if sent else []


def said(sent) -> str:
    return " ".join(part["text"] for part in parts(sent) if not part["type"])


def links(sent) -> list[dict]:
    return [part["props"] for part in parts(sent) if part["type"] == "A"]


@pytest.fixture
def told(call):
    """The parts of the menu, by language."""

    def ask(table: str, search: str = "", name: object = "mijn.csv") -> dict[str, list]:
        content = base64.b64encode(table.encode()).decode()
        sent = {"contents": f"data:text/csv;base64,{content}", "name": name}
        found = call("layout-words.data", {"sent-layout.data": sent, "url.search": search})
        assert found["sent-layout"]["data"] is None
        return found["layout-words"]["data"]

    return ask


def test_a_good_table_gets_one_link_that_changes_the_view_in_sight(told):
    words = told(TABLE)
    assert list(words) == list(LANGUAGES)
    for language in LANGUAGES:
        (link,) = links(words[language])
        changes = parse_qs(link["data-set"], keep_blank_values=True)
        assert changes["indeling"] == ["~Noord & zo~g0014,~=HYPERLINK(A1)~g0106"]
        assert (changes["per"], changes["gebied"], changes["tabel"]) == (["eigen"], [""], [""])
        assert "kaart" not in changes
        assert "Noord & zo (1), =HYPERLINK(A1) (1)" in said(words[language])
    assert "2 regio’s van 2 gemeenten" in said(words["nl"])
    assert "Emmen" in said(words["nl"])  # of Drenthe, in no region


def test_of_work_there_are_no_figures_of_these_regions(told):
    (link,) = links(told(TABLE, "?kaart=werk")["nl"])
    assert parse_qs(link["data-set"], keep_blank_values=True)["kaart"] == [""]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("regio;gemeente\nA;<script>alert(1)</script>\n", "Rij 2: De gemeente ‘<script>alert(1)"),
        ("regio;gemeente\nA;{0.__class__}\n", "‘{0.__class__}’ kennen we niet"),
    ],
)
def test_what_is_wrong_is_text_and_leads_nowhere(told, table, words):
    sent = told(table, name={"not": "a name"})["nl"]
    assert words in said(sent)
    assert links(sent) == []
    assert {part["type"] for part in parts(sent)} <= {"", "P", "Strong", "Ul", "Li"}


def test_what_is_no_file_is_told(call):
    sent = {"contents": "nonsense", "name": "x"}
    found = call("layout-words.data", {"sent-layout.data": sent})
    assert "Kies het nog een keer" in said(found["layout-words"]["data"]["nl"])
    assert call("layout-words.data", {"sent-layout.data": "x"}) == {}
