"""What a slide is made of: the parts that ``workers/slides.py`` draws, measured so that they fit.

A part is a dict with its ``kind`` (text, picture, table or chart) and where it stands: ``at`` is
west, north, width and height in inches.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from dashboard.address.context import Context
from dashboard.data import Region
from dashboard.drawing.reach_by_year import small_line
from dashboard.drawing.sheet import picture
from dashboard.drawing.svg import wrapped
from dashboard.figures.reach_by_year import by_year
from dashboard.palette import own_line
from dashboard.texts import Texts
from dashboard.words.answer import AnswerWords
from dashboard.words.names import region_name
from dashboard.words.reach_by_year import in_line

#: The letters of the pictures on slides, as files.
FONTS = [str(path) for path in sorted((Path(__file__).parent / "fonts").glob("*.ttf"))]
#: Where the picture stands on a slide of a view, in inches, and how it is drawn.
PICTURE_AT, PICTURE_SIZE, LEGEND, PIXELS = (5.75, 1.35, 7.08, 5.4), (1000, 763), 340, 2400
#: Between the title of a slide and what stands on it.
BAR_AT = (0.5, 1.21, 12.33, 0.06)
#: Height of the small line of the exam years, in inches.
YEARS_HIGH = 0.9
#: The square of offer against work needs more.
WIDE_LEGEND = 500
#: Where the answer stands, and below it the chart or the table.
ANSWER_AT = (0.5, 1.3, 5.0, 2.6)
FIGURES_AT = (0.5, 3.95, 5.0, 2.85)
#: The smallest letters of a slide, in points: readable from the back of a room.
SMALLEST = 12
#: Letters of a headline of more than a number; and of a number, the sentence behind it and the
#: others, the most readable first.
LONG_HEADLINE = 26
ANSWER_SIZES = ((44, 18, 15), (40, 14, SMALLEST), (28, SMALLEST, SMALLEST))
#: Lines of what is supposed: as many as it takes, and where the answer has no room then.
EVERY_LINE, SUPPOSED_LINES = 99, (6, 5, 4, 3, 2)
#: Height of a row of a table with one line, and what is round the lines of any, in inches.
ROW, ROUND_LINES = 0.3, 0.06
#: Width of a cell that its edges take, in inches.
CELL_EDGES = 0.12
#: Width of the letters of a slide beside those that the drawings measure, at most.
NARROW = 0.9
#: Words of a cell before it takes too many lines.
LONGEST_CELL = 60


def deck(title: str, slides: list[dict], texts: Texts, region: Region) -> dict:
    """The job of the worker: slides with their title, parts, footer and notes; and under each title
    a bar in the colour that somebody gave the region of their own."""
    if region.colour:
        bar = {"kind": "bar", "at": BAR_AT, "colour": own_line(region.colour)}
        slides = [slide | {"parts": [bar, *slide["parts"]]} for slide in slides]
    return {
        "title": title,
        "author": "Techniek Dichtbij",
        "language": texts.language,
        "fonts": FONTS,
        "slides": slides,
    }


def answer_text(words: AnswerWords) -> dict:
    """The headline and as many sentences as there is room for above the figures; below what is
    supposed they are smaller where what that changes would not fit, and then that ends in an …: the
    notes have all of it."""
    fits = [(sizes, EVERY_LINE) for sizes in ANSWER_SIZES]
    fits += [(ANSWER_SIZES[-1], most) for most in SUPPOSED_LINES]
    for sizes, most in fits if words.supposed else fits[:1]:
        lines = _answer_lines(words, *sizes, most)
        if {line["text"] for line in lines} >= {*words.brief}:
            break
    return {"kind": "text", "at": ANSWER_AT, "lines": lines}


def _answer_lines(words: AnswerWords, large: int, first: int, rest: int, most: int) -> list[dict]:
    """The answer in letters of some sizes: of a short headline, of the first sentence and of the
    others; what is supposed in so many lines at most."""
    *_, width, height = ANSWER_AT
    size = large if len(words.headline) < 16 else LONG_HEADLINE
    lines: list[dict] = [{"text": words.headline, "size": size, "bold": True, "after": 2}]
    if words.supposed:
        supposed = _in_lines(words.supposed, most)
        lines.insert(0, {"text": supposed, "size": SMALLEST, "after": 2})
    for position, sentence in enumerate(words.sentences):
        line = {"text": sentence, "size": rest if position else first, "after": 4}
        if _height([*lines, line], width) <= height:
            lines.append(line)
    return lines


def _in_lines(text: str, most: int) -> str:
    """As many words of a text as there are in so many of the smallest lines."""
    words, room = text.split(), ANSWER_AT[2] * 72
    while len(wrapped(text, room, SMALLEST, most=EVERY_LINE)) > most:
        words.pop()
        text = f"{' '.join(words)} …"
    return text


def _height(lines: list[dict], width: float) -> float:
    """Inches that lines of text take, about."""
    return (
        sum(
            len(
                wrapped(line["text"], width * 72, line["size"], line.get("bold", False), EVERY_LINE)
            )
            * line["size"]
            * 1.2
            + line["after"]
            for line in lines
        )
        / 72
    )


def map_picture(context: Context, words: AnswerWords) -> list[dict]:
    """The map, and under it the small line of the exam years where the number has one."""
    view, texts = context.view, context.texts
    # What is the figure of a site or of the labour market has no such line.
    has_line = not (view.site or view.kind.is_labour)
    shares = by_year(context.data, view) if has_line else []
    west, north, wide, high = PICTURE_AT
    width, height = PICTURE_SIZE
    foot = YEARS_HIGH if len(shares) > 1 else 0.0
    size = (width, round(height * (high - foot) / high))
    place = region_name(context.data.region(view.region), texts)
    drawn = {
        "kind": "picture",
        "at": (west, north, wide, high - foot),
        "svg": picture(context, size, WIDE_LEGEND if view.kind.crosses_offer else LEGEND),
        "pixels": PIXELS,
        "words": texts("export.picture", region=place, said=words.whole),
    }
    if not foot:
        return [drawn]
    line = {
        "kind": "picture",
        "at": (west, north + high - foot, wide, foot),
        "svg": small_line(context, shares, (round(72 * wide), round(72 * foot))),
        "pixels": PIXELS,
        "words": in_line(shares, context),
    }
    return [drawn, line]


def tabled(
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


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1].rstrip() + "…"


def heading(text: str, at: tuple[float, float, float, float], size: float = 14) -> dict:
    return {
        "kind": "text",
        "at": at,
        "lines": [{"text": text, "size": size, "bold": size > SMALLEST}],
    }
