"""Print every budget beside what was measured: ``make bench``.

Medians, on whatever machine this is, with software WebGL. Never a test: a slow machine is no bug.
"""

import gzip
import json
import logging
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

import brotli
import geopandas
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from dashboard import create_app
from dashboard.address.paths import UPDATE
from dashboard.messages.update import SHOWN
from dashboard.settings import Settings
from geodata.analysis import coverage
from geodata.analysis.siting import best_places
from geodata.changes import STOP, Change
from geodata.question import Question
from geodata.tables.reader import read
from geodata.vocabulary import AMONG
from tests.attack import memory
from tests.attack.report import print_head
from tests.attack.report import print_row as row
from tests.bench import clicks, crowd, estimate, files, first, reliability, slow_clients, travel
from tests.bench.views import VIEWS
from tests.support.browser import ARGUMENTS, MEETING_ROOM
from tests.support.gunicorn import serving
from tests.support.install import executable

ROOT = Path(__file__).parents[2]
SOURCE = ROOT.parent / "shared" / "data"
RUNS = 3

PORTRAITS = [
    "land/NL",
    "provincie/PV29",
    "provincie/PV28",
    "arbeidsmarktregio/AM09",
    "rmc/RM16",
    "corop/CR34",
    "sto/sto-achterhoek-noord",
    "gemeente/GM0855",
    "gemeente/GM0344?maat=fiets",
    "gemeente/GM0193?profiel=bwi",
    "postcode/5017",
]


def milliseconds(run: Callable[[], object]) -> float:
    """How long one run takes."""
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000


def spread(values: Iterable[float], unit: str, decimals: int = 0) -> str:
    """The median, and the worst of the runs."""
    values = list(values)
    middle, worst = statistics.median(values), max(values)
    return f"{middle:.{decimals}f} {unit} (max {worst:.{decimals}f})"


# ---- the analysis and the server ----


def analysis() -> None:
    """Coverage of the country, with nothing remembered from an earlier question."""

    tables = read()
    _ = tables.candidates, tables.member_positions("nl")
    remembered = (
        coverage.coverage,
        coverage.offering_sites,
        coverage._nearest_steps,
        coverage._choices,
    )

    def national() -> None:
        for function in remembered:
            function.cache_clear()
        coverage.coverage(tables, Question(), "nl")

    row(
        "national coverage, 20,429 homes x all sites",
        "15 ms",
        spread([milliseconds(national) for _ in range(20)], "ms", 1),
    )


def scenarios() -> None:
    """What one ended offer takes of an answer for the country, beside joining the nearest of the
    others anew to every home."""
    tables, question = read(), Question("MT")
    rows = coverage.offering_rows(tables, question)

    def answer(asked: Question) -> float:
        return milliseconds(partial(coverage.coverage, tables, asked, "nl"))

    ended = [
        replace(question, changes=(Change(STOP, site, "MT"),))
        for site in tables.codes_of_places[rows]
    ]
    # What is kept of the offer as it is, whatever the limit.
    answer(ended[0])
    plain = [answer(replace(question, threshold_m=10_010 + 10 * step)) for step in range(40)]
    after = [answer(one) for one in ended[1:41]]
    beyond = statistics.median(after) - statistics.median(plain)
    row("one change of a scenario, beyond the plain answer", "5 ms", f"{beyond:.1f} ms")

    homes, sites = (
        geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(frame["x"], frame["y"]))
        for frame in (tables.homes, tables.placed_sites.iloc[rows])
    )
    joins = [milliseconds(partial(homes.sjoin_nearest, sites.drop(at))) for at in range(10)]
    row("  the nearest alone, joined anew by geopandas", "-", spread(joins, "ms", 1))


def suggestions() -> None:
    """The best five places for one profile in the country with the runner-up, once the tables are
    read; and the same as somebody at the map waits for it, in a process of its own."""
    tables, question = read(), Question("PIE")
    for among in AMONG:
        took = milliseconds(partial(best_places, tables, question, 5, among)) / 1000
        row(f"best five places of the country, {among}", "5 s", f"{took:.2f} s")
    client = create_app(Settings()).server.test_client()
    took = milliseconds(lambda: client.get("/voorstel?zoek=pie&aantal=5")) / 1000
    row("  the same from the map", "-", f"{took:.1f} s")


def updates() -> None:
    """Server time and compressed size of what a browser is told after another view, by a server in
    processes of its own: of a view that nobody asked before, and of one that somebody did."""

    times: dict[str, list[float]] = {"asked by nobody before": [], "asked before": []}
    sizes, marks = [], ""
    with serving() as server:
        # One connection, so that both are asked of one worker.
        line = HTTPConnection(server.target.host, server.target.port, timeout=30)
        for view in VIEWS:
            for of_kind in times.values():
                start = time.perf_counter()
                line.request("GET", UPDATE + view, headers={"Accept-Encoding": "br", SHOWN: marks})
                answer = line.getresponse()
                body = answer.read()
                of_kind.append((time.perf_counter() - start) * 1000)
                assert answer.status == 200, (view, answer.status)
            sizes.append(len(body))
            marks = json.loads(brotli.decompress(body))["marks"]
        line.close()
    for kind, of_kind in times.items():
        p95 = sorted(of_kind)[int(0.95 * len(of_kind))]
        told = f"{p95:.0f} ms (median {statistics.median(of_kind):.0f}, max {max(of_kind):.0f})"
        row(f"server time of a change of view {kind}, p95", "25 ms", told)
    row("body of a change of view", "10 KB", spread([size / 1024 for size in sizes], "KB", 1))


def portraits() -> None:
    """Server time and size of a portrait: asked for the first time, and when its question is
    known."""

    client = create_app(Settings()).server.test_client()
    times: dict[str, list[float]] = {"first": [], "again": []}
    sizes = []
    for visit in ("first", "again", "again", "again"):
        for region in PORTRAITS:
            start = time.perf_counter()
            answer = client.get(f"/regio/{region}")
            times[visit].append((time.perf_counter() - start) * 1000)
            assert answer.status_code == 200, region
            sizes.append(len(answer.data))
    row("server time of a portrait, first visit", "-", spread(times["first"], "ms"))
    row("server time of a portrait, later", "-", spread(times["again"], "ms"))
    row("page of a portrait, not compressed, largest", "300 KB", f"{max(sizes) / 1024:.0f} KB")


def worker_memory() -> None:
    """Memory of a web worker that has answered every view and portrait, and each view as a file."""
    paths = [f"{UPDATE}{view}" for view in VIEWS] + [f"/download.csv{view}" for view in VIEWS]
    paths += [f"/regio/{region}" for region in PORTRAITS]
    with serving() as server:
        # Twice, for two workers.
        for path in paths * 2:
            assert server.target.ask(path, timeout=30).status == 200, path
        most = max(map(memory.now_mb, memory.workers(server.master)))
    row("memory of one web worker", "220 MB", f"{most:.0f} MB")


def build() -> None:
    """All prepared tables from the sources, without network."""
    if not SOURCE.exists():
        row("build of all prepared tables", "45 s", "no sources here")
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "geodata", "build", "--source", str(SOURCE)]
        command += ["--out", f"{folder}/tables", "--assets", f"{folder}/geo"]
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    row("build of all prepared tables", "45 s", f"{took:.1f} s ({peak:.0f} MB)")


# ---- the browser ----

_REPAINT = """async (kilometres) => {
  const { state } = window.techniek;
  const start = performance.now();
  window.techniek.preview(kilometres);
  await new Promise((done) => state.map.once("render", done));
  return performance.now() - start;
}"""

_RECOLOUR = """async () => {
  const { state } = window.techniek;
  const areas = { ...state.areas, classes: state.areas.classes.map((value) => (value + 1) % 5) };
  const start = performance.now();
  window.techniek.paint(areas, state.ground);
  await new Promise((done) => state.map.once("render", done));
  return performance.now() - start;
}"""


#: A click on the mark of a site, to the first frame with its rings. As a hand does it: the pointer
#: is on the mark a quarter of a second before the click.
_RINGS = """async (code) => {
  const { state } = window.techniek;
  const mark = document.querySelectorAll(".site-mark")[state.sites.code.indexOf(code)];
  const map = document.getElementById("map");
  mark.dispatchEvent(new MouseEvent("mousemove"));
  await new Promise((later) => setTimeout(later, 250));
  const start = performance.now();
  const drawn = new Promise((done) => {
    new MutationObserver((_, watcher) => {
      watcher.disconnect();
      state.map.once("render", () => done(performance.now() - start));
    }).observe(map, { attributeFilter: ["data-travel"] });
  });
  mark.click();
  return drawn;
}"""


def browser() -> None:
    """Recolouring and rings, in Chromium with software WebGL."""

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server(
        "127.0.0.1", 0, create_app(Settings(basemap="drawn")).server, threaded=True
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.port}/"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)

        def painted(page: Page, path: str = "") -> None:
            page.goto(address + path)
            page.wait_for_selector("#map[data-painted]")

        page = chromium.new_context(viewport=MEETING_ROOM).new_page()
        painted(page)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(2000)
        kilometres = [4, 12, 6, 15, 9, 3, 11, 7]
        drags = [page.evaluate(_REPAINT, km) for km in kilometres]
        row("recolour postcode areas, threshold moves", "300 ms", spread(drags, "ms"))
        painted(page, "?kaart=dekking")
        page.wait_for_timeout(2000)
        changes = [page.evaluate(_RECOLOUR) for _ in range(8)]
        row("recolour municipalities, other values", "100 ms", spread(changes, "ms"))
        clicks = []
        for code in ("13OR01", "01FU00", "13OR01"):
            painted(page, "?gebied=PV29&per=postcode&maat=fiets")
            page.wait_for_selector(".site-mark")
            page.wait_for_timeout(2000)
            clicks.append(page.evaluate(_RINGS, code))
        row("rings after a click on a site", "300 ms", spread(clicks, "ms"))
        chromium.close()
    server.shutdown()


def geometry() -> None:
    """Compressed size of the geometry, from the manifest of the build."""
    manifest = json.loads((ROOT / "geodata" / "prepared" / "manifest.json").read_text())
    for key, budget in (("municipality", 150), ("postcode", 300)):
        path = ROOT / "assets" / manifest["geometry"][key]
        size = len(gzip.compress(path.read_bytes())) / 1024
        row(f"geometry of {key} areas, gzip", f"{budget} KB", f"{size:.0f} KB")


def main() -> None:
    """The whole report."""
    print_head()
    analysis()
    scenarios()
    suggestions()
    updates()
    portraits()
    worker_memory()
    geometry()
    build()
    browser()
    for title, report in (
        ("a first and a second visit", lambda: first.run(row)),
        ("clicks", lambda: clicks.run(row)),
        ("a crowd", lambda: crowd.run(row)),
        ("estimate beside real networks", estimate.run),
        ("shortest paths", travel.run),
        ("reliability", lambda: reliability.run(row)),
        ("slow clients", slow_clients.run),
        ("files that take work", lambda: files.run(row)),
    ):
        print(f"\n{title}")
        report()


if __name__ == "__main__":
    main()
