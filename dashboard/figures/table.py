"""The table twin of the map: the same figures in rows."""

import numpy as np
import pandas as pd

from dashboard.address.view import View
from dashboard.data import Data, fold
from dashboard.formatting import in_tens, not_nearly, ride_rounded, rounded, rounded_up

#: Columns of which a reader looks for the least first: names from A, and where there is a gap.
LOWEST_FIRST = ("name", "share", "choices", "offer")
#: A distance in kilometres -> the same in minutes.
IN_MINUTES = {"mean_km": "mean_min", "p90_km": "p90_min"}
#: Columns of distances and riding times -> their decimals; and those within which so many live.
FAR = dict.fromkeys(IN_MINUTES, 1) | dict.fromkeys(IN_MINUTES.values(), 0)
WITHIN_WHICH = ("p90_km", "p90_min")


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


def sorted_by(column: str, falling: bool | None) -> str:
    """How a column sorts the rows when its heading is pressed, spelled as in the address.

    falling: whether it sorts them from high to low now; None where another column sorts them.
    """
    rises = column in LOWEST_FIRST if falling is None else falling
    return column if rises else f"-{column}"


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


def as_shown(values: pd.Series, column: str) -> np.ndarray:
    """Figures of a column as its cells round them."""
    if column == "share":
        return not_nearly(values, 1)
    if column in FAR:
        shown = rounded_up if column in WITHIN_WHICH else ride_rounded
        return shown(values, FAR[column])
    one_decimal = column in ("choices", "value", "offer", "change", "since")
    return rounded(values, 1) if one_decimal else in_tens(values)


def filtered(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """The rows that are asked for: with a name in which the words stand, and a figure within the
    limit, as they are shown. A column that the view has not limits nothing."""
    if view.row_name:
        frame = frame[[fold(view.row_name) in fold(name) for name in frame["name"]]]
    if view.row_limit is None:
        return frame
    column, sense, limit = view.row_limit
    column = {"figure": "value"}.get(column_of(column, view), column_of(column, view))
    if column not in frame:
        return frame
    shown = as_shown(frame[column], column)
    return frame[shown >= limit if sense == "min" else shown <= limit]


def total(data: Data, view: View) -> pd.DataFrame:
    """The figures of the chosen region as a whole, a row, in the unit of the question: no sum of
    the rows, which may lie in it in part."""
    region = data.around(view.region)
    frame = view.kind.figures(data.tables, view, region.level)
    return in_unit(frame.iloc[[region.position]], view)
