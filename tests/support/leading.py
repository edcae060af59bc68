"""Lead a page of the map to another address, as a link of the page does: nothing is read anew."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.support.screen import settle

#: What a reader may have left, but for what was typed.
_TIDY = """async () => {
  if (document.fullscreenElement) await document.exitFullscreen();
  document.activeElement?.blur();
  for (const open of document.querySelectorAll("details.pick[open]")) open.open = false;
  for (const one of document.querySelectorAll("*")) if (one.scrollTop) one.scrollTop = 0;
  window.scrollTo(0, 0);
  // Where the map was moved to by hand: the next region is looked at as the first of a page is.
  if (window.techniek) Object.assign(window.techniek.state, { moved: false, focusCode: null });
}"""
_GO = """(path) => {
  window.history.pushState({}, "", path);
  window.dispatchEvent(new PopStateEvent("popstate"));
}"""


def is_map(page: Page) -> bool:
    """Does it stand on the map, from where it can be led?"""
    return urlsplit(page.url).path == "/"


def lead_to(page: Page, path: str, size: dict | None = None) -> None:
    """Take the page to an address of the map, with nothing of what was done on it before; in a
    window of this size."""
    page.unroute_all()
    page.mouse.move(0, 0)
    field = page.locator("#search")
    if field.is_visible():
        field.fill("")
        expect(page.locator("#search-status")).to_have_text("")
    page.evaluate(_TIDY)
    if size:
        page.set_viewport_size(size)
    page.evaluate(_GO, path)
    page.wait_for_selector("#map[data-painted]")
    settle(page)
