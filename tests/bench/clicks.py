"""How long is a click on its way to the map? ``python -m tests.bench.clicks``.

Gunicorn in processes of its own, Chromium with software WebGL at the size of a meeting room. A
click is answered when the first drawing of the map that is of it is done: not sent to the graphics
card, but finished there; of the plainest pages that could show it (``tests/bench/plain.py``) the
last one, because they do not know which it is.
"""

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, sync_playwright

from tests.attack.report import print_row
from tests.bench import plain
from tests.support.browser import ARGUMENTS, MEETING_ROOM, PATIENCE_MS
from tests.support.gunicorn import serving
from tests.support.install import executable

CLICKS = 20
Row = Callable[[str, str, str], None]


@dataclass(frozen=True)
class Screen:
    """A page with a map: where it is, and how its script knows its map and that it answered."""

    path: str
    map: str
    #: What is of the last click, or undefined while it is on its way.
    answered: str


OURS = Screen(
    "/",
    "window.techniek.state.map",
    "window.techniek.isShown() ? location.search : undefined",
)
_PLAIN_ANSWER = 'document.getElementById("number").textContent'
PLAIN_DASH = Screen("/", "window.theMap()", _PLAIN_ANSWER)
FEATURE_STATE = Screen("/feature-state", "window.theMap()", _PLAIN_ANSWER)

#: Kind of click -> the page it begins on, and the choices that are clicked in turn.
KINDS: dict[str, tuple[str, list[str]]] = {
    "profile": ("/", [f"#menu-profiles a >> nth={at}" for at in (3, 4, 5)]),
    "track": ("/", [f"#menu-tracks a >> nth={at}" for at in (1, 2, 0)]),
    "year": ("/", [f"#menu-year a >> nth={at}" for at in (1, 2, 0)]),
    "view": ("/?per=gemeente", [f"#views a >> nth={at}" for at in (1, 2, 0)]),
    "level": ("/?kaart=dekking", [f"#part-level a >> nth={at}" for at in (0, 1, 2)]),
    "difference, after, now": (
        "/?gebied=PV29&profiel=mt&stel=stop:13OR01.mt",
        [f".moments a >> nth={at}" for at in (2, 1, 0)],
    ),
    "profile, municipalities": (
        "/?kaart=dekking&per=gemeente",
        [f"#menu-profiles a >> nth={at}" for at in (3, 4, 5)],
    ),
}

#: Milliseconds from a click to the end of the last drawing for it.
_CLICK = """async (element, screen) => {
  const map = eval(screen.map);
  // At once: later the rules of the page for its scripts forbid it.
  const answered = eval(`() => (${screen.answered})`);
  const gl = map.painter.context.gl;
  const before = answered();
  const start = performance.now();
  const now = () => performance.now() - start;
  const drawings = [];
  const note = () => {
    const answer = answered();
    const drawing = { isAnswer: answer !== undefined && answer !== before };
    drawings.push(drawing);
    const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
    (function look() {
      if (gl.clientWaitSync(fence, 0, 0) === gl.TIMEOUT_EXPIRED) setTimeout(look, 2);
      else drawing.done = now();
    })();
  };
  map.on("render", note);
  element.click();
  let rested = now();
  while (now() < 20000) {
    await new Promise((later) => setTimeout(later, 10));
    const isBusy = !drawings.at(-1)?.isAnswer || drawings.some((one) => !one.done);
    if (isBusy || !map.areTilesLoaded()) rested = now();
    else if (now() - rested > 200) break;
  }
  map.off("render", note);
  const first = drawings.find((one) => one.isAnswer);
  return [first?.done ?? now(), drawings.at(-1)?.done ?? now()];
}"""


def spread(values: list[float]) -> str:
    """The median, and the worst."""
    return f"{statistics.median(values):.0f} ms (worst {max(values):.0f})"


class Wire:
    """Requests of a page, and bytes of them, since the last :meth:`forget`."""

    def __init__(self, page: Page):
        self._session = page.context.new_cdp_session(page)
        self._session.send("Network.enable")
        self._session.on("Network.requestWillBeSentExtraInfo", self._sent)
        self._session.on("Network.loadingFinished", self._came)
        self.forget()

    def forget(self) -> None:
        self.requests, self.up, self.down = 0, 0.0, 0.0

    def _sent(self, event: dict) -> None:
        self.requests += 1
        self.up += sum(len(name) + len(value) + 4 for name, value in event["headers"].items())

    def _came(self, event: dict) -> None:
        self.down += event["encodedDataLength"]


@contextmanager
def _page(chromium: Browser, address: str, ready: str) -> Iterator[Page]:
    with chromium.new_context(viewport=MEETING_ROOM, reduced_motion="reduce") as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(address)
        page.wait_for_selector(ready)
        page.wait_for_timeout(2500)
        yield page


def _click(page: Page, place: str, screen: Screen) -> tuple[float, float]:
    how = {"map": screen.map, "answered": screen.answered}
    first, last = page.locator(place).evaluate(_CLICK, how)
    return first, last


def ours(chromium: Browser, address: str, row: Row) -> None:
    """Every kind of click on the dashboard."""
    for kind, (path, places) in KINDS.items():
        with _page(chromium, address + path, "#map[data-painted]") as page:
            cold, _ = _click(page, places[0], OURS)
            wire = Wire(page)
            times, rest, requests, up, down = [], [], [], [], []
            for turn in range(1, CLICKS + 1):
                page.wait_for_timeout(100)
                wire.forget()
                first, last = _click(page, places[turn % len(places)], OURS)
                times.append(first)
                rest.append(last)
                requests.append(wire.requests)
                up.append(wire.up / 1024)
                down.append(wire.down / 1024)
            row(f"click on a {kind}: number and map painted", "250 ms", spread(times))
            row(f"click on a {kind}: the first of a page; map at rest", "-",
                f"{cold:.0f} ms; {statistics.median(rest):.0f} ms")  # fmt: skip
            row(f"click on a {kind}: requests; sent up; body down", "2; 2 KB; 10 KB",
                f"{max(requests)}; {statistics.median(up):.1f} KB; "
                f"{statistics.median(down):.1f} KB")  # fmt: skip


def alternatives(chromium: Browser, address: str, row: Row) -> None:
    """A click on a profile of pages that have nothing but a map, a number and buttons."""
    for name, screen in (
        ("plain Dash, Plotly choropleth by Patch", PLAIN_DASH),
        ("plain page, MapLibre feature-state", FEATURE_STATE),
    ):
        with _page(chromium, address + screen.path, "#number:not(:empty)") as page:
            page.wait_for_function(f"() => {screen.map}?.areTilesLoaded()")
            times = [
                _click(page, f"#profiles button >> nth={turn % 3}", screen)[1]
                for turn in range(1, CLICKS + 2)
            ]
        row(f"the same areas and a profile: {name}", "-", spread(times[1:]))


def run(row: Row) -> None:
    """The whole report."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        with serving(TECHNIEK_BASEMAP="drawn") as server:
            ours(chromium, f"http://{server.target.host}:{server.target.port}", row)
        with plain.serving_plain() as address:
            alternatives(chromium, address, row)
        chromium.close()


if __name__ == "__main__":
    run(print_row)
