"""Sites with candidates and no place: named, and what they take from the country."""

import pytest

from geodata.build.placeless import MOST_POINTS, placeless
from tests.support import grid


def country(lost: str, offers=grid.OFFERS, **place):
    """The grid with the place of a site unknown, and nobody near it but by that site."""
    sites = grid.sites().assign(name="School", municipality="west", postcode="1000 AA")
    sites.loc[sites["code"] == lost, ["x", "y"]] = None
    for column, value in place.items():
        sites.loc[sites["code"] == lost, column] = value
    homes = grid.homes().assign(code=[f"100{at}" for at in range(9)])
    homes["x"] *= 4
    homes["y"] *= 4
    regions = grid.regions().replace({"code": dict(zip("123456789", homes["code"], strict=True))})
    lies = grid.membership().assign(
        home=lambda rows: rows["home"].map(dict(zip("123456789", homes["code"], strict=True)))
    )
    return grid.country(
        sites=sites, homes=homes, regions=regions, membership=lies, offers=grid.offers(offers)
    )


def test_a_site_with_candidates_and_no_place_takes_who_lives_there():
    found = placeless(country("a", postcode="1002 AA"))
    assert found.lines == [
        f"no place: a School (west), 32 candidates or more in {grid.YEAR}, the newest; "
        f"takes 11.11 points in {grid.YEAR}"
    ]
    assert found.points == {grid.YEAR: pytest.approx(100 / 9)}
    assert found.jump == (
        "1 sites with candidates and no place take 11.11 points from the national share of "
        f"{grid.YEAR} (bound {MOST_POINTS:g}): a"
    )


def test_without_a_postcode_it_stands_in_the_middle_of_its_municipality():
    found = placeless(country("a", postcode=None))
    assert found.points == {grid.YEAR: pytest.approx(100 / 9)}
    nowhere = placeless(country("a", postcode=None, municipality=None))
    assert nowhere.lines[0].startswith("no place: a School (municipality unknown)")
    assert nowhere.points == {grid.YEAR: 0}


def test_a_site_that_takes_nothing_is_named_and_no_jump():
    found = placeless(country("c"))
    assert found.lines == [
        f"no place: c School (west), 30 candidates or more in {grid.YEAR}, the newest; "
        "takes nothing from the national share"
    ]
    assert found.jump == ""


def test_two_at_one_place_take_it_together():
    both = [*grid.OFFERS, ("lost", "PIE", "KB", 9, False)]
    tables = country("a", both, postcode="1002 AA")
    tables.sites.loc[tables.sites["code"] == "lost", "postcode"] = "1002 AA"
    found = placeless(tables)
    assert len(found.lines) == 2
    assert found.points == {grid.YEAR: pytest.approx(100 / 9)}


def test_where_every_site_has_a_place_nothing_is_said():
    found = placeless(country("lost"))
    assert (found.codes, found.lines, found.points) == ([], [], {grid.YEAR: 0})
    assert found.jump == ""


def test_a_site_without_candidates_is_not_named():
    assert placeless(country("c", grid.OFFERS[:-1])).lines == []
