"""What a request asks: the query of its address, and the site that it was asked of."""

from flask import request


def query() -> str:
    """The query of this request as text, without its question mark; what is no text is replaced."""
    return request.query_string.decode("utf-8", "replace")


def site() -> str:
    """The address of this site as the request knows it, without a slash at its end."""
    return request.host_url.rstrip("/")
