"""The field in which a user puts a file: chosen, or dragged to it."""

from dash import dcc

from dashboard.page.elements import html
from dashboard.texts import Texts
from dashboard.upload.bounds import MOST_BYTES

#: Endings of the names of tables.
TABLES = ".csv,.txt,.xlsx"


def field(name: str, accept: str, texts: Texts) -> dcc.Upload:
    """A field by its id. accept: endings of the names of files, with commas."""
    return dcc.Upload(
        html.Button(texts("facility.choose"), className="button"),
        id=name,
        accept=accept,
        max_size=MOST_BYTES,
        className="own-file",
    )


def template(words: str, name: str, address: str, texts: Texts) -> html.P:
    """What a table is, with a link to one that can be filled in. address: of that one."""
    link = html.A(name, href=f"{address}?taal={texts.language}", download="")
    return html.P([words, " ", link], className="note")


def too_large(name: str, texts: Texts) -> html.P:
    """A line by its id, which ``assets/scripts/facilities/file.mjs`` shows when a file is too
    large."""
    return html.P(
        texts("upload.size", limit=MOST_BYTES // 1_000_000),
        id=name,
        className="file-too-large",
        role="alert",
        hidden=True,
    )
