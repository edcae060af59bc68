"""By which areas: the level of the map and of its table."""

from dash import dcc, html

from dashboard.address.context import Context
from dashboard.address.query import link


def level_pick(context: Context, part: str) -> html.Details:
    """The levels that there are here, as a menu with this id."""
    data, view, texts = context.data, context.view, context.texts
    return html.Details(
        [
            html.Summary(texts("level.pick", level=texts(f"level.{view.level}.one"))),
            html.Ul(
                [
                    html.Li(
                        dcc.Link(
                            [
                                html.Span(texts(f"level.{level}.many")),
                                html.Small(texts("level.sto.derived")) if level == "sto" else None,
                            ],
                            href=link(view.but(picked_level=level), data),
                            className="chosen" if level == view.level else "",
                        )
                    )
                    for level in data.levels_at(view.region)
                ],
                className="menu",
            ),
        ],
        className="pick pick-level",
        id=part,
    )
