"""An address that does not exist."""

from dash import dcc, html

from dashboard.components.header import header, page_extras
from dashboard.tables import Data
from dashboard.texts import Texts
from dashboard.view import View


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
