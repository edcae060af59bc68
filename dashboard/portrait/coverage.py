"""Coverage per profile and track, the distance curve, and where the gaps are."""

import math
from collections.abc import Sequence
from dataclasses import replace

from dashboard.address.parameters import TRACK_WORDS
from dashboard.address.view import View
from dashboard.data import Region
from dashboard.drawing.lines import COUNTRY, MAIN, OTHER, PROVINCE, Series, line_chart
from dashboard.figures import answer as figures
from dashboard.figures import curve
from dashboard.formatting import of_hundred, percentage
from dashboard.portrait.blocks import Bullets, Cell, Drawing, Paragraph, Section, Table
from dashboard.portrait.context import PortraitContext
from dashboard.words.line_sight import curve_words
from dashboard.words.names import title_name
from dashboard.words.threshold import axis, marks

#: Sets of profiles in the order of the table.
PROFILES = ("hard", "BWI", "PIE", "MT", "allhard", "MVI", "MAT", "dp")
#: Tracks, each a column.
TRACKS = (("BB", "KB"), ("BB",), ("KB",), ("GL",))
#: Width and height of a chart, in units of which 680 are the width of a sheet; low, so that its
#: letters are those of the text when it fills a column.
CHART = (340, 132)
#: Rows of the list of gaps.
GAPS = 6


def profiles_section(context: PortraitContext) -> Section | None:
    """A table of profiles by tracks; the first column as bars beside the country."""
    if context.is_caribbean:
        return None
    texts = context.texts
    data, view = context.data, context.view
    here, country = context.region.code, context.country.code
    of_country = here == country
    rows = []
    for profiles in PROFILES:
        cells = []
        for tracks in TRACKS:
            value = figures.share(data, view, here, profiles, tracks)
            shown = context.figure(
                of_hundred(value, context.language), "coverage", context.texts("answer.none")
            )
            first = tracks == TRACKS[0]
            national = figures.share(data, view, country, profiles, tracks) if first else None
            bar = value if first and math.isfinite(value) else None
            cells.append(Cell((shown,), bar=bar, mark=None if of_country else national))
        national = figures.share(data, view, country, profiles, TRACKS[0])
        if not of_country:
            figure = context.figure(of_hundred(national, context.language), "coverage")
            cells.append(Cell((figure,)))
        rows.append(((texts(f"portrait.profiles.{profiles}"),), tuple(cells)))
    heads = (
        texts("portrait.profile"),
        *(texts(f"portrait.track.{TRACK_WORDS[tracks]}") for tracks in TRACKS),
        *([] if of_country else [title_name(context.country, texts)]),
    )
    caption = "portrait.profiles.caption.nl" if of_country else "portrait.profiles.caption"
    table = Table(texts(caption, within=context.within), heads, tuple(rows))
    return Section("profielen", texts("portrait.profiles.title"), [table])


def curve_section(context: PortraitContext) -> Section | None:
    """How the share grows with distance, beside the regions that are asked and the country."""
    if context.is_caribbean:
        return None
    texts, view = context.texts, context.view
    region = context.data.around(context.region.code)
    limits = curve.limits(view.thresholds)
    regions = [region] if region.level == "nl" else [region, context.country]

    def line(name: str, at: View, one: Region, kind: str) -> Series:
        shares = curve.shares(context.data, at, one)
        values = [None if math.isnan(share) else share for share in shares]
        return Series(name, limits, values, kind, dots=False)

    lines = [
        line(title_name(one, texts), view, one, MAIN if one.code == region.code else COUNTRY)
        for one in regions
    ]
    if view.question.changes:
        here = title_name(region, texts)
        lines.insert(1, line(texts("curve.before", region=here), view.now, region, PROVINCE))
        if view.compares:
            own, other = (
                texts("plan.curve", region=here, letter=one.plan) for one in (view, view.swapped)
            )
            lines[0] = replace(lines[0], name=own)
            lines.insert(1, line(other, view.swapped, region, OTHER))
    beside = [
        line(title_name(one, texts), view, one, OTHER)
        for one in map(context.data.region, context.portrait.beside)
    ]
    # The country, where it stands, is the last.
    country = len(lines) - len(regions) + 1
    lines[country:country] = beside
    ends = view.thresholds
    svg = line_chart(
        lines,
        [(mark, str(mark)) for mark in marks(view) if mark in ends],
        size=CHART,
        title=texts("curve.title"),
        description=_seen(context, lines, limits),
        x_title=axis(view, texts),
        y_title=texts("curve.shares"),
        y_most=100,
        threshold=(view.threshold, context.within),
        language=context.language,
        prefix="curve",
    )
    caption = (
        texts("portrait.curve.caption", within=context.within) + " ",
        context.percentage(context.answer(region.code).share, "coverage"),
        ".",
    )
    return Section("curve", texts("curve.title"), [Drawing(svg, caption)])


def _seen(context: PortraitContext, lines: Sequence[Series], limits: Sequence[float]) -> str:
    """The curve of the region in words, and where the limit crosses it and the others."""
    view, texts = context.view, context.texts
    # A curve has no ranges.
    shares = [[one if isinstance(one, float) else None for one in line.values] for line in lines]
    at = limits.index(view.threshold)
    crossed = [
        f"{line.name} {percentage(share, context.language)}"
        for line, of_line in zip(lines, shares, strict=True)
        if (share := of_line[at]) is not None
    ]
    said = [curve_words(lines[0].name, limits, shares[0], view, texts)]
    if crossed:
        said.append(texts("line.limit", within=context.within, values=", ".join(crossed)))
    return " ".join(said)


def gaps_section(context: PortraitContext) -> Section | None:
    """Where most young people are left out; a home area has no parts."""
    if context.is_caribbean or context.region.is_close:
        return None
    texts = context.texts
    gaps = figures.gaps(context.data, context.view, limit=GAPS)
    if not gaps:
        return Section("gaten", texts("gaps.title"), [Paragraph((texts("gaps.none"),))])
    items = tuple(
        (context.portrait_link(region), " ", context.people(count, "coverage"))
        for region, count in gaps
    )
    where = context.on_map(texts("portrait.on_map"), show="without", picked_level=None)
    return Section(
        "gaten",
        texts("gaps.title"),
        [Bullets(items, ordered=True, kind="ranked"), Paragraph((where,), kind="note no-print")],
    )
