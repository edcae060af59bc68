"""Regions like this one that grew, as an example: where, by which site, in which year."""

import pandas as pd

from dashboard.address.portrait import MOST_BESIDE, address
from dashboard.data import CARIBBEAN
from dashboard.portrait.blocks import Block, Bullets, Link, Paragraph, Part, Section, Strong
from dashboard.portrait.context import PortraitContext
from dashboard.portrait.offer import site
from dashboard.portrait.reach import NOTE
from dashboard.words import reach_by_year as words
from dashboard.words.names import region_name, school_year
from geodata.analysis.examples import LEAST_PERCENT, LEAST_POINTS, examples
from geodata.analysis.reach_by_year import has_years
from geodata.analysis.similar import WITHOUT


def section(context: PortraitContext) -> Section | None:
    """None where nothing can have grown, and where regions are not compared."""
    region, view, tables = context.region, context.view, context.data.tables
    since = tables.years[0]
    no_years = view.year == since or not has_years(view.question)
    if no_years or region.level in WITHOUT or region.code == CARIBBEAN:
        return None
    texts = context.texts
    grown = examples(tables, view.question, region.level, region.position, since)
    if grown.empty:
        none = texts(
            "portrait.examples.none",
            first=school_year(since),
            points=round(LEAST_POINTS),
            percent=round(LEAST_PERCENT),
        )
        blocks: list[Block] = [Paragraph((none,))]
    else:
        intro = texts("portrait.examples.intro", first=school_year(since))
        items = tuple(_item(context, row, since) for row in grown.itertuples())
        blocks = [Paragraph((intro,)), Bullets(items)]
        blocks.append(Paragraph((texts("portrait.examples.no_proof"),), kind="note"))
    # On the screen: two sheets of paper are enough.
    return Section("voorbeelden", texts("portrait.examples.title"), blocks, kind="no-print")


def _item(context: PortraitContext, row: pd.Series, since: str) -> tuple[Part, ...]:
    other = context.data.region(row.code)
    pieces: list[Part] = [Strong(context.portrait_link(other)), ". "]
    if row.reach_grew:
        pieces += [*_reach(context, row, since), " "]
    if row.candidates_grew:
        pieces += [*_candidates(context, row, since), " "]
    beside = tuple(dict.fromkeys((row.code, *context.portrait.beside)))[:MOST_BESIDE]
    href = address(context.portrait.but(beside=beside), context.data)
    name = region_name(other, context.texts)
    return (*pieces, Link(context.texts("portrait.examples.compare", name=name), href))


def _reach(context: PortraitContext, row: pd.Series, since: str) -> tuple[Part, ...]:
    return context.line(
        "portrait.examples.reach",
        within=context.within,
        before=context.percentage(row.share_before, NOTE),
        first=school_year(since),
        after=context.percentage(row.share_after, NOTE),
        last=school_year(context.view.year),
        site=_site(context, row.reach_site),
        profile=words.profile_marks(row.reach_profiles, context.texts),
        year_before=school_year(row.reach_year_before),
        year_after=school_year(row.reach_year_after),
    )


def _candidates(context: PortraitContext, row: pd.Series, since: str) -> tuple[Part, ...]:
    return context.line(
        "portrait.examples.candidates",
        more=context.number(row.candidates_more, "candidates"),
        percent=context.change(row.candidates_percent, "candidates"),
        first=school_year(since),
        last=school_year(context.view.year),
        site=_site(context, row.candidates_site),
        profile=words.profile_marks(row.candidates_profile, context.texts),
        before=context.range(row.candidates_low_before, row.candidates_high_before, "candidates"),
        after=context.range(row.candidates_low_after, row.candidates_high_after, "candidates"),
    )


def _site(context: PortraitContext, code: str) -> Part:
    known = context.data.tables.sites.iloc[context.data.tables.row_of_site[code]]
    return site(context, code, known["name"], known["place"])
