"""What stands around the table: which rows are in it, and the way to the others."""

import math

from dash import dcc

from dashboard.address.context import Context
from dashboard.address.parameters import LIMIT_WORDS, NAME_OF
from dashboard.address.query import link
from dashboard.address.view import LONGEST_NAME, ROWS, View
from dashboard.data import Data
from dashboard.formatting import number
from dashboard.page.components.level_pick import level_pick
from dashboard.page.elements import Link, html

#: Pages that are always a click away: all of them when there are no more.
MOST_PAGES = 12


def tools(context: Context, names: dict[str, str]) -> html.Div:
    """The level, and what parts the rows that are shown from the others.

    names: column -> its name, of those that can be filtered by value. The fields are read by
    ``assets/scripts/page/table.mjs``, which writes them in the address.
    """
    data, view, texts = context.data, context.view, context.texts
    column, sense, limit = view.row_limit or (view.sort_column, "min", None)
    cleared = view.but(row_name="", row_limit=None)
    return html.Div(
        [
            level_pick(context, "part-table-level"),
            html.Div(
                [
                    html.Label(
                        [
                            html.Span(texts("table.name"), className="table-label"),
                            _field(
                                "table-name",
                                "search",
                                view.row_name,
                                maxLength=LONGEST_NAME,
                                placeholder=texts("table.name.hint"),
                            ),
                        ]
                    ),
                    html.Label(
                        [
                            html.Span(texts("table.column"), className="table-label"),
                            _select("table-column", names, column),
                        ]
                    ),
                    html.Label(
                        [
                            html.Span(texts("table.limit"), className="visually-hidden"),
                            _select(
                                "table-sense",
                                {
                                    word: texts(f"table.sense.{code}")
                                    for code, word in LIMIT_WORDS.items()
                                },
                                LIMIT_WORDS[sense],
                            ),
                        ]
                    ),
                    html.Label(
                        [
                            html.Span(texts("table.value"), className="visually-hidden"),
                            _field(
                                "table-value",
                                "number",
                                "" if limit is None else f"{limit:g}",
                                min=0,
                            ),
                        ]
                    ),
                    Link(texts("table.clear"), href=link(cleared, data), className="button")
                    if cleared != view
                    else None,
                ],
                className="table-filter",
                **{
                    "data-name": NAME_OF["row_name"],
                    "data-limit": NAME_OF["row_limit"],
                    "data-first": NAME_OF["first_row"],
                },
            ),
        ],
        className="table-tools",
    )


def _field(name: str, kind: str, value: str, **more) -> dcc.Input:
    return dcc.Input(id=name, type=kind, value=value, autoComplete="off", **more)


def _select(name: str, choices: dict[str, str], chosen: str) -> html.Select:
    """A choice from words; what is chosen is marked, so that a page without scripts shows it."""
    return html.Select(
        [
            html.Option(words, value=value, **({"selected": True} if value == chosen else {}))
            for value, words in choices.items()
        ],
        id=name,
    )


def pages(context: Context, count: int, every: int) -> html.Nav:
    """Which of the rows are shown, of how many, and the way to all others.

    count: rows that are filtered; every: without the filter.
    """
    data, view, texts = context.data, context.view, context.texts
    last = math.ceil(count / ROWS)
    here = view.first_row // ROWS
    filtered = "" if count == every else f" {texts('table.of', count=_whole(every, context))}"
    shown = (
        texts(
            "table.shown",
            first=_whole(min(view.first_row + 1, count), context),
            last=_whole(min(view.first_row + ROWS, count), context),
            count=_whole(count, context),
        )
        if count
        else texts("table.no_rows")
    )
    links = []
    if last > 1 or view.first_row:
        links = [
            _page(texts("table.previous"), data, view, here - 1) if here > 0 else None,
            *(_numbered(context, page, here) for page in _pages_near(here, last)),
            _page(texts("table.next"), data, view, here + 1) if here + 1 < last else None,
        ]
    return html.Nav(
        [html.Span(shown + filtered, role="status"), *links],
        className="pages",
        **{"aria-label": texts("table.pages")},
    )


def _whole(count: int, context: Context) -> str:
    return number(count, context.texts.language)


def _pages_near(here: int, last: int) -> list[int | None]:
    """Pages to choose from; None where some are left out."""
    if last <= MOST_PAGES:
        return list(range(last))
    near = sorted({0, *range(max(here - 2, 0), min(here + 3, last)), last - 1})
    shown: list[int | None] = []
    for page in near:
        if shown and shown[-1] != page - 1:
            shown.append(None)
        shown.append(page)
    return shown


def _numbered(context: Context, page: int | None, here: int) -> Link | html.Span:
    if page is None:
        return html.Span("…", **{"aria-hidden": "true"})
    words = number(page + 1, context.texts.language)
    if page == here:
        return html.Span(words, className="page-here", **{"aria-current": "page"})
    return _page(words, context.data, context.view, page)


def _page(words: str, data: Data, view: View, page: int) -> Link:
    return Link(words, href=link(view.but(first_row=page * ROWS), data), className="button")
