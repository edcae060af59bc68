"""A programme that teaches several profiles as one: each is offered, and nobody counts twice."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.analysis.candidates import candidates_by_year, technical_share
from geodata.analysis.coverage import coverage, offering_sites, site_counts
from geodata.analysis.offer_history import began_or_ended, small_offers
from geodata.analysis.only_offer import only_offers
from geodata.analysis.similar import measures
from geodata.analysis.supply import candidates
from geodata.question import Question
from geodata.vocabulary import (
    BROAD,
    COMBINED,
    COUNTED,
    HARD,
    PROFILES,
    TRACKS,
    countable,
)
from tests.support import grid

BEFORE, YEAR = "2023-2024", "2024-2025"
#: At a the two profiles are taught as one, at b too and BWI apart as well; c teaches all three.
ROWS = [
    ("a", "BP", "BB", 8, False),
    ("b", "BP", "BB", None, True),
    ("b", "BWI", "BB", 12, False),
    ("c", "BPM", "KB", 7, False),
    ("c", "DP", "KB", 30, False),
]


@pytest.fixture(scope="module")
def tables():
    sites = grid.sites().assign(municipality=["west", "east", "east", None], place="Plaats")
    return grid.country(offers=grid.offers(ROWS), sites=sites.assign(name=sites["code"]))


def ask(profiles: str, tracks: tuple[str, ...] = TRACKS) -> Question:
    return Question(profiles, tracks, 1_000, YEAR)


def sums(tables, profiles: tuple[str, ...]) -> list[tuple[int, int]]:
    low, high = tables.set_range(YEAR, TRACKS, profiles)
    return list(zip(low.tolist(), high.tolist(), strict=True))[:3]


def test_each_profile_of_a_programme_is_offered(tables):
    offered = {
        profiles: offering_sites(tables, profiles, TRACKS, YEAR).tolist()[:3]
        for profiles in ("BWI", "PIE", "MT", "MVI", "hard", "allhard", "broad", "vbo")
    }
    assert offered == {
        "BWI": [True, True, True],
        "PIE": [True, True, True],
        "MT": [False, False, True],
        "MVI": [False, False, False],
        **{name: [True, True, True] for name in ("hard", "allhard", "broad", "vbo")},
    }
    assert site_counts(tables, YEAR) == {
        **{"BWI": 3, "PIE": 3, "MT": 1, "MVI": 0, "MAT": 0},
        **{"broad": 3, "broad_without_mvi": 3},
    }
    assert coverage(tables, ask("PIE"), "nl")["covered"].item() == 30
    assert coverage(tables, ask("PIE", ("KB",)), "nl")["covered"].item() == 10


def test_candidates_are_in_no_profile_and_once_in_a_sum(tables):
    assert sums(tables, ("PIE",)) == [(0, 0), (0, 0), (0, 0)]
    assert sums(tables, ("BWI",)) == [(0, 0), (12, 12), (0, 0)]
    assert sums(tables, ("BWI", "PIE")) == [(8, 8), (13, 16), (0, 0)]
    assert sums(tables, HARD) == [(8, 8), (13, 16), (7, 7)]
    assert sums(tables, BROAD) == sums(tables, HARD)
    assert sums(tables, PROFILES) == [(8, 8), (13, 16), (37, 37)]


def test_candidates_of_a_region_and_their_share(tables):
    # Codes in order: east with b and c, west with a.
    low, high = candidates(tables, ask("hard"), "municipality")
    assert (low.tolist(), high.tolist()) == ([20, 8], [23, 8])
    low, high = candidates(tables, ask("PIE"), "municipality")
    assert (low.tolist(), high.tolist()) == ([0, 0], [0, 0])
    share = technical_share(tables, "municipality", YEAR, TRACKS)
    columns = ["low", "high", "all_low", "all_high"]
    assert share[columns].to_numpy().tolist() == [[20, 23, 50, 53], [8, 8, 8, 8]]
    assert measures(tables, "municipality", YEAR, TRACKS)["technical_share"].tolist() == [
        pytest.approx(100 * 21.5 / 51.5),
        100,
    ]


def test_a_programme_has_a_row_of_its_own_by_year(tables):
    rows = candidates_by_year(tables, "nl", 0, TRACKS).set_index("profile")
    assert rows.index.tolist() == list(COUNTED)
    assert rows.loc["BP", ["low", "high", "sites"]].tolist() == [9, 12, 2]
    assert rows.loc["PIE", ["low", "high", "sites"]].tolist() == [0, 0, 3]
    assert rows.loc["BWI", ["low", "high", "sites"]].tolist() == [12, 12, 3]


def test_a_small_programme_is_one_small_offer(tables):
    found = small_offers(tables, "nl", 0, YEAR, TRACKS, 10)
    columns = ["site", "profile", "low", "high"]
    assert found[columns].to_numpy().tolist() == [
        ["b", "BP", 1, 4],
        ["c", "BPM", 7, 7],
        ["a", "BP", 8, 8],
    ]


def test_the_only_offer_of_each_profile_is_the_site(tables):
    found = only_offers(tables, ask("hard"))
    rows = found[found["site"] == "a"][["profile", "young_people"]].to_numpy().tolist()
    assert sorted(rows) == [["BWI", 10], ["PIE", 10], ["hard", 10]]


def history(before: list[tuple], after: list[tuple], **places) -> list[tuple[str, str, str]]:
    """Site, profile and change of what some offers of a year make of those before."""
    rows = [*((*row, BEFORE) for row in before), *((*row, YEAR) for row in after)]
    frames = [
        grid.offers([row[:5]], row[5])
        for row in [*rows, *(("c", "DP", "BB", 30, False, year) for year in (BEFORE, YEAR))]
    ]
    sites = grid.sites().assign(
        name="School",
        place="Plaats",
        postcode=["1001", "1002", "1003", "1004"],
        point_basis="PDOK 2026",
        municipality="east",
        **places,
    )
    tables = grid.country(offers=pd.concat(frames, ignore_index=True), sites=sites)
    found = began_or_ended(tables, "nl", 0, TRACKS, countable(BROAD))
    return list(found[["site", "profile", "change"]].itertuples(index=False, name=None))


APART = [("a", "BWI", "BB", 9, False), ("a", "PIE", "BB", 9, False)]
AS_ONE = [("a", "BP", "BB", 15, False)]


def test_taught_as_one_nothing_ends_and_nothing_begins():
    assert history(APART, AS_ONE) == []
    assert history(AS_ONE, APART) == []
    assert history(APART[:1], AS_ONE) == []
    assert history(AS_ONE, [("a", "BPM", "BB", 9, False)]) == []


def test_a_programme_begins_where_nothing_of_it_was_and_ends_where_some_of_it_goes():
    assert history([], AS_ONE) == [("a", "BP", "began")]
    assert history(AS_ONE, []) == [("a", "BP", "ended")]
    assert history(AS_ONE, APART[:1]) == [("a", "BP", "ended")]
    assert history([*APART, ("a", "MT", "BB", 5, False)], AS_ONE) == [("a", "MT", "ended")]


def test_a_school_that_moves_next_door_and_teaches_as_one_ends_nothing():
    apart = [("a", "BWI", "BB", 9, False), ("a", "PIE", "BB", 9, False)]
    places = {"x": [0.0, 100.0, 40_000.0, None], "y": [0.0, 0.0, 0.0, None]}
    assert history(apart, [("b", "BP", "BB", 15, False)], **places) == []
    assert history([("a", "BP", "BB", 15, False)], [("b", "PIE", "BB", 9, False)], **places) == []
    assert history(apart, [("b", "MVI", "BB", 15, False)], **places) == [
        ("b", "MVI", "began"),
        ("a", "BWI", "ended"),
        ("a", "PIE", "ended"),
    ]


def test_before_and_after_a_programme_no_numbers_are_compared():
    frames = [grid.offers(APART, BEFORE), grid.offers(AS_ONE, YEAR)]
    sites = grid.sites().assign(name="School", place="Plaats")
    tables = grid.country(offers=pd.concat(frames, ignore_index=True), sites=sites)
    (row,) = small_offers(tables, "nl", 0, YEAR, TRACKS, 20).itertuples()
    assert (row.profile, row.low) == ("BP", 15)
    assert pd.isna(row.before_low)
    assert pd.isna(row.before_high)


cells = st.tuples(
    st.sampled_from(["a", "b", "c"]), st.sampled_from([*PROFILES]), st.sampled_from(TRACKS)
)


@pytest.mark.slow
@settings(max_examples=40)
@given(st.dictionaries(cells, st.one_of(st.none(), st.integers(1, 60)), min_size=1, max_size=20))
def test_whatever_is_offered_every_candidate_counts_once(offers):
    rows = [(*cell, number, number is None) for cell, number in offers.items()]
    tables = grid.country(offers=grid.offers(rows))
    low, high = tables.set_range(YEAR, TRACKS, PROFILES)
    assert low.sum() == sum(number or 1 for number in offers.values())
    assert high.sum() == sum(number or 4 for number in offers.values())
    taught = {
        (site, profile) for site, code, _ in offers for profile in (code, *COMBINED.get(code, ()))
    }
    offered = tables.offered(YEAR, TRACKS, PROFILES)
    assert offered.sum() == len(taught)
