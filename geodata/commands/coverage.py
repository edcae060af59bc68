"""``python -m geodata coverage``: the question of the dashboard, asked on the command line."""

import argparse
import sys
from pathlib import Path

import pandas as pd

from geodata.analysis.changed_offer import all_possible
from geodata.analysis.coverage_table import as_csv, coverage_table
from geodata.commands import what_if
from geodata.question import CYCLE_KMH, Question, read_question
from geodata.tables.reader import PREPARED, Tables, read
from geodata.vocabulary import DISTANCES, LEVELS, POPULATION_YEARS

#: Options of the question that every command with one has.
QUESTION = ("tracks", "max", "distance", "speed", "year", "population")


def add_options(parser: argparse.ArgumentParser) -> None:
    """The question, the level of the answer, and how it is written."""
    parser.add_argument(
        "--profiles",
        default="hard",
        help="hard, broad, allhard, dp, vbo, vmbo, or codes such as BWI,PIE",
    )
    parser.add_argument("--by", default="nl", choices=LEVELS, help="level of the regions")
    add_question(parser)


def add_question(parser: argparse.ArgumentParser) -> None:
    """The options of :data:`QUESTION`, the changes, and how the answer is written."""
    parser.add_argument("--tracks", default="BB,KB", help="BB, KB, GL, joined by commas")
    parser.add_argument(
        "--max", default="10km", help="threshold: 10km, or with --distance cycle also 30min"
    )
    parser.add_argument(
        "--distance",
        default="straight",
        metavar="{" + ",".join(DISTANCES) + ",NAME}",
        help="as the crow flies, by bicycle, or a measure that distances --matrix made",
    )
    parser.add_argument(
        "--speed", default=str(CYCLE_KMH), help="riding speed in km/h, for a threshold in minutes"
    )
    parser.add_argument("--year", help="school year of the exams; the newest by default")
    parser.add_argument(
        "--population",
        type=int,
        default=POPULATION_YEARS[0],
        choices=POPULATION_YEARS,
        help="young people as counted in 2021, or scaled to the municipal totals of 2025",
    )
    what_if.add_options(parser)
    parser.add_argument("--format", default="csv", choices=("csv", "json"))
    parser.add_argument("--tables", type=Path, default=PREPARED, help="folder of prepared tables")


def run(options: argparse.Namespace) -> int:
    """Print the coverage table."""
    tables = read(options.tables)
    write(coverage_table(tables, asked(options, tables), options.by), options.format)
    return 0


def asked(options: argparse.Namespace, tables: Tables) -> Question:
    """The question of the options; DataError at one, or at a change, that cannot be."""
    given = {name: getattr(options, name) for name in ("profiles", *QUESTION)}
    question = read_question(
        tables.years, **given, changes=what_if.spelled(options), own=tables.own_measures
    )
    all_possible(tables, question.year, question.changes, question.distance)
    return question


def write(table: pd.DataFrame, how: str) -> None:
    """Print a table as ``csv`` or ``json``."""
    if how == "json":
        table.to_json(sys.stdout, orient="records", force_ascii=False, indent=1)
        print()
    else:
        sys.stdout.write(as_csv(table))
