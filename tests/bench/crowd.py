"""How many people at once does the server bear? ``python -m tests.bench.crowd``.

Gunicorn in processes of its own; every client has a connection of its own, says what it shows as a
browser does, and thinks between two changes of view.
"""

import itertools
import json
import random
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException

import brotli

from dashboard.address.paths import UPDATE
from dashboard.messages.update import SHOWN
from tests.attack import memory
from tests.attack.report import print_row
from tests.attack.target import Target
from tests.bench.views import VIEWS
from tests.support.gunicorn import serving

#: Clients, seconds that one thinks, and seconds that it lasts.
CROWDS = ((1, 0.0, 15), (50, 0.2, 20), (200, 1.0, 20), (200, 5.0, 120))
PATIENCE = 30


@dataclass
class Seen:
    """What all clients of a crowd saw."""

    times: list[float] = field(default_factory=list)
    errors: int = 0


def _client(target: Target, number: int, think: float, end: float, seen: Seen) -> None:
    views = itertools.islice(itertools.cycle(VIEWS), number, None)
    chance = random.Random(number)
    connection = HTTPConnection(target.host, target.port, timeout=PATIENCE)
    time.sleep(chance.uniform(0, think))
    marks = ""
    while time.perf_counter() < end:
        headers = {"Accept-Encoding": "br", SHOWN: marks}
        start = time.perf_counter()
        try:
            connection.request("GET", UPDATE + next(views), headers=headers)
            answer = connection.getresponse()
            body = answer.read()
            is_answer = answer.status == 200
        except (OSError, HTTPException):
            connection.close()
            is_answer = False
        if is_answer:
            seen.times.append(time.perf_counter() - start)
            marks = json.loads(brotli.decompress(body))["marks"]
        else:
            seen.errors += 1
        time.sleep(think * chance.uniform(0.8, 1.2))
    connection.close()


def crowd(target: Target, clients: int, think: float, lasts: float) -> Seen:
    """So many clients for so many seconds."""
    seen, end = Seen(), time.perf_counter() + lasts
    with ThreadPoolExecutor(clients) as pool:
        for number in range(clients):
            pool.submit(_client, target, number, think, end, seen)
    return seen


def p95(times: Sequence[float]) -> float:
    """Milliseconds within which 95 out of 100 were answered."""
    return statistics.quantiles(times, n=20)[-1] * 1000


def run(row: Callable[[str, str, str], None]) -> None:
    """The whole report."""
    with serving() as server:
        crowd(server.target, 4, 0, 5)  # a worker works some things out once
        for clients, think, lasts in CROWDS:
            seen = crowd(server.target, clients, think, lasts)
            row(
                f"changes of view a second; p95: {clients} clients, {think:g} s to think",
                "300 ms" if think == 5 else "-",
                f"{len(seen.times) / lasts:.0f}; {p95(seen.times):.0f} ms; {seen.errors} errors",
            )
        now = max(map(memory.now_mb, memory.workers(server.master)))
        row(
            "memory of the largest worker after it; the most that one had",
            "220 MB; -",
            f"{now:.0f} MB; {memory.largest_worker_mb(server.master):.0f} MB",
        )


if __name__ == "__main__":
    run(print_row)
