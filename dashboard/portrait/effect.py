"""Who is hit by what the question supposes: how much further, by place, and who loses and gains."""

import math

import pandas as pd

from dashboard.address.context import Context
from dashboard.figures import effect as figures
from dashboard.figures import equity as equity_figures
from dashboard.portrait.blocks import Block, Cell, Figure, Paragraph, Section, Table, cell
from dashboard.portrait.context import PortraitContext
from dashboard.words import effect as words
from dashboard.words import equity as equity_words
from dashboard.words import plans
from geodata.analysis.equity import FIFTHS, GROUPS

#: Rows of each table.
ROWS = 10


def section(context: PortraitContext) -> Section | None:
    """None where nothing is supposed, or nothing is known."""
    if not context.view.supposes or context.is_caribbean:
        return None
    blocks: list[Block] = [_plans(context)] if context.view.compares else []
    choices = context.sentence(words.choices(Context(context.data, context.view)))
    blocks.append(Paragraph((*_further(context), " ", *choices)))
    blocks += [table for table in (_areas(context), _places(context)) if table]
    return Section("gevolgen", words.title(Context(context.data, context.view)), blocks)


def _plans(context: PortraitContext) -> Table:
    """Two plans beside each other, each against now."""
    here, compared = Context(context.data, context.view), context.texts("plan.compared")

    def shown(row: plans.Row, value: float | None) -> Figure:
        words = plans.shown(row, value, here)
        return context.figure(words, "coverage", reason=compared if value is None else "")

    rows = tuple(
        ((row.words,), tuple(cell(shown(row, value)) for value in row.values))
        for row in plans.rows(here)
    )
    return Table(context.texts("plan.title"), ("", *plans.heads(here)), rows)


def _further(context: PortraitContext) -> tuple:
    found = figures.goes_further(context.data, context.view)
    if found.young < 0.5:
        return (context.texts("hit.further.none"),)
    count = context.people(found.young, "coverage")
    if not found.mean_m >= 0:
        return context.line("hit.further.ends", count=count)
    mean, tenth = (context.far(one, "coverage") for one in (found.mean_m, found.tenth_m))
    return context.line("hit.further", count=count, mean=mean, tenth=tenth)


def groups_section(context: PortraitContext) -> Section | None:
    """Who loses and who gains it, by urbanity and welfare; None where nobody does."""
    if not context.view.supposes or not equity_figures.known(context.data, context.region):
        return None
    frame = figures.groups(context.data, context.view)
    tables = [
        _groups(context, frame, column)
        for column in ("lost", "gained")
        if not frame.empty and frame[column].max() >= 0.5
    ]
    if not tables:
        return None
    note = Paragraph((context.texts("equity.is"),), kind="note")
    # On the screen: two sheets of paper are enough.
    title = context.texts("hit.groups.title")
    return Section("voor-wie", title, [*tables, note], kind="no-print")


def _groups(context: PortraitContext, frame: pd.DataFrame, column: str) -> Table:
    """Young people by group of areas, and by fifth where a group is divided."""
    texts = context.texts
    young = {(row.group, row.fifth): getattr(row, column) for row in frame.itertuples()}
    numbers = range(FIFTHS + 1) if any(fifth for _, fifth in young) else range(1)
    heads = (
        *(texts("equity.where"), texts("equity.together"), texts("equity.least.short")),
        *map(str, range(2, FIFTHS)),
        texts("equity.most.short"),
    )
    few = texts("hit.groups.few")

    def shown(group: str, number: int) -> Cell:
        return cell(context.people(young.get((group, number), math.nan), equity_words.NOTE, few))

    return Table(
        texts(f"hit.groups.{column}"),
        heads[: len(numbers) + 1],
        tuple(
            (
                (texts(f"equity.group.{group}"),),
                tuple(shown(group, number) for number in numbers),
            )
            for group in GROUPS
            if (group, 0) in young
        ),
    )


def _areas(context: PortraitContext) -> Table | None:
    """Where they live who lose or gain the offer."""
    texts = context.texts
    frame = figures.areas(context.data, context.view).head(ROWS)
    if frame.empty:
        return None
    rows = tuple(
        (
            (context.portrait_link(context.data.region(row.code)),),
            (
                cell(context.people(row.lost, "coverage")),
                cell(context.people(row.gained, "coverage")),
            ),
        )
        for row in frame.itertuples()
    )
    heads = (texts("column.name"), texts("column.lost"), texts("column.gained"))
    return Table(texts("hit.areas"), heads, rows)


def _places(context: PortraitContext) -> Table | None:
    """The places that are hit hardest: from where to where, and how far that was and is."""
    texts = context.texts
    frame = figures.places(context.data, context.view)
    frame = frame[frame["further"] >= 0.5].head(ROWS)
    if frame.empty:
        return None

    here = Context(context.data, context.view)
    sites = zip(frame["from_site"], frame["to_site"], strict=True)
    routes = [words.from_to(*ends, here) for ends in sites]
    # Of several profiles together no one site is the nearest.
    known = any(routes)
    rows = tuple(
        (
            (f"{row.postcode} {row.place}",),
            (
                cell(context.people(row.further, "coverage")),
                *([cell(route, number=False)] if known else []),
                cell(context.far(1000 * row.km_before, "coverage")),
                cell(context.far(1000 * row.km_after, "coverage")),
            ),
        )
        for row, route in zip(frame.itertuples(), routes, strict=True)
    )
    heads = (
        *(texts("hit.place"), texts("hit.count")),
        *([texts("hit.sites")] if known else []),
        *(texts("moment.now"), texts("moment.after")),
    )
    return Table(texts("hit.places"), heads, rows)
