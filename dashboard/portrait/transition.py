"""On to mbo: where the institutions are, how many go on, and the user's own figures."""

from collections.abc import Sequence

from dashboard.figures import mbo
from dashboard.formatting import NOTHING_KNOWN, kilometres, number
from dashboard.portrait.blocks import Block, Figure, Paragraph, Part, Section
from dashboard.portrait.context import PortraitContext
from geodata.analysis.labour import latest

#: Published of the whole country only.
TRANSITIONS = ("transition_hard", "transition_mvi", "transition_mat")

#: Institutions that are named.
MOST_NAMES = 6


def section(context: PortraitContext, uploaded: Sequence[Block]) -> Section:
    """uploaded: blocks of the user's own table, for this one answer."""
    blocks: list[Block | None] = [
        Paragraph(_national(context)),
        # Head offices are placed where people live.
        Paragraph(_institutions(context)) if not context.is_caribbean else None,
        Paragraph(_distance(context)) if not context.is_caribbean else None,
        *uploaded,
    ]
    title = context.texts("portrait.onwards.title")
    return Section("doorstroom", title, [one for one in blocks if one is not None])


def _national(context: PortraitContext) -> tuple[Part, ...]:
    hard, mvi, mat = (_transition(context, indicator) for indicator in TRANSITIONS)
    return context.line("portrait.transition", hard=hard, mvi=mvi, mat=mat)


def _transition(context: PortraitContext, indicator: str) -> Figure:
    """Part of those who passed that goes on to technical mbo, in the whole country."""
    row = latest(context.data.tables, indicator, "nl").iloc[0]
    text = number(row["value"], context.language)
    share = text if text == NOTHING_KNOWN else f"{text}%"
    return context.figure(share, f"indicator:{row['source']}")


def _institutions(context: PortraitContext) -> tuple[Part, ...]:
    found = mbo.inside(context.data, context.region)
    count = context.number(len(found), "mbo")
    if found.empty or context.region.level == "nl":
        return context.line("portrait.mbo", region=context.name, count=count)
    shown = found.head(MOST_NAMES)
    names = "; ".join(f"{row.name}, {row.place}" for row in shown.itertuples(index=False))
    names += "; …" if len(found) > MOST_NAMES else ""
    return context.line("portrait.mbo.names", region=context.name, count=count, names=names)


def _distance(context: PortraitContext) -> tuple[Part, ...]:
    """Mean distance of the young people to the nearest head office; of a home area which one."""
    data, region = context.data, context.region
    nearest = mbo.nearest(data, region)
    if nearest:
        name, metres = nearest
        far = context.figure(kilometres(metres, context.language), "mbo")
        return context.line("portrait.mbo.nearest", far=far, name=name)
    mean = kilometres(mbo.mean_m(data, context.view, region), context.language)
    far = context.figure(mean, "mbo", context.texts("portrait.missing.no_young"))
    return context.line("portrait.mbo.mean", far=far)
