"""What a view or a portrait says as PowerPoint slides: words, tables and charts that can be edited,
and the map as a picture.

Every number is the text that the screen or the portrait shows; ``workers/slides.py`` only draws.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
from flask import Flask, Response

from dashboard import requested
from dashboard.catalogue import figure_words
from dashboard.components.header import region_name
from dashboard.components.only_panel import offer_name
from dashboard.components.question import question
from dashboard.components.work_legend import offer_title, title
from dashboard.components.work_panel import MUCH_WORK_LITTLE_OFFER, offer_words
from dashboard.drawing.svg import wrapped
from dashboard.export import jobs
from dashboard.export.names import attachment, file_name
from dashboard.export.said import Said, said
from dashboard.export.svg import made_on, picture
from dashboard.figures import answer as figures
from dashboard.figures import only, travel, two_way, work
from dashboard.figures.map import cell_words
from dashboard.formatting import kilometres, number, people
from dashboard.measure import far, within
from dashboard.palette import Area
from dashboard.portrait import answer as portrait_answer
from dashboard.portrait import asked as portraits
from dashboard.portrait import comparison, coverage, highlights, offer, pupils
from dashboard.portrait import work as portrait_work
from dashboard.portrait.asked import Asked
from dashboard.portrait.blocks import Bullets, Cell, Figure, Link, Paragraph, Section, Strong, Table
from dashboard.portrait.context import Context
from dashboard.portrait.notes import Notes
from dashboard.tables import CARIBBEAN, Data
from dashboard.texts import Texts, texts
from dashboard.view import View, link, read
from geodata import forecast

MIMETYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
FONTS = [str(path) for path in sorted((jobs.WORKERS.parent / "fonts").glob("*.ttf"))]
#: Where the picture stands on a slide of a view, in inches, and how it is drawn.
PICTURE_AT, PICTURE_SIZE, LEGEND, PIXELS = (5.75, 1.35, 7.08, 5.4), (1000, 763), 340, 2400
#: The square of offer against work needs more.
WIDE_LEGEND = 500
#: Where the answer stands, and below it the chart or the table.
ANSWER_AT = (0.5, 1.3, 5.0, 2.6)
FIGURES_AT = (0.5, 3.95, 5.0, 2.85)
#: The smallest letters of a slide, in points: readable from the back of a room.
SMALLEST = 12
#: Height of a row of a table with one line, and what is round the lines of any, in inches.
ROW, ROUND_LINES = 0.3, 0.06
#: Width of a cell that its edges take, in inches.
CELL_EDGES = 0.12
#: Width of the letters of a slide beside those that the drawings measure, at most.
NARROW = 0.9
#: Words of a cell before it takes too many lines.
LONGEST_CELL = 60


def register(server: Flask, data: Data) -> None:
    @server.get("/dia.pptx")
    def slide() -> Response:
        view, _ = read(requested.query(), data)
        words = texts(view.language)
        address = requested.site() + link(view, data)
        name = file_name(view, extension="pptx")
        return _answer(words, lambda: view_deck(data, view, words, address), name)

    @server.get("/portret.pptx")
    def slides_of_view() -> Response:
        query = requested.query()
        view, _ = read(query, data)
        level = portraits.WORDS[data.level_of(view.region)]
        return _portrait(portraits.read(level, view.region, query, data))

    @server.get("/regio/<level>/<code>.pptx")
    def slides(level: str, code: str):
        query = requested.query()
        asked = portraits.read(level, code, query, data)
        if asked is None:
            view, _ = read(query, data)
            text = texts(view.language)("missing.title")
            return Response(text, 404, mimetype="text/plain")
        return _portrait(asked)

    def _portrait(asked: Asked) -> Response:
        words = texts(asked.view.language)
        address = requested.site() + portraits.address(asked, data)
        name = file_name(asked.view, "portret", "pptx")
        return _answer(words, lambda: portrait_deck(data, asked, words, address), name)


def _answer(words: Texts, deck: Callable[[], dict], name: str) -> Response:
    try:
        with jobs.turn():
            job = json.dumps(deck()).encode()
    except jobs.BusyError:
        return jobs.busy(words)
    made = jobs.answer(words, "slides", job)
    return made if isinstance(made, Response) else attachment(made, MIMETYPE, name)


# ---- one view -----------------------------------------------------------------------------------


def view_deck(data: Data, view: View, words: Texts, address: str) -> dict:
    """The job of one slide: question, answer, map, and the key figures as a table or a chart."""
    found = said(data, view, words)
    place = region_name(data.region(view.region), words)
    parts = [
        _answer_text(found),
        _map(data, view, words, found),
        key_figures(data, view, words),
    ]
    slide = {
        "title": found.question,
        "parts": [part for part in parts if part],
        "footer": _footer(found.sources, words),
        "notes": _notes(found, view, words, address),
    }
    return _deck(f"{found.question} {place}", [slide], words)


def _deck(title: str, slides: list[dict], words: Texts) -> dict:
    return {
        "title": title,
        "author": "Techniek Dichtbij",
        "language": words.language,
        "fonts": FONTS,
        "slides": slides,
    }


def _footer(sources: tuple[str, ...], words: Texts) -> str:
    return " ".join([*sources, f"{made_on(words)}."])


def _notes(found: Said, view: View, words: Texts, address: str) -> str:
    """What a speaker needs: question, answer, method, sources and the way back."""
    lines = [found.question, " ".join([found.headline, *found.sentences]), ""]
    lines += [words("csv.method_note")] if not view.is_work or view.show == "two_way" else []
    lines += [words(view.entry.caveat)] if view.is_work else []
    lines += [*found.sources, f"{made_on(words)}.", words("export.address", address=address)]
    return "\n".join(lines)


def _answer_text(found: Said) -> dict:
    """The headline and as many sentences as there is room for above the figures."""
    west, north, width, height = ANSWER_AT
    large = 44 if len(found.headline) < 16 else 26
    lines = [{"text": found.headline, "size": large, "bold": True, "after": 2}]
    for position, sentence in enumerate(found.sentences):
        line = {"text": sentence, "size": 18 if not position else 15, "after": 4}
        if _height([*lines, line], width) <= height:
            lines.append(line)
    return {"kind": "text", "at": (west, north, width, height), "lines": lines}


def _height(lines: list[dict], width: float) -> float:
    """Inches that lines of text take, about."""
    return (
        sum(
            len(wrapped(line["text"], width * 72, line["size"], line.get("bold", False), 99))
            * line["size"]
            * 1.2
            + line["after"]
            for line in lines
        )
        / 72
    )


def _map(data: Data, view: View, words: Texts, found: Said) -> dict:
    svg = picture(
        data, view, words, PICTURE_SIZE, WIDE_LEGEND if view.show == "two_way" else LEGEND
    )
    place = region_name(data.region(view.region), words)
    answered = " ".join([found.headline, *found.sentences])
    return {
        "kind": "picture",
        "at": PICTURE_AT,
        "svg": svg,
        "pixels": PIXELS,
        "words": words("export.picture", region=place, said=answered),
    }


def key_figures(data: Data, view: View, words: Texts) -> dict | None:
    """What the panel shows under its answer, as a table or a chart; None where it has nothing."""
    if view.site:
        return _rings(data, view, words)
    if view.region == CARIBBEAN:
        return None
    if view.show == "two_way":
        return _pairs(data, view, words)
    if view.show == "work":
        return _highest(data, view, words)
    if data.region(view.region).level == "home":
        return _nearest(data, view, words)
    if not figures.answer(data, view).young > 0:
        return None
    if view.show == "only":
        return _only(data, view, words)
    return _bars(data, view, words)


def _bars(data: Data, view: View, words: Texts) -> dict:
    """Of a hundred young people per profile, beside the country."""
    rows = figures.bars(data, view)
    here = {"name": region_name(data.region(view.region), words), "colour": Area.NEAR}
    country = {"name": words("country"), "colour": Area.FAR}
    series = [here | _shares([share for _, share, _ in rows], words)]
    if view.region != "NL":
        series.append(country | _shares([share for _, _, share in rows], words))
    return {
        "kind": "chart",
        "type": "bar",
        "at": FIGURES_AT,
        "title": words("bars.title", within=within(view, words)),
        "categories": [words(f"profile.{code}") for code, _, _ in rows],
        "series": series,
        "most": 115,
        "size": SMALLEST,
        "words": words("bars.title", within=within(view, words)),
    }


def _shares(values: list[float], words: Texts) -> dict:
    """Shares as the bars of the screen: drawn exactly, said in whole numbers."""
    return {
        "values": [None if np.isnan(value) else round(float(value), 1) for value in values],
        "labels": [number(value, words.language) for value in values],
        "size": SMALLEST,
    }


def _tabled(
    heads: list[str],
    rows: list[list[str]],
    caption: str,
    widths: list[float],
    more: Callable[..., str],
    at: tuple[float, float, float, float] = FIGURES_AT,
    size: float = SMALLEST,
) -> dict:
    """A table of as many rows as there is room for; ``more(count=)`` says where the others are."""
    rows = [[_short(text) for text in row] for row in rows]
    heights = [_row_height(row, widths, at[2], size) for row in [heads, *rows]]
    if sum(heights) > at[3]:
        room = np.cumsum(heights) + ROW <= at[3]
        shown = int(room.sum()) - 1
        rows = [*rows[:shown], [more(count=len(rows) - shown)]]
        heights = [*heights[: shown + 1], ROW]
    return {
        "kind": "table",
        "at": at,
        "heads": heads,
        "rows": rows,
        "heights": heights,
        "widths": widths,
        "numbers": list(range(1, len(heads))),
        "size": size,
        "words": caption,
    }


def _row_height(row: list[str], widths: list[float], width: float, size: float) -> float:
    """Inches that the cells of a row take."""
    rooms = [width * share / sum(widths) - CELL_EDGES for share in widths]
    lines = [
        len(wrapped(text, room * 72, size * NARROW, False, 9))
        for text, room in zip(row, rooms, strict=True)
    ]
    return max(ROW, max(lines) * size * 1.2 / 72 + ROUND_LINES)


def _in_file(words: Texts) -> Callable[..., str]:
    return partial(words, "export.more.file")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1].rstrip() + "…"


def _rings(data: Data, view: View, words: Texts) -> dict:
    caption = words("site.rings", speed=view.speed)
    rows = [
        [
            words("site.ring", minutes=ring.minutes, km=kilometres(ring.metres, words.language)),
            people(ring.young, words.language),
        ]
        for ring in travel.site_reach(data, view).rings
    ]
    return _tabled([caption, words("key.young")], rows, caption, [3, 2], _in_file(words))


def _nearest(data: Data, view: View, words: Texts) -> dict:
    rows = [
        [
            words(f"profile.{found.profile}"),
            ", ".join(filter(None, [found.name, found.place])),
            far(view, found.metres, words),
        ]
        for found in figures.nearest_sites(data, view)
    ]
    heads = [words("portrait.profile"), words("portrait.site"), words("indicator.distance.name")]
    made = _tabled(heads, rows, words("home.nearest"), [5, 6, 2], _in_file(words))
    return made | {"numbers": [2]}


def _only(data: Data, view: View, words: Texts) -> dict | None:
    found = only.ranked(data, view)
    found = found[found["young_people"] >= 0.5]
    if found.empty:
        return None
    rows = [
        [row.name, offer_name(row.profile, words), people(row.young_people, words.language)]
        for row in found.itertuples()
    ]
    heads = [words("portrait.site"), words("portrait.profile"), words("portrait.only.young")]
    made = _tabled(heads, rows, words("only.title"), [6, 5, 3], _in_file(words))
    return made | {"numbers": [2]}


def _highest(data: Data, view: View, words: Texts) -> dict | None:
    frame = work.shown(data, view)
    chosen = work.chosen(data, view)
    found = frame[frame["code"].isin(chosen)] if chosen else work.rows(data, view, frame)
    found = found.dropna(subset=["value"]).sort_values("value", ascending=False, kind="stable")
    if found.empty:
        return None
    rows = [
        [row.name, figure_words(view.entry, row.low, row.high, words)]
        for row in found.itertuples(index=False)
    ]
    heads = [words("figure.highest"), title(view, words)]
    return _tabled(heads, rows, words("figure.highest"), [3, 2], _in_file(words))


def _pairs(data: Data, view: View, words: Texts) -> dict | None:
    """The chosen regions, or those with much work and little offer; both figures of each."""
    frame = two_way.pairs(data, view).frame
    chosen = work.chosen(data, view)
    if chosen:
        found, caption = frame[frame["code"].isin(chosen)], words("two_way.figures")
    else:
        found = work.rows(data, view, frame)
        found = found[found["cell"] == MUCH_WORK_LITTLE_OFFER]
        caption = cell_words(MUCH_WORK_LITTLE_OFFER, view, words)
    if found.empty:
        return None
    rows = [
        [
            row["name"],
            figure_words(view.entry, row["low"], row["high"], words),
            offer_words(row, words),
        ]
        for row in found.to_dict("records")
    ]
    heads = [caption[:1].upper() + caption[1:], title(view, words), offer_title(view, words)]
    return _tabled(heads, rows, caption, [4, 3, 3], _in_file(words))


# ---- a portrait ---------------------------------------------------------------------------------


def portrait_deck(data: Data, asked: Asked, words: Texts, address: str) -> dict:
    """The job of the five slides of a region, from the sections of its portrait."""
    made = []
    for slide in (_answered, _covered, _offered, _ahead, _compared):
        # Notes of their own, so that every slide names the sources of its own figures.
        context = Context(data, asked, words, Notes(data, asked.view, words))
        head, parts, lines = slide(context)
        notes = [
            question(asked.view, words),
            *lines,
            "",
            *(
                f"{note.text} ({'; '.join(_source(one) for one in note.sources)})"
                for note in context.notes.used
            ),
            f"{made_on(words)}.",
            words("export.address", address=address),
        ]
        made.append(
            {
                "title": f"{context.name}: {head}",
                "parts": [part for part in parts if part],
                "footer": _from(context, words),
                "notes": "\n".join(notes),
            }
        )
    return _deck(words("portrait.link", region=made[0]["title"].split(":")[0]), made, words)


def _source(source) -> str:
    return f"{source.publisher}, {source.title}, {source.date}"


def _from(context: Context, words: Texts) -> str:
    """Publishers and dates of the figures of a slide, each once."""
    found = [f"{one.publisher} {one.date}" for note in context.notes.used for one in note.sources]
    named = "; ".join(list(dict.fromkeys(found))[:6])
    source = words("export.source", names=named) if named else ""
    return f"{source} {made_on(words)}.".strip()


def _answered(context: Context) -> tuple[str, list, list[str]]:
    """The answer, the map and the key figures."""
    view = context.view.but(show="distance", picked_level=None, site=None, sites=True)
    level = "municipality" if context.region.level == "nl" else "home"
    view = view.but(picked_level=level)
    section = portrait_answer.section(context)
    lead, *rest = [one for one in section.blocks if isinstance(one, Paragraph)]
    strong = next((part for part in lead.parts if isinstance(part, Strong)), None)
    headline = plain((strong,)) if strong else ""
    sentence = plain(tuple(part for part in lead.parts if part is not strong))
    found = Said(section.title, headline or sentence, (sentence,) if headline else (), ())
    found = replace(found, sentences=(*found.sentences, *(plain(one.parts) for one in rest)))
    rows = [
        [text, plain((figure,))]
        for block in section.blocks
        if type(block).__name__ == "KeyFigures"
        for figure, text in block.rows
    ]
    heads = [context.texts("export.key"), context.name]
    table = None
    if rows:
        caption = context.texts("export.key")
        table = _tabled(heads, rows, caption, [3, 2], _on_page(context), size=14)
    on_map = context.data.around(context.region.code).box
    drawn = _map(context.data, view, context.texts, found) if on_map else None
    parts = [_answer_text(found), drawn, table]
    return section.title, parts, [" ".join([found.headline, *found.sentences])]


def _covered(context: Context) -> tuple[str, list, list[str]]:
    """Coverage per profile as a chart, beside the country; per track as a table."""
    section = coverage.profiles_section(context)
    if section is None:
        return _nothing(context, "portrait.profiles.title")
    table = section.blocks[0]
    names = [plain(heading) for heading, _ in table.rows]
    tracks = coverage.TRACKS[0]
    here, nl = context.region.code, context.country.code
    series = [
        {
            "name": context.name,
            "colour": Area.NEAR,
            "values": _values(context, here, tracks),
            "labels": [plain(cells[0].parts) for _, cells in table.rows],
        }
    ]
    if here != nl:
        series.append(
            {
                "name": context.texts("country"),
                "colour": Area.FAR,
                "values": _values(context, nl, tracks),
                "labels": [plain(cells[-1].parts) for _, cells in table.rows],
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
    rows = [[plain(head), *(plain(one.parts) for one in cells[1:-1])] for head, cells in table.rows]
    heads, at = [table.heads[0], *table.heads[2:-1]], (7.7, 1.6, 5.13, 3.6)
    by_track = _tabled(heads, rows, table.caption, [4, 2, 2, 2], _on_page(context), at, 14)
    tracks_of = {"text": context.texts("export.tracks"), "size": 14}
    text = {"kind": "text", "at": (7.7, 5.3, 5.13, 1.2), "lines": [tracks_of]}
    return section.title, [chart, by_track, text], [table.caption]


def _values(context: Context, code: str, tracks: tuple[str, ...]) -> list[float | None]:
    shares = [coverage.share(context, code, profiles, tracks) for profiles in coverage.PROFILES]
    return [round(share, 1) if np.isfinite(share) else None for share in shares]


def _offered(context: Context) -> tuple[str, list, list[str]]:
    """Candidates per profile and year, and the sites with the asked offer."""
    history = offer.history_section(context)
    sites = offer.section(context)
    table, line = history.blocks
    left = _from_table(context, table, (0.5, 1.75, 6.2, 3.2), 14)
    said_of = {"kind": "text", "at": (0.5, 5.0, 6.2, 1.7)}
    said_of["lines"] = [{"text": plain(line.parts), "size": 15}]
    right = _of_section(context, sites, (7.0, 1.6, 5.83, 5.1), SMALLEST)
    heads = [
        _heading(table.caption, (0.5, 1.2, 6.2, 0.5), SMALLEST),
        _heading(sites.title, (7.0, 1.25, 5.83, 0.35)),
    ]
    return history.title, [*heads, left, said_of, *right], [plain(line.parts)]


def _ahead(context: Context) -> tuple[str, list, list[str]]:
    """Young people up to 2035 as a chart, and work in the region as a table."""
    section = pupils.forecast_section(context)
    jobs_section = portrait_work.section(context)
    table = next(one for one in jobs_section.blocks if isinstance(one, Table))
    at = (6.9, 1.6, 5.93, 5.2)
    if table.rows:
        right = _from_table(context, table, at, SMALLEST)
    else:
        right = _heading(context.texts("answer.none"), at)
    heading = _heading(jobs_section.title, (6.9, 1.25, 5.93, 0.35))
    if section is None:
        none = context.texts("portrait.missing.no_young")
        return jobs_section.title, [_heading(none, (0.5, 1.25, 6, 0.8)), heading, right], []
    ahead = next(one for one in section.blocks if isinstance(one, Table))
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
                "name": context.name,
                "colour": Area.NEAR,
                "values": [round(float(row[year]), 1) for year in pupils.SHOWN],
                "labels": [plain(one.parts) for one in ahead.rows[0][1]],
                "size": 14,
            }
        ],
        "words": context.texts("portrait.forecast.label"),
    }
    sentences = [plain(one.parts) for one in section.blocks if isinstance(one, Paragraph)]
    lines = [{"text": sentence, "size": 14} for sentence in sentences[:2]]
    text = {"kind": "text", "at": (0.5, 4.95, 6.1, 1.85), "lines": lines}
    return section.title, [chart, text, heading, right], sentences


def _compared(context: Context) -> tuple[str, list, list[str]]:
    """What stands out, and the region beside others like it."""
    remarks = highlights.section(context)
    beside = comparison.section(context)
    if remarks is None and beside is None:
        return _nothing(context, "portrait.highlights.title")
    parts, lines = [], []
    if remarks:
        bullets = next(one for one in remarks.blocks if isinstance(one, Bullets))
        # The last part of each is the way to its place on the page.
        lines = [plain(item[:-2]) for item in bullets.items]
        wide = 12.33 if beside is None else 4.6
        shown = [{"text": line, "size": 15, "after": 8, "bullet": True} for line in lines]
        parts.append({"kind": "text", "at": (0.5, 1.35, wide, 5.4), "lines": shown})
    if beside:
        table = next(one for one in beside.blocks if isinstance(one, Table))
        parts.append(_heading(beside.title, (5.4, 1.25, 7.43, 0.35)))
        parts.append(_from_table(context, table, (5.4, 1.6, 7.43, 5.2), SMALLEST))
    return (remarks or beside).title, parts, lines


def _nothing(context: Context, title: str) -> tuple[str, list, list[str]]:
    """A slide that says that nothing is known, as the portrait does."""
    text = context.texts(
        "answer.none.why" if context.has_distances else "portrait.answer.caribbean",
        region=context.name,
    )
    return context.texts(title), [_heading(text, (0.5, 1.5, 12, 1.5))], [text]


def _heading(text: str, at: tuple[float, float, float, float], size: float = 14) -> dict:
    return {
        "kind": "text",
        "at": at,
        "lines": [{"text": text, "size": size, "bold": size > SMALLEST}],
    }


def _on_page(context: Context) -> Callable[..., str]:
    return partial(context.texts, "export.more.page")


def _of_section(context: Context, section: Section, at: tuple, size: float) -> list[dict]:
    """The first table of a section, or its first sentences."""
    table = next((one for one in section.blocks if isinstance(one, Table)), None)
    first = section.blocks[0]
    if table is not None and first is table:
        return [_from_table(context, table, at, size)]
    lines = [
        {"text": plain(one.parts), "size": 16}
        for one in section.blocks
        if isinstance(one, Paragraph)
    ]
    return [{"kind": "text", "at": at, "lines": lines[:3]}]


def _from_table(context: Context, table: Table, at: tuple, size: float) -> dict:
    """A table of the portrait with its first rows; the page has the rest."""
    rows = [[plain(head), *(plain(cell.parts) for cell in cells)] for head, cells in table.rows]
    first = table.rows[0][1] if table.rows else ()
    numbers = [place for place, cell in enumerate(first, 1) if cell.number]
    widths = [_weight(column) for column in zip(table.heads, *rows, strict=True)]
    heads = list(table.heads)
    made = _tabled(heads, rows, table.caption, widths, _on_page(context), at, size)
    return made | {"numbers": numbers}


def _weight(column: tuple[str, ...]) -> float:
    """How wide a column has to be beside others: no word is broken, long texts take two lines."""
    word = max(len(part) for text in column for part in text.split() or [""])
    return max(6, word + 3, min(30, 0.75 * max(map(len, column))))


def plain(parts: tuple) -> str:
    """Parts of a line as text; why a figure is missing stands behind its dash, as on the page."""
    return "".join(map(_words, parts)).strip()


def _words(part) -> str:
    if isinstance(part, Strong):
        return _words(part.part)
    if isinstance(part, Figure):
        return f"{part.text} ({part.reason})" if part.missing else part.text
    if isinstance(part, Link):
        return part.text
    if isinstance(part, Cell):
        return plain(part.parts)
    return str(part)
