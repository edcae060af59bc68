"""What do changes of the offer make different? Every view of the offer, after less now."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.catalogue import Scale
from dashboard.formatting import rounded
from dashboard.texts import Texts
from dashboard.views.diverging import POINTS, class_words, diverging
from dashboard.views.kind import Asking, Kind
from geodata.analysis.scenario import scenario
from geodata.tables.reader import Tables
from geodata.vocabulary import CLOSE_LEVELS

#: Where the classes of a small, a middling and a large difference begin, on either side of none; of
#: a distance as a part of the threshold.
DISTANCES = (0.0, 0.2, 0.5)
SITES = (0.0, 1.0, 2.0)
PEOPLE = (0.5, 250.0, 1000.0)
PEOPLE_CLOSE_BY = (0.5, 50.0, 150.0)


class Begins(NamedTuple):
    """Where the classes of a difference begin, of regions and of areas close to home."""

    regions: tuple[float, ...]
    close: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Effect(Kind):
    """The difference that changes make to the figure of another view; 0 where they make none."""

    #: The view whose figure differs.
    of: Kind
    begins: Begins
    #: Is more of it better?
    more_is_better: bool

    def scale(self, level: str, threshold: float) -> Scale:
        begins = self.begins.close if level in CLOSE_LEVELS else self.begins.regions
        return diverging(begins, self.more_is_better, threshold if self.of.follows_threshold else 1)

    def decimals_at(self, level: str, unit: str) -> int:
        return self.of.decimals_at(level, unit)

    def figures(self, tables: Tables, view: Asking, level: str) -> pd.DataFrame:
        """Those after the changes; what is different, and who lose and gain the offer."""
        after = self.of.figures(tables, view, level)
        hit = scenario(tables, view.question, level)
        return after.assign(
            **{self.column: self._change(tables, view, level)},
            lost=hit["lost"],
            gained=hit["gained"],
        )

    def values(self, tables: Tables, view: Asking, level: str) -> np.ndarray:
        return self._change(tables, view, level)

    def _change(self, tables: Tables, view: Asking, level: str) -> np.ndarray:
        """As it is shown, so that no class contradicts its figure."""
        after, before = (self.of.values(tables, one, level) for one in (view, view.now))
        change = after - before
        return (
            change
            if self.counts_young
            else rounded(change, self.decimals_at(level, view.unit)) + 0.0
        )

    def class_words(self, scale: Scale, position: int, level: str, unit: str, texts: Texts) -> str:
        """How much less or more, or that nothing differs."""
        key = self.of.key
        less, more = texts(f"effect.{key}.less", unit=unit), texts(f"effect.{key}.more", unit=unit)
        return class_words(scale, position, less, more, texts)


def effects(kinds: dict[str, Kind]) -> dict[str, Kind]:
    """View of the offer -> the view of what changes make different of it; those of the labour
    market have none."""
    people = Begins(PEOPLE, PEOPLE_CLOSE_BY)
    every = (
        _effect(kinds["distance"], Begins(DISTANCES, DISTANCES)),
        _effect(kinds["share"], Begins(POINTS, POINTS), more_is_better=True),
        _effect(kinds["without"], people),
        _effect(kinds["choices"], Begins(SITES, SITES), more_is_better=True),
        _effect(kinds["difference"], people),
        _effect(kinds["only"], people),
        _effect(kinds["since"], Begins(POINTS, POINTS), more_is_better=True),
    )
    return {one.of.key: one for one in every}


def _effect(of: Kind, begins: Begins, more_is_better: bool = False) -> Effect:
    column = "change_young" if of.counts_young else "change"
    return Effect(
        of=of,
        begins=begins,
        more_is_better=more_is_better,
        key=f"effect_{of.key}",
        word=f"{of.word}-verschil",
        position=of.position,
        column=column,
        best_level=of.best_level,
        counts_young=of.counts_young,
        middle_state=False,
        is_difference=True,
        always_rides=of.always_rides,
        sites_by_dependents=of.sites_by_dependents,
        own_columns=(column, "lost", "gained", *of.own_columns),
        opens_with=of.opens_with,
    )
