"""How far every home is from every place as the crow flies, of all and of those around alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.tables import straight
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
        for of_place, found in zip(is_within, lines.within(ALL, limit), strict=True):
            assert np.array_equal(found, np.flatnonzero(of_place))


def test_without_a_place_none_is_near():
    lines = Straight(HOMES, PLACES, often=ALL)
    assert lines.steps(NONE).shape == (0, 3)
    assert lines.nearest_steps(NONE).tolist() == [FURTHEST] * 3
    row, least = lines.nearest(NONE)
    assert row.tolist() == [-1] * 3 and least.tolist() == [FURTHEST] * 3
    assert list(lines.within(NONE, 1_000)) == []


@given(
    homes=st.lists(_points, min_size=1, max_size=40),
    places=st.lists(_points, min_size=1, max_size=12),
    often=st.sets(st.integers(0, 11)),
    asked=st.sets(st.integers(0, 11)),
    limit=st.sampled_from([0, 1, 1_000, 1_500, 3_000]),
)
def test_what_is_kept_changes_no_answer(homes, places, often, asked, limit):
    homes, places = np.array(homes, float), np.array(places, float)
    often, asked = (np.array([*some & {*range(len(places))}], int) for some in (often, asked))
    lines = Straight(homes, places, often)
    steps = lines.steps(asked)
    row, least = lines.nearest(asked)
    assert least.tolist() == lines.nearest_steps(asked).tolist()
    if len(asked):
        assert least.tolist() == steps.min(axis=0).tolist()
        assert row.tolist() == asked[steps.argmin(axis=0)].tolist()
    for of_place, found in zip(steps <= limit, lines.within(asked, limit), strict=True):
        assert found.tolist() == np.flatnonzero(of_place).tolist()
