"""A view as a sheet: the map, its question and answer, the legend, and where it comes from."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from xml.etree.ElementTree import Element

from dashboard.address.context import Context
from dashboard.address.parameters import SQUARE, WIDE
from dashboard.drawing.fills import svg_fill
from dashboard.drawing.own_places import square as square_of
from dashboard.drawing.svg import LINE_HEIGHT, clean, drawing, element, label, wrapped, written
from dashboard.drawing.view_map import view_map
from dashboard.figures.caribbean import shows_islands
from dashboard.palette import SUPPOSED, TEXT_ORANGE, TWO_WAY, Area, Ink
from dashboard.words.answer import AnswerWords, answer_words
from dashboard.words.legend import Square, ink, legend_rows, notes, own_kinds, square
from dashboard.words.sources import made_on

#: The page's own type, and what is there without it.
FONT = "'Atkinson Hyperlegible Next', 'Atkinson Hyperlegible', Arial, Helvetica, sans-serif"
#: A drawing is larger than what it was drawn for, paper at arm's length: so much.
ENLARGED = 1.6
#: Edge round a sheet, and the space above and under a map between words.
EDGE, GAP = 40, 20
#: Columns of a legend under a map.
COLUMNS = 3
#: Letters of the legend in a picture for a slide, and the smallest: there 12 points.
LEGEND_SIZE, LEAST_SIZE = 25, 23.6


@dataclass(frozen=True)
class Shape:
    """A form of a sheet: its size, where the map stands, and where the words do."""

    size: tuple[int, int]
    #: Where the words are, with the legend: west, north, east, south.
    words: tuple[int, int, int, int]
    #: Where the map is; None: between the words above it and the legend under it, as high as these
    #: leave it.
    map: tuple[int, int, int, int] | None = None


#: Word in the address -> form: for a slide, and for a square post.
SHAPES = {
    WIDE: Shape((1600, 900), (EDGE, 34, 560, 874), (600, 0, 1600, 900)),
    SQUARE: Shape((1200, 1200), (EDGE, 34, 1160, 1180)),
}
USUAL = WIDE
#: Of the picture beside a link elsewhere, and how wide that is in pixels: 1.91 to 1.
LINKED = Shape((1600, 840), (EDGE, 34, 560, 814), (600, 0, 1600, 840))
PREVIEW_WIDTH = 1200


def sheet(
    context: Context,
    address: str,
    shape: Shape = SHAPES[USUAL],
    camera: tuple[float, float, float] | None = None,
    day: date | None = None,
) -> str:
    """A view as a sheet: the map, its question and answer, the legend, and where it comes from."""
    words = answer_words(context)
    root = drawing(shape.size, words.asks, words.whole, "blad")
    root.set("font-family", FONT)
    width, height = shape.size
    root.append(element("rect", width=width, height=height, fill=Ink.PANEL))
    footed = partial(_footed, context, words, address, day)
    if shape.map:
        at = shape.map
        _beside(root, context, words, shape, footed)
    else:
        at = _around(root, context, words, shape, footed)
    root.append(placed(view_map(context, _room(at), camera), at))
    return written(root)


def picture(context: Context, size: tuple[int, int], legend_width: int = 0) -> str:
    """Only the map of a view, with its legend at the left where that has a width."""
    width, height = size
    root = drawing(size, answer_words(context).asks, "", "blad")
    root.set("font-family", FONT)
    root.append(element("rect", width=width, height=height, fill=Ink.PANEL))
    at = (legend_width, 0, width, height)
    root.append(placed(_unclipped(view_map(context, _room(at))), at))
    if legend_width:
        root.append(element("rect", width=legend_width, height=height, fill=Ink.PANEL))
        flow = _Flow(0, 4, legend_width - 18)
        _legend(flow, context, LEGEND_SIZE, LEAST_SIZE)
        root.extend(flow.elements)
    return written(root)


def _unclipped(drawn: Element) -> Element:
    """A map without its own edges, that take half of the time of making a picture of it: the
    picture and the legend cut it off."""
    drawn.set("overflow", "visible")
    for group in drawn.iter("g"):
        group.attrib.pop("clip-path", None)
    return drawn


def placed(drawn: Element, at: tuple[int, int, int, int]) -> Element:
    """A drawing in a field of another one, as large as that."""
    west, north, east, south = at
    for name, value in (
        ("x", west),
        ("y", north),
        ("width", east - west),
        ("height", south - north),
    ):
        drawn.set(name, clean(value))
    drawn.attrib.pop("xmlns", None)
    drawn.attrib.pop("font-family", None)
    return drawn


def _room(at: tuple[int, int, int, int]) -> tuple[int, int]:
    """The size in which a map is drawn before it is enlarged to a field."""
    west, north, east, south = at
    return round((east - west) / ENLARGED), round((south - north) / ENLARGED)


class _Flow:
    """Lines of text one under the other."""

    def __init__(self, x: float, y: float, width: float):
        self.x, self.y, self.width = x, y, width
        self.elements: list[Element] = []

    def write(
        self,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: str = Ink.INK,
        most: int = 9,
        after: float = 0,
    ) -> None:
        for line in wrapped(text, self.width, size, bold, most):
            self.y += size * LINE_HEIGHT
            self.elements.append(
                label(self.x, self.y - 0.25 * size, line, size, "start", bold, colour)
            )
        self.y += after

    def swatch(self, colour: str, text: str, size: float) -> None:
        """A class: its colour and its words."""
        box, gap = 1.5 * size, 0.6 * size
        lines = wrapped(text, self.width - box - gap, size, most=3)
        self.elements.append(
            element(
                "rect",
                x=self.x,
                y=self.y + 0.2 * size,
                width=box,
                height=size,
                rx=3,
                fill=svg_fill(colour, "kaart"),
                stroke=Ink.MUTED,
                stroke_width=0.8,
            )
        )
        for line in lines:
            self.y += size * LINE_HEIGHT
            self.elements.append(label(self.x + box + gap, self.y - 0.25 * size, line, size))
        self.y += 0.3 * size

    def ring(self, text: str, size: float) -> None:
        """The mark of a site and its words."""
        self.elements.append(
            element(
                "circle",
                cx=self.x + 0.75 * size,
                cy=self.y + 0.7 * size,
                r=0.38 * size,
                fill=Ink.PANEL,
                stroke=Ink.INK,
                stroke_width=2.2,
            )
        )
        self.y += size * LINE_HEIGHT
        self.elements.append(label(self.x + 2.1 * size, self.y - 0.25 * size, text, size))
        self.y += 0.3 * size

    def place(self, kind: str, text: str, size: float) -> None:
        """The mark of a kind of places of the user and its words."""
        self.elements += square_of(kind, self.x + 0.1 * size, self.y + 0.1 * size, 1.2 * size)
        for line in wrapped(text, self.width - 2.1 * size, size):
            self.y += size * LINE_HEIGHT
            self.elements.append(label(self.x + 2.1 * size, self.y - 0.25 * size, line, size))
        self.y += 0.3 * size


#: A width -> what stands at the foot, so wide.
_Foot = Callable[[float], _Flow]


def _beside(
    root: Element, context: Context, words: AnswerWords, shape: Shape, footed: _Foot
) -> None:
    """Everything in one column: question and answer on top, the legend, the sources at its foot."""
    west, north, east, south = shape.words
    foot = footed(east - west)
    key = _Flow(west, 0, east - west)
    _legend(key, context)
    for most, is_small in _fits(words):
        top = _Flow(west, north, east - west)
        _brand(top)
        top.write(words.question, 22 if words.supposed else 26, bold=True, after=12)
        _supposed(top, words)
        _answer(top, words, words.sentences[:most], is_small)
        if top.y + 16 + key.y + 16 + foot.y <= south:
            break
    # What is left is parted above the legend and above the sources.
    slack = max(0.0, south - top.y - key.y - foot.y)
    root.extend(top.elements)
    root.append(_moved(key.elements, top.y + min(24, slack / 2)))
    root.append(_moved(foot.elements, south - foot.y))


def _fits(words: AnswerWords) -> list[tuple[int, bool]]:
    """How many sentences, and whether in small letters, the best first: below what is supposed,
    what that changes is rather small than left out."""
    counts = range(len(words.sentences), -1, -1)
    can_be_small = {1, 2} if words.supposed else set()
    return [
        (most, is_small)
        for most in counts
        for is_small in (False, True)
        if not is_small or most in can_be_small
    ]


def _around(
    root: Element, context: Context, words: AnswerWords, shape: Shape, footed: _Foot
) -> tuple[int, int, int, int]:
    """Question and answer on top, the legend and the sources at the foot; where the map has room
    between them: west, north, east, south."""
    west, north, east, south = shape.words
    half = (east - west - EDGE) / 2
    top = _Flow(west, north, half)
    _brand(top)
    top.write(words.question, 26, bold=True, most=5)
    _supposed(top, words)
    root.extend(top.elements)
    answer = _Flow(west + half + EDGE, north, half)
    _answer(answer, words, words.sentences[:2])
    root.extend(answer.elements)
    if context.view.kind.crosses_offer and not shows_islands(context.view):
        key = _Flow(west, 0, half)
        _legend(key, context, 16)
        foot = footed(half)
        upper = south - max(key.y, foot.y)
        root.append(_moved(key.elements, upper))
        root.append(_moved(foot.elements, south - foot.y, half + EDGE))
    else:
        key = _legend_in_columns(context, east - west)
        foot = footed(east - west)
        upper = south - foot.y - GAP - key.y
        root.append(_moved(key.elements, upper, west))
        root.append(_moved(foot.elements, south - foot.y))
    return 0, round(max(top.y, answer.y) + GAP), shape.size[0], round(upper - GAP)


def _moved(elements: list[Element], down: float, right: float = 0) -> Element:
    return element(
        "g", *elements, transform=f"translate({clean(float(right))} {clean(float(down))})"
    )


def _brand(flow: _Flow) -> None:
    """The name of the site, in its two colours."""
    flow.y += 22
    line = label(flow.x, flow.y - 4, "", 22, bold=True)
    for text, colour in (("Techniek", Ink.INK), ("Dichtbij", TEXT_ORANGE)):
        part = element("tspan", fill=colour)
        part.text = text
        line.append(part)
    flow.elements.append(line)
    flow.y += 12


def _supposed(flow: _Flow, words: AnswerWords) -> None:
    if words.supposed:
        flow.write(words.supposed, 16, colour=SUPPOSED, most=6, after=6)


def _answer(
    flow: _Flow, words: AnswerWords, sentences: tuple[str, ...], is_small: bool = False
) -> None:
    large = 40 if is_small else 52 if words.supposed else 66
    size = large if len(words.headline) < 16 else 34
    first, rest = (18, 16) if is_small else (24, 20)
    flow.write(words.headline, size, bold=True, most=3, after=4)
    for position, sentence in enumerate(sentences):
        flow.write(sentence, rest if position else first, most=4, after=8)


def _footed(
    context: Context, words: AnswerWords, address: str, day: date | None, width: float
) -> _Flow:
    """Source, method, date and address."""
    texts = context.texts
    flow = _Flow(EDGE, 0, width)
    for line in words.sources:
        flow.write(line, 14, colour=Ink.MUTED, most=5, after=3)
    if not (context.view.kind.is_labour or shows_islands(context.view)):
        flow.write(texts("csv.method_note"), 14, colour=Ink.MUTED, most=5, after=3)
    flow.write(made_on(texts, day), 14, colour=Ink.INK, bold=True)
    flow.write(address, 13, colour=Ink.MUTED, most=3)
    return flow


def _legend(flow: _Flow, context: Context, size: float = 18, least: float = 0) -> None:
    """The legend of the screen: its title, its classes, the sites, and what is uncertain.

    least: of letters that are smaller than the others."""
    view = context.view
    if shows_islands(view):
        flow.write(context.texts("caribbean.scale"), size, most=4)
        return
    small = max(size - 3, least)
    if view.kind.crosses_offer:
        _nine(flow, square(context), size, small)
    else:
        title, rows = legend_rows(context)
        flow.write(title, size + 1, bold=True, most=2, after=4)
        for colour, text in rows:
            flow.swatch(str(colour), text, size)
    if view.sites and not view.kind.is_labour:
        flow.ring(context.texts("legend.sites"), size)
    for kind, text in own_kinds(context):
        flow.place(kind, text, size)
    for text in notes(context):
        flow.write(text, small, colour=Ink.MUTED, most=4, after=2)


def _legend_in_columns(context: Context, width: float) -> _Flow:
    """The same beside each other: so it takes little of the height of a square."""
    texts, size = context.texts, 17
    if shows_islands(context.view):
        flow = _Flow(0, 0, width)
        _legend(flow, context, size)
        return flow
    title, rows = legend_rows(context)
    head = _Flow(0, 0, width)
    head.write(title, size + 1, bold=True, after=4)
    keys = [
        partial(_Flow.swatch, colour=str(colour), text=text, size=size) for colour, text in rows
    ]
    if context.view.sites and not context.view.kind.is_labour:
        keys.append(partial(_Flow.ring, text=texts("legend.sites"), size=size))
    keys += [
        partial(_Flow.place, kind=kind, text=text, size=size) for kind, text in own_kinds(context)
    ]
    wide, high, lowest = width / COLUMNS, math.ceil(len(keys) / COLUMNS), head.y
    for column in range(COLUMNS):
        flow = _Flow(column * wide, head.y, wide - EDGE / 2)
        for draw in keys[column * high : (column + 1) * high]:
            draw(flow)
        head.elements += flow.elements
        lowest = max(lowest, flow.y)
    head.y = lowest
    for text in notes(context):
        head.write(text, size - 3, colour=Ink.MUTED, most=4, after=2)
    return head


def _nine(flow: _Flow, key: Square, size: float, small: float) -> None:
    """Offer against work: three by three, most work on top, most offer at the right."""
    flow.write(key.title, size + 1, bold=True, after=6)
    side, wide = 2.2 * size, 5 * small
    west = flow.x + 5.1 * small + 8
    for row, (demand, cells) in enumerate(key.rows):
        for offer, cell in enumerate(cells):
            x, y = west + offer * wide, flow.y + row * side
            flow.elements.append(
                element("rect", x=x, y=y, width=wide - 2, height=side - 2, rx=3, fill=TWO_WAY[cell])
            )
            if key.counts[cell]:
                flow.elements.append(
                    label(
                        x + wide / 2 - 1,
                        y + side / 2 + 0.3 * size,
                        str(key.counts[cell]),
                        size,
                        "middle",
                        True,
                        ink(cell),
                    )
                )
        lines = wrapped(demand, west - flow.x - 8, small)
        for at, line in enumerate(lines):
            middle = flow.y + row * side + side / 2 + (at - (len(lines) - 1) / 2) * 1.1 * small
            flow.elements.append(label(west - 8, middle + 0.3 * small, line, small, "end"))
    flow.y += 3 * side
    under = [wrapped(words, wide, small, most=3) for words in key.offer]
    for offer, lines in enumerate(under):
        for at, line in enumerate(lines):
            middle = west + offer * wide + wide / 2 - 1
            flow.elements.append(
                label(middle, flow.y + (at + 1) * 1.1 * small, line, small, "middle")
            )
    flow.y += (max(map(len, under)) * 1.1 + 0.6) * small
    for text in key.axes:
        flow.write(text, small, colour=Ink.MUTED, most=3, after=2)
    if key.missing:
        flow.swatch(Area.NO_DATA, key.missing, small)
