"""What became of the columns of a file, in words."""

import pytest

from geodata.errors import DataError
from geodata.fetch.layout import changed, columns, renamed


@pytest.mark.parametrize(
    "old, new, lines",
    [
        (["A", "B"], ["B", "A"], []),
        (["BRIN NUMMER", "N"], ["BRIN", "N"], ["column 'BRIN NUMMER' is now 'BRIN'"]),
        (["N", "SECTOR"], ["N", "TAK"], ["column 'SECTOR' is now 'TAK'"]),
        (["N", "SECTOR"], ["N"], ["column 'SECTOR' is gone"]),
        (["N"], ["N", "SECTOR"], ["column 'SECTOR' is new"]),
    ],
)
def test_each_column_that_is_gone_is_told_with_the_one_in_its_place(old, new, lines):
    assert changed(old, new) == lines


def test_columns_are_those_of_the_first_row_of_a_text(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('"GEMEENTE, NAAM";N\n1;2\n')
    assert columns(path) == ["GEMEENTE, NAAM", "N"]
    assert columns(tmp_path / "shapes.gpkg") == []


@pytest.mark.parametrize(
    "gone, there, near",
    [
        ("10 tot 15 jaar", ["20 tot 25 jaar", "10-15 jaar"], "10-15 jaar"),
        ("statcode", ["rubriek", "statcode_gm"], "statcode_gm"),
        ("value", [], "nothing"),
    ],
)
def test_a_name_that_is_gone_is_told_with_the_nearest_of_those_that_are_there(gone, there, near):
    with pytest.raises(DataError, match=f"where: '{gone}' is gone, '{near}' is nearest"):
        renamed("where", [gone], there)
