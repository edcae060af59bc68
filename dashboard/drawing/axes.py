"""What charts share: round steps of an axis, a plane from figures to pixels, labels in a column."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from dashboard.drawing.svg import LINE_HEIGHT, SMALL, Box, element, label, text_box, text_width
from dashboard.formatting import number
from dashboard.palette import Area, Ink

#: Lengths of a step of an axis, times a power of ten.
STEPS = (1, 2, 2.5, 5, 10)


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round numbers from at or below ``low`` to at or above ``high``, at most so many steps."""
    span = max(high - low, 1e-9)
    power = 10 ** math.floor(math.log10(span / most))
    step = next(power * step for step in STEPS if span <= power * step * most * (1 + 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * place, 10) for place in range(first, max(last, first + 1) + 1)]


def decimals_of(values: Sequence[float]) -> int:
    """Decimals that round steps need to be told apart."""
    return max((len(f"{value:g}".partition(".")[2]) for value in values), default=0)


@dataclass(frozen=True)
class Plane:
    """The field of a chart in pixels, and the figures at its edges."""

    west: float
    north: float
    east: float
    south: float
    x_low: float
    x_high: float
    y_low: float
    y_high: float

    def x(self, value: float) -> float:
        span = self.x_high - self.x_low or 1
        return self.west + (value - self.x_low) / span * (self.east - self.west)

    def y(self, value: float) -> float:
        span = self.y_high - self.y_low or 1
        return self.south - (value - self.y_low) / span * (self.south - self.north)


def grid(plane: Plane, at: list[float], language: str, unit: str = "") -> list[Element]:
    """Thin lines across the field with their figures on the left; the lowest one is the axis."""
    decimals = decimals_of(at)
    elements = []
    for value in at:
        y = plane.y(value)
        lowest = value == at[0]
        line = element(
            "line",
            x1=plane.west,
            x2=plane.east,
            y1=y,
            y2=y,
            stroke=Ink.MUTED if lowest else Area.NO_DATA,
            stroke_width=1 if lowest else 0.7,
        )
        text = number(value, language, decimals) + unit
        elements += [line, label(plane.west - 6, y + 4, text, anchor="end", colour=Ink.MUTED)]
    return elements


def below(plane: Plane, marks: Sequence[tuple[float, str]], width: float) -> list[Element]:
    """Words under the axis at their own places, within the width of the drawing; one that would
    touch another one is left out, the first and the last stay."""
    y = plane.south + 16
    order = [*marks[:1], *marks[-1:], *marks[1:-1]] if len(marks) > 1 else marks
    taken: list[Box] = []
    elements = []
    for value, text in order:
        x = plane.x(value)
        half = text_width(text) / 2
        middle = max(min(x, width - half), half)
        box = text_box(middle, y, text, SMALL, "middle")
        if any(box[0] < other[2] + 6 and box[2] > other[0] - 6 for other in taken):
            continue
        taken.append(box)
        elements += [
            element(
                "line",
                x1=x,
                x2=x,
                y1=plane.south,
                y2=plane.south + 4,
                stroke=Ink.MUTED,
                stroke_width=1,
            ),
            label(middle, y, text, anchor="middle", colour=Ink.MUTED),
        ]
    return elements


def spread(wanted: list[float], heights: list[float], low: float, high: float) -> list[float]:
    """Middles of boxes in a column, as near to where they are wanted as they fit without overlap.

    Boxes keep their order. Where there is too little room they run on below ``high``.
    """
    order = sorted(range(len(wanted)), key=lambda row: wanted[row])
    found = [0.0] * len(wanted)
    edge = low
    for row in order:
        found[row] = max(wanted[row], edge + heights[row] / 2)
        edge = found[row] + heights[row] / 2
    edge = max(high, low + sum(heights))
    for row in reversed(order):
        found[row] = min(found[row], edge - heights[row] / 2)
        edge = found[row] - heights[row] / 2
    return found


def lines_height(lines: list[str], size: float = SMALL) -> float:
    """Height of some lines of text."""
    return len(lines) * size * LINE_HEIGHT
