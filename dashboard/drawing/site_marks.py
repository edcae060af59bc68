"""Sites on a drawn map: a dot, and the letters of what is taught there."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

import numpy as np

from dashboard.data import Data, Region
from dashboard.drawing import svg
from dashboard.drawing.place_names import in_view
from dashboard.drawing.shapes import Frame
from dashboard.drawing.svg import Box, clean, element, free, stroked, text_box, within
from dashboard.messages.sites import Sites
from dashboard.palette import Ink

#: Radius of the dot of a site, in pixels.
RADIUS = 3.4
#: Of a size on the screen, how much a drawing has room for.
SIZED = 0.6
#: The largest size that a site gets by its candidates; a larger one says who depends on it.
MOST_BY_CANDIDATES = 16


@dataclass(frozen=True, eq=False)
class SiteMarks:
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
    def of(cls, data: Data, frame: Frame, wide: Region, sites: Sites | None) -> "SiteMarks":
        """From the message of ``figures.map.sites``; sites of the region first, large ones first.

        In the country every site is of the region, also one that is in none by its list.
        """
        if not sites or not sites["code"]:
            return cls([], [], [], False, [], [])
        at = frame.place(np.column_stack([sites["lon"], sites["lat"]]))
        inside = set(data.tables.sites["code"][data.sites_in(wide.code)])
        own = [wide.level == "nl" or code in inside for code in sites["code"]]
        rows = np.flatnonzero(in_view(at, frame, 5)).tolist()
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
            [sites["label"][row] if sites["label"] else None for row in rows],
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
                svg.shared_line(prefix, "sites", dots),
                *stroked(prefix, "sites", [(Ink.INK, 4.4), (Ink.PANEL, 2.6)]),
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


def _radius(sites: Sites, row: int) -> float:
    """The dot of a site: as large as who depends on it where the view is about that."""
    sized = sites["label"] is not None or max(sites["size"]) > MOST_BY_CANDIDATES
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
    west, _, east, _ = text_box(0, 0, letters, svg.SMALL, bold=True)
    wide, high = east - west + 5, svg.SMALL + 2.5
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
        return [ground, svg.label(middle, y + down + 4, letters, svg.SMALL, "middle", True, colour)]
    return []


def _is_dot(box: Box, x: float, y: float, radius: float = RADIUS) -> bool:
    """Is a box that of a dot over this point?"""
    west, north, east, south = box
    return east - west < 2.5 * radius and west <= x <= east and north <= y <= south
