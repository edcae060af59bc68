"""A phone: fingers, what a tap chooses, the way back to the region, and the way to the table."""

import pytest
from playwright.sync_api import Page

from tests.support.browser import PHONE
from tests.support.screen import point, settle, wait_drawn, wait_painted

#: A place in Terneuzen, of Zeeland.
TERNEUZEN = 3.85, 51.28
_LOOK = """() => {
  const { map } = window.techniek.state;
  const { lng, lat } = map.getCenter();
  return { page: window.scrollY, map: [lng, lat, map.getZoom()] };
}"""


def drag(session, fingers: list[tuple[float, float]], up: int) -> None:
    """Fingers on these places of the window, moved up by so many pixels together; 0: a tap."""

    def touch(kind: str, moved: float = 0.0) -> None:
        points = [{"x": x, "y": y - moved, "id": at} for at, (x, y) in enumerate(fingers)]
        shown = [] if kind == "touchEnd" else points
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": shown})

    touch("touchStart")
    for step in range(1, 9 if up else 1):
        touch("touchMove", up * step / 8)
    touch("touchEnd")


def top_of_map(page: Page) -> float:
    return page.locator("#map").bounding_box()["y"]


def test_a_phone_and_its_map(visit, touching):
    page = visit("/?gebied=PV29", PHONE)
    session = touching(page)
    page.wait_for_selector(".maplibregl-mobile-message", state="attached")
    assert page.text_content(".maplibregl-mobile-message") == "Schuif de kaart met twee vingers"
    page.locator("#map").evaluate("(map) => map.scrollIntoView({ block: 'center' })")
    wait_drawn(page)

    # One finger moves the page, two move the map, and a button leads back to the region.
    region = page.evaluate(_LOOK)
    x, y = PHONE["width"] / 2, PHONE["height"] / 2
    drag(session, [(x, y)], 80)
    page.wait_for_function("(before) => window.scrollY > before + 20", arg=region["page"])
    assert page.evaluate(_LOOK)["map"] == region["map"]
    drag(session, [(x - 40, y), (x + 40, y)], 80)
    page.wait_for_url("**zicht=*")
    assert page.evaluate(_LOOK)["map"] != region["map"]
    page.click("#zoom-in")
    page.click("#zoom-region")
    # From another zoom the same bounds are a hair of a millimetre elsewhere, by rounding.
    assert page.evaluate(_LOOK)["map"] == pytest.approx(region["map"], abs=1e-9)
    assert "zicht" not in page.url

    # What a tap chooses comes from below, and the map stays where it is.
    wait_drawn(page)
    before = top_of_map(page)
    drag(session, [point(page, *TERNEUZEN)], 0)
    wait_painted(page, "postcode:GM0715")
    sheet = page.locator("#answer")
    assert "jongeren in Terneuzen" in sheet.inner_text().replace("Jongeren", "jongeren")
    box = sheet.bounding_box()
    assert box["y"] > PHONE["height"] / 2
    assert box["y"] + box["height"] == PHONE["height"]
    assert abs(top_of_map(page) - before) < 2
    assert point(page, *TERNEUZEN)[1] < box["y"]
    assert not page.locator("#map-tooltip").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#sheet-close").is_visible()
    assert abs(top_of_map(page) - before) < 2
    assert "gebied=GM0715" in page.url

    # A menu at the edge of the window is seen whole.
    page.click("#part-share > summary")
    page.wait_for_function(
        """() => {
          const box = document.querySelector("#part-share .menu").getBoundingClientRect();
          return box.height > 100 && box.bottom <= window.innerHeight + 1;
        }"""
    )
    page.keyboard.press("Escape")

    # The table is far above the switch that opens it.
    page.click(".switch a >> nth=1")
    settle(page)
    assert page.evaluate("document.activeElement.className") == "table-scroll"
    assert abs(page.locator("#map-card").bounding_box()["y"]) < 2
    assert not [problem for problem in page.problems if "thrown" in problem]
