"""What lies under and around the regions? Sea, land and water, calm enough to draw on.

All geometry is in RD metres (EPSG:28992).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from geodata.build.polygons import joined, polygons_of
from geodata.vocabulary import RD, WGS84

CUT = 500.0  # half the width of the cut that parts the neighbours' land from the country's
FRONTIER_BAND = 5_000.0  # Natural Earth's frontier is this coarse beside the municipalities
NARROWEST = 200.0  # a narrower water in the country is not drawn
SMALLEST_WATER = 1_000_000.0
ABROAD = Path(__file__).parents[1] / "facts" / "abroad.json"
WINDOW = (2.0, 50.2, 8.6, 54.2)  # west, south, east, north in degrees


def base(
    country: shapely.Geometry,
    waters: gpd.GeoDataFrame,
    natural_earth: Mapping[str, gpd.GeoDataFrame],
) -> list[tuple[str, shapely.Geometry]]:
    """A calm ground to draw on: ("sea" | "land" | "water", geometry in RD metres), disjoint.

    Natural Earth knows the neighbours but draws the Dutch coast too coarsely, so land is its
    land beyond the frontier and `country` within. Water is sea where it reaches the edge.
    """
    window = _window(natural_earth)
    shore = natural_earth["ne_10m_land_nl"].to_crs(RD).geometry.union_all()
    frontier = natural_earth["ne_10m_admin_0_boundary_lines_land_nl"].to_crs(RD).union_all()
    band = shapely.intersection(shore, shapely.buffer(frontier, FRONTIER_BAND))
    land = shapely.union_all([country, band, *_abroad(shore, frontier, country)])
    land = shapely.intersection(land, window)
    wet = np.array(polygons_of(shapely.difference(window, land)))
    open_sea = shapely.intersects(wet, window.exterior)
    sea = joined(wet[open_sea])
    channels = _channels(waters, sea, land)
    return [
        ("sea", sea),
        ("land", shapely.difference(land, channels)),
        ("water", shapely.union_all([*wet[~open_sea], channels])),
    ]


def abroad() -> shapely.Geometry:
    """Land around the country (RD metres) for beyond the window of the delivered extract.

    From `geodata/facts/abroad.json`: Natural Earth 1:10m, public domain.
    """
    rings = json.loads(ABROAD.read_text("utf-8"))["rings"]
    land = gpd.GeoSeries([shapely.MultiPolygon([[ring, []] for ring in rings])], crs=WGS84)
    return land.to_crs(RD).iloc[0]


def _abroad(
    shore: shapely.Geometry, frontier: shapely.Geometry, country: shapely.Geometry
) -> list[shapely.Geometry]:
    """The pieces into which the frontier cuts the land, but for those that are the country."""
    # A cut with width: where a frontier ends some metres from the coast, a line would not cut.
    pieces = np.array(polygons_of(shapely.difference(shore, shapely.buffer(frontier, CUT))))
    inside = shapely.area(shapely.intersection(pieces, country))
    home = (inside > 0.5 * shapely.area(pieces)) | (inside > 0.5 * country.area)
    return list(pieces[~home])


def _channels(
    waters: gpd.GeoDataFrame, sea: shapely.Geometry, land: shapely.Geometry
) -> shapely.Geometry:
    """What the inland waters take from `land`, as far as it is NARROWEST metres wide."""
    shapes = shapely.simplify(waters.geometry.to_numpy(), NARROWEST / 20)  # five times as fast
    inland = shapes[shapely.area(shapely.intersection(shapes, sea)) < 0.5 * shapely.area(shapes)]
    within = shapely.intersection(shapely.union_all(inland), land)
    opened = shapely.buffer(shapely.buffer(within, -NARROWEST / 2), NARROWEST / 2)
    large = [polygon for polygon in polygons_of(opened) if polygon.area >= SMALLEST_WATER]
    return shapely.simplify(shapely.union_all(large), NARROWEST / 4)


def _window(natural_earth: Mapping[str, gpd.GeoDataFrame]) -> shapely.Geometry:
    """WINDOW as far as the delivered Natural Earth extract knows land from sea, in RD metres."""
    stems = ("ne_10m_land_nl", "ne_10m_ocean_nl")
    known = np.vstack([natural_earth[stem].to_crs(WGS84).total_bounds for stem in stems])
    west, south = np.maximum(WINDOW[:2], known[:, :2].min(axis=0))
    east, north = np.minimum(WINDOW[2:], known[:, 2:].max(axis=0))
    # A straight edge in degrees is a curve in RD: without points on it, a strip would fall out.
    window = shapely.segmentize(shapely.box(west, south, east, north), 0.25)
    return gpd.GeoSeries([window], crs=WGS84).to_crs(RD).iloc[0]
