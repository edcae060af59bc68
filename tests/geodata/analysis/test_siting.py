"""The best places and the least loss: by hand on the grid, and as all choices tried."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.analysis import siting
from geodata.analysis.coverage import coverage, nearest_m, offering_rows
from geodata.analysis.siting import (
    COLUMNS,
    EVERYWHERE,
    FEWER,
    NO_CANDIDATE,
    NO_GAP,
    OUT_OF_TIME,
    SITES,
    best_places,
    least_loss,
)
from geodata.changes import START, STOP, Change
from geodata.errors import DataError
from geodata.question import Question
from geodata.vocabulary import TRACKS
from tests.support import grid
from tests.support.any_country import countries


def ask(profiles="MT", threshold=5_000, **more) -> Question:
    return Question(profiles, TRACKS, threshold, grid.YEAR, **more)


def in_west(country):
    """The grid with a in the west and c in the east."""
    sites = country.sites.assign(municipality=["west", "east", "east", None])
    return replace(country, sites=sites)


@pytest.fixture(scope="module")
def country():
    return in_west(grid.country())


def rows(answer) -> list[tuple]:
    return [*answer.places[["code", "gain", "total"]].itertuples(index=False, name=None)]


# ---- on the grid --------------------------------------------------------------------------------


def test_the_site_that_reaches_most(country):
    # MT is near for 2, 4, 5, 6 and 8; a would reach 1 (2 and 4 have it), c only 9.
    answer = best_places(country, ask(), 2)
    assert list(answer.places) == list(COLUMNS)
    assert rows(answer) == [("a", 10, 10), ("c", 10, 20)]
    assert answer.notes == ()


def test_anywhere(country):
    # Of BWI 3, 5, 6, 7, 8 and 9 go without: from 6 or 8 four of them are reached, from both six.
    answer = best_places(country, ask("BWI"), 2, EVERYWHERE)
    assert answer.places["total"].tolist() == [40, 60]
    assert set(answer.places["code"]) in ({"6", "8"}, {"8", "3"}, {"6", "7"})


def test_more_than_is_of_use(country):
    answer = best_places(country, ask(), 5)
    assert len(answer.places) == 2 and answer.notes == (FEWER,)


def test_where_nobody_goes_without(country):
    answer = best_places(country, ask(threshold=20_000), 1)
    assert answer.places.empty and answer.notes == (NO_GAP,)
    assert list(answer.places) == list(COLUMNS)


def test_where_no_place_reaches_anybody(country):
    without = replace(country, sites=country.sites.assign(has_vmbo=False))
    answer = best_places(without, ask(), 1)
    assert answer.places.empty and answer.notes == (NO_CANDIDATE,)


def test_an_unknown_region_is_said(country):
    with pytest.raises(DataError, match="no region has the code 'XX'"):
        best_places(country, ask(), 1, SITES, "XX")


def test_the_offer_that_is_missed_least(country):
    # Of any hard profile home 1 depends on a, and 5, 6 and 8 on b.
    assert rows(least_loss(country, ask("hard"), 1)) == [("a", -10, -10)]
    both = least_loss(country, ask("hard"), 3)
    assert rows(both) == [("a", -10, -10), ("b", -50, -60)] and both.notes == (FEWER,)
    assert rows(least_loss(country, ask("hard"), 1, "east")) == [("b", -30, -30)]
    assert least_loss(country, ask("MAT"), 1).notes == (NO_CANDIDATE,)


def test_out_of_time_is_said(country, monkeypatch):
    monkeypatch.setattr(siting, "MOST_SECONDS", 0.0)
    monkeypatch.setattr(siting, "milp", _stopped)
    answer = best_places(country, ask(), 1)
    assert answer.notes == (OUT_OF_TIME,) and answer.places["gap"].tolist() == [0.25]


class _Stopped:
    """What HiGHS gives when its time is over with a choice in hand."""

    status, mip_gap = 1, 0.25

    def __init__(self, count: int):
        self.x = np.r_[1.0, np.zeros(count - 1)]


def _stopped(cost, **_):
    return _Stopped(len(cost))


# ---- on any map ---------------------------------------------------------------------------------

asked_profiles = st.sampled_from(["BWI", "PIE", "MT", "hard"])
counts = st.integers(1, 3)


def started(question: Question, codes) -> Question:
    return replace(question, changes=tuple(Change(START, code, "BWI") for code in codes))


@pytest.mark.slow
@settings(max_examples=6)
@given(countries(), counts, st.integers(0, 12_000), st.sampled_from(["straight", "cycle"]))
def test_no_choice_of_places_gains_more(country, count, threshold, distance):
    question = ask("BWI", threshold, distance=distance)
    answer = best_places(country, question, count, EVERYWHERE)
    before = coverage(country, question, "nl")["covered"].item()

    def gain(codes) -> float:
        return coverage(country, started(question, codes), "nl")["covered"].item() - before

    best = max(gain(codes) for codes in combinations("123456789", count))
    assert answer.places["gain"].sum() == pytest.approx(best)
    # Each row is what the scenario of it and those above says.
    for at, total in enumerate(answer.places["total"], 1):
        assert gain(answer.places["code"][:at]) == pytest.approx(total)
    assert (answer.places["gap"] == 0).all() and OUT_OF_TIME not in answer.notes


@settings(max_examples=6)
@given(countries(), counts, asked_profiles, st.integers(0, 12_000))
def test_no_choice_of_ends_loses_less(country, count, profiles, threshold):
    question = ask(profiles, threshold)
    taught = country.codes_of_places[offering_rows(country, question)]
    answer = least_loss(country, question, count)
    before = coverage(country, question, "nl")["covered"].item()

    def lost(codes) -> float:
        changes = tuple(Change(STOP, code) for code in codes)
        after = coverage(country, replace(question, changes=changes), "nl")
        return before - after["covered"].item()

    some = min(count, len(taught))
    assert len(answer.places) == some
    if some:
        least = min(lost(codes) for codes in combinations(taught, some))
        assert -answer.places["gain"].sum() == pytest.approx(least)
        assert lost(answer.places["code"]) == pytest.approx(least)


# ---- on the shipped tables ----------------------------------------------------------------------


@pytest.mark.slow
def test_the_best_two_of_the_country_are_the_best_of_all_pairs(data):
    """Of all pairs at once: what both reach apart, less what they reach together."""
    tables, question = data.tables, Question("PIE")
    without = nearest_m(tables, question) > question.threshold_m
    young = tables.young(2021)[without]
    vmbo = (tables.sites["has_vmbo"] & tables.sites["in_address_file"]).to_numpy(bool)
    sites = np.flatnonzero(vmbo[tables.placed])
    near = tables.near("straight", sites, question.threshold_m)
    near = np.array([homes[without] for homes in near], float)
    alone = near @ young
    pairs = alone[:, None] + alone - (near * young) @ near.T
    answer = best_places(tables, question, 2)
    assert answer.places["gain"][0] == pytest.approx(alone.max(), abs=1e-3)
    assert answer.places["total"][1] == pytest.approx(pairs.max(), abs=1e-3)
