"""Small parts of every drawing: elements, numbers, and text with the room that it takes."""

import re
from collections.abc import Callable, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from dashboard.palette import Ink

#: The smallest type, 8.25 points on paper.
SMALL = 11
#: Height of a line of text, in ems.
LINE_HEIGHT = 1.2
#: West, north, east, south, in pixels.
Box = tuple[float, float, float, float]

#: Advance of letters of Atkinson Hyperlegible Next in ems, by shape; an estimate on the wide side.
_ADVANCES = (
    (0.29, "iljI.,:;'’|! ()[]"),
    (0.42, 'ftr-–/"“”*'),
    (0.88, "mwMW%@—"),
    (0.7, "ABCDGHKNOPQRUVXYÆ&"),
)
_ADVANCE = {letter: advance for advance, letters in _ADVANCES for letter in letters}
_OTHER, _BOLD = 0.58, 1.06
#: What XML cannot hold, whoever wrote it.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: A word with what follows it, up to where a line may end.
_WORD = re.compile(r"\s*[^\s/-]*(?:[/-]+|\s+|$)")


def element(tag: str, *children: Element, **attributes) -> Element:
    """An element; ``_`` in the name of an attribute stands for ``-``, None leaves it out."""
    root = Element(
        tag,
        {
            name.rstrip("_").replace("_", "-"): clean(value)
            for name, value in attributes.items()
            if value is not None
        },
    )
    root.extend(children)
    return root


def clean(value: object) -> str:
    """An attribute or a text as XML can hold it; numbers as short as they can be."""
    if isinstance(value, float):
        return f"{round(value, 1) + 0:.1f}".removesuffix(".0")
    return _FORBIDDEN.sub("", str(value))


def drawing(size: tuple[float, float], title: str, description: str, prefix: str) -> Element:
    """An empty drawing that a screen reader names. ``prefix`` makes its ids unique on a page."""
    width, height = map(clean, size)
    name, words = element("title", id=f"{prefix}-title"), element("desc", id=f"{prefix}-desc")
    name.text, words.text = clean(title), clean(description)
    return element(
        "svg",
        name,
        words,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=f"{prefix}-title {prefix}-desc",
        font_family="inherit",
        font_size=SMALL,
        fill=Ink.INK,
    )


def written(root: Element) -> str:
    """The drawing as text that can stand in an HTML page."""
    return ElementTree.tostring(root, encoding="unicode")


def text_width(text: str, size: float = SMALL, bold: bool = False) -> float:
    """About how wide a line of text is, in pixels."""
    ems = sum(_ADVANCE.get(letter, _OTHER) for letter in text)
    return ems * size * (_BOLD if bold else 1)


def text_box(
    x: float, y: float, text: str, size: float = SMALL, anchor: str = "start", bold: bool = False
) -> Box:
    """The room of a line of text whose baseline is at y."""
    width = text_width(text, size, bold)
    left = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
    return left, y - 0.8 * size, left + width, y + 0.25 * size


def label(
    x: float,
    y: float,
    text: str,
    size: float = SMALL,
    anchor: str = "start",
    bold: bool = False,
    colour: str = Ink.INK,
    halo: float = 0,
) -> Element:
    """A line of text with its baseline at y; a halo keeps it readable over anything."""
    line = element(
        "text",
        x=float(x),
        y=float(y),
        font_size=size,
        text_anchor=None if anchor == "start" else anchor,
        font_weight=700 if bold else None,
        fill=colour,
        stroke=Ink.PANEL if halo else None,
        stroke_width=halo or None,
        stroke_linejoin="round" if halo else None,
        paint_order="stroke" if halo else None,
    )
    line.text = clean(text)
    return line


def free(box: Box, taken: list[Box], gap: float = 1) -> bool:
    """Is there room for a box beside those that are taken?"""
    west, north, east, south = box
    west, north, east, south = west - gap, north - gap, east + gap, south + gap
    # A plain loop: a drawing asks this of some hundred thousand pairs.
    for other in taken:
        if west < other[2] and east > other[0] and north < other[3] and south > other[1]:
            return False
    return True


def within(box: Box, view: Box) -> bool:
    """Does a box lie wholly in another one?"""
    return box[0] >= view[0] and box[1] >= view[1] and box[2] <= view[2] and box[3] <= view[3]


def wrapped(
    text: str, room: float, size: float = SMALL, bold: bool = False, most: int = 2
) -> list[str]:
    """A text in at most so many lines of so many pixels; what does not fit ends in an …

    Lines part at spaces, and after a hyphen or a slash.
    """

    def fits(line: str) -> bool:
        return text_width(line.rstrip(), size, bold) <= room

    lines = [""]
    for word in _WORD.findall(text):
        if lines[-1] and not fits(lines[-1] + word):
            lines.append("")
        lines[-1] += word
    if len(lines) > most:
        lines = [*lines[: most - 1], "".join(lines[most - 1 :])]
    return [line.rstrip() if fits(line) else _shortened(line, fits) for line in lines]


def _shortened(line: str, fits: Callable[[str], bool]) -> str:
    while line and not fits(line + "…"):
        line = line[:-1]
    return line.rstrip(" ,:;-/") + "…"


def shared_line(prefix: str, name: str, shape: str) -> Element:
    """A shape that is drawn by its name, so that an edge under a line costs no second copy."""
    path = element("path", id=f"{prefix}-line-{name}", d=shape, fill="none")
    return element("defs", path)


def stroked(prefix: str, name: str, strokes: Sequence[tuple[str, float]]) -> list[Element]:
    return [
        element(
            "use",
            href=f"#{prefix}-line-{name}",
            stroke=colour,
            stroke_width=thickness,
            stroke_linejoin="round",
            stroke_linecap="round",
        )
        for colour, thickness in strokes
    ]
