"""Competition for places: by hand on the grid, as PySAL works it out, and nobody counted twice."""

import numpy as np
import pandas as pd
import pytest
from access.fca import two_stage_fca
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.analysis.competition import (
    COLUMNS,
    balanced,
    competition_table,
    per_100,
    supply,
    two_step,
)
from geodata.changes import MOVE, START, STOP, Change
from geodata.question import Question
from geodata.vocabulary import TRACKS
from tests.support import grid
from tests.support.any_country import countries


def ask(*changes: Change, threshold=5_000, **more) -> Question:
    return Question("hard", TRACKS, threshold, grid.YEAR, changes=changes, **more)


@pytest.fixture(scope="module")
def country():
    # a has 32 candidates, near 1, 2 and 4; b has 1 to 4, near 2, 4, 5, 6 and 8.
    return grid.country()


# ---- by hand ------------------------------------------------------------------------------------


def test_the_places_of_a_site_are_shared_by_all_near_it(country):
    low, high = two_step(country, ask())
    # 32 for 30 young people at a, and of 1 to 4 a fiftieth each at b.
    a, b = 32 / 30, np.array([1, 4]) / 50
    np.testing.assert_allclose(low, [a, a + b[0], 0, a + b[0], b[0], b[0], 0, b[0], 0])
    np.testing.assert_allclose(high, [a, a + b[1], 0, a + b[1], b[1], b[1], 0, b[1], 0])


def test_who_has_two_sites_near_is_half_at_each(country):
    low, _ = balanced(country, ask())
    # At a 10 + 5 + 5, at b 30 + 5 + 5.
    a, b = 32 / 20, 1 / 40
    np.testing.assert_allclose(low, [a, (a + b) / 2, 0, (a + b) / 2, b, b, 0, b, 0])
    # West: homes 1, 4 and 7.
    west = per_100(country, ask(), "municipality", balanced(country, ask()))[0][1]
    assert west == pytest.approx(100 * (a + (a + b) / 2) / 3)


def test_what_stops_has_no_places_and_a_site_that_moves_takes_them_along(country):
    assert supply(country, ask()).candidates.tolist() == [[32, 1], [32, 4]]
    ends = supply(country, ask(Change(STOP, "a", "BWI")))
    assert ends.candidates.tolist() == [[20, 1], [20, 4]]
    # Home 9, the ninth beyond three sites; and who comes where nothing was taught is not known.
    question = ask(Change(MOVE, "a", to="9"), Change(START, "5", "PIE"))
    moved = supply(country, question)
    assert moved.rows.tolist() == [1, 11] and moved.candidates.tolist() == [[1, 32], [4, 32]]
    table = competition_table(country, question, "municipality")
    assert list(table) == list(COLUMNS)
    east, west = table.to_dict("records")
    assert (west["low_before"], west["low_after"]) == (71.7778, 0.6667)
    # 32 of the 33 candidates are for the 60 young people of the east.
    assert east["balanced_low_after"] > 53 > east["balanced_low_before"]


def test_what_begins_again_has_its_candidates_again(country):
    ends, begins = Change(STOP, "a"), Change(START, "a", "BWI")
    now = supply(country, ask()).candidates.tolist()
    again = supply(country, ask(Change(STOP, "a", "BWI"), begins))
    assert again.candidates.tolist() == now
    assert supply(country, ask(ends, begins)).candidates.tolist() == [[12, 1], [12, 4]]
    # What has moved away begins anew where it was: nobody knows for how many.
    moved = supply(country, ask(Change(MOVE, "a", to="9"), begins))
    assert moved.rows.tolist() == [1, 11] and moved.candidates.tolist() == [[1, 32], [4, 32]]


def test_an_end_in_one_track_leaves_the_candidates_of_the_others():
    offers = grid.offers([("a", "BWI", "BB", 12, False), ("a", "BWI", "KB", 9, False)])
    question = ask(Change(STOP, "a", "BWI", tracks=("BB",)))
    assert supply(grid.country(offers=offers), question).candidates.tolist() == [[9], [9]]


# ---- as others work it out ----------------------------------------------------------------------


def published(country, question: Question) -> np.ndarray:
    """PySAL's two steps: homes are both where people live and where sites can be, so that costs are
    the same both ways."""
    points = country.homes[["x", "y"]].to_numpy(float)
    costs = np.hypot(*(points[:, None] - points).transpose(2, 0, 1))
    origin, destination = np.indices(costs.shape)
    offered = np.zeros(len(points))
    found = supply(country, question)
    places = country.placed_sites[["x", "y"]].to_numpy(float)
    for row, candidates in zip(found.rows, found.candidates[1], strict=True):
        place = places[row] if row < len(places) else points[row - len(places)]
        offered[(points == place).all(axis=1)] += candidates
    young = country.young(question.population)
    answer = two_stage_fca(
        pd.DataFrame({"geoid": range(len(points)), "demand": young}),
        pd.DataFrame({"supply": offered}),
        pd.DataFrame(
            {"origin": origin.ravel(), "dest": destination.ravel(), "cost": costs.ravel()}
        ),
        question.threshold_m,
    )
    return answer.reindex(range(len(points))).fillna(0).to_numpy()


young_people = st.lists(st.integers(1, 50).map(float), min_size=9, max_size=9)
CHANGES = [
    (),
    (Change(MOVE, "a", to="9"),),
    (Change(STOP, "a", "BWI"),),
    (Change(STOP, "b"), Change(MOVE, "a", to="b")),
]


@pytest.mark.slow
@settings(max_examples=15)
@given(young_people, st.sampled_from([5_000, 7_500, 10_000]), st.sampled_from(CHANGES))
def test_two_steps_are_those_of_pysal(young, threshold, changes):
    country = grid.country(homes=grid.homes().assign(young_2021=young))
    question = ask(*changes, threshold=threshold)
    np.testing.assert_allclose(
        two_step(country, question)[1], published(country, question), rtol=0, atol=1e-9
    )


@pytest.mark.slow
@settings(max_examples=20)
@given(countries(), st.integers(0, 15_000), st.sampled_from(["straight", "cycle"]))
def test_the_balanced_form_counts_every_young_person_and_every_place_once(country, metres, measure):
    question = ask(threshold=metres, distance=measure)
    young, found = country.young(2021), supply(country, question)
    near = np.zeros((len(found.rows), len(young)))
    for row, homes in enumerate(country.near(measure, found.rows, metres)):
        near[row, homes] = 1
    sites = near.sum(axis=0)
    part = near / np.maximum(sites, 1)
    # Demand: who has a site near is at all of them together one person.
    competing = part @ young
    assert competing.sum() == pytest.approx(young[sites > 0].sum())
    # Supply: what comes to all homes is what the sites with anybody near have.
    for row, each in enumerate(balanced(country, question)):
        assert each @ young == pytest.approx(found.candidates[row][competing > 0].sum())
        expected = part.T @ np.divide(
            found.candidates[row], competing, out=np.zeros(len(competing)), where=competing > 0
        )
        np.testing.assert_allclose(each, expected, atol=1e-12)
