"""Where would new offers reach most, and which offers can end with the least loss?

Both are solved exactly (maximal covering, by HiGHS): not by taking the best place first, as two
places that are each second best may together be better. What is offered stays where it is. Needs
scipy, which a web worker does without.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack

from geodata.analysis import forecast
from geodata.analysis.coverage import is_near, offering, offering_rows
from geodata.analysis.sited import (
    COLUMNS,
    FEWER,
    NO_CANDIDATE,
    NO_GAP,
    NOBODY_KNOWN,
    OUT_OF_TIME,
    Siting,
    can_be_among,
)
from geodata.errors import DataError
from geodata.layouts import MARK, level_of
from geodata.question import Question
from geodata.tables.arrays import Booleans, Floats, Integers
from geodata.tables.reader import Tables
from geodata.tables.steps import STEP_M
from geodata.vocabulary import AT_SITES, TRACKS

#: Seconds after which the best answer so far is given, with its gap; and those of the runner-up.
MOST_SECONDS = 10.0
#: How HiGHS ends: with the best, or when there is none.
OPTIMAL, INFEASIBLE = 0, 2


class _Choice(NamedTuple):
    """Numbers of the chosen places in the order of use, the total up to each, the gap as a part,
    and whether it is proven that there is none better."""

    order: Integers
    totals: Floats
    gap: float = 0.0
    is_proven: bool = True


class _Problem(NamedTuple):
    """Which homes are near which places (places × homes), the young people of each home, and the
    total of a choice of places."""

    near: Booleans
    weight: Floats
    total: Callable[[Integers], float]


#: So many places, but not exactly these -> a choice; None where there is none.
_Solve = Callable[[int, Integers], "_Choice | None"]
_NOTHING = _Choice(np.empty(0, int), np.empty(0))


def best_places(
    tables: Tables,
    question: Question,
    count: int,
    where: str = AT_SITES,
    inside: str = "NL",
    forecast_year: int | None = None,
) -> Siting:
    """The places where new offers of the question reach most young people who go without.

    where: one of :data:`geodata.vocabulary.AMONG`. inside: code of a region whose young people
    count, and where the places lie. forecast_year: young people as there will be then, see
    :mod:`geodata.analysis.forecast`, in place of those of the population of the question.
    """
    if not can_be_among(tables, where, question.distance):
        raise DataError(
            f"no distances by {question.distance} to a place without a site; "
            f"choose --among {AT_SITES}"
        )
    young = _young(tables, question, forecast_year) * _homes_in(tables, inside)
    if not young.any():
        return _siting(tables, np.empty(0, int), _NOTHING, None, (NOBODY_KNOWN,))
    without = np.flatnonzero(~is_near(tables, question) & (young > 0))
    rows = np.setdiff1d(_candidates(tables, where, inside), offering_rows(tables, question))
    if not len(without):
        return _siting(tables, rows, _NOTHING, None, (NO_GAP,))
    rows, near = _reaching(tables, question, rows, without)
    if not len(rows):
        return _siting(tables, rows, _NOTHING, None, (NO_CANDIDATE,))
    near, weight = _merged(near, young[without])

    def total(some: Integers) -> float:
        return float(weight[near[some].any(axis=0)].sum())

    solve = partial(_cover, _Problem(near, weight, total))
    best, runner_up = _two_best(solve, min(count, len(rows)))
    notes = [FEWER] if len(best.order) < count else []
    return _siting(tables, rows, best, runner_up, notes)


def least_loss(
    tables: Tables,
    question: Question,
    count: int,
    inside: str = "NL",
    forecast_year: int | None = None,
) -> Siting:
    """The offers in a region that can end with the fewest young people losing reach, wherever these
    live. The totals count those who lose, as numbers of 0 or less. forecast_year: as that of
    :func:`best_places`."""
    if not _homes_in(tables, inside).any():
        return _siting(tables, np.empty(0, int), _NOTHING, None, (NOBODY_KNOWN,))
    every = offering_rows(tables, question)
    rows = np.intersect1d(every, _places_in(tables, inside))
    if not len(rows):
        return _siting(tables, rows, _NOTHING, None, (NO_CANDIDATE,))
    young = _young(tables, question, forecast_year)
    near = _near(tables, question, rows)
    stays = _near(tables, question, np.setdiff1d(every, rows)).any(axis=0)
    choices = near.sum(axis=0)
    # Who keeps an offer, whichever end, loses nothing.
    exposed = np.flatnonzero(~stays & (choices > 0) & (choices <= count) & (young > 0))
    near, weight = _merged(near[:, exposed], young[exposed])

    def total(some: Integers) -> float:
        left = np.delete(near, some, axis=0).any(axis=0)
        return -float(weight[~left].sum()) or 0.0

    solve = partial(_uncover, _Problem(near, weight, total))
    best, runner_up = _two_best(solve, min(count, len(rows)))
    notes = [FEWER] if len(rows) < count else []
    return _siting(tables, rows, best, runner_up, notes)


def _two_best(solve: _Solve, count: int) -> tuple[_Choice, _Choice | None]:
    """The best choice of so many places, and the best other one of as many as are of use."""
    best = solve(count, _NOTHING.order) or _NOTHING
    return best, solve(len(best.order), best.order)


def _siting(
    tables: Tables,
    rows: Integers,
    best: _Choice,
    runner_up: _Choice | None,
    notes: Sequence[str],
) -> Siting:
    """Choices among some rows of places, as tables."""
    told = (*notes, *(() if best.is_proven else (OUT_OF_TIME,)))
    places, others = (_table(tables, rows, one or _NOTHING) for one in (best, runner_up))
    return Siting(places, others, told)


def _table(tables: Tables, rows: Integers, choice: _Choice) -> pd.DataFrame:
    count, at = len(tables.placed_sites), rows[choice.order]
    names = [
        tables.placed_sites["name"].iloc[row] if row < count else tables.homes["place"][row - count]
        for row in at
    ]
    frame = pd.DataFrame(
        {
            "rank": np.arange(1, len(at) + 1),
            "code": tables.codes_of_places[at],
            "name": names,
            "gain": np.diff(choice.totals, prepend=0.0),
            "total": choice.totals,
            "gap": choice.gap,
        }
    )
    return frame[list(COLUMNS)].round(4)


def _young(tables: Tables, question: Question, forecast_year: int | None) -> Floats:
    """Young people per home: of the question, or as there will be."""
    if forecast_year is None:
        return tables.young(question.population, question.distance)
    young = forecast.young(tables, forecast_year)
    own = tables.own_distances.get(question.distance)
    return young if own is None else np.asarray(young * own.known)


def _reaching(
    tables: Tables, question: Question, rows: Integers, homes: Integers
) -> tuple[Integers, Booleans]:
    """Those of some places that are near any of some homes, and near which of these."""
    if question.distance == "cycle":
        # No ride is shorter than the straight line, but for a step of rounding; and rides to many
        # places are worked out one by one.
        line = tables.near("straight", rows, question.threshold_m + STEP_M)
        asked = np.zeros(len(tables.homes), bool)
        asked[homes] = True
        rows = rows[[bool(asked[near].any()) for near in line]]
    near = _near(tables, question, rows, homes)
    useful = near.any(axis=1)
    return rows[useful], near[useful]


def _region(tables: Tables, code: str) -> tuple[str, int]:
    """Level and position of a region, also of somebody's own."""
    levels = tables.regions.loc[tables.regions["code"] == code, "level"]
    level = level_of(code) if MARK in code else levels.iloc[0] if len(levels) else None
    rows = tables.rows_of_level(level) if level else {}
    if level is None or code not in rows:
        raise DataError(f"no region has the code {code!r}; the table of coverage has them")
    return level, rows[code]


def _homes_in(tables: Tables, code: str) -> Booleans:
    level, position = _region(tables, code)
    return np.asarray(tables.member_positions(level) == position, bool)


def _places_in(tables: Tables, code: str) -> Integers:
    """Rows of the places in a region: placed sites, and beyond these homes."""
    sites = tables.sites_in(*_region(tables, code))[tables.placed]
    return np.flatnonzero(np.concatenate([sites, _homes_in(tables, code)]))


def _candidates(tables: Tables, where: str, code: str) -> Integers:
    """Rows of the places in a region where a new offer may come."""
    if where == AT_SITES:
        rows = np.flatnonzero(offering(tables, "vmbo", TRACKS, tables.years[-1]))
    else:
        rows = tables.main_rows.to_numpy() + len(tables.placed_sites)
    return np.intersect1d(rows, _places_in(tables, code))


def _near(
    tables: Tables, question: Question, rows: Integers, homes: Integers | slice = slice(None)
) -> Booleans:
    """Which homes are within reach of which places: places × homes, of all homes or some."""
    within = np.zeros(len(tables.homes), bool)
    near = np.zeros((len(rows), len(within[homes])), bool)
    each = tables.near(question.distance, rows, question.threshold_m)
    for row, of_place in enumerate(each):
        within[of_place] = True
        near[row] = within[homes]
        within[of_place] = False
    return near


def _merged(near: Booleans, weight: Floats) -> tuple[Booleans, Floats]:
    """Homes that see the same places as one home, with all their young people; those that see none
    are left out."""
    some = near.any(axis=0)
    near, weight = near[:, some], weight[some]
    if not near.size:
        return near, weight
    packed = np.packbits(near, axis=0)
    _, first, same = np.unique(packed, axis=1, return_index=True, return_inverse=True)
    people: Floats = np.bincount(same.ravel(), weight, minlength=len(first)).astype(float)
    return near[:, first], people


def _cover(problem: _Problem, count: int, other_than: Integers) -> _Choice | None:
    """The places that together cover most: maximise w·y, y ≤ sum of the places that cover it.
    Those that are there only to be as many as were asked are left out."""
    covers = LinearConstraint(_linked(problem.near), 0, np.inf)
    choice = _solved(problem, -problem.weight, covers, count, other_than)
    if choice is None:
        return None
    of_use = int(np.count_nonzero(np.diff(choice.totals, prepend=0.0) > 0))
    return choice._replace(order=choice.order[:of_use], totals=choice.totals[:of_use])


def _uncover(problem: _Problem, count: int, other_than: Integers) -> _Choice | None:
    """The places whose end takes fewest: minimise w·z, z ≥ places that end - those near + 1."""
    loses = LinearConstraint(_linked(problem.near), -np.inf, problem.near.sum(axis=0) - 1.0)
    return _solved(problem, problem.weight, loses, count, other_than)


def _linked(near: Booleans) -> csr_array:
    """A row per home: the chosen places near it, less the home itself."""
    return csr_array(hstack([csr_array(near.T.astype(float)), -eye_array(near.shape[1])]))


def _solved(
    problem: _Problem, cost: Floats, linked: LinearConstraint, count: int, other_than: Integers
) -> _Choice | None:
    """The least cost of so many places that are not exactly ``other_than``; None without any."""
    places, homes = problem.near.shape

    def counted(which: Integers | slice, least: int, most: int) -> LinearConstraint:
        row = np.zeros((1, places + homes))
        row[0, which] = 1.0
        return LinearConstraint(row, least, most)

    constraints = [counted(slice(places), count, count)]
    if homes:
        constraints.append(linked)
    if len(other_than):
        constraints.append(counted(other_than, 0, len(other_than) - 1))
    result = milp(
        np.r_[np.zeros(places), cost],
        # With whole places the homes are whole by themselves.
        integrality=np.r_[np.ones(places), np.zeros(homes)],
        bounds=Bounds(0, 1),
        constraints=constraints,
        options={"time_limit": MOST_SECONDS, "mip_rel_gap": 0.0},
    )
    is_proven = result.status == OPTIMAL
    if result.x is not None:
        chosen = np.flatnonzero(result.x[:places] > 0.5)
        gap = 0.0 if is_proven else float(result.mip_gap)
    elif result.status == INFEASIBLE or len(other_than):
        return None
    else:
        # Out of time before there was any: each choice is one, of which nothing is known.
        chosen, gap = np.arange(count), 1.0
    order, totals = _ranked(chosen, problem.total)
    return _Choice(order, np.array(totals), gap, is_proven)


def _ranked(chosen: Integers, total: Callable[[Integers], float]) -> tuple[Integers, list[float]]:
    """Chosen places in the order in which each adds most (or costs least), and the totals."""
    order: list[int] = []
    totals: list[float] = []
    left = [int(one) for one in chosen]
    while left:
        tried = [total(np.array([*order, one])) for one in left]
        best = int(np.argmax(tried))
        order.append(left.pop(best))
        totals.append(tried[best])
    return np.array(order, int), totals
