"""An address that does not exist."""

from dash import dcc, html

from dashboard.address.view import View
from dashboard.data import Data
from dashboard.page.components.header import header, page_extras
from dashboard.texts import Texts


def page(data: Data, view: View, texts: Texts) -> list:
    """Says so, and shows the way back."""
    return [
        header(data, view, texts, page_extras(view, texts, "/")),
        html.Main(
            [
                html.H1(texts("missing.title")),
                dcc.Link(texts("missing.back"), href=f"/?taal={view.language}"),
            ],
            className="reading",
            id="answer",
        ),
    ]
