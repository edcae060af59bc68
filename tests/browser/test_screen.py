"""On a large screen, driven by keys as in a meeting room."""

import re

import pytest
from playwright.sync_api import Page, expect

from dashboard.address.context import Context
from dashboard.address.query import default_view
from dashboard.page.components.screen_panel import panel
from dashboard.page.markup import Markup
from dashboard.texts import LANGUAGES
from tests.support.barriers import serious
from tests.support.browser import LAPTOP, MEETING_ROOM, PHONE
from tests.support.screen import answer, classes, settle, wait_painted, wait_threshold, wait_width

PROJECTOR = {"width": 1024, "height": 768}
FOUR_K = {"width": 3840, "height": 2160}

#: What stands on the screen while nobody touches anything: rectangle by name.
_BOXES = """() => Object.fromEntries(
  [".screen-region", ".screen-question", "#screen-number", ".screen-said", "#screen-without",
   ".screen-legend", ".screen-source", ".screen-follow"].map((place) => {
    const { left, top, right, bottom } = document.querySelector(place).getBoundingClientRect();
    return [place, [left, top, right, bottom]];
  })
)"""

#: Three changes, and another plan beside them.
_PLANS = "stel=stop:13OR01.mt,start:4331.mt,start:4501.mt&naastplan=move:13OR01.4501"

#: Which panels have a part outside the window, or one over another, once they are made to fit.
_UNFIT = """async (panels) => {
  const { fitWords } = await import(
    document.querySelector("script[src*='start.mjs']").src.replace("start.mjs", "screen/fit.mjs")
  );
  const { innerHeight } = window;
  return panels.filter((html) => {
    const screen = document.getElementById("screen");
    screen.innerHTML = html;
    fitWords();
    const panel = screen.firstElementChild;
    const boxes = [...panel.children].map((part) => part.getBoundingClientRect());
    const isOver = boxes.some(({ top }, at) => at && top < boxes[at - 1].bottom - 1);
    const isCut = panel.scrollHeight > innerHeight || panel.scrollWidth > panel.clientWidth;
    return isOver || isCut || boxes.at(-1).bottom > innerHeight;
  });
}"""

#: Keep what the panel says for every limit the map is painted for: nothing waits for a test.
_REMEMBER = """() => {
  const words = (place) => document.querySelector(place).innerText.replace(/\\s+/g, " ").trim();
  window.said = [];
  window.watching?.disconnect();
  window.watching = new MutationObserver(() =>
    window.said.push([words("#screen-question"), words("#screen-number")])
  );
  window.watching.observe(document.getElementById("map"), { attributeFilter: ["data-threshold"] });
}"""

#: Keep, when the page wakes or falls asleep, how clear the parts are that come with the pointer.
_REMEMBER_AWAKE = """(places) => {
  const root = document.documentElement;
  const clear = (place) => getComputedStyle(document.querySelector(place)).opacity;
  window.awake = [];
  new MutationObserver(() => {
    const is = root.matches(".screen-awake");
    if (window.awake.at(-1)?.[0] !== is) window.awake.push([is, ...places.map(clear)]);
  }).observe(root, { attributeFilter: ["class"] });
}"""


def number(page: Page) -> str:
    return " ".join(page.inner_text("#screen-number").split())


def region(page: Page) -> str:
    return page.inner_text(".screen-region")


def wait_region(page: Page, name: str) -> None:
    page.wait_for_function(
        "(name) => document.querySelector('.screen-region')?.innerText === name", arg=name
    )
    settle(page)


def shown(page: Page, place: str) -> bool:
    """Can it be seen? What is there for the Tab key only is clear as glass."""
    return page.locator(place).evaluate("(part) => getComputedStyle(part).opacity === '1'")


def enter(page: Page) -> None:
    page.wait_for_selector("#screen-switch")
    page.keyboard.press("p")
    page.wait_for_selector("html.screen .screen-panel")
    settle(page)


def test_the_room_is_led_by_keys_alone(lead):
    page = lead("/?kaart=dekking", LAPTOP)
    usual = answer(page)
    enter(page)
    assert "weergave=scherm" in page.url
    assert number(page) == usual == "93,8%"
    page.keyboard.press("ArrowRight")
    wait_region(page, "Drenthe")
    wait_painted(page, "municipality:PV22")
    # Who is left out, and the country beside the region.
    assert re.fullmatch(r"In heel Nederland [\d,]+%\.", page.inner_text("#screen-country"))
    assert re.match(r"[\d.]+ jongeren niet", page.inner_text("#screen-without"))
    page.keyboard.press("ArrowRight")
    wait_region(page, "Flevoland")
    page.keyboard.press("ArrowLeft")
    wait_region(page, "Drenthe")
    page.keyboard.press("ArrowDown")
    wait_region(page, "Aa en Hunze")
    page.keyboard.press("ArrowUp")
    wait_region(page, "Drenthe")
    page.keyboard.press("4")
    page.wait_for_function(
        "() => document.querySelector('#screen-question').innerText.includes('produceren')"
    )
    settle(page)
    assert "profiel=pie" in page.url and "gebied=PV22" in page.url
    before = number(page)
    page.keyboard.press("Escape")
    page.wait_for_selector("html:not(.screen)")
    settle(page)
    assert "weergave" not in page.url
    assert answer(page) == before
    assert page.problems == []


def test_leaving_makes_the_usual_page_whole_again(lead):
    page = lead("/?kaart=dekking&gebied=PV30", LAPTOP)
    places = (".header", ".question", "#answer", "#map", "#legend", ".views", "#curve svg")
    page.wait_for_selector("#curve svg")
    boxes = {place: page.locator(place).first.bounding_box() for place in places}
    enter(page)
    assert page.locator("#map").bounding_box() == {"x": 0, "y": 0, **LAPTOP}
    canvas = "document.querySelector('#map canvas').clientWidth"
    page.wait_for_function(f"() => {canvas} === {LAPTOP['width']}")
    page.keyboard.press("p")
    page.wait_for_selector("html:not(.screen)")
    page.wait_for_function(f"() => {canvas} < {LAPTOP['width']}")
    settle(page)
    assert {place: page.locator(place).first.bounding_box() for place in places} == boxes
    assert page.locator(".screen-panel").count() == 0
    # Escape closes what is open, and no longer is anything.
    url = page.url
    page.keyboard.press("Escape")
    settle(page)
    assert page.url == url


def test_space_plays_the_limit_and_stops_at_what_is_in_sight(lead):
    page = lead("/?afstand=3&weergave=scherm", LAPTOP)
    page.wait_for_selector(".screen-panel")
    first = number(page)
    page.evaluate(_REMEMBER)
    page.keyboard.press("Space")
    page.wait_for_function("() => window.said.length >= 2")
    assert "afstand=3" in page.url
    question, shown = page.evaluate("window.said[1]")
    assert " 5 km" in question and shown != first
    page.keyboard.press("Space")
    page.wait_for_function("() => !document.documentElement.dataset.playing")
    reached = int(page.get_attribute("#map", "data-threshold"))
    assert reached >= 5
    page.wait_for_url(f"**afstand={reached}*")
    settle(page)
    played = number(page)
    lead("/?weergave=scherm")
    lead(f"/?afstand={reached}&weergave=scherm")
    assert number(page) == played
    assert page.problems == []


#: Keep, for every limit the map is painted for, the colours of areas without stripes, and which
#: areas have the colour of what is within.
_REMEMBER_COLOURS = """() => {
  window.shown = [];
  window.watcher?.disconnect(); // of a page that is led from test to test
  window.watcher = new MutationObserver(() => {
    if (!document.documentElement.dataset.playing) return;
    const { looks, painted } = window.techniek.state;
    const plain = looks.map(({ colour, stripes }) => (stripes ? "" : colour));
    const [near] = plain.filter((_, id) => painted[id] >= 0 && painted[id] < 3);
    window.shown.push({
      colours: [...new Set(plain.filter((one, id) => one && painted[id] >= 0))],
      within: plain.flatMap((one, id) => (one === near ? [id] : [])),
    });
  });
  window.watcher.observe(document.getElementById("map"), { attributeFilter: ["data-threshold"] });
}"""


@pytest.mark.parametrize("path", ["/?afstand=3", "/?afstand=3&per=gemeente"])
def test_while_limits_play_what_was_within_stays_one_colour(lead, path):
    page = lead(f"{path}&weergave=scherm", LAPTOP)
    page.wait_for_selector(".screen-legend .unplayed:visible >> nth=4")
    assert page.locator(".screen-legend .played:visible").count() == 0
    page.evaluate(_REMEMBER_COLOURS)
    page.keyboard.press("Space")
    page.wait_for_function("() => window.shown.length >= 2")
    legend = page.locator(".screen-legend li:visible").all_inner_texts()
    assert legend[:2] == ["binnen bereik", "te ver"] and len(legend) <= 4
    first, second = page.evaluate("window.shown.slice(0, 2)")
    assert len(first["colours"]) == 2 and {*first["colours"]} == {*second["colours"]}
    assert set(first["within"]) < set(second["within"])
    page.keyboard.press("Space")
    page.wait_for_function("() => !document.documentElement.dataset.playing")
    settle(page)
    # Then the classes of the limit that was reached are there again.
    assert page.locator(".screen-legend .unplayed:visible").count() == 5
    known = "window.techniek.state.looks.filter((one) => !one.stripes).map((one) => one.colour)"
    assert len(set(page.evaluate(known))) > 3
    assert page.problems == []


def test_a_play_that_is_broken_off_leaves_the_map_of_the_words(lead):
    page = lead("/?afstand=3&weergave=scherm", LAPTOP)
    said, painted = number(page), classes(page)
    page.evaluate(_REMEMBER)
    page.keyboard.press("Space")
    page.wait_for_function("() => window.said.length >= 1")
    # There is nothing above the whole country.
    page.keyboard.press("ArrowUp")
    page.wait_for_function("() => !document.documentElement.dataset.playing")
    assert number(page) == said
    assert page.get_attribute("#map", "data-threshold") == "3"
    assert classes(page) == painted


def test_playing_ends_at_the_last_limit(lead):
    page = lead("/?afstand=23&weergave=scherm", LAPTOP)
    page.wait_for_selector(".screen-panel")
    page.keyboard.press("Space")
    wait_threshold(page, 25)
    page.wait_for_url("**afstand=25*")
    assert page.evaluate("document.documentElement.dataset.playing") is None


def test_a_map_of_shares_is_played_too(lead):
    page = lead("/?kaart=dekking&afstand=23&weergave=scherm", LAPTOP)
    page.wait_for_selector(".screen-panel")
    page.keyboard.press("Space")
    page.wait_for_url("**afstand=25*")
    wait_threshold(page, 25)
    page.wait_for_function(
        "() => document.querySelector('#screen-question').innerText.includes('25 km')"
    )
    # Or it would go on in the test that comes next.
    page.wait_for_function("() => !document.documentElement.dataset.playing")


def test_shift_and_space_play_the_years(lead, data):
    page = lead(f"/?kaart=dekking&jaar={data.tables.years[-2]}&weergave=scherm", LAPTOP)
    page.wait_for_selector(".screen-panel")
    page.keyboard.press("Shift+Space")
    page.wait_for_function("() => !location.search.includes('jaar=')")
    page.wait_for_function("() => !document.documentElement.dataset.playing")
    last = data.tables.years[-1]
    page.wait_for_selector(f"#screen-question >> text={last[:4]}–{last[-2:]}")


def test_keys_of_other_controls_are_theirs(lead):
    page = lead("/?kaart=dekking", LAPTOP)
    page.fill("#search", "")
    page.locator("#search").press_sequentially("p1")
    assert page.input_value("#search") == "p1"
    assert "weergave" not in page.url
    page.fill("#search", "")
    page.locator("#search").blur()
    enter(page)
    page.keyboard.press("?")
    page.wait_for_selector("#part-keys[open]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    page.wait_for_selector("#part-keys:not([open])")
    settle(page)
    assert region(page) == "Nederland"
    assert page.locator("html.screen").count() == 1
    # What a key opened leaves no control in sight.
    assert page.evaluate("document.activeElement.id") == "screen"
    # Who came to its button comes back to it.
    page.locator("#part-keys summary").press("Enter")
    page.wait_for_selector("#part-keys[open]")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.parentElement.id") == "part-keys"


def test_controls_are_hidden_until_the_pointer_moves_or_tab_comes(visit):
    # On a page that was used before, the first Tab goes on from where somebody was.
    page = visit("/?kaart=dekking&weergave=scherm", MEETING_ROOM)
    page.wait_for_selector(".screen-panel")
    hidden = (".header", ".top-left", ".top-right", ".bottom-right", ".screen-keys")
    assert not any(shown(page, place) for place in hidden)
    page.evaluate(_REMEMBER_AWAKE, list(hidden))
    page.mouse.move(1200, 500)
    page.mouse.move(1210, 510)
    page.wait_for_function("() => window.awake.length === 2")
    # First awake with everything in sight, then asleep again.
    assert page.evaluate("window.awake") == [
        [True, *["1"] * len(hidden)],
        [False, *["0"] * len(hidden)],
    ]
    assert not any(shown(page, place) for place in hidden)
    assert page.evaluate("getComputedStyle(document.querySelector('#map canvas')).cursor") == "none"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('.header'))")
    assert shown(page, ".header")


@pytest.mark.parametrize(
    "path",
    [
        "/?weergave=scherm",
        "/?weergave=scherm&gebied=PV29&profiel=breed",
        "/?weergave=scherm&gebied=GM1900&profiel=pie&leerweg=bb-kb-gl&maat=minuten&snelheid=20",
        "/?weergave=scherm&kaart=tweeweg&taal=en",
        "/?weergave=scherm&gebied=sto-gooi&maat=minuten",
        f"/?weergave=scherm&gebied=sto-noordoost-brabant&kaart=sinds&maat=minuten&{_PLANS}",
        f"/?weergave=scherm&gebied=PV29&stand=verschil&{_PLANS}",
    ],
)
def test_everything_fits_and_nothing_overlaps(lead, path):
    page = lead(path, PROJECTOR)
    page.wait_for_selector(".screen-panel")
    page.wait_for_function("() => document.querySelector('.screen-qr')?.naturalWidth > 0")
    for size in (PROJECTOR, LAPTOP, MEETING_ROOM, FOUR_K):
        page.set_viewport_size(size)
        wait_width(page, size["width"])
        assert_fits(page, size["width"], size["height"])


def assert_fits(page: Page, width: int, height: int) -> None:
    """Everything is in the window, apart from the rest, and large enough."""
    scrolled = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    assert page.evaluate(scrolled) == [width, height]
    boxes = page.evaluate(_BOXES)
    for name, (left, top, right, bottom) in boxes.items():
        assert 0 <= left <= right <= width and 0 <= top <= bottom <= height, (name, width)
    for one, (left, top, right, bottom) in boxes.items():
        for other, box in boxes.items():
            apart = box[0] >= right or box[2] <= left or box[1] >= bottom or box[3] <= top
            assert one == other or apart, (one, other, width)
    tall = {
        place: page.locator(place).evaluate("(part) => parseFloat(getComputedStyle(part).fontSize)")
        for place in ("#screen-number", ".screen-question")
    }
    # Of a screen as wide as a man is tall, letters that people read from four metres.
    assert tall["#screen-number"] >= 0.05 * width
    assert tall[".screen-question"] >= 0.017 * width


def test_whatever_a_region_is_called_its_words_fit(visit, data):
    page = visit("/?weergave=scherm", LAPTOP)
    panels = []
    for at, code in enumerate(data.tables.regions_of("sto")["code"]):
        view = default_view(data).but(
            region=code,
            show=("distance", "difference", "since", "two_way")[at % 4],
            language=LANGUAGES[at % 2],
            measure=("straight", "minutes")[at // 4 % 2],
            screen=True,
        )
        words, *_ = panel(Context(data, view), "techniek.example.nl")
        panels.append(Markup("").html(words))
    for size in (LAPTOP, MEETING_ROOM, PROJECTOR):
        page.set_viewport_size(size)
        assert page.evaluate(_UNFIT, panels) == []


def test_the_code_is_there_and_the_page_is_accessible(lead):
    page = lead("/?weergave=scherm&gebied=PV30", MEETING_ROOM)
    page.wait_for_function("() => document.querySelector('.screen-qr')?.naturalWidth > 0")
    assert serious(page) == []


def test_a_phone_shows_the_words_above_the_map(lead):
    page = lead("/?weergave=scherm", PHONE)
    page.wait_for_selector(".screen-panel")
    assert number(page) == "94 van de 100"
    said, drawn, legend = (
        page.locator(place).bounding_box() for place in (".screen-said", "#map", ".screen-legend")
    )
    assert said["y"] + said["height"] <= drawn["y"]
    assert drawn["y"] + drawn["height"] <= min(legend["y"], PHONE["height"])
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize(
    ("region", "size"), [("PV30", MEETING_ROOM), ("PV29", LAPTOP), ("GM0855", PROJECTOR)]
)
def test_nothing_lies_over_the_region(lead, region, size):
    page = lead(f"/?weergave=scherm&kaart=dekking&gebied={region}", size)
    page.wait_for_selector(".screen-qr")
    left, top, right, bottom = page.evaluate(
        """() => {
          const { map, areas } = window.techniek.state;
          const [west, south, east, north] = areas.focus.box;
          const [first, last] = [map.project([west, north]), map.project([east, south])];
          return [first.x, first.y, last.x, last.y];
        }"""
    )
    panel, code = (
        page.locator(place).bounding_box() for place in (".screen-panel", ".screen-follow")
    )
    assert panel["width"] < left < right < size["width"]
    assert 0 < top < bottom < size["height"]
    assert right <= code["x"] or bottom <= code["y"]


def test_what_cannot_be_played_says_so(lead):
    page = lead("/?weergave=scherm&kaart=werk", LAPTOP)
    page.wait_for_selector(".screen-panel")
    page.keyboard.press("Space")
    page.wait_for_selector("#screen-still >> text=niets om af te spelen")
    assert page.evaluate("document.documentElement.dataset.playing") is None


@pytest.mark.parametrize("size", [MEETING_ROOM, LAPTOP, PROJECTOR, PHONE])
def test_the_islands_are_seen_when_they_are_what_is_asked(visit, size):
    page = visit("/?weergave=scherm&gebied=PV22", size)
    page.evaluate(
        """() => {
          window.history.pushState({}, "", "/?weergave=scherm&gebied=sto-bes");
          window.dispatchEvent(new PopStateEvent("popstate"));
        }"""
    )
    page.wait_for_selector(".screen-islands")
    settle(page)
    boxes = [island.bounding_box() for island in page.locator(".screen-islands figure").all()]
    assert len(boxes) == 3
    for box in boxes:
        assert box["x"] >= 0 and box["x"] + box["width"] <= size["width"]
    expect(page.locator(".map-figure")).to_be_hidden()
    if size == PHONE:
        return
    words, code = (
        page.locator(place).bounding_box() for place in (".screen-panel", ".screen-follow")
    )
    assert all(box["x"] >= words["width"] for box in boxes)
    assert all(box["y"] + box["height"] <= code["y"] for box in boxes)
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => !location.search.includes('sto-bes')")
    settle(page)
    expect(page.locator(".map-figure")).to_be_visible()
