"""Work in the region: every published figure at its own level, with its date and its caveat."""

from collections.abc import Iterator

import numpy as np

from dashboard.catalogue import PUBLISHED, Published, with_unit
from dashboard.figures.work import figures
from dashboard.portrait.blocks import Bullets, Figure, Section, Table, cell
from dashboard.portrait.context import Context
from dashboard.tables import Region
from geodata.coverage import totals

#: Regions of another level that are named when this one lies in several of them.
MOST_AROUND = 3
#: Part of the young people of the region that must live in another one to name it.
LEAST_PART = 0.1


def sections(context: Context) -> list[Section]:
    """One table; the figures of a level that the region is not on are those of the regions that it
    lies in, under their own names."""
    texts = context.texts
    rows, notes, caveats = [], [], []
    for entry in PUBLISHED.values():
        for region in regions_with(context, entry):
            figure, period, note = shown(context, entry, region)
            where = (texts(entry.name),)
            if region.code != context.region.code:
                where += (" · ", context.portrait(region))
            national, _, _ = shown(context, entry, context.country)
            cells = [cell(figure), cell(period, number=False)]
            if context.region.level != "nl":
                cells.insert(1, cell(national))
            rows.append((where, tuple(cells)))
            if note and not figure.missing:
                notes.append(texts(f"note.{note}"))
        caveats.append(texts(entry.caveat))
    heads = [texts("portrait.work.figure"), texts("portrait.work.value"), texts("portrait.work.of")]
    if context.region.level != "nl":
        heads.insert(2, texts("country"))
    table = Table(texts("portrait.work.caption"), tuple(heads), tuple(rows))
    remarks = tuple((one,) for one in dict.fromkeys([*caveats, *notes]))
    blocks = [table, Bullets(remarks, kind="note")]
    return [Section("werk", texts("portrait.work.title"), blocks)]


def regions_with(context: Context, entry: Published) -> list[Region]:
    """Where a figure is published: the region itself, or those it lies in; none is shared out."""
    if context.region.level in entry.levels:
        return [context.region]
    return list(_around(context, entry.levels[0]))


def _around(context: Context, level: str) -> Iterator[Region]:
    """The regions of a level in which the young people of this one live, most first."""
    tables = context.data.tables
    inside = context.data.inside(context.region.code)
    young = totals(tables, level, tables.young(2021) * inside)
    codes = tables.regions_of(level)["code"]
    for row in np.argsort(-young, kind="stable")[:MOST_AROUND]:
        if young[row] > LEAST_PART * young.sum():
            yield context.data.region(codes.iloc[row])


def shown(context: Context, entry: Published, region: Region) -> tuple[Figure, str, str]:
    """A figure with its unit, its period, and the code of its note."""
    found = figures(context.data, entry, context.view.question, region.level)
    row = found.iloc[region.position]
    note = f"indicator:{row['source']}" if row["source"] else f"computed:{entry.key}"
    words = with_unit(entry, row["low"], row["high"], context.texts)
    reason = context.texts(f"note.{row['note'] or 'no_data'}")
    return context.figure(words, note, reason), row["period"], row["note"]
