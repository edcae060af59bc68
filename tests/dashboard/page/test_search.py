"""Finding a region, a place or a postcode by what people type."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.address.context import Context
from dashboard.address.query import default_view, read
from dashboard.data import CARIBBEAN, fold
from dashboard.page.components.header import search_results
from dashboard.texts import LANGUAGES
from tests.support.components import of_kind


def first(data, typed: str) -> str:
    return data.find(typed)["code"].iloc[0]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Utrecht", "GM0344"),
        ("utrecht", "GM0344"),
        ("  UTRECHT ", "GM0344"),
        ("amsterd", "GM0363"),
        ("'s-Hertogenbosch", "GM0796"),
        ("s hertogenbosch", "GM0796"),
        ("hertogenbosch", "GM0796"),
        ("’s-gravenhage", "GM0518"),
        ("sudwest", "GM1900"),
        ("Súdwest-Fryslân", "GM1900"),
        ("SÚDWEST FRYSLAN", "GM1900"),
        ("gelderland", "PV25"),
        ("1011", "1011"),
        ("1011 AB", "1011"),
        ("1011ab", "1011"),
        ("nederland", "NL"),
    ],
)
def test_people_find_what_they_mean(data, typed, code):
    assert first(data, typed) == code


@pytest.mark.parametrize("typed", ["", "   ", "?!", "qqqq", "0000", ".*", "[", "\\", "北京"])
def test_what_is_not_there_is_not_found(data, typed):
    assert data.find(typed).empty


def test_signs_of_patterns_are_only_signs(data):
    assert data.find("utr.cht").empty
    assert data.find("ut|am").empty


def test_a_place_that_is_no_municipality_is_found(data):
    found = data.find("Hoogvliet")
    assert found["level"].iloc[0] == "place"
    assert data.level_of(found["code"].iloc[0]) == "postcode"


def test_at_most_a_screenful(data):
    assert len(data.find("a")) == 8
    assert len(data.find("a", limit=3)) == 3


def test_every_municipality_and_postcode_is_found_by_its_own_name(data):
    regions = data.tables.regions
    towns = regions[regions["level"] == "municipality"]
    missed = [row.name for row in towns.sample(60, random_state=1).itertuples(index=False)
              if row.code not in data.find(row.name)["code"].tolist()]  # fmt: skip
    assert missed == []
    homes = data.tables.homes["code"].sample(40, random_state=1)
    assert [code for code in homes if first(data, code) != code] == []


@settings(max_examples=40)
@given(st.text(max_size=200))
def test_anything_can_be_typed(data, typed):
    found = data.find(typed)
    assert len(found) <= 8
    assert all(data.region(code) for code in found["code"])


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


# ---- the list -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_result_leads_to_its_region_and_keeps_the_question(data, language):
    view = default_view(data).but(profiles="PIE", show="share", language=language)
    for typed in (
        "utrecht",
        "1011",
        "achterhoek",
        "nederland",
        "bonaire",
        "groningen",
        "caribisch",
    ):
        found = data.find(typed)
        links = of_kind(search_results(Context(data, view), typed), "Link")
        assert len(links) == len(found)
        for one, code in zip(links, found["code"], strict=True):
            then, ignored = read(one.href.removeprefix("/"), data)
            assert ignored == []
            assert (then.region, then.profiles, then.show) == (code, "PIE", "share")
            assert then.language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_found_says_what_was_typed_and_no_more_of_it(data, language):
    (said,) = search_results(Context(data, default_view(data).but(language=language)), "q" * 500)
    assert "q" * 60 in said.children and "q" * 61 not in said.children


def test_nothing_typed_is_no_list(data):
    assert search_results(Context(data, default_view(data)), "  ") == []


def test_the_caribbean_is_found_by_its_name(data):
    assert CARIBBEAN in data.find("Caribisch")["code"].tolist()
