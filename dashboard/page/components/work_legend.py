"""The legend of the labour views: classes in words, or the square of offer against work."""

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.page.elements import html
from dashboard.palette import TWO_WAY, Area
from dashboard.texts import Texts
from dashboard.words.legend import Square, class_note, class_rows, ink, square, title


def legend(context: Context) -> list:
    """The whole box: title, classes, of when, and what the nearest level is."""
    view, texts = context.view, context.texts
    key = square(context) if view.kind.crosses_offer else None
    return [
        html.Details(
            [
                html.Summary(key.title if key else title(view, texts)),
                *(_square(key) if key else _classes(context)),
                _other_level(view, texts),
            ],
            open=True,
        )
    ]


def _classes(context: Context) -> list:
    rows = class_rows(context)
    note = class_note(context)
    return [
        html.Ul([html.Li([_swatch(colour), words]) for colour, words in rows]),
        html.P(note, className="note") if note else None,
    ]


def _swatch(colour: str) -> html.Span:
    return html.Span(className="swatch", style={"background": str(colour)})


def _square(key: Square) -> list:
    """Three by three colours, most work on top, most offer at the right; the corners in words."""
    grid = [
        html.Span(
            str(key.counts[cell]) if key.counts[cell] else "",
            className="nine-cell",
            style={"background": TWO_WAY[cell], "color": ink(cell)},
        )
        for _, cells in key.rows
        for cell in cells
    ]
    corners = [
        html.Span(
            [key.demand[demand], html.Br(), key.offer[offer]], className=f"nine-corner {place}"
        )
        for demand, offer, place in ((2, 0, "nw"), (2, 2, "ne"), (0, 0, "sw"), (0, 2, "se"))
    ]
    return [
        html.Div(
            [*corners, html.Div(grid, className="nine-cells", **{"aria-hidden": "true"})],
            className="nine",
        ),
        *(
            html.P(
                [html.Span(f"{arrow} ", **{"aria-hidden": "true"}), words], className="note axis"
            )
            for arrow, words in zip("↑→", key.axes, strict=True)
        ),
        html.P([_swatch(Area.NO_DATA), key.missing], className="legend-missing")
        if key.missing
        else None,
    ]


def _other_level(view: View, texts: Texts) -> html.P | None:
    """Says so when the map shows another level than was asked."""
    if view.picked_level in (None, view.level):
        return None
    return html.P(
        texts(
            "figure.other_level",
            asked=texts(f"level.{view.picked_level}.one"),
            shown=texts(f"level.{view.level_kind}.one"),
        ),
        className="note other-level",
    )
