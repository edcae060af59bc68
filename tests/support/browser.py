"""A Chromium and a server to drive it against: how they are started, and how large windows are."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext
from werkzeug.serving import make_server

from dashboard import create_app
from dashboard.data import Data
from dashboard.settings import Settings
from tests.support.shipped import shipped

#: Only the ground that the dashboard draws itself: nobody asks for tiles.
DRAWN = Settings(basemap="drawn")

#: Software WebGL, and none of the browser's own traffic.
ARGUMENTS = [
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    # The page itself is drawn without it: only the map needs WebGL.
    "--disable-gpu-compositing",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

#: A page that is open for seconds is not worth the compiler's best, nor cleaning up behind it, nor
#: threads for either: they work ahead on what is never needed. Nor is it worth a process of its
#: own, that starts with nothing compiled. And what draws nothing needs none.
QUICK = [
    "--js-flags=--min-semi-space-size=64 --max-semi-space-size=128 --no-opt"
    " --no-concurrent-recompilation --single-threaded-gc",
    "--process-per-site",
    "--in-process-gpu",
]

#: Somebody who asks for no motion, and whose browser speaks English unless the page is told.
VISITOR = {"reduced_motion": "reduce", "locale": "en-US"}

#: Long enough for a busy machine that draws without a graphics card; nothing waits longer than it
#: must.
PATIENCE_MS = 60_000

MEETING_ROOM = {"width": 1920, "height": 1080}
LAPTOP = {"width": 1280, "height": 720}
PHONE = {"width": 390, "height": 844}


#: The map does all that it does, but for the colouring of pixels, which without a graphics card is
#: most of the work: where areas, names and sites lie is worked out without it.
UNDRAWN = """
for (const { prototype } of [WebGLRenderingContext, WebGL2RenderingContext]) {
  for (const name of Object.getOwnPropertyNames(prototype)) {
    if (name.startsWith("draw") && typeof Object.getOwnPropertyDescriptor(prototype, name).value
      === "function") prototype[name] = function undrawn() {};
  }
}
"""


@contextmanager
def serving(settings: Settings, data: Data | None = None) -> Iterator[str]:
    """Address of a dashboard on these tables, or on those that ship."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server(
        "127.0.0.1", 0, create_app(settings, data or shipped()).server, threaded=True
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()


def new_context(chromium: Browser) -> BrowserContext:
    """A profile of its own, that asks for no motion."""
    made = chromium.new_context(**VISITOR)
    made.set_default_timeout(PATIENCE_MS)
    return made
