"""Every region as a dot: offer against work. Drawn by ``assets/scripts/scatter/drawing.mjs``."""

from dashboard.address.view import View
from dashboard.page.elements import html
from dashboard.texts import Texts


def scatter(view: View, demand: str, offer: str, texts: Texts) -> html.Div:
    """The frame of the drawing, with what its axes are and how to choose from it."""
    return html.Div(
        [
            html.H3(texts("scatter.title", many=texts(f"level.{view.level_kind}.one"))),
            html.P(["↑ ", demand], className="note axis"),
            html.Div(id="scatter", className="scatter"),
            html.P(["→ ", offer], className="note axis axis-across"),
            html.P(id="scatter-said", className="scatter-said", **{"aria-hidden": "true"}),
            html.P(texts("scatter.help"), className="note"),
        ]
    )
