"""Shortest paths: one tree per destination, grown against the direction of travel.

Interface; the body is being written.
"""

import numpy as np

from geodata.travel.network import Network


def distances_m(
    network: Network,
    origins: np.ndarray,
    destinations: np.ndarray,
    limit_m: float,
    workers: int = 1,
    scheduler: str | None = None,
    quiet: bool = True,
) -> np.ndarray:
    """Metres over the network from every origin to every destination.

    origins, destinations: numbers of nodes (-1: not on the network). Returns float32, origins ×
    destinations; inf where there is no path within ``limit_m``.
    """
    from scipy.sparse.csgraph import dijkstra

    found = np.full((len(origins), len(destinations)), np.inf, np.float32)
    here, there = np.flatnonzero(origins >= 0), np.flatnonzero(destinations >= 0)
    backwards = network.metres.T.tocsr()
    for start in range(0, len(there), 20):
        part = there[start : start + 20]
        tree = dijkstra(backwards, indices=destinations[part], limit=limit_m)
        found[np.ix_(here, part)] = tree[:, origins[here]].T
    return found
