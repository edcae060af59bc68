"""Who has one site within reach, and no other?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.catalogue import Scale
from dashboard.palette import ONE_SITE, Area
from dashboard.views.kind import YOUNG_PEOPLE, Asking, Kind, striped, young_people
from geodata.analysis.coverage import ONLY_DP, WITHIN, states
from geodata.analysis.only_offer import dependent
from geodata.tables.reader import Tables


@dataclass(frozen=True, kw_only=True)
class OnlyOffer(Kind):
    def figures(self, tables: Tables, view: Asking, level: str) -> pd.DataFrame:
        alone = dependent(tables, view.question)
        counted = young_people(tables, view, level, alone)
        return super().figures(tables, view, level).assign(only=counted)

    def states_of_homes(self, tables: Tables, view: Asking) -> np.ndarray:
        """One site with the offer near, more of them, or none."""
        state = states(tables, view.question)
        conditions = [dependent(tables, view.question), state == WITHIN, state == ONLY_DP]
        none = np.asarray(2)
        return np.select(conditions, [0, 1, striped(none)], none)


VIEW = OnlyOffer(
    key="only",
    word="enig",
    position=60,
    column="only",
    regions=Scale(YOUNG_PEOPLE, ONE_SITE),
    close=Scale((0, 1), (ONE_SITE[3], Area.FAR, Area.TOO_FAR)),
    home_states=("only.one", "only.more", "only.none"),
    best_level="postcode",
    stripes_over=Area.TOO_FAR,
    counts_young=True,
    sites_by_dependents=True,
    own_columns=("only",),
    opens_with="ranking",
)
