"""What is asked, how it ends and how long it takes, for a Prometheus that gathers it.

Only where ``TECHNIEK_METRICS`` says so: without it the library is not even read. Workers write in
files of one folder; the process that they are forked from adds these up, and answers at an address
of its own that visitors do not reach. Of a request only the rule of its address is kept
(``/regio/<level>/<code>``): not what stood in it, nor who asked.
"""

import os
import shutil
import tempfile
import time
from socket import socket
from typing import TYPE_CHECKING

from flask import Flask, Response, g, request

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

#: Where the library looks for the folder, when it is read.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
#: Bounds in seconds: what a change of view may take, a page, and a file that is made.
BOUNDS = (0.025, 0.05, 0.1, 0.3, 1, 3, 10, 30)
#: In place of a rule, for an address that is none of ours.
UNKNOWN = "unknown"


#: The socket that a Prometheus asks, once it is there.
_sockets: list[socket] = []


def prepare() -> None:
    """A folder for what this process and its workers count, once; before the library is read."""
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="techniek-metrics-")


def tidy() -> None:
    """Remove that folder."""
    shutil.rmtree(os.environ.pop(FOLDER, ""), ignore_errors=True)


def register(server: Flask, registry: "CollectorRegistry | None" = None) -> None:
    """Count every answer of a server; first of all that is registered, so that all is timed."""
    from prometheus_client import CollectorRegistry, Counter, Histogram

    # Of this server alone: with new tables there is another one in the same process.
    registry = registry or CollectorRegistry()
    answers = Counter(
        "techniek_answers", "Answers by rule and status", ["rule", "status"], registry=registry
    )
    seconds = Histogram(
        "techniek_seconds", "Seconds to an answer", ["rule"], registry=registry, buckets=BOUNDS
    )

    @server.before_request
    def begin() -> None:
        g.asked_at = time.perf_counter()

    @server.after_request
    def count(response: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else UNKNOWN
        answers.labels(rule, response.status_code).inc()
        seconds.labels(rule).observe(time.perf_counter() - g.asked_at)
        return response


def serve(address: str) -> None:
    """Answer at ``host:port`` with what all processes counted."""
    from prometheus_client import CollectorRegistry, multiprocess, start_http_server

    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)
    host, _, port = address.rpartition(":")
    server, _ = start_http_server(int(port), host, registry)
    _sockets.append(server.socket)


def let_go() -> None:
    """In a worker: only the process that it was forked from answers there."""
    for one in _sockets:
        one.close()


def ended(process: int) -> None:
    """A process is gone: what it counted stays."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(process)
