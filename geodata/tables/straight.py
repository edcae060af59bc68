"""How far is every home from every place as the crow flies?"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from geodata.tables.arrays import Booleans, Floats, Integers
from geodata.tables.steps import HAIR_M, STEP_M, in_steps

#: Pairs that are worked out at once.
_AT_ONCE = 200_000
#: Homes of a block, at most: of fewer the calls take longer than what is left out.
_BLOCK = 1_300
#: So many metres a place may seem nearer or further than it is: single precision is right to a
#: centimetre at the longest threshold, and places within a step are equally far.
_MARGIN_M = STEP_M + 1


def straight_steps(homes: Floats, places: Floats) -> Integers:
    """Straight-line distance in whole steps, places × homes, uint16.

    homes, places: points in metres of the Dutch grid, two columns.
    """
    steps = np.empty((len(places), len(homes)), np.uint16)
    for part, squared in squares(homes.astype(np.float32), places.astype(np.float32)):
        steps[part] = in_steps(np.sqrt(squared))
    return steps


def squares(homes: Floats, places: Floats) -> Iterator[tuple[slice, Floats]]:
    """Of some places at a time which these are, and the square of the straight line from every
    home: those places × homes. All at once would take eight times the memory."""
    # Of each direction an array: to add two numbers that lie side by side takes ten times as long.
    x, y = np.ascontiguousarray(homes.T)
    some = max(1, _AT_ONCE // max(1, len(homes)))
    for start in range(0, len(places), some):
        part = slice(start, start + some)
        yield part, _squared(x, y, places[part])


def _squared(x: Floats, y: Floats, places: Floats) -> Floats:
    place_x, place_y = places.T[:, :, None]
    east: Floats = place_x - x
    north = place_y - y
    east *= east
    north *= north
    east += north
    return east


def straight_within(homes: Floats, places: Floats, steps: int) -> Iterator[Integers]:
    """Of one place after the other the rows of homes within so many of :func:`straight_steps`."""
    limit = _square_of(steps)
    x, y = np.ascontiguousarray(homes.T, np.float32)
    for place in places.astype(np.float32):
        yield np.flatnonzero(_squared(x, y, place[None])[0] <= limit)


def _square_of(steps: int) -> np.float32:
    return np.float32((steps * STEP_M + HAIR_M) ** 2)


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
        """The least of :func:`straight_steps` for every home; the furthest there is without a
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
        count, limit = np.empty(len(self.order), np.int16), _square_of(steps)
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
            yield block, measured, _squared(self.x[block], self.y[block], points[measured])

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
