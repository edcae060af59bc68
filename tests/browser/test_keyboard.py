"""The whole tour with the keyboard alone: the focus is seen at every step, and never lost."""

import re

from playwright.sync_api import Page, expect

from tests.support.browser import LAPTOP
from tests.support.leading import lead_to
from tests.support.screen import settle, wait_painted

#: What is wrong with the focus, in words; "" where it is seen, and "there" where it has come to.
_FOCUS = """(place) => {
  const one = document.activeElement;
  if (!one || one === document.body) return "lost";
  const name = one.id || one.className || one.localName;
  const drawn = ({ outlineStyle, outlineWidth, outlineColor, boxShadow }) =>
    boxShadow !== "none" ||
    (outlineStyle !== "none" && outlineWidth !== "0px" && outlineColor !== "rgba(0, 0, 0, 0)");
  // A field, and the grip of a drawing, show it in what is around them or in them.
  const places = [one, ...one.children, one.parentElement];
  const shown = places.some((part) => drawn(getComputedStyle(part)));
  const ring = one.querySelector(".curve-ring");
  if (!shown && !(ring && getComputedStyle(ring).opacity > 0)) return `no mark on ${name}`;
  const { left, top, right, bottom } = one.getBoundingClientRect();
  const [x0, x1] = [Math.max(left, 0), Math.min(right, innerWidth)];
  const [y0, y1] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
  if (x0 >= x1 || y0 >= y1) return `${name} is out of the window`;
  const spots = [0.1, 0.3, 0.5, 0.7, 0.9];
  const meets = (x, y) => {
    const there = document.elementFromPoint(x, y);
    return there && (one.contains(there) || there.contains(one));
  };
  const seen = spots.some((x) =>
    spots.some((y) => meets(x0 + x * (x1 - x0), y0 + y * (y1 - y0))));
  if (!seen) return `${name} is under something`;
  return place && one.matches(place) ? "there" : "";
}"""
#: More elements than take the focus on any page of ours.
MANY = 150


def assert_focus(page: Page, where: str = "") -> None:
    """Something has the focus, and a reader sees what."""
    assert page.evaluate(_FOCUS) == "", where


def go_to(page: Page, place: str, key: str = "Tab") -> None:
    """Press a key until a place has the focus; what has it on the way is seen too."""
    for _ in range(MANY):
        page.keyboard.press(key)
        wrong = page.evaluate(_FOCUS, place)
        if wrong == "there":
            return
        assert wrong == "", f"on the way to {place}"
    raise AssertionError(f"{key} does not lead to {place}")


def press(page: Page, key: str, address: str = "") -> None:
    """Press a key; then the address has this in it, and the page is as it says."""
    page.keyboard.press(key)
    if address:
        page.wait_for_url(re.compile(re.escape(address)))
    settle(page)
    assert_focus(page, f"after {key} at {page.url}")


def test_the_whole_tour_with_the_keyboard(visit, data):
    # On a page that was used before, the first Tab goes on from where somebody was.
    page = visit("/?kaart=dekking", LAPTOP)
    go_to(page, "#search")
    page.keyboard.type("Zeeland")
    page.wait_for_selector(".search-results a")
    page.keyboard.press("ArrowDown")
    press(page, "Enter", "gebied=PV29")
    expect(page.locator("#breadcrumb")).to_contain_text("Zeeland")

    # View, profile, track, limit and year.
    go_to(page, ".fold", "Shift+Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    press(page, "Enter", "gebied=PV29")
    assert "kaart=" not in page.url
    for menu, steps, address in (
        ("tracks", 2, "leerweg="),
        ("profiles", 3, "profiel="),
        ("year", 2, "jaar="),
    ):
        go_to(page, f"#pick-{menu}", "Shift+Tab" if menu != "year" else "Tab")
        for _ in range(steps):
            page.keyboard.press("ArrowDown")
        press(page, "Enter", address)
        assert page.evaluate("document.activeElement.id") == f"pick-{menu}"
    go_to(page, "#pick-threshold", "Shift+Tab")
    page.keyboard.press("Enter")
    go_to(page, "[role=slider]")
    press(page, "ArrowRight", "afstand=11")
    press(page, "Escape")
    assert page.evaluate("document.activeElement.id") == "pick-threshold"

    # The map: arrows bring an area to its middle, which speaks, and Enter goes there.
    go_to(page, ".maplibregl-canvas")
    said = page.locator("#map-said")
    expect(said).not_to_be_empty()
    before = said.inner_text()
    page.keyboard.press("ArrowRight")
    expect(said).not_to_have_text(before)
    expect(said).not_to_be_empty()
    described = page.locator(".maplibregl-canvas").get_attribute("aria-describedby")
    assert "Zeeland" in page.locator(f"#{described}").inner_text()
    postcode = said.inner_text()[:4]
    # From the province a click leads to the municipality of what is clicked, and so does Enter.
    press(page, "Enter", f"gebied={data.parent(postcode)}")

    # Table, download, share, the large screen.
    go_to(page, ".switch a:not(.chosen)")
    press(page, "Enter", "tabel=open")
    assert page.evaluate("document.activeElement.className") == "table-scroll"
    go_to(page, ".switch a:not(.chosen)", "Shift+Tab")
    press(page, "Enter")
    assert "tabel" not in page.url
    go_to(page, "#part-download summary")
    page.keyboard.press("Enter")
    go_to(page, "#part-download a[href*='/download.csv']", "ArrowDown")
    with page.expect_download():
        page.keyboard.press("Enter")
    assert_focus(page, "after the download")
    go_to(page, "#part-share > summary")
    page.keyboard.press("Enter")
    go_to(page, "#share-link")
    press(page, "Escape")
    assert page.evaluate("document.activeElement.parentElement.id") == "part-share"
    go_to(page, "#screen-switch", "Shift+Tab")
    press(page, "Enter", "weergave=scherm")
    press(page, "ArrowUp", "gebied=PV29")
    press(page, "Escape")
    assert "weergave" not in page.url
    assert page.evaluate("document.activeElement.id") == "screen-switch"

    # A change of the offer, and the portrait.
    lead_to(page, "/?gebied=GM0664&profiel=mt&per=postcode&vestiging=13OR01")
    page.focus("#zoom-region")
    go_to(page, "#answer a[data-set*='stel=stop:13OR01.mt']")
    press(page, "Enter", "gebied=PV29&profiel=mt&stel=stop:13OR01.mt")
    expect(page.locator("#supposed li")).to_contain_text("M&T stopt bij Het Goese Lyceum")
    go_to(page, ".portrait-link")
    page.keyboard.press("Enter")
    page.wait_for_selector("body.portrait")
    go_to(page, ".header-links a[href^='/?']")
    page.keyboard.press("Enter")
    wait_painted(page, "postcode:PV29")
    assert "stel=stop:13OR01.mt" in page.url
    assert page.problems == []
