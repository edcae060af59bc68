"""Who asks for no motion sees none: nothing fades or slides, and the map jumps."""

from playwright.sync_api import Page

from tests.support.browser import LAPTOP
from tests.support.screen import settle

#: What still moves on its way to another look: longer than a hundredth of a second.
MOVING = """() => {
  const long = (text) => text.split(",").some((one) => parseFloat(one) > 0.01);
  const found = [];
  for (const one of document.querySelectorAll("*")) {
    for (const part of ["", "::before", "::after"]) {
      const style = getComputedStyle(one, part);
      const slides = style.scrollBehavior === "smooth";
      if (long(style.transitionDuration) || long(style.animationDuration) || slides) {
        found.push(one.outerHTML.slice(0, 100) + part);
      }
    }
  }
  return found;
}"""
#: Keep of every move of the camera whether it was a jump: done before anything else happens.
WATCH = """() => {
  const { map } = window.techniek.state;
  window.jumps = [];
  map.on("movestart", () => {
    let isDone = false;
    map.once("moveend", () => { isDone = true; });
    queueMicrotask(() => window.jumps.push(isDone));
  });
}"""


def jumps(page: Page) -> set[bool]:
    """Of the moves since this was asked: whether they were jumps."""
    page.wait_for_function("() => window.jumps.length && !window.techniek.state.map.isMoving()")
    return set(page.evaluate("() => window.jumps.splice(0)"))


def test_nothing_moves_and_the_map_jumps(lead):
    page = lead("/?gebied=PV29", LAPTOP)
    assert page.evaluate(MOVING) == []
    page.evaluate(WATCH)
    zoom = page.locator("#zoom-in")
    for step in (
        lambda: zoom.press("Enter"),
        lambda: page.locator("#zoom-region").press("Enter"),
        lambda: page.locator(".maplibregl-canvas").press("ArrowRight"),
        lambda: page.locator("#breadcrumb a").first.press("Enter"),
    ):
        step()
        settle(page)
        assert jumps(page) == {True}
    # Who asks for nothing sees it glide: a jump would be told from it.
    page.emulate_media(reduced_motion="no-preference")
    try:
        zoom.press("Enter")
        assert jumps(page) == {False}
        assert page.evaluate(MOVING) != []
    finally:
        page.emulate_media(reduced_motion="reduce")
