"""The accessibility statement: what the Dutch model asks, in both languages, without a script."""

from pathlib import Path

import axe_playwright_python
import pytest

from dashboard import create_app
from dashboard.page.accessibility import AXE, BARRIERS, STATED
from dashboard.page.accessibility import page as statement
from dashboard.settings import Settings
from dashboard.texts import LANGUAGES, texts_in
from dashboard.words.figures import day_words
from tests.support.markup import addresses, words

PATH = "/toegankelijkheid"


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
