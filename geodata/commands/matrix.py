"""``python -m geodata matrix``: distances between points of the user's own."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from tqdm import tqdm

from geodata.commands import points
from geodata.errors import DataError
from geodata.question import CYCLE_KMH, parse_speed
from geodata.tables.arrays import Floats, Integers
from geodata.tables.reader import PREPARED
from geodata.travel import estimate_file
from geodata.travel.distances import LIMIT_M, over, routes
from geodata.travel.estimate import Estimate
from geodata.travel.network import read
from geodata.vocabulary import DISTANCES, METHODS

COLUMNS = ["origin", "destination", "km", "minutes", "method"]
#: Most pairs of one run: what a table of this size asks in memory is some 100 MB.
MOST_PAIRS = 4_000_000
#: Points whose surroundings are searched at once, and pairs: bounds the memory, not the answer.
_POINTS_AT_ONCE, _PAIRS_AT_ONCE = 2_000, 500_000


def add_options(parser: argparse.ArgumentParser) -> None:
    """From which points to which, and how."""
    for name in ("origins", "destinations"):
        parser.add_argument(
            f"--{name}", type=Path, required=True, metavar="FILE", help="CSV: id,lon,lat"
        )
    parser.add_argument(
        "--mode", required=True, choices=DISTANCES, help="as the crow flies, or by bicycle"
    )
    parser.add_argument(
        "--network", type=Path, metavar="DIR", help="cycling network, used wherever it reaches"
    )
    parser.add_argument("--speed", default=str(CYCLE_KMH), help="riding speed in km/h")
    parser.add_argument("--tables", type=Path, default=PREPARED, help="folder of prepared tables")
    parser.add_argument("--format", default="csv", choices=("csv", "json"))


def run(options: argparse.Namespace) -> int:
    """Print the distances of all pairs, origin by origin."""
    speed = parse_speed(options.speed)
    if options.network and options.mode == "straight":
        raise DataError("a straight line needs no --network; leave it out, or use --mode cycle")
    origins, destinations = points.read(options.origins), points.read(options.destinations)
    pairs = len(origins) * len(destinations)
    if pairs > MOST_PAIRS:
        raise DataError(
            f"{options.origins.name} × {options.destinations.name}: {pairs} pairs is more than "
            f"{MOST_PAIRS}; split one of the files"
        )
    from_xy, to_xy = (table[["x", "y"]].to_numpy() for table in (origins, destinations))
    if options.mode == "straight":
        metres = np.hypot(*(from_xy[:, None, :] - to_xy[None, :, :]).transpose(2, 0, 1))
        methods: tuple[str, ...] = ("straight",)
        method, speed = np.zeros(metres.shape, np.int8), np.nan
    else:
        methods = METHODS
        metres, method = by_bicycle(from_xy, to_xy, options.tables, options.network)
    write = as_json if options.format == "json" else as_csv
    write(frames(origins["id"], destinations["id"], metres, method, methods, speed))
    return 0


def by_bicycle(
    from_xy: Floats, to_xy: Floats, tables: Path, network: Path | None
) -> tuple[Floats, Integers]:
    """Metres and method of every pair, origins × destinations; inf without a distance."""

    ways = read(network) if network else None
    estimate = estimate_file.read(tables)
    metres, method = all_ways(estimate, from_xy, to_xy)
    if ways is None:
        return metres, method
    route = routes(ways, from_xy, to_xy, LIMIT_M, quiet=False, barriers=estimate.barriers)
    if np.isnan(route.metres).all():
        print(f"{network}: the network holds no ride between these points", file=sys.stderr)
    beside = np.add.outer(route.to_start, route.from_end)
    return over(metres, method, route.metres, beside, LIMIT_M)


def all_ways(estimate: Estimate, from_xy: Floats, to_xy: Floats) -> tuple[Floats, Integers]:
    """The estimate of every pair: metres and method, origins × destinations.

    Of the longer list so many points at a time that the work fits in memory.
    """
    if len(from_xy) < len(to_xy):
        # The estimate is the same both ways.
        metres, method = all_ways(estimate, to_xy, from_xy)
        return metres.T, method.T
    metres = np.empty((len(from_xy), len(to_xy)))
    method = np.empty(metres.shape, np.int8)
    size = max(1, min(_POINTS_AT_ONCE, _PAIRS_AT_ONCE // len(to_xy)))
    for start in tqdm(range(0, len(from_xy), size), desc="estimate", disable=None, leave=False):
        part = from_xy[start : start + size]
        shape = len(part), len(to_xy)
        origin, destination = np.indices(shape).reshape(2, -1)
        grids = estimate.pairs(part, to_xy, origin, destination, limit_m=np.inf)
        metres[start : start + size], method[start : start + size] = (
            each.reshape(shape) for each in grids
        )
    return metres, method


def frames(
    origins: pd.Series,
    destinations: pd.Series,
    metres: Floats,
    method: Integers,
    methods: tuple[str, ...],
    speed_kmh: float,
) -> Iterator[pd.DataFrame]:
    """The answer as tables of a bounded size: origin, destination, km, minutes, method."""
    size = max(1, _PAIRS_AT_ONCE // len(destinations))
    for start in range(0, len(origins), size):
        part = slice(start, start + size)
        metre = metres[part].ravel()
        metre = np.where(np.isfinite(metre), metre, np.nan)
        here = origins.iloc[part]
        yield pd.DataFrame(
            {
                "origin": np.repeat(here.to_numpy(), len(destinations)),
                "destination": np.tile(destinations.to_numpy(), len(here)),
                "km": (metre / 1000).round(3),
                "minutes": (metre * 60 / 1000 / speed_kmh).round(1),
                "method": np.array(methods)[method[part].ravel()],
            }
        )


def as_csv(tables: Iterator[pd.DataFrame]) -> None:
    """Print the tables as one CSV file."""
    for number, frame in enumerate(tables):
        frame.to_csv(sys.stdout, index=False, header=number == 0, lineterminator="\n")


def as_json(tables: Iterator[pd.DataFrame]) -> None:
    """Print the tables as one JSON list, a row per line."""
    before = "[\n"
    for frame in tables:
        lines = frame.to_json(orient="records", lines=True, force_ascii=False).splitlines()
        print(before + ",\n".join(lines), end="")
        before = ",\n"
    print("\n]")
