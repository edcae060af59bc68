"""Which part of the young people has the offer within reach?"""

from dataclasses import dataclass

import numpy as np

from dashboard.catalogue import Scale
from dashboard.palette import Area
from dashboard.views.kind import STRIPED, Asking, Kind
from geodata.analysis.coverage import ONLY_DP, WITHIN, states
from geodata.tables.reader import Tables


@dataclass(frozen=True, kw_only=True)
class Share(Kind):
    def states_of_homes(self, tables: Tables, view: Asking) -> np.ndarray:
        """Everybody at a home has the offer within reach, or nobody has."""
        state = states(tables, view.question)
        return np.select([state == WITHIN, state == ONLY_DP], [1, STRIPED], 0)


VIEW = Share(
    key="share",
    word="dekking",
    position=20,
    column="share",
    decimals=1,
    is_share=True,
    regions=Scale(
        (50, 75, 90, 99.5),
        (Area.MUCH_TOO_FAR, Area.TOO_FAR, Area.FAR, Area.MIDDLE, Area.NEAR),
        upper=False,
    ),
    homes=Scale((50,), (Area.MUCH_TOO_FAR, Area.MIDDLE)),
    home_states=("state.nothing", "state.within"),
    highest_first=True,
)
