"""Which regions like this one grew, by hand on small tables, and on the tables that ship."""

import pandas as pd
import pytest

from geodata.analysis.coverage import shares
from geodata.analysis.examples import LIKE, MOST, examples, grew_most
from geodata.analysis.reach_by_year import gains
from geodata.analysis.similar import similar
from geodata.question import Question
from tests.support import grid
from tests.support.shipped import shipped

FIRST = "2018-2019"
#: Ten young people each; a stands on home 1, in west, and b on home 5, in east.
PIE = Question(profiles="PIE", threshold_m=5_000)
WEST = 1
A, B_NOW = ("a", "PIE", "BB", 20, False), ("b", "PIE", "BB", 12, False)


def region(code, points=0.0, more=0, before=100, distance=1.0):
    return {
        "code": code,
        "reach_points": points,
        "candidates_more": more,
        "candidates_before": before,
        "distance": distance,
    }


def codes(*regions):
    return grew_most(pd.DataFrame(regions))["code"].tolist()


def test_reach_comes_first_and_then_candidates_by_percent():
    grown = grew_most(
        pd.DataFrame(
            [
                region("a", more=20),
                region("b", points=1.5),
                region("c", more=30, before=50),
                region("d", points=4.0, more=12),
            ]
        )
    )
    assert grown["code"].tolist() == ["d", "b", "c"]
    assert grown["reach_grew"].tolist() == [True, True, False]
    assert grown["candidates_grew"].tolist() == [True, False, True]
    assert grown["candidates_percent"].tolist() == [12, 0, 60]


def test_little_growth_is_none():
    assert codes(region("a", points=0.99), region("b", more=9, before=0)) == []
    assert codes(region("a", more=10, before=101), region("b", points=float("nan"))) == []
    assert codes(region("a", points=1.0), region("b", more=10)) == ["a", "b"]


def test_of_equals_the_most_alike_and_then_by_code():
    three = [region(code, 2.0, distance=away) for code, away in (("c", 1), ("a", 2), ("b", 1))]
    assert codes(*three) == ["b", "c", "a"]


def test_points_that_do_not_count_give_no_place():
    assert codes(region("a", 0.9, more=10), region("b", 0.0, more=11)) == ["b", "a"]


def country(before, after, postcode_of_b="2B"):
    """The grid with the offers of two years; DP in both municipalities, so that they are alike."""
    sites = grid.sites().assign(
        place="Plaats",
        postcode=["1A", postcode_of_b, "3C", "4D"],
        point_basis="PDOK 2026",
        municipality=["west", "east", "east", "west"],
    )
    both = [("a", "DP", "BB", 5, False), ("c", "DP", "BB", 5, False)]
    offers = pd.concat([grid.offers([*before, *both], FIRST), grid.offers([*after, *both])])
    return grid.country(sites=sites, offers=offers)


def of_east(tables):
    """What west, which is compared with it, could learn from east."""
    return examples(tables, PIE, "municipality", WEST, FIRST)


def test_a_site_that_began_is_an_example():
    tables = country([A], [A, B_NOW])
    east = of_east(tables).iloc[0]
    # a reaches home 2 of the six in east; b on home 5 adds 5, 6 and 8.
    assert east["code"] == "east"
    assert (east["share_before"], east["share_after"]) == pytest.approx((100 / 6, 400 / 6))
    assert east["reach_points"] == pytest.approx(50)
    assert east[["reach_site", "reach_profiles", "reach_year_before"]].tolist() == [
        "b",
        "PIE",
        FIRST,
    ]
    assert east["candidates_more"] == 12 and east["candidates_site"] == "b"


def test_an_offer_that_moved_is_none():
    # b has nothing before: of one postcode it is a by another number.
    assert of_east(country([A], [B_NOW])).iloc[0]["reach_site"] == "b"
    assert of_east(country([A], [B_NOW], postcode_of_b="1A")).empty


def test_what_may_have_replaced_an_old_programme_is_none():
    assert of_east(country([A, ("b", "OTHER", "BB", 12, False)], [A, B_NOW])).empty


def test_a_masked_number_grows_by_what_is_certain():
    masked = ("b", "PIE", "BB", None, True)
    # Of 1 to 4 before, 13 is nine more at least, and 14 is ten.
    assert of_east(country([A, masked], [A, ("b", "PIE", "BB", 13, False)])).empty
    row = of_east(country([A, masked], [A, ("b", "PIE", "BB", 14, False)])).iloc[0]
    assert (row["candidates_more"], row["candidates_low_before"]) == (10, 1)
    assert not row["reach_grew"]


def test_only_those_alike_are_named_and_their_reach_grew_by_new_offers():
    tables = shipped().tables
    question = Question(year=tables.years[-1])
    named = 0
    for position in (0, 3, 9, 20):
        grown = examples(tables, question, "sto", position, FIRST)
        like = similar(tables, "sto", position, question.year, question.tracks, LIKE)
        assert set(grown.get("code", [])) <= set(like["code"][1:]) and len(grown) <= MOST
        for row in grown[grown["reach_grew"]].itertuples() if len(grown) else ():
            at = tables.regions_of("sto")["code"].tolist().index(row.code)
            sites = gains(tables, question, "sto", at, FIRST).set_index("site")["moved"]
            assert not sites[row.reach_site]
            assert row.share_after == shares(tables, question, "sto")[at]
            named += 1
    assert named


def test_nothing_is_like_the_country():
    tables = shipped().tables
    assert examples(tables, Question(year=tables.years[-1]), "nl", 0, FIRST).empty
