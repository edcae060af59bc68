"""Names of places on a drawn map: which there are, and where they fit."""

from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

import numpy as np
import pandas as pd

from dashboard.data import Data, Region
from dashboard.drawing.shapes import Frame
from dashboard.drawing.svg import SMALL, Box, free, label, text_box, within
from dashboard.messages.ground import PLACES
from dashboard.palette import Ink

#: Where a name may stand, in pixels right of and below its place; the largest may be further off.
SPOTS = [(0, down) for down in (4, -8, 16, -16, 24)]
FURTHER = [(right, down) for down in (4, 28, -20, 36, -28) for right in (0, 24, -24, 40, -40)]


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


def name_candidates(data: Data, frame: Frame, wide: Region) -> list[_Name]:
    """Places in view in the order in which they get room: those of the region first."""
    places = _places(data)
    at = frame.place(places[["lon", "lat"]].to_numpy())
    own = np.isin(np.arange(len(places)), _place_of_home(data)[data.inside(wide.code)])
    seen = in_view(at, frame, 8)
    rows = [*np.flatnonzero(seen & own), *np.flatnonzero(seen[:PLACES] & ~own[:PLACES])]
    names = places["place"]
    return [_Name(names[row], *at[row].tolist(), bool(own[row])) for row in rows]


def placed_names(
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


def in_view(at: np.ndarray, frame: Frame, edge: float) -> np.ndarray:
    """Which points lie in view, not nearer than an edge to its sides."""
    limit = np.array([frame.width, frame.height]) - edge
    return ((at >= edge) & (at <= limit)).all(axis=1)
