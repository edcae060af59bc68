"""Every kind of link and button of every page, by a click: what then stands there is what a fresh
visit of the same address shows, and the way back from a page that a script drew in place of this
one leads to what stood there."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.support.as_fresh import assert_as_fresh, without_camera
from tests.support.controls import click, is_there, kinds, read
from tests.support.fresh_visit import FreshVisits
from tests.support.leading import is_map, lead_to
from tests.support.screen import settle

#: Pages of the map, and of each the part that no page before it has.
MAP_PAGES = [
    ("/?kaart=dekking&per=provincie&gebied=PV26", "#page > header, .skip"),
    ("/?kaart=dekking&per=provincie&gebied=PV26", ".question"),
    ("/?kaart=dekking&per=provincie&gebied=PV26", ".corner"),
    ("/?kaart=dekking&per=provincie&gebied=PV26", "#answer"),
    ("/?kaart=dekking&per=provincie", "#answer"),
    ("/?kaart=dekking&per=provincie&gebied=GM0855", "#answer, #breadcrumb"),
    ("/?kaart=dekking&per=provincie&tabel=open", "#table"),
    ("/?kaart=enig&per=provincie&gebied=PV26", "#answer"),
    ("/?kaart=tweeweg&per=provincie", "#answer, .question, #views, #legend"),
    ("/?kaart=dekking&per=provincie&vestiging=13OR01", "#answer"),
    ("/?kaart=dekking&per=provincie&gebied=4501&maat=fiets", "#answer, #measures"),
    ("/?kaart=dekking&per=provincie&gebied=sto-bes", "#answer, #inset"),
    ("/?kaart=dekking&per=provincie&weergave=scherm", "#screen"),
]
OTHER_PAGES = [
    ("/verantwoording", "body"),
    ("/bestaat-niet", "body"),
    ("/regio/gemeente/GM0855", "body"),
    ("/toegankelijkheid", "body"),
    ("/api", "body"),
    ("/embed?kaart=dekking&gebied=GM0855&knoppen=ja", "body"),
]
#: What shares its links to pages that Dash draws with a part before it: that they lead where they
#: should is compared, but a click would say nothing new.
STAYING = {
    "/?kaart=dekking&per=provincie",
    "/?kaart=dekking&per=provincie&gebied=GM0855",
    "/?kaart=enig&per=provincie&gebied=PV26",
    "/?kaart=dekking&per=provincie&vestiging=13OR01",
    "/?kaart=dekking&per=provincie&gebied=4501&maat=fiets",
    "/?kaart=dekking&per=provincie&gebied=sto-bes",
    "/?kaart=dekking&per=provincie&weergave=scherm",
}
#: Whatever else there is to click would be clicked by nobody.
MAP_PARTS = ", ".join({scope for _, scope in MAP_PAGES})
ELSEWHERE = """(scopes) => [...document.querySelectorAll("a[href], button, summary")]
  .filter((one) => !one.closest(scopes) && one.checkVisibility()).map((one) => one.outerHTML)"""
#: What a click changes on a page that keeps its address.
#: Between two documents there is none.
MARKUP = """() => [location.href, document.documentElement?.outerHTML,
  document.activeElement?.matches(":invalid")].join()"""
CHANGED = f"(before) => before !== ({MARKUP})()"
#: A menu stays open when what was clicked in it leads nowhere else.
CLOSE = "() => document.querySelectorAll('details.pick').forEach((menu) => { menu.open = false; })"
#: Of a link: its address, whether it is a file, and whether it opens beside this page.
LINK = "(one) => [one.href, one.hasAttribute('download'), one.target === '_blank']"
IS_OPEN = "(one) => one.parentElement.open"
CHOOSES_FILE = "(one) => Boolean(one.closest('.own-file'))"
MAKES_REGION = "(one) => one.id === 'region-make'"
#: A browser without a screen has no window to print from.
PRINT = "() => { window.print = () => { document.documentElement.dataset.printed = 'yes'; }; }"


class Visitor:
    """A page that is clicked through."""

    def __init__(self, page: Page, fresh: FreshVisits):
        self.page, self.fresh = page, fresh
        self.site = fresh.site
        self.start = without_camera(page.url)
        self.place = self.start
        self.assert_as_fresh(self.start, "a visit")

    def assert_as_fresh(self, path: str, kind: str, worded: bool = True) -> None:
        assert_as_fresh(self.page, self.fresh, path, kind, worded)

    def click(self, scope: str, kind: str) -> None:
        """Click the first of a kind, wherever earlier clicks led, and see what stands there."""
        if not is_there(self.page, scope, kind):
            self.restart(kind)
        if kind.startswith("a "):
            self.follow(scope, kind)
        elif kind.startswith("summary "):
            self.fold(scope, kind)
        else:
            self.push(scope, kind)
        # Another page has none of these kinds, and a button of the browser leads back to this one.
        if urlsplit(self.page.url).path != urlsplit(self.start).path:
            self.page.go_back()
            self.assert_as_fresh(self.place, kind)
        else:
            self.place = without_camera(self.page.url)
        self.page.evaluate(CLOSE)

    def restart(self, kind: str) -> None:
        """To where the page started."""
        if is_map(self.page) and self.start.startswith("/?"):
            lead_to(self.page, self.start)
        else:
            self.page.goto(self.site + self.start)
        self.place = self.start
        self.assert_as_fresh(self.start, kind)

    def follow(self, scope: str, kind: str) -> None:
        """Click a link: a file, or another page, another view, another place on this page."""
        page = self.page
        address, is_file, opens_other = read(page, scope, kind, LINK)
        if not address.startswith(self.site):
            # Somebody else's page: nothing here can say what it shows.
            assert urlsplit(address).scheme in ("https", "mailto"), kind
            return
        path = without_camera(address)
        answer = self.fresh.answer(path)
        # Only from a page that is not found a link leads to one: to itself.
        assert answer.status == (200 if path.split("?")[0] != "/bestaat-niet" else 404), kind
        if is_file or not answer.is_page:
            return
        if opens_other:
            with page.context.expect_page() as opened:
                click(page, scope, kind)
            assert without_camera(opened.value.url) == path, kind
            opened.value.close()
            return
        fragment = urlsplit(address).fragment
        if urlsplit(path).path != urlsplit(self.place).path and not self.is_led_by_script(path):
            self.leave(scope, kind, address)
            assert not fragment or self.fresh.has(path, fragment), kind
            return
        click(page, scope, kind)
        self.assert_as_fresh(path, kind)
        assert not fragment or page.locator(":target").count() == 1, kind

    def is_led_by_script(self, path: str) -> bool:
        """Does Dash draw this page and the other one? Then it draws that in place of this."""
        return all(self.fresh.document(one).is_drawn for one in (self.place, path))

    def leave(self, scope: str, kind: str, address: str) -> None:
        """Click a link to another page: the browser asks for a document of that address, which is a
        fresh visit by itself. It is answered with nothing, so that this page stays."""
        page, document = self.page, address.partition("#")[0]
        page.route(lambda asked: asked == document, lambda route: route.fulfill(status=204))
        with page.expect_request(lambda asked: asked.url == document) as asked:
            click(page, scope, kind)
        assert asked.value.is_navigation_request(), kind
        page.unroute_all()

    def fold(self, scope: str, kind: str) -> None:
        """Click what opens and closes a menu."""
        page = self.page
        before = read(page, scope, kind, IS_OPEN)
        for expected in (not before, before):
            click(page, scope, kind)
            assert read(page, scope, kind, IS_OPEN) == expected, kind
        self.assert_as_fresh(self.place, kind)

    def push(self, scope: str, kind: str) -> None:
        """Click a button: something happens, and what stands there is that of the address."""
        page = self.page
        if read(page, scope, kind, CHOOSES_FILE):
            with page.expect_file_chooser():
                click(page, scope, kind)
            return
        if read(page, scope, kind, MAKES_REGION):
            # What is made with it is another test; who stops at once has what the address says.
            click(page, scope, kind)
            page.click(".region-stop")
            page.wait_for_selector(".region-stop", state="detached")
            settle(page)
            self.assert_as_fresh(without_camera(page.url), kind)
            return
        page.evaluate(PRINT)
        before = page.evaluate(MARKUP)
        click(page, scope, kind)
        page.wait_for_function(CHANGED, arg=before)
        path = without_camera(page.url)
        # On a page that stays, the button itself may say what it did.
        self.assert_as_fresh(path, kind, worded=path != self.place)


def leads_to_method(kind: str) -> bool:
    """Does a link lead from the map to another page that Dash draws?"""
    return any(path in kind for path in (" /verantwoording?", " /regelingen?"))


@pytest.mark.parametrize(("path", "scope"), MAP_PAGES + OTHER_PAGES)
def test_a_click_shows_what_a_fresh_visit_shows(visit, lead, fresh, path, scope):
    page = (lead if path.startswith("/?") else visit)(path)
    parts = MAP_PARTS if path.startswith("/?") else scope
    assert page.evaluate(ELSEWHERE, parts) == []
    visitor = Visitor(page, fresh)
    clickable = [
        one for one in kinds(page, scope) if path not in STAYING or not leads_to_method(one)
    ]
    assert clickable
    # What a button says of what it did stands there for a while: buttons come last.
    for kind in sorted(clickable, key=lambda kind: kind.startswith("button ")):
        visitor.click(scope, kind)
