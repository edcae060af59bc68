"""The table ``distances`` is made here: the national estimate, and a built network over it."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse.csgraph import connected_components

from geodata.errors import DataError
from geodata.tables import distances
from geodata.tables.arrays import Floats, Integers
from geodata.travel.barriers import Barriers
from geodata.travel.estimate import Estimate
from geodata.travel.network import Network
from geodata.travel.trees import distances_m
from geodata.vocabulary import DETOUR, NETWORK, UNROUTED

#: Furthest from a point to the network it is put on.
SNAP_M = 2_000.0
#: Longest route that is looked for over a network; the thresholds of the screen end below it.
LIMIT_M = 30_000.0
#: From this share of the estimate on, the way to the network is a long one.
LONG_WAY_SHARE = 0.25


class Routes(NamedTuple):
    """Rides over a network between points, in metres, float32.

    metres: from × to, with the way to the network and from it. inf: longer than was looked for.
    NaN: the network does not know, as one of both is not on it, they are in parts of it that do not
    meet, or its nearest node is the same for both. to_start, from_end: the way to it of each point
    that is ridden from, and from it to each point that is ridden to; inf of a point not on it.
    """

    metres: Floats
    to_start: Floats
    from_end: Floats


def all_pairs(
    homes: pd.DataFrame, sites: pd.DataFrame, estimate: Estimate, workers: int | None = 1
) -> pd.DataFrame:
    """The table ``distances`` by the national estimate. homes, sites: code, x, y."""
    home_xy, site_xy = _points(homes), _points(sites)
    home, site, straight = distances.pairs_within(home_xy, site_xy)
    metres, method = estimate.pairs(home_xy, site_xy, home, site, workers)
    known = np.isfinite(metres)
    return distances.table(
        homes["code"],
        sites["code"],
        home[known],
        site[known],
        straight[known],
        metres[known],
        method[known],
    )


def over_network(
    table: pd.DataFrame,
    homes: pd.DataFrame,
    sites: pd.DataFrame,
    network: Network,
    limit_m: float = LIMIT_M,
    workers: int | None = None,
    scheduler: str | None = None,
    quiet: bool = True,
    barriers: Barriers | None = None,
) -> pd.DataFrame:
    """The table ``distances`` with routes over a network, wherever it reaches.

    homes, sites: those of the table, in its order. barriers: as for :func:`routes`. Raises
    DataError when the network holds none of the homes, or none of the sites.
    """
    for what, points in (("homes", homes), ("sites", sites)):
        node, _ = _snapped(network, _points(points), barriers)
        if not (node >= 0).any():
            raise DataError(
                f"the network holds none of the {len(node)} {what}; "
                "make it from an OpenStreetMap extract of the Netherlands or a part of it"
            )
    from_xy, to_xy = _points(homes), _points(sites)
    route = routes(network, from_xy, to_xy, limit_m, workers, scheduler, quiet, barriers)
    home, site = table["home"].cat.codes.to_numpy(), table["site"].cat.codes.to_numpy()
    known = table["method"].cat
    metres, method = over(
        table["cycle_m"].to_numpy(),
        known.codes.to_numpy(),
        route.metres[home, site],
        route.to_start[home] + route.from_end[site],
        limit_m,
    )
    return table.assign(
        cycle_m=np.rint(metres).astype(np.int32),
        method=pd.Categorical.from_codes(method, known.categories),
    )


def routes(
    network: Network,
    from_xy: Floats,
    to_xy: Floats,
    limit_m: float,
    workers: int | None = None,
    scheduler: str | None = None,
    quiet: bool = True,
    barriers: Barriers | None = None,
) -> Routes:
    """The routes over a network from every point to every other, with the way onto it.

    from_xy, to_xy: points in metres of the Dutch grid, two columns. barriers: large water, over
    which nobody comes to the network.
    """
    start, start_m = _snapped(network, from_xy, barriers)
    end, end_m = _snapped(network, to_xy, barriers)
    to_start, from_end = (np.float32(DETOUR) * each.astype(np.float32) for each in (start_m, end_m))
    if len(from_xy) < len(to_xy):
        # A tree grows from every destination: so the other way round, over the reversed network.
        backwards = replace(network, metres=network.metres.T.tocsr())
        metres = distances_m(backwards, end, start, limit_m, workers, scheduler, quiet).T
    else:
        metres = distances_m(network, start, end, limit_m, workers, scheduler, quiet)
    metres = metres + np.add.outer(to_start, from_end)
    # Only nodes in the same part of the network can say that a way is long.
    _, part = connected_components(network.metres, directed=False)
    on = np.logical_and.outer(start >= 0, end >= 0)
    on &= np.equal.outer(part[start], part[end]) & np.not_equal.outer(start, end)
    return Routes(np.where(on, metres, np.float32(np.nan)), to_start, from_end)


def _snapped(network: Network, xy: Floats, barriers: Barriers | None) -> tuple[Integers, Floats]:
    """The points (two columns) on the network: numbers of nodes, and the metres to them.

    A point from which water lies before its nearest node is not on it: there is no bridge there, or
    the network would have it.
    """
    node, metres = network.snap(xy[:, 0], xy[:, 1], SNAP_M)
    if barriers is None:
        return node, metres
    on = np.flatnonzero(node >= 0)
    x, y = xy[on].T
    wet = on[barriers.between(x, y, network.x[node[on]], network.y[node[on]])]
    node[wet], metres[wet] = -1, np.inf
    return node, metres


def over(
    metres: Floats, method: Integers, route: Floats, beside: Floats, limit_m: float
) -> tuple[Floats, Integers]:
    """Metres and method of pairs with the routes of :func:`routes` put over an estimate.

    route: metres of each pair, as in :class:`Routes`. beside: those of them that are not on the
    network, before and behind it.

    A pair with a route gets that route. Where it is longer than the limit the estimate stays, but
    never below the limit. Where it is longer than the estimate because of the way to the network,
    the network knows nothing of this ride and the estimate stays: the part on the network has to
    be longer than the estimate by itself, by more than the way to it where that is long, and that
    way never longer than the estimate. Not where water lies between and no way was known, as the
    ride then is longer than the estimate says.
    """
    on_network = np.where(np.isinf(route), limit_m, route - beside)
    longer_by = np.where(beside > LONG_WAY_SHARE * metres, beside, 0)
    of_use = (route <= metres) | ((on_network - metres > longer_by) & (beside <= metres))
    of_use |= (method == UNROUTED) & ~np.isnan(route)
    routed = of_use & np.isfinite(route)
    kept = np.where(of_use & np.isinf(route), np.maximum(metres, limit_m), metres)
    return np.where(routed, route, kept), np.where(routed, NETWORK, method).astype(np.int8)


def _points(table: pd.DataFrame) -> Floats:
    return np.asarray(table[["x", "y"]], float)
