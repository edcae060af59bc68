"""What the eye meets first on a line: where it begins and ends, its top, foot and largest step.

Figures are those that are shown, so that words of them say no more than the drawing does. A range
counts only where it lies wholly above or below the others.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from dashboard.formatting import EXACT

#: A figure: a number, a range from low to high, or None where nothing is known.
Value = float | tuple[float, float] | None


class LineSight(NamedTuple):
    """Positions in the figures of a line; None where nothing stands out.

    highest, lowest: beyond both ends. step: the two neighbours that differ most, of more than one
    such pair.
    """

    first: int
    last: int
    highest: int | None
    lowest: int | None
    step: tuple[int, int] | None


def line_sight(values: Sequence[Value]) -> LineSight | None:
    """None of a line of which nothing is known."""
    ranges = {at: ends(value) for at, value in enumerate(values) if value is not None}
    if not ranges:
        return None
    mirrored = {at: (-high, -low) for at, (low, high) in ranges.items()}
    return LineSight(min(ranges), max(ranges), _top(ranges), _top(mirrored), _step(ranges))


def ends(value: float | tuple[float, float]) -> tuple[float, float]:
    """The range of a figure: of a number itself twice."""
    return value if isinstance(value, tuple) else (value, value)


def _top(ranges: dict[int, tuple[float, float]]) -> int | None:
    """The first position that no other is above, and that is above both ends."""
    top = max(ranges, key=lambda at: ranges[at][0])
    low = ranges[top][0]
    is_above_all = all(high <= low for at, (_, high) in ranges.items() if at != top)
    is_above_ends = all(ranges[end][1] < low for end in (min(ranges), max(ranges)))
    return top if is_above_all and is_above_ends else None


def _step(ranges: dict[int, tuple[float, float]]) -> tuple[int, int] | None:
    """Neighbours with nothing unknown between them; None where two pairs differ as much."""
    pairs = [(one, other) for one, other in pairwise(ranges) if other == one + 1]
    if len(pairs) < 2 or any(low != high for low, high in ranges.values()):
        return None
    sizes = [round(abs(ranges[other][0] - ranges[one][0]), EXACT) for one, other in pairs]
    largest = max(sizes)
    return pairs[sizes.index(largest)] if largest and sizes.count(largest) == 1 else None
