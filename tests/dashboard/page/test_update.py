"""One answer for each change of the address: all that differs, and nothing else."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.address.paths import SITES
from dashboard.address.query import link, read
from dashboard.messages import site_list
from dashboard.messages.update import Update
from dashboard.page.parts import PARTS
from dashboard.page.update import KEYED, WHOLE, _screen
from tests.support.links import resolved
from tests.support.markup import Markup
from tests.support.views import views

SEARCHES = [
    "",
    "?gebied=GM0855",
    "?gebied=PV28&kaart=enig",
    "?profiel=pie&per=provincie",
    "?kaart=werk",
    "?kaart=tweeweg&per=provincie",
    "?tabel=open&per=sto",
    "?maat=minuten&minuten=45",
    "?weergave=scherm&gebied=PV26",
    "?gebied=4501&voorzieningen=aan",
    "?taal=en&gebied=sto-bes",
    "?onzin=1",
]
MADE_UP = ["x", ".", "." * 5_000, "0" * 5_000, "é", "'; DROP TABLE", "ffffffff." * 29]


@pytest.mark.slow
@pytest.mark.parametrize("search", SEARCHES)
def test_who_shows_it_already_is_told_nothing(update, search):
    first = update(search)
    assert set(first["parts"]) == {"notice", *PARTS}
    assert set(first["messages"]) == {*WHOLE, *KEYED}
    again = update(search, first["marks"])
    assert again == first | {"parts": {}, "messages": {}}


@pytest.mark.slow
def test_a_page_that_is_open_while_new_tables_come_is_told_all_that_is_of_tables(
    update, data, monkeypatch
):
    first = update("?profiel=mt")
    monkeypatch.setitem(vars(data), "version", "other")
    _screen.cache_clear()
    later = update("?profiel=mt", first["marks"])
    _screen.cache_clear()
    assert {*later["messages"]} == {*KEYED}


@pytest.fixture(scope="module")
def unmarked(update) -> Update:
    """What is told to who shows nothing yet."""
    return update("?profiel=pie")


@pytest.mark.slow
@pytest.mark.parametrize("marks", MADE_UP, ids=range(len(MADE_UP)))
def test_marks_that_somebody_made_up_are_those_of_nobody(update, unmarked, marks):
    assert update("?profiel=pie", marks) == unmarked


@pytest.mark.slow
@pytest.mark.parametrize("search", ["?gebied=GM0855&tabel=open", "?kaart=werk&taal=en"])
def test_each_mark_is_of_one_part_or_message(update, search):
    whole = update(search)
    marks = whole["marks"].split(".")
    names = ["notice", *PARTS, *WHOLE, *KEYED]
    assert len(marks) == len(names)
    for at, name in enumerate(names):
        told = update(search, ".".join([*marks[:at], "0", *marks[at + 1 :]]))
        assert [*told["parts"], *told["messages"]] == [name]
        kind = "parts" if name in whole["parts"] else "messages"
        assert told[kind][name] == whole[kind][name]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("measure", "limit"),
    [("hemelsbreed", "afstand=7"), ("fiets", "afstand=7"), ("minuten", "minuten=45")],
)
def test_another_limit_leaves_every_menu_by_each_measure(update, measure, limit):
    before = update(f"?maat={measure}")
    told = update(f"?maat={measure}&{limit}", before["marks"])
    assert "answer" in told["parts"]
    assert not [name for name in told["parts"] if name.startswith("menu-")]


@pytest.mark.slow
def test_only_what_differs_is_told(update):
    before = update("?profiel=pie&gebied=PV28")
    other_limit = update("?profiel=pie&gebied=PV28&afstand=7", before["marks"])
    menus = {name for name in PARTS if name.startswith(("menu-", "pick-"))} | {"views", "inset"}
    assert not menus & set(other_limit["parts"])
    assert "answer" in other_limit["parts"]
    assert set(other_limit["messages"]) == {"areas", "axes"}
    other_profile = update("?profiel=bwi&gebied=PV28", before["marks"])
    assert {"axes", "curve"} & set(other_profile["messages"]) == {"curve"}
    assert {"pick-profiles", "menu-profiles", "answer"} <= set(other_profile["parts"])
    assert not {"breadcrumb", "menu-year", "pick-year", "inset"} & set(other_profile["parts"])


def test_an_unreadable_part_of_the_address_is_named(update, data):
    told = update("?onzin=1&profiel=pie")
    assert "onzin" in told["parts"]["notice"]
    assert told["query"] == "?profiel=pie"
    assert update("?profiel=pie")["parts"]["notice"] == ""
    assert read(told["query"], data)[1] == []


def test_sites_are_those_of_the_list_of_the_same_tables(client, update, data):
    """A page that was opened before the tables were renewed fetches the new list."""
    address = update("")["messages"]["sites"]["listedAt"]
    answer = client.get(address)
    assert answer.json == json.loads(json.dumps(site_list.site_list(data)))
    assert "immutable" in answer.headers["Cache-Control"]
    assert client.get(f"{SITES}?v=00000000").status_code == 404
    assert "Cache-Control" not in client.get(SITES).headers


def test_nobody_keeps_what_only_one_browser_was_told(client):
    assert client.get("/scherm.json").headers["Cache-Control"] == "no-store"
    assert client.post("/scherm.json").status_code == 405


def assert_as_fresh(update, searches: list[str]) -> None:
    """A browser that takes over one answer after the other shows after each what a fresh visit of
    its address shows."""
    parts: dict[str, str] = {}
    messages: dict = {}
    marks = ""
    for search in searches:
        told = update(search, marks)
        parts |= told["parts"]
        messages |= told["messages"]
        # The first answer is that of a fresh visit itself.
        fresh = update(search) if marks else told
        marks = told["marks"]
        assert (messages, marks) == (fresh["messages"], fresh["marks"])
        assert parts.keys() == fresh["parts"].keys()
        for name, markup in fresh["parts"].items():
            # What was written for an earlier view leads to where it leads from this one.
            assert resolved(parts[name], fresh["query"]) == Markup(markup).steps, name


@pytest.mark.slow
@settings(max_examples=6)
@given(st.lists(st.sampled_from(SEARCHES), min_size=3, max_size=6))
def test_whatever_was_shown_before_the_last_answer_is_what_stands_there(update, searches):
    assert_as_fresh(update, searches)


@pytest.mark.slow
@settings(max_examples=6)
@given(drawn=st.data())
def test_views_in_any_order_end_as_a_fresh_answer(update, data, drawn):
    shown = drawn.draw(st.lists(views(data), min_size=4, max_size=6))
    assert_as_fresh(update, [link(view, data).removeprefix("/") for view in shown])


CHOICES = (
    {"threshold_km": 7},
    {"measure": "minutes"},
    {"minutes": 45},
    {"speed": 20},
    {"profiles": "PIE"},
    {"population": 2025},
    {"region": "GM0855"},
    {"show": "work"},
    {"table": True},
    {"facilities": True},
    {"sites": False},
    {"screen": True},
)


@pytest.mark.slow
@settings(max_examples=10)
@given(drawn=st.data())
def test_one_choice_after_the_other_ends_as_a_fresh_answer(update, data, drawn):
    """Views that differ in little: what was kept is kept no longer than it holds."""
    shown = [drawn.draw(views(data))]
    for choice in drawn.draw(st.lists(st.sampled_from(CHOICES), min_size=3, max_size=6)):
        shown.append(shown[-1].but(**choice))
    assert_as_fresh(update, [link(view, data).removeprefix("/") for view in shown])


@pytest.mark.slow
@settings(max_examples=30)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=400))
def test_no_marks_break_an_answer(update, unmarked, marks):
    assert update("?profiel=pie", marks) == unmarked
