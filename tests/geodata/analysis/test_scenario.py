"""Changes of the offer on the grid, and what holds on any map."""

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.analysis.changed_offer import (
    NO_AREA,
    NO_POINT,
    NO_SITE,
    NOT_OFFERED,
    OFFERED,
    SAME_PLACE,
    all_possible,
    candidates_at,
    refused,
    taught_at,
)
from geodata.analysis.coverage import coverage, nearest_m, nearest_site, offering_rows, reach
from geodata.analysis.only_offer import dependent, endable_offers, only_here, only_offers
from geodata.analysis.scenario import (
    COLUMNS,
    became_only,
    choices_changed,
    further,
    hit_places,
    scenario,
)
from geodata.changes import MOVE, START, STOP, Change
from geodata.errors import DataError
from geodata.question import Question
from geodata.tables.distances import to_a_home
from geodata.tables.steps import FURTHEST, STEP_M
from geodata.vocabulary import ANY_TRACK, HARD, LEVELS, SINGLE, TRACKS
from tests.support import grid
from tests.support.any_country import countries


def ask(*changes: Change, profiles="hard", threshold=5_000, **more) -> Question:
    return Question(profiles, TRACKS, threshold, grid.YEAR, changes=changes, **more)


@pytest.fixture(scope="module")
def country():
    return grid.country(distances=grid.rides())


# ---- on the grid --------------------------------------------------------------------------------


def test_an_end_takes_what_depends_on_it(country):
    # Of MT b is the only one: homes 2, 4, 5, 6 and 8.
    table = scenario(country, ask(Change(STOP, "b", "MT"), profiles="MT"), "municipality")
    assert list(table) == list(COLUMNS)
    rows = table.set_index("code")
    assert rows[["covered_before", "covered_after", "lost", "gained"]].to_numpy().tolist() == [
        [40, 0, 40, 0],
        [10, 0, 10, 0],
    ]
    assert rows["share_after"].tolist() == [0, 0]
    assert rows["mean_km_after"].isna().all()


def test_a_start_in_a_postcode_area(country):
    # A new MT at home 9: within 5 km 6, 8 and 9 itself; only 9 gains.
    question = ask(Change(START, "9", "MT"), profiles="MT")
    row = scenario(country, question, "nl").iloc[0]
    assert (row["lost"], row["gained"], row["covered_after"]) == (0, 10, 60)
    assert nearest_site(country, question)[8] == len(country.placed_sites) + 8
    assert offering_rows(country, question).tolist() == [1, len(country.placed_sites) + 8]


def test_a_site_that_moves_takes_all_it_teaches(country):
    question = ask(Change(MOVE, "a", to="9"), profiles="BWI")
    near = np.flatnonzero(nearest_m(country, question) <= 5_000)
    assert near.tolist() == [5, 7, 8]
    assert refused(country, grid.YEAR, question.changes) == ()


def test_a_site_moves_with_what_it_has_left(country):
    changes = (Change(MOVE, "a", to="c"), Change(STOP, "a", "BWI"))
    assert not len(offering_rows(country, ask(*changes, profiles="BWI")))
    assert offering_rows(country, ask(*changes, profiles="PIE")).tolist() == [2]


def test_sites_change_places_at_once(country):
    changes = (Change(MOVE, "a", to="b"), Change(MOVE, "b", to="a"))
    assert offering_rows(country, ask(*changes, profiles="BWI")).tolist() == [1]
    assert offering_rows(country, ask(*changes, profiles="MT")).tolist() == [0]


def test_a_start_is_in_every_track_and_a_return_in_its_own(country):
    begun = Change(START, "a", "MT"), Change(STOP, "b", "MT"), Change(START, "b", "MT")
    asked = [replace(ask(*begun, profiles="MT"), tracks=(track,)) for track in TRACKS]
    assert [offering_rows(country, one).tolist() for one in asked] == [[0], [0, 1], [0]]


def test_a_site_that_has_vmbo_by_its_structure_alone_can_end_it():
    """c is in no exam file, and the only vmbo of who lives near it."""
    offers = grid.offers([("a", "BWI", "BB", 9, False)])
    country = grid.country(offers=offers)
    closed = ask(Change(STOP, "c"), profiles="vmbo")
    assert refused(country, grid.YEAR, closed.changes) == ()
    assert offering_rows(country, closed).tolist() == [0, 1]
    only = only_offers(country, closed.now).set_index("site")["young_people"]
    assert scenario(country, closed, "nl")["lost"].item() == only["c"] > 0
    # Of a profile nothing can end there.
    [(_, reason)] = refused(country, grid.YEAR, (Change(STOP, "c", "BWI"),))
    assert reason == NOT_OFFERED


def test_an_end_and_a_start_in_one_track():
    """a has BWI in two tracks; of a start in one the others keep what they had."""
    offers = grid.offers([("a", "BWI", track, 9, False) for track in ("BB", "KB")])
    country = grid.country(offers=offers)

    def rows(*changes: Change) -> list[list[int]]:
        asked = ask(*changes, profiles="BWI")
        return [
            offering_rows(country, replace(asked, tracks=(track,))).tolist() for track in TRACKS
        ]

    stop, start = (
        Change(STOP, "a", "BWI", tracks=("BB",)),
        Change(START, "a", "BWI", tracks=("GL",)),
    )
    assert rows(stop) == [[], [0], []]
    assert rows(stop, start) == [[], [0], [0]]
    assert rows(Change(STOP, "a", "BWI"), replace(stop, kind=START)) == [[0], [], []]
    assert rows(Change(START, "9", "BWI", tracks=("GL",)))[:2] == [[0], [0]]
    assert len(rows(Change(START, "9", "BWI", tracks=("GL",)))[2]) == 1
    gone = Change(STOP, "a", "BWI", tracks=("GL",))
    assert refused(country, grid.YEAR, (gone,)) == ((gone, NOT_OFFERED),)
    there = replace(start, tracks=("BB", "KB"))
    assert refused(country, grid.YEAR, (there,)) == ((there, OFFERED),)


def test_a_programme_without_one_of_its_profiles_is_the_other():
    offers = grid.offers([("a", "BP", "BB", 12, False), ("c", "DP", "BB", 30, False)])
    country = grid.country(offers=offers)
    stop = Change(STOP, "a", "BWI")
    assert not len(offering_rows(country, ask(stop, profiles="BWI")))
    assert offering_rows(country, ask(stop, profiles="PIE")).tolist() == [0]
    both = stop, Change(STOP, "a", "PIE")
    assert offering_rows(country, ask(*both, profiles="vbo")).tolist() == [2]


def test_any_school_ends_only_with_all_it_teaches(country):
    assert offering_rows(country, ask(Change(STOP, "b", "MT"), profiles="vmbo")).tolist() == [
        *range(3)
    ]
    assert offering_rows(country, ask(Change(STOP, "b"), profiles="vmbo")).tolist() == [0, 2]


def test_who_is_hit(country):
    # By bicycle 1 has b, with MT, at 9 km; 2 and 4 have it as near as a.
    question = ask(Change(STOP, "a", "BWI"), Change(STOP, "a", "PIE"), threshold=6_000)
    hit = hit_places(country, replace(question, distance="cycle"))
    assert hit[["postcode", "lost", "from_site", "to_site"]].to_numpy().tolist() == [
        ["1", 10, "a", "b"]
    ]
    assert hit[["km_before", "km_after"]].to_numpy().tolist() == [[0, 9]]


def test_who_keeps_only_the_other_profile(country):
    question = ask(Change(STOP, "b", "MT"), profiles="MT", threshold=7_100)
    hit = hit_places(country, question)
    # c, with DP, is near for 5, 6, 8 and 9.
    assert hit["only_dp"].sum() == 40
    assert hit["to_site"].isna().all() and hit["km_after"].isna().all()


def test_how_much_further_and_how_much_for_the_worst_off(country):
    # By bicycle 1 has b at 9 km instead of a at its door; nobody else goes further.
    question = ask(Change(STOP, "a"), threshold=6_000, distance="cycle")
    every = further(country, question)
    hit = nearest_m(country, question) > nearest_m(country, question.now)
    extra = (nearest_m(country, question) - nearest_m(country, question.now))[hit]
    assert every.young == 10 * hit.sum() and every.mean_m == pytest.approx(extra.mean())
    assert every.tenth_m == extra.max()
    nobody = further(country, question, np.zeros(9, bool))
    assert nobody.young == 0 and np.isnan(nobody.mean_m)
    ended = further(country, ask(Change(STOP, "b", "MT"), profiles="MT"))
    assert ended.young == 90 and np.isnan(ended.mean_m)


@pytest.mark.parametrize(("at_1", "tenth_m"), [(15.0, 14_150), (9.0, 6_190)])
def test_the_worst_off_are_a_tenth(at_1, tenth_m):
    # Without a home 1 goes 14.1 km further, to c, and 2 and 4 each 6.2 km.
    homes = grid.homes().assign(young_2021=[at_1, *[(100 - at_1) / 2] * 8])
    both = [("a", "PIE", "BB", 20, False), ("c", "PIE", "BB", 20, False)]
    tables = grid.country(homes=homes, offers=grid.offers(both))
    hit = further(tables, ask(Change(STOP, "a"), profiles="PIE"))
    assert hit.young == 100 and hit.tenth_m == tenth_m


def test_where_most_live_speaks_for_an_area():
    # 1 and 2 are one area: 20 of its 30 young people live at 2.
    names = {"postcode": ["1", "1", *"3456789"], "place": ["Klein", "Groot", *["Plaats"] * 7]}
    homes = grid.homes().assign(young_2021=[10.0, 20, *[10.0] * 7], **names)
    both = [("a", "PIE", "BB", 20, False), ("c", "PIE", "BB", 20, False)]
    tables = grid.country(homes=homes, offers=grid.offers(both))
    hit = hit_places(tables, ask(Change(STOP, "a"), profiles="PIE", threshold=3_000))
    row = hit.set_index("postcode").loc["1"]
    assert (row["place"], row["further"], row["lost"]) == ("Groot", 30, 10)


def test_what_starts_is_vmbo_where_there_was_none():
    sites = grid.sites().assign(has_vmbo=[True, True, False, True])
    tables = grid.country(sites=sites)
    starts = ask(Change(START, "c", "BWI"), profiles="vmbo")
    assert offering_rows(tables, starts.now).tolist() == [0, 1]
    assert offering_rows(tables, starts).tolist() == [0, 1, 2]


def test_who_can_choose_from_fewer_and_from_more(country):
    # a is near 1, 2 and 4; a start on 9 is near 6, 8 and 9, of which 9 had c, with DP, only.
    question = ask(Change(STOP, "a"), Change(START, "9", "BWI"))
    assert choices_changed(country, question) == (30, 30)
    assert choices_changed(country, question, np.arange(9) == 0) == (10, 0)


def test_what_becomes_the_only_offer(country):
    question = ask(Change(STOP, "a"), threshold=6_000)
    frame = became_only(country, question)
    became = dependent(country, question) & ~dependent(country, question.now)
    assert became.any() and frame["young_people"].sum() == 10 * became.sum()
    assert set(frame["row"]) == set(only_here(country, question)[became])


def test_what_a_site_teaches_and_for_how_many_after_changes(country):
    question = ask(Change(STOP, "a", "BWI"), Change(START, "c", "MT"))
    taught, was = (taught_at(country, one, HARD) for one in (question, question.now))
    assert [*zip(*np.nonzero(taught != was), strict=True)] == [(0, 0), (2, 2)]
    low, high = candidates_at(country, question, HARD)
    low_now, high_now = candidates_at(country, question.now, HARD)
    assert low_now[0, 0] > 0 and (low[0, 0], high[0, 0], high[2, 2]) == (0, 0, 0)
    assert high[1].tolist() == high_now[1].tolist()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (Change(STOP, "x", "MT"), NO_AREA),
        (Change(STOP, "99XX99", "MT"), NO_SITE),
        (Change(START, "lost", "MT"), NO_POINT),
        (Change(STOP, "a", "MT"), NOT_OFFERED),
        (Change(MOVE, "lost", to="a"), NO_POINT),
        (Change(MOVE, "a", to="a"), SAME_PLACE),
    ],
)
def test_what_cannot_be_is_left_out_and_said(country, change, reason):
    stop = Change(STOP, "b", "MT")
    assert refused(country, grid.YEAR, (change, stop)) == ((change, reason),)
    without, with_it = (
        coverage(country, ask(*all_of), "nl") for all_of in ([stop], [change, stop])
    )
    pd.testing.assert_frame_equal(without, with_it)
    with pytest.raises(DataError, match="cannot be made in 2024-2025"):
        all_possible(country, grid.YEAR, (change,))


def test_a_start_of_what_is_there_in_every_track_is_said():
    offers = grid.offers([("a", "BWI", track, 9, False) for track in TRACKS])
    change = Change(START, "a", "BWI")
    assert refused(grid.country(offers=offers), grid.YEAR, (change,)) == ((change, OFFERED),)


def test_a_ride_to_a_place_knows_of_water_by_the_rides_of_its_school(country):
    """Home 7 lies across the river from home 4, 5 km further: c is its school, 12 km by bicycle."""
    homes = country.homes[["x", "y"]].to_numpy(float)
    steps = to_a_home(homes, country.rides, 6) * STEP_M
    assert steps[6] == 0
    assert steps[3] == 29_000 - 12_000
    assert (steps >= 1.27 * np.hypot(*(homes - homes[6]).T)).all()
    nowhere = grid.rides(np.full((9, 3), 1e9, np.float32))
    assert (to_a_home(homes, nowhere, 6) == FURTHEST).all()


# ---- on any map ---------------------------------------------------------------------------------

SETS = ["hard", "PIE", "dp", "PIE,MT", "allhard", "vbo", "vmbo"]
CHANGES = [
    *(Change(STOP, site, profile) for site, profile in product("abc", ("", *SINGLE))),
    *(Change(START, place, profile) for place, profile in product("abc159", SINGLE)),
    *(Change(kind, site, "PIE", tracks=("BB",)) for kind, site in product((STOP, START), "ab")),
    *(Change(MOVE, site, to=place) for site, place in product("abc", "abc159")),
]
some_changes = st.lists(st.sampled_from(CHANGES), max_size=5).map(tuple)
distances = st.sampled_from(["straight", "cycle"])


@pytest.mark.slow
@settings(max_examples=20)
@given(countries(), some_changes, st.sampled_from(SETS), st.integers(0, 20_000), distances)
def test_it_is_the_answer_without_a_short_cut(country, changes, profiles, threshold, distance):
    """What is kept and changed equals what is asked of every place anew."""
    question = ask(*changes, profiles=profiles, threshold=threshold, distance=distance)
    if profiles != "allhard":
        rows = offering_rows(country, question)
        steps = country.steps(distance, rows)
        near = steps.min(axis=0) if len(rows) else np.full(9, FURTHEST)
        expected = np.where(near == FURTHEST, np.inf, near * STEP_M)
        assert nearest_m(country, question).tolist() == expected.tolist()
        within = (steps * STEP_M <= threshold).sum(axis=0)
        assert reach(country, question).choices.tolist() == within.tolist()
        nearest = rows[steps.argmin(axis=0)] if len(rows) else np.full(9, -1)
        assert nearest_site(country, question).tolist() == nearest.tolist()
    for level in ("nl", "municipality", "postcode"):
        table = scenario(country, question, level)
        np.testing.assert_allclose(
            table["lost"] - table["gained"], table["covered_before"] - table["covered_after"]
        )


@settings(max_examples=8)
@given(countries(), some_changes, st.sampled_from(SETS), st.randoms(use_true_random=False))
def test_the_order_of_changes_changes_nothing(country, changes, profiles, random):
    shuffled = random.sample(changes, len(changes))
    one, other = ask(*changes, profiles=profiles), ask(*shuffled, profiles=profiles)
    assert one == other
    # Nor does it where the changes are made, whatever order a question gives them.
    for kept in (changes, tuple(shuffled)):
        object.__setattr__(one, "changes", kept)
        assert offering_rows(country, one).tolist() == offering_rows(country, other).tolist()


@pytest.mark.slow
@settings(max_examples=8)
@given(countries(), st.sampled_from(SETS), st.integers(0, 20_000))
def test_every_end_is_what_the_only_offers_say_and_a_start_restores_it(
    country, profiles, threshold
):
    question = ask(profiles=profiles, threshold=threshold)
    only = only_offers(country, question).set_index(["site", "profile"])["young_people"]
    for part, site in product(endable_offers(profiles), "abc"):
        asked = replace(question, profiles=part)
        codes = [""] if part in ANY_TRACK else [one.upper() for one in part.split(",")]
        codes = ["BWI", "PIE", "MT"] if part == "hard" else codes
        ended = tuple(Change(STOP, site, code) for code in codes)
        lost = scenario(country, replace(asked, changes=ended), "nl")["lost"].item()
        assert lost == only.get((site, part), 0)
        taught = [c for c in ended if c.profile and not refused(country, grid.YEAR, (c,))]
        again = [Change(START, site, change.profile) for change in taught]
        back = replace(question, changes=(*taught, *again))
        pd.testing.assert_frame_equal(
            coverage(country, back, "postcode"), coverage(country, question, "postcode")
        )


# ---- on the shipped tables ----------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("profile", SINGLE)
def test_every_end_in_the_country(data, profile):
    """One by one they are what the table of the only offers says; ended and begun again all at once
    nothing is left of them."""
    tables, question = data.tables, Question(profile)
    only = only_offers(tables, question).set_index("site")["young_people"]
    young, before = tables.young(2021), nearest_m(tables, question) <= question.threshold_m
    ends = [
        Change(STOP, site, profile)
        for site in tables.codes_of_places[offering_rows(tables, question)]
    ]
    assert len(ends) >= 5
    for end in ends:
        after = nearest_m(tables, replace(question, changes=(end,))) <= question.threshold_m
        lost = young[before & ~after].sum()
        assert lost == pytest.approx(only.get(end.place, 0), abs=1e-6)
    again = [replace(end, kind=START) for end in ends]
    restored = replace(question, changes=(*ends, *again))
    pd.testing.assert_frame_equal(*(coverage(tables, one, "rmc") for one in (restored, question)))


@pytest.mark.parametrize("level", LEVELS)
def test_on_every_level_they_are_what_coverage_differs(data, level):
    every = (
        Change(STOP, "13OR01"),
        Change(START, "4501", "PIE"),
        Change(MOVE, "25GV07", to="8232"),
    )
    table = scenario(data.tables, Question(changes=every), level)
    differ = table["covered_before"] - table["covered_after"]
    np.testing.assert_allclose(table["lost"] - table["gained"], differ, atol=1e-6)
    assert table["lost"].sum() > 0
