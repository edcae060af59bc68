"""Publishers on this machine: a server that answers as theirs do, also when something is wrong."""

import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

#: The publishers' own addresses, which all lead to the server.
HOSTS = (
    "https://duo.nl",
    "https://onderwijsdata.duo.nl",
    "https://datasets.cbs.nl",
    "https://opendata.cbs.nl",
    "https://api.pdok.nl",
    "https://download.geofabrik.de",
)


@dataclass(frozen=True)
class Reply:
    """One answer; ``cut`` is after how many bytes of its body the line breaks, with a reset."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    reset: bool = True


@dataclass
class Publishers:
    """What is answered at each path (with its query, in plain letters), and what was asked.

    Of several replies the last one stays.
    """

    address: str
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def hosts(self) -> dict[str, str]:
        return dict.fromkeys(HOSTS, self.address)

    def answers(self, path: str, *replies: Reply | bytes) -> None:
        """What is answered at a path, one after the other."""
        self.replies[path] = [one if isinstance(one, Reply) else Reply(one) for one in replies]

    def times(self, path: str) -> int:
        """How often a path was asked."""
        return sum(one == path for one, _ in self.asked)

    def next_reply(self, path: str, headers: dict[str, str]) -> Reply:
        with self.lock:
            self.asked.append((path, headers))
            waiting = self.replies.get(path, [Reply(status=404)])
            return waiting.pop(0) if len(waiting) > 1 else waiting[0]


@contextmanager
def publishing(certificate: tuple[Path, Path] | None = None) -> Iterator[Publishers]:
    """A server in a thread; with a certificate and its key it speaks TLS."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = publishers.next_reply(unquote(self.path), headers)
            body, status, more = _piece(reply, headers)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **reply.headers, **more}.items():
                self.send_header(name, value)
            self.end_headers()
            if reply.cut is None:
                self.wfile.write(body)
                return
            self.wfile.write(body[: reply.cut])
            self.close_connection = True
            if reply.reset:
                self.wfile.flush()
                # Linger 0: the line ends with a reset.
                option = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, option)

        def log_message(self, *arguments: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    # One that is left by its client says nothing either.
    server.handle_error = lambda *arguments: None  # type: ignore[method-assign]
    scheme = "http"
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https"
    publishers = Publishers(f"{scheme}://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield publishers
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _piece(reply: Reply, headers: dict[str, str]) -> tuple[bytes, int, dict[str, str]]:
    """The bytes that are asked, where there is a version to ask them of; else all."""
    asked, version = headers.get("range"), reply.headers.get("ETag")
    if reply.status != 200 or not version:
        return reply.body, reply.status, {}
    if headers.get("if-none-match") == version:
        return b"", 304, {"Content-Length": "0"}
    if not asked or headers.get("if-range") != version:
        return reply.body, 200, {}
    first = int(asked.removeprefix("bytes=").removesuffix("-"))
    told = f"bytes {first}-{len(reply.body) - 1}/{len(reply.body)}"
    return reply.body[first:], 206, {"Content-Range": told}
