"""One request as it goes over the wire, however odd, and what comes back."""

import socket
from collections.abc import Iterable
from dataclasses import dataclass

from tests.attack.target import Target

#: Seconds that an answer may take, at most: files of the pools wait for their turn.
PATIENCE = 60
#: Bytes that are sent, or read, at once.
PIECE = 65_536


@dataclass(frozen=True)
class Request:
    """What is sent, as it is: nothing of it is spelled better on its way.

    headers: in place of the usual ``Host`` where one of them is a ``Host``. length: what is said of
    the body, where that is not what it is.
    """

    path: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    length: int | None = None

    def head(self, host: str) -> bytes:
        named = {name.lower() for name, _ in self.headers}
        usual = [] if "host" in named else [("Host", host)]
        if self.body or self.length is not None:
            length = len(self.body) if self.length is None else self.length
            usual += [("Content-Length", str(length))]
        lines = [f"{self.method} {self.path} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in (*usual, *self.headers)]
        return "\r\n".join([*lines, "Connection: close", "", ""]).encode("utf-8", "surrogateescape")


@dataclass(frozen=True)
class Answer:
    """status: 0 where the server let go of the connection without one."""

    status: int
    waits: bool = False

    @property
    def is_error(self) -> bool:
        """Whether the server broke: not where it says when to come back, or (501) that it does not
        make this."""
        return self.status >= 500 and self.status != 501 and not (self.status == 503 and self.waits)


def send(target: Target, request: Request, pieces: Iterable[bytes] = ()) -> Answer:
    """The answer to one request on a connection of its own.

    pieces: more of the body, for as long as the server takes it. Raises TimeoutError where nothing
    comes back in time.
    """
    head = b""
    with target.connect(PATIENCE) as connection:
        try:
            connection.sendall(request.head(target.host) + request.body)
            for piece in pieces:
                connection.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass  # It has heard enough, and may have said so.
        try:
            while b"\r\n\r\n" not in head and (read := connection.recv(PIECE)):
                head += read
            _drain(connection)
        except ConnectionResetError:
            pass
    line, _, rest = head.partition(b"\r\n")
    status = line.split(b" ")[1:2]
    return Answer(int(status[0]) if status else 0, b"\r\nretry-after:" in b"\r\n" + rest.lower())


def _drain(connection: socket.socket) -> None:
    while connection.recv(PIECE):
        pass
