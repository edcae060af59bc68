"""The first picture: what the page shows before any script runs, and how the live page follows."""

import re
import urllib.request
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from dashboard.address.context import Context
from dashboard.address.paths import UPDATE
from dashboard.address.query import read
from dashboard.data import Data
from dashboard.drawing.fills import svg_fill
from dashboard.palette import striped
from dashboard.texts import LANGUAGES, texts_in
from dashboard.words.title import HEADINGS
from tests.browser.conftest import new_page
from tests.support.browser import LAPTOP, PHONE
from tests.support.first_picture import fills_by_feature


@pytest.fixture(scope="module")
def unscripted(chromium: Browser) -> Iterator[BrowserContext]:
    """A profile that runs no scripts."""
    profile = chromium.new_context(java_script_enabled=False, viewport=LAPTOP)
    yield profile
    profile.close()


@pytest.mark.parametrize(
    ("path", "question", "number", "legend", "language"),
    [
        ("/", "hard technisch profiel", "van de 100", "meer dan 15 km", "nl"),
        ("/?gebied=GM0855&profiel=pie", "produceren", "van de 100", "meer dan 15 km", "nl"),
        (
            "/?kaart=enig&gebied=PV28&taal=en",
            "a hard technical profile",
            "young people",
            "only one site",
            "en",
        ),
    ],
)
def test_a_page_without_scripts_has_question_number_legend_and_map_on_paper_too(
    unscripted, address, path, question, number, legend, language
):
    page = unscripted.new_page()
    page.goto(address + path)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("h1")).to_contain_text(question)
    expect(page.locator(".answer-number")).to_contain_text(number)
    expect(page.locator("#first-legend")).to_contain_text(legend)
    areas = page.locator(".map-figure svg [id=kaart-inside] path")
    expect(areas.first).to_be_visible()
    assert areas.count() > 5
    page.emulate_media(media="print")
    for part in ("h1", ".answer-number", "#first-legend", ".map-figure"):
        expect(page.locator(part)).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name=re.compile("^Tab(el|le)$")).click()
    expect(page.locator("table caption").first).to_be_attached()
    expect(page.locator(".table-pane table").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".table-pane table").first).to_be_visible()
    for part in (".question", ".answer", ".map-figure"):
        expect(page.locator(part)).to_be_hidden()
    page.close()


def test_without_scripts_nothing_is_said_of_a_chart_that_only_they_draw(unscripted, address):
    page = unscripted.new_page()
    page.goto(f"{address}/?kaart=tweeweg")
    expect(page.locator("#first-answer")).to_be_visible()
    expect(page.get_by_text(texts_in("nl")("scatter.help"))).to_be_hidden()
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/verantwoording", "/regelingen"])
def test_a_page_to_read_is_there_without_scripts(unscripted, address, path, language):
    page = unscripted.new_page()
    page.goto(f"{address}{path}?taal={language}")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("h1")).to_have_text(texts_in(language)(HEADINGS[path]))
    assert page.locator("tbody tr").count() > 5
    # Nothing else is said: not that something is coming, in English.
    assert page.inner_text("body") == page.inner_text("#first")
    page.get_by_role("link", name=texts_in(language)("method.back")).click()
    expect(page.locator("#first-answer")).to_be_visible()
    page.close()


#: Where everything of a page to read stands in the window.
PLACES = """(frame) =>
  [...document.querySelectorAll(`${frame} :is(a, h1, h2, td)`)].map((one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    return [one.textContent, left, top, width, height].join();
  })
"""


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_a_page_to_read_stays_as_it_came(context, address, kept_warm, size):
    page = new_page(context)
    page.set_viewport_size(size)
    held = hold(page, "*/_dash-update-component")
    page.goto(f"{address}/regelingen?taal=nl", wait_until="commit")
    page.locator("#first h1").wait_for()
    page.mouse.wheel(0, 300)
    page.wait_for_function("() => scrollY === 300")
    came = page.evaluate(PLACES, "#first")
    held.send("Fetch.disable")
    expect(page.locator("#first")).to_have_count(0)
    assert page.evaluate(PLACES, "#page") == came
    assert page.evaluate("scrollY") == 300
    assert page.problems == []
    page.close()


#: The state of every area as MapLibre has it: its colour with how faint it is, and its stripes.
PAINTED = """() => {
  const { map, source, painted } = window.techniek.state;
  return painted.map((_, id) => map.getFeatureState({ source, id }));
}"""


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?kaart=dekking",
        "/?gebied=GM0855&profiel=pie",
        "/?kaart=enig&gebied=PV28&taal=en",
        "/?kaart=tweeweg&per=corop",
    ],
)
def test_the_first_picture_and_the_live_map_agree_in_the_colour_of_every_area(
    lead: Callable[..., Page], address: str, data: Data, path: str
):
    with urllib.request.urlopen(address + path) as answer:
        html = answer.read().decode()
    view, _ = read(path[1:], data)
    drawn = fills_by_feature(html, Context(data, view))
    live = lead(path).evaluate(PAINTED)
    # Some areas are less than a pixel wide; of those round a region most are out of sight.
    assert len(drawn) > (0.9 * len(live) if view.region == "NL" else 20)
    for feature, fills in drawn.items():
        colour = live[feature]["colour"][:7]
        # In the drawing, what lies outside the region has no stripes.
        stripes = {svg_fill(striped(colour), "kaart")} if live[feature]["stripes"] else set()
        assert fills & {colour, *stripes}, feature


#: Counts how often the map begins a drawing, as long as the first picture lies over it.
COUNT = """
const { clear } = WebGL2RenderingContext.prototype;
window.drawings = 0;
WebGL2RenderingContext.prototype.clear = function counted(...what) {
  if (document.getElementById("first")) window.drawings += 1;
  clear.apply(this, what);
};
"""


def test_behind_the_first_picture_the_map_is_drawn_once_it_is_whole(context, address, kept_warm):
    page = new_page(context)
    page.add_init_script(COUNT)
    page.goto(f"{address}/?gebied=GM0855&profiel=pie")
    expect(page.locator("#first")).to_have_count(0)
    # It came in some thirty; the first of Plotly, of nothing but sea, may come before ours.
    assert 1 <= page.evaluate("window.drawings") <= 4
    page.close()


def hold(page: Page, address: str) -> CDPSession:
    """Hold back what a page asks of these addresses, until ``Fetch.disable``.

    By Chromium's own protocol: whose requests Playwright catches, is refused what is kept of every
    script, and reads and compiles all anew.
    """
    session = page.context.new_cdp_session(page)
    session.send("Fetch.enable", {"patterns": [{"urlPattern": address}]})
    return session


def test_the_live_page_asks_once_and_takes_over_what_a_hand_did_meanwhile(
    context, address, kept_warm
):
    page = new_page(context)
    page.set_viewport_size(LAPTOP)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    held = hold(page, "*/plotly-map-*")
    page.goto(address, wait_until="commit")
    page.locator("#first-search").fill("zwol")
    page.locator("#first-part-year > summary").click()
    assert page.locator("#first").is_visible()
    held.send("Fetch.disable")  # what is held goes on
    expect(page.locator("#first")).to_have_count(0)
    # What the first view shows is asked before Dash starts.
    assert asked.count(UPDATE) == 1
    assert asked.index(UPDATE) < asked.index("/_dash-layout")
    expect(page.locator("#map")).to_have_attribute("data-painted", re.compile("."))
    expect(page.locator("#search")).to_have_value("zwol")
    expect(page.locator("#part-year > summary")).to_be_focused()
    expect(page.locator("#part-year")).to_have_attribute("open", "")
    page.close()


def test_on_a_large_screen_its_words_fit_before_any_script(unscripted, address):
    page = unscripted.new_page()
    page.goto(f"{address}/?weergave=scherm&gebied=sto-gooi&maat=minuten")
    source = page.locator("#first .screen-source").bounding_box()
    assert source["y"] + source["height"] <= LAPTOP["height"]
    page.close()
