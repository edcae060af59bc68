"""Voorzieningen: the menu with the shipped places and a user's own file, and their legend."""

from dash import dcc, html

from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.formatting import number
from dashboard.messages.facilities import LETTERS
from dashboard.texts import Texts
from dashboard.upload.bounds import MOST_BYTES


def corner(texts: Texts) -> html.Div:
    """The frame that stays beside the legend; callbacks fill it."""
    marks = html.Div(
        [html.Div(id="facility-legend"), html.Div(id="own-legend")],
        className="legend facility-legend",
    )
    return html.Div([marks, _menu(texts)], className="facility-corner")


def _menu(texts: Texts) -> html.Details:
    return html.Details(
        [
            html.Summary(texts("facility.title")),
            html.Div(
                [
                    html.Div(id="facility-switch"),
                    html.H3(texts("facility.own")),
                    html.P(
                        [
                            texts("facility.own.help"),
                            " ",
                            html.A(
                                texts("facility.template"),
                                href=f"/sjabloon-voorzieningen.csv?taal={texts.language}",
                                download="",
                            ),
                        ],
                        className="note",
                    ),
                    dcc.Upload(
                        html.Button(texts("facility.choose"), className="button"),
                        id="own-file",
                        accept=".csv,.txt,.json,.geojson",
                        max_size=MOST_BYTES,
                        className="own-file",
                    ),
                    html.P(texts("facility.private"), className="note"),
                    html.P(
                        texts("upload.size", limit=MOST_BYTES // 1_000_000),
                        id="own-too-large",
                        role="alert",
                        hidden=True,
                    ),
                    html.Div(id="own-said", role="status"),
                    html.Button(
                        texts("facility.remove"), id="own-remove", className="button", hidden=True
                    ),
                ],
                className="menu",
            ),
        ],
        className="pick pick-facilities",
        id="part-facilities",
    )


def switch(context: Context) -> list:
    """The shipped places on or off, and what they are."""
    view, texts = context.view, context.texts
    words = "facility.mbo.hide" if view.facilities else "facility.mbo.show"
    return [
        dcc.Link(texts(words), href=link(view.but(facilities=not view.facilities), context.data)),
        html.P(texts("facility.mbo.note"), className="note"),
    ]


def legend(context: Context) -> list:
    """The mark of what ships, while it is shown."""
    texts = context.texts
    if not context.view.facilities:
        return []
    return [html.Ul([html.Li([_square("mbo", own=False), texts("facility.mbo")])])]


def own_legend(report: dict | None, texts: Texts) -> list:
    """The marks of every kind of the user's own file."""
    rows = []
    for kind, count in known_kinds(report).items():
        shown = number(count, texts.language)
        named = texts("facility.own.kind", kind=texts(f"facility.kind.{kind}"), count=shown)
        rows.append(html.Li([_square(kind, own=True), named]))
    return [html.Ul(rows)] if rows else []


def known_kinds(report: dict | None) -> dict[str, int]:
    """Kinds and counts of a report, which comes from a browser and may be anything."""
    kinds = report.get("kinds") if isinstance(report, dict) else None
    kinds = kinds if isinstance(kinds, dict) else {}
    return {kind: kinds[kind] for kind in LETTERS if isinstance(kinds.get(kind), int)}


def _square(kind: str, own: bool) -> html.Span:
    return html.Span(LETTERS[kind], className="square square-own" if own else "square")


def report_lines(report: dict | None, told: list[str], texts: Texts) -> list:
    """How many places a file has, and what is wrong in it, row by row."""
    if not isinstance(report, dict):
        return []
    count = number(sum(known_kinds(report).values()), texts.language)
    name = str(report.get("name", ""))
    return [
        html.P(html.Strong(texts("facility.read", count=count, name=name))),
        html.Ul([html.Li(one) for one in told], className="faults") if told else None,
    ]
