"""Names of places on a drawn map: which there are, and where they fit."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

import numpy as np

from dashboard.data import Data, Region
from dashboard.drawing.shapes import Frame
from dashboard.drawing.svg import SMALL, Box, free, label, text_box, within
from dashboard.figures.places import NAMED, place_of_home, places
from dashboard.palette import Ink

#: Where a name may stand, in pixels right of and below its place; the largest may be further off.
SPOTS = [(0, down) for down in (4, -8, 16, -16, 24)]
FURTHER = [(right, down) for down in (4, 28, -20, 36, -28) for right in (0, 24, -24, 40, -40)]


@dataclass(frozen=True)
class _Name:
    """A place in view: its name, its point in pixels, and whether it lies in the region."""

    text: str
    x: float
    y: float
    inside: bool
    #: Is it one of the largest of the country?
    is_large: bool


def name_candidates(data: Data, frame: Frame, wide: Region) -> list[_Name]:
    """Places in view in the order in which they get room: those of the region first."""
    every = places(data)
    at = frame.place(every[["lon", "lat"]].to_numpy())
    inside = np.isin(np.arange(len(every)), place_of_home(data)[data.inside(wide.code)])
    seen = in_view(at, frame, 8)
    rows = [*np.flatnonzero(seen & inside), *np.flatnonzero(seen[:NAMED] & ~inside[:NAMED])]
    names = every["place"].iloc[rows].tolist()
    return [
        _Name(name, x, y, own, row < NAMED)
        for row, name, (x, y), own in zip(
            rows, names, at[rows].tolist(), inside[rows].tolist(), strict=True
        )
    ]


def placed_names(
    candidates: list[_Name],
    frame: Frame,
    most: int,
    taken: list[Box],
    spots: list[tuple[int, int]] = SPOTS,
) -> list[Element]:
    """At most so many names that touch nothing; what is drawn is added to ``taken``."""
    edges = (4, 4, frame.width - 4, frame.height - 4)
    labels: list[Element] = []
    for name in candidates:
        if len(labels) >= most:
            break
        for right, down in spots:
            at = name.x + right, name.y + down
            box = text_box(*at, name.text, SMALL, "middle", name.inside)
            if within(box, edges) and free(box, taken, 2):
                taken.append(box)
                colour = Ink.INK if name.inside else Ink.MUTED
                labels.append(label(*at, name.text, SMALL, "middle", name.inside, colour, 2.5))
                break
    return labels


def in_view(at: np.ndarray, frame: Frame, edge: float) -> np.ndarray:
    """Which points lie in view, not nearer than an edge to its sides."""
    limit = np.array([frame.width, frame.height]) - edge
    return np.all((at >= edge) & (at <= limit), axis=1)
