"""A first and a second visit as users have them: ``python -m tests.bench.first``.

Gunicorn in processes of its own, a browser that knows nothing of the site, a large screen. Times
are those of the page itself, from the start of the navigation.
"""

import statistics
import time
from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from dashboard import create_app
from dashboard.settings import Settings
from tests.attack.report import print_row
from tests.support.browser import ARGUMENTS, MEETING_ROOM
from tests.support.gunicorn import serving
from tests.support.install import executable

RUNS = 5
#: The usual view, with the map of most areas, and one of a region.
PATHS = {"the country": "/", "a municipality": "/?gebied=GM0855&profiel=pie"}
#: Of which the page is made for the first time, figures and drawing too.
UNKNOWN = [
    f"/?gebied={code}&profiel={profile}"
    for code in ("GM0193", "GM0344", "PV21", "PV29", "GM0518", "AM09", "PV30", "GM0014")
    for profile in ("pie", "bwi")
]

#: Notes when a frame was drawn with number, sentence, legend and map, and when the live page took
#: their place. No frame is drawn before the style is there.
_NOTE = """(() => {
  const seen = {};
  window.seen = seen;
  function isDrawn() {
    const first = document.getElementById("first");
    return first?.querySelector(".answer-number") && first.querySelector(".legend li")
      && first.querySelector("h1") && first.querySelector(".first-map [id=kaart-inside] path");
  }
  (function look() {
    if (!seen.first && isDrawn()) setTimeout(() => { seen.first ??= performance.now(); });
    if (seen.first && !document.getElementById("first")) {
      seen.live = performance.now();
      return;
    }
    requestAnimationFrame(look);
  })();
})()"""

#: From when the hand moves over the middle of the map to when the map says what is there.
_TOOLTIP = """() => {
  const tooltip = document.getElementById("map-tooltip");
  return tooltip && getComputedStyle(tooltip).display !== "none" && tooltip.textContent
    ? performance.now() : false;
}"""


def spread(values: list[float], unit: str, decimals: int = 0) -> str:
    """The median, and the worst."""
    middle, worst = statistics.median(values), max(values)
    return f"{middle:.{decimals}f} {unit} (max {worst:.{decimals}f})"


def _cold(chromium: Browser, address: str) -> tuple[float, float]:
    """Milliseconds to the first picture, and until the map answered to a hand."""
    profile = chromium.new_context(viewport=MEETING_ROOM, reduced_motion="reduce")
    page = profile.new_page()
    page.add_init_script(_NOTE)
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => window.seen?.live")
    box = page.locator("#map").bounding_box()
    assert box
    for step in range(200):
        page.mouse.move(box["x"] + box["width"] * 0.6 + step % 7, box["y"] + box["height"] * 0.5)
        answered = page.evaluate(_TOOLTIP)
        if answered:
            break
    first = page.evaluate("() => window.seen.first")
    profile.close()
    return first, answered


def _second(profile: BrowserContext, address: str) -> tuple[float, int]:
    """Bytes over the wire and requests of a second visit in the same browser."""

    def visit() -> Page:
        page = profile.new_page()
        page.goto(address, wait_until="commit")
        page.wait_for_selector("#map[data-painted]")
        page.wait_for_load_state("networkidle")
        return page

    visit().close()
    page = profile.new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(address, wait_until="commit")
    page.wait_for_selector("#map[data-painted]")
    page.wait_for_load_state("networkidle")
    page.close()
    return sum(sizes), sum(size > 0 for size in sizes)


def pages(row: Callable[[str, str, str], None]) -> None:
    """Processor time of making a page, the first time and later."""
    client = create_app(Settings()).server.test_client()
    headers = {"Accept-Encoding": "br"}
    client.get("/", headers=headers)
    times: dict[str, list[float]] = {"first": [], "again": []}
    for visit in ("first", "again"):
        for path in UNKNOWN:
            start = time.process_time()
            assert client.get(path, headers=headers).status_code == 200
            times[visit].append((time.process_time() - start) * 1000)
    row("processor time of a page, never asked before", "-", spread(times["first"], "ms"))
    row("processor time of a page, asked before", "25 ms", spread(times["again"], "ms", 1))


def run(row: Callable[[str, str, str], None]) -> None:
    """The whole report."""
    pages(row)
    with (
        serving(TECHNIEK_BASEMAP="drawn") as server,
        sync_playwright() as playwright,
    ):
        site = f"http://{server.target.host}:{server.target.port}"
        chromium = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        for what, path in PATHS.items():
            visits = [_cold(chromium, site + path) for _ in range(RUNS)]
            first, hand = ([visit[at] for visit in visits] for at in (0, 1))
            row(f"number, sentence, legend and map, cold: {what}", "700 ms", spread(first, "ms"))
            row(f"map answers to the hand, cold: {what}", "2500 ms", spread(hand, "ms"))
        profile = chromium.new_context(viewport=MEETING_ROOM)
        size, requests = _second(profile, site)
        row(f"second visit, transferred ({requests} requests)", "50 KB", f"{size / 1024:.0f} KB")
        chromium.close()


if __name__ == "__main__":
    run(print_row)
