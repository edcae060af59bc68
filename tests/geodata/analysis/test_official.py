"""Our rides to vmbo beside the official distances, on the grid and on the tables that ship."""

import json

import numpy as np
import pandas as pd
import pytest

from geodata.analysis.official import (
    INDICATOR,
    LEVEL,
    agreement,
    beside_official,
    largest_differences,
)
from geodata.commands import official
from tests.support import grid


def published(values) -> pd.DataFrame:
    """Official kilometres per home of the grid; None where there is none."""
    frame = pd.DataFrame({"code": grid.homes()["code"], "value": values})
    return frame.assign(
        level=LEVEL, indicator=INDICATOR, period="2023", unit="km", source="cbs", note=""
    )


def country(values, **changes):
    return grid.country(indicators=published(values), distances=grid.rides(), **changes)


def test_ours_stand_beside_the_official_ones():
    table = beside_official(country([1.0] * 8 + [None]))
    assert table["code"].tolist() == [str(number) for number in range(1, 9)]
    # The nearest of a, b and c by bicycle, kilometres.
    assert table["ours_km"].tolist() == pytest.approx([0, 6, 8, 6, 0, 6, 12, 6])
    assert table["official_km"].eq(1).all()
    assert table["young"].eq(10).all()


def test_areas_without_young_people_do_not_count():
    homes = grid.homes().assign(young_2021=[0.0, *[10.0] * 8])
    assert "1" not in set(beside_official(country([1.0] * 9, homes=homes))["code"])


def test_agreement_by_hand():
    table = pd.DataFrame(
        {"ours_km": [2.0, 4.0, 3.0], "official_km": [1.0, 4.0, 2.0], "young": [10.0, 30.0, 0.0]}
    )
    found = agreement(table)
    assert (found["ours_km"], found["official_km"]) == (3.5, 3.25)
    assert found["ratio"] == 150
    assert found["spearman"] == pytest.approx(100)
    backwards = table.assign(official_km=[4.0, 1.0, 2.0])
    assert agreement(backwards)["spearman"] == pytest.approx(-100)


def test_the_largest_differences_come_first_whatever_their_sign():
    table = beside_official(country([5.0, 6.5, 8.0, 6.0, 0.1, 6.0, 12.0, 6.0, 20.0]))
    assert largest_differences(table, 3)["code"].tolist() == ["9", "1", "2"]


@pytest.mark.slow
def test_every_reason_is_of_an_area_that_differs(data):
    table = beside_official(data.tables).set_index("code")
    apart = (table["ours_km"] - table["official_km"]).abs()
    for code, reason in official.reasons().items():
        assert reason
        assert apart[code] > 2, code
    facts = json.loads(official.FACTS.read_text("utf-8"))["reasons"]
    codes = [code for one in facts for code in one["codes"]]
    assert len(codes) == len(set(codes))


@pytest.mark.slow
def test_the_ten_largest_are_listed_with_what_is_known(data):
    tables = data.tables
    head, *rows = official.lines(tables)
    assert "CBS" in head
    assert len(rows) == 10
    known = official.reasons()
    largest = largest_differences(beside_official(tables))
    for row, code in zip(rows, largest["code"], strict=True):
        assert row.startswith(code)
        assert row.endswith(known.get(code, "unexplained"))


@pytest.mark.slow
def test_the_tables_hold_what_cbs_has(data):
    table = data.tables.indicators
    rows = table[table["indicator"] == INDICATOR]
    assert rows["value"].notna().sum() > 4_000
    assert np.isclose(rows.set_index("code")["value"]["4531"], 2.2)
