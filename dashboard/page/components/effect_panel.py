"""Who is hit by what is supposed, and who is helped: under the answer of a region."""

from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.figures import effect
from dashboard.formatting import people
from dashboard.page.components.source import download
from dashboard.page.elements import Link, html
from dashboard.words import effect as words
from dashboard.words import plans

#: Rows before the reader opens the rest.
FIRST_ROWS = 5


def hit(context: Context) -> html.Div | None:
    """By region, by place, and what becomes the only offer; None where nothing is supposed."""
    if not context.view.supposes:
        return None
    return html.Div(
        [
            *_plans(context),
            html.H3(words.title(context)),
            html.P([words.further(context), " ", str(words.choices(context))]),
            _areas(context),
            _places(context),
            _only(context),
            html.P(download("/gevolgen.csv", context), className="note"),
        ],
        className="hit",
    )


def _plans(context: Context) -> list:
    """Two plans beside each other; nothing of one."""
    if not context.view.compares:
        return []
    marks = ["", *("in-sight" if plan == context.view.plan else "" for plan in context.view.plans)]
    rows = [
        html.Tr(
            [
                html.Th(row.words, scope="row"),
                *(
                    html.Td(plans.shown(row, value, context), className=mark)
                    for mark, value in zip(marks, row.values, strict=True)
                ),
            ]
        )
        for row in plans.rows(context)
    ]
    heads = html.Tr(
        [
            html.Th("", scope="col"),
            *(
                html.Th(head, scope="col", className=mark)
                for mark, head in zip(marks, plans.heads(context), strict=True)
            ),
        ]
    )
    return [
        html.H3(context.texts("plan.title")),
        html.Table([html.Thead(heads), html.Tbody(rows)], className="plain-table hit-table plans"),
    ]


def _areas(context: Context) -> html.Div | None:
    """Where they live who lose or gain it."""
    data, view, texts = context.data, context.view, context.texts
    frame = effect.areas(data, view)
    if frame.empty:
        return None
    rows = [
        html.Tr(
            [
                html.Th(Link(row.name, href=link(view.arrive(data, row.code), data)), scope="row"),
                html.Td(people(row.lost, texts.language)),
                html.Td(people(row.gained, texts.language)),
            ]
        )
        for row in frame.head(effect.NAMED).itertuples()
    ]
    heads = ("", texts("column.lost"), texts("column.gained"))
    return _table(texts("hit.areas"), heads, rows, texts)


def _places(context: Context) -> html.Div | None:
    """The places that are hit hardest: from where to where, and how far that is."""
    texts = context.texts
    every = words.places(context)
    if not every:
        return None
    rows = [
        html.Tr(
            [
                html.Th(
                    [place.name, html.Small(place.young), html.Small(place.change)], scope="row"
                ),
                html.Td(place.distance),
            ]
        )
        for place in every
    ]
    heads = (texts("hit.place"), texts("hit.distance"))
    return _table(texts("hit.places"), heads, rows, texts)


def _table(caption: str, heads: tuple[str, ...], rows: list[html.Tr], texts) -> html.Div:
    """A table with its first rows, and the rest to be opened."""
    head = html.Thead(html.Tr([html.Th(one, scope="col") for one in heads]))
    first, rest = rows[:FIRST_ROWS], rows[FIRST_ROWS:]
    folded = html.Details(
        [
            html.Summary(texts("sites.more", count=len(rest))),
            html.Table(html.Tbody(rest), className="plain-table hit-table"),
        ]
    )
    return html.Div(
        [
            html.H4(caption),
            html.Table([head, html.Tbody(first)], className="plain-table hit-table"),
            folded if rest else None,
        ]
    )


def _only(context: Context) -> html.Div | None:
    """What becomes the only offer, and for how many."""
    texts = context.texts
    found = effect.only_after(context.data, context.view)[: effect.NAMED]
    if not found:
        return None
    rows = [
        html.Li([html.Span(place.name), html.Span(people(count, texts.language))])
        for place, count in found
    ]
    return html.Div([html.H4(texts("hit.only")), html.Ul(rows, className="ranked")])
