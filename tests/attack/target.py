"""The server that is attacked: on this machine, or nowhere."""

import socket
import ssl
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from ipaddress import ip_address


@dataclass(frozen=True)
class Target:
    """A server at an address of loopback, in numbers: what a name leads to can change.

    ``tls`` for one that speaks https. Raises ValueError for any other address.
    """

    host: str
    port: int
    tls: ssl.SSLContext | None = None

    def __post_init__(self) -> None:
        if not ip_address(self.host).is_loopback:
            raise ValueError(f"{self.host} is not this machine")

    def connect(self, timeout: float, receive_buffer: int = 0) -> socket.socket:
        """A connection, with TLS where the server has it; seconds for every step on it.

        receive_buffer: bytes that the system takes in before they are read; 0 as many as it likes.
        """
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.settimeout(timeout)
            if receive_buffer:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
            connection.connect((self.host, self.port))
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_hostname=self.host)
        except BaseException:
            connection.close()
            raise
        return connection

    def ask(
        self,
        path: str,
        timeout: float = 5,
        method: str = "GET",
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        source: str = "",
    ) -> HTTPResponse:
        """The answer to one request on a connection of its own, read whole: ``answer.body``.

        source: another address of this machine to ask from.
        """
        usual = {"timeout": timeout, "source_address": (source, 0) if source else None}
        if self.tls:
            client = HTTPSConnection(self.host, self.port, context=self.tls, **usual)
        else:
            client = HTTPConnection(self.host, self.port, **usual)
        try:
            client.request(method, path, body, headers or {})
            answer = client.getresponse()
            answer.body = answer.read()
            return answer
        finally:
            client.close()
