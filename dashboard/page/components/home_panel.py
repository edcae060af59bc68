"""The panel of one home area: how far, how many to choose from, and the nearest per profile."""

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.figures import answer as figures
from dashboard.formatting import distance, kilometres
from dashboard.page.components import what_if
from dashboard.page.components.answer_words import headline, paragraphs
from dashboard.page.components.comparison import comparison
from dashboard.page.components.source import download, source
from dashboard.page.elements import html
from dashboard.texts import Texts
from dashboard.words import names as names_words
from dashboard.words.answer import answer_words
from dashboard.words.home import official, site_place
from dashboard.words.names import method_words
from dashboard.words.threshold import far
from geodata.question import ride_m


def panel(context: Context) -> list:
    """Everything about the chosen home area."""
    data, view, texts = context.data, context.view, context.texts
    words = answer_words(context)
    return [
        headline(words),
        *paragraphs(words.lines),
        html.H3(texts("home.nearest")),
        html.Table(
            [
                html.Caption(texts("home.nearest.caption"), className="visually-hidden"),
                html.Tbody(
                    [_nearest(site, view, texts) for site in figures.nearest_sites(data, view)]
                ),
            ],
            className="plain-table nearest",
        ),
        *(html.P(line, className="note") for line in [official(context)] if line),
        html.P(download("/postcode.csv", context), className="note"),
        what_if.at_place(context, figures.postcode_of(data, view)),
        comparison(context.but(region=data.parent(view.region))),
        source(context),
    ]


def _rest_of_ride(site: figures.Nearest, view: View, texts: Texts) -> str:
    """What of a ride the measure of the question does not say already."""
    if view.measure == "minutes":
        return kilometres(site.cycle_m, texts.language)
    if view.measure == "cycle":
        minutes = distance(site.cycle_m / ride_m(1, view.speed), texts.language)
        return texts("home.minutes", minutes=minutes)
    return names_words.ride(site.cycle_m, view.speed, texts)


def _nearest(site: figures.Nearest, view: View, texts: Texts) -> html.Tr:
    """One profile: the nearest site, how far by the measure of the view, and the ride."""
    ride = texts(
        "home.ride",
        ride=_rest_of_ride(site, view, texts),
        method=method_words(site.method, texts),
    )
    return html.Tr(
        [
            html.Th(
                [texts(f"profile.{site.profile}"), html.Small(site_place(site)), html.Small(ride)],
                scope="row",
            ),
            html.Td(far(view, site.metres, texts)),
        ],
        className="" if site.metres <= view.question.threshold_m else "too-far",
    )
