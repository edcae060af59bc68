"""The one table of parameters: what it documents is what is read and written."""

from pathlib import Path

import pytest

from dashboard.address import parameters
from dashboard.address.document import document
from dashboard.address.query import default_view, query_of, read
from dashboard.drawing.sheet import SHAPES

PAGE = Path(__file__).parents[3] / "docs" / "addresses.md"
EVERY = (*parameters.VIEW, *parameters.EMBED, parameters.BESIDE, parameters.SHAPE)


def test_the_page_of_addresses_is_made_from_the_table():
    assert PAGE.read_text("utf-8") == document(), (
        "run: python -m dashboard.address.document > docs/addresses.md"
    )


def test_every_parameter_has_a_name_of_its_own_and_says_what_it_is():
    names = [parameter.name for parameter in EVERY]
    assert len(set(names)) == len(names)
    assert all(parameter.meaning.endswith((".", "?")) for parameter in EVERY)
    assert all(parameter.allowed for parameter in EVERY)


def test_every_part_of_a_view_has_one_parameter(data):
    parts = [parameter.part for parameter in parameters.VIEW]
    assert sorted(parts) == sorted(vars(default_view(data)))


@pytest.mark.parametrize("parameter", parameters.VIEW, ids=lambda one: one.name)
def test_the_usual_text_of_a_parameter_reads_as_the_usual_view(data, parameter):
    usual = default_view(data)
    text = parameter.write(getattr(usual, parameter.part))
    if text:
        assert read(f"?{parameter.name}={text}", data) == (usual, [])
    assert query_of(usual, usual) == "?"


def test_the_forms_of_a_drawing_are_those_of_the_address():
    assert tuple(SHAPES) == parameters.SHAPES
