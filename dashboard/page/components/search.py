"""The search: a field, and below it a list of what was found (a combobox, as ARIA calls it).

``assets/scripts/page/search.mjs`` goes through the list with the keys; every option is a link.
"""

from dash import dcc

from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.address.view import View
from dashboard.page.elements import html
from dashboard.page.markup import changes, pairs
from dashboard.search import LONGEST, SITE, USUAL, Hit, find
from dashboard.texts import Texts
from dashboard.words.search import hit_line, hit_name


def field(texts: Texts) -> html.Div:
    """The field, and the places of its answers."""
    return html.Div(
        [
            html.Label(texts("search.label"), htmlFor="search", className="visually-hidden"),
            dcc.Input(
                id="search",
                type="search",
                placeholder=texts("search.placeholder"),
                # Its own pause puts the caret back to where it was a moment ago, amid fast typing.
                debounce=False,
                autoComplete="off",
                maxLength=LONGEST,
                value="",
            ),
            dcc.Store(id="sought", data=""),
            html.Div(id="search-results", className="search-results"),
            html.P(id="search-status", className="search-status", role="status"),
        ],
        className="search",
        role="search",
    )


def destination(context: Context, hit: Hit) -> View:
    """The view that opens it: a region, or a school on a map that has schools."""
    data, view = context.data, context.view
    if hit.kind != SITE:
        return view.arrive(data, hit.code)
    town = data.tables.placed_sites["municipality"].iloc[data.site_rows[hit.code]]
    around = [step.code for step in data.path(town)] if data.known_region(town) else []
    return view.but(
        region=view.region if view.region in around else "NL",
        show=View().show if view.kind.is_labour else view.show,
        sites=True,
    ).ride_from(hit.code)


def results(context: Context, typed: str) -> tuple[list, list | str]:
    """Links to what was found, and how many there are or what can be typed instead."""
    data, texts = context.data, context.texts
    typed = typed[:LONGEST]
    if not typed.strip():
        return [], ""
    # One more than is listed, to know whether there are.
    found = find(data, typed, USUAL + 1)
    hits = found[:USUAL]
    if not hits:
        said = texts("search.nothing", typed=typed)
        return [], [html.Span(said, className="note")]
    shown = pairs(link(context.view, data).removeprefix("/"))
    options = [
        html.Li(
            html.A(
                [
                    html.Span(hit_name(data, hit, texts)),
                    html.Small(hit_line(hit, texts)),
                ],
                id=f"search-{place}",
                role="option",
                tabIndex=-1,
                href=(address := link(destination(context, hit), data)),
                **{
                    "aria-selected": "false",
                    "data-within": "",
                    "data-set": changes(shown, address),
                },
            ),
            role="presentation",
        )
        for place, hit in enumerate(hits)
    ]
    listed = html.Ul(
        options,
        role="listbox",
        id="search-list",
        **{"aria-label": texts("search.found"), "data-typed": typed},
    )
    counted = texts("search.first" if len(found) > USUAL else "search.count", count=len(hits))
    return [listed], [html.Span(counted, className="visually-hidden")]
