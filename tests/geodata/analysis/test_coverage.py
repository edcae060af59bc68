"""Coverage on a grid that can be checked by hand, and properties that hold on any map."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.analysis.coverage import (
    NOTHING,
    ONLY_DP,
    WITHIN,
    _p90_m,
    coverage,
    curve,
    is_near,
    nearest_m,
    nearest_site,
    only_straight,
    reach,
    shares,
    site_counts,
    states,
)
from geodata.errors import DataError
from geodata.question import Question, ride_m
from tests.support import grid

ALL = ("BB", "KB", "GL")


def ask(profiles="hard", threshold=5_000, tracks=ALL, **more) -> Question:
    return Question(profiles, tracks, threshold, grid.YEAR, **more)


#: From a home to the next but one: 7,071 m, in whole tens rounded up.
DIAGONAL = 7_080


@pytest.fixture(scope="module")
def country():
    return grid.country()


def test_nearest_is_the_straight_line(country):
    expected = [0, 5000, DIAGONAL, 5000, 0, 5000, DIAGONAL, 5000, DIAGONAL]
    assert reach(country, ask()).nearest_m.tolist() == expected


def test_threshold_itself_is_within(country):
    assert coverage(country, ask(threshold=5_000), "nl")["covered"].item() == 60
    assert coverage(country, ask(threshold=4_999), "nl")["covered"].item() == 20


def test_one_row_of_the_country(country):
    row = coverage(country, ask(), "nl").iloc[0]
    assert row["young_people"] == 90
    assert row["share"] == pytest.approx(100 * 6 / 9)
    assert row["not_covered"] == 30
    assert row["mean_km"] == pytest.approx((4 * 5 + 3 * DIAGONAL / 1000) / 9)
    assert row["p90_km"] == pytest.approx(DIAGONAL / 1000)
    # Home 1: a; 2 and 4: a and b; 5: b; 6 and 8: b; the corners 3, 7 and 9: none.
    assert row["choices"] == pytest.approx((1 + 2 + 2 + 1 + 1 + 1) / 9)


def test_municipalities_add_up_to_the_country(country):
    parts = coverage(country, ask(), "municipality").set_index("code")
    assert parts.loc["west", "young_people"] == 30
    assert parts.loc["west", "covered"] == 20
    assert parts["covered"].sum() == coverage(country, ask(), "nl")["covered"].item()


def test_tracks_are_asked_apart(country):
    assert coverage(country, ask("MT", 0, ("BB",)), "nl")["covered"].item() == 0
    assert coverage(country, ask("MT", 0, ("KB",)), "nl")["covered"].item() == 10


def test_a_masked_offer_is_an_offer(country):
    assert coverage(country, ask("MT", 0), "nl")["covered"].item() == 10


def test_all_hard_asks_for_each_of_the_three(country):
    # BWI and PIE at home 1, MT at home 5: within 5 km of both are homes 2 and 4.
    assert coverage(country, ask("allhard"), "nl")["covered"].item() == 20
    near = reach(country, ask("allhard"))
    assert near.nearest_m[0] == DIAGONAL
    assert near.choices.tolist() == [0, 1, 0, 1, 0, 0, 0, 0, 0]


def test_three_states(country):
    found = states(country, ask(threshold=5_000))
    expected = [WITHIN, WITHIN, NOTHING, WITHIN, WITHIN, WITHIN, NOTHING, WITHIN, ONLY_DP]
    assert found.tolist() == expected
    row = coverage(country, ask(), "nl").iloc[0]
    assert (row["covered"], row["only_dp"], row["not_covered"]) == (60, 10, 30)


def test_dp_itself_has_no_middle_state(country):
    assert set(states(country, ask("dp")).tolist()) == {WITHIN, NOTHING}


def test_any_vocational_site_counts_whatever_the_track(country):
    assert coverage(country, ask("vbo", 0, ("GL",)), "nl")["covered"].item() == 30


def test_vmbo_follows_the_address_file():
    sites = grid.sites().assign(has_vmbo=[True, False, False, False])
    country = grid.country(sites=sites)
    assert coverage(country, ask("vmbo", 0), "nl")["covered"].item() == 10


def test_no_offer_at_all_is_no_distance(country):
    row = coverage(country, ask("MAT"), "nl").iloc[0]
    assert row["share"] == 0
    assert np.isnan(row["mean_km"]) and np.isnan(row["p90_km"])
    assert np.isinf(reach(country, ask("MAT")).nearest_m).all()


def test_a_region_without_young_people_has_no_share():
    homes = grid.homes()
    homes.loc[homes["municipality"] == "west", "young_2021"] = 0
    parts = coverage(grid.country(homes=homes), ask(), "municipality").set_index("code")
    assert np.isnan(parts.loc["west", "share"])
    assert parts.loc["west", "not_covered"] == 0
    assert parts.loc["east", "young_people"] == 60


def test_a_site_without_a_place_is_counted_but_not_reached():
    offers = grid.offers([*grid.OFFERS, ("lost", "MAT", "BB", 9, False)])
    country = grid.country(offers=offers)
    assert site_counts(country, grid.YEAR)["MAT"] == 1
    assert coverage(country, ask("MAT"), "nl")["covered"].item() == 0


def test_counts_are_of_distinct_sites(country):
    counts = site_counts(country, grid.YEAR)
    assert (counts["BWI"], counts["PIE"], counts["MT"], counts["broad"]) == (1, 1, 1, 2)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (ask("hout"), "unknown profile 'hout'"),
        (Question("hard", ALL, 1, "1999-2000"), "no exam file of 1999-2000"),
        (ask(population=1900), "no population of 1900"),
    ],
)
def test_what_cannot_be_asked_is_said(country, question, said):
    with pytest.raises(DataError, match=said):
        coverage(country, question, "nl")


def test_unknown_level_is_said(country):
    with pytest.raises(DataError, match="unknown level 'dorp'"):
        coverage(country, ask(), "dorp")


# ---- by the ride --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ridden():
    """The same country with rides: a river runs south of homes 7, 8 and 9."""
    return grid.country(distances=grid.rides())


def ride(profiles="hard", threshold=6_000, **more) -> Question:
    return ask(profiles, threshold, distance="cycle", **more)


def test_nearest_by_the_ride(ridden):
    expected = [0, 6000, 8000, 6000, 0, 6000, 28_000, 26_000, 28_000]
    assert reach(ridden, ride()).nearest_m.tolist() == expected
    # As the crow flies nothing changes.
    assert reach(ridden, ask()).nearest_m == pytest.approx(reach(grid.country(), ask()).nearest_m)


def test_coverage_by_the_ride(ridden):
    row = coverage(ridden, ride(), "nl").iloc[0]
    # Homes 1, 2, 4, 5 and 6; of the others 8 and 9 have DP at c.
    assert (row["covered"], row["only_dp"], row["not_covered"]) == (50, 20, 40)
    assert row["mean_km"] == pytest.approx((0 + 6 + 8 + 6 + 0 + 6 + 28 + 26 + 28) / 9)
    assert row["p90_km"] == 28
    assert row["choices"] == pytest.approx((1 + 2 + 0 + 2 + 1 + 1) / 9)
    assert coverage(ridden, ride(threshold=5_999), "nl")["covered"].item() == 20


def test_all_three_by_the_ride(ridden):
    expected = [9000, 6000, 12_000, 6000, 8000, 14_000, 32_000, 34_000, 38_000]
    assert reach(ridden, ride("allhard")).nearest_m.tolist() == expected


def test_minutes_are_metres_at_a_speed(ridden):
    assert ride_m(30, 16) == 8_000
    assert ride_m(30, 20) == 10_000
    covered = [
        coverage(ridden, ride(threshold=ride_m(minutes, speed)), "nl")["covered"].item()
        for minutes, speed in ((22, 16), (22.5, 16), (30, 16), (18, 20))
    ]
    assert covered == [20, 50, 60, 50]


def test_near_as_the_crow_flies_and_not_by_the_ride(ridden):
    found = only_straight(ridden, ask(threshold=5_000), ride(threshold=6_000))
    assert np.flatnonzero(found).tolist() == [7]
    assert not only_straight(ridden, ask(threshold=5_000), ride(threshold=40_000)).any()


def test_the_nearest_site_by_the_ride(ridden):
    by_ride = nearest_site(ridden, ride("broad"))
    assert by_ride[[0, 4, 8]].tolist() == [0, 1, 1]
    assert by_ride[2] == 1
    # DP is at c only, whatever the way.
    assert (nearest_site(ridden, ride("dp")) == 2).all()
    assert (nearest_site(ridden, ride("MAT")) == -1).all()
    # By the straight line home 7 has b nearest, by the ride c on its own bank.
    assert nearest_site(ridden, ask("vbo"))[6] == 1
    assert nearest_site(ridden, ride("vbo"))[6] == 2


@pytest.mark.parametrize("distance", ["straight", "cycle"])
def test_of_one_home_the_nearest_is_what_it_is_of_all(ridden, distance):
    sites = np.arange(len(ridden.placed_sites))
    row, steps = ridden.nearest(distance, sites)
    for home in range(len(row)):
        alone = ridden.nearest(distance, sites, np.array([home]))
        assert [one.item() for one in alone] == [row[home], steps[home]]


@pytest.mark.parametrize("distance", ["straight", "cycle"])
@pytest.mark.parametrize("profiles", ["hard", "allhard", "dp"])
def test_the_curve_is_the_share_at_every_threshold(ridden, distance, profiles):
    limits = np.array([0, 5_000, 5_999, 6_000, 8_000, 12_000, 28_000, 40_000])
    for level in ("nl", "municipality"):
        for position in range(len(ridden.regions_of(level))):
            found = curve(ridden, ask(profiles, distance=distance), level, position, limits)
            expected = [
                coverage(ridden, ask(profiles, limit, distance=distance), level)["share"][position]
                for limit in limits
            ]
            assert found.tolist() == pytest.approx(expected)
            assert (np.diff(found) >= 0).all()


def test_the_curve_where_nobody_lives():
    empty = grid.country(homes=grid.homes(young=0.0), distances=grid.rides())
    assert np.isnan(curve(empty, ride(), "nl", 0, np.array([5_000.0]))).all()


def test_without_rides_it_is_said_how_to_make_them(country):
    with pytest.raises(DataError, match="python -m geodata distances"):
        coverage(country, ride(), "nl")


# ---- on any map ---------------------------------------------------------------------------------

places = st.integers(0, 20_000).map(float)


@st.composite
def countries(draw):
    """The grid with young people and sites anywhere."""
    young = draw(st.lists(st.integers(0, 50), min_size=9, max_size=9))
    homes = grid.homes().assign(young_2021=[float(count) for count in young])
    sites = grid.sites()
    sites.loc[:2, "x"] = draw(st.lists(places, min_size=3, max_size=3))
    sites.loc[:2, "y"] = draw(st.lists(places, min_size=3, max_size=3))
    return grid.country(homes=homes, sites=sites)


@pytest.mark.slow
@settings(max_examples=40)
@given(countries(), st.integers(0, 30_000), st.integers(0, 30_000))
def test_a_wider_threshold_never_covers_fewer(country, one, other):
    near, far = sorted((one, other))
    fewer = coverage(country, ask(threshold=near), "nl")["covered"].item()
    more = coverage(country, ask(threshold=far), "nl")["covered"].item()
    assert fewer <= more


@pytest.mark.slow
@settings(max_examples=40)
@given(countries(), st.floats(0, 1e6), st.sampled_from(["hard", "broad", "MT", "allhard"]))
def test_near_is_no_further_than_the_threshold(country, threshold, profiles):
    question = ask(profiles, threshold)
    near = nearest_m(country, question) <= threshold
    assert np.array_equal(is_near(country, question), near)


@pytest.mark.slow
@settings(max_examples=40)
@given(countries(), st.integers(0, 30_000), st.sampled_from(["hard", "broad", "MT", "allhard"]))
def test_sums_over_regions_are_the_country(country, threshold, profiles):
    question = ask(profiles, threshold)
    whole = coverage(country, question, "nl").iloc[0]
    for level in ("municipality", "postcode"):
        parts = coverage(country, question, level)
        for column in ("young_people", "covered", "only_dp", "not_covered"):
            assert parts[column].sum() == pytest.approx(whole[column])


@pytest.mark.slow
@settings(max_examples=40)
@given(countries(), st.integers(0, 30_000))
def test_states_and_shares_agree(country, threshold):
    row = coverage(country, ask(threshold=threshold), "nl").iloc[0]
    assert row["covered"] + row["not_covered"] == pytest.approx(row["young_people"])
    assert 0 <= row["only_dp"] <= row["not_covered"]
    share = shares(country, ask(threshold=threshold), "nl")[0]
    assert np.isnan(share) or share == pytest.approx(100 * row["covered"] / row["young_people"])


@pytest.mark.parametrize("kind", [np.int16, np.int32, np.int64])
def test_p90_is_of_the_region_itself_however_many_there_are_and_however_their_rows_are_kept(kind):
    rows = np.repeat(np.arange(5_000, dtype=kind), 10)
    steps = np.tile(np.arange(1, 11, dtype=np.uint16), 5_000)
    assert (_p90_m(rows, np.ones(len(rows)), steps, 5_000) == 90).all()


@pytest.mark.slow
@settings(max_examples=40)
@given(countries())
def test_p90_is_the_plain_definition(country):
    young = country.young(2021)
    if not young.sum():
        return
    metres = reach(country, ask()).nearest_m
    repeated = np.sort(np.repeat(metres, young.astype(int)))
    expected = repeated[int(np.ceil(0.9 * len(repeated))) - 1]
    found = coverage(country, ask(), "nl")["p90_km"].item() * 1000
    assert found == pytest.approx(expected, abs=0.01)


@pytest.mark.slow
@settings(max_examples=40)
@given(countries(), st.integers(0, 30_000))
def test_all_three_are_never_nearer_than_one(country, threshold):
    three = reach(country, ask("allhard", threshold))
    for one in ("BWI", "PIE", "MT"):
        single = reach(country, ask(one, threshold))
        assert (three.nearest_m >= single.nearest_m).all()
        assert (three.choices <= single.choices).all()
