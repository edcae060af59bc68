"""The question as a sentence whose marked parts are the controls."""

from dash import dcc

from dashboard.address.context import Context
from dashboard.address.parameters import MEASURE_WORDS, PROFILE_WORDS, TRACK_WORDS
from dashboard.address.query import link
from dashboard.address.view import SPEEDS, USUAL_SPEEDS, View
from dashboard.page.elements import Link, html
from dashboard.texts import Texts
from dashboard.words.names import school_year
from dashboard.words.sources import own_table
from dashboard.words.threshold import own_words, phrases, picked, slider
from geodata.vocabulary import ANY_TRACK, POPULATION_YEARS


def skeleton(view: View, texts: Texts) -> html.Div:
    """The frame that stays. The slider stays put while it is dragged."""
    return html.Div(
        [
            html.H1(
                [
                    html.Span(texts("sentence.start")),
                    _pick("profiles"),
                    html.Span(id="sentence-middle"),
                    _pick("tracks"),
                    html.Span(texts("sentence.within")),
                    _threshold(view, texts),
                    html.Span(texts("sentence.end")),
                ],
                className="sentence",
            ),
            html.Div(
                [
                    html.Span(texts("sentence.exams")),
                    _pick("year"),
                    html.Span(texts("sentence.population")),
                    _pick("population"),
                ],
                className="sentence sentence-small",
            ),
            html.Div(id="supposed", className="supposed"),
            html.Div(id="work-question"),
        ],
        className="question",
    )


def _pick(name: str) -> html.Details:
    return html.Details(
        [
            html.Summary(id=f"pick-{name}"),
            html.Div(id=f"menu-{name}", className="menu"),
        ],
        className="pick",
        id=f"part-{name}",
    )


def _threshold(view: View, texts: Texts) -> html.Details:
    return html.Details(
        [
            html.Summary(picked(view, texts), id="pick-threshold"),
            html.Div(
                [
                    html.Div(id="measures"),
                    html.P(texts("threshold.label"), id="threshold-label"),
                    dcc.Slider(
                        id="threshold",
                        value=view.threshold,
                        updatemode="mouseup",
                        allow_direct_input=False,
                        **slider(view),
                    ),
                    html.P(texts("threshold.help"), className="note"),
                    # For the browser, which rewrites the sentence while the handle moves.
                    dcc.Store(id="phrases", data=phrases(view.own_measures, texts)),
                ],
                className="menu menu-threshold",
            ),
        ],
        className="pick",
        id="part-threshold",
    )


def measures(context: Context) -> list:
    """What the threshold is measured by, and for minutes the speed."""
    view, texts = context.view, context.texts
    rows = [
        html.P(texts("measure.label"), className="menu-title"),
        _menu(
            context,
            [
                (
                    texts(f"measure.{measure}"),
                    texts(f"measure.{measure}.help"),
                    {"measure": measure},
                )
                for measure in MEASURE_WORDS
            ]
            + [
                (
                    texts(
                        "own.measure.min" if one.unit == "min" else "own.measure.km",
                        words=own_words(one, texts),
                    ),
                    own_table(one, texts),
                    {"measure": one.name},
                )
                for one in view.own_measures
            ],
        ),
    ]
    if view.measure != "minutes":
        return rows
    return [*rows, _speed(context)]


def _speed(context: Context) -> html.Div:
    """How fast one rides: a field, which ``assets/scripts/page/speed.mjs`` writes in the address,
    and the speeds that most ask."""
    view, texts = context.view, context.texts
    presets = html.Ul(
        [
            html.Li(
                Link(
                    texts(f"speed.{speed}"),
                    href=link(view.but(speed=speed), context.data),
                    className="chosen" if speed == view.speed else "",
                )
            )
            for speed in USUAL_SPEEDS
        ],
        className="speeds",
    )
    field = dcc.Input(
        id="speed",
        type="number",
        value=str(view.speed),
        min=SPEEDS[0],
        max=SPEEDS[-1],
        required=True,
        autoComplete="off",
    )
    label = html.Label(
        [html.Span(texts("speed.label")), field, html.Span(texts("speed.unit"))], className="speed"
    )
    return html.Div([label, presets])


def profiles(context: Context) -> str:
    return context.texts(f"profiles.{context.view.profiles}")


def profiles_menu(context: Context) -> html.Ul:
    texts = context.texts
    return _menu(
        context,
        [
            (texts(f"profiles.{code}"), texts(f"profiles.{code}.help"), {"profiles": code})
            for code in PROFILE_WORDS
        ],
    )


def middle(context: Context) -> str:
    return context.texts("sentence.middle")


def tracks(context: Context) -> str:
    view, texts = context.view, context.texts
    any_track = view.profiles in ANY_TRACK
    return texts("track.any") if any_track else texts(f"track.{TRACK_WORDS[view.tracks]}")


def tracks_menu(context: Context) -> html.Ul | html.P:
    """The tracks; why there is no choice where the question is about all of them."""
    texts = context.texts
    if context.view.profiles in ANY_TRACK:
        return html.P(texts("track.any.help"), className="note")
    return _menu(
        context,
        [(texts(f"track.{word}"), "", {"tracks": code}) for code, word in TRACK_WORDS.items()],
    )


def year(context: Context) -> str:
    return school_year(context.view.year)


def year_menu(context: Context) -> list:
    """The years, newest first, and why there are none between some of them."""
    years, texts = context.data.tables.years[::-1], context.texts
    menu = _menu(context, [(school_year(one), "", {"year": one}) for one in years])
    lacking = ", ".join(map(school_year, _between(years)))
    return [
        menu,
        html.P(texts("year.lacking", years=lacking), className="note") if lacking else None,
    ]


def _between(years: list[str]) -> list[str]:
    """School years between the first and the last that are none of these."""
    known = {int(one[:4]) for one in years}
    return [f"{one}-{one + 1}" for one in range(min(known), max(known)) if one not in known]


def population(context: Context) -> str:
    return context.texts(f"population.{context.view.population}")


def population_menu(context: Context) -> html.Ul:
    texts = context.texts
    return _menu(
        context,
        [
            (texts(f"population.{one}"), texts(f"population.{one}.help"), {"population": one})
            for one in POPULATION_YEARS
        ],
    )


def _menu(context: Context, choices: list[tuple[str, str, dict]]) -> html.Ul:
    data, view = context.data, context.view
    return html.Ul(
        [
            html.Li(
                Link(
                    [html.Span(words), html.Small(help_words) if help_words else None],
                    href=link(view.but(**change), data),
                    className="chosen" if view.but(**change) == view else "",
                )
            )
            for words, help_words, change in choices
        ]
    )
