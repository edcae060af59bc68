"""A layout of somebody's own as the other levels are: its regions, and which homes and sites lie in
them."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.errors import DataError
from geodata.layouts import MARK, OwnRegion, layout_of, owner_code, parse_layout, rows_of
from geodata.tables.arrays import Integers
from geodata.vocabulary import OWN

if TYPE_CHECKING:
    from geodata.tables.reader import Tables


@dataclass(frozen=True, eq=False)
class OwnLayout:
    """The regions of a layout, as ``regions_of`` has those of a level; ``colours`` of each, or "".

    ``areas`` is the level they are made of, and ``region_of`` of each of its rows the row of the
    region that has it; -1 for none.
    """

    regions: pd.DataFrame
    colours: tuple[str, ...]
    areas: str
    region_of: Integers

    @cached_property
    def rows(self) -> dict[str, int]:
        """Code of each region -> its row."""
        return {code: row for row, code in enumerate(self.regions["code"])}

    def features(self, every: pd.DataFrame) -> list[list[int]]:
        """The shapes that each shape of the layout is made of, by the regions of :attr:`areas`."""
        feature = every["feature"].to_numpy()
        shown = np.flatnonzero(self.regions["feature"] >= 0)
        return [feature[(self.region_of == row) & (feature >= 0)].tolist() for row in shown]

    def positions(self, of_areas: Integers) -> Integers:
        """The row of the region of each of some areas, by their rows; -1 stays."""
        return np.append(self.region_of, -1)[of_areas]


# Small: whoever makes a region asks for many, each of them once.
@lru_cache(maxsize=16)
def own_layout(tables: "Tables", level: str) -> OwnLayout:
    """The layout of a level; DataError where it is none, or where two of its regions share an
    area."""
    text = layout_of(level)
    if MARK in text:
        regions = parse_layout(text)
        codes = [region.code for region in regions]
    elif text in tables.layouts:
        regions = tables.layouts[text]
        codes = [owner_code(text, region.name) for region in regions]
    else:
        raise DataError(f"no layout {text!r} here")
    return _built(tables, regions, codes)


def _built(tables: "Tables", regions: tuple[OwnRegion, ...], codes: list[str]) -> OwnLayout:
    areas = regions[0].areas
    every = tables.regions_of(areas)
    row_of = tables.rows_of_level(areas)
    region_of = np.full(len(every), -1, np.int16)
    frames = []
    for number, (region, code) in enumerate(zip(regions, codes, strict=True)):
        rows, unknown = rows_of(region, row_of)
        if unknown or not rows:
            raise DataError(f"{region.name}: not known: {', '.join(unknown)}")
        if (region_of[rows] >= 0).any():
            raise DataError(f"{region.name}: some of it is in another region too")
        region_of[rows] = number
        frames.append(_row(every.iloc[rows], code, region.name))
    table = pd.DataFrame(frames)
    on_map = table["lon"].notna()
    table["feature"] = np.where(on_map, on_map.cumsum() - 1, -1)
    return OwnLayout(table, tuple(region.colour for region in regions), areas, region_of)


def _row(areas: pd.DataFrame, code: str, name: str) -> dict[str, object]:
    """A row of ``regions``: the point is that of the area nearest to the middle of all."""
    drawn = areas[areas["feature"] >= 0]
    points = drawn[["lon", "lat"]].to_numpy(float)
    point = (np.nan, np.nan)
    if len(points):
        point = points[((points - points.mean(axis=0)) ** 2).sum(axis=1).argmin()]
    return {
        "level": OWN,
        "code": code,
        "name": name,
        "official": False,
        "basis": "",
        "feature": -1,
        "lon": point[0],
        "lat": point[1],
        "west": drawn["west"].min(),
        "south": drawn["south"].min(),
        "east": drawn["east"].max(),
        "north": drawn["north"].max(),
        "neighbours": "",
    }
