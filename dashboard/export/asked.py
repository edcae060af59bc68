"""What a file is asked of: a view in the address and, where a user posts them, places of their own.

The places live as long as the request: they are in no address, no log and nothing that is kept.
"""

from flask import Flask, Response, request

from dashboard.address.context import Context, OwnPlace
from dashboard.address.view import View
from dashboard.data import Data
from dashboard.texts import texts_in
from dashboard.upload.faults import Fault, fault_words
from dashboard.upload.posted import posted_places
from dashboard.web.refusal import requested_view
from dashboard.web.refused import refused

#: How a file that can have places of a user is asked.
METHODS = ("GET", "POST")


class PostedError(Exception):
    """Places that no page of ours sends."""

    def __init__(self, language: str, fault: Fault):
        super().__init__(fault.key)
        self.language, self.fault = language, fault


def register(server: Flask) -> None:
    """Answer what was posted and is no list of places with what is wrong."""

    @server.errorhandler(PostedError)
    def no_places(error: PostedError) -> Response:
        text = fault_words(error.fault, texts_in(error.language))
        return refused(text, 400, error.language)


def requested_context(data: Data) -> Context:
    """The view of which this request asks a file, with the places that were sent along.

    Raises UnreadError or PostedError where one of these cannot be read.
    """
    view = requested_view(data)
    return Context(data, view, requested_places(view))


def requested_places(view: View) -> tuple[OwnPlace, ...]:
    """The places that were sent along; PostedError where these cannot be read."""
    if request.method != "POST":
        return ()
    # Read and let go of: the request does not keep a second copy.
    places = posted_places(request.get_data(cache=False).decode("utf-8", "replace"))
    if isinstance(places, Fault):
        raise PostedError(view.language, places)
    return places
