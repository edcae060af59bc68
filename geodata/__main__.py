"""The command line: ``python -m geodata COMMAND``."""

import argparse
import errno
import os
import sys
from importlib import import_module
from typing import NoReturn

from geodata.errors import INSTALL, DataError

#: Every command with its line in the help, in that order. Each is a module of that name in
#: ``geodata.commands`` with ``add_options(parser)`` and ``run(options)``; that gives the exit code.
COMMANDS = {
    "fetch": "fresh source files from their publishers",
    "build": "sources -> prepared tables and map geometry",
    "check": "reproduce published figures; 1 on a deviation",
    "coverage": "share of young people with an offer within a distance of home",
    "scenario": "what an offer that stops, starts or moves would change",
    "suggest": "where a new offer reaches most, or which can end with least loss",
    "competition": "candidates near home for every 100 young people who compete for places",
    "network": "OpenStreetMap extract -> cycling network for distances over the road",
    "distances": "cycling distances from every home to every site, made again",
    "matrix": "distances from points to points of your own, as a table",
    "dictionary": "what every prepared table and column means, as Markdown",
}


class _Parser(argparse.ArgumentParser):
    """Says in one line what cannot be asked; all that can be is in the help."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"error: {message}; see {self.prog} --help\n")


def parser(command: str | None) -> argparse.ArgumentParser:
    """The command line, with the options of one command: the others need not be loaded, as each
    has libraries of its own."""
    # --debug is understood before and after the command; a default there would undo the first.
    debug = argparse.ArgumentParser(add_help=False)
    debug.add_argument(
        "--debug", action="store_true", default=argparse.SUPPRESS, help="show a full traceback"
    )
    top = _Parser(prog="python -m geodata", description=__doc__, parents=[debug])
    subparsers = top.add_subparsers(title="commands", metavar="COMMAND")
    for name, line in COMMANDS.items():
        options = subparsers.add_parser(name, help=line)
        if name == command:
            module = import_module(f"geodata.commands.{name}")
            module.add_options(options)
            options.set_defaults(run=module.run)
        options.add_argument(
            "--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS
        )
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code: 0 well, 1 a deviation, 2 an error."""
    if arguments is None:
        arguments = sys.argv[1:]
    # Only flags stand before the command.
    command = next((word for word in arguments if not word.startswith("-")), None)
    try:
        code = _run(command, arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Who reads the output has enough; what is left of it is not written at the end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _refused(arguments, error, _of_the_machine(error))
    except DataError as error:
        return _refused(arguments, error, str(error))
    except ModuleNotFoundError as error:
        # Ours are there; of the others a server may have only what it runs.
        if error.name is None or error.name.partition(".")[0] == "geodata":
            raise
        return _refused(arguments, error, f"{error.name} is not installed; run {INSTALL}")


def _run(command: str | None, arguments: list[str]) -> int:
    top = parser(command)
    options = top.parse_args(arguments)
    if not hasattr(options, "run"):
        top.print_help()
        return 0
    code: int = options.run(options)
    return code


def _of_the_machine(error: OSError) -> str:
    """What a file, a disk or a connection would not do. Of a full disk alone it is sure that a file
    without a name is the output."""
    where = error.filename or ("the output" if error.errno == errno.ENOSPC else "")
    why = error.strerror or str(error)
    return f"{where}: {why}" if where else why


def _refused(arguments: list[str], error: Exception, why: str) -> int:
    """One line that says why; with --debug the whole traceback."""
    if "--debug" in arguments:
        raise error
    print(f"error: {why}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
