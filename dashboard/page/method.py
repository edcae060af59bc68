"""Verantwoording: definitions, sources, and what is estimated, masked, derived or missing."""

from dashboard.address.context import Context
from dashboard.address.paths import ACCESSIBILITY
from dashboard.data import Data
from dashboard.formatting import number
from dashboard.page.components.header import READING, header, page_extras
from dashboard.page.elements import Link, html
from dashboard.sources import sources
from dashboard.texts import Texts
from dashboard.words.names import school_year
from dashboard.words.sources import DEFINITIONS, worded
from geodata.analysis.coverage import site_counts
from geodata.vocabulary import BROAD, DETOUR


def page(context: Context) -> list:
    """The whole page."""
    data, view, texts = context.data, context.view, context.texts
    return [
        header(context, page_extras(context, "/verantwoording")),
        html.Main(
            [
                html.H1(texts("method.title")),
                html.P(texts("method.intro"), className="lead"),
                *_definitions(texts),
                *_counts(data, texts),
                *_caveats(data, texts),
                *_sources(data, texts),
                html.P(html.A(texts("api.link"), href=f"/api?taal={view.language}")),
                html.P(
                    html.A(texts("access.link"), href=f"{ACCESSIBILITY}?taal={view.language}"),
                ),
                html.P(Link(texts("rules.link"), href=f"/regelingen?taal={view.language}")),
                Link(texts("method.back"), href=f"/?taal={view.language}", className="button"),
            ],
            className="reading",
            id=READING,
        ),
    ]


def _definitions(texts: Texts) -> list:
    factor = number(DETOUR, texts.language, 2)
    terms = [
        html.Div(
            [
                html.Dt(texts(f"method.{key}.term")),
                html.Dd(texts(f"method.{key}.text", factor=factor)),
            ]
        )
        for key in DEFINITIONS
    ]
    return [html.H2(texts("method.definitions")), html.Dl(terms, className="definitions")]


def _counts(data: Data, texts: Texts) -> list:
    columns = (*BROAD, "broad")
    rows = []
    for year in data.tables.years:
        counts = site_counts(data.tables, year)
        cells = [
            html.Td(number(counts[column], texts.language), className="number")
            for column in columns
        ]
        rows.append(html.Tr([html.Th(school_year(year), scope="row"), *cells]))
    heads = [html.Th(texts("method.year"), scope="col")] + [
        html.Th(texts(f"method.count.{column}"), scope="col") for column in columns
    ]
    return [
        html.H2(texts("method.counts")),
        table(texts("method.counts"), html.Caption(texts("method.counts.caption")), heads, rows),
    ]


def _caveats(data: Data, texts: Texts) -> list:
    notes = [html.Li(note[texts.language]) for note in data.manifest["notes"]]
    return [html.H2(texts("method.caveats")), html.Ul(notes)]


def _sources(data: Data, texts: Texts) -> list:
    rows = [
        html.Tr(
            [
                html.Th(html.A(source.title, href=source.address, lang="nl"), scope="row"),
                html.Td(source.publisher),
                html.Td(source.date),
                html.Td(source.licence),
            ]
        )
        for source in (worded(one, texts) for one in sources(data).values())
    ]
    heads = [
        html.Th(texts(f"method.source.{column}"), scope="col")
        for column in ("title", "publisher", "date", "licence")
    ]
    title = texts("method.sources")
    return [
        html.H2(title),
        html.P(texts("method.sources.intro", version=data.manifest["version"])),
        table(title, html.Caption(title, className="visually-hidden"), heads, rows),
    ]


def table(label: str, caption: html.Caption, heads: list[html.Th], rows: list[html.Tr]) -> html.Div:
    """A table that scrolls by itself where the screen is narrow."""
    return html.Div(
        html.Table(
            [caption, html.Thead(html.Tr(heads)), html.Tbody(rows)], className="plain-table"
        ),
        className="scroll",
        tabIndex=0,
        role="region",
        **{"aria-label": label},
    )
