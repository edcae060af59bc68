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


def assert_as_fresh(page: Page, visit: Callable[..., Page], address: str) -> None:
    """The page shows what somebody sees who types its address."""
    settle_page(page, address)
    fresh = visit(address)
    settle_page(fresh, address)
    expect(page.locator("html")).to_have_attribute(
        "lang", fresh.evaluate("document.documentElement.lang")
    )
    assert page.evaluate(_SHOWN) == fresh.evaluate(_SHOWN)
    if address.startswith("/verantwoording"):
        for one in (page, fresh):
            # Where a step back leads, the browser scrolls to what was last read there.
            one.evaluate("scrollTo(0, 0)")
            one.mouse.move(5, 5)
        assert furthest_apart(page.screenshot(), fresh.screenshot()) <= UNSEEN
    assert page.problems == fresh.problems == []
    fresh.close()


def test_to_the_method_and_back(visit):
    page = visit("/?gebied=GM0855&kaart=dekking")
    page.click(".header-links >> text=Verantwoording")
    assert_as_fresh(page, visit, METHOD)
    page.go_back()
    assert_as_fresh(page, visit, "/?gebied=GM0855&kaart=dekking")
    page.go_forward()
    assert_as_fresh(page, visit, METHOD)
    page.click("main >> text=Terug naar de kaart")
    assert_as_fresh(page, visit, "/?taal=nl")


def test_to_the_method_from_the_sources_and_to_another_language(visit):
    page = visit("/?kaart=dekking")
    page.click("text=Hoe komen we hieraan?")
    assert_as_fresh(page, visit, METHOD)
    page.click(".header-links .button >> text=English")
    assert_as_fresh(page, visit, "/verantwoording?taal=en")
    page.click(".brand")
    assert_as_fresh(page, visit, "/?taal=en")


def test_from_the_method_to_the_map(visit):
    page = visit(METHOD)
    settle_page(page, METHOD)
    page.click("main >> text=Terug naar de kaart")
    assert_as_fresh(page, visit, "/?taal=nl")


def test_a_page_to_read_is_never_as_large_as_a_wall(visit):
    page = visit(METHOD)
    settle_page(page, METHOD)
    page.click("main >> text=Terug naar de kaart")
    settle_page(page, "/?taal=nl")
    page.click("#screen-switch")
    page.wait_for_selector("html.screen")
    settle(page)
    page.evaluate("history.go(-2)")
    assert_as_fresh(page, visit, METHOD)


def test_an_answer_that_comes_late_finds_no_place(visit):
    """The map asked, its reader left, and only then the answers come."""
    page = visit("/?kaart=dekking")
    held: list[Route] = []
    page.route("**/scherm.json*", lambda route: held.append(route))
    page.click(".views >> text=Afstand")
    page.wait_for_function("() => !location.search")
    page.wait_for_function("() => !window.techniek.isShown()")
    page.click(".header-links >> text=Verantwoording")
    page.wait_for_selector("main.reading h1")
    assert len(held) == 1
    held[0].continue_()
    assert_as_fresh(page, visit, METHOD)


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
