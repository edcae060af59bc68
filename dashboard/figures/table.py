"""The table twin of the map: the same figures in rows."""

import pandas as pd

from dashboard.address.view import View
from dashboard.data import Data
from dashboard.figures import only
from geodata.analysis.coverage import coverage, only_straight, totals


def figures(data: Data, view: View, level: str) -> pd.DataFrame:
    """Coverage of every region of a level, with the column of the view when that is not in it.

    ``difference``: young people with the offer near as the crow flies and not by bicycle.
    ``only``: young people with one site that has the offer within reach, and no other.
    """
    frame = coverage(data.tables, view.question, level)
    young = data.tables.young(view.population)
    if view.show == "only":
        alone = only.dependent(data, view)
        return frame.assign(only=totals(data.tables, level, young * alone))
    if view.show != "difference":
        return frame
    lost = only_straight(data.tables, view.by_crow, view.by_ride)
    return frame.assign(difference=totals(data.tables, level, young * lost))


def rows(data: Data, view: View) -> pd.DataFrame:
    """Coverage of every area of the map that lies in the chosen region, sorted as asked.

    In the country that is every area of the level; within a region the areas of which at least
    one home lies in it, each with the figures of the whole area.
    """
    frame = figures(data, view, view.level)
    region = data.around(view.region)
    if region.level != "nl":
        frame = frame.iloc[data.areas_inside(view.level, region.code)]
    column = view.sort_column if view.sort_column in frame else "not_covered"
    return frame.sort_values(
        column,
        ascending=not view.descending,
        na_position="last",
        kind="stable",
        ignore_index=True,
    )
