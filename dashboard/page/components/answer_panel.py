"""The panel beside the map: one number in words, and what stands behind it."""

from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.address.view import View
from dashboard.data import CARIBBEAN, Region
from dashboard.figures import answer as figures
from dashboard.formatting import number, of_hundred, people
from dashboard.page.components import (
    caribbean_panel,
    effect_panel,
    home_panel,
    only_panel,
    site_panel,
    small_panel,
    suggest,
    what_if,
    work_panel,
)
from dashboard.page.components.answer_words import headline, paragraph, paragraphs
from dashboard.page.components.comparison import comparison
from dashboard.page.components.misses_out import misses_out
from dashboard.page.components.portrait_link import portrait_link
from dashboard.page.components.reach_by_year import reach_by_year
from dashboard.page.components.source import download, source
from dashboard.page.elements import Link, html
from dashboard.texts import Texts
from dashboard.words import coverage
from dashboard.words.answer import answer_words
from dashboard.words.names import region_name
from dashboard.words.offer import candidates_words, combined_words
from dashboard.words.sentence import Role
from dashboard.words.sources import basis_words
from dashboard.words.threshold import far, within, within_which

#: Sites that fit in the panel before the reader opens the rest.
FIRST_SITES = 6


def panel(context: Context) -> list:
    """Everything in the panel, for the chosen region."""
    data, view, texts = context.data, context.view, context.texts
    region = data.region(view.region)
    if view.site:
        return [*site_panel.panel(context), source(context)]
    if region.code == CARIBBEAN:
        return [*caribbean_panel.panel(context), portrait_link(context)]
    if view.kind.is_labour:
        return [*work_panel.panel(context), portrait_link(context)]
    if region.is_close:
        return [*home_panel.panel(context), portrait_link(context)]
    answer = figures.answer(data, view)
    if not answer.young > 0:
        return [*top(context), portrait_link(context), _sites(context)]
    return [
        html.Div(top(context), id="answer-top", className="answer-top"),
        effect_panel.hit(context),
        only_panel.ranking(context) if view.kind.opens_with == "ranking" else None,
        portrait_link(context),
        _derived(region, texts),
        # A hand on the curve is how a room asks: it lies within the first screen.
        _curve(context),
        reach_by_year(context),
        misses_out(context),
        comparison(context),
        _key_figures(answer, view, texts),
        _detour(context) if view.kind.opens_with != "detour" else None,
        _bars(context),
        _gaps(context),
        suggest.form(context),
        only_panel.ranking(context) if view.kind.opens_with != "ranking" else None,
        _sites(context),
        _start(context),
        small_panel.small(context),
        source(context),
    ]


def top(context: Context) -> list:
    """The number of a region, what it is, and as dots where young people are known."""
    words, answer = answer_words(context), figures.answer(context.data, context.view)
    sentences = [headline(words), *paragraphs(words.lines)]
    return [*sentences, _dots(answer, context.texts)] if answer.young > 0 else sentences


def _dots(answer: figures.Answer, texts: Texts) -> html.Div:
    kinds, dots = ("within", "only-dp", "nothing"), answer.dots
    words = [texts("state.within"), texts("state.only_dp"), texts("state.nothing")]
    return html.Div(
        [
            html.Div(
                [
                    dot
                    for kind, count in zip(kinds, dots, strict=True)
                    for dot in [html.Span(className=f"dot dot-{kind}")] * count
                ],
                className="dots",
                **{"aria-hidden": "true"},
            ),
            html.Ul(
                [
                    html.Li([html.Span(className=f"dot dot-{kind}"), f"{count or '<1'} {word}"])
                    for kind, count, word, young in zip(
                        kinds, dots, words, answer.parts, strict=True
                    )
                    if young
                ],
                className="dots-key",
            ),
        ]
    )


def _derived(region: Region, texts: Texts) -> html.P | None:
    words = basis_words(region, texts)
    return html.P(words, className="note") if words else None


def _curve(context: Context) -> html.Div:
    """Drawn by ``assets/scripts/curve/curve.mjs``."""
    texts = context.texts
    return html.Div(
        [
            html.H3(texts("curve.title")),
            html.Div(id="curve", className="curve"),
            html.P(
                [texts("curve.help"), " ", download("/curve.csv", context)],
                className="note",
            ),
        ]
    )


def _detour(context: Context) -> html.P:
    """Who has it near as the crow flies, and not by the ride; and the way to where they live."""
    view = context.view
    words = coverage.detour(context)
    if words.role is Role.NOTE:
        return paragraph(words)
    shown = view.but(show="difference", picked_level=None, table=False)
    show = Link(context.texts("answer.detour.show"), href=link(shown, context.data))
    return paragraph(words, show)


def _key_figures(answer: figures.Answer, view: View, texts: Texts) -> html.Dl:
    language = texts.language
    figures_shown = [
        ("key.mean.time" if view.unit == "min" else "key.mean", far(view, answer.mean_m, texts)),
        ("key.p90", within_which(view, answer.p90_m, texts)),
        ("key.choices", number(answer.choices, language, 1)),
        ("key.young", people(answer.young, language)),
    ]
    return html.Dl(
        [html.Div([html.Dt(texts(key)), html.Dd(value)]) for key, value in figures_shown],
        className="key-figures",
    )


def _bars(context: Context) -> html.Div:
    data, view, texts = context.data, context.view, context.texts
    rows = []
    for code, share, country in figures.bars(data, view):
        rows.append(
            html.Li(
                Link(
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
                        html.Span(of_hundred(share, texts.language), className="bar-value"),
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


def _gaps(context: Context) -> html.Div:
    data, view, texts = context.data, context.view, context.texts
    largest = figures.gaps(data, view)
    if not largest:
        return html.Div([html.H3(texts("gaps.title")), html.P(texts("gaps.none"))])
    return html.Div(
        [
            html.H3(texts("gaps.title")),
            html.Ol(
                [
                    html.Li(
                        [
                            Link(
                                region_name(region, texts),
                                href=link(view.arrive(data, region.code), data),
                            ),
                            html.Span(people(count, texts.language)),
                        ]
                    )
                    for region, count in largest
                ],
                className="ranked",
            ),
        ]
    )


def _sites(context: Context) -> html.Div:
    data, view, texts = context.data, context.view, context.texts
    if view.region == "NL":
        count = figures.answer(data, view).sites
        return html.Div(
            [html.H3(texts("sites.title")), html.P(texts("sites.country", count=count))]
        )
    offers = figures.offers_in(data, view, view.region)
    if offers.empty:
        return html.Div([html.H3(texts("sites.title")), html.P(texts("sites.none"))])
    rows = [_site(site, context) for site in offers.itertuples()]
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


def _start(context: Context) -> html.Details | None:
    """In a town a profile can start in its largest postcode area."""
    data, code = context.data, context.view.region
    if data.level_of(code) != "municipality":
        return None
    homes = data.tables.main_homes
    return what_if.at_place(context, homes["inhabitants"][homes["municipality"] == code].idxmax())


def _site(site, context: Context) -> html.Li:
    data, texts = context.data, context.texts
    shown, combined = candidates_words(site, texts), combined_words(site, texts)
    return html.Li(
        [
            Link(site.name, href=link(context.view.ride_from(site.code), data))
            if site.code in data.site_rows
            else html.Strong(site.name),
            html.Span(f" {site.place}") if site.place else None,
            html.Span(
                [
                    html.Span(texts(f"mark.{code}"), className=f"mark mark-{code}")
                    for code in site.profiles
                ]
                + ([html.Small(shown)] if shown else []),
                className="site-offer",
            ),
            html.Small(combined) if combined else None,
        ]
    )
