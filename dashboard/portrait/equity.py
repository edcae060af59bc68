"""Who misses out: coverage by urbanity, by the welfare of neighbourhoods, and by both."""

import math

import pandas as pd

from dashboard.drawing.lines import COUNTRY, MAIN, Series, line_chart
from dashboard.figures import equity as figures
from dashboard.formatting import of_hundred
from dashboard.portrait.blocks import Cell, Drawing, Paragraph, Section, Table, cell
from dashboard.portrait.context import PortraitContext
from dashboard.portrait.coverage import CHART
from dashboard.words import equity as words
from dashboard.words.line_sight import share_words
from geodata.analysis.equity import CLASSES, FIFTHS, GROUPS


def section(context: PortraitContext) -> Section | None:
    """By welfare, in sentences and as lines; None for an area close to home, and where no young
    people are known."""
    rows = _rows(context)
    if rows is None:
        return None
    texts = context.texts
    slopes = figures.slopes(rows)
    top = figures.largest(slopes)
    blocks = [
        *(
            Paragraph(context.sentence(one))
            for one in words.sentences(slopes, context.within, texts)
        ),
        *((_drawing(context, rows, top),) if top else ()),
        Paragraph((texts("equity.is"),), kind="note"),
    ]
    return Section(words.ANCHOR, texts("equity.title"), blocks)


def both_section(context: PortraitContext) -> Section | None:
    """By urbanity, and by both; None where the other one is."""
    rows = _rows(context)
    if rows is None:
        return None
    top = figures.largest(figures.slopes(rows))
    divided = (grid(context, rows), _index(context, rows, top)) if top else ()
    title = context.texts("equity.both.title")
    # On the screen: two sheets of paper are enough.
    return Section("stedelijkheid", title, [_classes(context, rows), *divided], kind="no-print")


def _rows(context: PortraitContext) -> pd.DataFrame | None:
    if not figures.known(context.data, context.region):
        return None
    rows = figures.table(context.data, context.view)
    return None if rows.empty else rows


def shares(rows: pd.DataFrame) -> dict[str, dict[int, float]]:
    """Of every group: its share (0), and that of each fifth it is divided into."""
    found: dict[str, dict[int, float]] = {}
    columns = (rows[name].tolist() for name in ("group", "fifth", "share"))
    for group, fifth, share in zip(*columns, strict=True):
        found.setdefault(group, {})[fifth] = share
    return found


def _drawing(context: PortraitContext, rows: pd.DataFrame, top: figures.Slope) -> Drawing:
    """From the least to the best-off fifth: the group that differs most, beside all areas."""
    texts, by_group = context.texts, shares(rows)
    fifths = list(range(1, FIFTHS + 1))
    lines = [
        Series(
            texts(f"equity.group.{group}"),
            fifths,
            [by_group[group].get(number) for number in fifths],
            kind,
        )
        for group, kind in ({"all": COUNTRY} | {top.group: MAIN}).items()
    ]
    caption = texts("equity.caption", within=context.within)
    svg = line_chart(
        lines,
        [(1, texts("equity.least")), (FIFTHS, texts("equity.most"))],
        size=CHART,
        title=texts("equity.title"),
        description=seen(context, rows, top),
        y_title=texts("curve.shares"),
        y_most=100,
        language=context.language,
        prefix="equity",
    )
    # The words say it too: two sheets of paper are enough.
    return Drawing(svg, (caption,), kind="no-print")


def seen(context: PortraitContext, rows: pd.DataFrame, top: figures.Slope) -> str:
    """What the drawing is of, and its lines in words: the group that differs most, then all."""
    texts, by_group, fifths = context.texts, shares(rows), range(1, FIFTHS + 1)
    lines = (
        share_words(
            texts(f"equity.group.{group}"),
            [*map(str, fifths)],
            [by_group[group].get(number) for number in fifths],
            texts,
        )
        for group in dict.fromkeys((top.group, "all"))
    )
    return " ".join([texts("equity.caption", within=context.within), *lines])


def grid(context: PortraitContext, rows: pd.DataFrame) -> Table:
    """Groups of areas that are divided, by fifths."""
    texts, by_group = context.texts, shares(rows)

    def shown(group: str, number: int) -> Cell:
        value = by_group[group].get(number, math.nan)
        few = texts("equity.few.cell")
        return cell(context.figure(of_hundred(value, context.language), words.NOTE, few))

    return Table(
        texts("equity.grid", within=context.within),
        (
            texts("equity.where"),
            texts("equity.together"),
            texts("equity.least.short"),
            *map(str, range(2, FIFTHS)),
            texts("equity.most.short"),
        ),
        tuple(
            (
                (texts(f"equity.group.{group}"),),
                tuple(shown(group, number) for number in range(FIFTHS + 1)),
            )
            for group in GROUPS
            if group in figures.slopes(rows)
        ),
    )


def _classes(context: PortraitContext, rows: pd.DataFrame) -> Table:
    texts = context.texts
    return Table(
        texts("equity.classes", within=context.within),
        (texts("equity.where"), texts("key.young"), texts("curve.shares")),
        tuple(
            (
                (texts(f"equity.class.{one.group.removeprefix('urbanity_')}"),),
                (
                    cell(context.people(one.young_people, context.young_note)),
                    Cell(
                        (context.figure(of_hundred(one.share, context.language), words.NOTE),),
                        bar=one.share,
                    ),
                ),
            )
            for one in rows.itertuples()
            if one.group in CLASSES
        ),
    )


def _index(context: PortraitContext, rows: pd.DataFrame, top: figures.Slope) -> Paragraph:
    """The concentration index of all areas, and of the group that is spoken of."""
    of_group = rows[rows["fifth"].eq(0)].set_index("group")["index"]
    every = context.number(of_group["all"], words.NOTE, decimals=3)
    what = context.texts("equity.index.what")
    if top.group == "all":
        line = context.line("equity.index.all", every=every, what=what)
    else:
        group = context.texts(f"equity.group.{top.group}").lower()
        index = context.number(of_group[top.group], words.NOTE, decimals=3)
        line = context.line("equity.index", every=every, group=group, index=index, what=what)
    return Paragraph(line, kind="note")
