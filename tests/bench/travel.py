"""Our shortest-path trees beside igraph and pandana: ``python -m tests.bench.travel``.

Every engine answers the same question on the same graph, in a process of its own, so that its peak
memory is its own; one core each. Then one measurement of ours on a made-up graph as large as the
national network. Never a test: a slow machine is no bug.
"""

import importlib.util
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from geodata.travel.network import Network, from_edges, largest_part, read, write
from geodata.travel.trees import distances_m
from tests.support.real_networks import real_network

ROOT = Path(__file__).parents[2]
RUNS = 3
TREES, ORIGINS = 100, 4000

#: The whole country: what an extract of it holds, and the sites with a known place.
NATIONAL_NODES, NATIONAL_EDGES, SITES = 2_800_000, 6_800_000, 650
#: Land area, as a rectangle of 33,700 km² with its south-west corner in the Dutch grid.
WIDTH_M, HEIGHT_M, CORNER = 150_000, 225_000, (50_000, 350_000)
LIMIT_M = 20_000

#: How an engine is built of a network, and then gives metres, origins × destinations.
Engine = Callable[[Network], Callable[[np.ndarray, np.ndarray], np.ndarray]]


def street_grid(
    columns: int, rows: int, spacing: tuple[float, float], kept: float, bends: int = 0
) -> Network:
    """A rectangle of two-way streets; each exists with a chance of ``kept``. Of its largest part.

    spacing: metres between columns and between rows. A street is up to a quarter longer than
    straight, and has 0 to ``bends`` nodes along it, which all lie at its start.
    """
    rng = np.random.default_rng(3)
    number = np.arange(columns * rows).reshape(rows, columns)
    across = np.column_stack([number[:, :-1].ravel(), number[:, 1:].ravel()])
    along = np.column_stack([number[:-1].ravel(), number[1:].ravel()])
    streets = np.concatenate([across, along])
    metres = np.repeat(spacing, [len(across), len(along)]) * rng.uniform(1, 1.25, len(streets))
    exists = rng.random(len(streets)) < kept
    streets, metres = streets[exists], metres[exists]
    y, x = np.divmod(np.arange(columns * rows), columns)
    for left in range(bends, 0, -1):
        # A part of the streets is cut in two: the last piece stays, the first may be cut again.
        cut = np.flatnonzero(rng.random(len(streets)) < left / (left + 1))
        node = len(x) + np.arange(len(cut))
        x, y = (np.concatenate([place, place[streets[cut, 0]]]) for place in (x, y))
        pieces = np.column_stack([streets[cut, 0], node])
        streets[cut, 0], metres[cut] = node, metres[cut] / 2
        streets, metres = np.concatenate([streets, pieces]), np.concatenate([metres, metres[cut]])
    start, end = np.concatenate([streets, streets[:, ::-1]]).T
    place = CORNER[0] + x * spacing[0], CORNER[1] + y * spacing[1]
    return largest_part(from_edges(*place, start, end, np.concatenate([metres, metres])))


def national() -> Network:
    """A made-up graph with about the nodes, edges and density of the national network."""
    # Crossings are fewer than nodes: most nodes are bends.
    columns, rows = (round((0.2705 * NATIONAL_NODES) ** 0.5 * share) for share in (0.8165, 1.2247))
    return street_grid(columns, rows, (WIDTH_M / columns, HEIGHT_M / rows), 0.9, 2)


# ---- the engines --------------------------------------------------------------------------------


def ours(network: Network):
    def ask(origins, destinations):
        return distances_m(network, origins, destinations, np.inf)

    return ask


def igraph(network: Network):
    import igraph

    ways = network.metres.tocoo()
    graph = igraph.Graph(len(network.x), np.column_stack(ways.coords), directed=True)

    def ask(origins, destinations):
        # It wants every node once.
        once, which = np.unique(origins, return_inverse=True)
        found = graph.distances(destinations, once, weights=ways.data, mode="in")
        return np.array(found, np.float32)[:, which].T

    return ask


def pandana(network: Network):
    import pandana

    ways = network.metres.tocoo()
    nodes = pd.DataFrame({"x": network.x, "y": network.y})
    start, end = (pd.Series(numbers) for numbers in ways.coords)
    edges = pd.DataFrame({"metres": ways.data})
    graph = pandana.Network(nodes["x"], nodes["y"], start, end, edges, twoway=False)

    def ask(origins, destinations):
        pairs = np.repeat(origins, len(destinations)), np.tile(destinations, len(origins))
        found = np.array(graph.shortest_path_lengths(*pairs), np.float32)
        return found.reshape(len(origins), len(destinations))

    return ask


ENGINES: dict[str, Engine] = {"ours": ours, "igraph": igraph, "pandana": pandana}


def seconds(run: Callable[[], object]) -> float:
    """How long one run takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def peak_mb() -> float:
    """The most memory this process has had."""
    # Not ru_maxrss, which remembers the process it was started from.
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def measure(engine: str, folder: Path) -> dict:
    """What one engine does with the network in a folder; to be run in a process of its own."""
    network = read(folder)
    rng = np.random.default_rng(4)
    destinations = rng.choice(len(network.x), TREES, replace=False)
    origins = rng.integers(0, len(network.x), ORIGINS)
    before = peak_mb()
    start = time.perf_counter()
    ask = ENGINES[engine](network)
    built = time.perf_counter() - start
    found = ask(origins, destinations)
    np.save(folder / f"{engine}.npy", found)
    return {
        "build": built,
        "many": statistics.median(seconds(lambda: ask(origins, destinations)) for _ in range(RUNS)),
        "one": statistics.median(
            seconds(lambda: ask(origins, destinations[:1])) for _ in range(RUNS)
        ),
        "peak": peak_mb(),
        "before": before,
    }


def make_national(folder: Path) -> dict:
    """Make the graph of national size, in a process of its own: that asks the most memory."""
    write(national(), folder)
    return {}


def measure_national(folder: Path) -> dict:
    """Our trees on the graph of national size, with a limit; in a process of its own."""
    network = read(folder)
    rng = np.random.default_rng(5)
    destinations = rng.choice(len(network.x), SITES, replace=False)
    origins = rng.integers(0, len(network.x), ORIGINS)

    def took(trees: int, workers: int | None) -> float:
        return seconds(
            lambda: distances_m(network, origins, destinations[:trees], LIMIT_M, workers)
        )

    took(20, 1)
    peak = peak_mb()
    alone = took(20, 1)
    everywhere = np.arange(len(network.x))
    reached = np.isfinite(distances_m(network, everywhere, destinations[:4], LIMIT_M))
    return {
        "nodes": len(network.x),
        "edges": network.metres.nnz,
        "reached": float(reached.sum(axis=0).mean()),
        "alone": alone / 20,
        "peak": peak,
        "all": took(SITES, None),
    }


# ---- the report ---------------------------------------------------------------------------------


def apart(*arguments: str) -> dict:
    """What a measurement says that runs in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.travel", *arguments]
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    # Pandana talks as well.
    return json.loads(next(line for line in done.stdout.splitlines() if line.startswith("{")))


def row(*cells: str) -> None:
    """One line of the report."""
    print(f"{cells[0]:<30}" + "".join(f"{cell:>14}" for cell in cells[1:]), flush=True)


def compare(title: str, network: Network) -> None:
    """Every engine that is installed on one network."""
    print(f"\n{title}: {len(network.x):,} nodes, {network.metres.nnz:,} edges")
    many = f"{TREES} x {ORIGINS}"
    row("engine", "build", many, "one tree", "peak memory", "before build", "differs by")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        write(network, folder)
        for engine in ENGINES:
            if engine != "ours" and not importlib.util.find_spec(engine):
                row(engine, "not installed")
                continue
            figures = apart(engine, str(folder))
            found, mine = np.load(folder / f"{engine}.npy"), np.load(folder / "ours.npy")
            there = np.isfinite(mine)
            row(
                engine,
                f"{figures['build']:.2f} s",
                f"{figures['many']:.2f} s",
                f"{figures['one'] * 1000:.1f} ms",
                f"{figures['peak']:.0f} MB",
                f"{figures['before']:.0f} MB",
                f"{np.abs(found[there] - mine[there]).max():.3f} m",
            )


def projection() -> None:
    """The whole country, on a made-up graph of its size."""
    with tempfile.TemporaryDirectory() as folder:
        apart("make national", folder)
        figures = apart("national", folder)
    print(
        f"\nMade-up graph of national size: {figures['nodes']:,} nodes, {figures['edges']:,} edges,"
        f"\nlimit {LIMIT_M / 1000:.0f} km, {figures['reached']:,.0f} nodes within it of a site"
    )
    row("one of 20 trees, 1 worker", f"{figures['alone'] * 1000:.0f} ms")
    row("peak memory, 1 worker", f"{figures['peak']:.0f} MB")
    row(f"{SITES} trees, {os.cpu_count()} workers", f"{figures['all']:.1f} s")
    print(
        f"PROJECTION to the real national network, which was not measured: {SITES} sites in about "
        f"{SITES * figures['alone']:.0f} s\nwith 1 worker, {figures['all']:.0f} s on all cores."
    )


def run() -> None:
    """The whole report."""
    # Here, as geopandas would weigh on the memory of every measurement.

    print(f"Medians of {RUNS} runs, one core, no limit; {TREES} trees, {ORIGINS} origins.")
    real = real_network("smallingerland")
    if real is not None:
        compare("Smallingerland, 2016", largest_part(real))
    compare("Made-up streets", street_grid(272, 272, (60, 60), 0.7))
    projection()


if __name__ == "__main__":
    if len(sys.argv) == 1:
        run()
    else:
        what, folder = sys.argv[1], Path(sys.argv[2])
        own = {"make national": make_national, "national": measure_national}
        figures = own[what](folder) if what in own else measure(what, folder)
        print("\n" + json.dumps(figures), flush=True)
