"""Lines on paper: a curve against distance, a trend over school years, a forecast."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element

from dashboard.drawing.axes import Plane, below, decimals_of, grid, lines_height, spread, ticks
from dashboard.drawing.svg import (
    LINE_HEIGHT,
    SMALL,
    clean,
    drawing,
    element,
    label,
    text_box,
    text_width,
    wrapped,
    written,
)
from dashboard.figures.line_sight import Value
from dashboard.formatting import number
from dashboard.palette import TEXT_ORANGE, Area, Ink

#: How a line is drawn: the region itself, what it is compared with (as ``figures.curve`` names
#: them), or one of several.
MAIN, PROVINCE, COUNTRY, OTHER = "region", "province", "country", "other"
#: Colours of several lines, in turn.
COLOURS = (Area.NEAREST, TEXT_ORANGE, Ink.MUTED, Area.WORST, Area.MIDDLE)
#: The part of the width that names of lines may take.
NAMES = 0.32


@dataclass(frozen=True)
class Series:
    """One line: its name, its places along the axis (ascending), and a value at each.

    A range is drawn as a band; None parts the line. After ``solid_until`` it is dashed, as a
    forecast is.
    """

    name: str
    x: Sequence[float]
    values: Sequence[Value]
    kind: str = OTHER
    solid_until: float = math.inf
    #: Dots at the values; without them a line is smooth, as a curve of many values is.
    dots: bool = True


def school_year(year: str) -> float:
    """Where a school year stands on an axis of time: ``2018-2019`` at 2018."""
    return float(year[:4])


def line_chart(
    series: Sequence[Series],
    x_labels: Sequence[tuple[float, str]] | None = None,
    *,
    size: tuple[int, int] = (340, 220),
    title: str,
    description: str = "",
    y_title: str = "",
    x_title: str = "",
    unit: str = "",
    y_most: float | None = None,
    threshold: tuple[float, str] | None = None,
    moments: Sequence[tuple[float, str]] = (),
    language: str = "nl",
    prefix: str = "lines",
) -> str:
    """Lines with their names at their ends, as SVG.

    x_labels: figures or years under the axis, each at its own place, so uneven years stand
    unevenly; round numbers unless given.
    unit: written after the figures of the axis, such as ``%``. y_most: the end of that axis, if it
    is not to follow the values. threshold: a place along the axis and what to call it; moments:
    others, at which nothing is crossed.
    """
    shown = [_known(one) for one in series]
    lines = [one for one in shown if one.x]
    width, height = size
    names = [wrapped(one.name, width * NAMES, bold=one.kind == MAIN, most=3) for one in lines]
    room = max((text_width(row, bold=True) for rows in names for row in rows), default=0)
    highest = max((high for one in lines for _, high in one.ranges), default=0)
    steps = ticks(0, y_most or highest or 1, most=4)
    decimals = decimals_of(steps)
    digits = max(text_width(number(step, language, decimals) + unit) for step in steps)
    places = [place for one in lines for place in one.x]
    if x_labels is None:
        marks = ticks(min(places, default=0), max(places, default=1))
        x_labels = [(mark, number(mark, language, decimals_of(marks))) for mark in marks]
    places += [place for place, _ in x_labels]
    # Half of the outermost words under the axis stand beyond it.
    halves = [text_width(text) / 2 for _, text in x_labels] or [0]
    plane = Plane(
        west=max(digits + 8, halves[0]),
        north=(LINE_HEIGHT * SMALL if y_title else 0)
        + (LINE_HEIGHT * SMALL if threshold or moments else 0)
        + 8,
        east=width - max(room + 14, halves[-1]),
        south=height - 22 - (LINE_HEIGHT * SMALL if x_title else 0),
        x_low=min(places, default=0),
        x_high=max(places, default=1),
        y_low=0,
        y_high=steps[-1],
    )
    root = drawing(size, title, description, prefix)
    root.append(element("g", *grid(plane, steps, language, unit), *below(plane, x_labels, width)))
    root.extend(_titles(plane, y_title, x_title, height))
    colours = _colours(lines)
    order = sorted(range(len(lines)), key=lambda row: lines[row].kind == MAIN)
    if threshold:
        root.append(_threshold(plane, *threshold))
    for moment in moments:
        root.append(_threshold(plane, *moment))
    for row in order:
        root.append(_drawn(lines[row], plane, colours[row]))
    if threshold:
        root.extend(_crossings(lines, plane, threshold[0], colours))
    root.append(_names(lines, names, plane, colours))
    return written(root)


@dataclass(frozen=True)
class _Line:
    """A series without what is not known: places, ranges, and whether each follows a gap."""

    series: Series
    x: list[float]
    ranges: list[tuple[float, float]]
    after_gap: list[bool]

    @property
    def kind(self) -> str:
        return self.series.kind

    @property
    def name(self) -> str:
        return self.series.name

    @property
    def exact(self) -> list[bool]:
        return [low == high for low, high in self.ranges]

    @property
    def steps(self) -> list[tuple[int, int]]:
        """Neighbouring values with nothing unknown between them."""
        return [(a, b) for a, b in pairwise(range(len(self.x))) if not self.after_gap[b]]


def _known(series: Series) -> _Line:
    x, ranges, after_gap, gap = [], [], [], True
    for place, value in zip(series.x, series.values, strict=True):
        low, high = value if isinstance(value, tuple) else (value, value)
        if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
            gap = True
            continue
        x.append(float(place))
        ranges.append((float(low), float(high)))
        after_gap.append(gap)
        gap = False
    return _Line(series, x, ranges, after_gap)


def _colours(lines: list[_Line]) -> list[str]:
    """The region blue, its province dark, the country grey, others in turn."""
    others = [one for one in lines if one.kind == OTHER]
    fixed = {MAIN: Area.NEAR, PROVINCE: Ink.INK, COUNTRY: Ink.MUTED}
    # Dark blue is taken where the region itself is among the lines, grey where the country is.
    kinds = {one.kind for one in lines}
    taken: set[str] = {Area.NEAREST} if MAIN in kinds else set()
    taken |= {fixed[kind] for kind in kinds - {OTHER}}
    turn = [colour for colour in COLOURS if colour not in taken]
    given = {id(one): turn[place % len(turn)] for place, one in enumerate(others)}
    return [str(given.get(id(one)) or fixed[one.kind]) for one in lines]


def _titles(plane: Plane, y_title: str, x_title: str, height: float) -> list[Element]:
    elements = []
    if y_title:
        elements.append(label(0, SMALL, y_title, colour=Ink.MUTED))
    if x_title:
        elements.append(label(plane.east, height - 4, x_title, anchor="end", colour=Ink.MUTED))
    return elements


def _drawn(line: _Line, plane: Plane, colour: str) -> Element:
    """Bands where values are ranges, lines where they are exact, dots or bars at the values."""
    group = element("g", stroke=colour, fill="none", stroke_linejoin="round")
    thick = {MAIN: 2.6, PROVINCE: 1.4, COUNTRY: 1.2, OTHER: 1.8}[line.kind]
    exact = line.exact
    at = [
        (plane.x(x), plane.y(low), plane.y(high))
        for x, (low, high) in zip(line.x, line.ranges, strict=True)
    ]
    for a, b in line.steps:
        if not (exact[a] and exact[b]):
            (xa, lowa, higha), (xb, lowb, highb) = at[a], at[b]
            corners = [(xa, lowa), (xa, higha), (xb, highb), (xb, lowb)]
            points = " ".join(f"{clean(x)},{clean(y)}" for x, y in corners)
            # Edged, or a narrow band would hardly be seen on paper.
            group.append(
                element(
                    "polygon",
                    points=points,
                    fill=colour,
                    fill_opacity="0.22",
                    stroke_width=0.7,
                    stroke_opacity="0.7",
                )
            )
    for dashed in (False, True):
        path = _path(line, at, dashed)
        if path:
            dashes = "5 4" if dashed else None
            group.append(element("path", d=path, stroke_width=thick, stroke_dasharray=dashes))
    if line.series.dots:
        for place, is_exact, (x, low, high) in zip(line.x, exact, at, strict=True):
            hollow = place > line.series.solid_until
            group.append(_dot(x, low, high, is_exact, hollow, colour, thick))
    return group


def _dot(
    x: float, low: float, high: float, exact: bool, hollow: bool, colour: str, thick: float
) -> Element:
    """A dot for a number, hollow where it is a forecast; a bar with ends for a range."""
    if exact:
        fill = Ink.PANEL if hollow else colour
        return element("circle", cx=x, cy=low, r=thick / 2 + 1.4, fill=fill, stroke_width=1.2)
    ends = f"M{clean(x - 3)} {clean(low)}h6m-3 0V{clean(high)}m-3 0h6"
    return element("path", d=ends, stroke_width=1.4)


def _path(line: _Line, at: list[tuple[float, float, float]], dashed: bool) -> str:
    """The line through exact neighbours, before or after where the forecast begins."""
    parts, last = [], None
    for a, b in line.steps:
        if not (line.exact[a] and line.exact[b]):
            continue
        if (line.x[b] > line.series.solid_until) != dashed:
            continue
        if last != a:
            parts.append(f"M{clean(at[a][0])} {clean(at[a][1])}")
        parts.append(f"L{clean(at[b][0])} {clean(at[b][1])}")
        last = b
    return "".join(parts)


def _threshold(plane: Plane, place: float, text: str) -> Element:
    """An upright line with its name above it, within the field."""
    x = plane.x(place)
    west, _, east, _ = text_box(x, 0, text, SMALL, "middle", True)
    inward = max(0, -west) - max(0, east - plane.east)
    line = upright(x, plane.north - 4, plane.south)
    return element("g", line, label(x + inward, plane.north - 8, text, anchor="middle", bold=True))


def upright(x: float, north: float, south: float) -> Element:
    """A dashed line that marks a place along the axis."""
    return element(
        "line",
        x1=x,
        x2=x,
        y1=north,
        y2=south,
        stroke=Ink.INK,
        stroke_width=1.1,
        stroke_dasharray="2 2.5",
    )


def _crossings(lines: list[_Line], plane: Plane, place: float, colours: list[str]) -> list[Element]:
    """A dot where a line of numbers meets the threshold."""
    elements = []
    for line, colour in zip(lines, colours, strict=True):
        for a, b in line.steps:
            if line.x[a] <= place < line.x[b] and line.exact[a] and line.exact[b]:
                part = (place - line.x[a]) / (line.x[b] - line.x[a])
                value = line.ranges[a][0] + part * (line.ranges[b][0] - line.ranges[a][0])
                r = 4.0 if line.kind == MAIN else 2.6
                at = {"cx": plane.x(place), "cy": plane.y(value)}
                elements.append(element("circle", **at, r=r, fill=Ink.PANEL, stroke=colour))
                elements[-1].set("stroke-width", "2" if line.kind == MAIN else "1.4")
    return elements


def _names(lines: list[_Line], names: list[list[str]], plane: Plane, colours: list[str]) -> Element:
    """The name of every line at its end, moved up or down where names would touch."""
    group = element("g")
    ends = [plane.y(sum(line.ranges[-1]) / 2) for line in lines]
    heights = [lines_height(rows) + 2 for rows in names]
    middles = spread(ends, heights, 2, plane.south + 6)
    x = plane.east + 10
    for line, rows, colour, end, middle, room in zip(
        lines, names, colours, ends, middles, heights, strict=True
    ):
        start = plane.x(line.x[-1]) + 4
        if abs(middle - end) > 5 or x - start > 12:
            group.append(
                element(
                    "line",
                    x1=start,
                    y1=end,
                    x2=x - 2,
                    y2=middle,
                    stroke=colour,
                    stroke_width=0.6,
                )
            )
        for place, row in enumerate(rows):
            y = middle - room / 2 + 1 + SMALL * (0.95 + place * LINE_HEIGHT)
            group.append(label(x, y, row, bold=line.kind == MAIN, colour=_ink(colour)))
    return group


def _ink(colour: str) -> str:
    """The colour of a name: that of its line, unless it is too pale to read."""
    return str(Area.NEAR) if colour == Area.MIDDLE else colour
