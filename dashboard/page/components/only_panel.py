"""Who depends on one site: the ranking beside the map, and what the end of an offer would mean."""

from dash import dcc, html

from dashboard.address.query import link
from dashboard.address.view import View
from dashboard.data import Data
from dashboard.figures import only
from dashboard.formatting import people
from dashboard.page.components.source import download
from dashboard.texts import Texts
from dashboard.words.names import offer_name, region_name
from dashboard.words.threshold import within

#: Rows in the panel; the download has them all.
FIRST_ROWS = 5


def ranking(data: Data, view: View, texts: Texts) -> html.Div:
    """Sites that are the only offer for most young people."""
    found = only.ranked(data, view)
    found = found[found["young_people"] >= 0.5]
    parts = [html.H3(texts("only.title")), html.P(_count(data, view, texts))]
    if found.empty:
        return html.Div([*parts, html.P(texts("only.nothing"), className="note")])
    rows = [_row(row, data, view, texts) for row in found.head(FIRST_ROWS).itertuples()]
    return html.Div(
        [
            *parts,
            html.Ol(rows, className="ranked only-ranked"),
            html.P(
                [
                    texts("only.help", within=within(view, texts)),
                    " ",
                    _show(data, view, texts) if view.show != "only" else None,
                    " ",
                    download("/enig-aanbod.csv", data, view, texts),
                ],
                className="note",
            ),
        ],
        className="only-offer",
    )


def _count(data: Data, view: View, texts: Texts) -> str:
    count = people(only.count(data, view), texts.language)
    name = region_name(data.region(view.region), texts)
    return texts("only.count", count=count, region=name, within=within(view, texts))


def _show(data: Data, view: View, texts: Texts) -> dcc.Link:
    shown = view.but(show="only", picked_level=None, table=False)
    return dcc.Link(texts("only.show"), href=link(shown, data))


def _row(row, data: Data, view: View, texts: Texts) -> html.Li:
    inside = people(row.young_inside, texts.language)
    return html.Li(
        [
            html.Span(
                [
                    dcc.Link(row.name, href=link(view.ride_from(row.site), data)),
                    html.Small(
                        " · ".join(filter(None, [row.place, offer_name(row.profile, texts)]))
                    ),
                ]
            ),
            html.Span(
                [
                    people(row.young_people, texts.language),
                    html.Small(texts("only.inside", count=inside)) if view.region != "NL" else None,
                ]
            ),
        ]
    )


def stops(data: Data, view: View, texts: Texts) -> html.Ul | None:
    """Of the chosen site: who would go without, would it end an offer."""
    found = [(code, count) for code, count in only.of_site(data, view) if count >= 0.5]
    if not found:
        return None
    return html.Ul(
        [
            html.Li(
                texts(
                    "only.stops",
                    offer=offer_name(code, texts),
                    count=people(count, texts.language),
                    within=within(view, texts),
                )
            )
            for code, count in found
        ],
        className="only-stops",
    )
