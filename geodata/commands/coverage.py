"""``python -m geodata coverage``: the question of the dashboard, asked on the command line."""

import argparse
import sys
from pathlib import Path

import pandas as pd

from geodata.analysis.coverage import coverage
from geodata.question import CYCLE_KMH, Question, read_question
from geodata.tables import reader as prepared
from geodata.tables.reader import PREPARED, Tables
from geodata.vocabulary import DISTANCES, LEVELS

COLUMNS = [
    "level",
    "code",
    "name",
    "young_people",
    "covered",
    "share",
    "mean_km",
    "p90_km",
    "choices",
]


def coverage_table(tables: Tables, question: Question, level: str) -> pd.DataFrame:
    """What is printed: the columns of :data:`COLUMNS`, rounded to four decimals."""
    return coverage(tables, question, level)[COLUMNS].round(4)


def as_csv(frame: pd.DataFrame) -> str:
    """Commas, points, a header and no comments: for programs."""
    return frame.to_csv(index=False, lineterminator="\n")


def add_coverage(subparsers: "argparse._SubParsersAction") -> None:
    """Add the subcommand and its options."""
    parser = subparsers.add_parser(
        "coverage", help="share of young people with an offer within a distance of home"
    )
    parser.add_argument(
        "--profiles",
        default="hard",
        help="hard, broad, allhard, dp, vbo, vmbo, or codes such as BWI,PIE",
    )
    parser.add_argument("--tracks", default="BB,KB", help="BB, KB, GL, joined by commas")
    parser.add_argument(
        "--max", default="10km", help="threshold: 10km, or with --distance cycle also 30min"
    )
    parser.add_argument(
        "--distance",
        default="straight",
        choices=DISTANCES,
        help="as the crow flies, or by bicycle",
    )
    parser.add_argument(
        "--speed", default=str(CYCLE_KMH), help="riding speed in km/h, for a threshold in minutes"
    )
    parser.add_argument("--by", default="nl", choices=LEVELS, help="level of the regions")
    parser.add_argument("--year", help="school year of the exams; the newest by default")
    parser.add_argument(
        "--population",
        type=int,
        default=2021,
        choices=(2021, 2025),
        help="young people as counted in 2021, or scaled to the municipal totals of 2025",
    )
    parser.add_argument("--format", default="csv", choices=("csv", "json"))
    parser.add_argument("--tables", type=Path, default=PREPARED, help="folder of prepared tables")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the coverage table."""
    tables = prepared.read(options.tables)
    names = ("profiles", "tracks", "max", "distance", "speed", "year", "population")
    question = read_question(tables, **{name: getattr(options, name) for name in names})
    frame = coverage_table(tables, question, options.by)
    if options.format == "json":
        frame.to_json(sys.stdout, orient="records", force_ascii=False, indent=1)
        print()
    else:
        sys.stdout.write(as_csv(frame))
    return 0
