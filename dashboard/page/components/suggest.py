"""Where one more helps most, or which can end with the least loss: what is asked, and the answer.

``suggest_form.mjs`` of ``assets/scripts/page`` chooses the profile of the view, and ``suggest.mjs``
fetches the answer, which takes seconds.
"""

from dash import dcc
from dash.development.base_component import Component

from dashboard.address.context import Context
from dashboard.address.paths import SUGGEST
from dashboard.address.query import link
from dashboard.address.suggest import ENDS, LAST, MOST, NOW, PARAMETERS, Wanted, shown_with
from dashboard.address.view import View
from dashboard.page.elements import Link, html
from dashboard.words import suggestion as words
from geodata.analysis.sited import Siting, can_be_among
from geodata.changes import MOST as MOST_CHANGES
from geodata.changes import START, STOP, Change, with_change
from geodata.vocabulary import AT_SITES, BROAD, EVERYWHERE

#: The fields of the form by the part that they choose.
BY_PART = {parameter.part: parameter for parameter in PARAMETERS}


def form(context: Context) -> html.Details:
    """What is sought: of the profile of the view, unless the reader chooses another one. What is in
    the form is a part of its own, :func:`fields`."""
    texts, asked = context.texts, context.view.profiles
    profile = asked if asked in BROAD else BROAD[0]
    return html.Details(
        [
            html.Summary(texts("suggest.title")),
            html.Form(id="suggest-form", action=SUGGEST),
            html.Div(id="suggest-answer", role="status"),
        ],
        className="what-if suggest",
        **{"data-profile": BY_PART["profile"].write(profile)},
    )


def fields(context: Context) -> list[Component]:
    """The fields of the form: what can be chosen follows the measure of the view."""
    data, view, texts = context.data, context.view, context.texts
    profiles = {code: texts(f"profile.{code}") for code in BROAD}
    places = {
        AT_SITES: texts("suggest.at_sites"),
        EVERYWHERE: texts("suggest.everywhere"),
        ENDS: texts("suggest.ends"),
    }
    if not can_be_among(data.tables, EVERYWHERE, view.measure):
        del places[EVERYWHERE]
    years = {NOW: texts("suggest.now"), LAST: texts("suggest.expected", year=LAST)}
    return [
        _labelled(texts("suggest.profile"), _choice("profile", profiles)),
        _labelled(texts("suggest.what"), _choice("places", places)),
        _labelled(texts("suggest.count"), _count()),
        _labelled(texts("suggest.young"), _choice("forecast_year", years)),
        html.Button(texts("suggest.go"), type="submit", className="button"),
    ]


def _labelled(label: str, field: Component) -> html.Label:
    return html.Label([html.Span(label), field])


def _choice(part: str, options: dict) -> html.Select:
    """One of some values, each in words."""
    parameter = BY_PART[part]
    return html.Select(
        [html.Option(words, value=parameter.write(value)) for value, words in options.items()],
        name=parameter.name,
    )


def _count() -> dcc.Input:
    name = BY_PART["count"].name
    return dcc.Input(type="number", name=name, value=1, min=1, max=MOST, required=True)


def answer(context: Context, wanted: Wanted, told: Siting) -> list:
    """The ranked places with their figures and a way to try them, and the runner-up."""
    texts = context.texts
    notes = [html.P(note) for note in words.note_words(told.notes, texts)]
    if told.places.empty:
        return notes
    return [
        html.P(html.Strong(words.together(context, wanted, told.places))),
        html.Ol(
            [
                html.Li(
                    [
                        html.Span(words.place(row.code, context)),
                        html.Span(words.gained(row.gain, texts)),
                    ]
                )
                for row in told.places.itertuples()
            ],
            className="ranked",
        ),
        _try(texts("suggest.try"), [*told.places["code"]], wanted, context),
        *notes,
        *_runner_up(context, wanted, told),
        html.P(
            f"{words.certainty(told.places, texts)} {texts('suggest.no_advice')}",
            className="note",
        ),
    ]


def _runner_up(context: Context, wanted: Wanted, told: Siting) -> list:
    if told.runner_up.empty:
        return []
    codes = [*told.runner_up["code"]]
    return [
        html.P(words.runner_up(told, context)),
        _try(context.texts("suggest.try_other"), codes, wanted, context),
    ]


def _try(label: str, codes: list[str], wanted: Wanted, context: Context) -> Link | html.P:
    """The way to the view that supposes these places; where that are too many changes, that it
    does."""
    then = supposing(codes, wanted, context.view)
    if len(then.changes) > MOST_CHANGES:
        return html.P(context.texts("change.most", most=MOST_CHANGES), className="note")
    return Link(label, href=link(then, context.data), className="button")


def supposing(codes: list[str], wanted: Wanted, view: View) -> View:
    """The view in which the offer begins, or ends, in these places."""
    changes = view.changes
    for code in codes:
        change = Change(STOP if wanted.ends else START, code, wanted.profile)
        changes = with_change(changes, change)
    return shown_with(wanted, view).but(changes=changes)
