"""The table twin of the map: sortable, reachable with Tab."""

import pandas as pd
from dash import dcc, html

from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.address.view import ROWS, View
from dashboard.data import Data
from dashboard.figures import labour_table as labour_table_figures
from dashboard.figures.table import column_of, in_unit, rows
from dashboard.formatting import distance, number, people, percentage
from dashboard.page.components import work_table
from dashboard.words.question import question


def table(context: Context) -> list:
    """The whole pane; empty while the map is shown."""
    data, view, texts = context.data, context.view, context.texts
    if not view.table:
        return []
    if view.kind.is_labour:
        frame = labour_table_figures.rows(data, view)
        pages = _pages(context, len(frame))
        return [work_table.table(context, frame), pages]
    frame = rows(data, view)
    shown = in_unit(frame.iloc[view.first_row : view.first_row + ROWS], view)
    return [
        html.Table(
            [
                html.Caption(
                    [
                        html.Strong(texts("table.caption", level=texts(f"level.{view.level}.one"))),
                        html.Span(question(view, texts)),
                    ]
                ),
                html.Thead(html.Tr([_heading(column, context) for column in view.columns])),
                html.Tbody([_row(row, context) for row in shown.itertuples()]),
            ],
            className="figures-table",
        ),
        _pages(context, len(frame)),
    ]


def _pages(context: Context, count: int) -> html.Nav | None:
    """Which rows are shown, and the way to the others."""
    data, view, texts = context.data, context.view, context.texts
    if count <= ROWS and not view.first_row:
        return None
    before, after = view.first_row - ROWS, view.first_row + ROWS
    shown = texts(
        "table.shown",
        first=number(view.first_row + 1, texts.language),
        last=number(min(after, count), texts.language),
        count=number(count, texts.language),
    )
    return html.Nav(
        [
            _page(texts("table.previous"), data, view, before) if before >= 0 else None,
            html.Span(shown),
            _page(texts("table.next"), data, view, after) if after < count else None,
        ],
        className="pages",
        **{"aria-label": texts("table.pages")},
    )


def _page(words: str, data: Data, view: View, first_row: int) -> dcc.Link:
    return dcc.Link(words, href=link(view.but(first_row=first_row), data), className="button")


def _heading(column: str, context: Context) -> html.Th:
    view = context.view
    sorted_now = view.sort_column == column
    down = view.descending if sorted_now else column == "name"
    arrow = (" ▼" if view.descending else " ▲") if sorted_now else ""
    name = context.texts(f"column.{column_of(column, view)}")
    return html.Th(
        dcc.Link(
            [name, html.Span(arrow, **{"aria-hidden": "true"})],
            href=link(view.but(sort=column if down else f"-{column}"), context.data),
        ),
        scope="col",
        **{"aria-sort": ("descending" if view.descending else "ascending")} if sorted_now else {},
    )


def _row(row: pd.Series, context: Context) -> html.Tr:
    data, view = context.data, context.view
    cells = [
        html.Td(cell(row, column_of(column, view), context.texts.language), className="number")
        for column in view.columns[1:]
    ]
    name = dcc.Link(row.name, href=link(view.arrive(data, row.code).but(table=True), data))
    return html.Tr([html.Th(name, scope="row"), *cells])


def cell(row, column: str, language: str) -> str:
    """One figure of the table, as the screen shows it everywhere."""
    value = getattr(row, column)
    if column == "share":
        return percentage(value, language)
    if column in ("mean_km", "p90_km"):
        return distance(value, language, 1)
    if column in ("mean_min", "p90_min"):
        return distance(value, language)
    if column == "choices":
        return number(value, language, 1)
    return people(value, language)
