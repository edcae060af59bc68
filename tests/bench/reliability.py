"""The reliability table: ``make bench-reliability``; a short run of it is part of ``make bench``.

Load and memory (two hundred people who do what people do), faults (each with what was lost), and
bad inputs. Its last rows say what it comes to. What stands on the standard output is the table, in
Markdown, and how to read it.
"""

import argparse
from collections.abc import Callable

from tests.attack import play
from tests.attack.report import print_head, print_row
from tests.bench import faults, visitors
from tests.support.gunicorn import serving

#: Minutes of the load in `make bench`.
SHORT = 0.75
#: Below the table.
READING = """
Lost is, of what people asked all the while: an answer that did not come, or a refusal, but under
load for one that said when to come back; an answer that was not whole, and beside a fault one that
differed in a byte from that of a server where nothing was wrong; a row of a table that somebody
brought. Of a fault that is a test, the test when it fails. A server keeps nothing of visitors, so
nothing else of theirs can be lost."""


def run(row: Callable[[str, str, str], None], minutes: float = SHORT) -> None:
    """The whole report."""
    with serving() as server:
        load = visitors.run(row, server, minutes * 60)
    survived = faults.run(row)
    attacks = play.run(row)
    tried = sum(report.requests for report in attacks)
    broken = sum(report.server_errors + report.unanswered for report in attacks)
    lost = load.lost.total() + survived.lost
    held = f"{visitors.PEOPLE} people, {load.answers:,} answers, {load.lost.total()} lost"
    row("load held", "0 lost", held)
    row("faults survived", "all", f"{survived.survived} of {survived.played}")
    row("bad inputs tried", "0 errors", f"{tried:,}, {broken} errors")
    row("data lost", "0", f"{lost}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=SHORT)
    minutes = parser.parse_args().minutes
    print_head()
    run(print_row, minutes)
    print(READING)
