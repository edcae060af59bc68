"""The panel beside the map: one number in words, and what stands behind it."""

from dash import dcc, html

from dashboard.components import site_panel
from dashboard.components.header import region_name
from dashboard.components.inset import facts
from dashboard.components.sentence import school_year
from dashboard.figures import answer as figures
from dashboard.figures import travel
from dashboard.formatting import (
    NOTHING_KNOWN,
    candidates,
    distance,
    kilometres,
    number,
    people,
    percentage,
)
from dashboard.measure import within
from dashboard.tables import CARIBBEAN, Data
from dashboard.texts import Texts
from dashboard.view import View, link
from geodata.coverage import ONLY_DP, WITHIN

#: Sites that fit in the panel before the reader opens the rest.
FIRST_SITES = 6


def panel(data: Data, view: View, texts: Texts) -> list:
    """Everything in the panel, for the chosen region."""
    region = data.region(view.region)
    if view.site:
        return [*site_panel.panel(data, view, texts), _source(data, view, texts)]
    if region.code == CARIBBEAN:
        return _caribbean(texts)
    if region.level == "home":
        return _home(data, view, texts)
    answer = figures.answer(data, view)
    if not answer.young > 0:
        return [
            html.H2(texts("answer.none"), className="answer-number"),
            html.P(texts("answer.none.why", region=region_name(region, texts))),
            _sites(data, view, texts),
        ]
    return [
        html.H2(number_in_words(answer, texts), className="answer-number"),
        html.P(
            texts("answer.sentence", region=region_name(region, texts), within=within(view, texts))
        ),
        html.P(_without(answer, texts), className="answer-without"),
        _dots(answer.dots, texts),
        _detour(data, view, texts) if view.show == "difference" else None,
        _derived(region, texts),
        _curve(texts),
        _key_figures(answer, view, texts),
        _detour(data, view, texts) if view.show != "difference" else None,
        _bars(data, view, texts),
        _comparison(data, view, texts),
        _gaps(data, view, texts),
        _sites(data, view, texts),
        _source(data, view, texts),
    ]


def number_in_words(answer: figures.Answer, texts: Texts) -> str:
    """ "94 van de 100"."""
    return texts("answer.number", count=answer.dots[0])


def sentence(answer: figures.Answer, view: View, texts: Texts) -> str:
    """The whole answer in one sentence."""
    if not answer.young > 0:
        return texts("answer.none")
    body = texts(
        "answer.sentence", region=region_name(answer.region, texts), within=within(view, texts)
    )
    return f"{number_in_words(answer, texts)} {body}"


def _without(answer: figures.Answer, texts: Texts) -> list:
    without = answer.only_dp + answer.nothing
    if without < 0.5:
        return [texts("answer.everyone")]
    parts = [
        html.Strong(texts("answer.without.count", count=people(without, texts.language))),
        " ",
        texts("answer.without"),
    ]
    if answer.nothing < 0.5:
        parts.append(" " + texts("answer.only_dp.all"))
    elif answer.only_dp >= 0.5:
        parts.append(" " + texts("answer.only_dp", count=people(answer.only_dp, texts.language)))
    return parts


def _dots(dots: list[int], texts: Texts) -> html.Div:
    kinds = ("within", "only-dp", "nothing")
    words = [texts("state.within"), texts("state.only_dp"), texts("state.nothing")]
    return html.Div(
        [
            html.Div(
                [
                    html.Span(className=f"dot dot-{kind}")
                    for kind, count in zip(kinds, dots, strict=True)
                    for _ in range(count)
                ],
                className="dots",
                **{"aria-hidden": "true"},
            ),
            html.Ul(
                [
                    html.Li([html.Span(className=f"dot dot-{kind}"), f"{count} {word}"])
                    for kind, count, word in zip(kinds, dots, words, strict=True)
                    if count
                ],
                className="dots-key",
            ),
        ]
    )


def _derived(region, texts: Texts) -> html.P | None:
    if region.official and not region.basis:
        return None
    if region.level == "sto":
        return html.P(
            [html.Strong(texts("level.sto.derived")), " ", texts("basis", basis=region.basis)],
            className="note",
        )
    return None


def _curve(texts: Texts) -> html.Div:
    """Drawn by ``assets/curve.js``."""
    return html.Div(
        [
            html.H3(texts("curve.title")),
            html.Div(id="curve", className="curve"),
            html.P(texts("curve.help"), className="note"),
        ],
        id="curve-box",
    )


def _detour(data: Data, view: View, texts: Texts) -> html.P:
    """Who has it near as the crow flies, and not by the ride."""
    count = figures.only_by_crow(data, view)
    crow = texts("within.straight", value=view.threshold_km)
    by_bike = view if view.measure != "straight" else view.but(measure="cycle")
    words = {"crow": crow, "ride": within(by_bike, texts)}
    if count < 0.5:
        return html.P(texts("answer.detour.none", **words), className="note")
    shown = view.but(show="difference", picked_level=None, table=False)
    return html.P(
        [
            texts("answer.detour", count=people(count, texts.language), **words),
            " ",
            dcc.Link(texts("answer.detour.show"), href=link(shown, data))
            if view.show != "difference"
            else None,
        ],
        className="detour",
    )


def _key_figures(answer: figures.Answer, view: View, texts: Texts) -> html.Dl:
    language = texts.language

    def far(metres: float) -> str:
        if view.unit == "km":
            return kilometres(metres, language)
        text = distance(view.in_unit(metres), language)
        return text if text == NOTHING_KNOWN else f"{text} min"

    figures_shown = [
        ("key.mean.time" if view.unit == "min" else "key.mean", far(answer.mean_m)),
        ("key.p90", far(answer.p90_m)),
        ("key.choices", number(answer.choices, language, 1)),
        ("key.young", people(answer.young, language)),
    ]
    return html.Dl(
        [html.Div([html.Dt(texts(key)), html.Dd(value)]) for key, value in figures_shown],
        className="key-figures",
    )


def _bars(data: Data, view: View, texts: Texts) -> html.Div:
    rows = []
    for code, share, country in figures.bars(data, view):
        rows.append(
            html.Li(
                dcc.Link(
                    [
                        html.Span(texts(f"profile.{code}"), className="bar-name"),
                        html.Span(
                            [
                                html.Span(className="bar-fill", style={"width": f"{share:.1f}%"}),
                                html.Span(
                                    className="bar-mark",
                                    style={"left": f"{country:.1f}%"},
                                    hidden=view.region == "NL",
                                ),
                            ],
                            className="bar",
                        ),
                        html.Span(number(share, texts.language), className="bar-value"),
                    ],
                    href=link(view.but(profiles=code), data),
                    title=texts("bars.ask", profile=texts(f"profile.{code}")),
                )
            )
        )
    return html.Div(
        [
            html.H3(texts("bars.title", within=within(view, texts))),
            html.Ul(rows, className="bars"),
            html.P(
                texts("bars.note" if view.region == "NL" else "bars.note.mark"), className="note"
            ),
        ]
    )


def _comparison(data: Data, view: View, texts: Texts) -> html.Div | None:
    if view.region == "NL":
        return None
    rows = [
        html.Tr(
            [
                html.Th(region_name(region, texts), scope="row"),
                html.Td(percentage(share, texts.language)),
            ]
        )
        for region, share in figures.compared(data, view)
    ]
    return html.Div(
        [
            html.H3(texts("compare.title")),
            html.Table(
                [
                    html.Caption(texts("compare.caption"), className="visually-hidden"),
                    html.Tbody(rows),
                ],
                className="plain-table",
            ),
        ]
    )


def _gaps(data: Data, view: View, texts: Texts) -> html.Div:
    found = figures.gaps(data, view)
    if not found:
        return html.Div([html.H3(texts("gaps.title")), html.P(texts("gaps.none"))])
    return html.Div(
        [
            html.H3(texts("gaps.title")),
            html.Ol(
                [
                    html.Li(
                        [
                            dcc.Link(
                                region_name(region, texts),
                                href=link(view.arrive(data, region.code), data),
                            ),
                            html.Span(people(count, texts.language)),
                        ]
                    )
                    for region, count in found
                ],
                className="ranked",
            ),
        ]
    )


def _sites(data: Data, view: View, texts: Texts) -> html.Div:
    if view.region == "NL":
        count = figures.answer(data, view).sites
        return html.Div(
            [html.H3(texts("sites.title")), html.P(texts("sites.country", count=count))]
        )
    offers = figures.offers_in(data, view, view.region)
    if offers.empty:
        return html.Div([html.H3(texts("sites.title")), html.P(texts("sites.none"))])
    rows = [_site(site, data, view, texts) for site in offers.itertuples()]
    first, rest = rows[:FIRST_SITES], rows[FIRST_SITES:]
    return html.Div(
        [
            html.H3(texts("sites.title.count", count=len(rows))),
            html.Ul(first, className="sites"),
            html.Details(
                [
                    html.Summary(texts("sites.more", count=len(rest))),
                    html.Ul(rest, className="sites"),
                ]
            )
            if rest
            else None,
            html.P(texts("sites.note"), className="note"),
        ]
    )


def _site(site, data: Data, view: View, texts: Texts) -> html.Li:
    shown = texts("site.candidates", count=candidates(site.low, site.high, texts.language))
    return html.Li(
        [
            dcc.Link(site.name, href=link(view.ride_from(site.code), data))
            if site.code in data.site_rows
            else html.Strong(site.name),
            html.Span(f" {site.place}") if site.place else None,
            html.Span(
                [
                    html.Span(texts(f"mark.{code}"), className=f"mark mark-{code}")
                    for code in site.profiles
                ]
                + ([html.Small(shown)] if site.high else []),
                className="site-offer",
            ),
        ]
    )


def _home(data: Data, view: View, texts: Texts) -> list:
    state, metres, choices = figures.home_state(data, view)
    region = data.region(view.region)
    young = data.tables.young(view.population)[region.position]
    words = {WITHIN: "state.within", ONLY_DP: "state.only_dp"}.get(state, "state.nothing")
    sentence = "home.sentence" if view.measure == "straight" else "home.sentence.cycle"
    far = (
        f"{distance(view.in_unit(metres), texts.language)} min"
        if view.unit == "min"
        else kilometres(metres, texts.language)
    )
    return [
        html.H2(far, className="answer-number"),
        html.P(texts(sentence, region=region_name(region, texts))),
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
        _comparison_of_home(data, view, texts),
        _source(data, view, texts),
    ]


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
            html.Td(
                f"{distance(view.in_unit(found.metres), texts.language)} min"
                if view.unit == "min"
                else kilometres(found.metres, texts.language)
            ),
        ],
        className="" if found.metres <= view.question.threshold_m else "too-far",
    )


def _comparison_of_home(data: Data, view: View, texts: Texts) -> html.Div:
    around = view.but(region=data.parent(view.region))
    return _comparison(data, around, texts)


def _caribbean(texts: Texts) -> list:
    known = facts()
    return [
        html.H2(texts("caribbean.title"), className="answer-title"),
        html.P(texts("caribbean.intro")),
        *[part for island in known["islands"] for part in _island(island, texts)],
        html.H3(texts("caribbean.unknown")),
        html.Ul([html.Li(gap[texts.language]) for gap in known["unknown"]], className="plain"),
    ]


def _island(island: dict, texts: Texts) -> list:
    schools = [
        html.Li(
            [
                html.Strong(school["name"]),
                html.Span(f" {school[texts.language]} "),
                html.A(
                    texts("caribbean.source", publisher=school["source"]["publisher"]),
                    href=school["source"]["address"],
                ),
            ]
        )
        for school in island["schools"]
    ]
    return [html.H3(island["name"]), html.Ul(schools, className="sites")]


def _source(data: Data, view: View, texts: Texts) -> html.P:
    return html.P(
        [
            source_line(data, view, texts),
            " ",
            dcc.Link(texts("method.how"), href=f"/verantwoording?taal={view.language}"),
        ],
        className="source",
    )


def source_line(data: Data, view: View, texts: Texts) -> str:
    """Where the figures of a view come from, of when they are, and how far was measured."""
    population = texts(f"source.population.{view.population}")
    return texts(
        "source",
        year=school_year(view.year),
        population=population,
        measured=measured(data, view, texts),
    )


def measured(data: Data, view: View, texts: Texts) -> str:
    """How distances were found: as the crow flies, estimated, or over a network."""
    if view.measure == "straight" and view.show != "difference" and not view.site:
        return texts("source.straight")
    how = texts("routed") if "network" in data.manifest else ""
    how = " / ".join(filter(None, [how, texts("estimated")]))
    text = texts("source.cycle", how=how)
    return f"{text}, {texts('source.speed', speed=view.speed)}" if view.unit == "min" else text
