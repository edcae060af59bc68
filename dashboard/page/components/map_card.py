"""The map with its views, legend, levels and inset."""

from dash import dcc, html

from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.address.view import SHOWS, WORK_SHOWS, View
from dashboard.data import LEVELS
from dashboard.messages.ground import figure
from dashboard.page.components import download_menu, facilities_menu, share_menu, work_legend
from dashboard.texts import Texts
from dashboard.words.legend import legend

#: No logo, no cloud, and only the tools that a map needs.
GRAPH_CONFIG = {
    "displaylogo": False,
    "displayModeBar": False,
    "showSendToCloud": False,
    "scrollZoom": True,
    # Plotly draws at twice the pixels of the screen; map/draw.mjs sets what the screen has.
    "plotGlPixelRatio": 1,
}


def skeleton(context: Context) -> html.Section:
    """The frame that stays; callbacks fill it."""
    texts = context.texts
    return html.Section(
        [
            html.Figure(
                [
                    dcc.Graph(
                        id="map",
                        figure=figure(context.data, context.view),
                        config=GRAPH_CONFIG,
                        className="map",
                        responsive=True,
                    ),
                    html.Div(id="place-labels", **{"aria-hidden": "true"}),
                    html.Div(id="map-tooltip", className="tooltip", **{"aria-hidden": "true"}),
                    html.Figcaption(id="map-caption", className="visually-hidden"),
                ],
                **{"aria-labelledby": "map-caption"},
                className="map-figure",
            ),
            html.Div(
                [html.Nav(id="views", className="views", **{"aria-label": texts("views.label")})],
                className="corner top-left",
            ),
            html.Div(id="map-switch", className="corner top-right"),
            html.Div(
                [
                    html.Div(id="legend", className="legend"),
                    facilities_menu.corner(texts),
                ],
                className="corner bottom-left",
            ),
            html.Div(
                [
                    html.Div(
                        [
                            html.Button("+", id="zoom-in", **{"aria-label": texts("zoom.in")}),
                            html.Button("−", id="zoom-out", **{"aria-label": texts("zoom.out")}),
                        ],
                        className="zoom",
                    ),
                    html.Div(id="inset"),
                ],
                className="corner bottom-right",
            ),
            html.Div(id="table", className="table-pane"),
        ],
        className="map-card",
        id="map-card",
        **{"aria-label": texts("map.label")},
    )


def views(context: Context) -> list:
    """The views as plain words, and the level of the areas."""
    data, view, texts = context.data, context.view, context.texts
    return [
        html.Ul(
            [
                html.Li(
                    dcc.Link(
                        texts(f"indicator.{show}.name"),
                        href=link(view.but(show=show), data),
                        className="chosen" if show == view.show else "",
                    )
                )
                for show in SHOWS
            ]
            + [
                html.Li(
                    dcc.Link(
                        texts(f"view.{show}.name"),
                        href=link(view.but(show=show, site=None), data),
                        className="chosen" if show == view.show else "",
                    ),
                    className="work-view",
                )
                for show in WORK_SHOWS
            ]
        ),
        html.Details(
            [
                html.Summary(texts("level.pick", level=texts(f"level.{view.level}.one"))),
                html.Ul(
                    [
                        html.Li(
                            dcc.Link(
                                [
                                    html.Span(texts(f"level.{level}.many")),
                                    html.Small(texts("level.sto.derived"))
                                    if level == "sto"
                                    else None,
                                ],
                                href=link(view.but(picked_level=level), data),
                                className="chosen" if level == view.level else "",
                            )
                        )
                        for level in LEVELS
                    ],
                    className="menu",
                ),
            ],
            className="pick pick-level",
            id="part-level",
        ),
    ]


def map_switch(context: Context) -> list:
    """Map or table, and how to take along what is shown."""
    data, view, texts = context.data, context.view, context.texts
    return [
        html.Div(
            [
                dcc.Link(
                    texts("switch.map"),
                    href=link(view.but(table=False), data),
                    className="" if view.table else "chosen",
                ),
                dcc.Link(
                    texts("switch.table"),
                    href=link(view.but(table=True), data),
                    className="chosen" if view.table else "",
                ),
            ],
            className="switch",
        ),
        dcc.Link(
            texts("screen.open"),
            id="screen-switch",
            href=link(view.but(screen=False) if view.screen else view.on_screen(), data),
            title=texts("screen.open.help"),
            className="button",
        ),
        download_menu.menu(context),
        share_menu.menu(context),
    ]


def legend_box(context: Context) -> list:
    """Title, classes in words, the sites, and what is uncertain about the level."""
    view, texts = context.view, context.texts
    if view.is_work:
        return work_legend.legend(context)
    toggled = view.but(sites=not view.sites)
    return [
        html.Details(
            [
                html.Summary(texts(f"indicator.{view.show}.legend")),
                legend_rows(view, texts),
                html.P(
                    [
                        html.Span(className="ring" if view.sites else "ring ring-off"),
                        texts("legend.sites"),
                        " · ",
                        dcc.Link(
                            texts("legend.sites.hide" if view.sites else "legend.sites.show"),
                            href=link(toggled, context.data),
                        ),
                    ],
                    className="legend-sites",
                ),
                html.P(texts("level.sto.note"), className="note") if view.level == "sto" else None,
            ],
            open=True,
        )
    ]


def legend_rows(view: View, texts: Texts) -> html.Ul:
    """The classes of a view of the offer: colour and words."""
    return html.Ul([html.Li([_swatch(colour), words]) for colour, words in legend(view, texts)])


def _swatch(colour: str) -> html.Span:
    if colour == "stripes":
        return html.Span(className="swatch swatch-stripes")
    return html.Span(className="swatch", style={"background": str(colour)})


def caption(view: View, texts: Texts, question: str, answer: str) -> str:
    """The map in words, for who cannot see it."""
    return texts(
        "map.caption",
        view=texts(f"view.{view.show}.name" if view.is_work else f"indicator.{view.show}.name"),
        level=texts(f"level.{view.level}.one"),
        question=question,
        answer=answer,
    )
