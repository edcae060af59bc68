"""Voorzieningen: the menu with the shipped places and a user's own file, and their legend."""

from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.formatting import number
from dashboard.messages.facilities import FILE_NAME, LETTERS, sentences
from dashboard.page.components import file_field, own_region
from dashboard.page.elements import Link, html
from dashboard.texts import Texts
from dashboard.upload.faults import Upload


def corner(texts: Texts) -> html.Div:
    """The frame that stays beside the legend; callbacks fill it."""
    marks = html.Div(
        [html.Div(id="facility-legend"), html.Div(id="own-legend")],
        className="legend facility-legend",
    )
    return html.Div([marks, own_region.menu(texts), _menu(texts)], className="facility-corner")


def _menu(texts: Texts) -> html.Details:
    return html.Details(
        [
            html.Summary(texts("facility.title")),
            html.Div(
                [
                    html.Div(id="facility-switch"),
                    html.H3(texts("facility.own")),
                    file_field.template(
                        texts("facility.own.help"),
                        texts("facility.template"),
                        "/sjabloon-voorzieningen.csv",
                        texts,
                    ),
                    file_field.field("own-file", f"{file_field.TABLES},.json,.geojson", texts),
                    html.P(texts("facility.private"), className="note"),
                    file_field.too_large("own-too-large", texts),
                    html.Div(id="own-said", role="status"),
                    # Ticked here or beside the downloads: ``facilities/along.mjs``.
                    html.Div(
                        id="own-along",
                        **{
                            "data-words": texts("facility.along"),
                            "data-short": texts("facility.along.short"),
                        },
                    ),
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
        Link(texts(words), href=link(view.but(facilities=not view.facilities), context.data)),
        html.P(texts("facility.mbo.note"), className="note"),
    ]


def legend(context: Context) -> list:
    """The mark of what ships, while it is shown."""
    texts = context.texts
    if not context.view.facilities:
        return []
    return [html.Ul([html.Li([_square("mbo", own=False), texts("facility.mbo")])])]


def told(upload: Upload, file_name: str, texts: Texts) -> dict[str, list]:
    """What is said of a user's own file, in one language: in the menu how many places it has and
    what is wrong in it, row by row; in the legend the marks of its kinds."""
    kinds = upload.rows["kind"].value_counts()
    count, name = number(len(upload.rows), texts.language), file_name[:FILE_NAME]
    faults = [html.Li(one) for one in sentences(upload.faults, texts)]
    rows = [
        html.Li([_square(kind, own=True), _counted(kind, int(kinds[kind]), texts)])
        for kind in LETTERS
        if kind in kinds
    ]
    return {
        "menu": [
            html.P(html.Strong(texts("facility.read", count=count, name=name))),
            *([html.Ul(faults, className="faults")] if faults else []),
        ],
        "legend": [html.Ul(rows)] if rows else [],
    }


def _counted(kind: str, count: int, texts: Texts) -> str:
    shown = number(count, texts.language)
    return texts("facility.own.kind", kind=texts(f"facility.kind.{kind}"), count=shown)


def _square(kind: str, own: bool) -> html.Span:
    return html.Span(LETTERS[kind], className="square square-own" if own else "square")
