"""How far is every home from every place as the crow flies?"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from geodata.tables.arrays import Booleans, Floats, Integers
from geodata.tables.pairs import Kept, in_a_row, some
from geodata.tables.squares import square_of, squares, squares_in_parts
from geodata.tables.steps import in_steps

#: Steps within which the homes around a place that is often asked are kept: 15 km, for 1.4 MB.
AROUND_STEPS = 1_500


@dataclass(frozen=True, eq=False)
class Straight:
    """Straight lines from every home to every place, in whole steps.

    homes, places: points in metres of the Dutch grid, two columns. often: rows of the places that
    are asked again and again.
    """

    homes: Floats
    places: Floats
    often: Integers

    def steps(self, places: Integers, homes: Integers | Booleans | slice = slice(None)) -> Integers:
        """Steps of some places × some homes, uint16. places, homes: rows."""
        x, y = (axis[homes] for axis in self._x_y)
        steps = np.empty((len(places), len(x)), np.uint16)
        for part, of_places in squares_in_parts(x, y, self._points(places)):
            steps[part] = in_steps(np.sqrt(of_places))
        return steps

    def nearest_steps(self, places: Integers) -> Integers:
        """The fewest steps for every home, uint16; the furthest there is without a place."""
        kept, others = (places[numbers] for numbers in self._kept.parted(places))
        least = self._least(others)
        _, home, steps = self._kept.of_each(kept)
        np.minimum.at(least, home, steps)
        far = np.flatnonzero(least > AROUND_STEPS)
        least[far] = np.minimum(least[far], self._least(kept, far))
        return least

    def nearest(self, places: Integers) -> tuple[Integers, Integers]:
        """For every home which place is nearest, the first of equals: its row, int16; and the steps
        to it, uint16. -1 and the furthest there is without a place."""
        return self._kept.nearest(
            places, len(self.homes), lambda place: self.steps(np.array([place]))[0], self.steps
        )

    def within(self, places: Integers, steps: int) -> Iterator[Integers]:
        """Of one place after the other the rows of homes within so many steps."""
        return self._kept.within_limit(
            places, steps, lambda row: np.flatnonzero(self._squares(row) <= square_of(steps))
        )

    def _least(self, places: Integers, homes: Integers | slice = slice(None)) -> Integers:
        """The fewest steps to any of some places, of every home or some."""
        x, y = (axis[homes] for axis in self._x_y)
        least = np.full(len(x), np.inf, np.float32)
        for _, of_places in squares_in_parts(x, y, self._points(places)):
            np.minimum(least, of_places.min(axis=0), out=least)
        return in_steps(np.sqrt(least))

    @cached_property
    def _kept(self) -> Kept:
        place = {row: number for number, row in enumerate(self.often.tolist())}
        return Kept(place, in_a_row([self._around(row) for row in place]), AROUND_STEPS)

    def _around(self, row: int) -> tuple[Integers, Integers]:
        of_homes = self._squares(row)
        home = np.flatnonzero(of_homes <= square_of(AROUND_STEPS))
        return some(home, in_steps(np.sqrt(of_homes[home])))

    # Single precision is right to a centimetre from the middle of the country; from where the grid
    # begins, far in France, it is three beside the place.
    @cached_property
    def _middle(self) -> Floats:
        return np.asarray((self.homes.min(axis=0) + self.homes.max(axis=0)) / 2)

    @cached_property
    def _x_y(self) -> tuple[Floats, Floats]:
        x, y = np.ascontiguousarray((self.homes - self._middle).T, np.float32)
        return x, y

    def _points(self, places: Integers) -> Floats:
        return (self.places[places] - self._middle).astype(np.float32)

    def _squares(self, row: int) -> Floats:
        of_place: Floats = squares(*self._x_y, self._points(np.array([row])))[0]
        return of_place
