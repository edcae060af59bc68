"""Regions as dots by two figures, one of them standing out."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from dashboard.drawing.axes import Plane, below, decimals_of, grid, ticks
from dashboard.drawing.svg import (
    LINE_HEIGHT,
    SMALL,
    Box,
    drawing,
    element,
    free,
    label,
    text_box,
    text_width,
    within,
    wrapped,
    written,
)
from dashboard.formatting import number
from dashboard.palette import TEXT_ORANGE, Area, Ink

#: Names beside the one that stands out.
OUTER = 6
#: Where a name may stand at its dot: pixels to the right and down, and how it is anchored there.
NEAR = (
    (6, 4, "start"),
    (-6, 4, "end"),
    (0, -9, "middle"),
    (0, 17, "middle"),
    (6, -5, "start"),
    (-6, -5, "end"),
    (6, 13, "start"),
    (-6, 13, "end"),
)
FURTHER = ((6, -21, "start"), (-6, -21, "end"), (6, 29, "start"), (-6, 29, "end"))
#: A name longer than this is cut off.
LONGEST = 170


@dataclass(frozen=True)
class Point:
    """One dot: its name, its two figures (NaN where unknown), and whether it stands out."""

    name: str
    x: float
    y: float
    chosen: bool = False

    @property
    def known(self) -> bool:
        return math.isfinite(self.x) and math.isfinite(self.y)


def scatter(
    points: Sequence[Point],
    *,
    x_title: str,
    y_title: str,
    median: str,
    size: tuple[int, int] = (340, 260),
    title: str,
    description: str = "",
    x_unit: str = "",
    y_unit: str = "",
    from_zero: bool = False,
    language: str = "nl",
    prefix: str = "dots",
) -> str:
    """Dots with dotted lines at the medians of all points, as SVG.

    median: the word before the figure of a median. Names stand at the chosen dots and at those
    furthest from the medians. A point of which a figure is unknown is left out, also of a median.
    """
    shown = sorted((point for point in points if point.known), key=lambda point: point.chosen)
    width, height = size
    x_steps = _steps([point.x for point in shown], from_zero, x_unit)
    y_steps = _steps([point.y for point in shown], from_zero, y_unit)
    places = decimals_of(y_steps)
    plane = Plane(
        west=max(text_width(number(step, language, places) + y_unit) for step in y_steps) + 8,
        north=2 * LINE_HEIGHT * SMALL + 14,
        east=width - 10,
        south=height - 36,
        x_low=x_steps[0],
        x_high=x_steps[-1],
        y_low=y_steps[0],
        y_high=y_steps[-1],
    )
    root = drawing(size, title, description, prefix)
    decimals = decimals_of(x_steps)
    marks = [(step, number(step, language, decimals) + x_unit) for step in x_steps]
    root.append(element("g", *grid(plane, y_steps, language, y_unit), *below(plane, marks, width)))
    root.append(label(0, SMALL, y_title, colour=Ink.MUTED))
    root.append(label(plane.east, height - 4, x_title, anchor="end", colour=Ink.MUTED))
    taken: list[Box] = []
    if shown:
        units = (x_unit, y_unit)
        root.append(_medians(shown, plane, median, units, language, taken))
    root.append(element("g", *(_dot(point, plane) for point in shown)))
    root.append(_names(shown, plane, taken))
    return written(root)


def _steps(values: list[float], from_zero: bool, unit: str) -> list[float]:
    """The figures of an axis round all values, with some room at both ends."""
    if not values:
        return [0.0, 1.0]
    low, high = min(values), max(values)
    room = (high - low) * 0.04 or abs(high) * 0.1 or 1
    start = 0 if from_zero else low - room
    # A figure that is never negative has no axis below nothing, a share none above all.
    start = max(start, 0) if low >= 0 else start
    if unit == "%" and high <= 100:
        return [step for step in ticks(min(start, 95), min(high + room, 100)) if step <= 100]
    return ticks(start, high + room)


def _medians(
    points: list[Point],
    plane: Plane,
    word: str,
    units: tuple[str, str],
    language: str,
    taken: list[Box],
) -> Element:
    """A dotted line each way, with the figure at its end."""
    middle_x = statistics.median(point.x for point in points)
    middle_y = statistics.median(point.y for point in points)
    x, y = plane.x(middle_x), plane.y(middle_y)
    dotted = {"stroke": Ink.MUTED, "stroke_width": 1.1, "stroke_dasharray": "1.5 3"}
    text_x = f"{word} {number(middle_x, language, 1)}{units[0]}"
    text_y = f"{word} {number(middle_y, language, 1)}{units[1]}"
    half = text_width(text_x) / 2
    at_x = min(max(x, plane.west + half), plane.east - half)
    taken.append(text_box(plane.east, y - 4, text_y, anchor="end"))
    return element(
        "g",
        element("line", x1=x, x2=x, y1=plane.north - 6, y2=plane.south, **dotted),
        element("line", x1=plane.west, x2=plane.east, y1=y, y2=y, **dotted),
        label(at_x, plane.north - 9, text_x, anchor="middle", colour=Ink.MUTED),
        label(plane.east, y - 4, text_y, anchor="end", colour=Ink.MUTED, halo=2.5),
    )


def _dot(point: Point, plane: Plane) -> Element:
    return element(
        "circle",
        cx=plane.x(point.x),
        cy=plane.y(point.y),
        r=6.0 if point.chosen else 3.4,
        fill=TEXT_ORANGE if point.chosen else Area.MIDDLE,
        fill_opacity=None if point.chosen else "0.75",
        stroke=Ink.INK if point.chosen else Ink.PANEL,
        stroke_width=1.2 if point.chosen else 0.6,
    )


def _names(points: list[Point], plane: Plane, taken: list[Box]) -> Element:
    """Names of the chosen dots, then of the outermost ones that have room."""
    group = element("g")
    outer = sorted(
        (point for point in points if not point.chosen), key=lambda point: _inward(point, points)
    )
    chosen = [point for point in points if point.chosen]
    dots = [
        (plane.x(p.x) - 3.4, plane.y(p.y) - 3.4, plane.x(p.x) + 3.4, plane.y(p.y) + 3.4)
        for p in points
    ]
    left = OUTER
    for point in [*chosen, *outer]:
        if not (left or point.chosen):
            break
        name = wrapped(point.name, LONGEST, bold=point.chosen, most=1)[0]
        x, y = plane.x(point.x), plane.y(point.y)
        own = (x - 3.4, y - 3.4, x + 3.4, y + 3.4)
        others = [dot for dot in dots if dot != own]
        found = _room(name, x, y, point.chosen, plane, [*taken, *others], NEAR)
        if found is None and point.chosen:
            # Its name must be there: over other dots if need be, or further off, or over words.
            found = (
                _room(name, x, y, True, plane, taken, NEAR)
                or _room(name, x, y, True, plane, taken, FURTHER)
                or _room(name, x, y, True, plane, [], NEAR)
            )
        if found is None:
            continue
        at, anchor, box = found
        taken.append(box)
        left -= not point.chosen
        colour = TEXT_ORANGE if point.chosen else Ink.INK
        group.append(label(*at, name, SMALL, anchor, point.chosen, colour, 2.5))
    return group


def _room(
    name: str,
    x: float,
    y: float,
    bold: bool,
    plane: Plane,
    taken: list[Box],
    spots: tuple[tuple[int, int, str], ...],
) -> tuple[tuple[float, float], str, Box] | None:
    """Where a name fits at a dot, how it is anchored there, and the room it takes."""
    more = 3 if bold else 0
    field = (plane.west, plane.north, plane.east + 8, plane.south)
    for right, down, anchor in spots:
        at = x + right + math.copysign(more, right) * (right != 0), y + down
        box = text_box(*at, name, SMALL, anchor, bold)
        if within(box, field) and free(box, taken):
            return at, anchor, box
    return None


def _inward(point: Point, points: list[Point]) -> float:
    """Less for a point further from the medians, in spreads of the points."""
    away = 0.0
    for of in (lambda p: p.x, lambda p: p.y):
        values = [of(p) for p in points]
        spread = statistics.pstdev(values) or 1
        away += ((of(point) - statistics.median(values)) / spread) ** 2
    return -away
