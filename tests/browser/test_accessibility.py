"""What axe finds on every map and every page, in both languages, and whether wider letters fit.

The accessibility statement says what is tested here and in test_keyboard.py.
"""

from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from dashboard.texts import LANGUAGES
from dashboard.views import KINDS
from tests.support.browser import LAPTOP, PHONE

#: All that axe knows, the size of what is clicked too.
EVERY_RULE = {"rules": {"target-size": {"enabled": True}}}
#: Pages that are no map, one of each kind.
PAGES = (
    "/verantwoording?",
    "/regelingen?",
    "/toegankelijkheid?",
    "/api?",
    "/gemeente/tilburg?",
    "/regio/gemeente/GM0855?",
    "/embed?gebied=GM0855&knoppen=ja&",
)
#: Space between letters, words and lines that a reader may ask for: WCAG 2.2, 1.4.12.
WIDER = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
#: What is cut off, of what is read: wider than its place, and nobody can scroll to it.
CUT_OFF = """() => [...document.querySelectorAll("#page *")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.innerText?.trim())
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1
    && getComputedStyle(one).overflowX === "hidden" && one.closest("#map, #place-labels") === null)
  .map((one) => one.outerHTML.slice(0, 120))"""


def serious(page: Page, within: str = "html") -> list[tuple[str, str]]:
    """What axe calls serious or worse in a part of the page: rule and first place."""
    found = Axe().run(page, context={"include": [[within]]}, options=EVERY_RULE)
    return [
        (rule["id"], rule["nodes"][0]["html"][:160])
        for rule in found.response["violations"]
        if rule["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_map_has_barriers(lead, language):
    for kind in KINDS.values():
        asked = urlencode({"kaart": kind.word, "gebied": "PV29", "taal": language})
        page = lead(f"/?{asked}", LAPTOP)
        assert serious(page) == [], kind.key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_barriers(visit, path, language):
    page = visit(f"{path}taal={language}")
    page.wait_for_selector("h1, h2")
    page.wait_for_function(f"() => document.documentElement.lang === '{language}'")
    assert serious(page) == []


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("/?tabel=open&per=gemeente&taal=en", LAPTOP),
        ("/?gebied=5038", PHONE),
        ("/?gebied=sto-bes&taal=en", LAPTOP),
    ],
)
def test_nor_have_other_parts_of_the_map(lead, path, size):
    assert serious(lead(path, size)) == []


def test_nor_have_open_menus_and_what_is_found(lead):
    page = lead("/?taal=en&kaart=dekking", LAPTOP)
    for menu in ("profiles", "threshold", "level"):
        page.locator(f"#part-{menu} summary").press("Enter")
        page.wait_for_selector(f"#part-{menu}[open]")
        assert serious(page, f"#part-{menu}") == []
    page.fill("#search", "zee")
    page.wait_for_selector(".search-results a")
    page.press("#search", "ArrowDown")
    assert serious(page, "#page > header") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nor_has_a_change_in_high_contrast_or_on_paper(lead, language):
    supposed = f"/?gebied=PV29&profiel=mt&stel=stop:13OR01.mt&stand=verschil&taal={language}"
    page = lead(supposed, LAPTOP)
    try:
        for how in ({}, {"forced_colors": "active"}, {"forced_colors": "none", "media": "print"}):
            page.emulate_media(**how)
            assert serious(page) == [], how
    finally:
        page.emulate_media(media="null", forced_colors="none")


@pytest.mark.parametrize("size", [LAPTOP, {"width": 320, "height": 640}])
def test_wider_letters_and_lines_fit(visit, size):
    page = visit("/?gebied=PV29", size)
    page.add_style_tag(content=WIDER)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.evaluate(CUT_OFF) == []
