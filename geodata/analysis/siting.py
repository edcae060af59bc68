"""Where would new offers reach most, and which offers can end with the least loss?

Both are solved exactly (maximal covering, by HiGHS): not by taking the best place first, as two
places that are each second best may together be better. What is offered stays where it is. Needs
scipy, which a web worker does without.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack

from geodata.analysis.coverage import nearest_m, offering, offering_rows
from geodata.errors import DataError
from geodata.question import Question
from geodata.tables.arrays import Booleans, Floats, Integers
from geodata.tables.reader import Tables
from geodata.vocabulary import TRACKS

COLUMNS = ("rank", "code", "name", "gain", "total", "gap")
#: Seconds after which the best answer so far is given, with its gap.
MOST_SECONDS = 20.0
#: Where new offers may come: at sites with a licence for vmbo, or in any postcode area.
SITES, EVERYWHERE = "sites", "everywhere"
#: What stands beside an answer, with what it means.
NO_CANDIDATE, NO_GAP, FEWER, OUT_OF_TIME = "no_candidate", "no_gap", "fewer", "out_of_time"
NOTES = {
    NO_CANDIDATE: "no place there can reach anybody who goes without, or offer less",
    NO_GAP: "nobody there goes without the offer",
    FEWER: "more places than these change nothing, or there are no more",
    OUT_OF_TIME: "not proven to be the best, as the time was over; the gap is what may be missed",
}


@dataclass(frozen=True, eq=False)
class Siting:
    """Chosen places, the most useful first: the columns of :data:`COLUMNS`; and what is to be said
    of them, keys of :data:`NOTES`.

    ``gain``   young people more than with the rows above; of offers that end 0 or less
    ``total``  of this row and those above
    ``gap``    part of the total that a better choice could still add; 0 where this is the best
    """

    places: pd.DataFrame
    notes: tuple[str, ...]


def best_places(
    tables: Tables, question: Question, count: int, where: str = SITES, inside: str = "NL"
) -> Siting:
    """The places where new offers of the question reach most young people who go without.

    where: :data:`SITES` or :data:`EVERYWHERE`. inside: code of a region whose young people count,
    and where the places lie.
    """
    young = tables.young(question.population) * _homes_in(tables, inside)
    without = np.flatnonzero((nearest_m(tables, question) > question.threshold_m) & (young > 0))
    rows = np.setdiff1d(_candidates(tables, where, inside), offering_rows(tables, question))
    if not len(without):
        return _answer(tables, [], [], 0.0, (NO_GAP,))
    near = _near(tables, question, rows)[:, without]
    # What can reach nobody is no candidate.
    useful = near.any(axis=1)
    if not useful.any():
        return _answer(tables, [], [], 0.0, (NO_CANDIDATE,))
    rows, near = rows[useful], near[useful]
    near, weight = _merged(near, young[without])
    chosen, gap, proven = _cover(near, weight, min(count, len(rows)))
    order, gains = _ranked(chosen, lambda some: float(weight[near[some].any(axis=0)].sum()))
    # Chosen only to be as many as were asked.
    some = int(np.count_nonzero(np.diff(gains, prepend=0.0) > 0))
    order, gains = order[:some], gains[:some]
    notes = [FEWER] if len(order) < count else []
    return _answer(tables, rows[order], gains, gap, (*notes, *([] if proven else [OUT_OF_TIME])))


def least_loss(tables: Tables, question: Question, count: int, inside: str = "NL") -> Siting:
    """The offers in a region that can end with the fewest young people losing reach, wherever these
    live. The totals count those who lose, as numbers of 0 or less."""
    every = offering_rows(tables, question)
    rows = np.intersect1d(every, _places_in(tables, inside))
    if not len(rows):
        return _answer(tables, [], [], 0.0, (NO_CANDIDATE,))
    count, asked = min(count, len(rows)), count
    young = tables.young(question.population)
    near = _near(tables, question, rows)
    stays = _near(tables, question, np.setdiff1d(every, rows)).any(axis=0)
    choices = near.sum(axis=0)
    # Who keeps an offer, whichever end, loses nothing.
    exposed = np.flatnonzero(~stays & (choices > 0) & (choices <= count) & (young > 0))
    near, weight = _merged(near[:, exposed], young[exposed])
    chosen, gap, proven = _uncover(near, weight, count)

    def total(some: Integers) -> float:
        left = np.delete(near, some, axis=0).any(axis=0)
        return -float(weight[~left].sum()) or 0.0

    order, losses = _ranked(chosen, total)
    notes = [FEWER] if count < asked else []
    return _answer(tables, rows[order], losses, gap, (*notes, *([] if proven else [OUT_OF_TIME])))


def _answer(
    tables: Tables,
    rows: Sequence[int] | Integers,
    totals: Sequence[float],
    gap: float,
    notes: tuple[str, ...],
) -> Siting:
    count = len(tables.placed_sites)
    at = np.asarray(rows, int)
    names = [
        tables.placed_sites["name"].iloc[row] if row < count else tables.homes["place"][row - count]
        for row in at
    ]
    frame = pd.DataFrame(
        {
            "rank": np.arange(1, len(at) + 1),
            "code": tables.codes_of_places[at],
            "name": names,
            "gain": np.diff(totals, prepend=0.0),
            "total": np.asarray(totals, float),
            "gap": gap,
        }
    )
    return Siting(frame[list(COLUMNS)].round(4), notes)


def _region(tables: Tables, code: str) -> tuple[str, int]:
    """Level and position of a region."""
    known = tables.regions[tables.regions["code"] == code]
    if not len(known):
        raise DataError(f"no region has the code {code!r}; the table of coverage has them")
    level = str(known["level"].iloc[0])
    return level, int(np.flatnonzero(tables.regions_of(level)["code"] == code)[0])


def _homes_in(tables: Tables, code: str) -> Booleans:
    level, position = _region(tables, code)
    return np.asarray(tables.member_positions(level) == position, bool)


def _places_in(tables: Tables, code: str) -> Integers:
    """Rows of the places in a region: placed sites, and beyond these homes."""
    sites = tables.sites_in(*_region(tables, code))[tables.placed]
    return np.flatnonzero(np.concatenate([sites, _homes_in(tables, code)]))


def _candidates(tables: Tables, where: str, code: str) -> Integers:
    """Rows of the places in a region where a new offer may come."""
    if where == SITES:
        rows = np.flatnonzero(offering(tables, "vmbo", TRACKS, tables.years[-1]))
    else:
        rows = tables.main_rows.to_numpy() + len(tables.placed_sites)
    return np.intersect1d(rows, _places_in(tables, code))


def _near(tables: Tables, question: Question, rows: Integers) -> Booleans:
    """Which homes are within reach of which places: places × homes."""
    near = np.zeros((len(rows), len(tables.homes)), bool)
    each = tables.near(question.distance, rows, question.threshold_m)
    for row, homes in enumerate(each):
        near[row] = homes
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


def _cover(near: Booleans, weight: Floats, count: int) -> tuple[Integers, float, bool]:
    """The places that together cover most: maximise w·y, y ≤ sum of the places that cover it."""
    places, homes = near.shape
    covers = hstack([csr_array(near.T.astype(float)), -eye_array(homes)])
    return _solved(places, -weight, LinearConstraint(covers, 0, np.inf), count)


def _uncover(near: Booleans, weight: Floats, count: int) -> tuple[Integers, float, bool]:
    """The places whose end takes fewest: minimise w·z, z ≥ places that end - those near + 1."""
    places, homes = near.shape
    loses = hstack([csr_array(near.T.astype(float)), -eye_array(homes)])
    most = near.sum(axis=0) - 1.0
    return _solved(places, weight, LinearConstraint(loses, -np.inf, most), count)


def _solved(
    places: int, cost: Floats, linked: LinearConstraint, count: int
) -> tuple[Integers, float, bool]:
    """Chosen places, the gap as a part, and whether it is proven that there are no better."""
    homes = len(cost)
    exactly = LinearConstraint(np.r_[np.ones(places), np.zeros(homes)][None], count, count)
    constraints = [linked, exactly] if homes else [exactly]
    result = milp(
        np.r_[np.zeros(places), cost],
        # With whole places the homes are whole by themselves.
        integrality=np.r_[np.ones(places), np.zeros(homes)],
        bounds=Bounds(0, 1),
        constraints=constraints,
        options={"time_limit": MOST_SECONDS, "mip_rel_gap": 0.0},
    )
    if result.x is None:
        # Out of time before anything was found: any choice is one, of which nothing is known.
        return np.arange(count), 1.0, False
    chosen = np.flatnonzero(result.x[:places] > 0.5)
    gap = 0.0 if result.status == 0 else float(result.mip_gap)
    return chosen, gap, result.status == 0


def _ranked(
    chosen: Integers, total_of: Callable[[Integers], float]
) -> tuple[Integers, list[float]]:
    """Chosen places in the order in which each adds most (or costs least), and the totals."""
    order: list[int] = []
    totals: list[float] = []
    left = [int(one) for one in chosen]
    while left:
        tried = [total_of(np.array([*order, one])) for one in left]
        best = int(np.argmax(tried))
        order.append(left.pop(best))
        totals.append(tried[best])
    return np.array(order, int), totals
