"""The one table of parameters: what it documents is what is read and written."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from dashboard.address import parameters
from dashboard.address.document import document
from dashboard.address.query import default_view, lasting_link, link, query_of, read
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
    # What measures an owner brought is of the tables, and chosen by nobody.
    assert sorted([*parts, "own_measures"]) == sorted(vars(default_view(data)))


@pytest.mark.parametrize("parameter", parameters.VIEW, ids=lambda one: one.name)
def test_the_usual_text_of_a_parameter_reads_as_the_usual_view(data, parameter):
    usual = default_view(data)
    text = parameter.write(getattr(usual, parameter.part))
    if text:
        assert read(f"?{parameter.name}={text}", data) == (usual, [])
    assert query_of(usual, usual) == "?"


def test_the_forms_of_a_drawing_are_those_of_the_address():
    assert tuple(SHAPES) == parameters.SHAPES


def test_a_link_that_somebody_kept_opens_the_exams_of_its_year_also_when_there_are_newer_ones():
    def with_exams_of(*years):
        return SimpleNamespace(tables=SimpleNamespace(years=[*years], own_measures={}))

    now = with_exams_of("2022-2023", "2023-2024")
    later = with_exams_of("2022-2023", "2023-2024", "2024-2025")
    view = default_view(now).but(threshold_km=5.0)
    kept, plain = lasting_link(view, now), link(view, now)
    assert read(kept.removeprefix("/"), later) == (view, [])
    assert read(plain.removeprefix("/"), later)[0].year == "2024-2025"
    assert "jaar=2023-2024" in kept
