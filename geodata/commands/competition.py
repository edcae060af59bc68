"""``python -m geodata competition``: candidates near home, for the young people who compete."""

import argparse

from geodata.analysis.competition import competition_table
from geodata.commands import coverage
from geodata.tables.reader import read


def add_options(parser: argparse.ArgumentParser) -> None:
    """The question with its changes, and the level of the answer."""
    coverage.add_options(parser)


def run(options: argparse.Namespace) -> int:
    """Print candidates for every 100 young people, before and after the changes."""
    tables = read(options.tables)
    question = coverage.asked(options, tables)
    coverage.write(competition_table(tables, question, options.by), options.format)
    return 0
