"""The top bar: name, where we are, search, language."""

from dashboard.address.context import Context
from dashboard.address.paths import ACCESSIBILITY
from dashboard.address.query import link
from dashboard.address.view import View
from dashboard.page.components import search
from dashboard.page.elements import Link, html
from dashboard.texts import Texts
from dashboard.words.names import title_name

#: The text of a page to read, for whoever skips the bar.
READING = "antwoord"


def header(context: Context, extras: dict) -> html.Header:
    """The bar of every page; ``extras`` is what a page adds.

    That is where its text begins (``skip``), the name of the site (``brand``), ``path``, ``search``
    and ``language``. A part that follows the view is of the map alone: an answer that comes when
    the reader has gone to another page must find no place there.
    """
    view, texts = context.view, context.texts
    return html.Header(
        [
            html.A(texts("skip"), href=extras["skip"], className="skip"),
            html.A(
                texts("access.link"),
                href=f"{ACCESSIBILITY}?taal={view.language}",
                className="skip",
            ),
            extras["brand"],
            extras["path"],
            extras.get("search"),
            html.Nav(
                [
                    Link(
                        texts("method.link"),
                        href=f"/verantwoording?taal={view.language}",
                        className="plain-link",
                    ),
                    extras["language"],
                ],
                className="header-links",
                **{"aria-label": texts("header.more")},
            ),
        ],
        className="header",
    )


def home(context: Context) -> Link:
    """The name of the site, which leads to the country, in the same year and language."""
    view = context.view
    return Link(
        [html.Span("Techniek"), html.Span("Dichtbij", className="brand-accent")],
        href=link(View(year=view.year, language=view.language), context.data),
        className="brand",
    )


def main_extras(texts: Texts) -> dict:
    """Of the main page: search, and a name, path and language switch that follow the view."""
    path = html.Nav(id="breadcrumb", className="breadcrumb", **{"aria-label": texts("path")})
    return {
        "skip": "#answer",
        "brand": html.Div(id="home"),
        "path": path,
        "search": search.field(texts),
        "language": html.Span(id="language"),
    }


def page_extras(context: Context, path: str) -> dict:
    """Of a page to read: the same page in the other language."""
    view, texts = context.view, context.texts
    other = "en" if view.language == "nl" else "nl"
    switch = Link(texts("language.other"), href=f"{path}?taal={other}", className="button")
    return {
        "skip": f"#{READING}",
        "brand": home(context),
        "path": html.Div(className="breadcrumb"),
        "language": html.Span(switch, lang=other),
    }


def breadcrumb(context: Context) -> list:
    """The country, and each step down to the chosen region; all but the last are links."""
    data, view, texts = context.data, context.view, context.texts
    steps = data.path(view.region)
    items = []
    for step in steps[:-1]:
        name = title_name(step, texts)
        items.append(Link(name, href=link(view.up_to(step.code), data)))
        items.append(html.Span("›", **{"aria-hidden": "true"}))
    items.append(html.Strong(title_name(steps[-1], texts), **{"aria-current": "page"}))
    return items


def language_switch(context: Context) -> html.Span:
    """The other language, for exactly this view."""
    view = context.view
    other = "en" if view.language == "nl" else "nl"
    switch = Link(
        context.texts("language.other"),
        href=link(view.but(language=other), context.data),
        className="button",
    )
    return html.Span(switch, lang=other)
