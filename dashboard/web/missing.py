"""What is refused, and above all: an address that is not ours is not found."""

from collections.abc import Callable, Mapping

from dash.exceptions import DependencyException
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

Refusal = Callable[[HTTPException], Response]


def register(server: Flask, page: Callable[[], str], refusals: Mapping[str, Refusal]) -> None:
    """Answer what is not found with ``page``; below some paths all is refused in their own way."""

    @server.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response | HTTPException:
        for start, refusal in refusals.items():
            if request.path.startswith(start):
                return refusal(error)
        return _page() if error.code == 404 else error

    @server.errorhandler(DependencyException)
    def no_such_file_of_dash(_: DependencyException) -> Response:
        """Dash raises this where a script is asked that it does not have."""
        return _page()

    def _page() -> Response:
        response = Response(page(), 404, mimetype="text/html")
        response.vary.add("Accept-Language")
        return response
