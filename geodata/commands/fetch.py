"""``python -m geodata fetch``: fresh source files from their publishers."""

import argparse
import sys
from pathlib import Path

from geodata.fetch.gather import fetch


def add_options(parser: argparse.ArgumentParser) -> None:
    """Which sources, and where they go."""
    parser.add_argument(
        "--to",
        "--out",
        dest="to",
        type=Path,
        required=True,
        metavar="DIR",
        help="directory of sources, as build reads it; a file stays where no better one comes",
    )
    parser.add_argument(
        "--only",
        nargs="+",
        default=[],
        metavar="NAME",
        help="publishers or sources, such as duo or cbs-70072ned; by default all that build reads",
    )


def run(options: argparse.Namespace) -> int:
    """Fetch, and say in a line what became of each; 2 when the copy before one had to stay."""
    only = [name for text in options.only for name in text.split(",") if name]
    try:
        outcomes = fetch(options.to, only)
    except KeyboardInterrupt:
        print("ended; what is whole is in its place, the rest goes on next time", file=sys.stderr)
        return 130
    for outcome in outcomes:
        if not outcome.refused:
            print(f"{outcome.source.name}: {'; '.join(outcome.lines)}")
    refused = [outcome for outcome in outcomes if outcome.refused]
    for outcome in refused:
        there = (options.to / outcome.source.file).is_file()
        stays = "the copy before it stays" if there else "there is no copy of before"
        print(f"error: {outcome.source.name}: {outcome.refused}; {stays}", file=sys.stderr)
    return 2 if refused else 0
