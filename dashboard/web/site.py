"""The server: it has the addresses that are ours, and no other."""

import re
from collections.abc import Iterable
from typing import Protocol
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask, abort, redirect, request
from flask.typing import ResponseReturnValue

from dashboard.web.bodies import InMemory

#: Nothing, one dot or two where a name belongs.
ANOTHER_SPELLING = re.compile(r"/(?:/|\.{1,2}(?:/|$))")
#: The rule by which Dash gives its page to whatever nothing else answers.
EVERYTHING = "/<path:path>"


class Application(Protocol):
    """What a web server calls."""

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]: ...


class Site(Flask):
    """A server on which Dash draws only ``pages``, given as paths; the rest is not found."""

    #: What knows of the proxies in front may be wrapped round it.
    wsgi_app: Application
    request_class = InMemory

    def __init__(self, name: str, pages: Iterable[str]):
        super().__init__(name, static_folder=None)
        self.pages = [*pages]
        # Two slashes are another address, not another spelling of one.
        self.url_map.merge_slashes = False
        self.before_request(_one_spelling)

    def add_url_rule(self, rule: str, endpoint=None, view_func=None, *args, **options) -> None:
        """Add an address; in place of the one that is everything, each page that Dash draws."""
        if rule != EVERYTHING:
            super().add_url_rule(rule, endpoint, view_func, *args, **options)
            return
        for page in self.pages:
            super().add_url_rule(page, f"page {page}", view_func, *args, **options)


def _one_spelling() -> ResponseReturnValue | None:
    """Refuse an address with two slashes or a dot between them: routing, and who looks for a file,
    read past those, and one file would have any number of addresses.

    Below a path, that path alone leads to where the site begins.
    """
    path = request.environ.get("PATH_INFO", "")
    if not path and request.script_root and request.method in ("GET", "HEAD"):
        query = request.query_string.decode("latin-1")
        return redirect(f"{request.script_root}/{'?' if query else ''}{query}", 308)
    if not path.startswith("/") or ANOTHER_SPELLING.search(path):
        abort(404)
    return None
