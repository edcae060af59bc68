"""Offer against work: two figures per region, three classes of each, nine together."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from dashboard.address.view import View
from dashboard.catalogue import Published
from dashboard.data import Data
from dashboard.figures import work
from dashboard.figures.supply import per_100_young
from dashboard.formatting import not_nearly
from geodata.analysis.coverage import coverage
from geodata.question import Question

#: Decimals of what stands for the offer, and the most that it can be.
OFFER_DECIMALS = 1
MOST = {"share": 100.0, "candidates": np.inf}
#: Of a hundred young people, how many have the offer near where it is middling, and where it is
#: much. Fixed, because in most regions nearly all have it: thirds would call 92 of 100 little.
SHARE_CUTS = (75.0, 90.0)
#: Least and most of either: cells are numbered by demand first, then by offer.
LOW, MIDDLE, HIGH = range(3)
#: The cell that the view is for.
MUCH_WORK_LITTLE_OFFER = 3 * HIGH + LOW


@dataclass(frozen=True, eq=False)
class Pairs:
    """Both figures of every region of the level of the map."""

    #: As :func:`dashboard.figures.work.figures`, with ``offer_low, offer_high, offer`` and
    #: ``cell``: 3 × class of demand + class of offer; -1 where either is missing.
    frame: pd.DataFrame
    #: Where the classes of each begin; see :func:`cuts`.
    offer_cuts: tuple[float, ...]
    demand_cuts: tuple[float, ...]


def pairs(data: Data, view: View, level: str = "") -> Pairs:
    """Offer and demand of every region of the map or of another level, and the classes that both
    are parted in.

    The share of the young people by :data:`SHARE_CUTS`; what has no meaning of its own by thirds of
    the regions that have both figures. Of a range the middle is classed.
    """
    return _pairs(data, view.entry, view.question, level or view.level, view.offer)


@lru_cache(maxsize=work.KEPT)
def _pairs(data: Data, entry: Published, question: Question, level: str, kind: str) -> Pairs:
    frame = work.figures(data, entry, question, level)
    found = offer(data, question, level, kind)
    low, high = (not_nearly(values, OFFER_DECIMALS, MOST[kind]) for values in found)
    frame = frame.assign(offer_low=low, offer_high=high, offer=(low + high) / 2)
    both = (frame["offer"].notna() & frame["value"].notna()).to_numpy()
    offer_cuts = SHARE_CUTS if kind == "share" else cuts(frame["offer"].to_numpy()[both])
    demand_cuts = cuts(frame["value"].to_numpy()[both])
    cell = 3 * classed(frame["value"], demand_cuts) + classed(frame["offer"], offer_cuts)
    return Pairs(frame.assign(cell=np.where(both, cell, -1)), offer_cuts, demand_cuts)


def offer(data: Data, question: Question, level: str, kind: str) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest figure of the offer per region: the share of young people in %, or
    candidates per 100 young people where these are enough."""
    if kind == "candidates":
        found = per_100_young(data, question, level)
        return found["low"].to_numpy(), found["high"].to_numpy()
    share = coverage(data.tables, question, level)["share"].to_numpy()
    return share, share


def cuts(values: np.ndarray) -> tuple[float, ...]:
    """Where the middle and the high class begin, so that each holds about a third.

    Regions with the same figure are never parted. Where so many share one that they fill more than
    a third, the others are halved. Two values, one where there are only two figures (low and
    high), none where all are the same.
    """
    known = np.sort(values[np.isfinite(values)])
    found = np.unique(known)[1:]
    if not len(found):
        return ()
    near = {_cut(known, found, part) for part in (1 / 3, 2 / 3)}
    if len(near) == 1 and len(found) > 1:
        (only,) = near
        below, above = known[known < only], known[known >= only]
        # The side that is all one figure cannot be parted further.
        side = max((below, above), key=lambda part: (len(np.unique(part)) > 1, len(part)))
        near.add(_cut(side, np.unique(side)[1:], 1 / 2))
    return tuple(sorted(near))


def _cut(known: np.ndarray, found: np.ndarray, part: float) -> float:
    """Which of the figures has nearest to this part of all regions below it."""
    below = np.searchsorted(known, found) / len(known)
    return float(found[np.abs(below - part).argmin()])


def classed(values: pd.Series | np.ndarray, limits: tuple[float, ...]) -> np.ndarray:
    """The class of every value: 0 low, 1 middle, 2 high."""
    values = np.asarray(values, float)
    if not limits:
        return np.full(len(values), MIDDLE)
    found = np.searchsorted(limits, values, side="right")
    return found if len(limits) == HIGH else found * HIGH


def in_sight(data: Data, view: View) -> pd.DataFrame:
    """The pairs of the regions that lie in the chosen region, or of all; most work first."""
    return work.rows(data, view, pairs(data, view).frame)


def in_corner(data: Data, view: View) -> pd.DataFrame:
    """Those in sight with much work and little offer."""
    frame = in_sight(data, view)
    return frame[frame["cell"] == MUCH_WORK_LITTLE_OFFER]


def of_chosen(data: Data, view: View) -> pd.DataFrame:
    """The pairs of the chosen regions."""
    frame = pairs(data, view).frame
    return frame[frame["code"].isin(work.chosen(data, view))]


def without_class(frame: pd.DataFrame) -> int:
    """Regions of which either figure is missing."""
    return int((frame["cell"] < 0).sum())


def counts(frame: pd.DataFrame) -> np.ndarray:
    """Regions in each of the nine cells."""
    return np.bincount(frame.loc[frame["cell"] >= 0, "cell"], minlength=9)
