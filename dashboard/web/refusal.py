"""What a file is asked for: one that cannot be what its address says is refused, and says why.

A page shows what it had to ignore; a file is kept and passed on, and would be of another region or
question than its reader believes.
"""

from collections.abc import Collection, Iterable
from typing import Any

from flask import Flask, Response

from dashboard.address.parameters import Parameter
from dashboard.address.query import read_with
from dashboard.address.view import View
from dashboard.data import Data
from dashboard.texts import texts_in
from dashboard.web import incoming
from dashboard.web.refused import refused

#: Names in a refusal, at most.
MOST_NAMED = 5


class UnreadError(Exception):
    """Parameters of an address that mean nothing here."""

    def __init__(self, language: str, names: Collection[str]):
        super().__init__(", ".join([*names][:MOST_NAMED]))
        self.language = language


class UnfitError(Exception):
    """A file that the view of its address has no figures for. The text says what it is about, and
    what to choose."""

    def __init__(self, language: str, text: str):
        super().__init__(text)
        self.language = language


def register(server: Flask) -> None:
    """Answer every refusal with what is wrong and what to do."""

    @server.errorhandler(UnreadError)
    def unread(error: UnreadError) -> Response:
        text = texts_in(error.language)("export.unread", names=str(error))
        return refused(text, 400, error.language)

    @server.errorhandler(UnfitError)
    def unfit(error: UnfitError) -> Response:
        return refused(str(error), 400, error.language)


def requested_view(data: Data) -> View:
    """The view of which this request asks a file.

    Raises UnreadError where a parameter cannot be read.
    """
    return requested_with((), data)[0]


def requested_with(more: Iterable[Parameter], data: Data) -> tuple[View, dict[str, Any]]:
    """The view of which this request asks a file, and the parts that the file has ``more``.

    Raises UnreadError where a parameter cannot be read.
    """
    view, parts, unread = read_with(more, incoming.query(), data)
    refuse_unread(view, unread)
    return view, parts


def refuse_unread(view: View, names: Collection[str]) -> None:
    """Raises UnreadError where there are names of parameters that could not be read."""
    if names:
        raise UnreadError(view.language, names)
