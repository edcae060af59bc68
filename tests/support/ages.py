"""The grid with ages, to move cohorts forward by hand."""

import pandas as pd

from geodata.analysis import forecast
from tests.support import grid

GROUPS = list(forecast.GROUPS)
#: Persons of 0–4, 5–9, 10–14 and 15–19 in every home of the grid.
NOW = {"age_0_4": 50.0, "age_5_9": 100.0, "age_10_14": 200.0, "age_15_19": 400.0}
BEFORE = {"age_0_4": 60.0, "age_5_9": 150.0, "age_10_14": 300.0, "age_15_19": 500.0}


def homes(now: pd.DataFrame | dict = NOW, before: pd.DataFrame | dict = BEFORE) -> pd.DataFrame:
    """The nine homes with ages: of 2025 `now`, of 2021 `before`."""
    frame = grid.homes()
    for year, counts in {2021: before, 2025: now}.items():
        frame = frame.assign(**{f"{group}_{year}": counts[group] for group in GROUPS})
        older = frame[f"age_15_19_{year}"].fillna(0)
        frame[f"young_{year}"] = 0.6 * frame[f"age_10_14_{year}"].fillna(0) + 0.4 * older
    return frame
