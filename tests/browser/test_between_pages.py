"""From page to page by a click: what then stands there is what a fresh visit shows."""

import io
import json
from collections.abc import Callable

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page, Route, expect

from tests.support.browser import LAPTOP
from tests.support.screen import settle

#: Of 255: a rounded corner is drawn a shade lighter or darker from one time to the next.
UNSEEN = 2
METHOD = "/verantwoording?taal=nl"
#: What stands on a page, but for names that libraries number anew at every drawing.
_SHOWN = """() => ({
  address: location.href.slice(location.origin.length),
  title: document.title,
  language: document.documentElement.lang,
  classes: document.documentElement.className,
  text: document.getElementById("page").innerText,
  ids: [...document.querySelectorAll("#page [id]")].map((one) => one.id)
    .filter((id) => /^[a-z-]+$/.test(id)),
  links: [...document.querySelectorAll("#page a")].map((one) => one.getAttribute("href")),
  areas: document.getElementById("map") ? window.techniek.state.painted : null,
  map: document.getElementById("map")?.dataset.painted ?? null,
})"""


def furthest_apart(one: bytes, other: bytes) -> int:
    """The largest difference between two pictures, of any pixel in any colour."""
    pictures = [Image.open(io.BytesIO(picture)).convert("RGB") for picture in (one, other)]
    return max(most for _, most in ImageChops.difference(*pictures).getextrema())


def settle_page(page: Page, address: str) -> None:
    """Wait until the page of this address, whichever it is, stands there in full."""
    page.wait_for_url(f"**{address}")
    if address.startswith("/verantwoording"):
        page.wait_for_selector("main.reading h1")
        page.wait_for_function("() => window.store.getState().isLoading === false")
        page.evaluate("document.fonts.ready.then(() => true)")
    else:
        page.wait_for_selector("#map[data-painted]")
        settle(page)


def look(page: Page, address: str) -> tuple[dict, bytes | None]:
    """What stands on a page, and for a page to read how it looks."""
    shown = page.evaluate(_SHOWN)
    if not address.startswith("/verantwoording"):
        return shown, None
    # Where a step back leads, the browser scrolls to what was last read there.
    page.evaluate("scrollTo(0, 0)")
    page.mouse.move(5, 5)
    return shown, page.screenshot()


@pytest.fixture(scope="module")
def seen() -> dict[str, tuple[dict, bytes | None]]:
    """What fresh visits saw, by address: the same for every visit."""
    return {}


@pytest.fixture
def assert_as_fresh(visit, seen) -> Callable[[Page, str], None]:
    """Assert that a page shows what somebody sees who types its address."""

    def compare(page: Page, address: str) -> None:
        settle_page(page, address)
        if address not in seen:
            fresh = visit(address)
            settle_page(fresh, address)
            seen[address] = look(fresh, address)
            assert fresh.problems == []
            fresh.close()
        expected, picture = seen[address]
        expect(page.locator("html")).to_have_attribute("lang", expected["language"])
        shown, looks = look(page, address)
        assert shown == expected
        assert picture is None or furthest_apart(looks, picture) <= UNSEEN
        assert page.problems == []

    return compare


def test_to_the_method_and_back(visit, assert_as_fresh):
    page = visit("/?gebied=GM0855&kaart=dekking")
    page.click(".header-links >> text=Verantwoording")
    assert_as_fresh(page, METHOD)
    page.go_back()
    assert_as_fresh(page, "/?gebied=GM0855&kaart=dekking")
    page.go_forward()
    assert_as_fresh(page, METHOD)
    page.click("main >> text=Terug naar de kaart")
    assert_as_fresh(page, "/?taal=nl")


def test_to_the_method_from_the_sources_and_to_another_language(visit, assert_as_fresh):
    page = visit("/?kaart=dekking")
    page.click("text=Hoe komen we hieraan?")
    assert_as_fresh(page, METHOD)
    page.click(".header-links .button >> text=English")
    assert_as_fresh(page, "/verantwoording?taal=en")
    page.click(".brand")
    assert_as_fresh(page, "/?taal=en")


def test_from_the_method_to_the_map(visit, assert_as_fresh):
    page = visit(METHOD)
    settle_page(page, METHOD)
    page.click("main >> text=Terug naar de kaart")
    assert_as_fresh(page, "/?taal=nl")


def test_a_page_to_read_is_never_as_large_as_a_wall(visit, assert_as_fresh):
    page = visit(METHOD)
    settle_page(page, METHOD)
    page.click("main >> text=Terug naar de kaart")
    settle_page(page, "/?taal=nl")
    page.click("#screen-switch")
    page.wait_for_selector("html.screen")
    settle(page)
    page.evaluate("history.go(-2)")
    assert_as_fresh(page, METHOD)


def test_an_answer_that_comes_late_finds_no_place(visit, assert_as_fresh):
    """The map asked, its reader left, and only then the answers come."""
    page = visit("/?kaart=dekking")
    held: list[Route] = []
    page.route("**/scherm.json*", lambda route: held.append(route))
    page.click(".views .fold")
    page.click(".views >> text=Afstand")
    page.wait_for_function("() => !location.search")
    page.wait_for_function("() => !window.techniek.isShown()")
    page.click(".header-links >> text=Verantwoording")
    page.wait_for_selector("main.reading h1")
    assert len(held) == 1
    held[0].continue_()
    assert_as_fresh(page, METHOD)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_leaving_the_map_asks_for_the_page_alone(visit, language):
    page = visit(f"/?taal={language}", LAPTOP)
    asked = []
    page.on("request", lambda request: asked.append(request))
    page.locator(".header-links .plain-link").click()
    settle_page(page, f"/verantwoording?taal={language}")
    updates = [one for one in asked if "_dash-update" in one.url or "scherm.json" in one.url]
    assert [json.loads(one.post_data)["output"] for one in updates] == [
        "..page.children...shown.data.."
    ]
