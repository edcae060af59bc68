"""The rows of the table beside the labour views."""

import pandas as pd

from dashboard.address.view import View
from dashboard.data import Data
from dashboard.figures import two_way, work


def rows(data: Data, view: View) -> pd.DataFrame:
    """Regions that lie in the chosen region with their figures, sorted as asked."""
    crossed = view.kind.crosses_offer
    frame = two_way.pairs(data, view).frame if crossed else work.shown(data, view)
    column = view.sort_column if view.sort_column in view.columns else "figure"
    down = view.descending or view.sort_column not in view.columns
    by = {"figure": "value"}.get(column, column)
    region = data.around(view.region)
    if region.level != "nl":
        frame = frame.iloc[data.areas_inside(view.level, region.code)]
    return frame.sort_values(
        by, ascending=not down, na_position="last", kind="stable", ignore_index=True
    )
