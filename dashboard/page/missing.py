"""An address that does not exist."""

from dash import dcc, html

from dashboard.address.context import Context
from dashboard.page.components.header import header, page_extras


def page(context: Context) -> list:
    """Says so, and shows the way back."""
    view, texts = context.view, context.texts
    return [
        header(context, page_extras(view, texts, "/")),
        html.Main(
            [
                html.H1(texts("missing.title")),
                dcc.Link(texts("missing.back"), href=f"/?taal={view.language}"),
            ],
            className="reading",
            id="answer",
        ),
    ]
