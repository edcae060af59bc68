"""What a request asks: the query of its address, its language, and the site it was asked of."""

from flask import request

from dashboard.texts import LANGUAGES


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
