"""The table ``distances`` is made here: the national estimate, and a built network over it."""

import numpy as np
import pandas as pd
from scipy.sparse.csgraph import connected_components

from geodata import distances
from geodata.errors import DataError
from geodata.methods import DETOUR, NETWORK
from geodata.travel.estimate import Estimate
from geodata.travel.network import Network
from geodata.travel.trees import distances_m

#: Furthest from a point to the network it is put on.
SNAP_M = 2_000.0
#: Longest route that is looked for over a network; the thresholds of the screen end below it.
LIMIT_M = 30_000.0


def all_pairs(homes: pd.DataFrame, sites: pd.DataFrame, estimate: Estimate, workers: int = 1):
    """The table ``distances`` by the national estimate. homes, sites: code, x, y."""
    home_xy, site_xy = _points(homes), _points(sites)
    home, site, straight = distances.pairs_within(home_xy, site_xy)
    metres, method = estimate.pairs(home_xy, site_xy, home, site, workers)
    known = np.isfinite(metres)
    return distances.table(
        homes["code"],
        sites["code"],
        *(each[known] for each in (home, site, straight, metres, method)),
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
) -> pd.DataFrame:
    """The table with routes over a network, wherever it reaches.

    A pair of which both points are on the network and whose route is within ``limit_m`` gets that
    route. When the route is longer than the limit the estimate stays, but never below the limit.
    Raises DataError when the network holds none of the homes, or none of the sites.
    """
    home_node, home_m = network.snap(*_points(homes).T, SNAP_M)
    site_node, site_m = network.snap(*_points(sites).T, SNAP_M)
    for what, node in (("homes", home_node), ("sites", site_node)):
        if not (node >= 0).any():
            raise DataError(
                f"the network holds none of the {len(node)} {what}; "
                "make it from an OpenStreetMap extract of the Netherlands or a part of it"
            )
    home, site = table["home"].cat.codes.to_numpy(), table["site"].cat.codes.to_numpy()
    routes = distances_m(network, home_node, site_node, limit_m, workers, scheduler, quiet)
    route = routes[home, site] + DETOUR * (home_m[home] + site_m[site])
    # Only nodes in the same part of the network can say that a way is long.
    _, part = connected_components(network.metres, directed=False)
    on = (home_node[home] >= 0) & (site_node[site] >= 0)
    on &= part[home_node[home]] == part[site_node[site]]
    found = on & np.isfinite(route)
    cycle = table["cycle_m"].to_numpy().copy()
    cycle[found] = np.rint(route[found])
    far = on & ~found
    cycle[far] = np.maximum(cycle[far], limit_m)
    method = table["method"].cat.codes.to_numpy().copy()
    method[found] = NETWORK
    return table.assign(
        cycle_m=cycle, method=pd.Categorical.from_codes(method, table["method"].cat.categories)
    )


def _points(table: pd.DataFrame) -> np.ndarray:
    return table[["x", "y"]].to_numpy(float)
