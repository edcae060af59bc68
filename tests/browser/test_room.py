"""Nothing lies over anything, and nothing is cut off, whatever the window and the view."""

import pytest

from tests.support.browser import LAPTOP, PHONE
from tests.support.screen import settle, wait_width

#: Windows, the last of them a laptop at 200 %.
SIZES = (
    *((1920, 1080), (1366, 768), (1280, 720), (1024, 768)),
    *((768, 1024), (390, 844), (320, 640), (960, 540)),
)
#: Pairs of what lies over each other, what lies outside its frame, and what is cut off.
CROWDED = """() => {
  const places = [".views", "#map-switch", ".legend", ".facility-corner summary", ".zoom", "#inset",
    ".header", ".question", "#answer", ".table-tools", ".table-scroll", ".pages"];
  const wide = window.innerWidth > 900;
  const card = document.getElementById("map-card").getBoundingClientRect();
  const boxes = places.flatMap((place) => [...document.querySelectorAll(place)].map(
    (element) => [place, element.getBoundingClientRect()]
  )).filter(([, box]) => box.width && box.height);
  const found = [];
  for (const [at, [place, box]] of boxes.entries()) {
    for (const [other, its] of boxes.slice(at + 1)) {
      const across = Math.min(box.right, its.right) - Math.max(box.left, its.left);
      const down = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
      if (across > 1 && down > 1) found.push(`${place} over ${other}`);
    }
    const isCorner = wide && document.querySelector(place).closest(".corner");
    const frame = isCorner ? card : { left: 0, right: window.innerWidth };
    if (box.left < frame.left - 1 || box.right > frame.right + 1) found.push(`${place} is outside`);
    if (isCorner && (box.top < card.top - 1 || box.bottom > card.bottom + 1)) {
      found.push(`${place} is cut off`);
    }
  }
  for (const text of document.querySelectorAll("#map-card :is(a, summary, .fold), .question *")) {
    const hides = ["hidden", "clip"].includes(getComputedStyle(text).overflowX);
    if (hides && text.scrollWidth > text.clientWidth + 1) found.push(`cut: ${text.textContent}`);
  }
  const years = [...document.querySelectorAll(".years-year")].map(
    (year) => year.getBoundingClientRect()
  );
  if (years.some((box, at) => at && box.left < years[at - 1].right)) found.push("years collide");
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > window.innerWidth) found.push("the page scrolls aside");
  return found;
}"""


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_lies_over_anything(lead, language):
    """Every view, in one page: only the window and the address change."""
    page = lead(f"/?gebied=PV29&taal={language}", LAPTOP)
    crowded = {}
    views = page.locator(".views > ul a")
    for view in range(views.count()):
        page.evaluate("(at) => document.querySelectorAll('.views > ul a')[at].click()", view)
        settle(page)
        for pane in ("map", "table") if view in (0, views.count() - 1) else ("map",):
            if pane == "table":
                page.evaluate("document.querySelectorAll('.switch a')[1].click()")
                settle(page)
            for width, height in SIZES:
                page.set_viewport_size({"width": width, "height": height})
                wait_width(page, width)
                if found := page.evaluate(CROWDED):
                    crowded[view, pane, width] = found
            if pane == "table":
                page.evaluate("document.querySelectorAll('.switch a')[0].click()")
                settle(page)
    assert crowded == {}
    assert page.problems == []


def test_a_region_lies_clear_of_what_lies_over_the_map(lead):
    page = lead("/?gebied=PV29", PHONE)
    for width, height in (PHONE.values(), LAPTOP.values(), (1024, 768), (768, 1024)):
        page.set_viewport_size({"width": width, "height": height})
        wait_width(page, width)
        # The map follows the window a moment later.
        page.wait_for_function(
            """() => {
              const { map, areas } = window.techniek.state;
              const [west, south, east, north] = areas.focus.box;
              const at = map.getContainer().getBoundingClientRect();
              const [from, to] = [map.project([west, north]), map.project([east, south])];
              const region = { left: at.x + from.x, top: at.y + from.y,
                right: at.x + to.x, bottom: at.y + to.y };
              const isIn = region.right - region.left > 120;
              const corners = [...document.querySelectorAll(".corner > *")];
              return isIn && corners.map((corner) => corner.getBoundingClientRect()).every(
                (box) => !box.width || box.left >= region.right || box.right <= region.left
                  || box.top >= region.bottom || box.bottom <= region.top
              );
            }"""
        )


def test_the_largest_places_are_named_and_no_name_is_under_a_mark(lead):
    page = lead("/?gebied=PV28", LAPTOP)
    page.wait_for_selector(".site-mark")
    names = page.evaluate(
        """() => {
          const boxes = (place) => [...document.querySelectorAll(place)].map(
            (element) => [element.textContent, element.getBoundingClientRect()]
          );
          const marks = boxes(".site-mark");
          return boxes(".place-label:not([hidden])").map(([name, box]) => [name, marks.filter(
            ([, its]) => Math.min(box.right, its.right) - Math.max(box.left, its.left) > 1
              && Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top) > 1
          ).length]);
        }"""
    )
    assert {"Rotterdam", "'s-Gravenhage"} <= {name for name, _ in names}
    # Only those are among marks, and over them.
    assert len([name for name, marks in names if marks]) <= 6 < len(names)
    over, under = (
        page.locator(place).first.evaluate("(one) => Number(getComputedStyle(one).zIndex) || 0")
        for place in (".place-label", ".site-mark")
    )
    assert over > under
    shapes = "(marks) => [...new Set(marks.map((one) => one.className + one.textContent))].sort()"
    on_map, in_legend = (
        page.locator(f"{place} .shape").evaluate_all(shapes) for place in (".site-mark", "#legend")
    )
    assert on_map == in_legend == ["shape shape-BWIB", "shape shape-MTM", "shape shape-PIEP"]


def test_the_list_of_views_folds_to_a_button(lead):
    page = lead("/?kaart=dekking", {"width": 1024, "height": 768})
    button = page.locator(".views .fold")
    assert button.inner_text() == "Dekking"
    assert not page.locator(".views > ul").is_visible()
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert not page.locator(".views > ul").is_visible()
    button.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "Jongeren zonder aanbod"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**kaart=keuze*")
    settle(page)
    assert not page.locator(".views > ul").is_visible()
    assert button.inner_text() == "Keuze binnen bereik"
    assert page.evaluate("document.activeElement.className") == "fold"
