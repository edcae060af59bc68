"""``python -m geodata scenario``: what the changes of a question do, beside the offer as it is."""

import argparse

from geodata.analysis.coverage_table import in_own_unit
from geodata.analysis.scenario import hit_places, scenario_table
from geodata.commands import coverage
from geodata.errors import DataError
from geodata.tables.reader import read


def add_options(parser: argparse.ArgumentParser) -> None:
    """The question with its changes, and whether it is about places."""
    coverage.add_options(parser)
    parser.add_argument(
        "--hit",
        action="store_true",
        help="instead, the postcode areas from which it becomes further, hardest hit first",
    )


def run(options: argparse.Namespace) -> int:
    """Print before, after, lost and gained; or who is hit."""
    tables = read(options.tables)
    question = coverage.asked(options, tables)
    if not question.changes:
        raise DataError("nothing changes; give --stop, --start or --move")
    if options.hit:
        names = {f"km_{when}": f"min_{when}" for when in ("before", "after")}
        table = in_own_unit(hit_places(tables, question), tables, question, names).round(4)
    else:
        table = scenario_table(tables, question, options.by)
    coverage.write(table, options.format)
    return 0
