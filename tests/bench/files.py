"""Whether pages come through while many ask files that take work: ``python -m tests.bench.files``.

Gunicorn in processes of its own; twelve clients ask portraits as PDF, of another region every time,
and come back when they are told to. Beside them somebody asks ``/health``, and changes one thing
after the other of a view; first with nobody else.
"""

import itertools
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from threading import Event
from urllib.parse import urlencode

import psutil

from dashboard.address.paths import UPDATE
from geodata.tables.reader import read
from tests.attack.report import print_row
from tests.attack.target import Target
from tests.support.gunicorn import serving

CLIENTS, LASTS = 12, 60
#: Views that are asked before anything is timed: a worker works some things out once; and that are
#: timed with nobody else.
WARM, ALONE = 60, 200
#: What is changed of a view, and to what; a region too.
CHANGES = {
    "kaart": ("afstand", "dekking", "zonder", "keuze", "verschil", "enig"),
    "profiel": ("hard", "breed", "bwi", "pie", "mt", "alledrie"),
    "afstand": (6, 8, 10, 12),
    "maat": ("hemelsbreed", "fiets"),
}
LEVELS = ("nl", "province", "municipality", "postcode")
#: Seconds between two questions for a page, and that any answer may take.
PAUSE, PATIENCE = 0.25, 60


def _until(end: Event, ask: Callable[[], float]) -> None:
    """Ask again and again, each time after the seconds that the last answer says."""
    while not end.wait(ask()):
        pass


def browsers_mb(master: int) -> float:
    """Memory of all browsers of a server now, in MB; what several share counts once (Linux)."""
    held = 0
    for process in psutil.Process(master).children(recursive=True):
        with suppress(psutil.Error):  # it has just ended
            if process.name().startswith("chrom"):
                held += process.memory_full_info().pss
    return held / 2**20


@cache
def codes(level: str) -> list[str]:
    """Codes of all regions of a level."""
    return read().regions_of(level)["code"].tolist()


def changes_of_view(chance: random.Random) -> Iterator[str]:
    """Addresses that differ in one thing from the one before: few have been answered already."""
    view: dict[str, object] = {}
    while True:
        name = chance.choice(["gebied", *CHANGES])
        choices = codes(chance.choice(LEVELS)) if name == "gebied" else CHANGES[name]
        view[name] = chance.choice(choices)
        yield f"{UPDATE}?{urlencode(view)}"


def _most(look: Callable[[], float]) -> float:
    """The most that is seen while it lasts."""
    until, most = time.monotonic() + LASTS, 0.0
    while time.monotonic() < until:
        most = max(most, look())
        time.sleep(PAUSE)
    return most


def spread(seconds: list[float]) -> str:
    """Median, 95 of 100, and slowest."""
    in_order = sorted(seconds)
    points = statistics.median(in_order), in_order[int(0.95 * len(in_order))], in_order[-1]
    return " / ".join(f"{point * 1000:.0f}" for point in points) + " ms"


def run(row: Callable[[str, str, str], None]) -> None:
    """The whole report."""
    portraits = itertools.cycle(f"/regio/gemeente/{code}.pdf" for code in codes("municipality"))
    views = changes_of_view(random.Random(4))
    statuses: Counter[int] = Counter()
    times: dict[str, list[float]] = {"a change of view, alone": []}
    times |= {"/health": [], "a change of view": []}
    end = Event()

    def ask_portrait(target: Target) -> float:
        answer = target.ask(next(portraits), PATIENCE)
        statuses[answer.status] += 1
        return float(answer.headers.get("Retry-After", 0))

    def ask_page(target: Target, name: str, path: Callable[[], str]) -> float:
        start = time.perf_counter()
        answer = target.ask(path(), PATIENCE)
        times[name].append(time.perf_counter() - start)
        statuses[answer.status] += answer.status >= 500
        return PAUSE

    with serving(TECHNIEK_API_RATE="0") as server:
        target = server.target
        for view in itertools.islice(views, WARM):
            target.ask(view, PATIENCE)
        for _ in range(ALONE):
            ask_page(target, "a change of view, alone", lambda: next(views))
        askers = [lambda: ask_portrait(target)] * CLIENTS
        askers.append(lambda: ask_page(target, "/health", lambda: "/health"))
        askers.append(lambda: ask_page(target, "a change of view", lambda: next(views)))
        with ThreadPoolExecutor(len(askers)) as threads:
            asking = [threads.submit(_until, end, ask) for ask in askers]
            try:
                most = _most(lambda: browsers_mb(server.master))
            finally:
                end.set()
            for one in asking:
                one.result()
    made, later = statuses.pop(200, 0), statuses.pop(503, 0)
    row(f"{CLIENTS} clients ask a PDF for {LASTS} s", "", f"{made} made, {later} told to come back")
    row("other answers", "none", f"{dict(+statuses) or 'none'}")
    row("memory of their browsers", "600 MB", f"{most:.0f} MB")
    for name, seconds in times.items():
        row(f"{name}: median / p95 / slowest", "p95 100 ms", spread(seconds))


if __name__ == "__main__":
    run(print_row)
