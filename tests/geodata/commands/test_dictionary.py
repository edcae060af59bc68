"""The data dictionary says what the schema says, and the schema says something of everything."""

from pathlib import Path

import pytest

import geodata
from geodata.__main__ import main
from geodata.tables.schema import SCHEMAS

FILE = Path(geodata.__file__).parents[1] / "docs" / "data-dictionary.md"


def test_the_dictionary_in_the_docs_is_that_of_the_schema(capsys):
    assert main(["dictionary"]) == 0
    assert capsys.readouterr().out == FILE.read_text("utf-8"), (
        "write it anew: python -m geodata dictionary > docs/data-dictionary.md"
    )


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_every_table_and_column_has_a_meaning(name):
    table = SCHEMAS[name]
    assert table.meaning.endswith(".")
    assert table.row
    assert all(column.meaning for column in table.columns.values())
    assert set(table.key) <= set(table.columns)


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_a_number_says_its_unit(name):
    # The number of a shape, a school grade and flags are numbers of nothing.
    without = {"feature", "grade"}
    for column, about in SCHEMAS[name].columns.items():
        if about.kind not in ("str", "category", "bool") and column not in without:
            assert about.unit, column
