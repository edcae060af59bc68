"""The question as a sentence whose marked parts are the controls."""

from dash import dcc, html

from dashboard.tables import Data
from dashboard.texts import Texts
from dashboard.view import PROFILE_WORDS, THRESHOLDS_KM, TRACK_WORDS, View, link
from geodata.coverage import ANY_TRACK


def skeleton(view: View, texts: Texts) -> html.Div:
    """The frame that stays; :func:`parts` fills it. The slider stays put while it is dragged."""
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
            html.Summary(threshold_words(view.threshold_km, texts), id="pick-threshold"),
            html.Div(
                [
                    html.P(texts("threshold.label"), id="threshold-label"),
                    dcc.Slider(
                        id="threshold",
                        min=THRESHOLDS_KM[0],
                        max=THRESHOLDS_KM[-1],
                        step=1,
                        value=view.threshold_km,
                        marks={km: str(km) for km in (1, 5, 10, 15, 20, 25)},
                        updatemode="mouseup",
                        allow_direct_input=False,
                    ),
                    html.P(texts("threshold.help"), className="note"),
                ],
                className="menu menu-threshold",
            ),
        ],
        className="pick",
        id="part-threshold",
    )


def threshold_words(kilometres: int, texts: Texts) -> str:
    """The threshold as it stands in the sentence."""
    return texts("sentence.threshold", km=kilometres)


def parts(data: Data, view: View, texts: Texts) -> dict:
    """What fills the sentence: component id -> children."""
    any_track = view.profiles in ANY_TRACK
    tracks = texts("track.any") if any_track else texts(f"track.{TRACK_WORDS[view.tracks]}")
    return {
        "pick-profiles": texts(f"profiles.{view.profiles}"),
        "menu-profiles": _menu(
            data,
            view,
            [
                (texts(f"profiles.{code}"), texts(f"profiles.{code}.help"), {"profiles": code})
                for code in PROFILE_WORDS
            ],
        ),
        "sentence-middle": texts("sentence.middle"),
        "pick-tracks": tracks,
        "menu-tracks": html.P(texts("track.any.help"), className="note")
        if any_track
        else _menu(
            data,
            view,
            [(texts(f"track.{word}"), "", {"tracks": code}) for code, word in TRACK_WORDS.items()],
        ),
        "pick-threshold": threshold_words(view.threshold_km, texts),
        "pick-year": school_year(view.year),
        "menu-year": _menu(
            data,
            view,
            [(school_year(year), "", {"year": year}) for year in data.tables.years[::-1]],
        ),
        "pick-population": texts(f"population.{view.population}"),
        "menu-population": _menu(
            data,
            view,
            [
                (
                    texts(f"population.{year}"),
                    texts(f"population.{year}.help"),
                    {"population": year},
                )
                for year in (2021, 2025)
            ],
        ),
    }


def school_year(year: str) -> str:
    """ "2023-2024" -> "2023–24"."""
    return f"{year[:4]}–{year[-2:]}"


def _menu(data: Data, view: View, choices: list[tuple[str, str, dict]]) -> html.Ul:
    return html.Ul(
        [
            html.Li(
                dcc.Link(
                    [html.Span(words), html.Small(help_words) if help_words else None],
                    href=link(view.but(**change), data),
                    className="chosen" if view.but(**change) == view else "",
                )
            )
            for words, help_words, change in choices
        ]
    )
