"""Who depends on one site: the ranking beside the map, and what the end of an offer would mean."""

from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.figures import only
from dashboard.formatting import people
from dashboard.page.components.answer_words import paragraph
from dashboard.page.components.source import download
from dashboard.page.elements import Link, html
from dashboard.words import coverage
from dashboard.words.names import lost_name, offer_name, region_name
from dashboard.words.offer import only_size
from dashboard.words.threshold import within

#: Rows in the panel; the download has them all.
FIRST_ROWS = 5


def ranking(context: Context) -> html.Div:
    """Sites that are the only offer for most young people."""
    view, texts = context.view, context.texts
    ranked = only.felt(context.data, view)
    region = region_name(context.data.region(view.region), texts)
    opens = view.kind.opens_with == "ranking"
    count = None if opens else paragraph(coverage.depending(context))
    top = [html.H3(texts("only.title")), count]
    if ranked.empty:
        return html.Div([*top, html.P(texts("only.nothing", region=region), className="note")])
    rows = [_row(row, context) for row in ranked.head(FIRST_ROWS).itertuples()]
    return html.Div(
        [
            *top,
            html.Ol(rows, className="ranked only-ranked"),
            html.P(id="only-help", className="note"),
        ],
        className="only-offer",
    )


def reading(context: Context) -> list:
    """How to read the ranking: a part of its own, as it stays while another offer is asked."""
    view, texts = context.view, context.texts
    return [
        texts("only.help", within=within(view, texts)),
        " ",
        None if view.kind.opens_with == "ranking" else _show(context),
        " ",
        download("/enig-aanbod.csv", context),
    ]


def _show(context: Context) -> Link:
    shown = context.view.but(show="only", picked_level=None, table=False)
    return Link(context.texts("only.show"), href=link(shown, context.data))


def _row(row, context: Context) -> html.Li:
    view, texts = context.view, context.texts
    inside = people(row.young_inside, texts.language)
    return html.Li(
        [
            html.Span(
                [
                    Link(row.name, href=link(view.ride_from(row.site), context.data))
                    if row.site in context.data.site_rows
                    else row.name,
                    html.Small(
                        " · ".join(
                            filter(
                                None,
                                [
                                    row.place,
                                    offer_name(row.profile, texts),
                                    only_size(row, context),
                                ],
                            )
                        )
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


def stops(context: Context) -> html.Ul | None:
    """Of the chosen site: who would go without, would it end an offer."""
    view, texts = context.view, context.texts
    offers = [(code, count) for code, count in only.of_site(context.data, view) if count >= 0.5]
    if not offers:
        return None
    return html.Ul(
        [
            html.Li(
                texts(
                    "only.stops",
                    offer=offer_name(code, texts),
                    count=people(count, texts.language),
                    lost=lost_name(code, texts),
                    within=within(view, texts),
                )
            )
            for code, count in offers
        ],
        className="only-stops",
    )
