"""The table twin of the map: the same figures in rows."""

import pandas as pd

from dashboard.address.view import View
from dashboard.data import Data

#: A distance in kilometres -> the same in minutes.
IN_MINUTES = {"mean_km": "mean_min", "p90_km": "p90_min"}


def rows(data: Data, view: View) -> pd.DataFrame:
    """Coverage of every area of the map that lies in the chosen region, sorted as asked.

    In the country that is every area of the level; within a region the areas that lie in it, of
    postcode areas most of their people, each with the figures of the whole area.
    """
    frame = view.kind.figures(data.tables, view, view.level)
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


def column_of(column: str, view: View) -> str:
    """The column as a view shows it: distances are in the unit of its question."""
    return IN_MINUTES.get(column, column) if view.unit == "min" else column


def in_unit(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """Rows with their distances in the unit of the question, under the name of that unit."""
    minutes = {
        column: view.in_unit(frame[column] * 1000)
        for column in frame
        if column_of(column, view) != column
    }
    return frame.assign(**minutes).rename(columns=lambda column: column_of(column, view))
