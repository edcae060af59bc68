"""The best places and the least loss: by hand on the grid, and as all choices tried."""

from dataclasses import replace
from itertools import combinations
from operator import mul

import numpy as np
import pulp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import milp

from geodata.analysis import siting
from geodata.analysis.coverage import coverage, nearest_m, offering_rows
from geodata.analysis.forecast import young
from geodata.analysis.sited import COLUMNS, FEWER, NO_CANDIDATE, NO_GAP, NOBODY_KNOWN, OUT_OF_TIME
from geodata.analysis.siting import best_places, least_loss
from geodata.changes import START, STOP, Change
from geodata.errors import DataError
from geodata.question import Question
from geodata.vocabulary import AGE_GROUPS, AT_SITES, EVERYWHERE, TRACKS
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
    assert answer.runner_up.empty and np.isnan(answer.cost_of_runner_up)


def test_the_runner_up_and_what_it_costs(country):
    answer = best_places(country, ask(), 1)
    assert answer.places["code"].tolist() == ["a"] and answer.runner_up["code"].tolist() == ["c"]
    assert answer.cost_of_runner_up == 0
    ends = least_loss(country, ask("hard"), 1)
    assert ends.runner_up[["code", "total"]].to_numpy().tolist() == [["b", -30]]
    assert ends.cost_of_runner_up == 20


def test_young_people_to_come_in_place_of_those_of_now():
    """Nobody lives at 1 now; in 2033 those who are 0 to 4 in 2025 are of vmbo age."""
    homes = grid.homes().assign(young_2021=[0.0, *[10.0] * 8])
    groups = {f"{group}_2025": 0.0 for group in AGE_GROUPS}
    homes = homes.assign(**groups | {f"{AGE_GROUPS[0]}_2025": [30.0, *[0.0] * 8]})
    country = grid.country(homes=homes)
    assert rows(best_places(country, ask(), 1)) == [("c", 10, 10)]
    then = best_places(country, ask(), 1, forecast_year=2033)
    assert then.places["code"].tolist() == ["a"]
    assert then.places["total"].item() == young(country, 2033).sum()


def test_where_nobody_goes_without(country):
    answer = best_places(country, ask(threshold=20_000), 1)
    assert answer.places.empty and answer.notes == (NO_GAP,)
    assert list(answer.places) == list(COLUMNS)


def test_where_nobody_is_known_to_live_it_is_not_said_that_all_have_it(data):
    for best in (best_places, least_loss):
        answer = best(data.tables, Question("PIE"), 1, inside="sto-bes")
        assert answer.places.empty and answer.notes == (NOBODY_KNOWN,)


def test_where_no_place_reaches_anybody(country):
    without = replace(country, sites=country.sites.assign(has_vmbo=False))
    answer = best_places(without, ask(), 1)
    assert answer.places.empty and answer.notes == (NO_CANDIDATE,)


def test_an_unknown_region_is_said(country):
    with pytest.raises(DataError, match="no region has the code 'XX'"):
        best_places(country, ask(), 1, AT_SITES, "XX")


def test_the_offer_that_is_missed_least(country):
    # Of any hard profile home 1 depends on a, and 5, 6 and 8 on b.
    assert rows(least_loss(country, ask("hard"), 1)) == [("a", -10, -10)]
    both = least_loss(country, ask("hard"), 3)
    assert rows(both) == [("a", -10, -10), ("b", -50, -60)] and both.notes == (FEWER,)
    assert rows(least_loss(country, ask("hard"), 1, "east")) == [("b", -30, -30)]
    assert least_loss(country, ask("MAT"), 1).notes == (NO_CANDIDATE,)


def test_the_solver_is_asked_for_the_best_and_not_for_nearly_the_best(country, monkeypatch):
    asked = []

    def spied(*arguments, options, **named):
        asked.append(options["mip_rel_gap"])
        return milp(*arguments, options=options, **named)

    monkeypatch.setattr(siting, "milp", spied)
    best_places(country, ask(), 1), least_loss(country, ask("hard"), 1)
    assert asked and set(asked) == {0.0}


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
    chosen = {*answer.places["code"]}
    others = [other for other in combinations("123456789", len(chosen)) if {*other} != chosen]
    second = max(map(gain, others)) if chosen else 0.0
    assert answer.runner_up["gain"].sum() == pytest.approx(second)
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
    chosen = {*answer.places["code"]}
    others = [other for other in combinations(taught, some) if {*other} != chosen]
    if others:
        assert -answer.runner_up["gain"].sum() == pytest.approx(min(map(lost, others)))
    else:
        assert answer.runner_up.empty


# ---- on the shipped tables ----------------------------------------------------------------------


@pytest.mark.slow
def test_another_solver_finds_no_better_places_in_the_country(data):
    """CBC, on the problem as it is in books: every site and every home, none merged."""
    tables, question, count = data.tables, Question("PIE"), 5
    without = np.flatnonzero(nearest_m(tables, question) > question.threshold_m)
    people = tables.young(question.population)[without]
    vmbo = (tables.sites["has_vmbo"] & tables.sites["in_address_file"]).to_numpy(bool)
    sites = np.flatnonzero(vmbo[tables.placed])
    near = tables.metres(question.distance, sites, without) <= question.threshold_m
    problem = pulp.LpProblem("covering", pulp.LpMaximize)
    chosen = [problem.add_variable(f"site_{site}", cat=pulp.LpBinary) for site in sites]
    covered = [problem.add_variable(f"home_{home}", 0, 1) for home in without]
    problem += pulp.lpSum(map(mul, people.tolist(), covered))
    problem += pulp.lpSum(chosen) <= count
    for home, sees in zip(covered, near, strict=True):
        problem += home <= pulp.lpSum(chosen[at] for at in np.flatnonzero(sees))
    assert problem.solve(pulp.PULP_CBC_CMD(msg=False)) == pulp.LpStatusOptimal
    answer = best_places(tables, question, count)
    assert answer.places["total"].iloc[-1] == pytest.approx(problem.objective.value(), abs=1e-3)
    assert answer.notes == () and answer.cost_of_runner_up >= 0
