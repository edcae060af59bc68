"""What the labour views show, as a sentence whose marked parts are the controls."""

from dash import dcc, html

from dashboard import catalogue
from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.address.view import OFFERS, View
from dashboard.texts import Texts


def question(context: Context) -> html.Div | None:
    """The figure, and what it is set against; nothing in the other views.

    The question of young people stays only where the figures depend on it.
    """
    view, texts = context.view, context.texts
    if not view.kind.is_labour:
        return None
    if not view.kind.crosses_offer:
        own = "" if view.entry.computed else " only"
        parts = [html.Span(texts("work.start")), _figures(context)]
    else:
        own = ""
        parts = [
            html.Span(texts("two_way.start")),
            _figures(context),
            html.Span(texts("two_way.against")),
            _offers(context),
        ]
    return html.Div(
        parts, className=f"sentence work-sentence{own}", role="heading", **{"aria-level": "2"}
    )


def figures(view: View) -> list[catalogue.Published]:
    """The figures that the view can show."""
    entries = [catalogue.PUBLISHED[key] for key in catalogue.words()]
    return [entry for entry in entries if entry.demand or not view.kind.crosses_offer]


def _figures(context: Context) -> html.Details:
    view, texts = context.view, context.texts
    return _pick(
        texts(f"indicator.{view.entry.key}.name"),
        [
            html.Li(
                dcc.Link(
                    [
                        html.Span(texts(f"indicator.{entry.key}.name")),
                        html.Small(levels(entry, texts)),
                    ],
                    href=link(view.but(figure=entry.key), context.data),
                    className="chosen" if entry == view.entry else "",
                )
            )
            for entry in figures(view)
        ],
        "figure",
    )


def levels(entry: catalogue.Published, texts: Texts) -> str:
    """Unit and levels of a figure: "% · per COROP-gebied, provincie"."""
    names = [texts(f"level.{level}.one") for level in entry.levels if level != "nl"]
    return f"{texts(f'indicator.{entry.key}.unit')} · {texts('level.pick', level=', '.join(names))}"


def _offers(context: Context) -> html.Details:
    view, texts = context.view, context.texts
    return _pick(
        texts(f"offer.{view.offer}.name"),
        [
            html.Li(
                dcc.Link(
                    [
                        html.Span(texts(f"offer.{offer}.name")),
                        html.Small(texts(f"offer.{offer}.reading")),
                    ],
                    href=link(view.but(offer=offer), context.data),
                    className="chosen" if offer == view.offer else "",
                )
            )
            for offer in OFFERS
        ],
        "offer",
    )


def _pick(words: str, choices: list, name: str) -> html.Details:
    return html.Details(
        [html.Summary(words, id=f"pick-{name}"), html.Div(html.Ul(choices), className="menu")],
        className="pick",
        id=f"part-{name}",
    )
