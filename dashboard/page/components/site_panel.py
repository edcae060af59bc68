"""The panel of one site: its offer, what it reaches by bicycle, and for whom it is the nearest."""

from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.figures import travel
from dashboard.page.components import only_panel, what_if
from dashboard.page.components.answer_words import headline, paragraphs
from dashboard.page.components.pupil_homes_panel import pupil_homes_panel
from dashboard.page.components.source import download
from dashboard.page.elements import Link, html
from dashboard.words import site as site_words
from dashboard.words.answer import answer_words


def panel(context: Context) -> list:
    """Everything about the chosen site."""
    data, view, texts = context.data, context.view, context.texts
    site, words = travel.site_reach(data, view), answer_words(context)
    return [
        Link(texts("site.back"), href=link(view.but(site=None), data), className="button back"),
        headline(words),
        *paragraphs(words.lines),
        html.H3(site_words.rings_title(context)),
        _rings(site, context),
        html.P(site_words.catchment(site, context), className="answer-within"),
        *pupil_homes_panel(context),
        only_panel.stops(context),
        what_if.at_site(context),
        html.P(
            [site_words.how_measured(site, context), " ", download("/vestiging.csv", context)],
            className="note",
        ),
    ]


def _rings(site: travel.SiteReach, context: Context) -> html.Table:
    return html.Table(
        [
            html.Caption(context.texts("site.rings.caption"), className="visually-hidden"),
            html.Tbody(
                [
                    html.Tr(
                        [
                            html.Th(
                                [html.Span(className=f"ring-key ring-{ring.minutes}"), name],
                                scope="row",
                            ),
                            html.Td(young),
                        ]
                    )
                    for ring in site.rings
                    for name, young in [site_words.ring_words(ring, context)]
                ]
            ),
        ],
        className="plain-table rings",
    )
