"""What is done to shapes side by side, so that they stay side by side: clean, divide, leave out.

All geometry is in RD metres (EPSG:28992).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely

from geodata.tables.arrays import Shapes

SMALLEST_FRAGMENT = 100_000.0  # a smaller loose piece of a shape is drawn with its neighbour
FRAGMENT_SHARE = 0.1  # unless it is a larger share of its shape
SMALLEST_ISLET = 200_000.0  # a smaller loose island is not drawn


def split(whole: shapely.Geometry, cells: list[shapely.Geometry]) -> list[shapely.Geometry]:
    """Divide `whole` over `cells`, in their order, without a rest.

    What no cell covers (water, a neighbour's PC4) and fragments under SMALLEST_FRAGMENT go to
    the piece with which they share the longest border.
    """
    pieces: list[list[shapely.Geometry]] = []
    rest = whole
    for cell in cells:
        inside = polygons_of(shapely.intersection(rest, cell))
        largest = max((polygon.area for polygon in inside), default=0.0)
        limit = min(SMALLEST_FRAGMENT, largest)
        pieces.append([polygon for polygon in inside if polygon.area >= limit])
        rest = shapely.difference(rest, shapely.union_all(pieces[-1]))
    cores = np.array([shapely.union_all(piece) for piece in pieces])
    shapely.prepare(cores)
    for loose in polygons_of(rest):
        pieces[_best_neighbour(loose, cores)].append(loose)
    return [shapely.union_all(piece) for piece in pieces]


def _best_neighbour(loose: shapely.Geometry, cores: Shapes) -> int:
    # The edges were computed by intersection and need not match to the digit: one metre of slack.
    around = shapely.buffer(loose, 1.0)
    touching = np.flatnonzero(shapely.intersects(cores, around))
    if len(touching) == 0:
        return int(np.argmin(shapely.distance(cores, loose)))
    shared = shapely.area(shapely.intersection(cores[touching], around))
    return int(touching[np.argmax(shared)])


def clean(shapes: Shapes, gap: float, snap: float = -1.0) -> Shapes:
    """The shapes as a valid coverage: no overlap, shared edges identical, no slit under `gap` m.

    A `snap` distance (m) makes a ragged coverage far quicker to clean, and can make a whole
    shape vanish; -1 lets GEOS pick a minute one.
    """
    cleaned: Shapes = shapely.coverage_clean(shapes, gap_width=gap, snapping_distance=snap)
    return cleaned


def absorb_fragments(shapes: Shapes, smallest: float = SMALLEST_FRAGMENT) -> Shapes:
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
    groups = [polygons[owner == index] for index in range(len(shapes))]
    return np.array([shapely.coverage_union_all(group) for group in groups])


def without_islets(shapes: Shapes, smallest: float = SMALLEST_ISLET) -> Shapes:
    """Leave out loose islands under `smallest` m2, unless nothing else of a shape would remain."""
    islands = np.array(polygons_of(shapely.coverage_union_all(shapes)))
    islets = islands[shapely.area(islands) < smallest]
    tree = shapely.STRtree(shapely.buffer(islets, 1.0))
    kept = []
    for shape in shapes:
        polygons = np.array(polygons_of(shape))
        on_islet = np.isin(np.arange(len(polygons)), tree.query(polygons, predicate="within")[0])
        keep = polygons[~on_islet]
        kept.append(joined(keep) if len(keep) else shape)
    return np.array(kept)


def keep_vanished(shapes: Shapes, detailed: Shapes, share: float = 0.5) -> Shapes:
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
            result[other] = joined(polygons_of(shapely.difference(result[other], result[index])))
    return result


def polygons_of(shape: shapely.Geometry) -> list[shapely.Geometry]:
    """The non-empty polygons of any geometry; lines and points fall away."""
    return [
        piece
        for part in shapely.get_parts(shape)
        for piece in shapely.get_parts(part)
        if piece.geom_type == "Polygon" and not piece.is_empty
    ]


def lines_of(shape: shapely.Geometry) -> list[shapely.Geometry]:
    return [
        piece
        for part in shapely.get_parts(shape)
        for piece in shapely.get_parts(part)
        if piece.geom_type == "LineString" and not piece.is_empty
    ]


def joined(polygons: Iterable[shapely.Geometry]) -> shapely.Geometry:
    polygons = list(polygons)
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)
