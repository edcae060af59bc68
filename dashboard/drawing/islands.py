"""The islands of the Caribbean Netherlands, each at its own scale: they lie far apart, and no map
of the country has them."""

from xml.etree.ElementTree import Element

from dashboard.address.context import Context
from dashboard.drawing.shapes import Frame
from dashboard.drawing.svg import (
    LINE_HEIGHT,
    SMALL,
    clean,
    drawing,
    element,
    label,
    wrapped,
)
from dashboard.figures.caribbean import Island, islands
from dashboard.formatting import number
from dashboard.palette import Area, Ink

#: Length of the bar that shows a scale, in kilometres: a part of the smallest island too.
BAR_KM = {"Bonaire": 10}
USUAL_BAR_KM = 2
#: Of the name of an island, beside the smallest letters.
NAME = 1.3 * SMALL
#: Room round what is drawn, and height of the bar with its words.
EDGE, BAR = 10, 26
#: Names of schools have room below an island in cells from this width on; else beside it, where the
#: island has this part of the width.
BELOW, BESIDE = 130, 0.4


def islands_drawing(context: Context, size: tuple[float, float], description: str = "") -> Element:
    """Beside each other, or below where they are narrow; each with its name and schools."""
    (width, height), texts = size, context.texts
    every = islands()
    named = description or ", ".join(island["name"] for island in every)
    root = drawing(size, texts("caribbean.title"), named, "kaart")
    root.append(element("rect", width=width, height=height, fill=Ink.SEA))
    is_below = width / len(every) >= BELOW
    wide, high = (width / len(every), height) if is_below else (width, height / len(every))
    told = [_told(island, wide - EDGE if is_below else wide * (1 - BESIDE)) for island in every]
    # As high for all: then names stand beside each other.
    rows = max(map(len, told))
    for at, (island, lines) in enumerate(zip(every, told, strict=True)):
        below = EDGE + LINE_HEIGHT * (NAME + (rows - 1) * SMALL)
        room = (wide, high - below) if is_below else (wide * BESIDE, high)
        x, y = (at * wide, 0.0) if is_below else (0.0, at * high)
        words = (
            _written(lines, wide / 2, room[1])
            if is_below
            else _written(lines, (wide + room[0]) / 2, (high - BAR - below) / 2)
        )
        drawn = _island(island, room, texts.language)
        root.append(element("g", *drawn, *words, transform=f"translate({clean(x)} {clean(y)})"))
    return root


def outline(island: Island, frame: Frame) -> str:
    """The shape of an island as a path."""
    rings = ["L".join(f"{x:.1f} {y:.1f}" for x, y in frame.place(ring)) for ring in island["rings"]]
    return "".join(f"M{ring}Z" for ring in rings)


def frame_of(island: Island, size: tuple[float, float], padding: float) -> Frame:
    """Where its degrees fall in a drawing that it fills."""
    points = [point for ring in island["rings"] for point in ring]
    lons, lats = zip(*points, strict=True)
    return Frame.fitted((min(lons), min(lats), max(lons), max(lats)), size, padding)


def bar_km(island: Island) -> int:
    """Kilometres of the bar that shows its scale."""
    return BAR_KM.get(island["name"], USUAL_BAR_KM)


def _told(island: Island, width: float) -> list[str]:
    """Its name, and the lines of the names of its schools."""
    schools = (wrapped(school["name"], width, SMALL, most=3) for school in island["schools"])
    return [island["name"], *(line for lines in schools for line in lines)]


def _written(lines: list[str], x: float, y: float) -> list[Element]:
    """Lines below a height, round a middle, of which the first is a name."""
    elements = []
    for at, line in enumerate(lines):
        size = SMALL if at else NAME
        y += LINE_HEIGHT * size
        elements.append(label(x, y, line, size, "middle", bold=not at))
    return elements


def _island(island: Island, size: tuple[float, float], language: str) -> list[Element]:
    """Its shape, with the bar of its scale below it."""
    width, height = size
    frame = frame_of(island, (width, max(height - BAR, 1)), EDGE)
    km, y = bar_km(island), height - 4
    length, middle = km * frame.px_per_km, width / 2
    ends = f"M{middle - length / 2:.1f} {y - 4:.1f}v4h{length:.1f}v-4"
    return [
        element("path", d=outline(island, frame), fill=Area.NO_DATA, stroke=Ink.INK),
        element("path", d=ends, fill="none", stroke=Ink.INK, stroke_width=1.2),
        label(middle, y - 5, f"{number(km, language)} km", SMALL, "middle"),
    ]
