"""Squares of straight lines: which of two is longer is known without a root."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from geodata.tables.arrays import Floats
from geodata.tables.steps import FURTHEST, HAIR_M, STEP_M, in_steps

#: Lines that are worked out at once.
_AT_ONCE = 200_000


def squares(x: Floats, y: Floats, places: Floats) -> Floats:
    """Of the lines from homes to places: places × homes. x, y: of the homes, each an array: to add
    two numbers that lie side by side takes ten times as long. places: points, two columns."""
    place_x, place_y = places.T[:, :, None]
    east: Floats = place_x - x
    north = place_y - y
    east *= east
    north *= north
    east += north
    return east


def squares_in_parts(x: Floats, y: Floats, places: Floats) -> Iterator[tuple[slice, Floats]]:
    """The same of some places at a time, and which these are. All at once would take eight times
    the memory."""
    some = max(1, _AT_ONCE // max(1, len(x)))
    for start in range(0, len(places), some):
        part = slice(start, start + some)
        yield part, squares(x, y, places[part])


@lru_cache(maxsize=64)
def square_of(steps: int) -> np.float32:
    """Of the longest line that is so many steps once it is rounded: the last of all numbers of this
    precision, so that who compares squares and who compares steps say the same."""

    def fits(square: np.float32) -> bool:
        return bool(in_steps(np.sqrt(np.array([square])))[0] <= steps)

    if steps >= FURTHEST:
        return np.float32(np.inf)
    longest = np.float32((steps * STEP_M + HAIR_M) ** 2)
    while not fits(longest):
        longest = np.nextafter(longest, np.float32(0))
    while fits(longer := np.nextafter(longest, np.float32(np.inf))):
        longest = longer
    return longest
