"""Explore at random: ``python -m tests.fuzz --minutes 30``, or ``make fuzz MINUTES=30``.

Every property test of the suite is tried again and again on examples that differ every time, on all
cores, until the time is over. What fails is told with the example and with what to write above the
test to try it again; exit 1. The suite itself always tries the same examples (tests/conftest.py).
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDERS = ("tests/dashboard", "tests/geodata")
#: How Hypothesis tells what it tried.
TRIED = re.compile(r"(\d+) passing, (\d+) failing, and \d+ invalid test cases")
ADVICE = """
What failed can be tried again: write the decorator `@reproduce_failure(…)` that stands under its
example above the test, and run that test with `--hypothesis-profile fuzz`. Mend it, and keep the
example: `@example(…)`, or a test of its own."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="how long to explore")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("tests", nargs="*", default=FOLDERS, help="files or folders; usually all")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        written = [Path(folder, str(number)) for number in range(options.processes)]
        started = [_explore(options, file) for file in written]
        told = [process.communicate()[0] for process in started]
        tried = Counter()
        for file in written:
            tried += _read(file)
    failed = [text for text, process in zip(told, started, strict=True) if process.returncode]
    print("\n".join(failed), end="")
    print(f"fuzz: {tried.total():,} examples of {len(tried)} property tests")
    if failed or not tried:
        print(ADVICE if tried else "nothing was tried")
        return 1
    print("fuzz: nothing found")
    return 0


def _explore(options: argparse.Namespace, file: Path) -> subprocess.Popen:
    """A process that explores until the time is over, and writes what it tried."""
    command = [sys.executable, "-m", "pytest", "-p", "tests.fuzz", "-p", "no:cacheprovider"]
    usual = ["-m", "hypothesis", "--hypothesis-profile", "fuzz", "--no-header", "-q", "--tb=short"]
    own = [f"--fuzz-seconds={options.minutes * 60}", f"--fuzz-tried={file}", *options.tests]
    return subprocess.Popen([*command, *usual, *own], stdout=subprocess.PIPE, text=True)


def _read(file: Path) -> Counter:
    """Examples by test; none of a process that broke before it began."""
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    rows = (line.partition("\t") for line in lines)
    return Counter({test: int(examples) for examples, _, test in rows})


# ---- as a plugin of pytest, in each of the processes ---------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fuzz-seconds", type=float, help="try the tests again for so long")
    parser.addoption("--fuzz-tried", type=Path, help="file for the number of examples by test")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """The tests in rounds, each time in another order; one that failed is not tried again."""
    seconds = session.config.getoption("--fuzz-seconds")
    if seconds is None:
        return None
    end = time.monotonic() + seconds
    left, tried = list(session.items), Counter()
    order = _rounds(left)
    while time.monotonic() < end and (item := next(order, None)):
        before = session.testsfailed
        # As if the next were of another file: of fixtures only those of the session stay.
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=session)
        tried[item.nodeid] += _examples(item)
        if session.testsfailed > before:
            left.remove(item)
    lines = [f"{examples}\t{test}\n" for test, examples in tried.items()]
    session.config.getoption("--fuzz-tried").write_text("".join(lines), "utf-8")
    return True


def _rounds(left: list[pytest.Item]) -> Iterator[pytest.Item]:
    """All that is left, again and again, every time in another order."""
    while left:
        yield from random.sample(left, len(left))


def _examples(item: pytest.Item) -> int:
    """How many examples Hypothesis tried, by what it tells of a test."""
    told = TRIED.findall(getattr(item, "hypothesis_statistics", ""))
    return sum(int(passing) + int(failing) for passing, failing in told)


if __name__ == "__main__":
    raise SystemExit(main())
