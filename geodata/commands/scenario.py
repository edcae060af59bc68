"""``python -m geodata scenario``: what the changes of a question do, beside the offer as it is."""

import argparse

from geodata.analysis.scenario import scenario_table
from geodata.commands import coverage
from geodata.errors import DataError
from geodata.tables.reader import read

add_options = coverage.add_options


def run(options: argparse.Namespace) -> int:
    """Print before, after, lost and gained."""
    tables = read(options.tables)
    question = coverage.asked(options, tables)
    if not question.changes:
        raise DataError("nothing changes; give --stop, --start or --move")
    coverage.write(scenario_table(tables, question, options.by), options.format)
    return 0
