"""A real server, a real Chromium, and a page that reports what goes wrong in it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from dashboard.settings import Settings
from tests.support.browser import (
    ARGUMENTS,
    DRAWN,
    LAPTOP,
    PATIENCE_MS,
    QUICK,
    UNDRAWN,
    VISITOR,
    serving,
)
from tests.support.fresh_visit import FreshVisits
from tests.support.install import executable
from tests.support.leading import is_map, lead_to
from tests.support.screen import settle

TILES = "https://service.pdok.nl/*"
#: One grey pixel: a tile of the background map, when a test plays a working network.
TILE_SENT = {
    "responseCode": 200,
    "responseHeaders": [
        {"name": "Content-Type", "value": "image/png"},
        {"name": "Access-Control-Allow-Origin", "value": "*"},
    ],
    "body": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5E"
    "rkJggg==",
}

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """A dashboard with the ground that it draws itself."""
    with serving(DRAWN) as found:
        yield found


@pytest.fixture(scope="session")
def fresh(address: str) -> FreshVisits:
    """What fresh visits of the addresses of that dashboard show."""
    return FreshVisits(address)


@pytest.fixture(scope="session")
def tiled_address() -> Iterator[str]:
    """A dashboard that asks for the tiles of the background map."""
    with serving(Settings()) as found:
        yield found


@pytest.fixture(scope="session")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """One profile for all tests, on disk: only there a browser keeps the scripts it compiled."""
    with sync_playwright() as playwright:
        profile = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"),
            executable_path=executable(),
            args=[*ARGUMENTS, *QUICK],
            **VISITOR,
        )
        profile.set_default_timeout(PATIENCE_MS)
        yield profile
        profile.close()


@pytest.fixture(scope="module")
def kept_warm(context: BrowserContext, address: str) -> None:
    """The process of the site stays between two tests, with the scripts it has read."""
    context.pages[0].goto(f"{address}/robots.txt")


@pytest.fixture(scope="session")
def chromium(context: BrowserContext) -> Browser:
    """The browser of that profile, for tests that need another one."""
    return context.browser


def _answer_tiles(page: Page, network: bool) -> None:
    """Give the tiles that the page asks for, or refuse them as on a machine without a network.

    By Chromium's own protocol: whose requests Playwright catches, is refused what is kept of every
    script, and reads and compiles all anew.
    """
    session = page.context.new_cdp_session(page)

    def answer(event: dict) -> None:
        asked = {"requestId": event["requestId"]}
        if network:
            session.send("Fetch.fulfillRequest", asked | TILE_SENT)
        else:
            session.send("Fetch.failRequest", asked | {"errorReason": "Failed"})

    session.on("Fetch.requestPaused", answer)
    session.send("Fetch.enable", {"patterns": [{"urlPattern": TILES}]})


def new_page(within: BrowserContext, drawn: bool = False) -> Page:
    """One that keeps in ``problems`` what goes wrong in it; ``drawn``: it colours its map."""
    page = within.new_page()
    if not drawn:
        page.add_init_script(UNDRAWN)
    page.problems = []
    page.on("console", lambda message: _note(page, message))
    page.on("pageerror", lambda error: page.problems.append(f"thrown: {error}"))
    return page


@pytest.fixture
def visit(
    context: BrowserContext, address: str, kept_warm: None, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """``visit("/?gebied=GM0855")`` -> a page with its map painted and all its parts filled.

    What the page logs as an error or throws is in ``page.problems``. ``network`` is for the tiles
    of the background map: nobody asks for them, or they are given, or refused as on a machine
    without a network. ``within`` is another profile. ``drawn`` is for who looks at the pixels of
    the map: for all others it colours none.
    """
    pages: list[Page] = []

    def open_page(
        path: str = "/",
        size: dict = LAPTOP,
        network: bool | None = None,
        within: BrowserContext | None = None,
        drawn: bool = False,
    ) -> Page:
        page = new_page(within or context, drawn)
        pages.append(page)
        page.set_viewport_size(size)
        site = address
        if network is not None:
            site = request.getfixturevalue("tiled_address")
            _answer_tiles(page, network)
        page.goto(site + path)
        if path.startswith("/?") or path == "/":
            page.wait_for_selector("#map[data-painted]")
            settle(page)
        # The first picture of a page is not the page.
        page.wait_for_selector("#first", state="detached")
        return page

    yield open_page
    for page in pages:
        page.close()


@pytest.fixture(scope="session")
def led_pages() -> dict[str, Page]:
    """By site the page of this worker that is led from one test to the next, once there is one."""
    return {}


@pytest.fixture
def lead(
    visit: Callable[..., Page],
    context: BrowserContext,
    address: str,
    led_pages: dict[str, Page],
    request: pytest.FixtureRequest,
) -> Iterator[Callable[..., Page]]:
    """``lead("/?gebied=GM0855")``: as ``visit``, for who does not look at how a page comes.

    One page of the map is led to the next address, as by a link: a fifth of the work of reading,
    compiling and drawing it anew. Whatever a test leaves but the address is undone first: what was
    typed, where the pointer and the focus are, what is open, and what catches requests. Who loads
    a file, leaves a clock running or asks more of a page than that, visits one of its own.
    """
    failed = request.session.testsfailed

    def led(path: str = "/", size: dict = LAPTOP) -> Page:
        if address not in led_pages:
            led_pages[address] = new_page(context)
            led_pages[address].goto(address + path)
        page = led_pages[address]
        lead_to(page, path, size)
        page.problems.clear()
        return page

    yield led
    # A page that failed, or that is left somewhere else, tells the next test nothing.
    page = led_pages.get(address)
    if page and (request.session.testsfailed > failed or not is_map(page)):
        led_pages.pop(address).close()


@pytest.fixture
def emulated() -> Iterator[Callable[..., CDPSession]]:
    """``emulated(page, "setCPUThrottlingRate", {"rate": 4}, {"rate": 1})``: a page is so for as
    long as a test lasts, and then as the last says again."""
    undone: list[tuple[CDPSession, str, dict]] = []

    def emulate(page: Page, what: str, during: dict, after: dict) -> CDPSession:
        session = page.context.new_cdp_session(page)
        session.send(f"Emulation.{what}", during)
        undone.append((session, f"Emulation.{what}", after))
        return session

    yield emulate
    for session, command, after in undone:
        session.send(command, after)
        session.detach()


@pytest.fixture
def touching(emulated: Callable[..., CDPSession]) -> Callable[[Page], CDPSession]:
    """``touching(page)``: it has fingers for as long as a test lasts; what sends their touches."""
    fingers = ("setTouchEmulationEnabled", {"enabled": True}, {"enabled": False})
    return lambda page: emulated(page, *fingers)


def _note(page: Page, message: ConsoleMessage) -> None:
    # Software drawing is slow, and says so; that is no mistake of the page.
    if message.type in ("error", "warning") and "GPU stall" not in message.text:
        page.problems.append(f"{message.type}: {message.text}")
