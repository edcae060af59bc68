"""Which pupils cross the border of the region, both ways?"""

from dashboard.figures.pupil_homes import are_known, of_region
from dashboard.formatting import between, percentages
from dashboard.portrait.blocks import Figure, Link, Paragraph, Section
from dashboard.portrait.context import PortraitContext
from dashboard.words.pupil_homes import missing
from geodata.analysis.pupil_homes import Crossing, Range

NOTE = "pupil_homes"


def section(context: PortraitContext) -> Section | None:
    """None for the country, and where nobody is counted; where there is no such file, where to get
    it."""
    if context.region.level == "nl" or context.is_caribbean:
        return None
    found = of_region(context.data, context.view, context.region)
    if found is not None:
        paragraphs = _crossing(context, found)
    elif not are_known(context.data):
        words = missing(context.texts)
        line = (f"{words.words} ", Link(words.link, words.address), ".")
        paragraphs = [Paragraph(line, kind="note")]
    else:
        return None
    # On the screen: two sheets of paper are enough.
    title = context.texts("portrait.crossing.title")
    return Section("over-de-grens", title, paragraphs, kind="no-print")


def _crossing(context: PortraitContext, found: Crossing) -> list[Paragraph]:
    texts = context.texts
    lines = []
    if found.coming_share is not None:
        lines.append(
            context.line(
                "portrait.crossing.coming",
                region=context.name,
                share=_share(context, found.coming_share),
                count=_count(context, found.coming),
            )
        )
    if found.leaving_share is not None:
        lines.append(
            context.line(
                "portrait.crossing.leaving",
                region=context.name,
                share=_share(context, found.leaving_share),
                count=_count(context, found.leaving),
            )
        )
    if found.unknown.high:
        count = _count(context, found.unknown)
        lines.append(context.line("portrait.crossing.unknown", count=count))
    how = Paragraph((texts("pupil_homes.masked"),), kind="note")
    return [*(Paragraph(line) for line in lines), how]


def _share(context: PortraitContext, share: Range) -> Figure:
    return context.figure(percentages(share.low, share.high, context.language), NOTE)


def _count(context: PortraitContext, count: Range) -> Figure:
    return context.figure(between(count.low, count.high, context.language), NOTE)
