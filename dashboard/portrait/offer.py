"""What the schools of the region offer: sites, candidates by year, sectors, what changed, what is
small, and what is the only offer for many."""

import math

import pandas as pd

from dashboard.address.parameters import TRACK_WORDS
from dashboard.address.query import link
from dashboard.drawing.lines import MAIN, OTHER, Series, line_chart
from dashboard.drawing.lines import school_year as at
from dashboard.figures import money, only
from dashboard.figures import offer as offer_figures
from dashboard.figures.answer import SiteOffer, offers_in
from dashboard.formatting import between, percentages
from dashboard.portrait.blocks import (
    Block,
    Cell,
    Drawing,
    Figure,
    Link,
    Paragraph,
    Part,
    Section,
    Table,
    cell,
)
from dashboard.portrait.context import PortraitContext
from dashboard.portrait.coverage import CHART
from dashboard.words.line_sight import line_words
from dashboard.words.names import offer_name, school_year
from dashboard.words.offer import combined_words
from geodata.analysis.candidates import (
    ALL_TRACKS,
    girls_share,
    technical_share,
    technology_by_track,
)
from geodata.analysis.offer_history import BEGAN
from geodata.vocabulary import ANY_TRACK, COMBINED, COUNTED, SINGLE, TRACKS

#: Rows of the ranking on the page; the download has all.
MOST_ONLY = 40
#: Rows that are shown before the rest is folded away, so that two sheets of paper are enough.
FIRST_SITES, FIRST_ROWS = 6, 3


def _at(context: PortraitContext) -> tuple[str, int]:
    return context.region.level, context.region.position


def site(context: PortraitContext, code: str, name: str, place: str | None) -> Part:
    """Name of a site with the way to what it reaches on the map, and its place."""
    view = context.view
    known = isinstance(place, str) and place not in name
    words = f"{name}, {place}" if known else name
    if code not in context.data.site_rows:
        return words
    return context.on_map(words, site=code, picked_level="postcode", region=view.region)


def section(context: PortraitContext) -> Section:
    """The sites with the asked offer, and what is small."""
    texts = context.texts
    title = texts("portrait.offer.title")
    if context.is_caribbean:
        # By its usual anchor the page would ask what is small here.
        return Section("scholen", title, [Paragraph((texts("portrait.offer.caribbean"),))])
    if context.region.level == "nl":
        count = context.number(context.answer().sites, "candidates")
        blocks = [Paragraph(context.line("portrait.offer.country", count=count))]
        return Section("aanbod", title, [*blocks, *_small(context)])
    offers = offers_in(context.data, context.view, context.region.code)
    if offers.empty:
        blocks = [Paragraph((texts("sites.none"),))]
        return Section("aanbod", title, [*blocks, *_small(context)])
    rows = tuple(
        (
            (site(context, row.code, row.name, row.place),),
            (
                cell(_marks(context, row), number=False),
                cell(_candidates_at(context, row)),
            ),
        )
        for row in offers.itertuples()
    )
    table = Table(
        texts("portrait.offer.caption", year=school_year(context.view.year)),
        (texts("portrait.site"), texts("portrait.profile"), texts("portrait.candidates")),
        rows[:FIRST_SITES],
        rows[FIRST_SITES:],
        texts("sites.more", count=len(rows) - FIRST_SITES),
    )
    return Section("aanbod", title, [table, *_small(context)])


def _candidates_at(context: PortraitContext, row: pd.Series) -> Figure:
    """The candidates of a site; where a change starts an offer nobody knows how many will come."""
    if row.code not in context.data.tables.row_of_site:
        return context.number(math.nan, "candidates", context.texts("site.started"))
    return _candidates(context, row.low, row.high, bool(row.combined))


def _candidates(context: PortraitContext, low: int, high: int, combined: bool) -> Figure:
    """Candidates of a site; where any school will do, it may have none with a profile we know."""
    if high:
        return context.range(low, high, "candidates")
    texts = context.texts
    why = texts("portrait.missing.combined") if combined else texts("portrait.missing.no_profile")
    return context.number(math.nan, "candidates", why)


def _marks(context: PortraitContext, offer: SiteOffer) -> str:
    """The profiles of a site, by their marks, and which of them it teaches as one."""
    texts = context.texts
    marks = [texts(f"mark.{code}") for code in offer.profiles]
    combined = [combined_words(offer, texts)] if offer.combined else []
    return " · ".join([*marks, *combined]) or texts("portrait.missing.no_profile")


def _small(context: PortraitContext) -> list[Block]:
    """Offers with fewer candidates than asked; "maybe" where a hidden number decides."""
    texts, view, below = context.texts, context.view, context.portrait.small
    found = offer_figures.small(context.data, view)
    title = Paragraph((texts("portrait.small.title", below=below),), kind="subtitle")
    if found.empty:
        return [title, Paragraph((texts("portrait.small.none"),))]
    certain = context.number(int(found["certain"].sum()), "candidates")
    maybe = int((~found["certain"]).sum())
    line = context.line("portrait.small.count", certain=certain)
    if maybe:
        line += (
            " ",
            *context.line("portrait.small.maybe", maybe=context.number(maybe, "candidates")),
        )
    # Before the first exam file nothing is known.
    years = context.data.tables.years
    before = years[max(0, years.index(view.year) - 1)]
    known = before != view.year
    # The whole country has hundreds: there the count is enough, the map has the rest.
    shown = found.iloc[: 0 if context.region.level == "nl" else None]
    rows = tuple(
        (
            (site(context, row.site, row.name, row.place),),
            (
                cell(texts(f"mark.{row.profile}"), number=False),
                cell(context.range(row.low, row.high, "candidates")),
                *_before(context, row, known),
            ),
        )
        for row in shown.itertuples()
    )
    if not rows:
        return [title, Paragraph(line)]
    table = Table(
        texts("portrait.small.caption" if known else "portrait.small.title", below=below),
        (
            texts("portrait.site"),
            texts("portrait.profile"),
            school_year(view.year),
            *([school_year(before)] if known else []),
        ),
        rows[:FIRST_ROWS],
        rows[FIRST_ROWS:],
        texts("sites.more", count=len(rows) - FIRST_ROWS),
    )
    return [title, Paragraph(line), table]


def _before(context: PortraitContext, row, known: bool) -> list[Cell]:
    """The candidates of an offer in the exam year before, where that is known."""
    if not known:
        return []
    if pd.isna(row.before_high):
        why = context.texts("portrait.missing.apart")
        return [cell(context.number(math.nan, "candidates", why))]
    return [cell(context.range(row.before_low, row.before_high, "candidates"))]


def history_section(context: PortraitContext) -> Section | None:
    """Candidates per profile and year; None where no exams are known."""
    if context.is_caribbean:
        return None
    title = context.texts("portrait.history.title")
    return Section("kandidaten", title, [*_by_profile(context), _technical(context)])


def sector_section(context: PortraitContext) -> Section | None:
    """The sector in all the years of its file, by track, with its share and its girls; None where
    nobody took the exam."""
    rows = technology_by_track(context.data.tables, *_at(context))
    together = _by_track(rows, "year", "high").get(ALL_TRACKS, [])
    if not any(high for _, high in together):
        return None
    title = context.texts("portrait.sector.title")
    blocks: list[Block] = [
        _sector_drawing(context, rows),
        _girls(context, together[-1][0]),
        *(
            Paragraph((context.texts(key),), kind="note no-print")
            for key in ("portrait.sector.money", "portrait.sector.recoded")
        ),
    ]
    return Section("sector", title, blocks)


def sector_years_section(context: PortraitContext) -> Section | None:
    """The same as a table; None where nobody took the exam."""
    rows = technology_by_track(context.data.tables, *_at(context))
    if not rows["high"].sum():
        return None
    title = context.texts("portrait.sector.years")
    # On the screen: two sheets of paper are enough.
    return Section("sector-jaren", title, [_sector_table(context, rows)], kind="no-print")


def _by_profile(context: PortraitContext) -> list[Block]:
    """The table, with a row for a combined programme where there is one."""
    texts, tables = context.texts, context.data.tables
    rows = []
    ranges = offer_figures.by_year(context.data, context.view)
    together = offer_figures.only_combined(context.data, context.view)
    combined = [code for code in COMBINED if any(ranges[code, year][1] for year in tables.years)]
    for code in (one for one in COUNTED if one in {*SINGLE, *combined}):
        cells = tuple(
            cell(context.number(math.nan, "candidates", texts("portrait.missing.together")))
            if (code, year) in together
            else cell(context.range(*ranges[code, year], "candidates"))
            for year in tables.years
        )
        rows.append(((texts(f"mark.{code}"),), cells))
    caption = texts("portrait.history.caption", tracks=_tracks(context))
    heads = (texts("portrait.profile"), *(school_year(year) for year in tables.years))
    table = Table(caption, heads, tuple(rows))
    if not combined:
        return [table]
    return [table, Paragraph((texts("portrait.history.combined"),), kind="note")]


def _tracks(context: PortraitContext) -> str:
    any_track = context.view.profiles in ANY_TRACK
    return context.texts(f"track.{'any' if any_track else TRACK_WORDS[context.view.tracks]}")


def _sector_drawing(context: PortraitContext, rows: pd.DataFrame) -> Drawing:
    """All together and by track, and where the money of the programme began."""
    texts = context.texts
    by_track = _by_track(rows, "low", "high")
    years = list(dict.fromkeys(rows["year"].tolist()))
    lines = [
        Series(
            texts(f"portrait.sector.{track}"),
            [at(year) for year in years],
            ranges,
            MAIN if track == ALL_TRACKS else OTHER,
        )
        for track in (ALL_TRACKS, *TRACKS)
        for ranges in [by_track[track]]
        if any(high for _, high in ranges)
    ]
    svg = line_chart(
        lines,
        [(at(year), school_year(year)) for year in years[::2]],
        size=CHART,
        title=texts("portrait.sector.title"),
        description=line_words(
            lines[0].name,
            [school_year(year) for year in years],
            lines[0].values,
            lambda low, high: between(low, high, context.language),
            texts,
        ),
        moments=[(year, f"€ {year}") for year in money.BEGAN],
        language=context.language,
        prefix="sector",
    )
    low, high = by_track[ALL_TRACKS][-1]
    number = context.range(low, high, "sectors")
    caption = context.line("portrait.sector.caption", number=number, year=school_year(years[-1]))
    return Drawing(svg, caption)


def _by_track(rows: pd.DataFrame, *columns: str) -> dict[str, list[tuple]]:
    """Track -> what some columns have, a tuple per year."""
    values = zip(*(rows[name].tolist() for name in columns), strict=True)
    found: dict[str, list[tuple]] = {}
    for track, value in zip(rows["track"].tolist(), values, strict=True):
        found.setdefault(track, []).append(value)
    return found


def _sector_table(context: PortraitContext, rows: pd.DataFrame) -> Table:
    """A row per year: candidates by track and all of them, each with their share of all sectors."""
    texts = context.texts
    why = texts("portrait.missing.no_candidates")

    def shown(low: int, high: int, share_low: float, share_high: float) -> tuple[Cell, Cell]:
        share = percentages(share_low, share_high, context.language)
        return (
            cell(context.range(low, high, "sectors")),
            cell(context.figure(share, "sectors", why)),
        )

    by_track = _by_track(rows, "low", "high", "share_low", "share_high")
    years = dict.fromkeys(rows["year"].tolist())

    return Table(
        texts("portrait.sector.table"),
        (
            texts("portrait.sector.year"),
            *(
                head
                for track in (*TRACKS, ALL_TRACKS)
                for head in (
                    texts(f"portrait.sector.{track}"),
                    texts("portrait.sector.share"),
                )
            ),
        ),
        tuple(
            ((school_year(year),), tuple(one for values in of_year for one in shown(*values)))
            for year, *of_year in zip(
                years, *(by_track[track] for track in (*TRACKS, ALL_TRACKS)), strict=True
            )
        ),
    )


def _girls(context: PortraitContext, year: str) -> Paragraph:
    texts = context.texts
    low, high = girls_share(context.data.tables, *_at(context), year)
    words = percentages(low, high, context.language)
    share = context.figure(words, "sectors", texts("portrait.missing.no_candidates"))
    return Paragraph(context.line("portrait.girls", share=share, year=school_year(year)))


def technical_percentage(context: PortraitContext, region) -> Figure:
    """Candidates in a technical profile as a share of all; a range where numbers are hidden."""
    view = context.view
    found = technical_share(context.data.tables, region.level, view.year, view.question.tracks)
    low, high = (found[name].iat[region.position] for name in ("share_low", "share_high"))
    words = percentages(low, high, context.language)
    return context.figure(words, "share_technical", context.texts("portrait.missing.no_candidates"))


def _technical(context: PortraitContext) -> Paragraph:
    here = technical_percentage(context, context.region)
    tracks = _tracks(context)
    if context.region.level == "nl":
        return Paragraph(context.line("portrait.technical", here=here, tracks=tracks))
    country = technical_percentage(context, context.country)
    if here.missing:
        return Paragraph(context.line("portrait.technical.none", country=country, tracks=tracks))
    return Paragraph(
        context.line("portrait.technical.country", here=here, country=country, tracks=tracks)
    )


def only_section(context: PortraitContext) -> Section | None:
    """Sites and profiles that are the only offer, most young people first; None where neither are
    known."""
    if context.is_caribbean:
        return None
    texts = context.texts
    title = texts("portrait.only.title")
    found = only.felt(context.data, context.view)
    # In the country all are from here.
    abroad = context.region.level != "nl"
    if found.empty:
        return Section(
            "enig",
            title,
            [Paragraph((texts("portrait.only.none", region=context.name, within=context.within),))],
        )
    rows = tuple(
        (
            (site(context, row.site, row.name, row.place),),
            (
                cell(offer_name(row.profile, texts), number=False),
                cell(_size(context, row)),
                cell(context.people(row.young_people, "coverage")),
                *([cell(context.people(row.young_inside, "coverage"))] if abroad else []),
            ),
        )
        for row in found.head(MOST_ONLY).itertuples()
    )
    table = Table(
        texts("portrait.only.caption", within=context.within),
        (
            texts("portrait.site"),
            texts("portrait.profile"),
            texts("portrait.candidates"),
            texts("portrait.only.young"),
            *([texts("portrait.only.inside")] if abroad else []),
        ),
        rows[:FIRST_ROWS],
        rows[FIRST_ROWS:],
        texts("sites.more", count=len(rows) - FIRST_ROWS),
    )
    query = link(context.view, context.data).removeprefix("/")
    every = Link(texts("download"), f"/enig-aanbod.csv{query}")
    return Section("enig", title, [table, Paragraph((every,), kind="note no-print")])


def _size(context: PortraitContext, row) -> Figure:
    """The candidates of an only offer: it may have very few."""
    if row.site not in context.data.tables.row_of_site:
        return context.number(math.nan, "candidates", context.texts("site.started"))
    low, high = only.candidates(context.data, context.view, row.site, row.profile)
    return _candidates(context, low, high, False)


def changed_section(context: PortraitContext) -> Section | None:
    """Profiles that began or ended; None where no exams are known."""
    if context.is_caribbean:
        return None
    texts = context.texts
    title = texts("portrait.changed.title")
    found = offer_figures.changes(context.data, context.view)
    if found.empty:
        return Section("veranderd", title, [Paragraph((texts("portrait.changed.none"),))])
    rows = tuple(
        (
            (site(context, row.site, row.name, row.place),),
            (
                cell(texts(f"mark.{row.profile}"), number=False),
                cell(
                    texts(
                        "portrait.began" if row.change == BEGAN else "portrait.ended",
                        before=school_year(row.year_before),
                    ),
                    number=False,
                ),
                cell(context.range(row.low, row.high, "candidates")),
            ),
        )
        for row in found.itertuples()
    )
    table = Table(
        texts("portrait.changed.caption", tracks=_tracks(context)),
        (
            texts("portrait.site"),
            texts("portrait.profile"),
            texts("portrait.changed.what"),
            texts("portrait.candidates"),
        ),
        rows[:FIRST_ROWS],
        rows[FIRST_ROWS:],
        texts("sites.more", count=len(rows) - FIRST_ROWS),
    )
    return Section("veranderd", title, [table])
