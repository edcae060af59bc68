"""Only offers on the grid, and as the loss of coverage when a site ends its offer on any map."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.analysis.coverage import coverage, nearest_m, offering
from geodata.analysis.only_offer import (
    endable_offers,
    only_here,
    only_offers,
    only_offers_in,
)
from geodata.errors import DataError
from geodata.question import Question
from geodata.tables.reader import Tables
from geodata.vocabulary import PROFILES, TRACKS
from tests.support import grid
from tests.support.any_country import countries


def ask(profiles="hard", threshold=5_000, **more) -> Question:
    return Question(profiles, TRACKS, threshold, grid.YEAR, **more)


def rows(frame) -> list[tuple]:
    """The frame as plain rows, without an order among equals."""
    columns = [
        name for name in ("site", "profile", "young_people", "young_inside") if name in frame
    ]
    return sorted(frame[columns].itertuples(index=False, name=None))


@pytest.fixture(scope="module")
def country():
    sites = grid.sites().assign(
        municipality=["west", "east", "east", None], sto=["s1", "s1|s2", "", ""]
    )
    regions = grid.regions()
    sto = regions.head(2).assign(level="sto", code=["s1", "s2"], name=["s1", "s2"])
    lies = grid.membership()
    shared = lies[lies["level"] == "nl"].assign(level="sto", code=["s1"] * 6 + ["s2"] * 3)
    return grid.country(
        sites=sites,
        regions=pd.concat([regions, sto], ignore_index=True),
        membership=pd.concat([lies, shared]),
    )


# ---- on the grid --------------------------------------------------------------------------------


def test_each_profile_and_the_set(country):
    # Within 5 km of a: homes 1, 2 and 4; of b: 2, 4, 5, 6 and 8. Both have a technical offer for
    # 2 and 4, so for the set a is the only one at home 1 and b at 5, 6 and 8.
    assert rows(only_offers(country, ask())) == [
        ("a", "BWI", 30),
        ("a", "PIE", 30),
        ("a", "hard", 10),
        ("b", "MT", 50),
        ("b", "hard", 30),
    ]


def test_most_young_people_come_first(country):
    ranked = only_offers(country, ask())
    assert ranked["young_people"].tolist() == [50, 30, 30, 30, 10]
    assert ranked.loc[0, ["site", "row", "profile"]].tolist() == ["b", 1, "MT"]


def test_the_threshold_itself_is_within(country):
    assert rows(only_offers(country, ask("BWI", 4_999))) == [("a", "BWI", 10)]
    assert rows(only_offers(country, ask("BWI", 5_000))) == [("a", "BWI", 30)]


def test_young_people_are_those_of_the_asked_year():
    homes = grid.homes().assign(young_2025=[1.0, 2, 4, 8, 16, 32, 64, 128, 256])
    found = only_offers(grid.country(homes=homes), ask("BWI", population=2025))
    assert rows(found) == [("a", "BWI", 11)]


def test_a_site_on_which_nobody_depends_is_left_out():
    homes = grid.homes().assign(young_2021=[0.0, 10, 10, 10, 10, 10, 10, 10, 10])
    found = only_offers(grid.country(homes=homes), ask())
    assert ("a", "hard") not in set(zip(found["site"], found["profile"], strict=True))
    # Home 1 still has only a, though nobody lives there.
    assert only_here(grid.country(homes=homes), ask())[0] == 0


def test_a_second_site_with_the_profile_makes_neither_the_only_one():
    offers = grid.offers([*grid.OFFERS, ("b", "BWI", "GL", None, True)])
    found = only_offers(grid.country(offers=offers), ask("BWI"))
    assert rows(found) == [("a", "BWI", 10), ("b", "BWI", 30)]


def test_a_site_without_a_place_is_no_other_offer():
    offers = grid.offers([*grid.OFFERS, ("lost", "BWI", "BB", 9, False)])
    assert rows(only_offers(grid.country(offers=offers), ask("BWI"))) == [("a", "BWI", 30)]


def test_no_offer_at_all_is_no_row(country):
    found = only_offers(country, ask("MAT"))
    assert found.empty
    assert found.columns.tolist() == ["site", "row", "profile", "young_people"]
    assert (only_here(country, ask("MAT")) == -1).all()
    assert only_offers_in(country, ask("MAT"), "nl", 0)["young_inside"].empty


def test_by_the_ride():
    country = grid.country(distances=grid.rides())
    # At most 6 km: of a homes 1, 2 and 4; of b 2, 4, 5 and 6. Nobody crosses the river.
    assert rows(only_offers(country, ask(threshold=6_000, distance="cycle"))) == [
        ("a", "BWI", 30),
        ("a", "PIE", 30),
        ("a", "hard", 10),
        ("b", "MT", 40),
        ("b", "hard", 20),
    ]


def test_the_three_are_each_counted_apart(country):
    assert rows(only_offers(country, ask("allhard"))) == [
        ("a", "BWI", 30),
        ("a", "PIE", 30),
        ("b", "MT", 50),
    ]
    assert (only_here(country, ask("allhard")) == only_here(country, ask("hard"))).all()


@pytest.mark.parametrize("profiles", ["vbo", "vmbo"])
def test_a_kind_of_school_is_one_offer(country, profiles):
    # c too: home 9 has c only; 6 and 8 have b and c.
    assert rows(only_offers(country, ask(profiles))) == [
        ("a", profiles, 10),
        ("b", profiles, 10),
        ("c", profiles, 10),
    ]


@pytest.mark.parametrize(
    ("profiles", "expected"),
    [
        ("hard", ("BWI", "PIE", "MT", "hard")),
        ("broad", ("BWI", "PIE", "MT", "MVI", "MAT", "broad")),
        ("MT", ("MT",)),
        ("dp", ("dp",)),
        ("PIE,MT", ("PIE", "MT", "PIE,MT")),
        ("allhard", ("BWI", "PIE", "MT")),
        ("vbo", ("vbo",)),
    ],
)
def test_what_a_site_can_end(profiles, expected):
    assert endable_offers(profiles) == expected


def test_the_only_site_per_home(country):
    assert only_here(country, ask()).tolist() == [0, -1, -1, -1, 1, 1, -1, 1, -1]


def test_a_profile_that_is_not_there_is_said(country):
    with pytest.raises(DataError, match="unknown profile 'hout'"):
        only_offers(country, ask("hout"))


def test_a_region_counts_all_and_those_inside(country):
    regions = country.regions_of("municipality")["code"].tolist()
    # a stands in the west: of homes 1, 2 and 4 the second lies in the east.
    assert rows(only_offers_in(country, ask(), "municipality", regions.index("west"))) == [
        ("a", "BWI", 30, 20),
        ("a", "PIE", 30, 20),
        ("a", "hard", 10, 10),
    ]
    # b stands in the east; home 4 lies in the west.
    assert rows(only_offers_in(country, ask(), "municipality", regions.index("east"))) == [
        ("b", "MT", 50, 40),
        ("b", "hard", 30, 30),
    ]


def test_a_member_of_two_regions_counts_in_both(country):
    # Homes 1 to 6 lie in s1, 7 to 9 in s2; b is a member of both.
    ours = [only_offers_in(country, ask("MT"), "sto", position) for position in (0, 1)]
    assert [rows(frame) for frame in ours] == [[("b", "MT", 50, 40)], [("b", "MT", 50, 10)]]


@pytest.mark.parametrize("part", ["BWI", "PIE", "MT", "hard"])
def test_the_figure_that_coverage_loses(country, part):
    found = only_offers(country, ask()).set_index(["site", "profile"])["young_people"]
    before = coverage(country, ask(part), "nl")["covered"].item()
    for site in grid.SITES:
        after = coverage(ended(country, site, part), ask(part), "nl")["covered"].item()
        assert found.get((site, part), 0) == before - after


# ---- on any map ---------------------------------------------------------------------------------

SETS = ["hard", "broad", "PIE", "dp", "PIE,MT", "allhard", "vbo", "vmbo"]


def ended(tables: Tables, site: str, part: str) -> Tables:
    """The tables as they are when the site ends a profile, or all that is asked."""
    if part == "vmbo":
        sites = tables.sites
        return replace(
            tables, sites=sites.assign(has_vmbo=sites["has_vmbo"] & (sites["code"] != site))
        )
    profiles = {
        "hard": ["BWI", "PIE", "MT"],
        "broad": ["BWI", "PIE", "MT", "MVI", "MAT"],
        "dp": ["DP"],
        "vbo": list(PROFILES),
    }.get(part, part.split(","))
    offers = tables.offers
    lost = (offers["site"] == site) & offers["profile"].isin(profiles)
    # The year itself remains a year with an exam file, even when nothing is left of it.
    other = grid.offers([("lost", "OTHER", "BB", 9, False)])
    kept = offers[~lost]
    return replace(tables, offers=kept if len(kept) else other)


@pytest.mark.slow
@settings(max_examples=40)
@given(
    countries(),
    st.sampled_from(SETS),
    st.integers(0, 20_000),
    st.sampled_from(["straight", "cycle"]),
)
def test_it_is_what_coverage_loses(country, profiles, threshold, distance):
    question = ask(profiles, threshold, distance=distance)
    young = country.young(2021)
    found = only_offers(country, question).set_index(["site", "profile"])["young_people"]
    for part in endable_offers(profiles):
        asked = replace(question, profiles=part)
        near = nearest_m(country, asked) <= threshold
        for row, site in enumerate(country.placed_sites["code"]):
            lost = near & (nearest_m(ended(country, site, part), asked) > threshold)
            assert found.get((site, part), 0) == young[lost].sum()
            assert ((only_here(country, asked) == row) == lost).all()


@pytest.mark.slow
@settings(max_examples=25)
@given(countries(), st.sampled_from(SETS), st.integers(0, 20_000))
def test_the_only_site_is_the_one_within_reach(country, profiles, threshold):
    question = ask(profiles, threshold)
    offered = np.flatnonzero(offering(country, profiles, TRACKS, grid.YEAR))
    near = country.metres("straight", offered) <= threshold
    expected = [offered[row][0] if row.sum() == 1 else -1 for row in near]
    assert only_here(country, question).tolist() == expected


@pytest.mark.slow
@settings(max_examples=25)
@given(countries(), st.sampled_from(SETS), st.integers(0, 20_000))
def test_regions_add_up_to_the_country(country, profiles, threshold):
    question = ask(profiles, threshold)
    whole = only_offers(country, question)
    known = whole["site"].isin(country.sites.dropna(subset="municipality")["code"])
    parts_of = [only_offers_in(country, question, "municipality", at) for at in (0, 1)]
    assert sum(frame["young_people"].sum() for frame in parts_of) == pytest.approx(
        whole.loc[known, "young_people"].sum()
    )
    for frame in parts_of:
        assert (frame["young_inside"] <= frame["young_people"]).all()
    everywhere = only_offers_in(country, question, "nl", 0)
    assert rows(everywhere.drop(columns="young_inside")) == rows(whole)
    assert (everywhere["young_inside"] == everywhere["young_people"]).all()
