"""Which shapes does the screen draw?

Every level above the home area is a dissolve of one set of *parts*: municipalities, cut where a
region border runs through one. The parts are cleaned and simplified once, so a province border
and the municipality borders under it are the same line, vertex for vertex.

All geometry is in RD metres (EPSG:28992) until it is written; files hold WGS84 degrees.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.errors import DataError

RD = 28992
WGS84 = 4326
DECIMALS = 4  # 0.0001 degree: 11 m north-south, 7 m east-west

LEVELS = ("nl", "province", "labour_region", "rmc", "corop", "sto", "municipality")

# Metres for distances and tolerances, square metres for areas.
PART_TOLERANCE = 200.0
# Home areas from this many m2: tolerance. A quarter keeps its shape, a polder needs few points.
HOME_TOLERANCES = ((0.0, 120.0), (1e6, 300.0), (4e6, 500.0), (10e6, 800.0))
PART_GAP = 200.0  # delivered neighbours leave slits; wider ones are water
HOME_GAP = 100.0
HOME_SNAP = 25.0  # the delivered PC4 polygons miss each other by up to this much
SMALLEST_FRAGMENT = 100_000.0  # a smaller loose piece of a shape is drawn with its neighbour
FRAGMENT_SHARE = 0.1  # unless it is a larger share of its shape
SMALLEST_ISLET = 200_000.0  # a smaller loose island is not drawn
CUT = 500.0  # half the width of the cut that parts the neighbours' land from the country's
FRONTIER_BAND = 5_000.0  # Natural Earth's frontier is this coarse beside the municipalities
NARROWEST = 200.0  # a narrower water in the country is not drawn
SMALLEST_WATER = 1_000_000.0
ABROAD = Path(__file__).parents[1] / "facts" / "abroad.json"
WINDOW = (2.0, 50.2, 8.6, 54.2)  # west, south, east, north in degrees


def home_codes(membership: pd.DataFrame) -> pd.DataFrame:
    """Region code per home (index) and level (column).

    `membership` has the columns home, level, code. A missing `nl` level is added.
    """
    codes = membership.pivot(index="home", columns="level", values="code").astype(str)
    if "nl" not in codes:
        codes["nl"] = "NL"
    return codes[list(LEVELS)]


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


def _cells(group: pd.DataFrame, codes: pd.DataFrame, pc4: gpd.GeoDataFrame) -> list:
    """The union of the PC4 polygons that belong to each row of `group`."""
    shapes = pc4.set_index("pc4").geometry
    cells = []
    for _, kind in group.iterrows():
        own = codes.index[(codes == kind).all(axis=1)].intersection(shapes.index)
        cells.append(shapely.union_all(shapes[own].to_numpy()))
    return cells


def split(whole: shapely.Geometry, cells: list[shapely.Geometry]) -> list[shapely.Geometry]:
    """Divide `whole` over `cells`, in their order, without a rest.

    What no cell covers (water, a neighbour's PC4) and fragments under SMALLEST_FRAGMENT go to
    the piece with which they share the longest border.
    """
    pieces: list[list[shapely.Geometry]] = []
    rest = whole
    for cell in cells:
        inside = _polygons(shapely.intersection(rest, cell))
        largest = max((polygon.area for polygon in inside), default=0.0)
        limit = min(SMALLEST_FRAGMENT, largest)
        pieces.append([polygon for polygon in inside if polygon.area >= limit])
        rest = shapely.difference(rest, shapely.union_all(pieces[-1]))
    cores = np.array([shapely.union_all(piece) for piece in pieces])
    shapely.prepare(cores)
    for loose in _polygons(rest):
        pieces[_best_neighbour(loose, cores)].append(loose)
    return [shapely.union_all(piece) for piece in pieces]


def _best_neighbour(loose: shapely.Geometry, cores: np.ndarray) -> int:
    # The edges were computed by intersection and need not match to the digit: one metre of slack.
    around = shapely.buffer(loose, 1.0)
    touching = np.flatnonzero(shapely.intersects(cores, around))
    if len(touching) == 0:
        return int(np.argmin(shapely.distance(cores, loose)))
    shared = shapely.area(shapely.intersection(cores[touching], around))
    return int(touching[np.argmax(shared)])


def clean(shapes: np.ndarray, gap: float, snap: float = -1.0) -> np.ndarray:
    """The shapes as a valid coverage: no overlap, shared edges identical, no slit under `gap` m.

    A `snap` distance (m) makes a ragged coverage far quicker to clean, and can make a whole
    shape vanish; -1 lets GEOS pick a minute one.
    """
    return shapely.coverage_clean(shapes, gap_width=gap, snapping_distance=snap)


def absorb_fragments(shapes: np.ndarray, smallest: float = SMALLEST_FRAGMENT) -> np.ndarray:
    """Give fragments to the shape with which they share the longest border.

    A fragment is a polygon under `smallest` m2 that is less than FRAGMENT_SHARE of its shape.
    `shapes` is a valid coverage, and so is the result. A fragment without a neighbour stays.
    """
    polygons, owner = shapely.get_parts(shapes, return_index=True)
    areas = shapely.area(polygons)
    loose = np.flatnonzero(
        (areas < smallest) & (areas < FRAGMENT_SHARE * shapely.area(shapes)[owner])
    )
    steady = np.setdiff1d(np.arange(len(polygons)), loose)
    tree = shapely.STRtree(polygons[steady])
    for fragment in loose[np.argsort(-areas[loose])]:
        near = steady[np.sort(tree.query(polygons[fragment], predicate="intersects"))]
        border = shapely.length(shapely.intersection(polygons[near], polygons[fragment]))
        if len(near) and border.max() > 0:
            owner[fragment] = owner[near[np.argmax(border)]]
    own = [polygons[owner == index] for index in range(len(shapes))]
    return np.array([shapely.coverage_union_all(group) for group in own])


def without_islets(shapes: np.ndarray, smallest: float = SMALLEST_ISLET) -> np.ndarray:
    """Leave out loose islands under `smallest` m2, unless nothing else of a shape would remain."""
    islands = np.array(_polygons(shapely.coverage_union_all(shapes)))
    islets = islands[shapely.area(islands) < smallest]
    tree = shapely.STRtree(shapely.buffer(islets, 1.0))
    kept = []
    for shape in shapes:
        polygons = np.array(_polygons(shape))
        on_islet = np.isin(np.arange(len(polygons)), tree.query(polygons, predicate="within")[0])
        keep = polygons[~on_islet]
        kept.append(_multi(keep) if len(keep) else shape)
    return np.array(kept)


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


def _home_frame(codes: Iterable[str], shapes: np.ndarray) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"code": list(codes)}, geometry=shapes, crs=RD)


def keep_vanished(shapes: np.ndarray, detailed: np.ndarray, share: float = 0.5) -> np.ndarray:
    """Give a shape that lost more than `share` of its area its own small outline back.

    `shapes` and `detailed` run parallel. The outline is cut out of the neighbours, so nothing
    overlaps; its edges then are no longer shared vertex for vertex.
    """
    lost = np.flatnonzero(shapely.area(shapes) < (1 - share) * shapely.area(detailed))
    result = shapes.copy()
    for index in lost:
        result[index] = detailed[index]
    for index in lost:
        others = np.flatnonzero(shapely.intersects(result, result[index]))
        for other in others[others != index]:
            if other in lost and other < index:
                continue
            result[other] = _multi(_polygons(shapely.difference(result[other], result[index])))
    return result


def region_shapes(
    municipalities: gpd.GeoDataFrame, pc4: gpd.GeoDataFrame, membership: pd.DataFrame
) -> dict[str, gpd.GeoDataFrame]:
    """Every level as regions in full detail: level -> (code, geometry), sorted by code.

    For label points, bounding boxes and neighbours; `home` is included.
    """
    return _all_levels(base_parts(municipalities, pc4, membership), pc4, membership)


def _all_levels(
    parts: gpd.GeoDataFrame, pc4: gpd.GeoDataFrame, membership: pd.DataFrame
) -> dict[str, gpd.GeoDataFrame]:
    shapes = {level: dissolve(parts, level) for level in LEVELS}
    shapes["home"] = clean_homes(pc4, membership["home"].unique())
    return shapes


def border_lines(provinces: gpd.GeoDataFrame) -> shapely.Geometry:
    """Lines between provinces, each once; not the coast and not the frontier."""
    shapes = provinces.geometry.to_numpy()
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = left < right
    shared = shapely.intersection(shapes[left[pairs]], shapes[right[pairs]])
    lines = [line for shape in shared for line in _lines(shape)]
    return shapely.line_merge(shapely.multilinestrings(lines))


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
    wet = np.array(_polygons(shapely.difference(window, land)))
    open_sea = shapely.intersects(wet, window.exterior)
    sea = _multi(wet[open_sea])
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
    pieces = np.array(_polygons(shapely.difference(shore, shapely.buffer(frontier, CUT))))
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
    large = [polygon for polygon in _polygons(opened) if polygon.area >= SMALLEST_WATER]
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


def write(
    municipalities: gpd.GeoDataFrame,
    pc4: gpd.GeoDataFrame,
    membership: pd.DataFrame,
    regions: pd.DataFrame,
    waters: gpd.GeoDataFrame,
    natural_earth: Mapping[str, gpd.GeoDataFrame],
    out_dir: Path | str,
    shapes: Mapping[str, gpd.GeoDataFrame] | None = None,
) -> dict[str, str]:
    """Write every geometry asset to `out_dir`; key -> "geo/<key>.<hash>.json".

    municipalities: gm_code, geometry (RD); pc4: pc4, geometry (RD); membership and regions: the
    prepared tables; waters: large waters (RD); natural_earth: frames by file stem. The hash is
    of the content, so equal input gives equal names and bytes. shapes: what `region_shapes` gave
    for the same input, when it is at hand; it saves some seconds.
    Raises DataError when a region would have no or a badly distorted shape.
    """
    parts = base_parts(municipalities, pc4, membership)
    detailed = shapes or _all_levels(parts, pc4, membership)
    check("municipality", detailed["municipality"], municipalities.set_index("gm_code").geometry)
    drawn = simplified_parts(parts)
    levels = {level: dissolve(drawn, level) for level in LEVELS}
    for level, regions_drawn in levels.items():
        check(level, regions_drawn, detailed[level].set_index("code").geometry)
    levels["home"] = simplified_homes(detailed["home"])
    delivered = pc4.set_index("pc4").geometry[levels["home"]["code"]]
    check("home", levels["home"], delivered, share=0.3, slack=50_000.0)

    documents = {level: region_document(level, levels[level], regions) for level in levels}
    country = levels["nl"].geometry.iloc[0]
    documents["base"] = plain_document(base(country, waters, natural_earth))
    documents["abroad"] = plain_document([("land", abroad())])
    documents["borders"] = plain_document([("border", border_lines(levels["province"]))])
    return {key: _save(key, document, Path(out_dir)) for key, document in documents.items()}


def check(
    level: str,
    drawn: gpd.GeoDataFrame,
    detailed: gpd.GeoSeries,
    share: float = 0.01,
    slack: float = 500_000.0,
) -> None:
    """Refuse drawn shapes (code, geometry) that lost a region, distort one, or overlap.

    detailed: geometry by code. An area may change by `share`, or else by `slack` m2 (a small
    municipality that loses its islets).
    """
    before = detailed.area
    after = drawn.set_index("code").geometry.area.reindex(before.index, fill_value=0.0)
    change = (after - before).abs()
    wrong = (after == 0) | ((change > share * before) & (change > slack))
    if wrong.any():
        code = wrong.idxmax()
        raise DataError(
            f"{level} {code} measures {before[code] / 1e6:.2f} km2 and would be drawn with "
            f"{after[code] / 1e6:.2f} km2: check its polygon in the source file"
        )
    overlap = after.sum() - shapely.area(shapely.union_all(drawn.geometry.to_numpy()))
    if overlap > slack:
        raise DataError(
            f"{level}: drawn regions overlap by {overlap / 1e6:.2f} km2: "
            "check the polygons in the source file"
        )


def region_document(level: str, shapes: gpd.GeoDataFrame, regions: pd.DataFrame) -> dict:
    """GeoJSON of one level: feature id = regions.feature, properties c (code) and n (name).

    Raises DataError when the drawn regions are not those of the table.
    """
    rows = regions[(regions["level"] == level) & (regions["feature"] >= 0)]
    rows = rows.sort_values("feature")
    drawn = shapes.set_index("code").geometry
    odd = sorted(set(rows["code"]) ^ set(drawn.index))
    if odd:
        raise DataError(
            f"{level} {odd[0]} is either in regions or on the map, not in both: "
            "check the membership of its home areas"
        )
    wgs84 = drawn.to_crs(WGS84)
    features = [
        {
            "type": "Feature",
            "id": int(row.feature),
            "properties": {"c": row.code, "n": row.name},
            "geometry": polygon_geometry(wgs84[row.code]),
        }
        for row in rows[["feature", "code", "name"]].itertuples(index=False)
    ]
    return {"type": "FeatureCollection", "features": features}


def plain_document(shapes: list[tuple[str, shapely.Geometry]]) -> dict:
    """GeoJSON of (kind, geometry in RD metres); property k = kind."""
    wgs84 = gpd.GeoSeries([shape for _, shape in shapes], crs=RD).to_crs(WGS84)
    features = []
    for (kind, _), shape in zip(shapes, wgs84, strict=True):
        lines = shapely.get_dimensions(shape) == 1
        geometry = line_geometry(shape) if lines else polygon_geometry(shape)
        features.append({"type": "Feature", "properties": {"k": kind}, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


def polygon_geometry(shape: shapely.Geometry) -> dict:
    """GeoJSON geometry of a (multi)polygon in degrees, rounded and valid.

    A shape so small that rounding would erase it gets as many decimals as it needs, up to seven
    (1 cm). GeoJSON (RFC 7946, 3.1.6) wants outer rings counterclockwise, holes clockwise.
    """
    whole = shapely.make_valid(shape)  # changing the projection may cross edges that touched
    for decimals in range(DECIMALS, 8):
        rounded = shapely.set_precision(whole, 10.0**-decimals)
        if not rounded.is_empty:
            break
    polygons = [
        [_coordinates(ring, decimals) for ring in (polygon.exterior, *polygon.interiors)]
        for polygon in _polygons(shapely.orient_polygons(rounded))
    ]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def line_geometry(shape: shapely.Geometry) -> dict:
    """GeoJSON geometry of (multi)lines in degrees, rounded."""
    lines = [line for part in _lines(shape) if len(line := _coordinates(part, DECIMALS)) >= 2]
    return {"type": "MultiLineString", "coordinates": lines}


def _coordinates(line: shapely.Geometry, decimals: int) -> list[list[float]]:
    points = np.round(shapely.get_coordinates(line), decimals)
    moved = np.r_[True, (np.diff(points, axis=0) != 0).any(axis=1)]
    return points[moved].tolist()


def _save(key: str, document: dict, out_dir: Path) -> str:
    content = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    name = f"{key}.{hashlib.sha256(content).hexdigest()[:8]}.json"
    out_dir.mkdir(parents=True, exist_ok=True)
    (out_dir / name).write_bytes(content)
    return f"geo/{name}"


def _polygons(shape: shapely.Geometry) -> list[shapely.Geometry]:
    """The non-empty polygons of any geometry; lines and points fall away."""
    return [
        piece
        for part in shapely.get_parts(shape)
        for piece in shapely.get_parts(part)
        if piece.geom_type == "Polygon" and not piece.is_empty
    ]


def _lines(shape: shapely.Geometry) -> list[shapely.Geometry]:
    return [
        piece
        for part in shapely.get_parts(shape)
        for piece in shapely.get_parts(part)
        if piece.geom_type == "LineString" and not piece.is_empty
    ]


def _multi(polygons: Iterable[shapely.Geometry]) -> shapely.Geometry:
    polygons = list(polygons)
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)
