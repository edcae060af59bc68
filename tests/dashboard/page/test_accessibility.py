"""The accessibility statement: what the Dutch model asks, in both languages, without a script."""

from pathlib import Path

import axe_playwright_python
import pytest

from dashboard import create_app
from dashboard.page.accessibility import AXE, BARRIERS, STATED, TESTS
from dashboard.page.accessibility import page as statement
from dashboard.settings import Settings
from dashboard.texts import LANGUAGES, texts_in
from dashboard.words.figures import day_words
from tests.support.markup import addresses, words

PATH = "/toegankelijkheid"
#: What the statement says is so, or is tested -> the tests that would fail if it were not.
CLAIMS = {
    "barrier.map": {
        "dashboard/words/test_first_sight.py": [
            "test_the_class_and_its_areas_are_those_that_are_drawn"
        ],
        "dashboard/words/test_line_sight.py": [
            "test_the_years_are_said_on_the_page_and_in_the_picture",
            "test_every_line_of_a_portrait_is_said",
        ],
        "browser/test_keyboard.py": ["test_the_whole_tour_with_the_keyboard"],
        "dashboard/page/test_table.py": [
            "test_the_country_has_every_area_once",
            "test_the_cells_say_what_the_rows_hold",
        ],
    },
    "test.axe": {
        "browser/test_accessibility.py": [
            "test_no_map_has_barriers",
            "test_no_page_has_barriers",
            "test_nor_have_open_menus_and_what_is_found",
            "test_nor_has_what_is_opened_on_the_map",
            "test_nor_has_a_file_of_ones_own_or_a_region",
        ],
    },
    "test.keys": {"browser/test_keyboard.py": ["test_the_whole_tour_with_the_keyboard"]},
    "test.zoom": {
        "browser/test_room.py": ["test_nothing_lies_over_anything"],
        "browser/test_accessibility.py": ["test_wider_letters_and_lines_fit"],
        "support/barriers.py": ["serious"],
    },
    "test.own": {
        "browser/test_accessibility.py": [
            "test_nor_has_a_change_in_high_contrast_or_on_paper",
        ]
    },
    "test.motion": {"browser/test_motion.py": ["test_nothing_moves_and_the_map_jumps"]},
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_what_the_model_asks(client, language):
    page = client.get(f"{PATH}?taal={language}").get_data(as_text=True)
    said, texts = words(page), texts_in(language)
    assert f'<html lang="{language}">' in page and "<script" not in page
    for norm in (
        "EN 301 549",
        "WCAG 2.1",
        "WCAG 2.2",
        f"axe-core {AXE}",
        day_words(STATED.isoformat(), texts),
    ):
        assert norm in said
    for one in BARRIERS:
        assert texts(f"access.barrier.{one}") in said
    assert texts("access.status.text") in said and "http://localhost" in said
    assert f"{PATH}?taal={'en' if language == 'nl' else 'nl'}" in addresses(page)


def test_what_it_says_is_tested():
    """A claim is added with its tests, and a test that a claim rests on cannot go unnoticed."""
    assert {*CLAIMS} == {"barrier.map", "test.axe", *(f"test.{one}" for one in TESTS)}
    for claim, files in CLAIMS.items():
        for file, names in files.items():
            code = (Path(__file__).parents[2] / file).read_text("utf-8")
            assert [name for name in names if f"\ndef {name}(" not in code] == [], claim


def test_it_invents_no_address_and_has_the_one_that_is_set(client, data):
    page = client.get(PATH).get_data(as_text=True)
    assert texts_in("nl")("access.report.nowhere") in words(page) and "mailto:" not in page
    contact = "toegankelijk@example.nl"
    other = create_app(Settings(contact=contact), data).server
    told = other.test_client().get(PATH).get_data(as_text=True)
    assert f"mailto:{contact}" in addresses(told) and contact in words(told)
    with other.test_request_context():
        told = statement("en", "https://example.nl", "https://example.nl/contact")
    assert "https://example.nl/contact" in addresses(told)


def test_the_tests_look_with_the_version_that_it_names():
    (script,) = Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")
    assert script.read_text("utf-8").startswith(f"/*! axe v{AXE}\n")


def test_every_page_to_read_leads_to_it(client):
    for path in ("/api", "/bestaat-niet", "/regio/gemeente/GM0855", "/"):
        page = client.get(f"{path}?taal=en").get_data(as_text=True)
        assert f"{PATH}?taal=en" in addresses(page), path
