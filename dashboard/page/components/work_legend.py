"""The legend of the labour views: classes in words, or the square of offer against work."""

from dash import html

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.figures import two_way, work
from dashboard.palette import TWO_WAY, Area
from dashboard.texts import Texts
from dashboard.words.figures import period_words
from dashboard.words.legend import class_rows, ink, limit_words, offer_title, title


def legend(context: Context) -> list:
    """The whole box: title, classes, of when, and what the nearest level is."""
    view, texts = context.view, context.texts
    square = view.show == "two_way"
    return [
        html.Details(
            [
                html.Summary(texts("two_way.legend") if square else title(view, texts)),
                *(_square(context) if square else _classes(context)),
                _other_level(view, texts),
            ],
            open=True,
        )
    ]


def _classes(context: Context) -> list:
    view, texts = context.view, context.texts
    rows = class_rows(context)
    period = period_words(work.period(work.shown(context.data, view)), texts)
    return [
        html.Ul([html.Li([_swatch(colour), words]) for colour, words in rows]),
        html.P([period, " · ", _parted(view, texts)] if period else None, className="note"),
    ]


def _parted(view: View, texts: Texts) -> str:
    many = texts(f"level.{view.level}.many")
    return (
        texts("figure.class.fixed") if view.entry.limits else texts("figure.class.equal", many=many)
    )


def _swatch(colour: str) -> html.Span:
    return html.Span(className="swatch", style={"background": str(colour)})


def _square(context: Context) -> list:
    """Three by three colours, most work on top, most offer at the right; the corners in words."""
    view, texts = context.view, context.texts
    found = two_way.pairs(context.data, view)
    cells = two_way.counts(found.frame)
    grid = [
        html.Span(
            str(cells[cell]) if cells[cell] else "",
            className="nine-cell",
            style={"background": TWO_WAY[cell], "color": ink(cell)},
        )
        for demand in (2, 1, 0)
        for cell in range(3 * demand, 3 * demand + 3)
    ]
    corners = [
        html.Span(
            [
                texts(f"two_way.{view.entry.demand}.{demand}"),
                html.Br(),
                texts(f"two_way.offer.{offer}"),
            ],
            className=f"nine-corner {place}",
        )
        for demand, offer, place in ((2, 0, "nw"), (2, 2, "ne"), (0, 0, "sw"), (0, 2, "se"))
    ]
    demand, offer = limit_words(found, view, texts)
    missing = int((found.frame["cell"] < 0).sum())
    return [
        html.Div(
            [*corners, html.Div(grid, className="nine-cells", **{"aria-hidden": "true"})],
            className="nine",
        ),
        html.P(_axis("↑", title(view, texts), demand, texts), className="note axis"),
        html.P(_axis("→", offer_title(view, texts), offer, texts), className="note axis"),
        html.P(
            [_swatch(Area.NO_DATA), texts("two_way.missing", count=missing)],
            className="legend-missing",
        )
        if missing
        else None,
    ]


def _axis(arrow: str, name: str, limits: str, texts: Texts) -> list:
    return [
        html.Span(f"{arrow} ", **{"aria-hidden": "true"}),
        texts("two_way.axis", name=name, cuts=limits),
    ]


def _other_level(view: View, texts: Texts) -> html.P | None:
    """Says so when the map shows another level than was asked."""
    if view.picked_level in (None, view.level):
        return None
    return html.P(
        texts(
            "figure.other_level",
            asked=texts(f"level.{view.picked_level}.one"),
            shown=texts(f"level.{view.level}.one"),
        ),
        className="note other-level",
    )
