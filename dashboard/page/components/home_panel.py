"""The panel of one home area: how far, how many to choose from, and the nearest per profile."""

from dash import html

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.figures import answer as figures
from dashboard.formatting import people
from dashboard.page.components.comparison import comparison
from dashboard.page.components.source import download, source
from dashboard.texts import Texts
from dashboard.words import names as names_words
from dashboard.words.names import method_words, region_name
from dashboard.words.threshold import far, within
from geodata.analysis.coverage import ONLY_DP, WITHIN


def panel(context: Context) -> list:
    """Everything about the chosen home area."""
    data, view, texts = context.data, context.view, context.texts
    state, metres, choices = figures.home_state(data, view)
    region = data.region(view.region)
    young = data.tables.young(view.population)[region.position]
    words = {WITHIN: "state.within", ONLY_DP: "state.only_dp"}.get(state, "state.nothing")
    return [
        html.H2(far(view, metres, texts), className="answer-number"),
        html.P(_sentence(context)),
        html.P(
            [
                html.Strong(texts(words)),
                " · ",
                texts("home.young", count=people(young, texts.language)),
            ],
            className="answer-without" if state != WITHIN else "answer-within",
        ),
        html.P(
            texts(
                "home.choices.one" if choices == 1 else "home.choices",
                count=choices,
                within=within(view, texts),
            )
        ),
        html.H3(texts("home.nearest")),
        html.Table(
            [
                html.Caption(texts("home.nearest.caption"), className="visually-hidden"),
                html.Tbody(
                    [_nearest(found, view, texts) for found in figures.nearest_sites(data, view)]
                ),
            ],
            className="plain-table nearest",
        ),
        html.P(download("/postcode.csv", context), className="note"),
        comparison(context.but(region=data.parent(view.region))),
        source(context),
    ]


def _sentence(context: Context) -> str:
    """What the large figure is, and how a ride was found."""
    data, view, texts = context.data, context.view, context.texts
    name = region_name(data.region(view.region), texts)
    if view.measure == "straight":
        return texts("home.sentence", region=name)
    method = method_words(figures.method_to_nearest(data, view), texts)
    return texts("home.sentence.cycle", region=name, method=method)


def _nearest(found: figures.Nearest, view: View, texts: Texts) -> html.Tr:
    """One profile: the nearest site, how far by the measure of the view, and the ride."""
    place = f"{found.name}, {found.place}" if found.place else found.name
    ride = texts(
        "home.ride",
        ride=names_words.ride(found.cycle_m, view.speed, texts),
        method=method_words(found.method, texts),
    )
    return html.Tr(
        [
            html.Th(
                [texts(f"profile.{found.profile}"), html.Small(place), html.Small(ride)],
                scope="row",
            ),
            html.Td(far(view, found.metres, texts)),
        ],
        className="" if found.metres <= view.question.threshold_m else "too-far",
    )
