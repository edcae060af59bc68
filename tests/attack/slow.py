"""Clients that keep a server waiting: they say nothing, ask slowly, or read slowly.

Each is a context: within it the clients are there, and ``len(clients)`` says how many the server
still has on the line.
"""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from threading import Event, Thread

from tests.attack.target import Target

#: Seconds between two steps of a client, and for a step.
PAUSE, STEP = 1.0, 5.0
#: Bytes that a slow reader has room for: the least that the system gives.
SMALLEST_BUFFER = 1


class Clients:
    """Connections, and what each does every :data:`PAUSE`; one that the server ends is let go."""

    def __init__(self, connections: list[socket.socket], step: Callable[[socket.socket], bool]):
        self.connections, self._step = connections, step
        self._end = Event()
        self._thread = Thread(target=self._play)
        self._thread.start()

    def _play(self) -> None:
        while not self._end.wait(PAUSE):
            for connection in [*self.connections]:
                if not self._goes_on(connection):
                    self.connections.remove(connection)
                    connection.close()

    def _goes_on(self, connection: socket.socket) -> bool:
        try:
            return self._step(connection)
        except OSError:
            return False

    def __len__(self) -> int:
        return len(self.connections)

    def close(self) -> None:
        self._end.set()
        self._thread.join()
        for connection in self.connections:
            connection.close()


def silent(target: Target, count: int) -> AbstractContextManager[Clients]:
    """Clients that connect, and say nothing."""
    return _playing(target, count, b"", _is_open)


def slow_header(target: Target, count: int) -> AbstractContextManager[Clients]:
    """Clients that ask for the front page at a byte a second."""
    start = f"GET / HTTP/1.1\r\nHost: {target.host}\r\nX-Slow: "
    return _playing(target, count, start.encode(), _send_one)


def slow_body(
    target: Target, count: int, path: str, length: int = 100_000, at_once: int = 0
) -> AbstractContextManager[Clients]:
    """Clients that post ``length`` bytes to a page: some at once, then a byte a second."""
    start = f"POST {path} HTTP/1.1\r\nHost: {target.host}\r\nContent-Type: application/json\r\n"
    start += f"Content-Length: {length}\r\n\r\n{' ' * at_once}"
    return _playing(target, count, start.encode(), _send_one)


def slow_reader(target: Target, count: int, path: str) -> AbstractContextManager[Clients]:
    """Clients that ask for a file at once, and read it at a byte a second."""
    start = f"GET {path} HTTP/1.1\r\nHost: {target.host}\r\n\r\n"
    return _playing(target, count, start.encode(), _read_one, SMALLEST_BUFFER)


@contextmanager
def _playing(
    target: Target,
    count: int,
    start: bytes,
    step: Callable[[socket.socket], bool],
    receive_buffer: int = 0,
) -> Iterator[Clients]:
    connections: list[socket.socket] = []
    try:
        for _ in range(count):
            connections.append(target.connect(STEP, receive_buffer))
            # Who is not wanted finds out at the first step.
            with suppress(ConnectionError):
                connections[-1].sendall(start)
        clients = Clients(connections, step)
    except BaseException:
        for connection in connections:
            connection.close()
        raise
    try:
        yield clients
    finally:
        clients.close()


def _is_open(connection: socket.socket) -> bool:
    """Whether the server has said nothing yet, not even that it is done."""
    connection.setblocking(False)
    try:
        connection.recv(1)
    except (BlockingIOError, ssl.SSLWantReadError):
        return True
    finally:
        connection.settimeout(STEP)
    return False


def _send_one(connection: socket.socket) -> bool:
    connection.sendall(b"x")
    return _is_open(connection)


def _read_one(connection: socket.socket) -> bool:
    return bool(connection.recv(1))
