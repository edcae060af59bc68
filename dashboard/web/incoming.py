"""What a request asks: the query of its address, its language, and the site it was asked of."""

import re

from flask import request
from werkzeug.exceptions import SecurityError

from dashboard.texts import LANGUAGES

#: A name, an address of four numbers, or one between brackets; and a port.
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?")


def query() -> str:
    """The query of this request as text, without its question mark; what is no text is replaced."""
    return request.query_string.decode("utf-8", "replace")


def language() -> str:
    """The language of an answer: as asked in the address, or as the browser prefers."""
    named = request.args.get("taal")
    if named in LANGUAGES:
        return named
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def site() -> str:
    """The address of this site as the request knows it, without a slash at its end."""
    return request.host_url.rstrip("/")


def host() -> str | None:
    """The name under which the page was asked; None for what cannot be a name."""
    try:
        name = request.host.lower()
    except SecurityError:
        return None
    return name if HOST.fullmatch(name) else None
