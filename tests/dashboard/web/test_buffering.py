"""A server with nothing in front of it: who is slow keeps nobody else waiting."""

import socket
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from waitress.adjustments import Adjustments

from dashboard.web.bodies import CALLBACKS, MOST_BYTES
from dashboard.web.buffering import MOST_HEADER, MOST_HELD, Connection, let_go
from tests.attack import memory, slow
from tests.support.gunicorn import Server, serving

#: The largest answer that is made on request.
LARGE = "/download.geojson?per=postcode"
#: ``worker_connections`` in gunicorn.conf.py.
MOST_CONNECTIONS = 256
#: Seconds to wait for what has to happen.
LATE = 20
#: Megabytes of a worker, at most.
MOST_MB = 600

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One worker of what ships: all clients are on its line."""
    with serving("--workers", "1", TECHNIEK_API_RATE="0") as server:
        yield server


def test_who_says_nothing_asks_slowly_or_reads_slowly_keeps_nobody_waiting(server: Server):
    target = server.target
    with (
        slow.silent(target, 100) as silent,
        slow.slow_header(target, 20) as headers,
        slow.slow_body(target, 20, CALLBACKS) as bodies,
        slow.slow_reader(target, 20, LARGE) as readers,
    ):
        assert target.ask("/verantwoording").status == 200
        time.sleep(1.5 * slow.PAUSE)
        assert target.ask("/health").status == 200
        assert [len(clients) for clients in (silent, headers, bodies, readers)] == [100, 20, 20, 20]


def becomes(expected: Callable[[], bool]) -> bool:
    """Whether something comes to be, however busy the machine is."""
    late = time.monotonic() + LATE
    while not expected() and time.monotonic() < late:
        time.sleep(slow.PAUSE / 10)
    return expected()


def test_of_too_many_connections_the_longest_go(server: Server):
    with (
        slow.slow_header(server.target, 15) as first,
        slow.silent(server.target, MOST_CONNECTIONS) as later,
    ):
        assert server.target.ask("/health").status == 200
        assert becomes(lambda: (len(first), len(later)) == (0, MOST_CONNECTIONS - 1))


def test_of_too_much_to_hold_the_most_goes(server: Server):
    most, sent = MOST_HELD // MOST_BYTES, MOST_BYTES - 1000
    with slow.slow_body(server.target, 4 * most, CALLBACKS, MOST_BYTES, sent) as clients:
        assert server.target.ask("/health").status == 200
        assert becomes(lambda: len(clients) <= most)
        assert len(clients) > 0
        assert memory.largest_worker_mb(server.master) < MOST_MB


@pytest.mark.parametrize(("most", "is_silent"), [(0, False), (9, True)])
def test_one_that_is_to_go_is_ended_though_it_reads_nothing(most: int, is_silent: bool):
    sockets: dict[int, Connection] = {}
    ours, theirs = socket.socketpair()
    with ours, theirs:
        server = SimpleNamespace(active_channels={})
        Connection(server, ours, "", Adjustments(), sockets)
        ours.setblocking(False)
        with pytest.raises(BlockingIOError):
            while True:
                ours.send(b"x" * 65_536)
        let_go(list(sockets.values()), most, silence=0 if is_silent else 60)
        assert not sockets and not server.active_channels


def test_nobody_is_silent_because_a_clock_was_set(monkeypatch):
    sockets: dict[int, Connection] = {}
    ours, theirs = socket.socketpair()
    with ours, theirs:
        Connection(SimpleNamespace(active_channels={}), ours, "", Adjustments(), sockets)
        monkeypatch.setattr(time, "time", lambda: -1e12)
        theirs.send(b"G")
        for one in list(sockets.values()):
            one.handle_read()
        let_go(list(sockets.values()), most=9, silence=60)
        assert sockets


def test_a_body_that_is_too_large_is_refused_before_it_is_sent(server: Server):
    start = f"POST {CALLBACKS} HTTP/1.1\r\nHost: x\r\nContent-Length: {MOST_BYTES + 1}\r\n\r\n"
    with server.target.connect(5) as client:
        client.sendall(start.encode())
        assert client.recv(12) == b"HTTP/1.1 413"


def test_the_largest_body_comes_in_whole(server: Server):
    body = b'"' + b"x" * (MOST_BYTES - 2) + b'"'
    answer = server.target.ask(
        CALLBACKS, method="POST", body=body, headers={"Content-Type": "application/json"}
    )
    # Read, and nothing that a page of ours sends.
    assert answer.status == 400


def test_a_header_that_is_too_large_is_refused(server: Server):
    answer = server.target.ask("/health", headers={"X-Large": "x" * MOST_HEADER})
    assert answer.status == 431


def test_a_worker_that_ends_answers_who_is_asking():
    with serving("--workers", "1") as server:
        target = server.target
        with target.connect(10) as client:
            client.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n")
            # One that came later is answered: the first is on the line.
            assert target.ask("/health").status == 200
            server.end()
            client.sendall(b"\r\n")
            assert client.recv(12) == b"HTTP/1.1 200"
