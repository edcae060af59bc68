"""How the share of a region that has the offer near changed over the exam years."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.address.view import View
from dashboard.data import CARIBBEAN, Data
from dashboard.figures.money import BEGAN
from geodata.analysis.reach_by_year import has_years, made_by, shares_by_year

#: Points that a small line has room for at least: what hardly changed is drawn hardly changed.
LEAST_SPAN = 20.0


class YearShare(NamedTuple):
    """A school year, and the share of that year in percent."""

    year: str
    share: float


def by_year(data: Data, view: View, code: str | None = None) -> list[YearShare]:
    """The share of the region of a view, or of another, in every exam year; empty where it has one
    state only: of areas close to home, of what is supposed, and of vmbo in general."""
    region, question = data.region(code or view.region), view.question
    if region.is_close or region.code == CARIBBEAN or not has_years(question):
        return []
    shares = shares_by_year(data.tables, question, region.level, region.position)
    if not np.isfinite(shares).all():
        return []
    return [YearShare(*one) for one in zip(data.tables.years, shares, strict=True)]


def unknown_years(years: list[str]) -> list[str]:
    """The school years between some others, of which there is no exam file."""
    return [
        f"{year}-{year + 1}"
        for before, after in pairwise(years)
        for year in range(int(before[:4]) + 1, int(after[:4]))
    ]


def places(shares: Sequence[YearShare]) -> list[tuple[float, float]]:
    """Where each year stands, in percent from the left and from below: years that are not known
    keep their room."""
    first, last = (int(shares[at].year[:4]) for at in (0, -1))
    values = [one.share for one in shares]
    span = max(max(values) - min(values), LEAST_SPAN)
    low = min((min(values) + max(values) - span) / 2, 100 - span)
    return [
        (100 * (int(one.year[:4]) - first) / (last - first), 100 * (one.share - max(low, 0)) / span)
        for one in shares
    ]


def money_places(shares: Sequence[YearShare]) -> list[tuple[int, float]]:
    """The years in which money of the programme began, and where each stands: percent from the
    left; of those that the line has."""
    first, last = (int(shares[at].year[:4]) for at in (0, -1))
    return [
        (year, 100 * (year - first) / (last - first)) for year in BEGAN if first <= year <= last
    ]


def first_of_run(shares: Sequence[YearShare]) -> int:
    """Where the last years begin that follow one another: what lies between others is not known."""
    first = len(shares) - 1
    while first and int(shares[first].year[:4]) == int(shares[first - 1].year[:4]) + 1:
        first -= 1
    return first


def gains_and_losses(data: Data, view: View) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The sites that made gains and losses in the region of a view since the first year: see
    :func:`geodata.analysis.reach_by_year.made_by`."""
    region, tables = data.region(view.region), data.tables
    return made_by(tables, view.question, region.level, region.position, tables.years[0])
