"""What a test can see and do on the page."""

import base64
import json
import time

from playwright.sync_api import Page

from tests.support.browser import PATIENCE_MS

_PIXEL = """async (image) => {
  const picture = new Image();
  picture.src = "data:image/png;base64," + image;
  await picture.decode();
  const sheet = document.createElement("canvas");
  [sheet.width, sheet.height] = [picture.width, picture.height];
  const pen = sheet.getContext("2d", { willReadFrequently: true });
  pen.drawImage(picture, 0, 0);
  return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
}"""


#: What the address asks is on the screen, Dash has nothing left to ask, and the map is painted. The
#: camera stands in the address without anybody being told.
_SETTLED = """async () => {
  const { isAsking, isShown, state } = window.techniek;
  const isCalm = () => window.store?.getState().isLoading === false;
  const settled = () => isCalm() && isShown() && !isAsking();
  // A change of the address is told to Dash a task later than to the page.
  for (let task = 0; task < 3; task += 1) await new Promise((later) => setTimeout(later, 0));
  await new Promise(requestAnimationFrame);
  if (!settled()) return false;
  const { queue } = state;
  await queue;
  await document.fonts.ready;
  return settled() && queue === state.queue;
}"""


def settle(page: Page) -> None:
    """Wait until every part of the page shows the address as it stands.

    The address changes first; its answer comes later, and the map takes it when it can.
    """
    patience = time.monotonic() + PATIENCE_MS / 1000
    # Not `wait_for_function`: that takes any promise for a yes.
    while not page.evaluate(_SETTLED):
        assert time.monotonic() < patience, f"{page.url} does not come to rest"


def wait_painted(page: Page, painted: str) -> None:
    """Wait until the map shows this level and region, such as ``home:NL``, and the page with it."""
    page.wait_for_selector(f'#map[data-painted="{painted}"]')
    settle(page)


def wait_threshold(page: Page, kilometres: int) -> None:
    """Wait until the map is painted for this threshold."""
    page.wait_for_selector(f'#map[data-threshold="{kilometres}"]')


def wait_drawn(page: Page) -> None:
    """Wait until what is painted also stands on the screen: the map has nothing left to draw."""
    settle(page)
    page.evaluate(
        """async () => {
          const { map, source } = window.techniek.state;
          do {
            const idle = new Promise((done) => map.once("idle", done));
            map.triggerRepaint();
            await idle;
          } while (!map.queryRenderedFeatures({ layers: [source] }).length);
        }"""
    )


def wait_on_map(page: Page, layer: str) -> None:
    """Wait until something of this layer is in sight on the map."""
    page.wait_for_function(
        "(layer) => techniek.state.map.queryRenderedFeatures({ layers: [layer] }).length", arg=layer
    )


def wait_width(page: Page, width: int) -> None:
    """Wait until the page is laid out for a window of this many pixels."""
    page.wait_for_function("(width) => window.innerWidth === width", arg=width)


def wait_handed_over(page: Page) -> None:
    """Wait until the page has had every move of the mouse: a browser hands them over per frame."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => done()))")
    settle(page)


def classes(page: Page) -> list[int]:
    """The class of every area as it is painted."""
    return json.loads(page.evaluate("JSON.stringify(window.techniek.state.painted)"))


def point(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Where a place stands in the window."""
    found = page.evaluate(
        """([lon, lat]) => {
          const map = window.techniek.state.map;
          const box = map.getCanvas().getBoundingClientRect();
          const at = map.project([lon, lat]);
          return [box.x + at.x, box.y + at.y];
        }""",
        [lon, lat],
    )
    return tuple(found)


def colour(page: Page, lon: float, lat: float) -> tuple[int, int, int]:
    """The colour of the map at a place, read from a screenshot without the names of places.

    For a page that is visited with ``drawn=True``.
    """
    assert page.evaluate("WebGL2RenderingContext.prototype.drawElements.name") == "drawElements"
    wait_drawn(page)
    page.add_style_tag(content="#place-labels { visibility: hidden }")
    x, y = point(page, lon, lat)
    place = {"x": round(x), "y": round(y), "width": 1, "height": 1}
    picture = base64.b64encode(page.screenshot(clip=place)).decode()
    return tuple(page.evaluate(_PIXEL, picture))


def is_blue(rgb: tuple[int, int, int]) -> bool:
    """Within reach: more blue than red."""
    return rgb[2] > rgb[0] + 20


def is_orange(rgb: tuple[int, int, int]) -> bool:
    """Too far: more red than blue."""
    return rgb[0] > rgb[2] + 20


def answer(page: Page) -> str:
    """The large number in words."""
    return page.inner_text(".answer-number")


def click_place(page: Page, lon: float, lat: float, name: str) -> None:
    """Click the map at a place, as a hand does: move there, let the map find the area, click."""
    wait_drawn(page)
    x, y = point(page, lon, lat)
    page.mouse.move(x - 3, y - 3)
    page.mouse.move(x, y, steps=3)
    page.wait_for_selector(f"#map-tooltip.shown >> text={name}")
    page.mouse.click(x, y)
