"""What the server that ships bears with nothing in front: ``python -m tests.bench.slow_clients``.

Gunicorn in processes of its own, each kind of slow client on its line for half a minute, and beside
them somebody who asks ``/health``. Never a test: a slow machine is no bug.
"""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from dashboard.web.bodies import CALLBACKS
from tests.attack import memory, slow
from tests.attack.health import HealthWatch
from tests.attack.report import Report
from tests.attack.slow import Clients
from tests.attack.target import Target
from tests.support.gunicorn import Server, serving

#: Seconds of each attack, and that an answer may take: longer than what it is to be compared with.
LASTS, PATIENCE = 30, 90
#: The largest answer that is made on request.
LARGE = "/download.geojson?per=postcode"
#: Megabytes of a worker, at most.
MOST_MB = 600

ATTACKS: dict[str, Callable[[Target], AbstractContextManager[Clients]]] = {
    "8 send a header at a byte a second": lambda target: slow.slow_header(target, 8),
    "8 send a body at a byte a second": lambda target: slow.slow_body(target, 8, CALLBACKS),
    "10 read 2 MB at a byte a second": lambda target: slow.slow_reader(target, 10, LARGE),
    "200 say nothing": lambda target: slow.silent(target, 200),
    "1000 say nothing": lambda target: slow.silent(target, 1000),
}


def bear(server: Server, attack: str) -> Report:
    """Play one attack, and see what it does to a server."""
    with HealthWatch(server.target, PATIENCE) as watch, ATTACKS[attack](server.target):
        time.sleep(LASTS)
    return Report(
        attack,
        requests=watch.answered + watch.failed,
        server_errors=watch.server_errors,
        largest_worker_mb=memory.largest_worker_mb(server.master),
        longest_health_s=watch.longest,
        unanswered=watch.failed,
    )


def row(*cells: str) -> None:
    """One line of the report."""
    print(f"{cells[0]:<36}" + "".join(f"{cell:>16}" for cell in cells[1:]), flush=True)


def run() -> None:
    """The whole report."""
    row("clients", "/health asked", "no answer", "500 and up", "slowest", "largest worker")
    row("at most", "", "0", "0", "5 s", f"{MOST_MB} MB")
    with serving(TECHNIEK_API_RATE="0") as server:
        for attack in ATTACKS:
            bore = bear(server, attack)
            row(
                attack,
                f"{bore.requests}",
                f"{bore.unanswered}",
                f"{bore.server_errors}",
                f"{bore.longest_health_s:.2f} s",
                f"{bore.largest_worker_mb:.0f} MB",
            )


if __name__ == "__main__":
    run()
