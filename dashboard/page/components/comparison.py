"""A region beside those that the reader keeps, its province and the country."""

from collections.abc import Callable

from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.address.view import MOST_COMPARED
from dashboard.data import Region
from dashboard.figures import answer as figures
from dashboard.figures import compared
from dashboard.formatting import percentage
from dashboard.page.elements import Link, html
from dashboard.words import compared as words
from dashboard.words.names import region_name, title_name


def comparison(context: Context) -> html.Div | None:
    """The same figures of the region, of those kept beside it, and of those it lies in; and the way
    to keep more. None for the country with nothing beside it."""

    def shown(kept: list[Region]) -> html.Table:
        return _figures(context, words.regions(context), kept) if kept else _shares(context)

    return _section(context, shown)


def labour_comparison(context: Context) -> html.Div | None:
    """Of a labour view the figure of the region and of those kept beside it, a row each; and the
    way to keep more. None for the country with nothing beside it."""
    return _section(context, lambda kept: _labour_figures(context) if kept else None)


def _section(
    context: Context, shown: Callable[[list[Region]], html.Table | None]
) -> html.Div | None:
    """What is shown of the regions that are kept, and the way to keep more."""
    kept = compared.kept(context.data, context.view)
    if context.view.region == "NL" and not kept:
        return None
    title = html.H3(context.texts("compare.title"))
    return html.Div([title, shown(kept), _ways(context)], className="comparison")


def _labour_figures(context: Context) -> html.Table:
    texts = context.texts
    heads, rows = words.labour_rows(context)
    head = html.Thead(html.Tr([html.Td(), *(html.Th(one, scope="col") for one in heads)]))
    body = [
        html.Tr([html.Th(name, scope="row"), *(html.Td(one) for one in figures)])
        for name, *figures in rows
    ]
    caption = html.Caption(texts("compare.title"), className="visually-hidden")
    return html.Table([caption, head, html.Tbody(body)], className="plain-table pairs")


def _shares(context: Context) -> html.Table:
    """Which part of the young people has it near, a row per region."""
    texts = context.texts
    rows = [
        html.Tr(
            [
                html.Th(title_name(region, texts), scope="row"),
                html.Td(percentage(share, texts.language)),
            ]
        )
        for region, share in figures.compared(context.data, context.view)
    ]
    caption = html.Caption(texts("compare.caption"), className="visually-hidden")
    return html.Table([caption, html.Tbody(rows)], className="plain-table")


def _figures(context: Context, regions: list[Region], kept: list[Region]) -> html.Table:
    """The same figures of every region, a column each; those that are kept can be let go."""
    texts = context.texts
    heads = [html.Th(_head(context, region, region in kept), scope="col") for region in regions]
    body = [
        html.Tr([html.Th(name, scope="row"), *(html.Td(one, className="number") for one in values)])
        for name, values in words.rows(context, regions)
    ]
    caption = html.Caption(texts("compare.caption"), className="visually-hidden")
    table = [caption, html.Thead(html.Tr([html.Td(), *heads])), html.Tbody(body)]
    return html.Div(
        html.Table(table, className="plain-table compared"),
        className="scroll",
        tabIndex=0,
        role="region",
        **{"aria-label": texts("compare.title")},
    )


def _head(context: Context, region: Region, is_kept: bool) -> list:
    """The name of a region; of one that is kept the way to let it go."""
    texts, view = context.texts, context.view
    name = title_name(region, texts)
    if not is_kept:
        return [name]
    fewer = tuple(code for code in view.compared if code != region.code)
    let_go = Link(
        "×",
        href=link(view.but(compared=fewer), context.data),
        title=texts("compare.drop", region=region_name(region, texts)),
        className="drop",
    )
    return [name, " ", let_go]


def _ways(context: Context) -> html.Details:
    """Regions to keep beside this one, this one to keep beside the next, or none any more."""
    data, view, texts = context.data, context.view, context.texts
    here = region_name(data.region(view.region), texts)

    def way(words: str, *codes: str) -> html.Li:
        return html.Li(Link(words, href=link(view.but(compared=codes), data)))

    ways = [
        way(title_name(region, texts), *view.compared, region.code)
        for region in compared.offered(data, view)
    ]
    if view.region not in ("NL", *view.compared) and len(view.compared) < MOST_COMPARED:
        ways.append(way(texts("compare.keep", region=here), *view.compared, view.region))
    if view.compared:
        ways.append(way(texts("compare.clear")))
    return html.Details([html.Summary(texts("compare.with")), html.Ul(ways)], id="part-compare")
