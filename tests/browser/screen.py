"""What a test can see and do on the page."""

import base64

from playwright.sync_api import Page

_PIXEL = """async ([image, x, y]) => {
  const picture = new Image();
  picture.src = "data:image/png;base64," + image;
  await picture.decode();
  const sheet = document.createElement("canvas");
  [sheet.width, sheet.height] = [picture.width, picture.height];
  const pen = sheet.getContext("2d", { willReadFrequently: true });
  pen.drawImage(picture, 0, 0);
  return [...pen.getImageData(x, y, 1, 1).data].slice(0, 3);
}"""


def wait_painted(page: Page, painted: str) -> None:
    """Wait until the map shows this level and region, such as ``home:NL``."""
    page.wait_for_selector(f'#map[data-painted="{painted}"]')


def wait_threshold(page: Page, kilometres: int) -> None:
    """Wait until the map is painted for this threshold."""
    page.wait_for_selector(f'#map[data-threshold="{kilometres}"]')


def wait_drawn(page: Page) -> None:
    """Wait until what is painted also stands on the screen: tiles cut, one frame drawn."""
    page.evaluate(
        """async () => {
          const { map } = window.techniek.state;
          const there = () =>
            map.areTilesLoaded() &&
            !map.isMoving() &&
            map.queryRenderedFeatures({ layers: ["td-areas"] }).length > 0;
          while (!there()) {
            await new Promise((later) => setTimeout(later, 30));
          }
          map.triggerRepaint();
          await new Promise((done) => map.once("render", done));
        }"""
    )


def classes(page: Page) -> list[int]:
    """The class of every area as it is painted."""
    return page.evaluate("window.techniek.state.painted")


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
    """The colour of the map at a place, read from a screenshot without the names of places."""
    wait_drawn(page)
    page.add_style_tag(content="#place-labels { visibility: hidden }")
    x, y = point(page, lon, lat)
    picture = base64.b64encode(page.screenshot()).decode()
    return tuple(page.evaluate(_PIXEL, [picture, round(x), round(y)]))


def is_blue(rgb: tuple[int, int, int]) -> bool:
    """Within reach: more blue than red."""
    return rgb[2] > rgb[0] + 20


def is_orange(rgb: tuple[int, int, int]) -> bool:
    """Too far: more red than blue."""
    return rgb[0] > rgb[2] + 20


def answer(page: Page) -> str:
    """The large number in words."""
    return page.inner_text(".answer-number")


def click_place(page: Page, lon: float, lat: float) -> None:
    """Click the map at a place, as a hand does: move there, let the map find the area, click."""
    wait_drawn(page)
    x, y = point(page, lon, lat)
    page.mouse.move(x - 3, y - 3)
    page.mouse.move(x, y, steps=3)
    page.wait_for_selector("#map-tooltip.shown")
    page.mouse.click(x, y)
