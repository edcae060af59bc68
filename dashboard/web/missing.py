"""What is refused, and above all: an address that is not ours is not found."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from dash.exceptions import DependencyException
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from dashboard.texts import texts_in
from dashboard.web import incoming
from dashboard.web.assets import DASH_FILES
from dashboard.web.refused import refused

Refusal = Callable[[HTTPException], Response]


def register(server: Flask, page: Callable[[], str], refusals: Mapping[str, Refusal]) -> None:
    """Answer what is not found with ``page``; below some paths all is refused in their own way."""

    @server.errorhandler(HTTPException)
    def refuse(error: HTTPException) -> Response:
        for start, refusal in refusals.items():
            if request.path.startswith(start):
                return refusal(error)
        return _page() if error.code == HTTPStatus.NOT_FOUND else _in_words(error)

    # Of a script that Dash does not have; the second of one that it lists and did not bring along.
    @server.errorhandler(DependencyException)
    @server.errorhandler(FileNotFoundError)
    def no_such_file(error: Exception) -> Response:
        if request.path.startswith(DASH_FILES):
            return _page()
        raise error

    def _in_words(error: HTTPException) -> Response:
        """What is wrong, and what who asked can do; with what the error says to programs."""
        is_ours = (error.code or 500) >= HTTPStatus.INTERNAL_SERVER_ERROR
        texts = texts_in(incoming.language())
        text = texts("refused.fault" if is_ours else "refused.request")
        answer = refused(text, error.code or 500, texts.language)
        answer.headers.extend(
            (name, value) for name, value in error.get_headers() if name != "Content-Type"
        )
        answer.vary.add("Accept-Language")
        return answer

    def _page() -> Response:
        response = Response(page(), 404, mimetype="text/html")
        response.vary.add("Accept-Language")
        return response
