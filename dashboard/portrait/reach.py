"""How the share changed over the exam years, and which sites made the largest gains and losses."""

import pandas as pd

from dashboard.address.context import Context
from dashboard.drawing.reach_by_year import chart
from dashboard.figures.reach_by_year import by_year, gains_and_losses
from dashboard.formatting import signed_people
from dashboard.portrait.blocks import Block, Drawing, Paragraph, Section, Table, cell
from dashboard.portrait.context import PortraitContext
from dashboard.portrait.coverage import CHART
from dashboard.portrait.offer import site
from dashboard.words import reach_by_year as words
from dashboard.words.names import school_year

#: The note of a portrait that these numbers rest on.
NOTE = "reach_by_year"
#: Rows of the largest gains, and of the largest losses.
MOST = 4


def section(context: PortraitContext) -> Section | None:
    """A line of the region beside the country; None where there is one state only."""
    shares = by_year(context.data, context.view, context.region.code)
    if len(shares) < 2:
        return None
    first, last = shares[0], shares[-1]
    caption = (
        *context.line(
            "portrait.years.caption",
            first=school_year(first.year),
            before=context.percentage(first.share, NOTE),
            last=school_year(last.year),
            after=context.percentage(last.share, NOTE),
        ),
        f" {words.notes(shares, context.texts)}",
    )
    # On the screen: two sheets of paper are enough.
    drawing = Drawing(chart(Context(context.data, context.view), CHART), caption)
    title = context.texts("portrait.years.title")
    where = context.on_map(context.texts("portrait.on_map"), show="since", picked_level=None)
    blocks: list[Block] = [drawing, Paragraph((where,), kind="note")]
    return Section("per-jaar", title, blocks, kind="no-print")


def made_section(context: PortraitContext) -> Section | None:
    """The sites that made the largest gains and losses; None where nothing can have changed."""
    shares = by_year(context.data, context.view, context.region.code)
    first, view = context.data.tables.years[0], context.view
    if len(shares) < 2 or view.year == first:
        return None
    texts = context.texts
    since = school_year(first)
    title = texts("portrait.made.title", first=since)
    gains, losses = gains_and_losses(context.data, view)
    if gains.empty and losses.empty:
        none = Paragraph((texts("portrait.made.none", within=context.within, first=since),))
        return Section("gewonnen-verloren", title, [none], kind="no-print")
    rows = tuple(
        _row(context, row, sign)
        for frame, sign in ((losses, -1), (gains, 1))
        for row in frame.head(MOST).itertuples()
    )
    table = Table(
        texts("portrait.made.caption", within=context.within),
        (
            texts("portrait.site"),
            texts("portrait.profile"),
            texts("portrait.changed.what"),
            texts("portrait.made.young"),
        ),
        rows,
    )
    return Section("gewonnen-verloren", title, [table], kind="no-print")


def _row(context: PortraitContext, row: pd.Series, sign: int) -> tuple:
    texts = context.texts
    sites = context.data.tables.sites.iloc[context.data.tables.row_of_site[row.site]]
    when = school_year(row.year_before)
    what = texts("portrait.began" if sign > 0 else "portrait.ended", before=when)
    if row.moved:
        what = texts("portrait.made.moved", before=when)
    young = context.figure(signed_people(sign * row.young_people, context.language), NOTE)
    return (
        (site(context, row.site, sites["name"], sites["place"]),),
        (
            cell(words.profile_marks(row.profiles, texts), number=False),
            cell(what, number=False),
            cell(young),
        ),
    )
