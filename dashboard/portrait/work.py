"""Work in the region: every published figure at its own level, with its date and its caveat."""

import numpy as np

from dashboard.catalogue import PUBLISHED, Published
from dashboard.data import Region
from dashboard.figures.work import figures
from dashboard.formatting import NOTHING_KNOWN
from dashboard.portrait.blocks import Figure, Paragraph, Part, Section, Table, cell
from dashboard.portrait.context import PortraitContext
from dashboard.words.figures import figure_words
from geodata.analysis.coverage import totals

#: Regions of another level that are named when this one lies in several of them.
MOST_AROUND = 2
#: Part of the young people of the region that must live in another one to name it.
LEAST_PART = 0.1


def section(context: PortraitContext) -> Section:
    """One table; the figures of a level that the region is not on are those of the regions that it
    lies in, under their own names."""
    texts, abroad = context.texts, context.region.level != "nl"
    rows, remarks = [], []
    for entry in PUBLISHED.values():
        for region in regions_with(context, entry):
            figure, period, note = shown(context, entry, region)
            cells = [cell(_place(context, region), number=False), cell(figure)]
            if abroad:
                cells.append(cell(shown(context, entry, context.country)[0]))
            rows.append(((texts(entry.name),), (*cells, cell(period, number=False))))
            if note and not figure.missing:
                remarks.append(texts(f"figure.note.{note}"))
        remarks.append(texts(entry.caveat))
    heads = ["portrait.work.figure", "portrait.work.where", "portrait.work.value"]
    heads += ["country"] if abroad else []
    table = Table(
        texts("portrait.work.caption"),
        tuple(texts(head) for head in [*heads, "portrait.work.of"]),
        tuple(rows),
    )
    # Caveats share sentences: each is said once.
    sentences = [f"{one.rstrip('.')}." for remark in remarks for one in remark.split(". ")]
    careful = Paragraph((" ".join(dict.fromkeys(sentences)),), kind="note small")
    return Section("werk", texts("portrait.work.title"), [table, careful])


def _place(context: PortraitContext, region: Region) -> Part:
    """Where a figure is of; the region itself needs no link."""
    if region.code == context.region.code:
        return context.texts("portrait.work.here")
    return context.portrait_link(region)


def regions_with(context: PortraitContext, entry: Published) -> list[Region]:
    """Where a figure is published: the region itself, or those it lies in; none is shared out.

    Of the levels that have it the one in which the region lies in the fewest.
    """
    if context.region.level in entry.levels:
        return [context.region]
    around = [_around(context, level) for level in entry.levels if level != "nl"]
    return min(around, key=len)[:MOST_AROUND]


def _around(context: PortraitContext, level: str) -> list[Region]:
    """The regions of a level in which the young people of this one live, most first."""
    tables = context.data.tables
    inside = context.data.inside(context.region.code)
    # Where nobody of that age lives every home counts alike.
    young = (
        tables.young(2021) * inside if tables.young(2021)[inside].any() else inside.astype(float)
    )
    parts = totals(tables, level, young)
    codes = tables.regions_of(level)["code"]
    order = np.argsort(-parts, kind="stable")
    found = [row for row in order if parts[row] > LEAST_PART * young.sum()]
    return [context.data.region(codes.iloc[row]) for row in found]


def shown(context: PortraitContext, entry: Published, region: Region) -> tuple[Figure, str, str]:
    """A figure with its unit, its period, and the code of its note."""
    found = figures(context.data, entry, context.view.question, region.level)
    row = found.iloc[region.position]
    note = f"indicator:{row['source']}" if row["source"] else f"computed:{entry.key}"
    words = figure_words(entry, row["low"], row["high"], context.texts)
    # Of other figures the name says what is counted.
    if words != NOTHING_KNOWN and context.texts(entry.unit).startswith("%"):
        words += "%"
    reason = context.texts(f"portrait.why.{row['note']}") if words == NOTHING_KNOWN else ""
    return context.figure(words, note, reason), row["period"], row["note"]
