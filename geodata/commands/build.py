"""``python -m geodata build``: sources in, prepared tables and map geometry out."""

import argparse
from pathlib import Path

from geodata.build.sequence import build
from geodata.tables.reader import PREPARED

ASSETS = Path(__file__).parents[2] / "assets" / "geo"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Where the sources are, and where the results go."""
    parser.add_argument("--source", type=Path, required=True, help="directory with source files")
    parser.add_argument("--out", type=Path, default=PREPARED, help="where the tables go")
    parser.add_argument("--assets", type=Path, default=ASSETS, help="where the geometry goes")


def run(options: argparse.Namespace) -> int:
    """Build, then say in one line how many rows every table has."""
    manifest = build(options.source, options.out, options.assets)
    rows = ", ".join(f"{name} {file['rows']}" for name, file in manifest["tables"].items())
    print(f"{options.out}: {rows}")
    return 0
