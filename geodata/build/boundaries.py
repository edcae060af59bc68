"""Which shape has every region, in full detail and as it is drawn?

Every level above the postcode area is a dissolve of one set of *parts*: municipalities, cut where a
region border runs through one. What is drawn is a dissolve of one set of *pieces*: the parts, cut
where postcode areas border on each other. They are simplified together, so the border of a
province, of a municipality and of the postcode areas along it are the same line, vertex for vertex,
and the areas in a municipality end where it ends.

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
    divided,
    keep_vanished,
    lines_of,
    split,
    without_islets,
    without_spikes,
)
from geodata.errors import DataError
from geodata.tables.arrays import Shapes
from geodata.vocabulary import RD, REGION_LEVELS

# Metres for distances and tolerances, square metres for areas.
TOLERANCE = 165.0  # where areas are small; a quarter keeps its shape
BORDER_TOLERANCE = 280.0  # of every border between larger areas
LARGER = 1.8e6

# Borders within a municipality, between areas from this many m2: a polder needs few points.
INNER_TOLERANCES = ((2e6, 450.0), (4e6, 700.0), (10e6, 1000.0))
NARROWEST = 200.0  # borders that run beside each other at less than this are drawn as one
PART_GAP = 200.0  # delivered neighbours leave slits; wider ones are water
BUURT_TOLERANCE = 40.0
BUURT_EDGE_TOLERANCE = 100.0  # of the municipality around them
BUURT_NARROWEST = 40.0  # their publisher draws them on a grid of some 26 m
SMALLEST_QUARTER = 5_000.0  # a smaller loose piece of a neighbourhood goes to the one around it
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


def cut_parts(parts: gpd.GeoDataFrame, postcodes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The parts without their smallest islands and fragments, cut where postcode areas border on
    each other.

    postcodes: code, geometry, a valid coverage. Columns: those of the parts, `part` (row of it) and
    `postcode`, empty where no postcode area lies; together a valid coverage. A postcode area that
    crosses a border has a piece on the other side where it is more than NARROWEST wide; else it
    ends at the border, as its neighbours do.
    """
    wholes = without_islets(absorb_fragments(parts.geometry.to_numpy()))
    part, area, shapes = divided(wholes, postcodes.geometry.to_numpy(), NARROWEST)
    rows = parts.iloc[part].reset_index(drop=True)
    rows["postcode"] = postcodes["code"].reindex(area).to_numpy()
    return rows.assign(part=part).set_geometry(shapes, crs=RD)


def simplified_pieces(pieces: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """What :func:`cut_parts` gives, with fewer vertices and the same neighbours.

    Each round simplifies the borders between areas of its size and larger; those between parts
    only once more, because they are drawn without the areas in them too. The world outside takes
    part in that, or coast and frontier would stay as they were.
    """
    shapes, part = pieces.geometry.to_numpy(), pieces["part"].to_numpy()
    size = shapely.area(shapes)
    simple: Shapes = shapely.coverage_simplify(shapes, TOLERANCE)
    country = shapely.coverage_union_all(simple)
    frame = shapely.envelope(shapely.buffer(shapely.envelope(country), 10_000.0))
    larger = size >= LARGER
    coverage = np.append(simple[larger], shapely.difference(frame, country))
    simple[larger] = _inner_simplified(coverage, BORDER_TOLERANCE)[:-1]
    for smallest, tolerance in INNER_TOLERANCES:
        for number in np.unique(part[size >= smallest]):
            inside = (part == number) & (size >= smallest)
            simple[inside] = _inner_simplified(simple[inside], tolerance)
    return pieces.set_geometry(simple, crs=RD)


def _inner_simplified(shapes: Shapes, tolerance: float) -> Shapes:
    simple: Shapes = shapely.coverage_simplify(shapes, tolerance, simplify_boundary=False)
    return simple


def dissolve(parts: gpd.GeoDataFrame, level: str) -> gpd.GeoDataFrame:
    """Regions of one level: code, geometry; sorted by code."""
    shapes = parts.geometry.to_numpy()
    groups = parts.groupby(level, sort=True).indices
    rows = [(code, shapely.coverage_union_all(shapes[group])) for code, group in groups.items()]
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


def drawn_postcodes(pieces: gpd.GeoDataFrame, postcodes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Postcode areas of pieces: code, geometry; sorted by code.

    One that has lost most of itself, on land that its municipality lacks, has its outline of
    `postcodes` (code, geometry, sorted by code).
    """
    drawn = dissolve(pieces, "postcode")
    shapes = keep_vanished(drawn.geometry.to_numpy(), postcodes.geometry.to_numpy())
    return _frame(drawn["code"], shapes)


def _frame(codes: Iterable[str], shapes: Shapes) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"code": list(codes)}, geometry=shapes, crs=RD)


def region_shapes(
    parts: gpd.GeoDataFrame,
    pc4: gpd.GeoDataFrame,
    buurten: gpd.GeoDataFrame,
    membership: pd.DataFrame,
) -> dict[str, gpd.GeoDataFrame]:
    """Every level as regions in full detail: level -> (code, geometry), sorted by code.

    parts: what :func:`base_parts` gives; buurten: code, geometry. For label points, bounding boxes
    and neighbours; postcode areas and neighbourhoods are included.
    """
    shapes = {level: dissolve(parts, level) for level in REGION_LEVELS}
    shapes["postcode"] = clean_postcodes(pc4, home_codes(membership)["postcode"].unique())
    here = town_of(buurten["code"])
    shapes["buurt"] = buurten[here.isin(parts["municipality"])].sort_values("code")
    return shapes


def drawn_buurten(buurten: gpd.GeoDataFrame, parts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Neighbourhoods with fewer vertices, which together fill their municipality: code, geometry.

    buurten: code, geometry, in full detail; parts: what :func:`base_parts` gives. Whoever looks at
    neighbourhoods is close, so the outline of the municipality is finer than elsewhere. Their
    publisher draws them side by side but for slits of some metres, which are closed.
    """
    shapes = without_islets(absorb_fragments(parts.geometry.to_numpy()))
    edges = parts.set_geometry(shapely.coverage_simplify(shapes, BUURT_EDGE_TOLERANCE))
    towns = dissolve(edges, "municipality")
    whole = shapely.make_valid(buurten.geometry.to_numpy())
    _, area, pieces = divided(
        without_spikes(towns.geometry.to_numpy(), BUURT_NARROWEST),
        whole,
        BUURT_NARROWEST,
        SMALLEST_QUARTER,
        pairs=(
            pd.Index(towns["code"]).get_indexer(town_of(buurten["code"])),
            np.arange(len(whole)),
        ),
        fill=True,
    )
    simple = shapely.coverage_simplify(pieces, BUURT_TOLERANCE)
    drawn = whole.copy()
    seen = ~shapely.is_empty(simple)
    drawn[area[seen]] = simple[seen]
    return _frame(buurten["code"], drawn)


def border_lines(provinces: gpd.GeoDataFrame) -> shapely.Geometry:
    """Lines between provinces, each once; not the coast and not the frontier."""
    shapes = provinces.geometry.to_numpy()
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = left < right
    shared = shapely.intersection(shapes[left[pairs]], shapes[right[pairs]])
    lines = [line for shape in shared for line in lines_of(shape)]
    return shapely.line_merge(shapely.multilinestrings(lines))
