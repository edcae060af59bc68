"""How many candidates are near home for every 100 young people, if nobody counts twice?"""

import math

from dashboard.figures.competition import Rate, rates
from dashboard.portrait.blocks import Figure, Paragraph, Section
from dashboard.portrait.context import PortraitContext
from geodata.changes import START

DECIMALS = 2


def section(context: PortraitContext) -> Section | None:
    """None where no young people are known."""
    if context.is_caribbean:
        return None
    view, texts = context.view, context.texts
    here, country = rates(context.data, view.question, context.region)
    if math.isnan(here.low):
        return None
    name, within, number = context.name, context.within, _figure(context, here)
    if context.region.level == "nl":
        line = context.line("portrait.competition.nl", region=name, within=within, here=number)
    else:
        line = context.line(
            "portrait.competition",
            region=name,
            within=within,
            here=number,
            country=_figure(context, country),
        )
    if view.supposes:
        before, _ = rates(context.data, view.now.question, context.region)
        line += (" ", *context.line("portrait.competition.now", now=_figure(context, before)))
        if any(change.kind == START for change in view.changes):
            line += (" ", texts("portrait.competition.begins"))
    how = Paragraph((texts("portrait.competition.how", within=context.within),), kind="note")
    # On the screen: two sheets of paper are enough.
    title = texts("portrait.competition.title")
    return Section("drukte", title, [Paragraph(line), how], kind="no-print")


def _figure(context: PortraitContext, rate: Rate) -> Figure:
    return context.range(rate.low, rate.high, "competition", DECIMALS)
