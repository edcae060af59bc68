"""The estimate on a small country that can be checked by hand, and properties that always hold."""

from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.travel.barriers import barriers
from geodata.travel.estimate import Estimate, estimate
from geodata.vocabulary import CROSSING, DETOUR, ESTIMATE, OFF_NETWORK, UNROUTED
from tests.support import small_country as small


@pytest.fixture(scope="module")
def country() -> Estimate:
    return small.country()


def ask(estimate: Estimate, one, other, **more) -> tuple[float, int]:
    points = small.at(one, other)
    metres, method = estimate.pairs(points[:1], points[1:], [0], [0], **more)
    return float(metres[0]), int(method[0])


def straight(*points) -> float:
    """Metres along straight lines from point to point."""
    return sum(float(np.hypot(*np.subtract(one, other))) for one, other in pairwise(points))


def test_nothing_between_is_the_straight_line_times_the_detour(country):
    one, other = (5_000, 5_000), (25_000, 15_000)
    metres, method = ask(country, one, other)
    assert metres == pytest.approx(DETOUR * straight(one, other))
    assert method == ESTIMATE


def test_a_river_is_crossed_by_its_bridge(country):
    one, other = (10_000, 15_000), (10_000, 25_000)
    metres, method = ask(country, one, other)
    by_bridge = DETOUR * straight(one, small.BRIDGE[0]) * 2 + straight(*small.BRIDGE)
    assert method == CROSSING
    assert metres == pytest.approx(by_bridge, rel=0.05)
    assert metres > 4 * straight(one, other)


def test_at_the_bridge_the_river_costs_next_to_nothing(country):
    one, other = (small.BRIDGE_X, 15_000), (small.BRIDGE_X, 25_000)
    metres, method = ask(country, one, other)
    assert method == CROSSING
    assert metres == pytest.approx(DETOUR * straight(one, other), rel=0.05)


def test_a_long_road_over_the_river_is_joined_at_its_banks():
    made = small.country(((small.BRIDGE_X, 16_000), (small.BRIDGE_X, 24_000)))
    found = np.column_stack([made.network.x, made.network.y])[made.crossing_ends]
    banks = small.at(*[(small.BRIDGE_X, y) for y in (16_000, 19_700, 20_300, 24_000)])
    assert found[np.argsort(found[:, 1])] == pytest.approx(banks, abs=1)
    metres, _ = ask(made, (small.BRIDGE_X, 19_500), (small.BRIDGE_X, 20_500))
    # Without the banks it would be seven kilometres more, to the ends of the road and back.
    assert metres == pytest.approx(DETOUR * 1_000, abs=5)


def test_an_island_is_reached_by_its_ferry(country):
    one, other = (35_000, 1_000), (53_000, 6_000)
    metres, method = ask(country, one, other)
    way = straight(*small.FERRY) + DETOUR * (
        straight(one, small.FERRY[0]) + straight(small.FERRY[1], other)
    )
    assert method == CROSSING
    assert metres == pytest.approx(way, rel=0.05)


def test_the_island_by_way_of_the_bridge_and_the_ferry(country):
    one, other = (30_000, 30_000), (53_000, 10_000)
    metres, method = ask(country, one, other)
    way = straight(*small.BRIDGE, *small.FERRY)
    assert method == CROSSING
    assert metres > max(way, DETOUR * straight(one, other))


def test_an_island_without_a_ferry_is_unrouted():
    metres, method = ask(small.country(small.BRIDGE), (30_000, 10_000), (53_000, 10_000))
    assert method == UNROUTED
    assert metres == pytest.approx(DETOUR * 23_000)


def test_a_way_beyond_the_limit_is_unrouted(country):
    one, other = (1_000, 15_000), (1_000, 25_000)
    assert ask(country, one, other)[1] == CROSSING
    metres, method = ask(country, one, other, limit_m=50_000)
    assert (metres, method) == (pytest.approx(DETOUR * 10_000), UNROUTED)


@pytest.mark.parametrize("place", [(60_000, 30_000), (-40_000, 0), (2_000_000, 2_000_000)])
def test_at_sea_and_far_abroad_there_is_no_distance(country, place):
    home = (5_000, 5_000)
    for pair in [(home, place), (place, home), (place, place)]:
        assert ask(country, *pair) == (np.inf, OFF_NETWORK)


def test_a_pocket_between_river_and_canal_has_a_way_out():
    """Nodes shut in by a river and its side canal are no island: there is a local bridge."""
    strip = shapely.box(*small.at((8_000, 19_500))[0], *small.at((16_000, 21_500))[0])
    lines = gpd.GeoSeries([strip.boundary], crs="EPSG:28992")
    land = shapely.box(*small.CORNER, *(small.CORNER + small.SIZE))
    water = barriers(lines, gpd.GeoSeries([]), land, shapely.Polygon())
    lon, lat = small.degrees(small.at((11_200, 22_000)))
    nodes = pd.concat([small.nodes(), pd.DataFrame({"lon": lon, "lat": lat})])
    made = estimate(nodes, small.ways_across(small.FERRY), water)
    inside, outside = (12_000, 21_000), (12_000, 27_000)
    metres, method = ask(made, inside, outside)
    assert method == CROSSING
    assert DETOUR * 6_000 <= metres < 30_000


def test_the_same_place_is_no_distance(country):
    assert ask(country, (5_000, 5_000), (5_000, 5_000)) == (0, ESTIMATE)


def test_no_pairs(country):
    points = small.at((5_000, 5_000))
    metres, method = country.pairs(points, points, [], [])
    assert len(metres) == len(method) == 0


@pytest.mark.slow
def test_many_pairs_are_as_one_by_one(country):
    points = small.at(*np.random.default_rng(5).uniform(0, 40_000, (12, 2)))
    rows, columns = np.indices((12, 12)).reshape(2, -1)
    metres, method = country.pairs(points, points, rows, columns)
    for row, column, metre, how in zip(rows, columns, metres, method, strict=True):
        alone, as_alone = country.pairs(points[[row]], points[[column]], [0], [0])
        assert (alone[0], as_alone[0]) == (pytest.approx(metre, rel=1e-6), how)


def test_few_nodes_are_enough():
    """A country with fewer nodes than a point is tied to."""
    few = small.nodes().iloc[::30]
    made = estimate(few, small.ways_across(small.BRIDGE), small.water())
    assert ask(made, (10_000, 15_000), (10_000, 25_000))[1] == CROSSING


# ---- anywhere on land ---------------------------------------------------------------------------

place = st.tuples(st.integers(0, 40_000), st.integers(0, 40_000))


@settings(max_examples=60)
@given(place, place)
def test_a_ride_is_longer_than_the_straight_line_and_the_same_both_ways(country, one, other):
    there, method = ask(country, one, other)
    back, as_there = ask(country, other, one)
    assert method == as_there
    assert there >= DETOUR * straight(one, other) * (1 - 1e-6)
    assert there == pytest.approx(back, rel=0.01)
    assert (there > 0) == (one != other)


@settings(max_examples=30)
@given(place, place)
def test_a_bridge_more_never_makes_a_ride_longer(country, one, other):
    more = _with_second_bridge()
    assert ask(more, one, other)[0] <= ask(country, one, other)[0] * 1.02


_second: list[Estimate] = []


def _with_second_bridge() -> Estimate:
    if not _second:
        west = ((5_000, small.RIVER_Y - 400), (5_000, small.RIVER_Y + 400))
        _second.append(small.country(small.BRIDGE, small.FERRY, west))
    return _second[0]
