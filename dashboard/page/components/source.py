"""Where the figures of a view come from, under the panel and in downloads."""

from dash import dcc, html

from dashboard.address.query import link
from dashboard.address.view import View
from dashboard.data import Data
from dashboard.texts import Texts
from dashboard.words.sources import source_line


def source(data: Data, view: View, texts: Texts) -> html.P:
    """The source line of the panel, with the way to the method."""
    return html.P(
        [
            source_line(data, view, texts),
            " ",
            dcc.Link(texts("method.how"), href=f"/verantwoording?taal={view.language}"),
        ],
        className="source",
    )


def download(address: str, data: Data, view: View, texts: Texts) -> html.A:
    """A link to the figures of a part of the panel as a file."""
    query = link(view, data).removeprefix("/")
    return html.A(texts("download"), href=address + query, download="")
