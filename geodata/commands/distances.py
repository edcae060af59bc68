"""``python -m geodata distances``: make the cycling distances again, over a network or without; or
take those of another engine."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd

from geodata.build.checks import checked
from geodata.build.publish import write_prepared, write_table
from geodata.commands import own_measure, points
from geodata.commands.whole import TABLES_REMEDY, whole
from geodata.errors import DataError
from geodata.question import parse_threshold
from geodata.tables.distances import compact
from geodata.tables.reader import PREPARED
from geodata.tables.standing import replacing
from geodata.travel import estimate_file
from geodata.travel.distances import all_pairs, over_network
from geodata.travel.network import read
from geodata.vocabulary import METHODS

TABLE, MANIFEST = "distances.parquet", "manifest.json"
#: Most points of the user's own in one run: some four million pairs.
MOST_POINTS = 20_000


def add_options(parser: argparse.ArgumentParser) -> None:
    """From what, over which network, and where the result goes."""
    parser.add_argument(
        "--network", type=Path, metavar="DIR", help="cycling network, used wherever it reaches"
    )
    parser.add_argument(
        "--limit", default="30km", help="longest route that is looked for over the network"
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--workers", type=int, metavar="N", help="processes; one per core by default")
    how.add_argument(
        "--scheduler", metavar="ADDRESS", help="Dask cluster for the routes over the network"
    )
    parser.add_argument("--tables", type=Path, default=PREPARED, help="folder of prepared tables")
    parser.add_argument(
        "--homes", type=Path, metavar="FILE", help="CSV id,lon,lat: from these points instead"
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="with --homes: the .csv or .parquet to write"
    )
    own_measure.add_options(parser)


def run(options: argparse.Namespace) -> int:
    """Make the distances, then say in one line how they were found; or keep those of another
    engine, or forget these."""
    if options.forget:
        return own_measure.forget(options)
    if options.matrix:
        return own_measure.run(options)
    if (options.homes is None) != (options.out is None):
        raise DataError("--homes and --out go together; give both, or none to renew the tables")
    if options.out and options.out.suffix not in (".csv", ".parquet"):
        raise DataError(f"{options.out}: is neither .csv nor .parquet; give it one of these names")
    if options.workers is not None and options.workers < 1:
        raise DataError(f"{options.workers} workers is none at all; give 1 or more")
    if options.scheduler and not options.network:
        raise DataError("--scheduler does the routes over a network; give one with --network")
    limit_m = parse_threshold(options.limit, "cycle")
    if options.homes:
        out, table = options.out, of_points(options, limit_m)
    else:
        out, table = options.tables / TABLE, of_homes(options, limit_m)
    counts = table["method"].value_counts()
    methods = ", ".join(f"{name} {counts[name]}" for name in METHODS if counts.get(name))
    print(f"{out}: {len(table)} pairs{methods and ': '}{methods}")
    return 0


def of_homes(options: argparse.Namespace, limit_m: float) -> pd.DataFrame:
    """Renew the table of a folder of prepared tables, then its manifest."""

    manifest = _read_manifest(options.tables)
    homes = _read_table(options.tables, "homes")
    table, about = distances(homes, options, limit_m)
    kept = checked("distances", compact(table))
    manifest.pop("network", None)
    if about is not None:
        manifest["network"] = about
    with replacing(options.tables):
        with whole(options.tables / TABLE) as file:
            manifest["tables"]["distances"] = write_prepared(
                "distances", {"distances": kept, "homes": homes}, file
            )
        with whole(options.tables / MANIFEST) as file:
            file.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return table


def of_points(options: argparse.Namespace, limit_m: float) -> pd.DataFrame:
    """Write the distances from points of the user's own; the tables stay as they are."""
    homes = points.read(options.homes).rename(columns={"id": "code"})
    if len(homes) > MOST_POINTS:
        raise DataError(
            f"{options.homes.name}: {len(homes)} points is more than {MOST_POINTS}; split the file"
        )
    table, _ = distances(homes, options, limit_m)
    with whole(options.out) as file:
        if options.out.suffix == ".csv":
            table.to_csv(file, index=False, lineterminator="\n")
        else:
            write_table(table, file)
    return table


def distances(
    homes: pd.DataFrame, options: argparse.Namespace, limit_m: float
) -> tuple[pd.DataFrame, dict[str, Any] | None]:
    """The table ``distances`` from homes (code, x, y) to the sites of the tables, and what the
    network says about itself; None without one."""

    sites = _read_table(options.tables, "sites")
    placed = sites[sites["x"].notna()]
    network = read(options.network) if options.network else None
    if sys.stderr.isatty():
        print("estimate: half a minute for the country", file=sys.stderr)
    estimate = estimate_file.read(options.tables)
    table = all_pairs(homes, placed, estimate, options.workers)
    if network is None:
        return table, None
    how = {"workers": options.workers, "scheduler": options.scheduler, "quiet": False}
    barriers = estimate.barriers
    table = over_network(table, homes, placed, network, limit_m, **how, barriers=barriers)
    return table, network.about


def _read_table(folder: Path, name: str) -> pd.DataFrame:
    # Not through the reader: that reads the former distances too, which may be what is broken.
    path = folder / f"{name}.parquet"
    try:
        return pd.read_parquet(path, columns=["code", "x", "y"])
    except (OSError, ValueError) as error:
        raise _no_tables(path, error) from error


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise _no_tables(path, error) from error
    return manifest


def _no_tables(path: Path, error: Exception) -> DataError:
    return DataError(f"{path}: cannot be read ({error}); {TABLES_REMEDY}")
