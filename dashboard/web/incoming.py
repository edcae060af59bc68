"""What a request asks: the query of its address, its language, and the site it was asked of."""

import re
from collections.abc import Collection

from flask import Flask, abort, request
from werkzeug.sansio.utils import host_is_trusted

from dashboard.texts import LANGUAGES

#: A name, an address of four numbers, or one between brackets; and a port.
HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?"
)
#: Asked by machines, which know an address and no name.
BY_MACHINES = ("/health", "/ready")


def register(server: Flask, trusted: Collection[str]) -> None:
    """Refuse (400) whoever asks a host that cannot be one, or that is not ``trusted``.

    The header ``Host`` is written by who asks, and comes back in codes, links and files: this is
    the one place where it is looked at, before anything else sees the request.

    trusted: names without a port; ``.example.nl`` is every name below it too. Without any, every
    host that can be one is ours: a laptop in a meeting room has no name that it knows of.
    """

    @server.before_request
    def refuse_host() -> None:
        if request.path in BY_MACHINES:
            return
        host = request.host.lower()
        if not HOST.fullmatch(host) or not host_is_trusted(host, trusted or None):
            abort(400)


def query() -> str:
    """The query of this request as text, without its question mark; what is no text is replaced."""
    return request.query_string.decode("utf-8", "replace")


def language() -> str:
    """The language of an answer: as asked in the address, or as the browser prefers."""
    named = request.args.get("taal")
    if named in LANGUAGES:
        return named
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def host() -> str:
    """The host that was asked, with its port where that is not the usual one."""
    return request.host.lower()


def site() -> str:
    """The address of this site as the request knows it, without a slash at its end."""
    return f"{request.scheme}://{host()}"
