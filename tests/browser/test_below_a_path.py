"""The tour of a site that stands below a path of a larger one: nothing leads out of it."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

from dashboard.settings import Settings
from tests.browser.conftest import new_page
from tests.support.browser import LAPTOP, serving
from tests.support.screen import settle

BELOW = "/techniek"
DOWNLOADS = "() => [...document.querySelectorAll('a[download]')].map((one) => one.href)"


def painted(page: Page) -> None:
    page.wait_for_selector("#map[data-painted]")
    settle(page)


def test_the_whole_tour_stays_below_the_path(context: BrowserContext):
    with serving(Settings(basemap="drawn", script_name=BELOW)) as address:
        site = address + BELOW
        page = new_page(context)
        page.set_viewport_size(LAPTOP)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))

        # The path alone leads to the map, as it comes and as it lives.
        page.goto(site)
        painted(page)
        assert page.url == f"{site}/"

        # A search, a step up, a menu.
        page.fill("#search", "Goes")
        page.wait_for_selector("#search-list a")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site}/?gebied=GM0664*")
        painted(page)

        # What is shared, and what another site makes of it.
        page.click("#part-share > summary")
        page.wait_for_function(
            "() => document.querySelector('#share-link').value.startsWith('http')"
        )
        link, code, oembed = (
            page.input_value(f"#share-{one}") for one in ("link", "code", "oembed")
        )
        assert link.startswith(f"{site}/?gebied=GM0664")
        assert f'src="{site}/embed?gebied=GM0664' in code
        assert f'src="{site}/embed?gebied=GM0664' in page.request.get(oembed).json()["html"]
        page.click("#part-share > summary")

        # Every file that is no work for a process of its own.
        files = {urlsplit(one).path: one for one in page.evaluate(DOWNLOADS)}
        for path, file in files.items():
            assert path.startswith(f"{BELOW}/")
            if path.endswith((".csv", ".svg", ".geojson")):
                assert page.request.get(file).ok, path

        # Another page and back, within one document; the portrait, another one.
        page.click(".source a[data-within]")
        page.wait_for_selector("#page main.reading h1")
        assert page.url == f"{site}/verantwoording?taal=nl"
        page.go_back()
        painted(page)
        page.click("a[href*='/regio/']")
        page.wait_for_url(f"{site}/regio/gemeente/GM0664*")
        page.click("nav.breadcrumb a")
        page.wait_for_url(f"{site}/regio/land/NL*")
        for path in ("/api", "/embed?gebied=GM0664&knoppen=ja"):
            assert page.goto(site + path).ok
            page.evaluate("document.fonts.ready.then(() => true)")

        assert not page.problems
        there = [urlsplit(one) for one in asked if one.startswith(address)]
        assert {one.path for one in there if not one.path.startswith(f"{BELOW}/")} == {BELOW}
        page.close()
