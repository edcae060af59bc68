"""A worker of gunicorn that a slow client costs no thread.

Gunicorn's own workers give a thread to a client for as long as it takes to send a request and to
read the answer: as many slow clients as threads, and nobody else is answered. Here waitress takes
requests in and gives answers away, all of them in one loop; a thread has a request from when it is
whole until its answer is made. Gunicorn keeps the processes.

What waits stands in memory, never on a disk, and is bounded: see :func:`let_go`.
"""

import ctypes
import logging
import os
import time
from collections.abc import Collection
from typing import Any

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

from dashboard.web.bodies import MOST_BYTES

#: Bytes of the first line and headers of a request, at most: an address with its cookies is less.
MOST_HEADER = 16_384
#: Bytes that one worker holds for all its clients: bodies that came in, answers that go out.
MOST_HELD = 64_000_000
#: Bytes that are taken in at once.
AT_ONCE = 65_536
#: Seconds that a worker at its end waits for who is still sending a request.
LINGER = 2.0
#: Seconds between two signs of life, at most.
BEAT = 1
#: Seconds that no clock ever says.
NEVER = 10**12
#: Heaps that threads share, and what glibc calls their number (malloc.h).
HEAPS, M_ARENA_MAX = 2, -8


class Connection(HTTPChannel):
    """A client on the line."""

    #: Bytes of answers, also of the part that is gone out already: it is freed when all of it is.
    answered = 0

    def __init__(self, *arguments: Any, **named: Any):
        #: When the client began to send, to read or to be silent.
        self.since = time.monotonic()
        super().__init__(*arguments, **named)

    @property
    def last_activity(self) -> float:
        """When something last came in or went out, by a clock that nobody sets: by that of the
        machine, everybody was silent for too long as soon as it was put forward."""
        return self._active

    @last_activity.setter
    def last_activity(self, _of_the_machine: float) -> None:
        self._active = time.monotonic()

    def received(self, data: bytes) -> bool:
        if self.request is None:
            self.since = time.monotonic()
        return super().received(data)

    def write_soon(self, data: Any) -> int:
        written = super().write_soon(data)
        self.answered += written
        return written

    def handle_write(self) -> None:
        super().handle_write()
        self._free()

    def service(self) -> None:
        super().service()
        self._free()
        self.since = time.monotonic()

    def _free(self) -> None:
        """An answer that is gone out: waitress itself keeps it until the next one."""
        with self.outbuf_lock:
            if self.connected and not self.total_outbufs_len:
                self.outbufs[-1].prune()
                self.answered = 0

    @property
    def is_whole(self) -> bool:
        """Whether a thread has a request of this client, or will have."""
        return bool(self.requests)

    @property
    def held(self) -> int:
        """Bytes that are held for this client."""
        requests = [*self.requests, self.request]
        return self.answered + sum(one.body_bytes_received for one in requests if one)


def let_go(connections: Collection[Connection], most: int, silence: float) -> None:
    """End connections of which there are more than ``most``, or which hold too much together, and
    those that were silent for more seconds than ``silence``.

    Of too many the one goes that keeps the server waiting longest, of too much the one that holds
    most: a client that asks and reads as others do is neither.
    """
    if len(connections) > most:
        for one in sorted(connections, key=_is_waited_for)[: len(connections) - most]:
            one.will_close = True
    held = sum(one.held for one in connections)
    if held > MOST_HELD:
        for one in sorted(connections, key=lambda one: one.held, reverse=True):
            one.will_close = True
            held -= one.held
            if held <= MOST_HELD:
                break
    # Waitress ends one when it can be written to: never, for a client that reads nothing.
    now = time.monotonic()
    for one in connections:
        if one.will_close or (not one.is_whole and now - one.last_activity > silence):
            one.handle_close()


def _is_waited_for(connection: Connection) -> tuple[bool, float]:
    """Who is waited for, longest first; then who waits."""
    return connection.is_whole, connection.since


class BufferingWorker(Worker):
    """``worker_class`` of gunicorn; ``threads``, ``worker_connections``, ``backlog``,
    ``graceful_timeout`` and ``keepalive`` (seconds that a client may be silent) are as there."""

    @staticmethod
    def check_config(config: Any, log: Any) -> None:
        """Tell of settings that are passed over."""
        if config.is_ssl or config.accesslog:
            log.warning("this worker has no TLS and no log of requests; a proxy in front has")

    def run(self) -> None:
        """Answer until told to end, or until who started this process is gone."""
        _share_heaps()
        # It tells of every request that has to wait for a thread.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        sockets: dict[int, Any] = {}
        server = create_server(
            self.wsgi,
            map=sockets,
            sockets=[listener.sock for listener in self.sockets],
            threads=self.cfg.threads,
            backlog=self.cfg.backlog,
            # The bounds of both are kept by `let_go`, after each turn.
            connection_limit=2 * self.cfg.worker_connections,
            channel_timeout=NEVER,
            recv_bytes=AT_ONCE,
            max_request_header_size=MOST_HEADER,
            # As many as this are too many already.
            max_request_body_size=MOST_BYTES + 1,
            inbuf_overflow=2 * MOST_BYTES,
            outbuf_overflow=2 * MOST_HELD,
            outbuf_high_watermark=MOST_HELD,
            # These are read, or not, by dashboard/web/proxies.py.
            clear_untrusted_proxy_headers=False,
            asyncore_use_poll=True,
            log_socket_errors=False,
            ident=None,
        )
        listeners = [one for one in sockets.values() if isinstance(one, BaseWSGIServer)]
        for listener in listeners:
            listener.channel_class = Connection
        while self.alive and os.getppid() == self.ppid:
            self._turn(sockets)
        for listener in listeners:
            listener.accepting = False
        self._finish(sockets)
        server.task_dispatcher.shutdown(timeout=1)

    def _turn(self, sockets: dict[int, Any]) -> None:
        """Take in and give away what can be at this moment."""
        self.notify()
        wasyncore.loop(BEAT, use_poll=True, map=sockets, count=1)
        let_go(_connections(sockets), self.cfg.worker_connections, self.cfg.keepalive)

    def _finish(self, sockets: dict[int, Any]) -> None:
        """Make and give away the answers that are waited for."""
        start = time.monotonic()
        while (left := _connections(sockets)) and (
            time.monotonic() < start + self.cfg.graceful_timeout
        ):
            for one in left:
                if time.monotonic() > start + LINGER and not one.is_whole:
                    one.close_when_flushed = True
            self._turn(sockets)


def _share_heaps() -> None:
    """Have threads use what others gave back: glibc has a heap for each, and a worker whose sixteen
    made files and held bodies came to 585 MB; to 390 MB with two. Other systems have no such bound.
    """
    bound = getattr(ctypes.CDLL(None), "mallopt", None)
    if bound:
        bound(M_ARENA_MAX, HEAPS)


def _connections(sockets: dict[int, Any]) -> list[Connection]:
    return [one for one in sockets.values() if isinstance(one, Connection)]
