"""What a request asks: the query of its address, its language, and the site it was asked of."""

import re
from collections.abc import Collection

from flask import Flask, abort, has_request_context, request
from werkzeug.sansio.utils import host_is_trusted

from dashboard.texts import LANGUAGES

#: A name, an address of four numbers, or one between brackets; and a port.
HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?"
)
#: Asked by machines, which know an address and no name.
BY_MACHINES = ("/health", "/ready")


def register(server: Flask, trusted: Collection[str]) -> None:
    """Refuse (400) whoever asks a host that cannot be one, or that is not ``trusted``; templates
    know :func:`at` and :func:`site`.

    The header ``Host`` is written by who asks, and comes back in codes, links and files: this is
    the one place where it is looked at, before anything else sees the request.

    trusted: names without a port; ``.example.nl`` is every name below it too. Without any, every
    host that can be one is ours: a laptop in a meeting room has no name that it knows of.
    """

    server.jinja_env.globals.update(at=at, site=site)

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


def base() -> str:
    """Where this site begins below its host: ``/techniek``; nothing where it begins at ``/``, and
    where nobody asks."""
    return request.script_root if has_request_context() else ""


def at(path: str) -> str:
    """A path of ours as who asks can follow it: below :func:`base`.

    Everything here knows the paths by which routes are declared. What writes one into an answer
    passes it through this, or puts it behind :func:`site`.
    """
    return base() + path if path.startswith("/") else path


def site() -> str:
    """The address of this site as the request knows it, without a slash at its end."""
    return f"{request.scheme}://{host()}{base()}"
