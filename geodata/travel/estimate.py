"""The national estimate of the cycling distance, for where no network has been built.

Nothing large lies between two points: the straight line times a detour factor. A barrier lies
between them: the shortest way over a coarse graph of cycle nodes, which passes large water only by
the bridges, dams and ferries that bicycles may use.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely
from numpy.typing import ArrayLike
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, minimum_spanning_tree
from scipy.spatial import Delaunay, KDTree

from geodata.tables.arrays import Booleans, Floats, Integers
from geodata.travel.barriers import Barriers
from geodata.travel.grid import to_grid
from geodata.travel.network import Network, from_edges
from geodata.travel.trees import distances_m
from geodata.vocabulary import CROSSING, DETOUR, ESTIMATE, OFF_NETWORK, UNROUTED

#: Way over the straight line between neighbouring cycle nodes, measured on real networks. Along a
#: chain of nodes the detour of the chain itself comes on top.
LINK_DETOUR = 1.15
#: Cycle nodes further apart are no neighbours.
LONGEST_LINK_M = 9_000.0
#: So few nodes that the graph cannot leave are a pocket with a local bridge, not an island, and
#: that bridge is no longer than this.
POCKET_NODES, LONGEST_WAY_OUT_M = 40, 1_500.0
#: From the middle of a river to where one turns onto its bridge.
BANK_M = 300.0
#: A point with no node this near is not on the network: it lies abroad beyond the border strip.
OFF_NETWORK_M = 15_000.0
#: Longest way that is looked for, round an estuary or a lake.
LIMIT_M = 120_000.0
#: What a point is tied to: so many of the nearest nodes, and the crossings this near.
_NEIGHBOURS, _CROSSINGS_WITHIN_M = 40, 20_000.0


class _Ties(NamedTuple):
    """What points are tied to, one point after the other: so many nodes each, and at least one;
    their numbers, and the metres to them."""

    each: Integers
    node: Integers
    metres: Floats

    def shortest(self, points: Integers, node_m: Floats) -> Floats:
        """Metres from some of the points, each by its best node; node_m: from every node."""
        count = self.each[points]
        first, stop = (np.cumsum(self.each) - self.each)[points], np.cumsum(count)
        at = np.arange(stop[-1]) + np.repeat(first - (stop - count), count)
        best: Floats = np.minimum.reduceat(self.metres[at] + node_m[self.node[at]], stop - count)
        return best


@dataclass(frozen=True, eq=False)
class Estimate:
    """The coarse graph and the barriers that decide when it is used."""

    network: Network
    barriers: Barriers
    #: Numbers of the nodes at either end of a crossing.
    crossing_ends: Integers

    def pairs(
        self,
        from_xy: Floats,
        to_xy: Floats,
        origin: ArrayLike,
        destination: ArrayLike,
        workers: int | None = 1,
        limit_m: float = LIMIT_M,
    ) -> tuple[Floats, Integers]:
        """Metres and method (code of :data:`geodata.vocabulary.METHODS`) of each pair.

        from_xy, to_xy: points in metres of the Dutch grid, two columns. origin, destination: the
        pairs, as rows of these. A pair across water to which the graph knows no way of at most
        ``limit_m`` gets the straight line times the detour factor and says ``unrouted``: it is
        further than that. A point that is not on the network gives inf and ``off_network``.
        """
        here, there = np.asarray(origin, np.int64), np.asarray(destination, np.int64)
        start, end = from_xy[here], to_xy[there]
        metres = DETOUR * np.hypot(*(start - end).T)
        method = np.full(len(metres), ESTIMATE, np.int8)
        lost = self.off_network(from_xy)[here] | self.off_network(to_xy)[there]
        metres[lost], method[lost] = np.inf, OFF_NETWORK
        known = np.flatnonzero(~lost)
        apart = known[self.barriers.between(*start[known].T, *end[known].T)]
        if len(apart):
            way = self._around(from_xy, to_xy, here[apart], there[apart], limit_m, workers)
            # Never shorter than the way would be without the water.
            metres[apart] = np.maximum(metres[apart], np.where(np.isfinite(way), way, 0))
            method[apart] = np.where(np.isfinite(way), CROSSING, UNROUTED)
        return metres, method

    def off_network(self, xy: Floats) -> Booleans:
        """Which points are at sea or beyond the border strip."""
        x, y = xy.T
        metres, _ = self.network.nearest(x, y)
        return np.asarray((metres > OFF_NETWORK_M) | self.barriers.at_sea(x, y), bool)

    def to_nodes(self, from_xy: Floats, nodes: Integers, limit_m: float) -> Floats:
        """Metres over the graph from points to some of its nodes, points × nodes; inf beyond."""
        ties, points = self._ties(from_xy), np.arange(len(from_xy))
        node_m = distances_m(self.network, np.arange(len(self.network.x)), nodes, limit_m)
        metres = np.column_stack([ties.shortest(points, of_node) for of_node in node_m.T])
        return np.where(metres <= limit_m, metres, np.inf)

    def _around(
        self,
        from_xy: Floats,
        to_xy: Floats,
        origin: Integers,
        destination: Integers,
        limit_m: float,
        workers: int | None,
    ) -> Floats:
        """Metres of each pair over the graph; inf where it knows no way.

        No way leads through a point, or a distance would depend on who else is asked for. So trees
        grow over the nodes alone, and each of the many origins looks which of its nodes is best.
        """
        here, rows = np.unique(origin, return_inverse=True)
        there, columns = np.unique(destination, return_inverse=True)
        if len(here) < len(there):
            # The graph is the same both ways, and a tree grows from every destination.
            return self._around(to_xy, from_xy, destination, origin, limit_m, workers)
        size = len(self.network.x)
        node_m = distances_m(
            self._leading_to(to_xy[there]),
            np.arange(size),
            size + np.arange(len(there)),
            limit_m,
            workers,
        )
        ties, of_pairs = self._ties(from_xy[here]), np.empty(len(rows))
        order = np.argsort(columns, kind="stable")
        for pairs in np.split(order, np.flatnonzero(np.diff(columns[order])) + 1):
            of_pairs[pairs] = ties.shortest(rows[pairs], node_m[:, columns[pairs[0]]])
        return np.where(of_pairs <= limit_m, of_pairs, np.inf)

    def _leading_to(self, xy: Floats) -> Network:
        """The graph with more nodes, to which ways lead."""
        size = len(self.network.x)
        ties, graph = self._ties(xy), self.network.metres.tocoo()
        point = np.repeat(np.arange(len(xy)), ties.each)
        x, y = np.vstack([np.column_stack([self.network.x, self.network.y]), xy]).T
        start, end = np.r_[graph.coords[0], ties.node], np.r_[graph.coords[1], size + point]
        return from_edges(x, y, start, end, np.r_[graph.data, ties.metres])

    def _ties(self, xy: Floats) -> "_Ties":
        """What each point is tied to: all that can be reached without crossing water of the nearest
        nodes, and of the ends of crossings around.

        A point that sees none of these is tied to the nearest.
        """
        point, node = self._around_points(xy)
        ends = np.column_stack([self.network.x, self.network.y])[node]
        metres = DETOUR * np.hypot(*(xy[point] - ends).T)
        seen = ~self.barriers.between(*xy[point].T, *ends.T)
        blind = np.setdiff1d(np.arange(len(xy)), point[seen])
        lost_m, nearest = self.network.nearest(xy[blind, 0], xy[blind, 1])
        point = np.r_[point[seen], blind]
        order = np.argsort(point, kind="stable")
        return _Ties(
            each=np.bincount(point, minlength=len(xy)),
            node=np.r_[node[seen], nearest][order],
            metres=np.r_[metres[seen], DETOUR * lost_m][order],
        )

    def _around_points(self, xy: Floats) -> tuple[Integers, Integers]:
        """Per point its nearest nodes and the ends of crossings around, as pairs of numbers."""
        count = min(_NEIGHBOURS, len(self.network.x))
        _, near = self.network.nearest(xy[:, 0], xy[:, 1], count)
        ends = self.crossing_ends
        around = KDTree(np.column_stack([self.network.x, self.network.y])[ends]).query_ball_point(
            xy, _CROSSINGS_WITHIN_M
        )
        counts = [len(near_ends) for near_ends in around]
        point = np.r_[np.repeat(np.arange(len(xy)), count), np.repeat(np.arange(len(xy)), counts)]
        return point, np.r_[near.ravel(), ends[np.concatenate(around).astype(int)]]


def estimate(nodes: pd.DataFrame, crossings: pd.DataFrame, barriers: Barriers) -> Estimate:
    """The graph of the country: neighbouring cycle nodes on the same side of the water, and the
    ways across it.

    nodes: lon, lat. crossings: lon1, lat1, lon2, lat2, metres (null: straight).
    """
    start_xy, end_xy, length = _from_bank_to_bank(crossings, barriers)
    points = np.vstack([np.column_stack(to_grid(nodes["lon"], nodes["lat"])), start_xy, end_xy])
    # Ends of crossings that stand on one spot are one node.
    (x, y), number = _distinct(points.round())
    start, end, dry = _neighbours(x, y, barriers)
    start, end = _with_pockets(x, y, start, end, dry)
    links = LINK_DETOUR * np.hypot(x[start] - x[end], y[start] - y[end])
    across, across_to = number[len(nodes) :].reshape(2, -1)
    one_way = np.r_[start, across], np.r_[end, across_to], np.r_[links, length]
    ends = np.unique(np.r_[across, across_to])
    views = _views(x, y, ends, barriers)
    start, end, metres = (np.r_[a, b] for a, b in zip(one_way, views, strict=True))
    # Whole metres, as they are kept: an estimate that was written and read is the same one.
    return Estimate(_both_ways(x, y, start, end, np.ceil(metres)), barriers, ends)


def _from_bank_to_bank(
    crossings: pd.DataFrame, barriers: Barriers
) -> tuple[Floats, Floats, Floats]:
    """Ways across water in three parts: to the bank, over the water, and on from the other bank.

    A road link is kilometres long; cyclists join it at the bridge. Returns the points where the
    parts start, where they end, and their metres; a way that meets no waterway is one part.
    """
    start = np.column_stack(to_grid(crossings["lon1"], crossings["lat1"]))
    end = np.column_stack(to_grid(crossings["lon2"], crossings["lat2"]))
    straight = np.hypot(*(start - end).T)
    length = np.fmax(crossings["metres"].to_numpy(float), straight)
    shares = [
        _banks(line, barriers) for line in shapely.linestrings(np.stack([start, end], axis=1))
    ]
    near, far = np.array(shares).reshape(-1, 2, 1).transpose(1, 0, 2)
    stops = [start, start + near * (end - start), start + far * (end - start), end]
    metres = np.column_stack([near, far - near, 1 - far]) * length[:, None]
    return np.vstack(stops[:-1]), np.vstack(stops[1:]), metres.T.ravel()


def _banks(line: shapely.LineString, barriers: Barriers) -> tuple[float, float]:
    """Where on a way across, as shares of it, the near bank and the far bank are."""
    met = shapely.get_coordinates(shapely.intersection(line, barriers.waterways))
    if not len(met) or not line.length:
        return 0.0, 1.0
    at = shapely.line_locate_point(line, shapely.points(met))
    first, last = (at.min() - BANK_M) / line.length, (at.max() + BANK_M) / line.length
    return max(first, 0.0), min(last, 1.0)


def _views(
    x: Floats, y: Floats, ends: Integers, barriers: Barriers
) -> tuple[Integers, Integers, Floats]:
    """Direct ways between ends of crossings with no water between: start, end, metres."""
    near = KDTree(np.column_stack([x, y])[ends]).query_pairs(
        _CROSSINGS_WITHIN_M, output_type="ndarray"
    )
    start, end = ends[near].T
    dry = ~barriers.between(x[start], y[start], x[end], y[end])
    start, end = start[dry], end[dry]
    return start, end, DETOUR * np.hypot(x[start] - x[end], y[start] - y[end])


def _distinct(points: Floats) -> tuple[Floats, Integers]:
    """The different points, as x and y, and for every point which of these it is."""
    distinct, number = np.unique(points, axis=0, return_inverse=True)
    return distinct.T, number.ravel()


def _neighbours(x: Floats, y: Floats, barriers: Barriers) -> tuple[Integers, Integers, Booleans]:
    """Pairs of neighbouring nodes, and which of these stand on the same side of the water."""
    triangles = Delaunay(np.column_stack([x, y])).simplices
    sides = np.vstack([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    start, end = np.unique(np.sort(sides, axis=1), axis=0).T
    near = np.hypot(x[start] - x[end], y[start] - y[end]) < LONGEST_LINK_M
    start, end = start[near], end[near]
    return start, end, ~barriers.between(x[start], y[start], x[end], y[end])


def _with_pockets(
    x: Floats, y: Floats, start: Integers, end: Integers, dry: Booleans
) -> tuple[Integers, Integers]:
    """The dry links, and for every pocket without a way out the shortest link that leaves it.

    Between a river and its side canal stand villages of which no list has the local bridge; there
    is one. A strait is too wide to be taken for that.
    """
    metres = np.hypot(x[start] - x[end], y[start] - y[end])
    shape = (len(x), len(x))
    _, part = connected_components(
        coo_array((metres[dry], (start[dry], end[dry])), shape=shape), directed=False
    )
    size = np.bincount(part)
    of_pocket = np.minimum(size[part[start]], size[part[end]]) <= POCKET_NODES
    usable = dry | (of_pocket & (metres < LONGEST_WAY_OUT_M))
    # A dry link costs next to nothing, so the tree takes a wet one only to join what is apart.
    cost = np.where(dry, 1.0, 1.0 + metres)
    tree = minimum_spanning_tree(
        coo_array((cost[usable], (start[usable], end[usable])), shape=shape)
    ).tocsr()
    kept = dry | (usable & (tree[start, end] > 0))
    return start[kept], end[kept]


def _both_ways(x: Floats, y: Floats, start: Integers, end: Integers, metres: Floats) -> Network:
    both = np.r_[start, end], np.r_[end, start], np.r_[metres, metres]
    return from_edges(x, y, *both, about={"title": "national estimate"})
