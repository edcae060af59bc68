"""What is done to shapes side by side, so that they stay side by side: clean, divide, leave out.

All geometry is in RD metres (EPSG:28992).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely

from geodata.tables.arrays import Booleans, Integers, Shapes

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


def divided(
    wholes: Shapes,
    cells: Shapes,
    narrowest: float,
    smallest: float = SMALLEST_FRAGMENT,
    pairs: tuple[Integers, Integers] | None = None,
    fill: bool = False,
) -> tuple[Integers, Integers, Shapes]:
    """Divide every whole over the cells in it, without a rest: row of the whole, row of the cell
    and shape of every piece, together a valid coverage.

    A cell has a piece where most of it lies, and elsewhere where it is wider than `narrowest` m and
    larger than `smallest` m2, or more than FRAGMENT_SHARE of the cell: where their borders run
    beside each other, that of the whole is kept. What no cell covers is a piece too where it is so
    wide and large, its cell is -1; unless the cells are to fill it. The rest goes to the piece of
    the whole with which it shares the longest border.
    pairs: rows of wholes and of cells in them; unless given, all that meet.
    """
    if pairs is None:
        pairs = tuple(shapely.STRtree(cells).query(wholes, predicate="intersects"))
    whole, cell = pairs
    inside, pair = _polygons(_common(wholes[whole], cells[cell]))
    row, column = whole[pair], cell[pair]
    share = shapely.area(inside) / shapely.area(cells)[column]
    steady = _largest(inside, column) | (share > FRAGMENT_SHARE)
    bare, of = _polygons(shapely.difference(wholes, _union(inside, row, len(wholes))))
    every, row = np.append(inside, bare), np.append(row, of)
    column = np.append(column, np.full(len(bare), -1))
    kept = _is_wide(every, narrowest, smallest) & ~(fill & (column < 0))
    kept[: len(inside)] |= steady
    best = np.flatnonzero(kept)[_longest_border(every[~kept], row[~kept], every[kept], row[kept])]
    column[~kept] = column[best]
    keys, piece = np.unique(np.stack([row, column]), axis=1, return_inverse=True)
    return keys[0], keys[1], clean(_union(every, piece, keys.shape[1]), 1.0)


def _common(wholes: Shapes, cells: Shapes) -> Shapes:
    """What each whole and the cell beside it in the list have in common."""
    shapely.prepare(wholes)
    common = cells.copy()
    crossing = ~shapely.contains_properly(wholes, cells)  # most lie inside, which is soon known
    common[crossing] = shapely.intersection(wholes[crossing], cells[crossing])
    return common


def _union(shapes: Shapes, owner: Integers, count: int) -> Shapes:
    """The union of the shapes of every owner, of so many."""
    order = np.argsort(owner, kind="stable")
    groups = np.split(shapes[order], np.searchsorted(owner[order], np.arange(1, count)))
    return np.array([one[0] if len(one) == 1 else shapely.union_all(one) for one in groups])


def _polygons(shapes: Shapes) -> tuple[Shapes, Integers]:
    """The polygons of shapes, and the row of the shape of each."""
    every, row = shapely.get_parts(shapes, return_index=True)
    flat = (shapely.get_type_id(every) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(every)
    return every[flat], row[flat]


def _largest(polygons: Shapes, owner: Integers) -> Booleans:
    """Which polygon is the largest of its owner?"""
    order = np.lexsort((-shapely.area(polygons), owner))
    largest = np.zeros(len(polygons), bool)
    largest[order[np.unique(owner[order], return_index=True)[1]]] = True
    return largest


def _is_wide(polygons: Shapes, narrowest: float, smallest: float) -> Booleans:
    core = shapely.buffer(polygons, -narrowest / 2, quad_segs=1)
    wide: Booleans = (shapely.area(polygons) >= smallest) & ~shapely.is_empty(core)
    return wide


def _longest_border(
    loose: Shapes, owner: Integers, pieces: Shapes, owner_of_piece: Integers
) -> Integers:
    """Row of the piece of the same owner with which each polygon shares the longest border; of the
    nearest one where it touches none."""
    # The edges were computed by intersection and need not match to the digit: one metre of slack.
    around = shapely.buffer(loose, 1.0, quad_segs=1)
    row, piece = shapely.STRtree(pieces).query(around, predicate="intersects")
    same = owner[row] == owner_of_piece[piece]
    row, piece = row[same], piece[same]
    shared = shapely.area(shapely.intersection(pieces[piece], around[row]))
    order = np.lexsort((-shared, row))
    row, first = np.unique(row[order], return_index=True)
    best = np.full(len(loose), -1)
    best[row] = piece[order][first]
    for alone in np.flatnonzero(best < 0):
        near = np.flatnonzero(owner_of_piece == owner[alone])
        best[alone] = near[np.argmin(shapely.distance(pieces[near], loose[alone]))]
    return best


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


def without_spikes(shapes: Shapes, narrowest: float) -> Shapes:
    """Leave out what is narrower than so many metres, such as a pier."""
    half = narrowest / 2
    core = shapely.buffer(shapes, -half, join_style="mitre")
    opened: Shapes = shapely.buffer(core, half, join_style="mitre")
    return opened


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
    return _pieces(shape, "Polygon")


def lines_of(shape: shapely.Geometry) -> list[shapely.Geometry]:
    """The non-empty lines of any geometry."""
    return _pieces(shape, "LineString")


def _pieces(shape: shapely.Geometry, kind: str) -> list[shapely.Geometry]:
    # A collection can hold polygons of several parts.
    return [
        piece
        for part in shapely.get_parts(shape)
        for piece in shapely.get_parts(part)
        if piece.geom_type == kind and not piece.is_empty
    ]


def joined(polygons: Iterable[shapely.Geometry]) -> shapely.Geometry:
    polygons = list(polygons)
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)
