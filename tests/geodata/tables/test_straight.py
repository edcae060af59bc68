"""How far every home is from every place as the crow flies, of all and of those around alone."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geodata.tables.steps import FURTHEST
from geodata.tables.straight import Blocks, straight_steps, straight_within

HOMES = np.array([[10_000, 15_000], [10_000, 25_000], [53_000, 10_000]], float)
PLACES = np.array([[10_000, 17_000], [30_000, 25_000], [10_000, 15_000]], float)

#: Metres of the Dutch grid, many of them alike or a step apart.
_metres = st.one_of(st.sampled_from([100_000, 100_010, 110_000]), st.integers(0, 620_000))
_points = st.tuples(_metres, _metres)


def test_the_straight_line_is_that_of_the_points():
    apart = np.hypot(*(HOMES[None] - PLACES[:, None]).transpose(2, 0, 1))
    steps = straight_steps(HOMES, PLACES)
    assert np.array_equal(steps, np.ceil(apart / 10 - 0.001))
    for limit in (0, 200, 2_236, 5_000):
        for row, of_place in enumerate(straight_within(HOMES, PLACES, limit)):
            assert np.array_equal(of_place, np.flatnonzero(steps[row] <= limit))


def test_blocks_are_of_homes_that_lie_together():
    blocks = Blocks.of(HOMES, most=2)
    assert blocks.order.tolist() == [0, 1, 2] and blocks.ends.tolist() == [0, 1, 3]
    assert blocks.low.tolist() == [[10_000, 15_000], [10_000, 10_000]]
    assert blocks.high.tolist() == [[10_000, 15_000], [53_000, 25_000]]


@given(
    homes=st.lists(_points, min_size=1, max_size=40),
    places=st.lists(_points, min_size=1, max_size=12),
    most=st.integers(1, 12),
    limit=st.sampled_from([0, 1, 1_000, 3_000]),
)
def test_blocks_tell_what_measuring_every_place_tells(homes, places, most, limit):
    homes, places = np.array(homes, float), np.array(places, float)
    blocks, steps = Blocks.of(homes, most), straight_steps(homes, places)
    which, least = blocks.nearest(places)
    assert which.tolist() == steps.argmin(axis=0).tolist()
    assert least.tolist() == steps.min(axis=0).tolist() == blocks.nearest_steps(places).tolist()
    within = (steps <= limit).sum(axis=0)
    assert blocks.count_within(places, limit).tolist() == within.tolist()


def test_without_a_place_none_is_near():
    blocks, nowhere = Blocks.of(HOMES), PLACES[:0]
    assert blocks.nearest_steps(nowhere).tolist() == [FURTHEST] * 3
    assert blocks.count_within(nowhere, 1_000).tolist() == [0] * 3
