"""The table twin of the map: the same figures in rows."""

import pandas as pd

from dashboard.address.view import View
from dashboard.data import Data


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
