"""The panel of the labour views: a figure with its date and caveat, or offer against work."""

import pandas as pd

from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.address.view import View
from dashboard.data import Region
from dashboard.figures import two_way, work
from dashboard.page.components import scatter
from dashboard.page.components.answer_words import headline, paragraph, paragraphs
from dashboard.page.components.comparison import labour_comparison
from dashboard.page.components.source import source
from dashboard.page.elements import Link, html
from dashboard.texts import Texts
from dashboard.words import labour
from dashboard.words.answer import AnswerWords, answer_words
from dashboard.words.figures import figure_words
from dashboard.words.legend import offer_reading, offer_title, offer_words, title
from dashboard.words.sources import source_words

#: Regions of a list before it becomes too long to read.
LISTED = 8


def panel(context: Context) -> list:
    """Everything in the panel."""
    show = _two_way if context.view.kind.crosses_offer else _figure
    return [*show(context, answer_words(context)), labour_comparison(context), _about(context)]


def clear(context: Context) -> Link | None:
    """The way back to nothing chosen; Escape follows it."""
    data, view = context.data, context.view
    if not work.chosen(data, view):
        return None
    return Link(
        context.texts("choice.clear"), href=link(view.but(chosen=()), data), className="button back"
    )


# ---- one figure --------------------------------------------------------------------------------


def _figure(context: Context, words: AnswerWords) -> list:
    data, view = context.data, context.view
    top = [clear(context), headline(words), *paragraphs(words.lines)]
    if len(work.chosen(data, view)) < 2:
        return [*top, _list(context, work.shown(data, view))]
    return [*top, _chosen_figures(context), *paragraphs(labour.remarks(context))]


def _chosen_figures(context: Context) -> html.Ul:
    data, view = context.data, context.view
    frame = work.shown(data, view)
    picked = frame[frame["code"].isin(work.chosen(data, view))]
    return _ranked(picked.sort_values("value", ascending=False, kind="stable"), view, context.texts)


def _list(context: Context, frame) -> html.Div:
    """The regions with most, as far as they lie in the chosen region."""
    view, texts = context.view, context.texts
    rows = work.rows(context.data, view, frame).dropna(subset=["value"]).head(LISTED)
    return html.Div(
        [html.H3(texts("figure.highest")), _ranked(rows, view, texts)] if len(rows) else []
    )


def _ranked(frame, view: View, texts: Texts) -> html.Ul:
    return html.Ul(
        [
            html.Li(
                [
                    choose(row.code, row.name, row.code in view.chosen),
                    html.Span(figure_words(view.entry, row.low, row.high, texts)),
                ]
            )
            for row in frame.itertuples(index=False)
        ],
        className="ranked",
    )


def choose(code: str, name: str, chosen: bool) -> html.Button:
    """A region to choose, or to drop; ``assets/scripts/choose.mjs`` listens."""
    return html.Button(
        name,
        className="choose",
        **{"data-choose": code, "aria-pressed": "true" if chosen else "false"},
    )


# ---- offer against work ------------------------------------------------------------------------


def _two_way(context: Context, words: AnswerWords) -> list:
    view, texts = context.view, context.texts
    region = None if len(work.chosen(context.data, view)) > 1 else work.current(context.data, view)
    return [
        clear(context),
        headline(words),
        *paragraphs(words.lines),
        _pair(context, region) if region else None,
        scatter.scatter(view, title(view, texts), offer_title(view, texts), texts),
        None if region else _pairs(_listed(context), view, texts),
        paragraph(labour.caveat(view, texts)),
        html.P(offer_reading(view.offer, texts), className="note"),
        html.P(texts(f"two_way.how.{view.offer}"), className="note"),
    ]


def _listed(context: Context) -> pd.DataFrame:
    """The chosen regions, or the first of those with much work and little offer."""
    data, view = context.data, context.view
    if not work.chosen(data, view):
        return two_way.in_corner(data, view).head(LISTED)
    picked = two_way.of_chosen(data, view)
    return picked.sort_values("value", ascending=False, kind="stable")


def _pair(context: Context, region: Region) -> html.Table:
    """Both figures of one region."""
    view, texts = context.view, context.texts
    row = two_way.pairs(context.data, view).frame.iloc[region.position]
    figures = (
        (title(view, texts), figure_words(view.entry, row["low"], row["high"], texts)),
        (offer_title(view, texts), offer_words(row, texts)),
    )
    return html.Table(
        [
            html.Caption(texts("two_way.figures"), className="visually-hidden"),
            html.Tbody(
                [html.Tr([html.Th(name, scope="row"), html.Td(shown)]) for name, shown in figures]
            ),
        ],
        className="plain-table",
    )


def _pairs(frame: pd.DataFrame, view: View, texts: Texts) -> html.Div | None:
    """Regions with both figures, as a table that can be chosen from."""
    if frame.empty:
        return None
    heads = (texts("column.name"), texts("column.figure"), texts("column.offer"))
    return html.Div(
        html.Table(
            [
                html.Caption(texts("two_way.figures"), className="visually-hidden"),
                html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
                html.Tbody(
                    [
                        html.Tr(
                            [
                                html.Th(
                                    choose(row["code"], row["name"], row["code"] in view.chosen),
                                    scope="row",
                                ),
                                html.Td(figure_words(view.entry, row["low"], row["high"], texts)),
                                html.Td(offer_words(row, texts)),
                            ]
                        )
                        for row in frame.to_dict("records")
                    ]
                ),
            ],
            className="plain-table pairs",
        ),
        className="pairs-frame",
    )


# ---- where it comes from -----------------------------------------------------------------------


def _about(context: Context) -> html.Div:
    """Sources with their dates; the question's own where the view depends on it."""
    return html.Div(
        [
            html.P(source_words(context), className="source"),
            source(context) if context.view.rests_on_offer else None,
        ]
    )
