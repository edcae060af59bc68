"""What lies between two points: rivers as lines, open water as a raster."""

import pickle

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geodata.travel.barriers import CELL_M, OPEN_WATER_M, Barriers, barriers
from tests.support import small_country as small


def lake(cells: int) -> Barriers:
    """A lake of so many cells from west to east, ten cells from south to north; no river."""
    wet = np.zeros((10, 20), bool)
    wet[:, 5 : 5 + cells] = True
    return Barriers(shapely.MultiLineString(), wet, (0.0, 0.0))


def between(water: Barriers, one, other) -> bool:
    return bool(water.between([one[0]], [one[1]], [other[0]], [other[1]])[0])


@pytest.mark.parametrize(
    ("one", "other", "crossed"),
    [
        ((10_000, 15_000), (10_000, 25_000), True),
        ((10_000, 15_000), (30_000, 19_000), False),
        ((10_000, 21_000), (10_000, 39_000), False),
        # The island, across the sea; and within it.
        ((39_000, 10_000), (51_000, 10_000), True),
        ((51_000, 6_000), (55_000, 14_000), False),
    ],
)
def test_a_river_and_the_sea_lie_between(one, other, crossed):
    water, (one, other) = small.water(), small.at(one, other)
    assert between(water, one, other) is crossed
    assert between(water, other, one) is crossed


@pytest.mark.parametrize(("cells", "crossed"), [(1, False), (2, False), (3, True)])
def test_a_pond_is_no_barrier(cells, crossed):
    assert (cells * CELL_M > OPEN_WATER_M) is crossed
    assert between(lake(cells), (100, 900), (3900, 900)) is crossed


def test_a_point_is_not_apart_from_itself():
    (home,) = small.at((10_000, 15_000))
    assert not between(small.water(), home, home)
    assert not between(lake(8), (2000, 900), (2000, 900))


def test_barriers_sent_to_another_process_are_the_same_and_prepared():
    here = small.water()
    there = pickle.loads(pickle.dumps(here))
    assert shapely.is_prepared(there.waterways)
    assert between(there, *small.at((10_000, 15_000), (10_000, 25_000)))
    assert (there.water == here.water).all() and there.corner == here.corner


def test_many_lines_are_tested_as_one_by_one():
    water = small.water()
    ends = small.at(*np.random.default_rng(2).uniform(0, 40_000, (200, 2))).reshape(-1, 4)
    together = water.between(*ends.T)
    assert together.tolist() == [between(water, row[:2], row[2:]) for row in ends]
    assert 0 < together.sum() < len(together)


def test_no_lines_at_all():
    assert small.water().between([], [], [], []).tolist() == []


def test_a_country_without_water_has_no_barriers():
    water = small.water(river=False, sea=False)
    # The strait between land and island is a bay without being named water.
    assert between(water, *small.at((1_000, 1_000), (39_000, 39_000))) is False
    dry = barriers(
        gpd.GeoSeries([]), gpd.GeoSeries([]), shapely.box(0, 0, 1e5, 1e5), shapely.Point()
    )
    assert not dry.water.any()
    assert between(dry, (0, 0), (90_000, 90_000)) is False
    assert not dry.at_sea([5.0], [5.0]).any()


def test_a_strait_between_two_shores_is_water_without_being_named():
    shores = shapely.union_all(
        [shapely.box(0, 0, 9_000, 9_000), shapely.box(0, 12_000, 9_000, 21_000)]
    )
    narrow = barriers(gpd.GeoSeries([]), gpd.GeoSeries([]), shores, shapely.Polygon())
    assert between(narrow, (4_500, 8_000), (4_500, 13_000))
    # Abroad the strait may well be land.
    abroad = shapely.box(0, 9_000, 9_000, 12_000)
    land = barriers(gpd.GeoSeries([]), gpd.GeoSeries([]), shores, abroad)
    assert not between(land, (4_500, 8_000), (4_500, 13_000))


def test_at_sea_is_a_kilometre_from_land():
    water = small.water()
    points = small.at((60_000, 30_000), (40_500, 30_000), (39_000, 30_000), (53_000, 10_000))
    assert water.at_sea(*points.T).tolist() == [True, False, False, False]


def test_beyond_the_raster_is_land():
    assert not small.water().is_water(np.array([-1e6, 1e6]), np.array([-1e6, 1e6])).any()
