"""Distances of some homes to some sites, one site after the other, in little memory."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np

from geodata.tables.arrays import Booleans, Integers
from geodata.tables.steps import FURTHEST

#: Stands for no site.
_NONE = 0xFFFF
#: Homes or sites are few where they are less than a part of all in so many.
_FEW = 10


class Pairs(NamedTuple):
    """Distances of some homes, site after site: rows of the homes, as small as they can be, and
    steps, uint16; those of a site between two of ``ends``."""

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

    def of_homes(self, asked: Booleans) -> tuple[Integers, Integers, Integers]:
        """Of every site the homes that are asked: where the site stands here, the home, and the
        steps. asked: a boolean per home."""
        at = np.flatnonzero(asked[self.home])
        return np.searchsorted(self.ends, at, side="right") - 1, self.home[at], self.steps[at]

    def put(self, steps: Integers, row_of: Integers, column: Integers) -> None:
        """Put the distances to some sites in an array of sites × homes. row_of: of every site here
        where it stands in that, or -1; column: the same of every home."""
        asked, places = column >= 0, np.flatnonzero(row_of >= 0)
        # To look through all pairs takes a tenth of gathering those of all sites.
        if len(places) * _FEW > len(row_of) and np.count_nonzero(asked) * _FEW < len(asked):
            place, home, known = self.of_homes(asked)
        else:
            number, home, known = self.of_each(places)
            place = places[number]
        row, at = row_of[place], column[home]
        both = (row >= 0) & (at >= 0)
        steps[row[both], at[both]] = known[both]


def some(homes: Integers, steps: Integers) -> tuple[Integers, Integers]:
    """Of one site some homes, by their rows, and the steps to each: for little memory."""
    return homes.astype(np.min_scalar_type(homes.max(initial=0))), steps


def in_a_row(of_sites: list[tuple[Integers, Integers]]) -> Pairs:
    """Pairs of what :func:`some` tells of one site after the other."""
    ends = np.cumsum([0, *(len(home) for home, _ in of_sites)])
    none = [(np.empty(0, np.uint16),) * 2]
    home, steps = (np.concatenate(each) for each in zip(*none, *of_sites, strict=True))
    return Pairs(ends, home, steps)


class Kept(NamedTuple):
    """The pairs that are in memory: of some sites, by their row, all within so many steps."""

    place: dict[int, int]
    pairs: Pairs
    within: int

    def parted(self, sites: Integers) -> tuple[Integers, Integers]:
        """Where among some sites those stand whose pairs are kept, and where the others."""
        is_kept = np.array([site in self.place for site in sites.tolist()], bool)
        return np.flatnonzero(is_kept), np.flatnonzero(~is_kept)

    def of_each(self, sites: Integers) -> tuple[Integers, Integers, Integers]:
        """As :meth:`Pairs.of_each`, of sites that are kept."""
        return self.pairs.of_each(self.place[site] for site in sites.tolist())

    def within_limit(
        self, sites: Integers, steps: int, of_one: Callable[[int], Integers]
    ) -> Iterator[Integers]:
        """Of one site after the other the rows of homes within so many steps. of_one: the same of a
        site that is not kept, or by a longer limit."""
        for site in sites.tolist():
            if steps <= self.within and site in self.place:
                home, known = self.pairs.of(self.place[site])
                yield home[known <= steps]
            else:
                yield of_one(site)

    def nearest(
        self,
        sites: Integers,
        homes: int,
        of_one: Callable[[int], Integers],
        of_far: Callable[[Integers, Integers], Integers],
    ) -> tuple[Integers, Integers]:
        """For every home the row of the nearest of some sites, int16, the first of equals; and the
        steps to it, uint16. -1 and the furthest there is without a site.

        homes: how many there are. of_one: a site that is not kept -> the steps to every home.
        of_far: sites that are kept and homes that have none near -> the steps, sites × homes.
        """
        kept, others = self.parted(sites)
        number, home, steps = self.of_each(sites[kept])
        # Steps and where the site stands, in one number: of equals the first is less.
        best = np.full(homes, _together(FURTHEST, _NONE))
        np.minimum.at(best, home, _together(steps, kept[number]))
        for other in others:
            np.minimum(best, _together(of_one(int(sites[other])), other), out=best)
        far = np.flatnonzero(best >> 16 > self.within)
        if len(kept):
            steps = of_far(sites[kept], far)
            best[far] = np.minimum(best[far], _together(steps, kept[:, None]).min(axis=0))
        which = np.append(sites, -1)[np.minimum(best & _NONE, len(sites))]
        return which.astype(np.int16), (best >> 16).astype(np.uint16)


def _together(steps: Integers | int, site: Integers | int) -> Integers:
    high = np.left_shift(steps, 16, dtype=np.uint32)
    return np.asarray(high | np.asarray(site).astype(np.uint32))
