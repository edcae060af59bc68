"""The panel of one site: its offer, what it reaches by bicycle, and for whom it is the nearest."""

from dash import dcc, html

from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.figures import travel
from dashboard.formatting import between, kilometres, number, people
from dashboard.page.components import only_panel
from dashboard.page.components.source import download
from dashboard.texts import Texts
from geodata.vocabulary import DETOUR


def panel(context: Context) -> list:
    """Everything about the chosen site."""
    data, view, texts = context.data, context.view, context.texts
    site = travel.site_reach(data, view)
    return [
        dcc.Link(texts("site.back"), href=link(view.but(site=None), data), className="button back"),
        html.H2(site.name, className="answer-title"),
        html.P(site.place),
        _offer(site, texts),
        html.H3(texts("site.rings", speed=view.speed)),
        _rings(site, texts),
        html.P(_catchment(site, texts), className="answer-within"),
        only_panel.stops(context),
        html.P(
            [_how(site, texts), " ", download("/vestiging.csv", context)],
            className="note",
        ),
    ]


def _offer(site: travel.SiteReach, texts: Texts) -> html.P:
    if not site.offer:
        return html.P(texts("site.not_offered"), className="note")
    low = sum(least for _, least, _ in site.offer)
    high = sum(most for _, _, most in site.offer)
    marks = [
        html.Span(texts(f"mark.{code}"), className=f"mark mark-{code}") for code, _, _ in site.offer
    ]
    count = texts("site.candidates", count=between(low, high, texts.language))
    return html.P([*marks, html.Small(count)], className="site-offer")


def _rings(site: travel.SiteReach, texts: Texts) -> html.Table:
    return html.Table(
        [
            html.Caption(texts("site.rings.caption"), className="visually-hidden"),
            html.Tbody(
                [
                    html.Tr(
                        [
                            html.Th(
                                [
                                    html.Span(className=f"ring-key ring-{ring.minutes}"),
                                    texts(
                                        "site.ring",
                                        minutes=ring.minutes,
                                        km=kilometres(ring.metres, texts.language),
                                    ),
                                ],
                                scope="row",
                            ),
                            html.Td(people(ring.young, texts.language)),
                        ]
                    )
                    for ring in site.rings
                ]
            ),
        ],
        className="plain-table rings",
    )


def _catchment(site: travel.SiteReach, texts: Texts) -> str:
    if not site.offer:
        return ""
    if site.catchment_young < 0.5:
        return texts("site.catchment.none")
    return texts("site.catchment", count=people(site.catchment_young, texts.language))


def _how(site: travel.SiteReach, texts: Texts) -> str:
    """The outlines are estimates, also where the distances of homes are routes."""
    estimated = texts("site.estimated", factor=number(DETOUR, texts.language, 2))
    return f"{texts('routed').capitalize()}. {estimated}" if site.routed else estimated
