"""The map of one region on paper: areas by class, ground, outline, sites and names of places."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

import numpy as np
import pandas as pd

from dashboard.catalogue import INDICATORS
from dashboard.drawing.shapes import COARSE, FINE, Frame, joined, layer, paths
from dashboard.drawing.svg import (
    SMALL,
    Box,
    clean,
    drawing,
    element,
    free,
    label,
    text_box,
    text_width,
    within,
    written,
)
from dashboard.figures.map import PLACES
from dashboard.figures.table import figures
from dashboard.formatting import number
from dashboard.palette import STRIPE, Area, Ink
from dashboard.tables import Data, Region
from dashboard.view import View
from geodata.coverage import ONLY_DP, nearest_m, states

#: The fill of an area where only Dienstverlening en Producten is within reach.
STRIPES = "stripes"
#: Share of a fill that is left outside the region.
FAINT = 0.35
#: Room round the region, as a share of the shorter side.
PADDING = 0.06
#: So many of the largest places get their names before sites get their letters.
LARGEST = 5
#: Where a name may stand, in pixels right of and below its place; the largest may be further off.
SPOTS = [(0, down) for down in (4, -8, 16, -16, 24)]
FURTHER = [(right, down) for down in (4, 28, -20, 36, -28) for right in (0, 24, -24, 40, -40)]
#: A name for so many square pixels of the drawing, and one of a place outside the region.
ROOM_OF_NAME, ROOM_OUTSIDE = 9_000, 25_000
#: Radius of the dot of a site, in pixels.
RADIUS = 3.4
#: The largest size that a site gets by its candidates; a larger one says who depends on it.
MOST_BY_CANDIDATES = 16
#: Of a size on the screen, how much a drawing has room for.
SIZED = 0.6
#: Lengths of the scale bar, in kilometres.
BARS = (1, 2, 5, 10, 20, 50, 100)

_KINDS = ("sea", "land", "water")
_GROUND = {"sea": Ink.SEA, "land": Ink.LAND, "water": Ink.WATER}


def home_fills(data: Data, view: View) -> list[str]:
    """The fill of every home in the distance classes of a view, a row each of
    ``regions_of("home")``: a colour, or ``stripes`` where only Dienstverlening en Producten is
    within the threshold."""
    metres = nearest_m(data.tables, view.question).astype(float)
    state = states(data.tables, view.question)
    # A hair less, or what is exactly a limit would fall beyond it by a rounding error.
    values = view.in_unit(metres) - 1e-6
    scale = INDICATORS["distance"].scale("home", view.threshold)
    by_home = _fills(scale.classify(values), scale.colours, state == ONLY_DP)
    found = np.full(len(data.tables.regions_of("home")), Area.NO_DATA.value, object)
    found[data.tables.member_positions("home")] = by_home
    return found.tolist()


def region_fills(data: Data, view: View, level: str) -> list[str]:
    """The fill of every region of a level by the indicator that the view shows, a row each of
    ``regions_of(level)``."""
    if level == "home" and view.show == "distance":
        return home_fills(data, view)
    indicator = INDICATORS[view.show]
    scale = indicator.scale(level, view.threshold)
    if level == "home" and view.show in ("share", "difference"):
        raise ValueError(f"homes have no fill for {view.show}")
    values = figures(data, view, level)[indicator.column].to_numpy(float)
    if view.show == "distance":
        values = view.in_unit(values * 1000)
    striped = np.zeros(len(values), bool)
    if level == "home" and view.show == "choices":
        striped = states(data.tables, view.question) == ONLY_DP
    return _fills(scale.classify(values), scale.colours, striped).tolist()


def _fills(found: np.ndarray, colours: tuple[str, ...], striped: np.ndarray) -> np.ndarray:
    every = np.array([*map(str, colours), str(Area.NO_DATA)], object)
    return np.where(striped, STRIPES, every[found])


def region_map(
    data: Data,
    region_code: str,
    level: str,
    fills: list[str | None],
    sites: dict | None = None,
    **how,
) -> str | None:
    """A map of one region as SVG text; see :func:`region_drawing`."""
    root = region_drawing(data, region_code, level, fills, sites, **how)
    return None if root is None else written(root)


def region_drawing(
    data: Data,
    region_code: str,
    level: str,
    fills: list[str | None],
    sites: dict | None = None,
    *,
    size: tuple[int, int] = (340, 300),
    title: str,
    description: str = "",
    language: str = "nl",
    prefix: str = "map",
    box: tuple[float, float, float, float] | None = None,
    inside: Sequence[int] | None = None,
    chosen: Sequence[int] = (),
    over: dict | None = None,
    titles: Sequence[str] = (),
) -> Element | None:
    """A map of one region; a home is shown in its municipality.

    fills: a colour, ``stripes``, or None (no data) per row of ``regions_of(level)``. sites: the
    message of ``figures.map.sites``. prefix: makes ids unique where drawings share a page.
    box: west, south, east and north of what to show, and inside: rows of the level that are not
    faint; those of the region unless given. chosen: features of the level with an outline of their
    own. over: the message of ``figures.travel``, whose rings and rides are drawn over the areas.
    titles: what a pointer reads on an area that is not faint, per row of the level.
    None for a region without a place on the map (the Caribbean one).
    """
    region, wide = data.region(region_code), data.around(region_code)
    if not wide.box:
        return None
    if inside is None:
        inside = data.areas_inside(level, wide.code)
    width, height = size
    frame = Frame.fitted(box or wide.box, size, PADDING * min(size))
    root = drawing(size, title, description, prefix)
    clip = element("clipPath", element("rect", width=width, height=height), id=f"{prefix}-view")
    root.append(element("defs", clip, _stripes(prefix)))
    root.append(
        element(
            "g",
            element("rect", width=width, height=height, fill=Ink.SEA),
            *_ground(data, frame, wide),
            *_areas(data, frame, wide, level, fills, prefix, inside, titles),
            *_outlines(data, frame, region, wide, prefix),
            *_chosen(data, frame, level, chosen, prefix),
            *_rings(frame, over),
            clip_path=f"url(#{prefix}-view)",
        )
    )
    taken: list[Box] = []
    notes = _notes(frame, over, taken)
    dots = _Sites.of(data, frame, wide, sites)
    bar = _scale_bar(frame, language, dots.boxes(), taken)
    taken += dots.boxes()
    candidates = _candidates(data, frame, wide)
    # The largest places are found by their names, so these go before the letters of sites.
    own = [name for name in candidates if name.own]
    names = _names(own[:LARGEST], frame, LARGEST, taken, SPOTS + FURTHER)
    letters = dots.letters(frame, taken)
    room = width * height
    names += _names(own[LARGEST:], frame, room // ROOM_OF_NAME - len(names), taken)
    others = [name for name in candidates if not name.own]
    names += _names(others, frame, room // ROOM_OUTSIDE, taken)
    # Where a site is matters most, unless dots are many and small: then names must stay readable.
    layers = [names, letters, dots.drawn(prefix)] if dots.marked else [dots.drawn(prefix), names]
    root.extend([element("g", *layer) for layer in [*layers, notes]])
    root.append(bar)
    root.append(
        element(
            "rect",
            x=0.5,
            y=0.5,
            width=width - 1,
            height=height - 1,
            fill="none",
            stroke=Area.NO_DATA,
        )
    )
    return root


def _stripes(prefix: str) -> Element:
    """Slanted stripes on sand, wide enough to survive a printer."""
    return element(
        "pattern",
        element("rect", width=5, height=5, fill=Area.ONLY_DP),
        element("rect", width=1.5, height=5, fill=STRIPE),
        id=f"{prefix}-stripes",
        width=5,
        height=5,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def _file(data: Data, key: str) -> str:
    return data.manifest["geometry"][key]


def _ground(data: Data, frame: Frame, wide: Region) -> list[Element]:
    """Land beyond the border, then sea, land and water of the Netherlands; no land under the
    country, whose areas cover all of it."""
    abroad = "".join(paths(layer(_file(data, "abroad")), frame, corner=COARSE).values())
    shapes = paths(layer(_file(data, "base")), frame, corner=COARSE)
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
    fills: list[str | None],
    prefix: str,
    within_region: Sequence[int],
    titles: Sequence[str],
) -> list[Element]:
    """Areas by fill: those outside the region as one faint shape, those inside one by one."""
    rows, found = data.on_map(level), layer(_file(data, level))
    inside = np.isin(rows, within_region)
    fill_of = np.array([fills[row] or str(Area.NO_DATA) for row in rows], object)
    shapes = defaultdict(list)
    for feature, shape in paths(found, frame, features=inside, corner=_corner(wide)).items():
        title = titles[rows[feature]] if len(titles) else ""
        shapes[fill_of[feature]].append((shape, title))
    faint = {
        fill: joined(found, frame, ~inside & (fill_of == fill)) for fill in sorted(set(fill_of))
    }
    return [
        element(
            "g",
            *(
                element("path", d=shape, fill=Area.ONLY_DP if fill == STRIPES else fill)
                for fill, shape in faint.items()
                if shape
            ),
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
                    fill=f"url(#{prefix}-stripes)" if fill == STRIPES else fill,
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


def _corner(region: Region) -> float:
    """How much of its corners a region may lose; the country has too many to show them all."""
    return COARSE if region.level == "nl" else FINE


def _outlines(data: Data, frame: Frame, region: Region, wide: Region, prefix: str) -> list[Element]:
    """The border of the region on a pale edge; of a home also its municipality, thinner; of the
    country, thin, with the provinces."""
    if wide.level == "nl":
        borders = paths(layer(_file(data, "borders")), frame, closed=False)
        return [
            _line(prefix, "borders", "".join(borders.values())),
            *_stroked(prefix, "borders", [(Ink.LINE, 1.5)]),
            _outline(data, frame, wide, prefix),
            *_stroked(prefix, wide.code, [(Ink.MUTED, 0.6)]),
        ]
    made = []
    for one, thickness in {wide: 2.0 if wide == region else 1.2, region: 2.0}.items():
        made.append(_outline(data, frame, one, prefix))
        made += _stroked(prefix, one.code, [(Ink.PANEL, thickness + 2), (Ink.INK, thickness)])
    return made


def _outline(data: Data, frame: Frame, region: Region, prefix: str) -> Element:
    found = layer(_file(data, region.level))
    chosen = np.arange(found.feature[-1] + 1) == region.feature
    shapes = paths(found, frame, features=chosen, corner=_corner(region))
    shape = shapes.get(region.feature, "")
    return _line(prefix, region.code, shape)


def _line(prefix: str, name: str, shape: str) -> Element:
    """A shape that is drawn by its name, so that an edge under a line costs no second copy."""
    path = element("path", id=f"{prefix}-line-{name}", d=shape, fill="none")
    return element("defs", path)


def _stroked(prefix: str, name: str, strokes: list[tuple[str, float]]) -> list[Element]:
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
    return [_line(prefix, "chosen", shape), *_stroked(prefix, "chosen", strokes)]


def _rings(frame: Frame, over: dict | None) -> list[Element]:
    """Outlines of riding time round a site, and the rides from a home to its nearest sites."""
    if not over:
        return []
    rings = [_ring(frame, ring["shape"]) for ring in over["rings"]]
    ways = [frame.place([line["from"], line["to"]]) for line in over["lines"]]
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


def _ring(frame: Frame, shape: list) -> str:
    corners = [frame.place(ring).tolist() for part in shape for ring in part]
    return "".join(
        "M" + "L".join(f"{clean(x)} {clean(y)}" for x, y in ring) + "z" for ring in corners
    )


def _notes(frame: Frame, over: dict | None, taken: list[Box]) -> list[Element]:
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
    for line in over["lines"]:
        (x1, y1), (x2, y2) = frame.place([line["from"], line["to"]]).tolist()
        at.append((line["label"], x1 * 0.35 + x2 * 0.65, y1 * 0.35 + y2 * 0.65 - 4))
    made = []
    for text, x, y in at:
        box = text_box(x, y, text, SMALL, "middle", True)
        if within(box, (2, 2, frame.width - 2, frame.height - 2)) and free(box, taken, 2):
            taken.append(box)
            made.append(label(x, y, text, SMALL, "middle", True, Ink.INK, 3))
    return made


@dataclass(frozen=True, eq=False)
class _Sites:
    """Sites in view, those that matter most first."""

    at: list[tuple[float, float]]
    letters_of: list[str]
    own: list[bool]
    marked: bool
    #: Radius of each dot.
    radii: list[float]
    #: Words under each dot; none where all are None.
    labels: list[str | None]

    @classmethod
    def of(cls, data: Data, frame: Frame, wide: Region, sites: dict | None) -> "_Sites":
        """From the message of ``figures.map.sites``; sites of the region first, large ones first.

        In the country every site is of the region, also one that is in none by its list.
        """
        if not sites or not sites["code"]:
            return cls([], [], [], False, [], [])
        at = frame.place(np.column_stack([sites["lon"], sites["lat"]]))
        inside = set(data.tables.sites["code"][data.sites_in(wide.code)])
        own = [wide.level == "nl" or code in inside for code in sites["code"]]
        rows = np.flatnonzero(_in_view(at, frame, 5)).tolist()
        rows.sort(key=lambda row: (not own[row], -sites["size"][row]))
        letters = sites.get("letters", {})
        return cls(
            [tuple(at[row].tolist()) for row in rows],
            [
                "".join(letters[code] for code in sites["mark"][row].split("+") if code)
                for row in rows
            ],
            [own[row] for row in rows],
            sites["marked"],
            [_radius(sites, row) for row in rows],
            [sites["label"][row] if "label" in sites else None for row in rows],
        )

    def boxes(self) -> list[Box]:
        """Where nothing else may stand: nowhere for the many small dots of the country."""
        dots = zip(self.at, self.radii, strict=True) if self.marked else []
        return [(x - r, y - r, x + r, y + r) for (x, y), r in dots]

    def drawn(self, prefix: str) -> list[Element]:
        """A dot per site, those of the region on top; as one shape where they are many."""
        if not self.marked and max(self.radii, default=0) <= RADIUS:
            dots = "".join(f"M{clean(x)} {clean(y)}h0" for x, y in self.at)
            return [
                _line(prefix, "sites", dots),
                *_stroked(prefix, "sites", [(Ink.INK, 4.4), (Ink.PANEL, 2.6)]),
            ]
        return [
            element(
                "g",
                *(
                    element("circle", cx=x, cy=y, r=r)
                    for (x, y), r, inside in zip(self.at, self.radii, self.own, strict=True)
                    if inside == own
                ),
                fill=Ink.PANEL,
                stroke=Ink.INK if own else Ink.MUTED,
                stroke_width=1.6,
            )
            for own in (False, True)
        ]

    def letters(self, frame: Frame, taken: list[Box]) -> list[Element]:
        """The letters of its profiles beside every site that has room for them."""
        if not self.marked:
            return []
        sites = zip(self.at, self.letters_of, self.labels, self.own, self.radii, strict=True)
        return [
            part
            for (x, y), letters, words, own, radius in sites
            if letters or words
            for part in _mark(
                x, y, " ".join(filter(None, [letters, words])), own, frame, taken, radius
            )
        ]


def _letters(mark: str, letters: dict[str, str]) -> str:
    """``BWI+PIE`` -> ``BP``"""
    return "".join(letters[code] for code in mark.split("+") if code)


def _radius(sites: dict, row: int) -> float:
    """The dot of a site: as large as who depends on it where the view is about that."""
    sized = "label" in sites or max(sites["size"]) > MOST_BY_CANDIDATES
    return sites["size"][row] / 2 * SIZED if sized else RADIUS


def _mark(
    x: float,
    y: float,
    letters: str,
    own: bool,
    frame: Frame,
    taken: list[Box],
    radius: float = RADIUS,
) -> list[Element]:
    """Letters on a pale ground beside the dot of a site, at the first place that is free."""
    west, _, east, _ = text_box(0, 0, letters, SMALL, bold=True)
    wide, high = east - west + 5, SMALL + 2.5
    off = radius - RADIUS
    places = ((5 + off, 0), (-5 - off - wide, 0), (-wide / 2, -12 - off), (-wide / 2, 12 + off))
    for right, down in places:
        box = (x + right, y + down - high / 2, x + right + wide, y + down + high / 2)
        # Its own dot is no hindrance, nor is one that all but covers it.
        others = [other for other in taken if not _is_dot(other, x, y, radius)]
        if not (within(box, (2, 2, frame.width - 2, frame.height - 2)) and free(box, others, 0.5)):
            continue
        taken.append(box)
        ground = element(
            "rect",
            x=box[0],
            y=box[1],
            width=wide,
            height=high,
            rx=3,
            fill=Ink.PANEL,
            fill_opacity="0.92",
            stroke=Ink.INK if own else Ink.MUTED,
            stroke_width=0.6,
        )
        colour = Ink.INK if own else Ink.MUTED
        middle = (box[0] + box[2]) / 2
        return [ground, label(middle, y + down + 4, letters, SMALL, "middle", True, colour)]
    return []


def _is_dot(box: Box, x: float, y: float, radius: float = RADIUS) -> bool:
    """Is a box that of a dot over this point?"""
    west, north, east, south = box
    return east - west < 2.5 * radius and west <= x <= east and north <= y <= south


def _in_view(at: np.ndarray, frame: Frame, edge: float) -> np.ndarray:
    """Which points lie in view, not nearer than an edge to its sides."""
    limit = np.array([frame.width, frame.height]) - edge
    return ((at >= edge) & (at <= limit)).all(axis=1)


@lru_cache(maxsize=4)
def _places(data: Data) -> pd.DataFrame:
    """All places, those with most young people first: ``place``, ``municipality``, and ``lon`` and
    ``lat`` of the middle of where these live."""
    homes = data.tables.homes
    young = homes["young_2021"].clip(lower=0.1)
    sums = homes.assign(young=young, lon=homes["lon"] * young, lat=homes["lat"] * young)
    places = sums.groupby(["place", "municipality"], as_index=False)[["young", "lon", "lat"]].sum()
    places = places.assign(lon=places["lon"] / places["young"], lat=places["lat"] / places["young"])
    return places.sort_values("young", ascending=False, kind="stable", ignore_index=True)


@lru_cache(maxsize=4)
def _place_of_home(data: Data) -> np.ndarray:
    """For every home the row of its place in :func:`_places`."""
    keys = ["place", "municipality"]
    places, homes = (
        pd.MultiIndex.from_frame(of[keys]) for of in (_places(data), data.tables.homes)
    )
    return places.get_indexer(homes)


@dataclass(frozen=True)
class _Name:
    """A place in view: its name, its point in pixels, and whether it lies in the region."""

    text: str
    x: float
    y: float
    own: bool


def _candidates(data: Data, frame: Frame, wide: Region) -> list[_Name]:
    """Places in view in the order in which they get room: those of the region first."""
    places = _places(data)
    at = frame.place(places[["lon", "lat"]].to_numpy())
    own = np.isin(np.arange(len(places)), _place_of_home(data)[data.inside(wide.code)])
    seen = _in_view(at, frame, 8)
    rows = [*np.flatnonzero(seen & own), *np.flatnonzero(seen[:PLACES] & ~own[:PLACES])]
    names = places["place"]
    return [_Name(names[row], *at[row].tolist(), bool(own[row])) for row in rows]


def _names(
    candidates: list[_Name],
    frame: Frame,
    most: int,
    taken: list[Box],
    spots: list[tuple[int, int]] = SPOTS,
) -> list[Element]:
    """At most so many names that touch nothing; what is drawn is added to ``taken``."""
    edges = (4, 4, frame.width - 4, frame.height - 4)
    made = []
    for name in candidates:
        if len(made) >= most:
            break
        for right, down in spots:
            at = name.x + right, name.y + down
            box = text_box(*at, name.text, SMALL, "middle", name.own)
            if within(box, edges) and free(box, taken, 2):
                taken.append(box)
                colour = Ink.INK if name.own else Ink.MUTED
                made.append(label(*at, name.text, SMALL, "middle", name.own, colour, 2.5))
                break
    return made


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
