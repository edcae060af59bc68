"""The legend of the labour views: classes in words, or the square of offer against work."""

from collections.abc import Callable

import numpy as np
from dash import html

from dashboard.catalogue import figure_words, period_words, published_classes
from dashboard.figures import two_way, work
from dashboard.formatting import number
from dashboard.palette import TWO_WAY, Area
from dashboard.tables import Data
from dashboard.texts import Texts
from dashboard.view import View


def legend(data: Data, view: View, texts: Texts) -> list:
    """The whole box: title, classes, of when, and what the nearest level is."""
    square = view.show == "two_way"
    return [
        html.Details(
            [
                html.Summary(texts("two_way.legend") if square else title(view, texts)),
                *(_square(data, view, texts) if square else _classes(data, view, texts)),
                _other_level(view, texts),
            ],
            open=True,
        )
    ]


def title(view: View, texts: Texts) -> str:
    """The name of the figure with its unit."""
    return _titled(
        texts(f"indicator.{view.entry.key}.name"), texts(f"indicator.{view.entry.key}.unit")
    )


def class_rows(data: Data, view: View, texts: Texts) -> list[tuple[str, str]]:
    """Colour and words of every class of the figure on the map, "no data" last."""
    values = work.shown(data, view)["value"]
    scale = view.entry.scale(values.to_numpy())
    rows = published_classes(view.entry, scale, texts) if values.notna().any() else []
    return [*rows, (Area.NO_DATA, texts("map.no_data"))] if values.isna().any() else rows


def _classes(data: Data, view: View, texts: Texts) -> list:
    rows = class_rows(data, view, texts)
    period = period_words(work.period(work.shown(data, view)), texts)
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


def _square(data: Data, view: View, texts: Texts) -> list:
    """Three by three colours, most work on top, most offer at the right; the corners in words."""
    found = two_way.pairs(data, view)
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
    demand, offer = _limits(found, view, texts)
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


def axes(data: Data, view: View, texts: Texts) -> list[str]:
    """Both figures of the square with the limits of their classes, as plain text."""
    demand, offer = _limits(two_way.pairs(data, view), view, texts)
    return [
        texts("two_way.axis", name=title(view, texts), cuts=demand),
        texts("two_way.axis", name=offer_title(view, texts), cuts=offer),
    ]


def _limits(found: two_way.Pairs, view: View, texts: Texts) -> tuple[str, str]:
    """Where the classes of demand and of offer part, in words."""
    demand = _cuts(
        found.demand_cuts, lambda value: figure_words(view.entry, value, value, texts), texts
    )
    offer = _cuts(
        found.offer_cuts,
        lambda value: number(value, texts.language, two_way.OFFER_DECIMALS),
        texts,
    )
    return demand, offer


def offer_title(view: View, texts: Texts) -> str:
    """What stands for the offer, with its unit."""
    return _titled(texts(f"offer.{view.offer}.name"), texts(f"offer.{view.offer}.unit"))


def _titled(name: str, unit: str) -> str:
    """A name says by itself per how many."""
    return name if unit.startswith("per ") else f"{name} ({unit})"


def _axis(arrow: str, name: str, limits: str, texts: Texts) -> list:
    return [
        html.Span(f"{arrow} ", **{"aria-hidden": "true"}),
        texts("two_way.axis", name=name, cuts=limits),
    ]


def _cuts(limits: tuple[float, ...], shown: Callable[[float], str], texts: Texts) -> str:
    """Where the classes part: "13,5 / 18,2"."""
    return " / ".join(shown(limit) for limit in limits) or texts("two_way.same")


def ink(cell: int) -> str:
    """Dark or white, whichever reads best on the colour of a cell."""
    red, green, blue = (int(TWO_WAY[cell][at : at + 2], 16) for at in (1, 3, 5))
    return "#ffffff" if np.dot((red, green, blue), (0.299, 0.587, 0.114)) < 128 else "#14213d"


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
