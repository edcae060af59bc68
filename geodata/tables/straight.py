"""How far is every home from every place as the crow flies?"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from geodata.tables.arrays import Booleans, Floats, Integers
from geodata.tables.blocks import Blocks
from geodata.tables.pairs import Pairs, in_a_row
from geodata.tables.squares import square_of, squares, squares_in_parts
from geodata.tables.steps import in_steps

#: Steps within which the homes around a place that is often asked are kept, 15 km.
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
        points = self.homes[homes].astype(np.float32)
        steps = np.empty((len(places), len(points)), np.uint16)
        for part, squared in squares_in_parts(points, self.places[places].astype(np.float32)):
            steps[part] = in_steps(np.sqrt(squared))
        return steps

    def nearest_steps(self, places: Integers) -> Integers:
        """The fewest steps for every home, uint16; the furthest there is without a place."""
        return self._blocks.nearest_steps(self.places[places])

    def nearest(self, places: Integers) -> tuple[Integers, Integers]:
        """For every home which place is nearest, the first of equals: its row, int16; and the steps
        to it, uint16. places: at least one."""
        first, steps = self._blocks.nearest(self.places[places])
        return places[first].astype(np.int16), steps

    def count_within(self, places: Integers, steps: int) -> Integers:
        """For every home how many of the places are within so many steps: int16."""
        return self._blocks.count_within(self.places[places], steps)

    def within(self, places: Integers, steps: int) -> Iterator[Integers]:
        """Of one place after the other the rows of homes within so many steps."""
        is_kept = steps <= AROUND_STEPS
        for row in places.tolist():
            if is_kept and row in self._kept:
                home, known = self._around.of(self._kept[row])
                yield home[known <= steps]
            else:
                yield np.flatnonzero(self._squares(row) <= square_of(steps))

    @cached_property
    def _blocks(self) -> Blocks:
        return Blocks.of(self.homes)

    @cached_property
    def _kept(self) -> dict[int, int]:
        return {row: place for place, row in enumerate(self.often.tolist())}

    @cached_property
    def _around(self) -> Pairs:
        return in_a_row([self._around_one(row) for row in self.often.tolist()])

    def _around_one(self, row: int) -> tuple[Integers, Integers]:
        of_homes = self._squares(row)
        home = np.flatnonzero(of_homes <= square_of(AROUND_STEPS))
        return home.astype(np.uint16), in_steps(np.sqrt(of_homes[home]))

    @cached_property
    def _x_y(self) -> tuple[Floats, Floats]:
        x, y = np.ascontiguousarray(self.homes.T, np.float32)
        return x, y

    def _squares(self, row: int) -> Floats:
        of_place: Floats = squares(*self._x_y, self.places[[row]].astype(np.float32))[0]
        return of_place
