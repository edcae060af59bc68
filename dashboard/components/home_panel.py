"""The panel of one home area: how far, how many to choose from, and the nearest per profile."""

from dash import html

from dashboard.components.comparison import comparison
from dashboard.components.header import region_name
from dashboard.components.source import download, source
from dashboard.figures import answer as figures
from dashboard.figures import travel
from dashboard.formatting import people
from dashboard.measure import far, within
from dashboard.tables import Data
from dashboard.texts import Texts
from dashboard.view import View
from geodata.coverage import ONLY_DP, WITHIN


def panel(data: Data, view: View, texts: Texts) -> list:
    """Everything about the chosen home area."""
    state, metres, choices = figures.home_state(data, view)
    region = data.region(view.region)
    young = data.tables.young(view.population)[region.position]
    words = {WITHIN: "state.within", ONLY_DP: "state.only_dp"}.get(state, "state.nothing")
    return [
        html.H2(far(view, metres, texts), className="answer-number"),
        html.P(_sentence(data, view, texts)),
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
        html.P(download("/postcode.csv", data, view, texts), className="note"),
        comparison(data, view.but(region=data.parent(view.region)), texts),
        source(data, view, texts),
    ]


def _sentence(data: Data, view: View, texts: Texts) -> str:
    """What the large figure is, and how a ride was found."""
    name = region_name(data.region(view.region), texts)
    if view.measure == "straight":
        return texts("home.sentence", region=name)
    method = travel.method_words(figures.method_to_nearest(data, view), texts)
    return texts("home.sentence.cycle", region=name, method=method)


def _nearest(found: figures.Nearest, view: View, texts: Texts) -> html.Tr:
    """One profile: the nearest site, how far by the measure of the view, and the ride."""
    place = f"{found.name}, {found.place}" if found.place else found.name
    ride = texts(
        "home.ride",
        ride=travel.ride(found.cycle_m, view.speed, texts),
        method=travel.method_words(found.method, texts),
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
