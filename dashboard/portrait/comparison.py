"""The region beside up to three others: those asked for, or the ones most like it."""

import math
from collections.abc import Callable

from dashboard.address.portrait import MOST_BESIDE
from dashboard.catalogue import Published, published_at
from dashboard.data import Region
from dashboard.figures.answer import compared, share
from dashboard.portrait.blocks import Block, Figure, Paragraph, Section, Table, cell
from dashboard.portrait.context import PortraitContext
from dashboard.portrait.offer import technical_percentage
from dashboard.portrait.pupils import FIRST, LAST, changed
from dashboard.portrait.work import shown
from dashboard.words.names import title_name
from geodata.analysis.similar import measures, similar

#: Sets of profiles that are compared beside the asked one: the three hard ones, and gl.
PROFILES = ("BWI", "PIE", "MT", "allhard")


def section(context: PortraitContext) -> Section | None:
    """None for the country, and where nothing is known of a distance."""
    if context.region.level == "nl" or context.is_caribbean:
        return None
    others, how = _others(context)
    regions = [context.region, *others, context.country]
    rows = tuple(
        ((words,), tuple(cell(figure(region)) for region in regions))
        for words, figure in _figures(context)
    )
    heads = ("", *(title_name(region, context.texts) for region in regions))
    blocks: list[Block] = [Paragraph((how,), kind="note")] if how else []
    blocks.append(Table(context.texts("portrait.compare.caption"), heads, rows))
    links = [piece for other in others for piece in (context.portrait_link(other), " · ")][:-1]
    if links:
        blocks.append(Paragraph((context.texts("portrait.compare.open") + " ", *links), "no-print"))
    return Section("vergelijking", context.texts("compare.title"), blocks, kind="wide")


def _others(context: PortraitContext) -> tuple[list[Region], str]:
    """The regions beside this one, and how they were chosen."""
    texts, portrait = context.texts, context.portrait
    if portrait.beside:
        return [context.data.region(code) for code in portrait.beside], texts(
            "portrait.compare.chosen"
        )
    region = context.region
    if region.is_close:
        steps = [step for step, _ in compared(context.data, context.view)][1:-1]
        return steps, ""
    # By the tracks that the technical share below is of.
    tables, year = context.data.tables, context.view.year
    tracks = context.view.question.tracks
    found = similar(tables, region.level, region.position, year, tracks, MOST_BESIDE)
    others = [code for code in found["code"].tolist() if code != region.code]
    if not others:
        return [], texts("portrait.compare.none")
    technical = measures(tables, region.level, year, tracks)["technical_share"]
    by_density = math.isnan(technical.iat[region.position])
    key = "portrait.compare.density" if by_density else "portrait.compare"
    return [context.data.region(code) for code in others], texts(key)


def _figures(context: PortraitContext) -> list[tuple[str, Callable[[Region], Figure]]]:
    """Words and figure of every row, for any region."""
    texts, view = context.texts, context.view
    no_young = texts("answer.none")

    def coverage(profiles: str, tracks: tuple[str, ...]) -> Callable[[Region], Figure]:
        return lambda region: context.percentage(
            share(context.data, view, region.code, profiles, tracks), "coverage", no_young
        )

    def published(entry: Published) -> Callable[[Region], Figure]:
        return lambda region: shown(context, entry, region)

    rows = [
        (
            texts("portrait.compare.asked", within=context.within),
            coverage(view.profiles, view.tracks),
        )
    ]
    rows += [
        (texts(f"portrait.profiles.{profiles}"), coverage(profiles, view.tracks))
        for profiles in PROFILES
        if profiles != view.profiles
    ]
    rows += [
        (texts("portrait.compare.gl"), coverage("hard", ("GL",))),
        (texts("key.mean"), lambda region: _mean(context, region)),
        (texts("key.young"), lambda region: _young(context, region)),
        (
            texts("portrait.compare.change", first=FIRST, last=LAST),
            lambda region: _change(context, region),
        ),
        (texts("portrait.compare.technical"), lambda region: technical_percentage(context, region)),
    ]
    if not context.region.is_close:
        rows.append(
            (texts("portrait.compare.density.row"), lambda region: _density(context, region))
        )
        rows += [
            (texts(entry.name), published(entry))
            for entry in published_at(context.region.level)
            if entry.relative
        ]
    return rows


def _mean(context: PortraitContext, region: Region) -> Figure:
    why = context.texts("portrait.missing.no_offer")
    return context.far(context.answer(region.code).mean_m, "coverage", why)


def _young(context: PortraitContext, region: Region) -> Figure:
    return context.people(context.answer(region.code).young, context.young_note)


def _change(context: PortraitContext, region: Region) -> Figure:
    return changed(context, region)


def _density(context: PortraitContext, region: Region) -> Figure:
    view = context.view
    found = measures(context.data.tables, region.level, view.year, view.question.tracks)
    value = found["density"].iloc[region.position]
    return context.number(value, "density", context.texts("portrait.missing.no_young"), decimals=1)
