"""The national estimate beside real networks: ``python -m tests.bench.estimate``.

On each network that is here, random pairs of places along its ways: the route over the network
against the estimate of the shipped tables, and against the straight line times the detour factor.
Never a test: it says how good an estimate is, not whether it is.
"""

import numpy as np

from geodata.tables.arrays import Floats
from geodata.tables.reader import PREPARED
from geodata.travel import estimate_file
from geodata.travel.network import largest_part
from geodata.travel.trees import distances_m
from geodata.vocabulary import DETOUR
from tests.support.real_networks import PLACES, real_network

#: Places at either side of the pairs; pairs nearer than this are no journey to school.
ORIGINS, DESTINATIONS, NEAREST_M = 150, 40, 500.0


def row(*cells: str) -> None:
    """One line of the report."""
    print(f"{cells[0]:<16}{cells[1]:<20}" + "".join(f"{cell:>12}" for cell in cells[2:]))


def errors(found: np.ndarray, route: np.ndarray) -> list[str]:
    """Number of pairs, median and 95th percentile of the relative error, share off by over 20 %,
    and the mean error with its sign."""
    off = found / route - 1
    size = np.abs(off)
    return [
        f"{len(off):,}",
        f"{100 * np.median(size):.1f} %",
        f"{100 * np.quantile(size, 0.95):.1f} %",
        f"{100 * (size > 0.2).mean():.1f} %",
        f"{100 * off.mean():+.1f} %",
    ]


def line(straight: Floats, route: Floats) -> tuple[float, float]:
    """Slope and start (metres) of the line through route over straight with the least relative
    error: near places take more of a detour."""
    rows = np.column_stack([straight, np.ones_like(straight)]) / route[:, None]
    slope, start = np.linalg.lstsq(rows, np.ones_like(route), rcond=None)[0]
    return float(slope), float(start)


def factor(straight: Floats, route: Floats) -> float:
    """The one factor with the least relative error."""
    share = straight / route
    return float(share.sum() / (share**2).sum())


def held_out(pairs: dict[str, tuple[Floats, Floats]]) -> None:
    """What is fitted on one network, tried on the other: does it say more than 1.27?"""
    row("fitted on", "what", "tried on", "median", "p95", "off > 20 %", "mean")
    for place, (straight, route) in pairs.items():
        slope, start = line(straight, route)
        one = factor(straight, route)
        for other, (line_m, way_m) in pairs.items():
            if other == place:
                continue
            row(
                place,
                f"{slope:.2f} × + {start:.0f} m",
                other,
                *errors(slope * line_m + start, way_m)[1:],
            )
            row(place, f"{one:.2f} ×", other, *errors(one * line_m, way_m)[1:])


def run() -> None:
    """Print the table."""
    estimate = estimate_file.read(PREPARED)
    pairs: dict[str, tuple[Floats, Floats]] = {}
    row("network", "distance by", "pairs", "median", "p95", "off > 20 %", "mean")
    for place in PLACES:
        network = real_network(place)
        if network is None:
            print(f"{place:<16}not here")
            continue
        network = largest_part(network)
        rng = np.random.default_rng(7)
        origins = rng.choice(len(network.x), ORIGINS, replace=False)
        destinations = rng.choice(len(network.x), DESTINATIONS, replace=False)
        xy = np.column_stack([network.x, network.y])
        route = distances_m(network, origins, destinations, np.inf)
        straight = np.hypot(*(xy[origins][:, None] - xy[destinations][None]).transpose(2, 0, 1))
        start, end = np.nonzero(straight > NEAREST_M)
        metres, _ = estimate.pairs(xy[origins], xy[destinations], start, end)
        route, straight = route[start, end], straight[start, end]
        pairs[place] = straight, route
        row(place, "estimate", *errors(metres, route))
        row(place, f"straight × {DETOUR}", *errors(DETOUR * straight, route))
        print(f"{'':<16}route over straight: {np.median(route / straight):.2f} (median)")
    held_out(pairs)


if __name__ == "__main__":
    run()
