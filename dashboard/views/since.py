"""How did the share change since the first exam year that is known?"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dashboard.catalogue import Scale
from dashboard.formatting import number, rounded
from dashboard.texts import Texts
from dashboard.views.diverging import POINTS, class_words, diverging
from dashboard.views.kind import Asking, Kind
from geodata.analysis.coverage import shares
from geodata.tables.reader import Tables


@dataclass(frozen=True, kw_only=True)
class Since(Kind):
    """Points of the share that were won and lost: of the hundred young people."""

    def scale(self, level: str, threshold: float) -> Scale:
        return diverging(POINTS, more_is_better=True)

    def figures(self, tables: Tables, view: Asking, level: str) -> pd.DataFrame:
        return super().figures(tables, view, level).assign(since=self.values(tables, view, level))

    def values(self, tables: Tables, view: Asking, level: str) -> np.ndarray:
        """As they are shown, so that no class contradicts its figure; NaN of any vmbo, of which one
        state is known. What is supposed is compared with what was."""
        now = view.question
        then = replace(now, year=tables.years[0], changes=())
        change = shares(tables, now, level) - shares(tables, then, level)
        known = np.nan if now.profiles == "vmbo" else 0.0
        return rounded(change, self.decimals) + known

    def number_in_words(self, value: float, texts: Texts) -> str:
        """How much more or less: no sign, which a room does not see."""
        if not np.isfinite(value):
            return texts("answer.none")
        shown = number(abs(value), texts.language, self.decimals)
        if not round(abs(value), self.decimals):
            return texts("indicator.since.number.same")
        key = "indicator.since.number.less" if value < 0 else "indicator.since.number.more"
        return texts(key, value=shown)

    def class_words(self, scale: Scale, position: int, level: str, unit: str, texts: Texts) -> str:
        less, more = texts("effect.since.less"), texts("effect.since.more")
        return class_words(scale, position, less, more, texts)


VIEW = Since(
    key="since",
    word="sinds",
    position=63,
    column="since",
    decimals=1,
    is_difference=True,
    middle_state=False,
    highest_first=True,
    own_columns=("since",),
)
