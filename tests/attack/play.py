"""Play the attacks against a server of this machine, and print what it bore: ``make bench``, or
``python -m tests.attack.play`` for these alone; ``--seed 7`` or ``--count 50000`` fuzz otherwise.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.attack import addresses, fuzz, headers, posts
from tests.attack.health import HealthWatch
from tests.attack.memory import largest_worker_mb
from tests.attack.posts import Callbacks
from tests.attack.report import Report, print_row
from tests.attack.target import Target
from tests.attack.wire import Answer, Request, send
from tests.support.gunicorn import Server, serving

#: Clients that ask at the same time.
CLIENTS = 4
SPELLINGS, FUZZED = 300, 12_000
#: What is allowed: MB of a worker, bytes of a line of the log.
MOST_MB, LONGEST_LINE = 600, 4_000


def attacks(
    target: Target, callbacks: Callbacks, count: int, seed: int
) -> Iterator[tuple[str, Iterable[Answer]]]:
    """Every attack: its name, and the answers as they come."""
    yield "300 MB posted", posts.huge(target)
    lists: dict[str, Iterable[Request]] = {
        "malformed posts to callbacks": posts.malformed(callbacks),
        "hostile uploads": posts.uploads(callbacks),
        "hosts that are none": headers.hosts(),
        "headers that cannot be": headers.others(),
        "odd texts in every part of an address": addresses.odd(),
        "ways out of a folder": addresses.traversal(),
        "giant addresses": addresses.giant(),
        "unknown files of Dash": addresses.unknown_components(SPELLINGS),
        "spellings of a file of ours": addresses.around(SPELLINGS),
        "spellings of plotly": addresses.plotly(SPELLINGS),
        f"fuzz, seed {seed}": fuzz.requests(count, callbacks, seed),
    }
    for name, requests in lists.items():
        yield name, answers(target, requests)


def answers(target: Target, requests: Iterable[Request]) -> Iterator[Answer]:
    """What the server says to several clients, who send these in turn."""
    with ThreadPoolExecutor(CLIENTS) as clients:

        def told(request: Request) -> Answer:
            answer = send(target, request)
            if answer.is_error:
                told = f"{answer.status}: {request.method} {request.path[:200]!r}"
                print(told, file=sys.stderr, flush=True)
            return answer

        yield from clients.map(told, requests)


def played(name: str, server: Server, received: Iterable[Answer]) -> Report:
    """One attack, to its end."""
    with HealthWatch(server.target) as health:
        statuses = Counter((answer.status, answer.is_error) for answer in received)
    return Report(
        name,
        statuses.total() - statuses[(0, False)] + health.answered,
        sum(count for (_, is_error), count in statuses.items() if is_error),
        largest_worker_mb(server.master),
        health.longest,
        health.failed,
    )


def longest_line(log: Path) -> int:
    """Bytes of the longest line."""
    return max(map(len, log.read_bytes().splitlines()), default=0)


def run(
    row: Callable[[str, str, str], None], count: int = FUZZED, seed: int = fuzz.SEED
) -> list[Report]:
    """All attacks, each in a row of the report."""
    reports = []
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        with serving(log=log, TECHNIEK_API_RATE="0") as server:
            callbacks = posts.on_the_server(server.target.ask("/_dash-dependencies").body)
            for name, received in attacks(server.target, callbacks, count, seed):
                report = played(name, server, received)
                row(name, f"0 errors, {MOST_MB} MB", _line(report))
                reports.append(report)
        size = os.path.getsize(log)
        row("longest line of the log", f"{LONGEST_LINE} bytes", f"{longest_line(log)} of {size}")
    return reports


def _line(report: Report) -> str:
    return (
        f"{report.requests} answers, {report.server_errors} errors, "
        f"{report.largest_worker_mb:.0f} MB, /health {report.longest_health_s * 1000:.0f} ms"
        + (f", {report.unanswered} times not" if report.unanswered else "")
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=FUZZED)
    parser.add_argument("--seed", type=int, default=fuzz.SEED)
    options = parser.parse_args()
    run(print_row, options.count, options.seed)
