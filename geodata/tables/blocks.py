"""What is near homes as the crow flies, found without measuring every line."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from geodata.tables.arrays import Booleans, Floats, Integers
from geodata.tables.squares import square_of, squares
from geodata.tables.steps import STEP_M, in_steps

#: Homes of a block, at most: of fewer the calls take longer than what is left out.
_BLOCK = 1_300
#: So many metres a place may seem nearer or further than it is: single precision is right to a
#: centimetre at the longest threshold, and places within a step are equally far.
_MARGIN_M = STEP_M + 1


@dataclass(frozen=True, eq=False)
class Blocks:
    """Homes in blocks of those that lie together: of each block only the places around it have to
    be measured, a third of them where the nearest is asked and a tenth within 10 km.

    order: rows of the homes, block after block. ends: where blocks begin and end in it. x, y: of
    the homes in that order, float32. low, high: corners of every block.
    """

    order: Integers
    ends: Integers
    x: Floats
    y: Floats
    low: Floats
    high: Floats

    @classmethod
    def of(cls, homes: Floats, most: int = _BLOCK) -> "Blocks":
        """homes: points in metres, two columns. most: homes of a block."""
        blocks = _halved(homes, np.arange(len(homes)), most)
        order = np.concatenate(blocks)
        x, y = np.ascontiguousarray(homes[order].T, np.float32)
        low, high = (
            np.array([extreme(homes[block], axis=0) for block in blocks]).reshape(-1, 2)
            for extreme in (np.min, np.max)
        )
        return cls(order, np.cumsum([0, *map(len, blocks)]), x, y, low, high)

    def nearest_steps(self, places: Floats) -> Integers:
        """The fewest steps for every home; the furthest there is without a
        place."""
        least = np.full(len(self.order), np.inf, np.float32)
        if len(places):
            for block, _, squared in self._measured(places, self._can_be_nearest(places)):
                np.minimum.reduce(squared, axis=0, out=least[block])
        return self._by_row(in_steps(np.sqrt(least)))

    def nearest(self, places: Floats) -> tuple[Integers, Integers]:
        """For every home which place is nearest in whole steps, the first of equals; and these
        steps, uint16. places: at least one."""
        which, least = np.empty(len(self.order), np.intp), np.empty(len(self.order), np.uint16)
        for block, measured, squared in self._measured(places, self._can_be_nearest(places)):
            steps = in_steps(np.sqrt(squared))
            first = steps.argmin(axis=0)
            which[block], least[block] = measured[first], steps[first, np.arange(len(first))]
        return self._by_row(which), self._by_row(least)

    def count_within(self, places: Floats, steps: int) -> Integers:
        """For every home how many of the places are within so many steps: int16."""
        count, limit = np.empty(len(self.order), np.int16), square_of(steps)
        nearest, _ = self._between(places)
        is_around = nearest <= steps * STEP_M + _MARGIN_M
        for block, _, squared in self._measured(places, is_around):
            np.sum(squared <= limit, axis=0, dtype=np.int16, out=count[block])
        return self._by_row(count)

    def _can_be_nearest(self, places: Floats) -> Booleans:
        """Places × blocks: none is nearer to all of a block than this one is to any of it."""
        nearest, furthest = self._between(places)
        return np.asarray(nearest <= furthest.min(axis=0) + _MARGIN_M, bool)

    def _between(self, places: Floats) -> tuple[Floats, Floats]:
        """Metres from every place to the nearest and to the furthest corner or side of every block:
        two arrays of places × blocks."""
        below = [self.low[:, axis] - places[:, axis, None] for axis in (0, 1)]
        above = [places[:, axis, None] - self.high[:, axis] for axis in (0, 1)]
        out = [np.maximum(np.maximum(*sides), 0) for sides in zip(below, above, strict=True)]
        through = [-np.minimum(*sides) for sides in zip(below, above, strict=True)]
        return np.hypot(*out), np.hypot(*through)

    def _measured(
        self, places: Floats, is_asked: Booleans
    ) -> Iterator[tuple[slice, Integers, Floats]]:
        """Of one block after the other where it stands in the order, which places are asked of it,
        and the squares of the straight lines from these: those places × homes of the block."""
        points = places.astype(np.float32)
        for number, (start, end) in enumerate(zip(self.ends, self.ends[1:], strict=False)):
            block, measured = slice(start, end), np.flatnonzero(is_asked[:, number])
            yield block, measured, squares(self.x[block], self.y[block], points[measured])

    def _by_row(self, in_order: Integers) -> Integers:
        values = np.empty_like(in_order)
        values[self.order] = in_order
        return values


def _halved(homes: Floats, rows: Integers, most: int) -> list[Integers]:
    """Rows of homes in halves of halves, each along the longest side of where they lie."""
    if len(rows) <= most:
        return [rows]
    longest = np.ptp(homes[rows], axis=0).argmax()
    along = rows[np.argsort(homes[rows, longest], kind="stable")]
    middle = len(along) // 2
    return [*_halved(homes, along[:middle], most), *_halved(homes, along[middle:], most)]
