"""Work in the region: every published figure at its own level, with its date and its caveat."""

from dashboard.catalogue import PUBLISHED, Published
from dashboard.data import Region
from dashboard.figures.around import regions_with
from dashboard.figures.work import figures
from dashboard.formatting import NOTHING_KNOWN
from dashboard.portrait.blocks import Figure, Link, Paragraph, Part, Section, Table, cell
from dashboard.portrait.context import PortraitContext
from dashboard.words.figures import figure_words, period_words
from dashboard.words.names import clear_name, title_name


def section(context: PortraitContext) -> Section:
    """One table; the figures of a level that the region is not on are those of the regions that it
    lies in, under their own names."""
    texts, abroad = context.texts, context.region.level != "nl"
    rows, remarks = [], []
    for entry in PUBLISHED.values():
        for region in regions_with(context.data, context.region, entry):
            figure = shown(context, entry, region)
            period, note = (_of(context, entry, region, name) for name in ("period", "note"))
            cells = [cell(_place(context, region), number=False), cell(figure)]
            if abroad:
                cells.append(cell(shown(context, entry, context.country)))
            shown_period = period_words(period, texts)
            rows.append(((texts(entry.name),), (*cells, cell(shown_period, number=False))))
            if note and not figure.missing:
                remarks.append(texts(f"figure.note.{note}"))
        remarks.append(texts(entry.caveat))
    if not rows:
        nothing = Paragraph((texts("portrait.work.nothing"),))
        return Section("werk", texts("portrait.work.title"), [nothing])
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
    """Where a figure is of; the region itself needs no link. Where names coincide it says which."""
    if region.level == "nl":
        return title_name(region, context.texts)
    if region.code == context.region.code:
        return context.texts("portrait.work.here")
    way = context.portrait_link(region)
    return Link(clear_name(region, context.data, context.texts), way.href)


def shown(context: PortraitContext, entry: Published, region: Region) -> Figure:
    """A figure with its unit."""
    low, high, source = (_of(context, entry, region, name) for name in ("low", "high", "source"))
    note = f"indicator:{source}" if source else f"computed:{entry.key}"
    words = figure_words(entry, low, high, context.texts)
    # Of other figures the name says what is counted.
    if words != NOTHING_KNOWN and context.texts(entry.unit).startswith("%"):
        words += "%"
    if words != NOTHING_KNOWN:
        return context.figure(words, note)
    remark = _of(context, entry, region, "note")
    return context.figure(words, note, context.texts(f"portrait.why.{remark}"))


def _of(context: PortraitContext, entry: Published, region: Region, column: str):
    """One value of what is published: a row of its frame takes ten times as long."""
    frame = figures(context.data, entry, context.view.question, region.level)
    return frame[column].array[region.position]
