"""Which shape has every region, in full detail and as it is drawn?

Every level above the postcode area is a dissolve of one set of *parts*: municipalities, cut where a
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

from geodata.build.placement import town_of
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

# Postcode areas from this many m2: tolerance. A quarter keeps its shape, a polder needs few points.
POSTCODE_TOLERANCES = ((0.0, 120.0), (1e6, 300.0), (4e6, 500.0), (10e6, 800.0))
PART_GAP = 200.0  # delivered neighbours leave slits; wider ones are water
BUURT_TOLERANCE = 40.0
POSTCODE_GAP = 100.0
POSTCODE_SNAP = 25.0  # the delivered PC4 polygons miss each other by up to this much


def home_codes(membership: pd.DataFrame) -> pd.DataFrame:
    """Region code per home (index) and level (column), and its postcode.

    `membership` has the columns home, level, code. A missing `nl` level is added.
    """
    codes = membership.astype(str).pivot(index="home", columns="level", values="code")
    if "nl" not in codes:
        codes["nl"] = "NL"
    return codes[[*REGION_LEVELS, "postcode"]]


def base_parts(
    municipalities: gpd.GeoDataFrame, pc4: gpd.GeoDataFrame, membership: pd.DataFrame
) -> gpd.GeoDataFrame:
    """One row per municipality, or per piece of a municipality that regions divide.

    Columns: one region code per level, and `geometry` (RD metres), together a valid coverage.
    Raises DataError when a municipality holds no home area.
    """
    codes = home_codes(membership)
    levels = list(REGION_LEVELS)
    kinds = codes[levels].drop_duplicates().sort_values(levels)
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
        members = codes.loc[(codes[kind.index] == kind).all(axis=1), "postcode"].unique()
        cells.append(shapely.union_all(shapes[shapes.index.intersection(members)].to_numpy()))
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


def clean_postcodes(pc4: gpd.GeoDataFrame, postcodes: Iterable[str]) -> gpd.GeoDataFrame:
    """Postcode areas as a valid coverage: code, geometry; sorted by code.

    An area that vanishes in the cleaning keeps its own outline, cut out of its neighbours.
    Raises DataError when one has no polygon.
    """
    wanted = pd.Index(sorted(postcodes))
    source = pc4.set_index("pc4").geometry
    source = source[[shape is not None and not shape.is_empty for shape in source]]
    missing = wanted.difference(source.index)
    if len(missing):
        raise DataError(
            f"postcode {missing[0]} has no polygon in the PC4 file: leave it out of the homes"
        )
    source = source[wanted]
    shapes = clean(source.to_numpy(), POSTCODE_GAP, POSTCODE_SNAP)
    return _frame(wanted, keep_vanished(shapes, source.to_numpy()))


def simplified_postcodes(postcodes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Postcode areas with fewer vertices: code, geometry; see `clean_postcodes`.

    Each round of POSTCODE_TOLERANCES simplifies the borders between areas of its size and larger.
    The world outside takes part, or coast and frontier would stay as they were.
    """
    detailed = postcodes.geometry.to_numpy()
    size = shapely.area(detailed)
    shapes = without_islets(absorb_fragments(detailed))
    for smallest, tolerance in POSTCODE_TOLERANCES:
        country = shapely.coverage_union_all(shapes)
        frame = shapely.envelope(shapely.buffer(shapely.envelope(country), 10_000.0))
        coverage = np.append(shapes[size >= smallest], shapely.difference(frame, country))
        simple = shapely.coverage_simplify(coverage, tolerance, simplify_boundary=False)
        shapes[size >= smallest] = simple[:-1]
    return _frame(postcodes["code"], keep_vanished(shapes, detailed))


def _frame(codes: Iterable[str], shapes: Shapes) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"code": list(codes)}, geometry=shapes, crs=RD)


def region_shapes(
    municipalities: gpd.GeoDataFrame,
    pc4: gpd.GeoDataFrame,
    buurten: gpd.GeoDataFrame,
    membership: pd.DataFrame,
) -> dict[str, gpd.GeoDataFrame]:
    """Every level as regions in full detail: level -> (code, geometry), sorted by code.

    buurten: code, geometry. For label points, bounding boxes and neighbours; postcode areas and
    neighbourhoods are included.
    """
    return every_level(base_parts(municipalities, pc4, membership), pc4, buurten, membership)


def every_level(
    parts: gpd.GeoDataFrame,
    pc4: gpd.GeoDataFrame,
    buurten: gpd.GeoDataFrame,
    membership: pd.DataFrame,
) -> dict[str, gpd.GeoDataFrame]:
    shapes = {level: dissolve(parts, level) for level in REGION_LEVELS}
    shapes["postcode"] = clean_postcodes(pc4, home_codes(membership)["postcode"].unique())
    here = town_of(buurten["code"])
    shapes["buurt"] = buurten[here.isin(parts["municipality"])].sort_values("code")
    return shapes


def simplified_buurten(buurten: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Neighbourhoods with fewer vertices and, where they share a border, the same ones.

    Their publisher draws them side by side but for slits of some metres, which stay: closing them
    would move more than it mends.
    """
    whole = shapely.make_valid(buurten.geometry.to_numpy())
    simple = shapely.coverage_simplify(whole, BUURT_TOLERANCE)
    return _frame(buurten["code"], np.where(shapely.is_empty(simple), whole, simple))


def border_lines(provinces: gpd.GeoDataFrame) -> shapely.Geometry:
    """Lines between provinces, each once; not the coast and not the frontier."""
    shapes = provinces.geometry.to_numpy()
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = left < right
    shared = shapely.intersection(shapes[left[pairs]], shapes[right[pairs]])
    lines = [line for shape in shared for line in lines_of(shape)]
    return shapely.line_merge(shapely.multilinestrings(lines))
