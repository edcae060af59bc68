"""What axe finds on every map and every page, in both languages, and whether wider letters fit.

The accessibility statement says what is tested here, in test_keyboard.py and in test_motion.py.
"""

from urllib.parse import urlencode

import pytest

from dashboard.texts import LANGUAGES
from dashboard.views import KINDS
from tests.support.barriers import serious
from tests.support.browser import LAPTOP, MEETING_ROOM, PHONE
from tests.support.screen import settle, wait_width

#: Pages that are no map, one of each kind.
PAGES = (
    "/verantwoording?",
    "/regelingen?",
    "/toegankelijkheid?",
    "/api?",
    "/gemeente/tilburg?",
    "/regio/gemeente/GM0855?",
    "/embed?gebied=GM0855&knoppen=ja&",
    # What is not there, and a refusal.
    "/regio/gemeente/GM9999?",
    "/kaart.svg?gebied=nergens&",
)
#: Space between letters, words and lines that a reader may ask for: WCAG 2.2, 1.4.12.
WIDER = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
#: As a reader's own browser does it, which no policy of a page can forbid.
STYLED = """(rules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets.push(sheet);
}"""
UNSTYLED = "() => document.adoptedStyleSheets.pop()"
#: What is cut off, of what is read: wider than its place, and nobody can scroll to it.
CUT_OFF = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.innerText?.trim())
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1
    && getComputedStyle(one).overflowX === "hidden" && one.closest("#map, #place-labels") === null)
  .map((one) => one.outerHTML.slice(0, 120))"""


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


#: An address, the size of the window, what is opened there, and the parts of the page that are new.
STATES = (
    (
        "gebied=PV29&vergelijk=PV26,GM0664&dit=dat",
        LAPTOP,
        "#part-compare, #part-share, #part-download, .suggest",
        (".comparison", "#part-share", "#part-download", ".suggest", "#notice"),
    ),
    ("gebied=GM0664&profiel=mt&vestiging=13OR01", LAPTOP, "#answer details", (".what-if",)),
    (
        "gebied=PV29&profiel=mt&stel=stop:13OR01.mt&naastplan=start:4501.mt",
        LAPTOP,
        "#supposed details",
        ("#supposed", "#answer .effect"),
    ),
    ("gebied=PV29&weergave=scherm", MEETING_ROOM, "#part-keys", ("#screen",)),
)
OPEN = "(which) => { for (const one of document.querySelectorAll(which)) one.open = true; }"


def test_nor_has_what_is_opened_on_the_map(lead):
    for asked, size, opened, parts in STATES:
        page = lead(f"/?{asked}&taal=en", size)
        page.evaluate(OPEN, opened)
        assert serious(page, *parts) == [], asked


def test_nor_has_a_file_of_ones_own_or_a_region(lead, tmp_path):
    """What was wrong in the file stands row by row, and the form of a region over the map."""
    page = lead("/?gebied=PV29&per=gemeente&taal=en", LAPTOP)
    page.evaluate(OPEN, "#part-facilities")
    file = tmp_path / "own.csv"
    file.write_text("naam;soort;postcode\nLab;techlab;4501\nLab;raket;4501\n", "utf-8")
    with page.expect_file_chooser() as chosen:
        page.locator("#own-file button").press("Enter")
    chosen.value.set_files(file)
    page.wait_for_selector("#own-said .faults li")
    settle(page)
    assert serious(page, ".facility-corner") == []
    page.click("#own-remove")
    page.wait_for_selector("#own-said strong", state="detached")
    page.locator("#part-facilities > summary").press("Escape")
    page.evaluate(OPEN, "#part-own-region")
    page.click("#region-make")
    page.wait_for_selector(".region-form")
    assert serious(page, "#region-maker") == []
    page.click(".region-stop")


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


@pytest.mark.parametrize(
    "path",
    [
        "/?gebied=PV29",
        "/regio/gemeente/GM0855",
        "/regelingen",
        "/embed?gebied=GM0855&knoppen=ja",
        "/toegankelijkheid",
    ],
)
def test_wider_letters_and_lines_fit(visit, lead, path):
    page = (lead if path.startswith("/?") else visit)(path)
    page.wait_for_selector("h1, h2")
    page.evaluate(STYLED, WIDER)
    try:
        for width in (LAPTOP["width"], 320):
            page.set_viewport_size({"width": width, "height": 640})
            wait_width(page, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate(CUT_OFF) == [], width
    finally:
        page.evaluate(UNSTYLED)
