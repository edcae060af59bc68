"""Every link and every button of every page, by a click: what then stands there is what a fresh
visit of the same address shows, and the way back leads to what stood there."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ElementHandle, Page

from tests.support.controls import control, kinds, stand, standing

#: Pages, and of each the part that no page before it has. Areas as large as municipalities: the
#: drawing is not what is clicked.
PAGES = [
    ("/?kaart=dekking&gebied=PV26", "header, .question"),
    ("/?kaart=dekking&gebied=PV26", ".corner, .map-figure"),
    ("/?kaart=dekking&gebied=PV26", "#answer"),
    ("/?kaart=dekking&gebied=GM0855", "#answer, #breadcrumb"),
    ("/?kaart=dekking&per=gemeente&tabel=open", ".table-pane"),
    ("/?kaart=enig&per=gemeente&gebied=PV26", "#answer"),
    ("/?kaart=tweeweg", "#answer, #part-figure, #part-offer"),
    ("/?kaart=dekking&vestiging=13OR01", "#answer"),
    ("/?kaart=dekking&gebied=4501&maat=fiets", "#answer"),
    ("/?kaart=dekking&weergave=scherm", "#screen"),
    ("/verantwoording", "body"),
    ("/bestaat-niet", "body"),
    ("/regio/gemeente/GM0855", "body"),
    ("/api", "body"),
    ("/embed?kaart=dekking&gebied=GM0855&knoppen=ja", "body"),
]
#: What a click changes on a page that keeps its address.
_CHANGED = """(before) => before !== [location.href, document.documentElement.outerHTML,
  document.activeElement.matches(":invalid")].join()"""
_MARKUP = """() => [location.href, document.documentElement.outerHTML,
  document.activeElement.matches(":invalid")].join()"""
_OPEN = "() => [...document.querySelectorAll('details')].map((menu) => menu.open)"
_CLOSE = """(open) => document.querySelectorAll("details").forEach((menu, at) => {
  menu.open = open[at] ?? false;
})"""
_ENTRY = "() => navigation.currentEntry.index"


class Visitor:
    """One page that is clicked through, and another that visits every address afresh."""

    def __init__(self, visit: Callable[..., Page], path: str):
        self.page = visit("/health")
        self.other = visit("/health")
        self.site = self.page.url.removesuffix("/health")
        self.fresh: dict[str, dict] = {}
        self.page.goto(self.site + path)
        stand(self.page)
        self.start = self.page.url
        self.open_menus = self.page.evaluate(_OPEN)

    def assert_as_fresh(self, page: Page, kind: str) -> None:
        """The page shows what somebody sees who types its address."""
        address = page.url
        if address not in self.fresh:
            self.other.goto(address)
            self.fresh[address] = standing(self.other)
        assert standing(page) == self.fresh[address], kind

    def back(self, entry: int, kind: str) -> None:
        """To where the page started: by the button of the browser where that leads there."""
        page = self.page
        if page.evaluate(_ENTRY) == entry + 1:
            page.go_back()
            self.assert_as_fresh(page, kind)
        if page.url != self.start:
            page.goto(self.start)
            stand(page)
        page.evaluate(_CLOSE, self.open_menus)

    def click(self, scope: str, kind: str) -> None:
        """Click the first of a kind, see what stands there, and go back."""
        one = control(self.page, scope, kind)
        entry = self.page.evaluate(_ENTRY)
        if one is not None and kind.startswith("a "):
            self.follow(one, kind)
        elif one is not None:
            self.push(one, kind)
        self.back(entry, kind)

    def follow(self, link: ElementHandle, kind: str) -> None:
        """Click a link: a file, or another page, another view, another place on this page."""
        page, address = self.page, link.evaluate("(link) => link.href")
        if not address.startswith(self.site):
            # Somebody else's page: nothing here can say what it shows.
            assert urlsplit(address).scheme in ("https", "mailto"), kind
        elif link.get_attribute("download") is not None:
            with page.expect_download() as waiting:
                link.click()
            answer = page.request.get(address)
            assert answer.ok, kind
            assert waiting.value.suggested_filename in answer.headers["content-disposition"], kind
        elif link.get_attribute("target") == "_blank":
            with page.context.expect_page() as opened:
                link.click()
            self.assert_as_fresh(opened.value, kind)
            opened.value.close()
        else:
            link.click()
            page.wait_for_url(lambda url: without_camera(url) == without_camera(address))
            if urlsplit(address).fragment:
                assert page.locator(":target").count() == 1, kind
            self.assert_as_fresh(page, kind)

    def push(self, button: ElementHandle, kind: str) -> None:
        """Click a button: something happens, and what stands there is that of the address."""
        page = self.page
        if button.evaluate("(button) => Boolean(button.closest('#own-file'))"):
            with page.expect_file_chooser():
                button.click()
            return
        before = page.evaluate(_MARKUP)
        button.click()
        page.wait_for_function(_CHANGED, arg=before)
        self.assert_as_fresh(page, kind)


def without_camera(address: str) -> tuple:
    """Path, parameters and place of an address, wherever the camera of the map stands."""
    parts = urlsplit(address)
    kept = [one for one in parts.query.split("&") if not one.startswith("zicht=")]
    return parts.path, kept, parts.fragment


@pytest.mark.parametrize(("path", "scope"), PAGES)
def test_a_click_shows_what_a_fresh_visit_shows(visit, path, scope):
    visitor = Visitor(visit, path)
    clickable = kinds(visitor.page, scope)
    assert clickable
    for kind in clickable:
        visitor.click(scope, kind)
    assert not [one for one in visitor.page.problems if one.startswith("thrown")]
