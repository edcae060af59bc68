"""What a search for the best places gives: the analysis works it out, a web server reads it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geodata.tables.reader import Tables
from geodata.vocabulary import AT_SITES

COLUMNS = ("rank", "code", "name", "gain", "total", "gap")
#: What stands beside an answer, with what it means.
NOBODY_KNOWN, NO_CANDIDATE, NO_GAP = "nobody_known", "no_candidate", "no_gap"
FEWER, OUT_OF_TIME = "fewer", "out_of_time"
NOTES = {
    NOBODY_KNOWN: "of nobody there it is known how far they go",
    NO_CANDIDATE: "no place there can reach anybody who goes without, or offer less",
    NO_GAP: "nobody there goes without the offer",
    FEWER: "more places than these change nothing, or there are no more",
    OUT_OF_TIME: "not proven to be the best, as the time was over; the gap is what may be missed",
}


def can_be_among(tables: Tables, among: str, distance: str) -> bool:
    """Is it known how far such places are? A measure of the owner's own goes to sites alone."""
    return among == AT_SITES or distance not in tables.own_distances


@dataclass(frozen=True, eq=False)
class Siting:
    """Chosen places, the most useful first: the columns of :data:`COLUMNS`; the best of all other
    choices of as many places, empty where there is none; and what is to be said of the first, keys
    of :data:`NOTES`.

    ``gain``   young people more than with the rows above; of offers that end 0 or less
    ``total``  of this row and those above
    ``gap``    part of the total that a better choice could still add; 0 where this is the best
    """

    places: pd.DataFrame
    runner_up: pd.DataFrame
    notes: tuple[str, ...]

    @property
    def cost_of_runner_up(self) -> float:
        """Young people fewer, or more who lose reach, when the runner-up is chosen; NaN without."""
        if self.runner_up.empty:
            return np.nan
        return float(self.places["total"].iloc[-1] - self.runner_up["total"].iloc[-1])
