"""Coverage by urbanity and by welfare, on hand-made areas."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis import equity as subject
from geodata.analysis.coverage import coverage
from geodata.analysis.equity import (
    SES,
    URBANITY,
    concentration_index,
    equity,
    fifths,
    lost_by_group,
)
from geodata.changes import Change
from geodata.question import Question
from tests.support import grid

QUESTION = Question(profiles="PIE", threshold_m=5_000)


def country(ses, urbanity, **changes):
    """The grid with a score and a class per home; None where there is none."""
    frames = [
        pd.DataFrame({"code": grid.homes()["code"], "indicator": name, "value": values})
        for name, values in ((SES, ses), (URBANITY, urbanity))
    ]
    table = pd.concat(frames).assign(
        level="postcode", period="2022", unit="score", source="cbs", note=""
    )
    return grid.country(indicators=table, **changes)


@pytest.fixture
def few(monkeypatch):
    """Nine areas are enough to divide."""
    monkeypatch.setattr(subject, "LEAST_AREAS", 5)


def shares(table: pd.DataFrame, group: str) -> dict[int, float]:
    rows = table[table["group"] == group]
    return dict(zip(rows["fifth"], rows["share"], strict=True))


def test_groups_and_fifths_by_hand(few):
    # PIE stands on home 1: homes 1, 2 and 4 are within 5 km. These three are the best off.
    scores = [0.9, 0.8, 0.1, 0.7, 0.2, 0.3, 0.4, 0.5, 0.6]
    table = equity(country(scores, [5, 5, 5, 5, 4, 4, 1, 3, None]), QUESTION, "nl", "NL")
    everybody = table[(table["group"] == "all") & (table["fifth"] == 0)].iloc[0]
    assert (everybody["areas"], everybody["young_people"], everybody["covered"]) == (9, 90, 30)
    # Middles of nine areas: 1/18, 3/18 … so two areas in every fifth but the third.
    fifth = shares(table, "all")
    assert [fifth[number] for number in range(1, 6)] == [0, 0, 0, 50, 100]
    rural = shares(table, "rural")
    assert rural[0] == pytest.approx(50)
    assert (rural[1], rural[5]) == (0, 100)
    assert shares(table, "urban") == {0: 0}
    assert shares(table, "urbanity_5")[0] == 75


def test_who_loses_it_by_hand(few):
    """The same homes, whose only PIE ends, and 9, where one begins."""
    scores = [0.9, 0.8, 0.1, 0.7, 0.2, 0.3, 0.4, 0.5, 0.6]
    changes = (Change("stop", "a", "PIE"), Change("start", "9", "PIE"))
    question = replace(QUESTION, changes=changes)
    tables = country(scores, [5, 5, 5, 5, 4, 4, 1, 3, None])
    table = lost_by_group(tables, question, "nl", "NL").set_index(["group", "fifth"])
    assert table.loc["all", "lost"].tolist() == [30, 0, 0, 0, 10, 20]
    assert table.loc["all", "gained"].tolist() == [30, 0, 10, 10, 10, 0]
    assert table.loc["rural", "lost"][0] == 30 and table.loc["urban", "lost"].tolist() == [0]


def test_an_area_without_score_or_urbanity_still_counts(few):
    table = equity(country([None] * 3 + [0.1] * 6, [None] * 9), QUESTION, "nl", "NL")
    assert set(table["group"]) == {"all"}
    rows = table.set_index("fifth")
    assert rows.loc[0, "areas"] == 9
    # Equal scores share a rank, so all six stand in the middle.
    assert rows.loc[3, "areas"] == 6
    assert len(rows) == 2


def test_few_areas_are_not_divided():
    table = equity(country([0.1] * 9, [5] * 9), QUESTION, "nl", "NL")
    assert table["fifth"].eq(0).all()
    assert table["index"].isna().all()


def test_only_the_areas_of_the_region():
    tables = country([0.1] * 9, [5] * 9)
    here = equity(tables, QUESTION, "municipality", "west").set_index("group")
    official = coverage(tables, QUESTION, "municipality").set_index("code").loc["west"]
    assert here.loc["all", "young_people"] == official["young_people"] == 30
    assert here.loc["all", "share"] == pytest.approx(official["share"])


def test_an_index_by_hand():
    rank, people = np.array([0.25, 0.75]), np.array([1.0, 1.0])
    # Only the better-off half has any: half of the most there can be.
    assert concentration_index(np.array([0.0, 1.0]), people, rank) == pytest.approx(0.5)
    assert concentration_index(np.array([1.0, 0.0]), people, rank) == pytest.approx(-0.5)
    assert np.isnan(concentration_index(np.zeros(2), people, rank))


@given(st.lists(st.floats(0, 1), min_size=2, max_size=20), st.floats(0.1, 5))
def test_an_index_has_bounds_and_no_unit(share, unit):
    values, people = np.array(share), np.ones(len(share))
    rank = (np.arange(len(share)) + 0.5) / len(share)
    if values.sum() < 1e-6:
        return
    index = concentration_index(values, people, rank)
    assert -1 <= index <= 1
    assert concentration_index(unit * values, people, rank) == pytest.approx(index, abs=1e-9)
    assert concentration_index(values[::-1], people, rank) == pytest.approx(-index, abs=1e-9)


def test_fifths_of_ranks():
    assert fifths(np.array([0.0, 0.19, 0.2, 0.5, 0.99, 1.0])).tolist() == [1, 1, 2, 3, 5, 5]
