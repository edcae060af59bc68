"""Reach in every exam year, and the sites that changed it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from geodata.analysis.coverage import coverage, shares
from geodata.analysis.reach_by_year import has_years, made_by, shares_by_year
from geodata.changes import parse_changes
from geodata.question import Question
from tests.support import grid
from tests.support.shipped import shipped

FIRST, LAST = "2018-2019", grid.YEAR
QUESTION = Question(profiles="PIE", threshold_m=5_000)


def country(before, after):
    """The grid with the offers of two years, sites with the columns that a history asks."""
    sites = grid.sites().assign(
        place="Plaats", postcode=["1A", "2B", "3C", "4D"], point_basis="PDOK 2026", municipality="x"
    )
    offers = pd.concat([grid.offers(before, FIRST), grid.offers(after, LAST)])
    return grid.country(sites=sites, offers=offers)


def test_a_year_has_the_sites_of_that_year():
    # a stands on home 1 and reaches 1, 2 and 4; c on home 9 and reaches 6, 8 and 9.
    a, c = ("a", "PIE", "BB", 20, False), ("c", "PIE", "BB", 5, False)
    tables = country([a, c], [c])
    assert shares_by_year(tables, QUESTION, "nl", 0) == pytest.approx((200 / 3, 100 / 3))
    west = tables.regions_of("municipality")["code"].tolist().index("west")
    assert shares_by_year(tables, QUESTION, "municipality", west) == pytest.approx((200 / 3, 0))


def test_of_all_three_a_year_must_have_each():
    a = [("a", code, "BB", 20, False) for code in ("BWI", "PIE", "MT")]
    tables = country(a, a[:2])
    question = replace(QUESTION, profiles="allhard")
    assert shares_by_year(tables, question, "nl", 0) == pytest.approx((100 / 3, 0))
    _, losses = made_by(tables, question, "nl", 0, FIRST)
    assert losses[["site", "profiles"]].to_numpy().tolist() == [["a", "MT"]]


def test_gains_and_losses_are_of_the_site_that_made_them():
    a, b = ("a", "PIE", "BB", 20, False), ("b", "PIE", "BB", 9, False)
    tables = country([a], [b])
    gains, losses = made_by(tables, QUESTION, "nl", 0, FIRST)
    # b stands on home 5: 2, 4, 5, 6 and 8. Homes 2 and 4 had a, and lose nothing.
    assert gains[["site", "profiles", "young_people", "moved"]].to_numpy().tolist() == [
        ["b", "PIE", 30.0, False]
    ]
    assert losses[["site", "young_people"]].to_numpy().tolist() == [["a", 10.0]]
    assert {*gains["year_before"], *losses["year_before"]} == {FIRST}
    assert {*gains["year_after"], *losses["year_after"]} == {LAST}


@pytest.mark.parametrize(("young", "sites"), [(0.2, ["a"]), (0.16, [])])
def test_less_than_half_a_person_is_nobody(young, sites):
    # Three homes have it from a.
    before, after = ("c", "DP", "BB", 5, False), ("a", "PIE", "BB", 20, False)
    tables = replace(country([before], [after]), homes=grid.homes(young))
    assert made_by(tables, QUESTION, "nl", 0, FIRST)[0]["site"].tolist() == sites


def test_gains_less_losses_are_the_change():
    data = shipped()
    first, last = data.tables.years[0], data.tables.years[-1]
    question = Question(profiles="MT", year=last)
    covered = [
        coverage(data.tables, replace(question, year=year), "nl")["covered"].iloc[0]
        for year in (first, last)
    ]
    gains, losses = made_by(data.tables, question, "nl", 0, first)
    change = gains["young_people"].sum() - losses["young_people"].sum()
    assert change == pytest.approx(covered[1] - covered[0], abs=len(gains) + len(losses))


def test_what_has_another_number_or_place_is_no_gain_of_the_offer():
    # By the exam files Marne College in Bolsward moved; it did not begin.
    data = shipped()
    question = Question(profiles="MT", year=data.tables.years[-1])
    gains, _ = made_by(data.tables, question, "nl", 0, data.tables.years[0])
    assert gains.loc[gains["moved"], "site"].tolist() == ["25GB02"]


@pytest.mark.parametrize("profiles", ["hard", "allhard"])
@pytest.mark.parametrize("distance", ["straight", "cycle"])
def test_every_year_is_that_of_coverage(profiles, distance):
    tables = shipped().tables
    question = Question(profiles=profiles, distance=distance)
    for level, position in (("nl", 0), ("labour_region", 5)):
        of_coverage = [
            shares(tables, replace(question, year=year), level)[position] for year in tables.years
        ]
        assert np.allclose(shares_by_year(tables, question, level, position), of_coverage)


def test_what_is_supposed_has_no_years():
    assert has_years(QUESTION)
    assert not has_years(Question(profiles="vmbo"))
    assert not has_years(replace(QUESTION, changes=parse_changes("stop:13OR01")))
