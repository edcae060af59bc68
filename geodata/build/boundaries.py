"""Which shape has every region, in full detail and as it is drawn?

Every level above the home area is a dissolve of one set of *parts*: municipalities, cut where a
region border runs through one. The parts are cleaned and simplified once, so a province border
and the municipality borders under it are the same line, vertex for vertex.

All geometry is in RD metres (EPSG:28992).
"""

from __future__ import annotations

from collections.abc import Iterable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.build.polygons import (
    absorb_fragments,
    clean,
    keep_vanished,
    lines_of,
    split,
    without_islets,
)
from geodata.errors import DataError
from geodata.tables.arrays import Shapes
from geodata.vocabulary import RD, REGION_LEVELS

# Metres for distances and tolerances, square metres for areas.
PART_TOLERANCE = 200.0

# Home areas from this many m2: tolerance. A quarter keeps its shape, a polder needs few points.
HOME_TOLERANCES = ((0.0, 120.0), (1e6, 300.0), (4e6, 500.0), (10e6, 800.0))
PART_GAP = 200.0  # delivered neighbours leave slits; wider ones are water
HOME_GAP = 100.0
HOME_SNAP = 25.0  # the delivered PC4 polygons miss each other by up to this much


def home_codes(membership: pd.DataFrame) -> pd.DataFrame:
    """Region code per home (index) and level (column).

    `membership` has the columns home, level, code. A missing `nl` level is added.
    """
    codes = membership.pivot(index="home", columns="level", values="code").astype(str)
    if "nl" not in codes:
        codes["nl"] = "NL"
    return codes[list(REGION_LEVELS)]


def base_parts(
    municipalities: gpd.GeoDataFrame, pc4: gpd.GeoDataFrame, membership: pd.DataFrame
) -> gpd.GeoDataFrame:
    """One row per municipality, or per piece of a municipality that regions divide.

    Columns: one region code per level, and `geometry` (RD metres), together a valid coverage.
    Raises DataError when a municipality holds no home area.
    """
    codes = home_codes(membership)
    kinds = codes.drop_duplicates().sort_values(list(codes.columns))
    outlines = municipalities.set_index("gm_code").geometry
    without = sorted(set(outlines.index) - set(kinds["municipality"]))
    if without:
        raise DataError(
            f"municipality {without[0]} in the municipality file has no home area: "
            "check that the PC4 file and the municipality file cover the same country"
        )
    rows = []
    for municipality, group in kinds.groupby("municipality", sort=True):
        if municipality not in outlines.index:
            raise DataError(
                f"municipality {municipality} in membership is not in the municipality file: "
                "use the municipality file of the same year"
            )
        if len(group) == 1:
            shapes = [outlines[municipality]]
        else:
            shapes = split(outlines[municipality], _cells(group, codes, pc4))
        rows.append(group.assign(geometry=shapes))
    parts = gpd.GeoDataFrame(pd.concat(rows, ignore_index=True), geometry="geometry", crs=RD)
    return parts.set_geometry(clean(parts.geometry.to_numpy(), PART_GAP), crs=RD)


def _cells(
    group: pd.DataFrame, codes: pd.DataFrame, pc4: gpd.GeoDataFrame
) -> list[shapely.Geometry]:
    """The union of the PC4 polygons that belong to each row of `group`."""
    shapes = pc4.set_index("pc4").geometry
    cells = []
    for _, kind in group.iterrows():
        members = codes.index[(codes == kind).all(axis=1)].intersection(shapes.index)
        cells.append(shapely.union_all(shapes[members].to_numpy()))
    return cells


def simplified_parts(parts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The parts with fewer vertices and the same neighbours."""
    shapes = without_islets(absorb_fragments(parts.geometry.to_numpy()))
    return parts.set_geometry(shapely.coverage_simplify(shapes, PART_TOLERANCE), crs=RD)


def dissolve(parts: gpd.GeoDataFrame, level: str) -> gpd.GeoDataFrame:
    """Regions of one level: code, geometry; sorted by code."""
    rows = [
        (code, shapely.coverage_union_all(group.geometry.to_numpy()))
        for code, group in parts.groupby(level, sort=True)
    ]
    return gpd.GeoDataFrame(rows, columns=["code", "geometry"], geometry="geometry", crs=RD)


def clean_homes(pc4: gpd.GeoDataFrame, homes: Iterable[str]) -> gpd.GeoDataFrame:
    """Home areas as a valid coverage: code, geometry; sorted by code.

    An area that vanishes in the cleaning keeps its own outline, cut out of its neighbours.
    Raises DataError when a home has no polygon.
    """
    wanted = pd.Index(sorted(homes))
    source = pc4.set_index("pc4").geometry
    source = source[[shape is not None and not shape.is_empty for shape in source]]
    missing = wanted.difference(source.index)
    if len(missing):
        raise DataError(
            f"home area {missing[0]} has no polygon in the PC4 file: leave it out of the homes"
        )
    source = source[wanted]
    shapes = clean(source.to_numpy(), HOME_GAP, HOME_SNAP)
    return _home_frame(wanted, keep_vanished(shapes, source.to_numpy()))


def simplified_homes(homes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Home areas with fewer vertices: code, geometry; see `clean_homes`.

    Each round of HOME_TOLERANCES simplifies the borders between areas of its size and larger.
    The world outside takes part, or coast and frontier would stay as they were.
    """
    detailed = homes.geometry.to_numpy()
    size = shapely.area(detailed)
    shapes = without_islets(absorb_fragments(detailed))
    for smallest, tolerance in HOME_TOLERANCES:
        country = shapely.coverage_union_all(shapes)
        frame = shapely.envelope(shapely.buffer(shapely.envelope(country), 10_000.0))
        coverage = np.append(shapes[size >= smallest], shapely.difference(frame, country))
        simple = shapely.coverage_simplify(coverage, tolerance, simplify_boundary=False)
        shapes[size >= smallest] = simple[:-1]
    return _home_frame(homes["code"], keep_vanished(shapes, detailed))


def _home_frame(codes: Iterable[str], shapes: Shapes) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"code": list(codes)}, geometry=shapes, crs=RD)


def region_shapes(
    municipalities: gpd.GeoDataFrame, pc4: gpd.GeoDataFrame, membership: pd.DataFrame
) -> dict[str, gpd.GeoDataFrame]:
    """Every level as regions in full detail: level -> (code, geometry), sorted by code.

    For label points, bounding boxes and neighbours; `home` is included.
    """
    return every_level(base_parts(municipalities, pc4, membership), pc4, membership)


def every_level(
    parts: gpd.GeoDataFrame, pc4: gpd.GeoDataFrame, membership: pd.DataFrame
) -> dict[str, gpd.GeoDataFrame]:
    shapes = {level: dissolve(parts, level) for level in REGION_LEVELS}
    shapes["home"] = clean_homes(pc4, membership["home"].unique())
    return shapes


def border_lines(provinces: gpd.GeoDataFrame) -> shapely.Geometry:
    """Lines between provinces, each once; not the coast and not the frontier."""
    shapes = provinces.geometry.to_numpy()
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = left < right
    shared = shapely.intersection(shapes[left[pairs]], shapes[right[pairs]])
    lines = [line for shape in shared for line in lines_of(shape)]
    return shapely.line_merge(shapely.multilinestrings(lines))
