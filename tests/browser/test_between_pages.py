"""From page to page by a click: what then stands there is what a fresh visit shows."""

import io
import json
from collections.abc import Callable

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page, Request, Route

from tests.support.as_fresh import assert_as_fresh
from tests.support.screen import settle

#: Of 255: a rounded corner is drawn a shade lighter or darker from one time to the next.
UNSEEN = 2
METHOD = "/verantwoording?taal=nl"


def furthest_apart(one: bytes, other: bytes) -> int:
    """The largest difference between two pictures, of any pixel in any colour."""
    pictures = [Image.open(io.BytesIO(picture)).convert("RGB") for picture in (one, other)]
    return max(most for _, most in ImageChops.difference(*pictures).getextrema())


def settle_page(page: Page, address: str) -> None:
    """Wait until the page of this address, whichever it is, stands there in full."""
    page.wait_for_url(f"**{address}")
    if address.startswith("/verantwoording"):
        page.wait_for_selector("#page main.reading h1")
        page.wait_for_selector("#first", state="detached")
        page.wait_for_function("() => window.store.getState().isLoading === false")
        page.evaluate("document.fonts.ready.then(() => true)")
    else:
        page.wait_for_selector("#map[data-painted]")
        settle(page)


def picture(page: Page) -> bytes:
    """How a page to read looks."""
    # Where a step back leads, the browser scrolls to what was last read there.
    page.evaluate("scrollTo(0, 0)")
    page.mouse.move(5, 5)
    return page.screenshot()


@pytest.fixture(scope="module")
def pictures() -> dict[str, bytes]:
    """How fresh visits of pages to read look, by address."""
    return {}


@pytest.fixture
def assert_there(visit, fresh, pictures) -> Callable[[Page, str], None]:
    """Assert that a page shows what somebody sees who types its address, and a page to read looks
    so too."""

    def compare(page: Page, address: str) -> None:
        settle_page(page, address)
        assert_as_fresh(page, fresh, address)
        if not address.startswith("/verantwoording"):
            return
        if address not in pictures:
            other = visit(address)
            settle_page(other, address)
            pictures[address] = picture(other)
            assert other.problems == []
        assert furthest_apart(picture(page), pictures[address]) <= UNSEEN

    return compare


def leave(page: Page, link: str) -> None:
    """Follow a link from the map to a page to read: that page is asked for, and nothing else."""
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    page.on("request", note)
    page.click(link)
    settle_page(page, "/verantwoording*")
    page.remove_listener("request", note)
    updates = [one for one in asked if "_dash-update" in one.url or "scherm.json" in one.url]
    assert [json.loads(one.post_data)["output"] for one in updates] == [
        "..page.children...shown.data.."
    ]


def test_to_the_method_and_back(lead, assert_there):
    page = lead("/?gebied=GM0855&kaart=dekking")
    leave(page, ".header-links >> text=Verantwoording")
    assert_there(page, METHOD)
    page.go_back()
    assert_there(page, "/?gebied=GM0855&kaart=dekking")
    page.go_forward()
    assert_there(page, METHOD)
    page.click("main >> text=Terug naar de kaart")
    assert_there(page, "/?taal=nl")


def test_to_the_method_from_the_sources_and_to_another_language(visit, assert_there):
    page = visit("/?kaart=dekking")
    leave(page, "text=Hoe komen we hieraan?")
    assert_there(page, METHOD)
    page.click(".header-links .button >> text=English")
    assert_there(page, "/verantwoording?taal=en")
    page.click(".brand")
    assert_there(page, "/?taal=en")
    leave(page, ".header-links .plain-link")
    assert_there(page, "/verantwoording?taal=en")


def test_a_page_to_read_is_never_as_large_as_a_wall(visit, assert_there):
    page = visit(METHOD)
    settle_page(page, METHOD)
    page.click("main >> text=Terug naar de kaart")
    assert_there(page, "/?taal=nl")
    page.click("#screen-switch")
    page.wait_for_selector("html.screen")
    settle(page)
    page.evaluate("history.go(-2)")
    assert_there(page, METHOD)


def test_an_answer_that_comes_late_finds_no_place(visit, assert_there):
    """The map asked, its reader left, and only then the answers come."""
    page = visit("/?kaart=dekking")
    held: list[Route] = []
    page.route("**/scherm.json*", lambda route: held.append(route))
    page.click(".views .fold")
    page.click(".views >> text=Afstand")
    page.wait_for_function("() => !location.search")
    page.wait_for_function("() => !window.techniek.isShown()")
    page.click(".header-links >> text=Verantwoording")
    page.wait_for_selector("#page main.reading h1")
    assert len(held) == 1
    held[0].continue_()
    assert_there(page, METHOD)
