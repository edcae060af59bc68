"""How far every home is from every place as the crow flies, of all and of those around alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.tables import straight
from geodata.tables.blocks import Blocks
from geodata.tables.steps import FURTHEST
from geodata.tables.straight import Straight

HOMES = np.array([[10_000, 15_000], [10_000, 25_000], [53_000, 10_000]], float)
PLACES = np.array([[10_000, 17_000], [30_000, 25_000], [10_000, 15_000]], float)
ALL, NONE = np.arange(3), np.arange(0)

#: Metres of the Dutch grid, many of them alike or a step apart.
_metres = st.one_of(st.sampled_from([100_000, 100_010, 110_000]), st.integers(0, 620_000))
_points = st.tuples(_metres, _metres)


@pytest.mark.parametrize("around", [0, 300, 3_000])
def test_the_straight_line_is_that_of_the_points(around, monkeypatch):
    monkeypatch.setattr(straight, "AROUND_STEPS", around)
    apart = np.hypot(*(HOMES[None] - PLACES[:, None]).transpose(2, 0, 1))
    lines = Straight(HOMES, PLACES, often=np.array([2, 0]))
    steps = lines.steps(ALL)
    assert np.array_equal(steps, np.ceil(apart / 10 - 0.001))
    assert np.array_equal(lines.steps(ALL[1:], ALL[::2]), steps[1:, ::2])
    assert np.array_equal(lines.nearest_steps(ALL), steps.min(axis=0))
    row, least = lines.nearest(np.array([0, 2]))
    assert row.tolist() == [2, 0, 2] and np.array_equal(least, steps[::2].min(axis=0))
    for limit in (0, 200, 2_236, 5_000):
        is_within = steps <= limit
        assert lines.count_within(ALL, limit).tolist() == is_within.sum(axis=0).tolist()
        for of_place, found in zip(is_within, lines.within(ALL, limit), strict=True):
            assert np.array_equal(found, np.flatnonzero(of_place))


def test_without_a_place_none_is_near():
    lines = Straight(HOMES, PLACES, often=ALL)
    assert lines.steps(NONE).shape == (0, 3)
    assert lines.nearest_steps(NONE).tolist() == [FURTHEST] * 3
    assert lines.count_within(NONE, 1_000).tolist() == [0] * 3
    assert list(lines.within(NONE, 1_000)) == []


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
    steps = Straight(homes, places, NONE).steps(np.arange(len(places)))
    blocks = Blocks.of(homes, most)
    which, least = blocks.nearest(places)
    assert which.tolist() == steps.argmin(axis=0).tolist()
    assert least.tolist() == steps.min(axis=0).tolist() == blocks.nearest_steps(places).tolist()
    within = (steps <= limit).sum(axis=0)
    assert blocks.count_within(places, limit).tolist() == within.tolist()
