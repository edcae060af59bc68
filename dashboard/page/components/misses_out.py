"""Who misses out, under the number of a region: by the welfare of neighbourhoods, in town and
countryside."""

from dashboard.address.context import Context
from dashboard.address.portrait import portrait_of
from dashboard.figures import equity as figures
from dashboard.formatting import of_hundred
from dashboard.page.components.answer_words import paragraphs
from dashboard.page.elements import html
from dashboard.words import equity as words
from dashboard.words.threshold import within


def misses_out(context: Context) -> html.Div | None:
    """The sentences of the portrait, and both ends of every group of areas that is divided; None
    where none is."""
    data, view, texts = context.data, context.view, context.texts
    if not figures.known(data, data.region(view.region)):
        return None
    slopes = figures.slopes(figures.table(data, view))
    if not slopes:
        return None
    return html.Div(
        [
            html.H3(texts("equity.title")),
            *paragraphs(words.sentences(slopes, within(view, texts), texts)),
            _ends(slopes, context),
            html.Details(
                [html.Summary(texts("equity.what")), html.P(id="welfare", className="note")]
            ),
        ],
        className="misses-out",
    )


def welfare(context: Context) -> list:
    """What welfare is here: a part of its own, as it stays while the question changes."""
    more = f"{portrait_of(context.data, context.view)}#{words.ANCHOR}"
    link = html.A(context.texts("equity.more.portrait"), href=more)
    return [context.texts("equity.is.short"), " ", link]


def _ends(slopes: dict[str, figures.Slope], context: Context) -> html.Table:
    """A row per group: the share of its least and of its best-off fifth, and both on a line."""
    texts = context.texts
    heads = ("", texts("equity.least"), "", texts("equity.most"))
    rows = [
        html.Tr(
            [
                html.Th(texts(f"equity.group.{slope.group}"), scope="row"),
                html.Td(of_hundred(slope.low, texts.language)),
                # Drawn by the style sheet; the numbers beside it say the same.
                html.Td(style={"--low": round(slope.low), "--high": round(slope.high)}),
                html.Td(of_hundred(slope.high, texts.language)),
            ]
        )
        for slope in slopes.values()
    ]
    head = html.Thead(html.Tr([html.Th(one, scope="col") for one in heads]))
    return html.Table([head, html.Tbody(rows)], className="plain-table")
