"""The table twin of the labour views; regions are chosen in it with the keyboard too."""

import pandas as pd

from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.address.view import ROWS, View
from dashboard.data import Data
from dashboard.figures import two_way, work
from dashboard.figures.table import sorted_by
from dashboard.formatting import NOTHING_KNOWN
from dashboard.page.components.sort_sign import sort_sign
from dashboard.page.components.work_panel import choose
from dashboard.page.elements import Link, html
from dashboard.texts import Texts
from dashboard.words.figures import figure_words, period_words
from dashboard.words.legend import cell_words, offer_title, offer_words, title, why_missing


def table(context: Context, frame: pd.DataFrame) -> html.Table:
    """Those of the rows that are shown."""
    view, texts = context.view, context.texts
    shown = frame.iloc[view.first_row : view.first_row + ROWS]
    return html.Table(
        [
            html.Caption(
                [
                    html.Strong(
                        texts("table.caption", level=texts(f"level.{view.level_kind}.one"))
                    ),
                    html.Span(texts("choice.table")),
                ]
            ),
            html.Thead(html.Tr(_headings(context))),
            html.Tbody([_row(row, view, texts) for row in shown.to_dict("records")]),
            html.Tfoot(_country(context)),
        ],
        className="figures-table",
    )


def names(context: Context) -> dict[str, str]:
    """Column -> its name, of those that can sort the rows."""
    view, texts = context.view, context.texts
    every = {
        "name": texts("column.name"),
        "figure": title(view, texts),
        "offer": offer_title(view, texts),
    }
    return {column: every[column] for column in view.columns}


def _headings(context: Context) -> list:
    view, texts = context.view, context.texts
    sortable = [
        _heading(column, name, context.data, view) for column, name in names(context).items()
    ]
    words = "column.cell" if view.kind.crosses_offer else "column.period"
    return [*sortable, html.Th(texts(words), scope="col")]


def _heading(column: str, name: str, data: Data, view: View) -> html.Th:
    known = view.sort_column in view.columns
    sorted_now = view.sort_column == column if known else column == "figure"
    falling = view.descending or not known
    return html.Th(
        Link(
            [name, sort_sign(sorted_now, falling)],
            href=link(view.but(sort=sorted_by(column, falling if sorted_now else None)), data),
        ),
        scope="col",
        **{"aria-sort": ("descending" if falling else "ascending")} if sorted_now else {},
    )


def _country(context: Context) -> html.Tr:
    """The figure of the whole country, as published, and the offer there."""
    data, view, texts = context.data, context.view, context.texts
    figure = work.figures(data, view.entry, view.question, "nl").iloc[0].to_dict()
    if view.kind.crosses_offer:
        (low,), (high,) = two_way.offer(data, view.question, "nl", view.offer)
        figure |= {"offer_low": low, "offer_high": high, "offer": (low + high) / 2, "cell": -1}
    words = [texts("table.total", region=texts("country")), html.Small(texts("table.country.help"))]
    return html.Tr([html.Th(words, scope="row"), *_cells(figure, view, texts)])


def _row(row, view: View, texts: Texts) -> html.Tr:
    name = choose(row["code"], row["name"], row["code"] in view.chosen)
    return html.Tr([html.Th(name, scope="row"), *_cells(row, view, texts)])


def _cells(row, view: View, texts: Texts) -> list[html.Td]:
    figure = figure_words(view.entry, row["low"], row["high"], texts)
    missing = why_missing(row, view, texts)
    why = html.Small(f" {missing}") if missing else None
    cells = [html.Td([figure, why])]
    if view.kind.crosses_offer:
        cell = int(row["cell"])
        words = cell_words(cell, view, texts) if cell >= 0 else NOTHING_KNOWN
        cells += [html.Td(offer_words(row, texts)), html.Td(words)]
    else:
        cells += [html.Td(period_words(row["period"], texts))]
    return cells
