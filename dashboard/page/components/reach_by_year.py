"""A small line under the number: the share of every exam year."""

from collections.abc import Sequence

from dashboard.address.context import Context
from dashboard.figures.reach_by_year import (
    YearShare,
    by_year,
    first_of_run,
    money_places,
    places,
)
from dashboard.page.elements import html
from dashboard.words import reach_by_year as words
from dashboard.words.names import region_name, school_year

#: Half the thickness of the line, in percent of its height.
HALF = 3


def reach_by_year(context: Context) -> html.Div | None:
    """None where there is one state only."""
    shares = by_year(context.data, context.view)
    if len(shares) < 2:
        return None
    texts, asked = context.texts, context.view.year
    name = region_name(context.data.region(context.view.region), texts)
    points, money = places(shares), money_places(shares)
    return html.Div(
        [
            html.H3(words.title(context)),
            html.Div(
                [
                    html.Span(
                        className="years-line",
                        style={"clipPath": _line(points, shares)},
                        role="img",
                        **{"aria-label": words.sight(name, shares, texts)},
                    ),
                    *(
                        html.Span(f"€ {year}", className="years-money", style={"left": f"{x:.1f}%"})
                        for year, x in money
                    ),
                    html.Ol(
                        [
                            html.Li(
                                [
                                    html.Strong(words.share_of_year(one.share, texts)),
                                    html.Span(className="years-dot", style={"--y": f"{y:.0f}"}),
                                    html.Span(school_year(one.year), className="years-year"),
                                ],
                                className="chosen" if one.year == asked else None,
                                style={"left": f"{x:.1f}%"},
                            )
                            for one, (x, y) in zip(shares, points, strict=True)
                        ]
                    ),
                ],
                className="years-field",
            ),
            html.P(words.notes(shares, texts), className="note"),
        ],
        className="years",
    )


def _line(points: list[tuple[float, float]], shares: Sequence[YearShare]) -> str:
    """The line as a shape, there and back again, through the last years that follow one another:
    what lies between others is not known."""
    first = first_of_run(shares)
    there = [f"{x:.1f}% {100 - y - HALF:.0f}%" for x, y in points[first:]]
    back = [f"{x:.1f}% {100 - y + HALF:.0f}%" for x, y in reversed(points[first:])]
    return f"polygon({','.join(there + back)})"
