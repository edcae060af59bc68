"""The map in a frame of another site: a real second server, under another name of this machine."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from dashboard import create_app
from dashboard.settings import Settings
from dashboard.words.iframe import SIZES
from tests.support.barriers import broken
from tests.support.browser import LAPTOP, MEETING_ROOM, PATIENCE_MS, PHONE
from tests.support.screen import settle, wait_width
from tests.support.shipped import shipped

#: Frames of many widths, and one of each kind of view.
FRAMES = [
    (300, "gebied=GM0855&knoppen=ja"),
    (300, "kaart=tweeweg&taal=en&knoppen=ja"),
    (600, "kaart=dekking&achtergrond=doorzichtig"),
    (1000, "kaart=werk&cijfer=ww&knoppen=ja&achtergrond=doorzichtig"),
    (1200, "kaart=enig&gebied=PV29&taal=en"),
]


@contextmanager
def running(server: Flask) -> Iterator[int]:
    """A server on a port of its own."""
    made = make_server("127.0.0.1", 0, server, threaded=True)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made.port
    made.shutdown()


@pytest.fixture(scope="module")
def host() -> Iterator[tuple[str, dict]]:
    """The site of somebody else: its address, and what stands on its page."""
    holds = {"body": "", "colour": "#fff"}
    site = Flask("site")

    @site.get("/")
    def page() -> str:
        return (
            '<!DOCTYPE html><html lang="nl"><head><title>Gemeente</title>'
            '<link rel="icon" href="data:,">'
            '<meta name="viewport" content="width=device-width"></head>'
            f'<body style="margin:0;background:{holds["colour"]}">{holds["body"]}</body></html>'
        )

    with running(site) as port:
        # Another name than that of the dashboard, so another origin and another site.
        yield f"http://localhost:{port}", holds


@pytest.fixture
def framed(chromium: Browser, host) -> Iterator[Callable[..., Page]]:
    """``framed("<iframe …>")`` -> the page of the other site with that on it."""
    address, holds = host
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE_MS)

    def show(body: str, colour: str = "#fff") -> Page:
        holds.update(body=body, colour=colour)
        page = context.new_page()
        page.problems = []
        page.on("console", lambda message: page.problems.append(message.text))
        page.goto(address)
        page.wait_for_load_state("networkidle")
        return page

    yield show
    context.close()


def element(address: str, width: int = 600, height: int = 800) -> str:
    return f'<iframe src="{escape(address)}" width="{width}" height="{height}"></iframe>'


def is_refused(page: Page) -> bool:
    """The browser shows a page of its own instead of ours, and says which rule forbids it."""
    ours = not page.frames[1].url.startswith("chrome-error:")
    return not ours and any("frame-ancestors" in text for text in page.problems)


def test_it_draws_on_the_site_of_somebody_else(framed, address):
    page = framed(element(f"{address}/embed?gebied=GM0855"))
    frame = page.frames[1]
    assert "5 van de 100" in frame.inner_text(".number")
    box = frame.locator("figure svg").bounding_box()
    assert box["width"] > 250 and box["height"] > 200
    letters = "document.fonts.check('16px \"Atkinson Hyperlegible Next\"')"
    assert frame.evaluate(f"document.fonts.ready.then(() => {letters})")
    assert page.problems == []


@pytest.mark.parametrize("path", ["/", "/regio/gemeente/GM0855", "/verantwoording"])
def test_the_rest_of_the_site_is_not_drawn_there(framed, address, path):
    assert is_refused(framed(element(address + path)))


def test_where_it_is_not_allowed_it_is_not_drawn(framed):
    server = create_app(Settings(embed_ancestors="https://example.org"), shipped()).server
    with running(server) as port:
        assert is_refused(framed(element(f"http://127.0.0.1:{port}/embed")))


def test_where_only_that_site_is_allowed_it_is_drawn(framed, host):
    settings = Settings(embed_ancestors=host[0], frame_ancestors="'none'")
    server = create_app(settings, shipped()).server
    with running(server) as port:
        page = framed(element(f"http://127.0.0.1:{port}/embed?gebied=GM0855"))
        assert page.frames[1].locator("h1").count() == 1
        assert page.problems == []
        assert is_refused(framed(element(f"http://127.0.0.1:{port}/")))


def test_it_is_light(chromium, address):
    context = chromium.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(f"{address}/embed", wait_until="networkidle")
    assert len(sizes) >= 3
    assert sum(sizes) < 150_000
    assert page.locator("script").count() == 0
    context.close()


def test_out_of_sight_it_is_not_fetched(framed, address):
    below = f'<p style="height:20000px">…</p>{frame_of(address)}'
    page = framed(below)
    assert not any("/embed" in frame.url for frame in page.frames)
    page.locator("iframe").scroll_into_view_if_needed()
    page.frame_locator("iframe").locator("h1").wait_for()


def frame_of(address: str) -> str:
    return element(f"{address}/embed?gebied=GM0855").replace("<iframe", '<iframe loading="lazy"')


@pytest.mark.parametrize(("width", "query"), FRAMES)
def test_it_fits_its_frame_and_has_no_barriers(visit, width, query):
    page = visit(f"/embed?{query}", {"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for summary in page.locator("summary").all():
        summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        summary.click()
    assert broken(page) == []
    assert page.problems == []


def test_its_menus_work_without_a_script(chromium, address):
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 700}
    )
    page = context.new_page()
    page.goto(f"{address}/embed?gebied=GM0855&knoppen=ja")
    page.click("summary >> nth=0")
    page.click("nav a[href*='profiel=dp']")
    page.wait_for_url("**profiel=dp**")
    assert "99 van de 100" in page.inner_text(".number")
    assert page.locator("summary").count() == 2
    context.close()


def test_an_area_says_its_name_and_class(visit):
    page = visit("/embed?kaart=dekking&gebied=PV29&per=gemeente")
    areas = page.locator("#kaart-inside path")
    box = areas.nth(0).bounding_box()
    assert box["width"] > 3
    said = [areas.nth(row).locator("title").text_content() for row in range(areas.count())]
    assert all(re.match(r"\w.+: .*\d", one) for one in said)


# ---- the menu to share --------------------------------------------------------------------------


def opened(page: Page) -> Page:
    page.click("#part-share > summary")
    expect(page.locator("#share-link")).to_have_value(re.compile("^http"))
    return page


def test_the_link_is_this_view_in_full_and_its_code_works_elsewhere(lead, framed, address):
    page = opened(lead("/?gebied=GM0855&profiel=dp"))
    link = page.input_value("#share-link")
    assert link.startswith(f"{address}/?gebied=GM0855&profiel=dp")
    oembed = page.request.get(page.input_value("#share-oembed")).json()
    assert f"{address}/embed?gebied=GM0855&amp;profiel=dp" in oembed["html"]
    page.select_option("#share-maat", "{}x{}".format(*SIZES["small"]))
    page.select_option("#share-achtergrond", "doorzichtig")
    page.select_option("#share-knoppen", "ja")
    there = framed(page.input_value("#share-code"), "#7dd3c0")
    there.frame_locator("iframe").locator("h1").wait_for()
    frame = there.frames[1]
    assert "99 van de 100" in frame.inner_text(".number")
    assert frame.locator("summary").count() == 2
    ground = frame.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgba(0, 0, 0, 0)"
    assert there.locator("iframe").get_attribute("loading") == "lazy"
    assert there.locator("iframe").get_attribute("title").startswith("Tilburg")
    assert there.locator("iframe").bounding_box()["width"] == 300
    assert there.problems == []
    assert page.problems == []


def test_the_usual_size_is_chosen_first_and_the_menu_follows_the_view(visit):
    page = opened(visit("/", MEETING_ROOM))
    assert page.input_value("#share-maat").startswith("600x")
    assert 'width="600"' in page.input_value("#share-code")
    page.keyboard.press("Escape")
    page.click("#views >> text=Keuze binnen bereik")
    page.wait_for_url("**kaart=keuze**")
    settle(page)
    page.click("#part-share > summary")
    for text in ("#share-link", "#share-code"):
        expect(page.locator(text)).to_have_value(re.compile("http.*kaart=keuze"))


def assert_menu_without_barriers(page: Page, size: dict) -> None:
    assert broken(page, "#part-share") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_menu_has_no_barriers_and_its_button_copies_and_says_so(lead, context, address):
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page = opened(lead("/?gebied=GM0855", LAPTOP))
    assert_menu_without_barriers(page, LAPTOP)
    page.click("[data-copy=share-code]")
    expect(page.locator("#share-said")).to_have_text("Gekopieerd")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.input_value("#share-code")
    assert page.locator("#part-share").get_attribute("open") is not None
    context.clear_permissions()


def test_the_menu_has_no_barriers_on_a_phone(lead):
    assert_menu_without_barriers(opened(lead("/?gebied=GM0855", PHONE)), PHONE)


@pytest.mark.parametrize(
    "query", ["gebied=PV30&knoppen=ja", "kaart=tweeweg&achtergrond=doorzichtig", "gebied=GM1900"]
)
def test_the_way_to_the_whole_stays_in_the_frame(visit, query):
    # A page without a script is laid out anew for every window.
    page = visit(f"/embed?{query}")
    assert page.locator("script").count() == 0
    columns = {f"300x{height}": (300, height) for height in (250, 400, 600)}
    for name, (width, height) in (SIZES | columns).items():
        page.set_viewport_size({"width": width, "height": height})
        wait_width(page, width)
        box = page.locator(".whole").bounding_box()
        assert box["y"] + box["height"] <= height, name
        assert page.locator("figure svg").bounding_box()["height"] >= 200, name
        # A capital letter is about seven tenths of a font, which is the least of a box of letters.
        letters = page.locator("figure text").evaluate_all(
            "(texts) => texts.map((text) => text.getBoundingClientRect().height)"
        )
        assert min(letters) > 11, name


@pytest.mark.parametrize(
    "query",
    [
        "kaart=sinds&gebied=PV29&profiel=mt",
        "gebied=PV29&profiel=mt&stel=stop:13OR01.mt&stand=verschil&taal=en",
        "gebied=PV29&profiel=mt&stel=stop:13OR01.mt,start:4331.mt,start:4501.mt&stand=verschil",
        "kaart=tweeweg",
    ],
)
def test_the_longest_legends_are_whole_at_every_size_that_is_offered(visit, query):
    page = visit(f"/embed?{query}")
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        wait_width(page, width)
        hidden = page.evaluate(
            "() => { const { scrollHeight, clientHeight } = document.querySelector('.content');"
            " return scrollHeight - clientHeight; }"
        )
        assert hidden <= 0, name
