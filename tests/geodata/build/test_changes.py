"""What changed of the tables before, line by line, and what is too much."""

import pandas as pd
import pytest

from geodata.build.changes import changes
from tests.support import grid

BEFORE = "2023-2024"
PLUS = ("a", "MVI", "BB", 9, False)


def country(rows=grid.OFFERS, year: str = grid.YEAR, young: float = 10.0, **more):
    return grid.country(offers=grid.offers(rows, year), homes=grid.homes(young), **more)


def test_the_same_tables_change_nothing():
    found = changes(country(), country())
    assert found.jumps == []
    assert found.lines[0] == "sites: 4 before, 4 now"
    (shares,) = found.lines[1:]
    assert shares.startswith(f"national shares as before: hard {grid.YEAR} 100.00 %, allhard ")


def test_an_offer_that_ends_is_named_and_takes_its_share():
    found = changes(country(), country(grid.OFFERS[:2]))
    offers = f"offers of {grid.YEAR}: 0 begun, 2 ended, of 4 before (b, c)"
    hard = f"national share hard {grid.YEAR}: 100.00 % before, 66.67 % now"
    moved = f"level municipality: 1 of 2 regions moved more than 2 points, {grid.YEAR} "
    assert offers in found.lines
    assert f"{offers} (bound 2% ended)" in found.jumps
    assert f"{hard} (bound 0.5 points)" in found.jumps
    assert any(line.startswith(moved) and "(bound 5% of them)" in line for line in found.jumps)
    assert any(line.startswith("level province: 1 of 1 regions moved") for line in found.lines)


def test_an_offer_that_begins_is_no_jump_by_itself():
    begun = [*grid.OFFERS, ("a", "MVI", "BB", 9, False)]
    found = changes(country(), country(begun))
    assert f"offers of {grid.YEAR}: 1 begun, 0 ended, of 4 before (a)" in found.lines
    assert not any(line.startswith("offers") for line in found.jumps)


def test_a_new_year_is_held_against_the_newest_before_it():
    found = changes(country(year=BEFORE), country(year=grid.YEAR))
    assert f"offers of {grid.YEAR}: 4, a new year" in found.lines
    both = grid.offers(grid.OFFERS, BEFORE), grid.offers([*grid.OFFERS[1:], PLUS], grid.YEAR)
    next_year = changes(country(year=BEFORE), grid.country(offers=pd.concat(both)))
    since = f"; since {BEFORE} 1 profiles of sites begun, 1 ended"
    assert f"offers of {grid.YEAR}: 4, a new year{since}" in next_year.lines
    assert found.jumps == [
        f"offers of {BEFORE}: none any more, 4 before (bound none)",
    ]
    fewer = changes(country(year=BEFORE), country(grid.OFFERS[:2], year=grid.YEAR))
    hard = f"national share hard {grid.YEAR}: 100.00 % in {BEFORE}, 66.67 % now (bound 1.5 points)"
    assert hard in fewer.jumps
    moved = f"level municipality: 1 of 2 regions moved more than 2 points, {BEFORE} to {grid.YEAR} "
    assert any(line.startswith(moved) for line in fewer.lines)


def test_fewer_young_people_are_a_jump():
    found = changes(country(), country(young=9.0))
    line = "level nl: 1 regions with 90 young people before, 1 with 81 now"
    assert f"{line} (bound 1% of the young people)" in found.jumps


def test_sites_that_come_and_go_are_named():
    sites = grid.sites().replace({"code": {"lost": "new"}})
    found = changes(country(), country(sites=sites))
    assert found.lines[:2] == ["sites new: 1 (new)", "sites gone: 1 (lost)"]
    assert found.jumps == []


def test_a_share_that_cannot_be_worked_out_is_a_jump():
    found = changes(country(), country(young=0.0))
    assert any(line.startswith("national share hard") for line in found.jumps)


@pytest.mark.parametrize(("count", "told"), [(20, "s19"), (23, "s19 and 3 more")])
def test_a_long_list_says_how_many_more(count, told):
    rows = [(f"s{at:02}", "PIE", "BB", 9, False) for at in range(count)]
    found = changes(country(), country([*grid.OFFERS, *rows], sites=many(count)))
    (line,) = (line for line in found.lines if line.startswith("sites new"))
    assert line.endswith(f"{told})")


def many(count: int):
    home = grid.homes().iloc[0]
    frame = grid.sites()
    for at in range(count):
        code = f"s{at:02}"
        frame.loc[len(frame)] = [code, home["x"], home["y"], code, True, True]
    return frame
