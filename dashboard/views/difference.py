"""Who has the offer near as the crow flies, and not by bicycle?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.catalogue import Scale
from dashboard.palette import Area
from dashboard.views.kind import WITHOUT_COLOURS, YOUNG_PEOPLE, Asking, Kind, young_people
from geodata.analysis.coverage import is_near, only_straight
from geodata.tables.reader import Tables


@dataclass(frozen=True, kw_only=True)
class Difference(Kind):
    def figures(self, tables: Tables, view: Asking, level: str) -> pd.DataFrame:
        lost = only_straight(tables, view.by_crow, view.by_ride)
        counted = young_people(tables, view, level, lost)
        return super().figures(tables, view, level).assign(difference=counted)

    def states_of_homes(self, tables: Tables, view: Asking) -> np.ndarray:
        """Near by bicycle, near as the crow flies only, or far either way."""
        near = is_near(tables, view.by_ride)
        lost = only_straight(tables, view.by_crow, view.by_ride)
        return np.select([near, lost], [0, 1], 2)


VIEW = Difference(
    key="difference",
    word="verschil",
    position=50,
    column="difference",
    regions=Scale(YOUNG_PEOPLE, WITHOUT_COLOURS),
    close=Scale((0, 1), (Area.FAR, Area.MUCH_TOO_FAR, Area.A_LITTLE)),
    home_states=("state.within", "difference.only_straight", "difference.neither"),
    best_level="postcode",
    counts_young=True,
    middle_state=False,
    always_rides=True,
    own_columns=("difference",),
    opens_with="detour",
)
