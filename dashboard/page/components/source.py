"""Where the figures of a view come from, under the panel and in downloads."""

from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.page.elements import Link, html
from dashboard.words.sources import source_line


def source(context: Context) -> html.P:
    """The source line of the panel, with the way to the method."""
    return html.P(
        [
            source_line(context),
            " ",
            Link(context.texts("method.how"), href=f"/verantwoording?taal={context.view.language}"),
            " ",
            Link(context.texts("rules.link"), href=f"/regelingen?taal={context.view.language}"),
        ],
        className="source",
    )


def download(address: str, context: Context) -> html.A:
    """A link to the figures of a part of the panel as a file."""
    query = link(context.view, context.data).removeprefix("/")
    return html.A(context.texts("download"), href=address + query, download="")
