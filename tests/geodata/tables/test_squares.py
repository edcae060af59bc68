"""Squares of straight lines, and which of them are within a limit."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from geodata.tables.squares import square_of
from geodata.tables.steps import FURTHEST, in_steps


@given(limit=st.integers(0, 30_000), beyond_m=st.floats(-0.2, 0.2))
@example(limit=657, beyond_m=0.0)
def test_squares_and_steps_are_within_the_same_limits(limit, beyond_m):
    line = np.float32(max(0.0, limit * 10 + 0.01 + beyond_m))
    square = line * line
    steps = in_steps(np.sqrt(np.array([square])))[0]
    assert (square <= square_of(limit)) == (steps <= limit)


def test_the_longest_square_is_the_last_of_its_steps():
    for limit in (0, 1, 657, 1_000, 2_500, 6_000, FURTHEST - 1):
        longest = np.array([square_of(limit)])
        longer = np.nextafter(longest, np.float32(np.inf))
        assert in_steps(np.sqrt(longest))[0] == limit
        assert in_steps(np.sqrt(longer))[0] == limit + 1


def test_nothing_is_further_than_the_furthest():
    assert square_of(FURTHEST) == np.inf
