"""The table twin of the map: sorted and filtered as asked, with the region as a whole under it."""

import pandas as pd

from dashboard.address.context import Context
from dashboard.address.query import lasting_link, link
from dashboard.address.view import ROWS
from dashboard.data import CARIBBEAN
from dashboard.figures import compared
from dashboard.figures import labour_table as labour_table_figures
from dashboard.figures.table import (
    FAR,
    WITHIN_WHICH,
    column_of,
    filtered,
    in_unit,
    rows,
    sorted_by,
    total,
)
from dashboard.formatting import (
    distance,
    distance_up,
    in_tens,
    number,
    people,
    percentage,
    rounded,
    signed,
)
from dashboard.page.components import work_table
from dashboard.page.components.sort_sign import sort_sign
from dashboard.page.components.table_tools import pages, tools
from dashboard.page.elements import Link, html
from dashboard.words.changes import supposing
from dashboard.words.names import region_name
from dashboard.words.question import question
from dashboard.words.sources import made_on, source_lines


def table(context: Context) -> list:
    """The whole pane; empty while the map is shown."""
    data, view, texts = context.data, context.view, context.texts
    if not view.table:
        return []
    if view.kind.is_labour:
        every = labour_table_figures.rows(data, view)
        frame = filtered(every, view)
        shown = work_table.table(context, frame)
        names = work_table.names(context)
    else:
        every = in_unit(rows(data, view), view)
        frame = filtered(every, view)
        shown = _table(context, frame.iloc[view.first_row : view.first_row + ROWS])
        names = {column: texts(f"column.{column_of(column, view)}") for column in view.columns}
    limited = {column: name for column, name in names.items() if column != "name"}
    return [
        tools(context, limited),
        # Reached with Tab, so that the arrows scroll it.
        html.Div(shown, className="table-scroll", tabIndex=0, role="region", **_labelled(context)),
        pages(context, len(frame), len(every)),
    ]


def on_paper(context: Context, site: str) -> list:
    """What makes figures on paper worth something: where they come from, of when they are and where
    they are found again. A printed map has the same on its sheet (``dashboard/drawing/sheet.py``).

    site: where this site is found.
    """
    data, view, texts = context.data, context.view, context.texts
    if not view.table:
        return []
    return [
        *(html.P(line) for line in source_lines(context)),
        html.P(texts("csv.method_note")) if not view.kind.is_labour else None,
        html.P(html.Strong(made_on(texts))),
        html.P(site + lasting_link(view, data)),
    ]


def _labelled(context: Context) -> dict[str, str]:
    return {"aria-label": context.texts("table.region")}


def _table(context: Context, frame: pd.DataFrame) -> html.Table:
    data, view, texts = context.data, context.view, context.texts
    known = data.around(view.region).code != CARIBBEAN
    return html.Table(
        [
            html.Caption(
                [
                    html.Strong(
                        texts("table.caption", level=texts(f"level.{view.level_kind}.one"))
                    ),
                    html.Span(supposing(question(view, texts), context)),
                ]
            ),
            html.Thead(html.Tr([_heading(column, context) for column in view.columns])),
            html.Tbody([_row(row, context) for row in frame.itertuples()]),
            html.Tfoot([_total(context), *_compared(context)]) if known else None,
        ],
        className="figures-table",
    )


def _total(context: Context) -> html.Tr:
    """The region as a whole, and what that stands for."""
    data, view, texts = context.data, context.view, context.texts
    (row,) = total(data, view).itertuples()
    name = texts("table.total", region=region_name(data.around(view.region), texts))
    return html.Tr(
        [
            html.Th([name, html.Small(texts("table.total.help"))], scope="row"),
            *_cells(row, context),
        ]
    )


def _compared(context: Context) -> list[html.Tr]:
    """The regions that are kept beside it, as a whole."""
    data, view, texts = context.data, context.view, context.texts
    rows = []
    for region in compared.kept(data, view):
        (row,) = total(data, view.but(region=region.code)).itertuples()
        head = html.Th(
            [region_name(region, texts), html.Small(texts("compare.beside"))], scope="row"
        )
        rows.append(html.Tr([head, *_cells(row, context)]))
    return rows


def _heading(column: str, context: Context) -> html.Th:
    view = context.view
    sorted_now = view.sort_column == column
    name = context.texts(f"column.{column_of(column, view)}")
    return html.Th(
        Link(
            [name, sort_sign(sorted_now, view.descending)],
            href=link(
                view.but(sort=sorted_by(column, view.descending if sorted_now else None)),
                context.data,
            ),
        ),
        scope="col",
        **{"aria-sort": ("descending" if view.descending else "ascending")} if sorted_now else {},
    )


def _row(row: pd.Series, context: Context) -> html.Tr:
    data, view = context.data, context.view
    name = Link(row.name, href=link(view.arrive(data, row.code).but(table=True), data))
    return html.Tr([html.Th(name, scope="row"), *_cells(row, context)])


def _cells(row, context: Context) -> list[html.Td]:
    view = context.view
    return [
        html.Td(cell(row, column_of(column, view), context.texts.language), className="number")
        for column in view.columns[1:]
    ]


def cell(row, column: str, language: str) -> str:
    """One figure of the table, as the screen shows it everywhere."""
    value = getattr(row, column)
    if column == "share":
        return percentage(value, language)
    if column in FAR:
        shown = distance_up if column in WITHIN_WHICH else distance
        return shown(value, language, FAR[column])
    if column == "choices":
        return number(value, language, 1)
    if column == "change":
        return signed(value, language)
    if column == "since":
        return signed(value, language, decimals=1)
    if column == "change_young":
        return signed(float(rounded(in_tens(value))), language)
    return people(value, language)
