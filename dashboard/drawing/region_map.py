"""The map of one region on paper: areas by class, ground, outline, sites and names of places."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from xml.etree.ElementTree import Element

import numpy as np

from dashboard.address.context import OwnPlace
from dashboard.data import Data, Region
from dashboard.drawing.fills import patterns, svg_fill
from dashboard.drawing.own_places import drawn_names, drawn_squares, place_marks
from dashboard.drawing.place_names import FURTHER, SPOTS, name_candidates, placed_names
from dashboard.drawing.shapes import COARSE, FINE, Frame, joined, layer, paths, whole
from dashboard.drawing.site_marks import SiteMarks
from dashboard.drawing.svg import (
    SMALL,
    Box,
    clean,
    drawing,
    element,
    free,
    label,
    shared_line,
    stroked,
    text_box,
    text_width,
    within,
    written,
)
from dashboard.formatting import number
from dashboard.messages.sites import Sites
from dashboard.messages.travel import Travel
from dashboard.palette import Area, Ink, own_line, unstriped
from geodata.layouts import MARK

#: Share of a fill that is left outside the region.
FAINT = 0.35
#: Room round the region, as a share of the shorter side.
PADDING = 0.06
#: So many of the largest places get their names before sites get their letters.
LARGEST = 5
#: A name for so many square pixels of the drawing, and one of a place outside the region.
ROOM_OF_NAME, ROOM_OUTSIDE = 9_000, 25_000
#: Names on a map of the screen, at most (assets/scripts/map/overlay.mjs).
NAMES_OF_SCREEN = 26
#: Lengths of the scale bar, in kilometres.
BARS = (1, 2, 5, 10, 20, 50, 100)

#: How much of its width on the screen a line of pupils has, and how much of its colour.
DRAWN, WIDE_OPACITY, SURE_OPACITY = 0.6, 0.22, 0.8

_KINDS = ("sea", "land", "water")
_GROUND = {"sea": Ink.SEA, "land": Ink.LAND, "water": Ink.WATER}


def region_map(
    data: Data,
    region_code: str,
    level: str,
    fills: Sequence[str | None],
    sites: Sites | None = None,
    **how,
) -> str | None:
    """A map of one region as SVG text; see :func:`region_drawing`.

    None for a region without a place on the map (the Caribbean one).
    """
    if not data.around(region_code).box:
        return None
    return written(region_drawing(data, region_code, level, fills, sites, **how))


def region_drawing(
    data: Data,
    region_code: str,
    level: str,
    fills: Sequence[str | None],
    sites: Sites | None = None,
    *,
    size: tuple[float, float] = (340, 300),
    title: str,
    description: str = "",
    language: str = "nl",
    prefix: str = "map",
    box: tuple[float, float, float, float] | None = None,
    inside: Sequence[int] | None = None,
    chosen: Sequence[int] = (),
    colours: Mapping[int, str] = MappingProxyType({}),
    over: Travel | None = None,
    titles: Sequence[str] = (),
    frame: Frame | None = None,
    places: Sequence[OwnPlace] = (),
) -> Element:
    """A map of one region; a home is shown in its municipality.

    fills: a colour, with stripes or without, or None (no data) per row of ``regions_of(level)``.
    sites: the message of ``messages.sites``. prefix: makes ids unique where drawings share a page.
    box: west, south, east and north of what to show, and inside: rows of the level that are not
    faint; those of the region unless given. chosen: features of the level with an outline of their
    own; colours: those with one in a colour of their own. over: the message of ``figures.travel``,
    whose rings and rides are drawn over the areas. titles: what a pointer reads on an area that is
    not faint, per row of the level. frame: where degrees fall, on something that has its own edge
    and scale; of that size and without both here. places: what a user brought.
    ValueError for a region without a place on the map (the Caribbean one).
    """
    region, wide = data.region(region_code), data.around(region_code)
    if not wide.box:
        raise ValueError(f"{region_code} is in no place of the map")
    if inside is None:
        inside = data.areas_inside(level, wide.code).tolist()
    is_bare = frame is not None
    frame = frame or Frame.fitted(box or wide.box, size, PADDING * min(size))
    width, height = size
    root = drawing(size, title, description, prefix)
    clip = element("clipPath", element("rect", width=width, height=height), id=f"{prefix}-view")
    root.append(element("defs", clip, *patterns(fills, prefix)))
    root.append(
        element(
            "g",
            element("rect", width=width, height=height, fill=Ink.SEA),
            *_ground(data, frame, wide),
            *_areas(data, frame, wide, level, fills, prefix, inside, titles),
            *_outlines(data, frame, region, wide, prefix),
            *_chosen(data, frame, level, chosen, prefix),
            *_coloured(data, frame, level, colours, prefix),
            *_rings(frame, over),
            *_streams(frame, over),
            clip_path=f"url(#{prefix}-view)",
        )
    )
    taken: list[Box] = []
    notes = _notes(frame, over, taken)
    dots = SiteMarks.of(data, frame, wide, sites)
    bar = None if is_bare else _scale_bar(frame, language, dots.boxes(), taken)
    taken += dots.boxes()
    own_marks = place_marks(places, frame, taken)
    own_names = drawn_names(own_marks, frame, taken)
    candidates = name_candidates(data, frame, wide)
    room = width * height
    most, most_outside = int(room // ROOM_OF_NAME), int(room // ROOM_OUTSIDE)
    if is_bare:
        # As the map of the screen will have them.
        candidates = [name for name in candidates if name.is_large]
        most = most_outside = NAMES_OF_SCREEN
    # The largest places are found by their names, so these go before the letters of sites.
    of_region = [name for name in candidates if name.inside]
    names = placed_names(of_region[:LARGEST], frame, LARGEST, taken, SPOTS + FURTHER)
    letters = dots.letters(frame, taken)
    names += placed_names(of_region[LARGEST:], frame, most - len(names), taken)
    others = [name for name in candidates if not name.inside]
    names += placed_names(others, frame, most_outside, taken)
    # Where a site is matters most, unless dots are many and small: then names must stay readable.
    layers = [names, letters, dots.drawn(prefix)] if dots.marked else [dots.drawn(prefix), names]
    if own_marks:
        layers += [drawn_squares(own_marks), own_names]
    root.extend([element("g", *layer) for layer in [*layers, notes]])
    if bar is not None:
        root.append(bar)
        root.append(_edge(width, height))
    return root


def _edge(width: float, height: float) -> Element:
    return element(
        "rect",
        x=0.5,
        y=0.5,
        width=width - 1,
        height=height - 1,
        fill="none",
        stroke=Area.NO_DATA,
    )


def _file(data: Data, key: str) -> str:
    return data.geometry_file(key)


def _ground(data: Data, frame: Frame, wide: Region) -> list[Element]:
    """Land beyond the border, then sea, land and water of the Netherlands; no land under the
    country, whose areas cover all of it."""
    drawn = _drawn_by(wide)
    abroad = "".join(drawn(_file(data, "abroad"), frame, COARSE).values())
    shapes = drawn(_file(data, "base"), frame, COARSE)
    kinds = {_KINDS[feature]: shape for feature, shape in sorted(shapes.items())}
    if wide.level == "nl":
        kinds.pop("land", None)
    own = [(_GROUND[kind], shape) for kind, shape in kinds.items()]
    return [
        element("path", d=shape, fill=colour, fill_rule="evenodd")
        for colour, shape in [(Ink.LAND, abroad), *own]
        if shape
    ]


def _areas(
    data: Data,
    frame: Frame,
    wide: Region,
    level: str,
    fills: Sequence[str | None],
    prefix: str,
    within_region: Sequence[int],
    titles: Sequence[str],
) -> list[Element]:
    """Areas by fill: those outside the region as one faint shape, those inside one by one."""
    rows = data.on_map(level, wide.code)
    file = _file(data, data.shapes(level, wide.code))
    found = layer(file)
    inside = np.isin(rows, within_region)
    fill_of = np.array([fills[row] or str(Area.NO_DATA) for row in rows], object)
    shapes = defaultdict(list)
    corner = _corner(wide)
    drawn = (
        whole(file, frame, corner)
        if inside.all()
        else paths(found, frame, features=inside, corner=corner)
    )
    for feature, shape in drawn.items():
        title = titles[rows[feature]] if len(titles) else ""
        shapes[fill_of[feature]].append((shape, title))
    # So faint that stripes would be a second colour.
    ground_of = np.array([unstriped(fill) for fill in fill_of], object)
    faint = {
        fill: joined(found, frame, ~inside & (ground_of == fill)) for fill in sorted(set(ground_of))
    }
    return [
        element(
            "g",
            *(element("path", d=shape, fill=fill) for fill, shape in faint.items() if shape),
            id=f"{prefix}-outside",
            fill_opacity=str(FAINT),
            fill_rule="evenodd",
        ),
        element(
            "g",
            *(
                element(
                    "g",
                    *(_titled(shape, title) for shape, title in shapes[fill]),
                    fill=svg_fill(fill, prefix),
                )
                for fill in sorted(shapes)
            ),
            id=f"{prefix}-inside",
            fill_rule="evenodd",
            stroke=Ink.LINE,
            stroke_width=0.5,
            stroke_linejoin="round",
        ),
    ]


def _titled(shape: str, title: str) -> Element:
    """One area, with what a pointer reads on it."""
    path = element("path", d=shape)
    if title:
        words = element("title")
        words.text = clean(title)
        path.append(words)
    return path


def _drawn_by(region: Region) -> Callable[[str, Frame, float], Mapping[int, str]]:
    """What makes path data of a file: of the country it is kept, as most views are of all of it."""
    if region.level == "nl":
        return whole
    return lambda file, frame, corner: paths(layer(file), frame, corner=corner)


def _corner(region: Region) -> float:
    """How much of its corners a region may lose; the country has too many to show them all."""
    return COARSE if region.level == "nl" else FINE


def _outlines(data: Data, frame: Frame, region: Region, wide: Region, prefix: str) -> list[Element]:
    """The border of the region on a pale edge; of a home also its municipality, thinner; of the
    country, thin, with the provinces."""
    if wide.level == "nl":
        borders = whole(_file(data, "borders"), frame, FINE, closed=False)
        return [
            shared_line(prefix, "borders", "".join(borders.values())),
            *stroked(prefix, "borders", [(Ink.LINE, 1.5)]),
            _outline(data, frame, wide, prefix),
            *stroked(prefix, wide.code, [(Ink.MUTED, 0.6)]),
        ]
    elements = []
    for one, thickness in {wide: 2.0 if wide == region else 1.2, region: 2.0}.items():
        elements.append(_outline(data, frame, one, prefix))
        usual = [(Ink.PANEL, thickness + 2), (Ink.INK, thickness)]
        elements += stroked(prefix, _line_name(one), _own(one.colour) if one.colour else usual)
    return elements


def _own(colour: str) -> list[tuple[str, float]]:
    """The border of a region to which somebody gave a colour, on a pale edge."""
    return [(Ink.PANEL, 6.0), (own_line(colour), 3.2)]


def _outline(data: Data, frame: Frame, region: Region, prefix: str) -> Element:
    found = layer(_file(data, data.shapes(region.level, region.code)))
    chosen = np.arange(found.feature[-1] + 1) == region.feature
    shapes = paths(found, frame, features=chosen, corner=_corner(region))
    shape = shapes.get(region.feature, "")
    return shared_line(prefix, _line_name(region), shape)


def _line_name(region: Region) -> str:
    """The name of its outline: what somebody calls a region of their own is none, as it may have
    spaces."""
    return region.kind if MARK in region.code else region.code


def _chosen(
    data: Data, frame: Frame, level: str, chosen: Sequence[int], prefix: str
) -> list[Element]:
    """The borders of areas that were chosen one by one."""
    if not len(chosen):
        return []
    found = layer(_file(data, level))
    picked = np.isin(np.arange(found.feature[-1] + 1), chosen)
    shape = "".join(paths(found, frame, features=picked).values())
    strokes = [(Ink.PANEL, 4.0), (Ink.INK, 2.0)]
    return [shared_line(prefix, "chosen", shape), *stroked(prefix, "chosen", strokes)]


def _coloured(
    data: Data, frame: Frame, level: str, colours: Mapping[int, str], prefix: str
) -> list[Element]:
    """The borders of areas in colours of their own."""
    if not colours:
        return []
    found = layer(_file(data, level))
    picked = np.isin(np.arange(found.feature[-1] + 1), list(colours))
    elements = []
    for feature, shape in paths(found, frame, features=picked).items():
        name = f"own-{feature}"
        elements.append(shared_line(prefix, name, shape))
        elements += stroked(prefix, name, _own(colours[feature].lstrip("#")))
    return elements


def _rings(frame: Frame, over: Travel | None) -> list[Element]:
    """Outlines of riding time round a site, and the rides from a home to its nearest sites."""
    if not over:
        return []
    rings = [_ring(frame, ring["shape"]) for ring in over["rings"]]
    ways = [frame.place([line["home"], line["site"]]) for line in over["lines"]]
    return [
        *(
            element(
                "path",
                d=ring,
                fill=Ink.PANEL,
                fill_opacity="0.14",
                fill_rule="evenodd",
                stroke=Ink.INK,
                stroke_width=1.2,
                stroke_dasharray="4 2.5",
            )
            for ring in rings
            if ring
        ),
        *(
            element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=Ink.INK, stroke_width=1.4)
            for (x1, y1), (x2, y2) in (way.tolist() for way in ways)
        ),
    ]


def _streams(frame: Frame, over: Travel | None) -> list[Element]:
    """From where pupils come: as wide as they are at most, and on that as wide as they surely
    are."""
    if not over or "streams" not in over or "to" not in over:
        return []
    streams, (site,) = over["streams"], frame.place([over["to"]]).tolist()
    homes = frame.place([stream["home"] for stream in streams]).tolist() if streams else []
    return [
        element(
            "g",
            *(
                element("line", x1=x, y1=y, x2=site[0], y2=site[1], stroke_width=width * DRAWN)
                for stream, (x, y) in zip(streams, homes, strict=True)
                if (width := stream[key]) > 0  # type: ignore[literal-required]
            ),
            stroke=Ink.INK,
            stroke_opacity=str(opacity),
            stroke_linecap="round",
        )
        for key, opacity in (("wide", WIDE_OPACITY), ("sure", SURE_OPACITY))
    ]


def _ring(frame: Frame, shape: list) -> str:
    corners = [frame.place(ring).tolist() for part in shape for ring in part]
    return "".join(
        "M" + "L".join(f"{clean(x)} {clean(y)}" for x, y in ring) + "z" for ring in corners
    )


def _notes(frame: Frame, over: Travel | None, taken: list[Box]) -> list[Element]:
    """The words of rings and rides, where the screen has them; one that would touch another is
    left out."""
    if not over:
        return []
    at = []
    for ring in over["rings"]:
        corners = [corner for part in ring["shape"] for corner in part[0]]
        if corners:
            x, y = frame.place(max(corners, key=lambda corner: corner[1]))[0]
            at.append((ring["label"], float(x), float(y) + 4))
    for stream in over.get("streams", ()):
        if stream["label"]:
            ((x, y),) = frame.place([stream["home"]]).tolist()
            at.append((stream["label"], x, y + 4))
    for line in over["lines"]:
        (x1, y1), (x2, y2) = frame.place([line["home"], line["site"]]).tolist()
        at.append((line["label"], x1 * 0.35 + x2 * 0.65, y1 * 0.35 + y2 * 0.65 - 4))
    elements = []
    for text, x, y in at:
        box = text_box(x, y, text, SMALL, "middle", True)
        if within(box, (2, 2, frame.width - 2, frame.height - 2)) and free(box, taken, 2):
            taken.append(box)
            elements.append(label(x, y, text, SMALL, "middle", True, Ink.INK, 3))
    return elements


def _scale_bar(frame: Frame, language: str, dots: list[Box], taken: list[Box]) -> Element:
    """A bar of whole kilometres, at most a quarter of the width, in the corner with fewest sites:
    below at the left if it may."""
    longest = frame.width / 4 / frame.px_per_km
    km = max((bar for bar in BARS if bar <= longest), default=BARS[0])
    length = km * frame.px_per_km
    text = f"{number(km, language)} km"
    wide = max(length, text_width(text))

    def room(x: float, y: float) -> Box:
        return x - 4, y - 5 - SMALL - 1, x + wide + 4, y + 4

    corners = [(x, y) for y in (frame.height - 10.0, 24.0) for x in (10.0, frame.width - 10 - wide)]
    x, y = min(corners, key=lambda at: sum(not free(room(*at), [dot]) for dot in dots))
    taken.append(room(x, y))
    west, north, east, south = taken[-1]
    ground = element(
        "rect",
        x=west,
        y=north,
        width=east - west,
        height=south - north,
        rx=2,
        fill=Ink.PANEL,
        fill_opacity="0.8",
    )
    ends = f"M{x:.1f} {y - 4:.1f}v4h{length:.1f}v-4"
    line = element("path", d=ends, fill="none", stroke=Ink.INK, stroke_width=1.2)
    return element("g", ground, line, label(x, y - 5, text))
