"""What the labour views show, as a sentence whose marked parts are the controls."""

from dashboard import catalogue
from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.address.view import OFFERS, View
from dashboard.page.elements import Link, html
from dashboard.texts import Texts
from dashboard.words.legend import offer_reading


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
            _choice(
                texts(f"indicator.{entry.key}.name"),
                levels(entry, texts),
                link(view.but(figure=entry.key), context.data),
                entry == view.entry,
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
            _choice(
                texts(f"offer.{offer}.name"),
                offer_reading(offer, texts),
                link(view.but(offer=offer), context.data),
                offer == view.offer,
            )
            for offer in OFFERS
        ],
        "offer",
    )


def _choice(name: str, about: str, address: str, chosen: bool) -> html.Li:
    """One line of a menu: what it is, and what to know of it."""
    return html.Li(
        Link(
            [html.Span(name), html.Small(about)],
            href=address,
            className="chosen" if chosen else "",
        )
    )


def _pick(words: str, choices: list, name: str) -> html.Details:
    return html.Details(
        [html.Summary(words, id=f"pick-{name}"), html.Div(html.Ul(choices), className="menu")],
        className="pick",
        id=f"part-{name}",
    )
