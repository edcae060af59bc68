"""How a region of somebody's own is written."""

import pytest

from geodata.errors import DataError
from geodata.layouts import (
    LONGEST_LAYOUT,
    LONGEST_MEMBERS,
    LONGEST_NAME,
    MOST_REGIONS,
    OwnRegion,
    fits,
    members_of,
    owner_code,
    parse_layout,
    parse_region,
    plain_name,
    rows_of,
)

CODES = {code: row for row, code in enumerate(("1011", "1012", "1015", "1016", "1021"))}


def test_a_region_is_read_as_it_is_written():
    for region in (
        OwnRegion("Rijk van Nijmegen & co", "municipality", ("0268", "0296")),
        OwnRegion('Süd-"Oost" (2)', "postcode", ("1011-1015", "1021"), "c81b60"),
    ):
        assert parse_region(region.code) == region
    assert OwnRegion("Noord", "municipality", ("0363",), "1f77b4").code == "~Noord~g0363~1f77b4"


def test_what_is_no_region_is_refused():
    many = ".".join(f"{one:04}" for one in range(1, LONGEST_MEMBERS // 5 + 2))
    for text in (
        *("", "~", "~~g0363", "~Noord", "~Noord~", "~Noord~g", "~Noord~x0363", "Noord~g0363"),
        *("~Noord~g363", "~Noord~g0363-0384", "~Noord~p1011.", "~Noord~g٠٣٦٣", "~Noord~g0363~red"),
        *("~ Noord~g0363", "~No<b>~g0363", "~No{x}~g0363", "~No\u202eord~g0363", "~a|b~g0363"),
        *(f"~{'n' * (LONGEST_NAME + 1)}~g0363", f"~Noord~g{many}", "~Noord~g0363\n"),
    ):
        with pytest.raises(DataError):
            parse_region(text)


def test_a_layout_is_of_one_kind_of_areas():
    assert [one.name for one in parse_layout("~A~g0363,~B~g0384")] == ["A", "B"]
    with pytest.raises(DataError):
        parse_layout("~A~g0363,~B~p1011")


def test_the_largest_that_fits_in_an_address():
    members = ".".join(["0363"] * (LONGEST_MEMBERS // 5))
    assert fits(f"~{'n' * LONGEST_NAME}~g{members}~1f77b4")
    assert not fits(f"~Noord~g{members}.0363")
    assert fits(",".join(["~N~g0363"] * MOST_REGIONS))
    assert not fits(",".join(["~N~g0363"] * (MOST_REGIONS + 1)))
    # As an address writes it: of some letters one takes more than one.
    long = ",".join(f"~{'ë' * LONGEST_NAME}{row}"[:41] + "~g0363" for row in range(15))
    assert len(long) < LONGEST_LAYOUT / 5
    assert fits(long)
    assert not fits(",".join([long, long]))


def test_a_name_has_nothing_that_codes_use():
    assert plain_name("  Rijn,\tVeen ~ <i>co</i> ") == "Rijn Veen i co i"
    for text in ("", " ~ ", "n" * 41, "a\u200bb"):
        with pytest.raises(DataError):
            plain_name(text)
    assert owner_code("stamtafels", "Súd & Noord") == "stamtafels~sud-noord"


def test_a_range_has_the_areas_that_there_are():
    region = OwnRegion("Noord", "postcode", ("1012-1016", "1020", "1021"))
    assert rows_of(region, CODES) == ([1, 2, 3, 4], ["1020"])


def test_areas_are_written_shortest_and_read_back():
    chosen = ["1021", "1012", "1015", "1011"]
    members = members_of("postcode", chosen, list(CODES))
    assert members == ("1011-1015", "1021")
    assert rows_of(OwnRegion("N", "postcode", members), CODES)[0] == [0, 1, 2, 4]
    assert members_of("municipality", ["GM0384", "GM0363"], []) == ("0363", "0384")
