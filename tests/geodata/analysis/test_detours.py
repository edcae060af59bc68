"""Rides that are far longer than they look, on the grid that can be checked by hand."""

import pytest

from geodata.__main__ import main
from geodata.analysis.detours import long_rides
from geodata.commands import check, crossings
from geodata.tables.reader import PREPARED
from tests.support import grid


def country(**changes):
    sites = grid.sites().assign(place=["A", "B", "C", "nowhere"], municipality="east")
    return grid.country(**({"sites": sites, "distances": grid.rides()} | changes))


def test_pairs_of_places_with_a_long_ride():
    homes = grid.homes().assign(place=[f"home {code}" for code in grid.homes()["code"]])
    found = long_rides(country(homes=homes))
    rows = list(found.itertuples(index=False, name=None))
    # The river of the grid lies between these; 7 to a and 3 to c are 10 km apart, so are 8 and b's
    # neighbours; from 1 to c it is 14 km, which is too far to be asked.
    assert ("west", "home 7", "east", "A", 10.0, 10.0, 32.0) in rows
    assert ("west", "home 7", "east", "B", 10.0, pytest.approx(7.08), 28.0) in rows
    assert all(ride > 2.5 * straight and straight <= 12 for *_, straight, ride in rows)
    assert not {("home 1", "C"), ("home 1", "A"), ("home 9", "C")} & {row[1:4:2] for row in rows}


@pytest.mark.parametrize(("ride_m", "count"), [(17_710, 1), (17_700, 0)])
def test_long_is_more_than_two_and_a_half_times_the_straight_line(ride_m, count):
    # From 3 to b: 7.08 km straight, in whole steps.
    metres = grid.RIDES.copy()
    metres[2, 1] = ride_m
    homes = grid.homes().assign(place=[f"home {code}" for code in grid.homes()["code"]])
    found = long_rides(country(homes=homes, distances=grid.rides(metres)))
    assert ((found["home_place"] == "home 3") & (found["site_place"] == "B")).sum() == count


def test_a_place_is_one_row_with_all_its_young_people():
    found = long_rides(country())
    assert found["home_place"].eq("Plaats").all()
    row = found[(found["home_municipality"] == "east") & (found["site_place"] == "B")].iloc[0]
    # Homes 8 and 9 to b: 26 of 5.0, and 28 of 7.1 km.
    assert row["young"] == 20
    assert (row["straight_km"], row["ride_km"]) == (5, 26)


def test_homes_and_sites_without_people_do_not_count():
    nobody = grid.homes().assign(young_2021=0.0)
    assert long_rides(country(homes=nobody)).empty
    only_a = grid.offers([("a", "BWI", "BB", 12, False)])
    assert set(long_rides(country(offers=only_a))["site_place"]) == {"A"}


def test_a_reason_goes_both_ways():
    found = long_rides(country())
    far = [{"between": [["east"], ["west"]], "reason": "the river"}]
    reasons = crossings.with_reasons(found, far).groupby("home_municipality")["reason"].unique()
    assert reasons["west"].tolist() == ["the river"]
    assert reasons["east"].tolist() == [""]


@pytest.mark.slow
def test_the_command_lists_what_is_open_first(data, capsys):
    assert crossings.report(data.tables) == 0
    lines = capsys.readouterr().out.splitlines()
    marks = [line.endswith("?") for line in lines[2:] if "  " in line]
    assert marks == sorted(marks, reverse=True)
    assert any(line.startswith("not confirmed by a page: Brug Born") for line in lines)


@pytest.mark.slow
@pytest.mark.usefixtures("read_once")
def test_check_lists_them_when_asked(capsys):
    assert main(["check", "--crossings", "--tables", str(PREPARED)]) == 0
    out = capsys.readouterr().out
    assert "Kloosterzande" in out
    assert check.HEADER not in out
