"""What can be seen across land from a point."""

import numpy as np
import pandas as pd
import pytest

from geodata.tables import isochrones
from geodata.tables.isochrones import BEARINGS, FURTHEST_M
from geodata.travel import stars
from geodata.travel.barriers import CELL_M, OPEN_WATER_M
from tests.support import small_country as small

EAST, NORTH, SOUTH = 0, 30, 90


def test_bearings_begin_in_the_east_and_turn_to_the_north():
    assert BEARINGS[EAST] == pytest.approx([1, 0])
    assert BEARINGS[NORTH] == pytest.approx([0, 1])
    assert BEARINGS[SOUTH] == pytest.approx([0, -1])


def test_a_ray_ends_at_the_river_and_else_at_the_furthest():
    (seen,) = stars.sight_m(small.at((10_000, 15_000)), small.water())
    assert seen[NORTH] == pytest.approx(5_000, abs=2)
    assert seen[NORTH + 10] == pytest.approx(5_000 / np.cos(np.pi / 6), abs=2)
    assert seen[SOUTH] == FURTHEST_M
    assert seen[EAST] == FURTHEST_M


def test_a_ray_ends_at_the_sea():
    (seen,) = stars.sight_m(small.at((35_000, 30_000)), small.water())
    assert seen[EAST] == pytest.approx(5_000, abs=OPEN_WATER_M + CELL_M)


def test_without_water_everything_is_seen():
    seen = stars.sight_m(small.at((10_000, 15_000)), small.water(river=False, sea=False))
    assert (seen == FURTHEST_M).all()


@pytest.mark.slow
def test_sight_does_not_depend_on_how_many_look():
    water = small.water()
    points = small.at(*np.random.default_rng(9).uniform(0, 40_000, (450, 2)))
    together = stars.sight_m(points, water)
    assert np.array_equal(together[[3, 449]], stars.sight_m(points[[3, 449]], water))


def test_stars_that_were_written_are_read(tmp_path):
    site = small.at((29_000, 18_000), (53_000, 10_000))
    sites = pd.DataFrame(site, columns=["x", "y"]).assign(code=["00AA00", "00BB00"])
    made = stars.stars(sites, small.country())
    facts = stars.write(made, tmp_path / isochrones.NAME)
    read = isochrones.read(tmp_path)
    assert facts["rows"] == len(read.points) == len(made.points)
    assert read.sites.tolist() == ["00AA00", "00BB00"]
    assert read.seen == pytest.approx(made.seen, abs=5)
    assert read.way_m == pytest.approx(made.way_m, abs=0.5)
    # Both ends and both banks of the bridge, and both ends of the ferry.
    assert len(read.points) == 2 + 6
