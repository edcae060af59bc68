"""The derived STO layout."""

import pytest

from geodata.errors import DataError
from geodata.sources import sto


def refused(pattern: str):
    return pytest.raises(DataError, match=pattern)


def test_regions(sample):
    table = sto.regions(sample / sto.REGIONS).set_index("code")
    assert table.loc["sto-bes", "basis"] == "official"
    assert table.loc["sto-zuidwest-friesland", "basis"] == "inferred"


def test_members_and_overrides(sample):
    members = sto.members(sample / sto.MEMBERS)
    assert set(members.loc[members["site"] == "20CM03", "code"]) == {"sto-zuidoost-groningen"}
    overrides = sto.overrides(sample / sto.OVERRIDES).set_index("pc4")
    assert overrides.loc["9695", "code"] == "sto-zuidoost-groningen"


def test_municipalities(sample):
    table = sto.municipalities(sample / sto.MUNICIPALITIES).set_index("gm_code")
    assert table.loc["GM1950", "code"] == "sto-emmen-terapel"


def test_unknown_basis(spoil):
    with refused(r"sto_regions\.csv, row \d+: basis geraden is an unknown basis"):
        sto.regions(spoil(sto.REGIONS, ",inferred,", ",geraden,"))


def test_a_site_twice_in_one_region(source):
    path = source / sto.MEMBERS
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1]]))
    with refused(r"site \+ code .* occurs again \(first in row 2\)"):
        sto.members(path)


def test_postcode_with_letters(spoil):
    with refused("pc4 '9695A' is not a code like 3071"):
        sto.overrides(spoil(sto.OVERRIDES, "9695,", "9695A,"))


def test_empty_region(spoil):
    with refused(r"sto_gemeenten\.csv, row \d+: code is empty; fill the cell"):
        sto.municipalities(spoil(sto.MUNICIPALITIES, ",sto-emmen-terapel,", ",,"))
