"""Distances of some homes to some sites, one site after the other, in little memory."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from geodata.tables.arrays import Integers


class Pairs(NamedTuple):
    """Distances of some homes, site after site: rows of the homes and steps, both uint16, those of
    a site between two of ``ends``."""

    ends: Integers
    home: Integers
    steps: Integers

    def of(self, place: int) -> tuple[Integers, Integers]:
        """The homes of a site, in their order, and the steps."""
        own = slice(self.ends[place], self.ends[place + 1])
        return self.home[own], self.steps[own]

    def of_each(self, places: Iterable[int]) -> tuple[Integers, Integers, Integers]:
        """The same of several sites, one after the other: where its site stands among these, the
        home, and the steps."""
        of_sites = [self.of(place) for place in places]
        number = np.repeat(np.arange(len(of_sites)), [len(homes) for homes, _ in of_sites])
        home, steps = zip((self.home[:0], self.steps[:0]), *of_sites, strict=True)
        return number, np.concatenate(home), np.concatenate(steps)

    def put(self, steps: Integers, rows: dict[int, int], column: Integers) -> None:
        """Put the distances to some sites in an array of sites × homes. rows: where the sites stand
        in that, and here. column: of every home where it stands in that, or -1."""
        number, home, known = self.of_each(rows.values())
        row, at = np.array([*rows], np.intp)[number], column[home]
        asked = at >= 0
        steps[row[asked], at[asked]] = known[asked]


def some(steps: Integers, homes: Integers) -> tuple[Integers, Integers]:
    """Of one site some homes, and the steps to these. steps: of every home. homes: rows."""
    return homes.astype(np.uint16), steps[homes]


def in_a_row(of_sites: list[tuple[Integers, Integers]]) -> Pairs:
    """Pairs of what :func:`some` tells of one site after the other."""
    ends = np.cumsum([0, *(len(home) for home, _ in of_sites)])
    none = [(np.empty(0, np.uint16),) * 2]
    home, steps = (np.concatenate(each) for each in zip(*none, *of_sites, strict=True))
    return Pairs(ends, home, steps)
