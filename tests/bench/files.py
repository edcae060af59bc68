"""Whether pages come through while many ask files that take work: ``python -m tests.bench.files``.

Gunicorn in processes of its own; twelve clients ask portraits as PDF, of another region every time,
and come back when they are told to. Beside them somebody asks ``/health`` and changes of view.
"""

import itertools
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from dashboard.address.paths import UPDATE
from geodata.tables.reader import read
from tests.attack.target import Target
from tests.support.gunicorn import serving

CLIENTS, LASTS = 12, 60
#: Views that are asked before anything is timed: a worker works some things out once.
WARM = 40
#: Seconds between two questions for a page, and that any answer may take.
PAUSE, PATIENCE = 0.25, 60


def _until(end: Event, ask: Callable[[], float]) -> None:
    """Ask again and again, each time after the seconds that the last answer says."""
    while not end.wait(ask()):
        pass


def _below(process: int) -> Iterator[int]:
    """Every process that was started by this one, or by one of those."""
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = thread.read_text().split()
        except OSError:
            continue  # it has just ended
        for child in map(int, children):
            yield child
            yield from _below(child)


def browsers_mb(master: int) -> float:
    """Memory of all browsers of a server now, in MB; what several share counts once."""
    kilobytes = 0
    for process in _below(master):
        folder = Path(f"/proc/{process}")
        try:
            if (
                "--type=" in (words := folder.joinpath("cmdline").read_text())
                or "--headless" in words
            ):
                told = folder.joinpath("smaps_rollup").read_text()
                kilobytes += int(told.split("\nPss:")[1].split()[0])
        except OSError:
            continue  # it has just ended
    return kilobytes / 1024


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
    codes = read().regions_of("municipality")["code"].tolist()
    portraits = itertools.cycle(f"/regio/gemeente/{code}.pdf" for code in codes)
    views = itertools.cycle(f"{UPDATE}?gebied={code}&kaart=dekking" for code in codes)
    statuses: Counter[int] = Counter()
    times: dict[str, list[float]] = {"/health": [], "a change of view": []}
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
        row(f"{name}: median / p95 / slowest", "100 ms", spread(seconds))


if __name__ == "__main__":
    run(lambda what, most, measured: print(f"{what:<40}{most:>12}  {measured}", flush=True))
