"""``python -m geodata check``: our figures beside published ones; what is out of reach says why.

A published figure of another thing is shown beside the nearest of ours, and is no verdict on it.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

from geodata.commands import crossings, official
from geodata.commands.published import FIGURES, Figure
from geodata.tables.reader import PREPARED, Tables, read


def add_options(parser: argparse.ArgumentParser) -> None:
    """Which tables are compared."""
    parser.add_argument("--tables", type=Path, default=PREPARED, help="folder of prepared tables")
    parser.add_argument(
        "--crossings",
        action="store_true",
        help="list rides far longer than the straight line instead: a bridge or ferry may lack",
    )


def run(options: argparse.Namespace) -> int:
    """Compare the tables of a folder with published figures, or list its long rides."""
    tables = read(options.tables)
    if options.crossings:
        return crossings.report(tables)
    code = report(tables, options.tables)
    for line in official.lines(tables):
        print(line)
    return code


@dataclass(frozen=True)
class Comparison:
    """A published figure beside ours.

    ``ours`` is None where it is out of reach. ``verdict``: ``ok``, ``deviates``, ``not the same
    thing`` or ``out of reach``.
    """

    figure: Figure
    ours: float | None
    verdict: str

    @property
    def line(self) -> str:
        """The row of the report, under :data:`HEADER`."""
        figure, ours = self.figure, self.ours
        shown = "–" if ours is None else f"{ours:.1f}"
        tolerance = "–" if ours is None or figure.tolerance is None else f"{figure.tolerance:g}"
        if figure.tolerance is None and ours is not None:
            difference = f"{ours - figure.published:+.1f}"
            remark = f"{self.verdict} as {figure.source}, {difference}: {figure.why}"
        elif figure.why:
            remark = f"{self.verdict}: {figure.why}"
        else:
            remark = f"{self.verdict} ({figure.source})"
        return f"{figure.name:<58}{shown:>9}{figure.published:>11g}{tolerance:>11}  {remark}"


HEADER = f"{'figure':<58}{'ours':>9}{'published':>11}{'tolerance':>11}  verdict"


def compare(tables: Tables, folder: Path = PREPARED) -> list[Comparison]:
    """Every published figure beside ours, in the order of FIGURES; folder: of the tables."""
    of_points = None
    if any(figure.one_point for figure in FIGURES):
        # What rides are worked out with is large, and the other commands do without.
        from geodata.commands.one_point import one_point_tables

        of_points = one_point_tables(tables, folder)
    return [
        _compared(figure, of_points if figure.one_point and of_points else tables)
        for figure in FIGURES
    ]


def _compared(figure: Figure, tables: Tables) -> Comparison:
    if figure.ours is None:
        return Comparison(figure, None, "out of reach")
    ours = figure.ours(tables)
    if figure.tolerance is None:
        return Comparison(figure, ours, "not the same thing")
    # A hair of slack: the tolerance is meant in decimals, not in binary fractions.
    near = abs(ours - figure.published) <= figure.tolerance + 1e-9
    return Comparison(figure, ours, "ok" if near else "deviates")


def report(tables: Tables, folder: Path = PREPARED) -> int:
    """Print the comparison; 1 when a figure deviates. folder: of the tables."""
    rows = compare(tables, folder)
    print(HEADER)
    for row in rows:
        print(row.line)
    return int(any(row.verdict == "deviates" for row in rows))
