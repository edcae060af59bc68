"""The command line: ``python -m geodata COMMAND``."""

import argparse
import sys
from pathlib import Path

from geodata.build.sequence import build
from geodata.commands import check
from geodata.commands.coverage import add_coverage
from geodata.commands.distances import add_distances
from geodata.commands.matrix import add_matrix
from geodata.commands.network import add_network
from geodata.errors import DataError
from geodata.tables.reader import PREPARED, read

ASSETS = Path(__file__).parent.parent / "assets" / "geo"


def add_build(subparsers: "argparse._SubParsersAction") -> None:
    """Add the subcommand that makes the prepared tables."""
    parser = subparsers.add_parser("build", help="sources -> prepared tables and map geometry")
    parser.add_argument("--source", type=Path, required=True, help="directory with source files")
    parser.add_argument("--out", type=Path, default=PREPARED, help="where the tables go")
    parser.add_argument("--assets", type=Path, default=ASSETS, help="where the geometry goes")
    parser.set_defaults(run=run_build)


def run_build(options: argparse.Namespace) -> int:
    """Build, then say what was made."""
    # Imported late: the other commands need no geometry libraries.

    manifest = build(options.source, options.out, options.assets)
    rows = ", ".join(f"{name} {facts['rows']}" for name, facts in manifest["tables"].items())
    print(f"{options.out}: {rows}")
    return 0


def add_check(subparsers: "argparse._SubParsersAction") -> None:
    """Add the subcommand that compares with published figures."""
    parser = subparsers.add_parser("check", help="reproduce published figures; 1 on a deviation")
    parser.add_argument("--tables", type=Path, default=PREPARED, help="folder of prepared tables")
    parser.set_defaults(run=run_check)


def run_check(options: argparse.Namespace) -> int:
    """Compare with published figures."""

    return check.run(read(options.tables))


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    # --debug is understood before and after the command; a default there would undo the first.
    debug = argparse.ArgumentParser(add_help=False)
    debug.add_argument(
        "--debug", action="store_true", default=argparse.SUPPRESS, help="show a full traceback"
    )
    top = argparse.ArgumentParser(prog="python -m geodata", description=__doc__, parents=[debug])
    subparsers = top.add_subparsers(title="commands", metavar="COMMAND")
    add_build(subparsers)
    add_check(subparsers)
    add_coverage(subparsers)
    add_network(subparsers)
    add_distances(subparsers)
    add_matrix(subparsers)
    for command in subparsers.choices.values():
        command.add_argument(
            "--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS
        )
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code: 0 well, 1 a deviation, 2 an error."""
    top = parser()
    options = top.parse_args(arguments)
    if not hasattr(options, "run"):
        top.print_help()
        return 0
    try:
        return options.run(options)
    except DataError as error:
        if getattr(options, "debug", False):
            raise
        print(f"error: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
