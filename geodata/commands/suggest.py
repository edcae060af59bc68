"""``python -m geodata suggest``: where new offers reach most, or which can end with least loss."""

import argparse
import sys

from geodata.analysis.changed_offer import all_possible
from geodata.analysis.forecast import YEARS
from geodata.analysis.sited import NOTES, Siting
from geodata.analysis.siting import best_places, least_loss
from geodata.commands import coverage, what_if
from geodata.errors import DataError
from geodata.question import parse_profile, read_question
from geodata.tables.reader import read
from geodata.vocabulary import AMONG, AT_SITES

#: More new offers at once are another country.
MOST = 20


def add_options(parser: argparse.ArgumentParser) -> None:
    """What is sought, how many, among which places, and the question."""
    parser.add_argument("--profile", required=True, help="BWI, PIE, M&T, MVI, MaT or DP")
    parser.add_argument("--count", type=int, default=1, help=f"how many places: 1 to {MOST}")
    parser.add_argument(
        "--among",
        default=AT_SITES,
        choices=AMONG,
        help="new offers at sites with a licence for vmbo, or in any postcode area",
    )
    parser.add_argument("--region", default="NL", metavar="CODE", help="where, by the code")
    parser.add_argument(
        "--merge", action="store_true", help="the reverse: which offers can end with least loss"
    )
    parser.add_argument(
        "--forecast",
        type=int,
        choices=YEARS,
        metavar="YEAR",
        help=f"young people as they are expected then, {YEARS[0]} to {YEARS[-1]}, not as counted",
    )
    parser.add_argument(
        "--runner-up", action="store_true", help="instead, the best of all other choices"
    )
    coverage.add_question(parser)


def run(options: argparse.Namespace) -> int:
    """Print the places, the most useful first; what is to know of them goes to the error output."""
    siting = asked(options)
    for note in siting.notes:
        print(f"note: {NOTES[note]}", file=sys.stderr)
    if not siting.runner_up.empty:
        other = ", ".join(siting.runner_up["code"])
        fewer = f"{siting.cost_of_runner_up:,.0f} young people"
        print(f"note: the runner-up is {other}; to choose it costs {fewer}", file=sys.stderr)
    coverage.write(siting.runner_up if options.runner_up else siting.places, options.format)
    return 0


def asked(options: argparse.Namespace) -> Siting:
    """The answer to the options; DataError at one that cannot be."""
    if not 1 <= options.count <= MOST:
        raise DataError(f"--count {options.count} is not a number from 1 to {MOST}")
    tables = read(options.tables)
    given = {name: getattr(options, name) for name in coverage.QUESTION}
    question = read_question(
        tables.years,
        profiles=parse_profile(options.profile),
        changes=what_if.spelled(options),
        own=tables.own_measures,
        **given,
    )
    all_possible(tables, question.year, question.changes, question.distance)
    if options.merge:
        return least_loss(tables, question, options.count, options.region, options.forecast)
    return best_places(
        tables, question, options.count, options.among, options.region, options.forecast
    )
