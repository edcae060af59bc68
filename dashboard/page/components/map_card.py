"""The map with its views, legend, levels and inset."""

from dash import dcc

from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.address.view import View
from dashboard.figures.members import has_members, shows_members
from dashboard.messages.ground import figure
from dashboard.page.components import download_menu, facilities_menu, own_region, work_legend
from dashboard.page.components.level_pick import level_pick
from dashboard.page.elements import Link, html
from dashboard.palette import is_striped, unstriped
from dashboard.texts import Texts
from dashboard.views import KINDS
from dashboard.views.kind import Kind
from dashboard.words.legend import kind_name, legend, marks, offer_legend_title

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
    """The frame that stays while the view changes."""
    texts = context.texts
    return html.Section(
        [
            html.Figure(
                [
                    dcc.Graph(
                        id="map",
                        figure=figure(),
                        config=GRAPH_CONFIG,
                        className="map",
                        responsive=True,
                    ),
                    html.Div(id="place-labels", **{"aria-hidden": "true"}),
                    html.Div(id="map-tooltip", className="tooltip", **{"aria-hidden": "true"}),
                    # What it shows, in words; then the area that keys brought to its middle.
                    html.Figcaption(id="map-caption", className="visually-hidden"),
                    html.P(id="map-said", className="visually-hidden", role="status"),
                ],
                **{
                    "aria-labelledby": "map-caption",
                    "data-fingers": texts("map.fingers"),
                    "data-keys": texts("map.keys"),
                },
                className="map-figure",
            ),
            html.Div(
                [html.Nav(id="views", className="views", **{"aria-label": texts("views.label")})],
                className="corner top-left",
            ),
            html.Div(
                [html.Div(id="map-buttons"), html.Div(id="map-share")],
                id="map-switch",
                className="corner top-right",
            ),
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
                            html.Button(
                                html.Span(className="frame-sign"),
                                id="zoom-region",
                                title=texts("zoom.region"),
                                **{"aria-label": texts("zoom.region")},
                            ),
                        ],
                        className="zoom",
                    ),
                    html.Div(id="inset"),
                ],
                className="corner bottom-right",
            ),
            own_region.maker(texts),
            html.Div(id="table", className="table-pane"),
            html.Div(id="table-on-paper", className="table-on-paper"),
        ],
        className="map-card",
        id="map-card",
        lang=texts.language,
        **{
            "aria-label": texts("map.label"),
            "data-pane": "table" if context.view.table else "map",
        },
    )


def views(context: Context) -> list:
    """The views as plain words, and the level of the areas."""
    data, view, texts = context.data, context.view, context.texts
    return [
        # Where the map is small: one button in the place of the list.
        html.Button(
            kind_name(view.base, texts),
            type="button",
            className="fold",
            **{"aria-expanded": "false"},
        ),
        html.Ul(
            [
                html.Li(
                    Link(
                        kind_name(kind, texts),
                        href=link(_shown_by(kind, view), data),
                        className="chosen" if kind == view.base else "",
                    ),
                    **({"className": "work-view"} if kind.is_labour else {}),
                )
                for kind in KINDS.values()
            ]
        ),
        level_pick(context, "part-level"),
    ]


def _shown_by(kind: Kind, view: View) -> View:
    """The same in another view of the map; the labour market knows no one site."""
    return view.but(show=kind.key, site=None) if kind.is_labour else view.but(show=kind.key)


def map_buttons(context: Context) -> list:
    """Map or table, and how to take along what is shown, but for the menu to share it."""
    data, view, texts = context.data, context.view, context.texts
    return [
        html.Div(
            [
                Link(
                    texts("switch.map"),
                    href=link(view.but(table=False), data),
                    className="" if view.table else "chosen",
                ),
                Link(
                    texts("switch.table"),
                    href=link(view.but(table=True), data),
                    className="chosen" if view.table else "",
                ),
            ],
            className="switch",
        ),
        Link(
            texts("screen.open"),
            id="screen-switch",
            href=link(view.but(screen=False) if view.screen else view.on_screen(), data),
            title=texts("screen.open.help"),
            className="button",
        ),
        download_menu.menu(context),
    ]


def legend_box(context: Context) -> list:
    """Title, classes in words, the sites, and what is uncertain about the level."""
    view, texts = context.view, context.texts
    if view.kind.is_labour:
        return work_legend.legend(context)
    data, toggled = context.data, view.but(sites=not view.sites)
    return [
        html.Details(
            [
                html.Summary(offer_legend_title(view, texts)),
                legend_rows(view, texts),
                html.P(
                    [
                        *site_key(view, texts),
                        " · ",
                        Link(
                            texts("legend.sites.hide" if view.sites else "legend.sites.show"),
                            href=link(toggled, data),
                        ),
                    ],
                    className="legend-sites",
                ),
                _members_switch(context),
                html.P(texts("level.sto.note"), className="note") if view.level == "sto" else None,
            ],
            open=True,
        )
    ]


def _members_switch(context: Context) -> html.P | None:
    """Of an STO region: who takes part, mbo too, in place of the sites with the offer, and back."""
    data, view, texts = context.data, context.view, context.texts
    if not (view.sites and has_members(data, view)):
        return None
    shown = shows_members(data, view)
    to = link(view.but(members=not shown, facilities=not shown), data)
    words = texts("legend.members.hide" if shown else "legend.members.show")
    key = [html.Span(className="shape"), texts("legend.member")]
    return html.P(
        [
            *([html.Span(key, className="mark-key"), " · "] if shown else []),
            Link(words, href=to),
        ],
        className="legend-sites",
    )


def legend_rows(view: View, texts: Texts, played: bool = False) -> html.Ul:
    """The classes of a view of the offer: colour and words.

    played: with what stands in their place while limits play, where these would change them all.
    """
    rows = [html.Li([_swatch(colour), words]) for colour, words in legend(view, texts)]
    within = view.kind.classes_within
    if not played or not within:
        return html.Ul(rows)
    colours = view.kind.scale(view.level, view.threshold).colours
    for row in rows[: len(colours)]:
        row.className = "unplayed"
    meanings = ((colours[within // 2], "state.within"), (colours[-1], "map.too_far"))
    stand_ins = [
        html.Li([_swatch(colour), texts(key)], className="played") for colour, key in meanings
    ]
    return html.Ul([*stand_ins, *rows])


def site_key(view: View, texts: Texts) -> list:
    """How a site looks on the map: a mark per profile, or a ring."""
    return [
        html.Span(
            [html.Span(letter, className=f"shape shape-{code}"), profile], className="mark-key"
        )
        for code, letter, profile in marks(view, texts)
    ] or ring_key(view, texts)


def ring_key(view: View, texts: Texts) -> list:
    """A site that bears no marks."""
    return [html.Span(className="ring" if view.sites else "ring ring-off"), texts("legend.sites")]


def _swatch(colour: str) -> html.Span:
    stripes = " swatch-stripes" if is_striped(colour) else ""
    return html.Span(className=f"swatch{stripes}", style={"backgroundColor": unstriped(colour)})
