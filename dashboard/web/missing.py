"""What is refused, and above all: an address that is not ours is not found."""

from collections.abc import Callable, Mapping

from dash.exceptions import DependencyException
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from dashboard.web.assets import DASH_FILES

Refusal = Callable[[HTTPException], Response]


def register(server: Flask, page: Callable[[], str], refusals: Mapping[str, Refusal]) -> None:
    """Answer what is not found with ``page``; below some paths all is refused in their own way."""

    @server.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response | HTTPException:
        for start, refusal in refusals.items():
            if request.path.startswith(start):
                return refusal(error)
        return _page() if error.code == 404 else error

    # Of a script that Dash does not have; the second of one that it lists and did not bring along.
    @server.errorhandler(DependencyException)
    @server.errorhandler(FileNotFoundError)
    def no_such_file(error: Exception) -> Response:
        if request.path.startswith(DASH_FILES):
            return _page()
        raise error

    def _page() -> Response:
        response = Response(page(), 404, mimetype="text/html")
        response.vary.add("Accept-Language")
        return response
