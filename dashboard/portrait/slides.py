"""The slides of a region, from the sections of its portrait.

Every number is the text that the portrait shows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from dashboard.address.context import Context
from dashboard.address.portrait import Portrait
from dashboard.data import Data
from dashboard.drawing.slide import SMALLEST, answer_text, deck, heading, map_picture, tabled
from dashboard.figures import equity as equity_figures
from dashboard.figures.answer import share
from dashboard.figures.forecast import has_newcomers
from dashboard.formatting import of_hundred, one_not_nearly
from dashboard.palette import Area
from dashboard.portrait import answer as portrait_answer
from dashboard.portrait import (
    comparison,
    coverage,
    equity,
    examples,
    highlights,
    offer,
    pupils,
    region_map,
)
from dashboard.portrait import work as portrait_work
from dashboard.portrait.blocks import (
    Bullets,
    KeyFigures,
    Section,
    Strong,
    Table,
    figures_of,
    plain,
)
from dashboard.portrait.context import PortraitContext
from dashboard.portrait.notes import Note, Notes
from dashboard.sources import Source
from dashboard.texts import Texts
from dashboard.words.answer import AnswerWords
from dashboard.words.changes import supposing
from dashboard.words.names import region_name, title_name
from dashboard.words.question import question
from dashboard.words.sentence import sentence as plain_sentence
from dashboard.words.sources import made_on, publishers
from geodata.analysis import forecast
from geodata.analysis.equity import FIFTHS


@dataclass(frozen=True, eq=False)
class _OnSlide(PortraitContext):
    """What a slide is made with. Of the sections of the portrait it shows a part, and it names the
    sources of that part alone."""

    shown: set[str] = field(default_factory=set)

    def put(self, parts: tuple) -> str:
        """Parts of a line as text on the slide."""
        self.shown.update(figure.note for figure in figures_of(parts))
        return plain(parts)

    @property
    def shown_notes(self) -> list[Note]:
        """The notes of what was put on it."""
        numbers = {self.notes.number(key) for key in self.shown}
        return [note for note in self.notes.used if note.number in numbers]


def portrait_deck(data: Data, portrait: Portrait, texts: Texts, address: str) -> dict:
    """The job of the slides of a region, from the sections of its portrait."""
    slides = []
    for slide in (_answered, _covered, _missing_out, _offered, _ahead, _compared, _to_learn_from):
        # Notes of their own, so that every slide names the sources of its own figures.
        context = _OnSlide(data, portrait, texts, Notes(data, portrait.view, texts))
        shown = slide(context)
        if shown is None:
            continue
        head, parts, lines = shown
        notes = [
            supposing(question(portrait.view, texts), Context(data, portrait.view)),
            *lines,
            "",
            *(
                f"{note.text} ({'; '.join(_source(one) for one in note.sources)})"
                for note in context.notes.used
            ),
            f"{made_on(texts)}.",
            texts("export.address", address=address),
        ]
        slides.append(
            {
                "title": f"{context.title}: {head}",
                "parts": [part for part in parts if part],
                "footer": _from(context),
                "notes": "\n".join(notes),
            }
        )
    name = region_name(portrait.region, texts).split(":")[0]
    return deck(texts("portrait.link", region=name), slides, texts, portrait.region)


def _source(source: Source) -> str:
    return f"{source.publisher}, {source.title}, {source.date}"


def _from(context: _OnSlide) -> str:
    """Publishers of the figures of a slide with the years; its notes say which files."""
    texts = context.texts
    named = publishers(one for note in context.shown_notes for one in note.sources)
    source = texts("export.source", names=named) if named else ""
    return f"{source} {made_on(texts)}.".strip()


def _answered(context: _OnSlide) -> tuple[str, list, list[str]]:
    """The answer, the map and the key figures."""
    view = region_map.view_of(context)
    section = portrait_answer.section(context)
    lead, *rest = section.paragraphs
    strong = next((part for part in lead.parts if isinstance(part, Strong)), None)
    headline = context.put((strong,)) if strong else ""
    sentence = context.put(tuple(part for part in lead.parts if part is not strong))
    beside = [*([sentence] if headline else []), *(context.put(one.parts) for one in rest)]
    words = AnswerWords(section.title, headline or sentence, tuple(map(plain_sentence, beside)), ())
    rows = [
        [text, context.put((figure,))]
        for block in section.blocks
        if isinstance(block, KeyFigures)
        for figure, text in block.rows
    ]
    heads = [context.texts("export.key"), context.title]
    table = None
    if rows:
        caption = context.texts("export.key")
        table = tabled(heads, rows, caption, [3, 2], _on_page(context), size=14)
    on_map = context.data.around(context.region.code).box
    drawn = map_picture(Context(context.data, view), words) if on_map else []
    parts = [answer_text(words), *drawn, table]
    return section.title, parts, [words.whole]


def _covered(context: _OnSlide) -> tuple[str, list, list[str]]:
    """Coverage per profile as a chart, beside the country; per track as a table."""
    section = coverage.profiles_section(context)
    if section is None:
        return _nothing(context, "portrait.profiles.title")
    table = section.tables[0]
    names = [plain(head) for head, _ in table.rows]
    tracks = coverage.TRACKS[0]
    here, nl = context.region.code, context.country.code
    series = [
        {
            "name": context.title,
            "colour": Area.NEAR,
            "values": _values(context, here, tracks),
            "labels": [context.put(cells[0].parts) for _, cells in table.rows],
        }
    ]
    if here != nl:
        series.append(
            {
                "name": title_name(context.country, context.texts),
                "colour": Area.FAR,
                "values": _values(context, nl, tracks),
                "labels": [context.put(cells[-1].parts) for _, cells in table.rows],
            }
        )
    title_of = context.texts("bars.title", within=context.within)
    chart = {
        "kind": "chart",
        "type": "bar",
        "at": (0.5, 1.3, 6.9, 5.5),
        "title": f"{title_of} ({table.heads[1]})",
        "categories": names,
        "series": series,
        "most": 112,
        "size": 13,
        "words": table.caption,
    }
    tracks_end = len(coverage.TRACKS)
    rows = [
        [plain(head), *(context.put(one.parts) for one in cells[1:tracks_end])]
        for head, cells in table.rows
    ]
    heads, at = [table.heads[0], *table.heads[2 : tracks_end + 1]], (7.7, 1.6, 5.13, 3.6)
    by_track = tabled(heads, rows, table.caption, [4, 2, 2, 2], _on_page(context), at, 14)
    tracks_of = {"text": context.texts("export.tracks"), "size": 14}
    text = {"kind": "text", "at": (7.7, 5.3, 5.13, 1.2), "lines": [tracks_of]}
    return section.title, [chart, by_track, text], [table.caption]


def _missing_out(context: _OnSlide) -> tuple[str, list, list[str]] | None:
    """Who misses out: the sentences, a column per fifth of the group that differs most beside all
    areas, and the grid. None where the portrait has no such part."""
    section, both = equity.section(context), equity.both_section(context)
    if section is None or both is None:
        return None
    rows = equity_figures.table(context.data, context.view)
    top = equity_figures.largest(equity_figures.slopes(rows))
    if top is None:
        return None
    by_group, fifths = equity.shares(rows), range(1, FIFTHS + 1)
    groups = dict.fromkeys((top.group, "all"))
    series = [
        {
            "name": context.texts(f"equity.group.{group}"),
            "colour": Area.NEAR if group == top.group else Area.FAR,
            "values": [round(float(by_group[group][one]), 1) for one in fifths],
            "labels": [of_hundred(by_group[group][one], context.language) for one in fifths],
            "size": 14,
        }
        for group in groups
        if all(one in by_group[group] for one in fifths)
    ]
    words = [context.put(one.parts) for one in section.paragraphs if one.kind != "note"]
    table = both.tables[1]
    least, most = context.texts("equity.least"), context.texts("equity.most")
    names = [least, *map(str, fifths[1:-1]), most]
    lines = [{"text": line, "size": 18, "after": 8} for line in words]
    lines.append({"text": context.texts("equity.is"), "size": SMALLEST})
    drawn = [
        {"kind": "text", "at": (0.5, 1.3, 12.33, 2.1), "lines": lines},
        {
            "kind": "chart",
            "type": "column",
            "at": (0.5, 3.45, 6.3, 3.35),
            "title": context.texts("equity.caption", within=context.within),
            "categories": names,
            "series": series,
            "words": equity.seen(context, rows, top),
        },
        _from_table(context, table, (7.0, 3.8, 5.83, 2.9), SMALLEST),
    ]
    return section.title, drawn, [*words, context.texts("equity.is")]


def _values(context: _OnSlide, code: str, tracks: tuple[str, ...]) -> list[float | None]:
    shares = [
        share(context.data, context.view, code, profiles, tracks) for profiles in coverage.PROFILES
    ]
    return [one_not_nearly(value, 1) if np.isfinite(value) else None for value in shares]


def _offered(context: _OnSlide) -> tuple[str, list, list[str]]:
    """Candidates per profile and year, and the sites with the asked offer."""
    history = offer.history_section(context)
    sites = offer.section(context)
    if history is None:
        words = [context.put(one.parts) for one in sites.paragraphs]
        return sites.title, [heading(" ".join(words), (0.5, 1.5, 12, 1.5))], words
    table, line = history.tables[0], history.paragraphs[-1]
    left = _from_table(context, table, (0.5, 1.75, 6.2, 3.2), 14)
    said = context.put(line.parts)
    under = {"kind": "text", "at": (0.5, 5.0, 6.2, 1.7), "lines": [{"text": said, "size": 15}]}
    right = _of_section(context, sites, (7.0, 1.6, 5.83, 5.1), SMALLEST)
    heads = [
        heading(table.caption, (0.5, 1.2, 6.2, 0.5), SMALLEST),
        heading(sites.title, (7.0, 1.25, 5.83, 0.35)),
    ]
    return history.title, [*heads, left, under, *right], [said]


def _ahead(context: _OnSlide) -> tuple[str, list, list[str]]:
    """Young people up to 2035 as a chart, and work in the region as a table."""
    section = pupils.forecast_section(context)
    jobs_section = portrait_work.section(context)
    at = (6.9, 1.6, 5.93, 5.2)
    if jobs_section.tables:
        right = _from_table(context, jobs_section.tables[0], at, SMALLEST)
    else:
        right = heading(context.put(jobs_section.paragraphs[0].parts), at)
    above = heading(jobs_section.title, (6.9, 1.25, 5.93, 0.35))
    if section is None:
        none = context.texts("portrait.missing.no_young")
        return jobs_section.title, [heading(none, (0.5, 1.25, 6, 0.8)), above, right], []
    ahead = section.tables[0]
    row = forecast.by_region(context.data.tables, context.region.level)
    row = row.iloc[context.region.position]
    chart = {
        "kind": "chart",
        "type": "column",
        "at": (0.5, 1.3, 6.1, 3.5),
        "title": context.texts("key.young"),
        "categories": [str(year) for year in pupils.SHOWN],
        "series": [
            {
                "name": context.title,
                "colour": Area.NEAR,
                "values": [round(float(row[year]), 1) for year in pupils.SHOWN],
                "labels": [context.put(one.parts) for one in ahead.rows[0][1]],
                "size": 14,
            }
        ],
        "words": pupils.seen(context, row),
    }
    said = [one.parts for one in section.paragraphs]
    # The change, the candidates, and what not to read in them.
    shown = 3 if has_newcomers(context.data, context.region) else 2
    lines = [{"text": context.put(sentence), "size": 14} for sentence in said[:shown]]
    text = {"kind": "text", "at": (0.5, 4.95, 6.1, 1.85), "lines": lines}
    return section.title, [chart, text, above, right], [*map(plain, said)]


def _compared(context: _OnSlide) -> tuple[str, list, list[str]]:
    """What stands out, and the region beside others like it."""
    remarks = highlights.section(context)
    beside = comparison.section(context)
    first = remarks or beside
    if first is None:
        return _nothing(context, "portrait.highlights.title")
    drawn: list[dict] = []
    lines: list[str] = []
    if remarks:
        bullets = next(one for one in remarks.blocks if isinstance(one, Bullets))
        # The last part of each is the way to its place on the page.
        lines = [context.put(item[:-2]) for item in bullets.items]
        wide = 12.33 if beside is None else 4.6
        shown = [{"text": line, "size": 15, "after": 8, "bullet": True} for line in lines]
        drawn.append({"kind": "text", "at": (0.5, 1.35, wide, 5.4), "lines": shown})
    if beside:
        table = beside.tables[0]
        drawn.append(heading(beside.title, (5.4, 1.25, 7.43, 0.35)))
        drawn.append(_from_table(context, table, (5.4, 1.6, 7.43, 5.2), SMALLEST))
    return first.title, drawn, lines


def _to_learn_from(context: _OnSlide) -> tuple[str, list, list[str]] | None:
    """The regions like this one that grew, and what happened there; None where none did."""
    section = examples.section(context)
    bullets = [one for one in section.blocks if isinstance(one, Bullets)] if section else []
    if section is None or not bullets:
        return None
    intro, no_proof = (context.put(one.parts) for one in section.paragraphs)
    # The last part of each is the way to compare.
    grown = [context.put(item[:-1]) for item in bullets[0].items]
    lines = [
        {"text": intro, "size": 18, "after": 14},
        *({"text": one, "size": 20, "after": 14, "bullet": True} for one in grown),
        {"text": no_proof, "size": SMALLEST},
    ]
    return section.title, [{"kind": "text", "at": (0.5, 1.35, 12.33, 5.4), "lines": lines}], grown


def _nothing(context: _OnSlide, title: str) -> tuple[str, list, list[str]]:
    """A slide that says that nothing is known, as the portrait does."""
    text = portrait_answer.nobody(context)
    return context.texts(title), [heading(text, (0.5, 1.5, 12, 1.5))], [text]


def _on_page(context: _OnSlide) -> Callable[..., str]:
    return partial(context.texts, "export.more.page")


def _of_section(context: _OnSlide, section: Section, at: tuple, size: float) -> list[dict]:
    """The first table of a section, or its first sentences."""
    first = section.blocks[0]
    if isinstance(first, Table):
        return [_from_table(context, first, at, size)]
    lines = [{"text": context.put(one.parts), "size": 16} for one in section.paragraphs[:3]]
    return [{"kind": "text", "at": at, "lines": lines}]


def _from_table(context: _OnSlide, table: Table, at: tuple, size: float) -> dict:
    """A table of the portrait with its first rows; the page has the rest."""
    rows = [[plain(head), *(plain(cell.parts) for cell in cells)] for head, cells in table.rows]
    first = table.rows[0][1] if table.rows else ()
    numbers = [place for place, cell in enumerate(first, 1) if cell.number]
    widths = [_weight(column) for column in zip(table.heads, *rows, strict=True)]
    heads = list(table.heads)
    drawn = tabled(heads, rows, table.caption, widths, _on_page(context), at, size)
    for (_, cells), row in zip(table.rows, drawn["rows"], strict=False):
        # A row of one cell says how many more the page has.
        if len(row) > 1:
            context.put(cells)
    return drawn | {"numbers": numbers}


def _weight(column: tuple[str, ...]) -> float:
    """How wide a column has to be beside others: no word is broken, long texts take two lines."""
    word = max(len(part) for text in column for part in text.split() or [""])
    return max(6, word + 3, min(30, 0.75 * max(map(len, column))))
