"""Who has the offer near, by urbanity and welfare, and which difference is worth a sentence."""

from dataclasses import dataclass

import pandas as pd

from dashboard.address.view import View
from dashboard.data import CARIBBEAN, Data, Region
from dashboard.formatting import EXACT
from geodata.analysis.equity import FIFTHS, GROUPS, equity

#: Points between the least and the best-off fifth from which they are said to differ.
POINTS = 5.0
#: Kinds of areas in the order in which they are spoken of first, where they differ as much.
SPOKEN = ("rural", "between", "urban")


@dataclass(frozen=True)
class Slope:
    """Shares of the least and of the best-off fifth of a group, in percent."""

    group: str
    low: float
    high: float

    @property
    def points(self) -> float:
        """How much more the best-off have it near."""
        return self.high - self.low


def known(data: Data, region: Region) -> bool:
    """Areas close to home are one neighbourhood; of the Caribbean no homes are known."""
    return not region.is_close and region.code != CARIBBEAN and bool(data.inside(region.code).any())


def table(data: Data, view: View) -> pd.DataFrame:
    """See :func:`geodata.analysis.equity.equity`; of the region of the view. Do not change it."""
    region = data.region(view.region)
    return equity(data.tables, view.question, region.level, region.code)


def slopes(rows: pd.DataFrame) -> dict[str, Slope]:
    """The slope of every group that is divided."""
    columns = (rows[name].tolist() for name in ("group", "fifth", "share"))
    share = {(group, fifth): one for group, fifth, one in zip(*columns, strict=True)}
    return {
        group: Slope(group, share[group, 1], share[group, FIFTHS])
        for group in GROUPS
        if (group, 1) in share and (group, FIFTHS) in share
    }


def largest(found: dict[str, Slope]) -> Slope | None:
    """The slope to speak of; None where no group is divided.

    That of the kind of areas that differs most, the first of :data:`SPOKEN` of equals. Where none
    differs by :data:`POINTS` it is that of all areas together.
    """
    ordered = [found[group] for group in SPOKEN if group in found]
    top = max(ordered, key=lambda slope: round(abs(slope.points), EXACT), default=None)
    if top is None or abs(top.points) < POINTS:
        return found.get("all", top)
    return top
