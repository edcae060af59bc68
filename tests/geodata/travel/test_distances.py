"""The table ``distances``: by the estimate, over a network, and as a grid."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.build.checks import checked
from geodata.errors import DataError
from geodata.tables import distances
from geodata.travel.distances import LIMIT_M, all_pairs, over_network, routes
from geodata.travel.distances import over as put_over
from geodata.travel.network import Network, from_edges
from geodata.vocabulary import DETOUR, METHODS
from tests.support import small_country as small

HOMES = {"1001": (10_000, 15_000), "1002": (10_000, 25_000), "1003": (53_000, 10_000)}
SITES = {"00AA00": (10_000, 17_000), "00BB00": (30_000, 25_000), "00CC00": (10_000, 15_000)}


def points(places: dict) -> pd.DataFrame:
    frame = pd.DataFrame(small.at(*places.values()), columns=["x", "y"])
    return frame.assign(code=pd.Series(list(places), dtype="str"))


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return all_pairs(points(HOMES), points(SITES), small.country())


def pair(table: pd.DataFrame, home: str, site: str) -> pd.Series:
    found = table[table["home"].eq(home) & table["site"].eq(site)]
    assert len(found) == 1
    return found.iloc[0]


def line(*places, metres: float | None = None, apart: bool = False) -> Network:
    """A network of nodes along a line, in both directions; each way so long, or straight."""
    x, y = small.at(*places).T
    start = np.arange(len(x) - 1)[:: 2 if apart else 1]
    long = np.hypot(x[start] - x[start + 1], y[start] - y[start + 1])
    long = np.full(len(start), metres) if metres else long
    both = np.r_[start, start + 1], np.r_[start + 1, start]
    return from_edges(x, y, *both, np.r_[long, long])


# ---- by the estimate ----------------------------------------------------------------------------


def test_every_pair_within_40_km_is_there(table):
    assert list(table) == ["home", "site", "straight_m", "cycle_m", "method"]
    # The island is more than 40 km from the sites in the west.
    assert len(table) == 7
    assert table["straight_m"].max() <= distances.WITHIN_M


def test_pairs_say_how_they_were_found(table):
    near = pair(table, "1001", "00AA00")
    assert (near["straight_m"], near["cycle_m"], near["method"]) == (2000, 2540, "estimate")
    across = pair(table, "1001", "00BB00")
    assert across["method"] == "crossing"
    assert across["cycle_m"] > DETOUR * across["straight_m"]
    assert pair(table, "1003", "00BB00")["method"] == "crossing"


def test_the_same_place_is_no_distance(table):
    assert pair(table, "1001", "00CC00")["cycle_m"] == 0


def test_a_home_at_sea_has_no_distances():
    homes = points({**HOMES, "1004": (62_000, 25_000)})
    table = all_pairs(homes, points(SITES), small.country())
    assert set(table["home"]) == set(HOMES)


# ---- over a network -----------------------------------------------------------------------------


def over(table: pd.DataFrame, network: Network, **more) -> pd.DataFrame:
    return over_network(table, points(HOMES), points(SITES), network, workers=1, **more)


def test_a_route_replaces_the_estimate(table):
    made = over(table, line((10_000, 15_000), (10_000, 17_000), metres=2_100))
    replaced = pair(made, "1001", "00AA00")
    assert (replaced["cycle_m"], replaced["method"]) == (2_100, "network")


def test_the_way_onto_the_network_is_ridden_too(table):
    made = over(table, line((9_900, 15_000), (9_900, 17_000), metres=2_100))
    assert pair(made, "1001", "00AA00")["cycle_m"] == 2_100 + round(DETOUR * 200)


def test_where_the_network_does_not_reach_the_estimate_stays(table):
    made = over(table, line((10_000, 15_000), (10_000, 17_000)))
    same = made["method"] != "network"
    pd.testing.assert_frame_equal(made[same], table[same])
    assert same.sum() == len(table) - 1


def test_on_one_node_the_estimate_stays(table):
    """The way onto the network and back would be longer than the ride itself."""
    made = over(table, line((10_000, 14_500), (10_000, 17_000)))
    assert pair(made, "1001", "00CC00")["cycle_m"] == 0
    assert pair(made, "1001", "00CC00")["method"] == "estimate"


def test_a_way_beyond_the_limit_is_never_below_it(table):
    network = line((10_000, 15_000), (10_000, 17_000), (30_000, 25_000), metres=LIMIT_M + 1)
    made = over(table, network)
    near = pair(made, "1001", "00AA00")
    assert (near["cycle_m"], near["method"]) == (LIMIT_M, "estimate")
    # An estimate beyond the limit stays what it was.
    far = pair(made, "1001", "00BB00")
    assert far["cycle_m"] == pair(table, "1001", "00BB00")["cycle_m"] > LIMIT_M


def test_parts_of_a_network_that_do_not_meet_say_nothing(table):
    network = line((10_000, 15_000), (9_000, 15_000), (10_000, 17_000), (9_000, 17_000), apart=True)
    made = over(table, network)
    assert pair(made, "1001", "00AA00")["method"] == "estimate"
    assert pair(made, "1001", "00AA00")["cycle_m"] == 2540


@pytest.mark.parametrize(("place", "what"), [((53_000, 10_000), "sites"), ((0, 39_000), "homes")])
def test_a_network_elsewhere_is_refused(table, place, what):
    network = line(place, np.add(place, 500))
    with pytest.raises(DataError, match=f"the network holds none of the 3 {what}"):
        over(table, network)


def test_routes_are_the_same_grown_from_either_side():
    """Also where ways lead in one direction only."""
    rng = np.random.default_rng(8)
    xy = small.at(*rng.uniform(0, 10_000, (60, 2)))
    start, end = rng.integers(0, 60, (2, 400))
    network = from_edges(*xy.T, start, end, np.hypot(*(xy[start] - xy[end]).T) * 1.1)
    few, many = xy[:5] + 30, xy[20:45] - 20
    one = routes(network, few, many, LIMIT_M, 1)
    each = [routes(network, few, many[[n]], LIMIT_M, 1) for n in range(len(many))]
    assert np.allclose(one.metres, np.hstack([route.metres for route in each]), equal_nan=True)
    assert np.isfinite(one.metres).any()
    assert np.array_equal(one.from_end, np.hstack([route.from_end for route in each]))
    assert one.to_start == pytest.approx(DETOUR * network.snap(*few.T, 2_000)[1])


# ---- the way to the network ---------------------------------------------------------------------


def test_both_ends_far_from_the_network_and_near_each_other(table):
    """Two points 2 km apart, both 1.8 km from the road: by way of it 6.6 km."""
    network = line((11_800, 15_000), (11_800, 17_000))
    made = pair(over(table, network), "1001", "00AA00")
    assert (made["cycle_m"], made["method"]) == (2_540, "estimate")


def test_a_detour_hardly_longer_than_the_way_to_it_is_no_reason(table):
    """Each 600 m from a road of 2.6 km: by way of it 4.1 km, and 1.5 of that to come there."""
    network = line((10_600, 15_000), (10_600, 17_000), metres=2_600)
    made = pair(over(table, network), "1001", "00AA00")
    assert (made["cycle_m"], made["method"]) == (2_540, "estimate")


def test_a_long_way_over_the_network_stands_where_it_begins_near(table):
    """Round by the bridge, seen from 100 m beside the road."""
    network = line((9_900, 15_000), (3_000, 15_000), (3_000, 17_000), (9_900, 17_000))
    made = pair(over(table, network), "1001", "00AA00")
    assert (made["cycle_m"], made["method"]) == (15_800 + round(DETOUR * 200), "network")


def test_a_route_is_the_answer_where_the_estimate_is_known_to_be_too_short(table):
    network = line((11_500, 15_000), (11_500, 17_000))
    lost = table.assign(method=table["method"].cat.codes.map(lambda _: "unrouted"))
    lost["method"] = lost["method"].astype(table["method"].dtype)
    made = pair(over(lost, network), "1001", "00AA00")
    assert (made["cycle_m"], made["method"]) == (2_000 + round(DETOUR * 3_000), "network")


def test_nobody_comes_to_the_network_across_large_water():
    """A network of the north bank alone: the home on the south bank is not on it."""
    network = line((10_000, 20_300), (10_000, 23_000))
    homes, site = small.at((10_000, 19_700), (10_000, 20_500)), small.at((10_000, 23_000))
    wet, dry = (routes(network, homes, site, LIMIT_M, 1, barriers=b) for b in (None, small.water()))
    assert np.isfinite(wet.metres).all()
    assert np.isnan(dry.metres[0, 0])
    assert dry.metres[1, 0] == wet.metres[1, 0]


@given(
    st.lists(st.tuples(*[st.integers(0, 4_000)] * 2), min_size=4, max_size=12, unique=True),
    st.lists(st.booleans(), min_size=12, max_size=12),
    st.floats(1, 4),
)
@settings(max_examples=60)
def test_no_route_is_longer_than_the_estimate_by_the_way_to_it_nor_starts_on_water(
    places, ashore, detour
):
    """Any network, any points: the law that the table of distances keeps."""
    xy, half = small.at(*places), len(places) // 2
    nodes, points_ = xy[:half], xy[half:]
    start = np.arange(half - 1)
    both = np.r_[start, start + 1], np.r_[start + 1, start]
    metres = detour * np.hypot(*(nodes[both[0]] - nodes[both[1]]).T)
    entry = np.array(ashore[:half])
    network = from_edges(*nodes.T, *both, metres, entry=entry)
    on, _ = network.snap(*points_.T, 2_000)
    assert entry[on[on >= 0]].all()
    route = routes(network, points_, points_, LIMIT_M, 1)
    estimate = DETOUR * np.hypot(*(points_[:, None] - points_[None]).transpose(2, 0, 1))
    beside = np.add.outer(route.to_start, route.from_end)
    known = np.full(estimate.shape, METHODS.index("estimate"))
    made, method = put_over(estimate, known, route.metres, beside, LIMIT_M)
    longer = made > estimate + 0.01
    by_itself = route.metres - beside - estimate
    assert (by_itself >= -0.01)[longer].all()
    assert (by_itself >= beside - 0.01)[longer & (beside > 0.25 * estimate + 0.01)].all()
    assert (beside <= estimate + 0.01)[longer].all()
    beyond = np.isinf(route.metres)
    assert (made == LIMIT_M)[longer & beyond].all()
    assert (METHODS.index("network") == method)[longer & ~beyond].all()
    assert (made == estimate)[(method == METHODS.index("estimate")) & ~longer].all()


# ---- in steps, and written ----------------------------------------------------------------------


def test_steps_are_rounded_up_so_that_what_is_within_a_limit_stays_so():
    metres = np.array([0, 0.5, 10, 10.5, 9_999.9, 10_000, 10_000.5])
    assert distances.in_steps(metres).tolist() == [0, 1, 1, 2, 1_000, 1_000, 1_001]


def test_a_ride_that_is_a_shortcut_is_refused(table):
    short = table.assign(cycle_m=table["straight_m"] - 3)
    with pytest.raises(DataError, match="is shorter than the straight line"):
        distances.compact(short)


def written(table: pd.DataFrame, folder) -> distances.FromFile:
    path = folder / "distances.parquet"
    rows = checked("distances", distances.compact(table))
    distances.write(rows, points(HOMES), path)
    return distances.FromFile(path, points(HOMES), points(SITES))


def test_every_pair_is_read_as_it_was_found(table, tmp_path):
    rides = written(table, tmp_path)
    for row in table.itertuples():
        home, site = list(HOMES).index(row.home), list(SITES).index(row.site)
        # An estimate is worked out again, from metres that are not rounded.
        assert abs(int(rides.steps(site)[home]) - np.ceil(row.cycle_m / 10)) <= (
            row.method == "estimate"
        )
        assert METHODS[rides.method(site)[home]] == row.method
    # Further apart than the table goes: the straight line times the factor.
    island = DETOUR * np.hypot(43_000, 7_000)
    assert rides.steps(0)[2] == np.ceil(island / 10)
    assert METHODS[rides.method(0)[2]] == "estimate"


@pytest.mark.parametrize("near", [0, 800, 3_000, distances.FURTHEST])
def test_sites_at_hand_and_others_are_the_same_rides(near, table, tmp_path, monkeypatch):
    monkeypatch.setattr(distances, "NEAR_STEPS", near)
    rides = written(table, tmp_path)
    some = distances.at_hand(rides, np.array([2, 0]), len(HOMES))
    sites = np.array([0, 1, 2])
    steps = some.steps(sites)
    assert steps.dtype == np.uint16
    assert np.array_equal(steps, [rides.steps(site) for site in sites])
    assert np.array_equal(some.steps(sites, np.array([2, 0, 2])), steps[:, [2, 0, 2]])
    again = np.array([2, 0, 2, 1])
    assert np.array_equal(some.steps(again, sites), steps[again])
    assert np.array_equal(some.method(1), rides.method(1))
    nearest, best = some.nearest(sites)
    assert np.array_equal(best, steps.min(axis=0))
    assert np.array_equal(nearest, steps.argmin(axis=0))
    for limit in (0, 500, 1_000, 4_000):
        for row, near in enumerate(some.within(sites, limit)):
            assert np.array_equal(near, np.flatnonzero(steps[row] <= limit))
    nearest, best = some.nearest(sites[:0])
    assert set(best) == {distances.FURTHEST} and set(nearest) == {-1}


def test_distances_of_other_homes_are_refused(table, tmp_path):
    written(table, tmp_path)
    fewer = points({"1001": (10_000, 15_000)})
    with pytest.raises(DataError, match="other homes or sites"):
        distances.FromFile(tmp_path / "distances.parquet", fewer, points(SITES))


def test_a_damaged_file_says_how_to_make_it_again(tmp_path):
    (tmp_path / "distances.parquet").write_bytes(b"nothing")
    with pytest.raises(DataError, match="python -m geodata distances"):
        distances.FromFile(tmp_path / "distances.parquet", points(HOMES), points(SITES))
