"""By which areas: the level of the map and of its table."""

from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.address.view import View
from dashboard.page.elements import Link, html
from geodata.vocabulary import OWN


def level_pick(context: Context, part: str) -> html.Details:
    """The levels that there are here, as a menu with this id."""
    data, view, texts = context.data, context.view, context.texts
    return html.Details(
        [
            html.Summary(texts("level.pick", level=texts(f"level.{view.level_kind}.one"))),
            html.Ul(
                [
                    html.Li(
                        Link(
                            [
                                html.Span(words),
                                html.Small(texts("level.sto.derived"))
                                if shown.picked_level == "sto"
                                else None,
                            ],
                            href=link(shown, data),
                            className="chosen" if shown.level == view.level else "",
                        )
                    )
                    for words, shown in _choices(context)
                ],
                className="menu",
            ),
        ],
        className="pick pick-level",
        id=part,
    )


def _choices(context: Context) -> list[tuple[str, View]]:
    """The levels in words, each with the view that shows it: those of the tables, the layouts of
    who keeps the site, and the one of the address."""
    data, view, texts = context.data, context.view, context.texts
    levels = [
        (texts(f"level.{level}.many"), view.but(picked_level=level))
        for level in data.levels_at(view.region)
    ]
    layouts = [
        (name, view.but(picked_level=OWN, layout=layout))
        for layout, name in data.tables.layout_names.items()
    ]
    if view.layout and view.layout not in data.tables.layouts:
        layouts.append((texts("level.own.many"), view.but(picked_level=OWN)))
    return levels + layouts
