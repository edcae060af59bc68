"""What a view of the map is: what it shows of each area, how that is classed, and what it asks of
the page around it."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from dashboard.catalogue import Scale
from dashboard.formatting import number, people, percentage
from dashboard.palette import Area
from dashboard.texts import Texts
from geodata.analysis.coverage import ONLY_DP, coverage, mostly, people_totals, states
from geodata.question import Question
from geodata.tables.reader import Tables
from geodata.vocabulary import CLOSE_LEVELS

#: Classes of an area that are no position in the colours: where nothing is known; and, from STRIPED
#: down, where only Dienstverlening en Producten is within reach: the first colour with stripes,
#: the second, and so on.
NO_DATA, STRIPED = -1, -2

#: Columns of the table that every view of the offer has.
USUAL_COLUMNS = (
    "name",
    "share",
    "not_covered",
    "only_dp",
    "young_people",
    "mean_km",
    "p90_km",
    "choices",
)

#: Where the classes of a number of young people end; the first is nobody.
YOUNG_PEOPLE = (0.5, 250, 1000, 3000)
#: Nobody without an offer is blue; more people without is a deeper orange.
WITHOUT_COLOURS = (Area.MIDDLE, Area.A_LITTLE, Area.TOO_FAR, Area.MUCH_TOO_FAR, Area.WORST)


class Asking(Protocol):
    """What a figure depends on, of the view that is on the screen."""

    @property
    def population(self) -> int: ...

    @property
    def question(self) -> Question: ...

    @property
    def by_crow(self) -> Question: ...

    @property
    def by_ride(self) -> Question: ...

    @property
    def threshold(self) -> int: ...

    @property
    def unit(self) -> str: ...

    @property
    def now(self) -> "Asking": ...

    def in_unit(self, metres: np.ndarray) -> np.ndarray: ...


@dataclass(frozen=True, eq=False)
class Painted:
    """What is on the map: of every region of a level, a row each."""

    scale: Scale
    #: Positions in the colours of the scale, with stripes or without, or NO_DATA.
    classes: np.ndarray
    #: The figures that are classed; None where a class says all there is.
    values: np.ndarray | None


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One view of the map: everything in which it differs from the others.

    Its texts are ``indicator.<key>.name``, ``.legend`` (title of the legend), ``.hover`` (the
    figure of one area in words), ``.number`` and ``.answer`` (the large number of a region, and
    what that is) and ``.class.first``, ``.middle`` and ``.last``; of the labour market only
    ``view.<key>.name``.
    """

    key: str
    #: Its word in the address: ``kaart=``.
    word: str
    #: Where it stands in the menu, from low to high.
    position: int

    # ---- the figure ----

    #: The column of :meth:`figures` that is on the map.
    column: str = ""
    decimals: int = 0
    #: Does a figure say by its sign whether it is more or less?
    is_difference: bool = False
    #: Its classes, of regions and of areas close to home.
    regions: Scale | None = None
    close: Scale | None = None
    #: Where the classes of those areas are states: the text of each, in the order of the colours.
    #: An area has the state of most of its people.
    home_states: tuple[str, ...] = ()
    #: The level that reads best until a reader picks one; of the labour market its figure knows.
    best_level: str = "municipality"
    #: Does it count young people, who are rounded as the table rounds them?
    counts_young: bool = False
    #: Is it a share in percent, nothing or all only where it is?
    is_share: bool = False
    #: Are areas close to home striped where most have only Dienstverlening en Producten near?
    middle_state: bool = True
    #: The colour that has those stripes in the legend.
    stripes_over: Area = Area.MUCH_TOO_FAR
    #: Is it of distances by bicycle, whatever the measure of the question?
    always_rides: bool = False

    # ---- the page around it ----

    #: Does the legend go from the highest class to the lowest?
    highest_first: bool = False
    #: Do the classes of areas close to home follow the threshold in the browser, while it is
    #: dragged?
    follows_threshold: bool = False
    #: How many of its classes, from the first, are within the threshold; 0 where classes are of
    #: something else, which is the same at every threshold.
    classes_within: int = 0
    #: Is a site as large as the number of young people who depend on it?
    sites_by_dependents: bool = False
    #: Columns that the table has for it: beside the usual ones, or its only ones.
    own_columns: tuple[str, ...] = ()
    #: Is its answer how many of a hundred have the offer within the threshold, whatever its figure?
    answers_of_hundred: bool = False
    #: What of the panel the number of this view says already, or opens: ``detour``, who has it near
    #: as the crow flies only, or ``ranking``, of sites that are the only offer.
    opens_with: str = ""

    # ---- the labour market ----

    #: Does it show a figure of the labour market, as published?
    is_labour: bool = False
    #: Does it cross that figure with the offer?
    crosses_offer: bool = False

    @property
    def asks_offer(self) -> bool:
        """Is the question about the offer a part of what it shows?"""
        return self.crosses_offer or not self.is_labour

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of the table, by which it can be sorted: the name, then its own."""
        usual = () if self.is_labour else USUAL_COLUMNS[1:]
        return (USUAL_COLUMNS[0], *self.own_columns, *usual)

    # ---- figures and classes ----

    def scale(self, level: str, threshold: float) -> Scale:
        """The classes at a level."""
        scale = self.close if level in CLOSE_LEVELS and self.close else self.regions
        if scale is None:
            raise ValueError(f"{self.key}: no classes")
        return scale

    def decimals_at(self, level: str, unit: str) -> int:
        """Decimals of the figure of one area."""
        return self.decimals

    def figures(self, tables: Tables, view: Asking, level: str) -> pd.DataFrame:
        """Coverage of every region of a level, with the columns that only this view has."""
        return coverage(tables, view.question, level)

    def values(self, tables: Tables, view: Asking, level: str) -> np.ndarray:
        """The figure of every region of a level."""
        return np.asarray(self.figures(tables, view, level)[self.column], float)

    def classed(self, tables: Tables, view: Asking, level: str, values: np.ndarray) -> np.ndarray:
        """What is classed in the place of the figures of the regions: mostly these."""
        return values

    def classify(self, scale: Scale, values: np.ndarray, level: str) -> np.ndarray:
        """The class of every figure."""
        return scale.classify(values)

    def states_of_homes(self, tables: Tables, view: Asking) -> np.ndarray:
        """Of every home which of its states it has, with stripes or without."""
        raise ValueError(f"{self.key}: homes have no states")

    def painted(self, tables: Tables, view: Asking, level: str) -> Painted:
        """The figure of every region of a level and its class."""
        scale = self.scale(level, view.threshold)
        if level in CLOSE_LEVELS and self.home_states:
            of_homes = self.states_of_homes(tables, view)
            lowest = of_homes.min(initial=0)
            most = mostly(tables, view.population, level, of_homes - lowest, view.question.distance)
            return Painted(scale, np.where(most < 0, NO_DATA, most + lowest), None)
        values = self.values(tables, view, level)
        classes = self.classify(scale, self.classed(tables, view, level, values), level)
        if level in CLOSE_LEVELS and self.middle_state:
            classes = np.where(self.striped(tables, view, level), striped(classes), classes)
        return Painted(scale, classes, values)

    def striped(self, tables: Tables, view: Asking, level: str) -> np.ndarray:
        """Where most have only Dienstverlening en Producten within reach."""
        question = view.question
        of_homes = states(tables, question)
        most = mostly(tables, view.population, level, of_homes, question.distance)
        return np.asarray((most == ONLY_DP) & ~np.isnan(self.values(tables, view, level)))

    # ---- words ----

    def number_in_words(self, value: float, texts: Texts) -> str:
        """The figure of one region as the large number of an answer: with what it counts."""
        if self.is_share:
            return percentage(value, texts.language)
        return texts(f"indicator.{self.key}.number", value=self.shown(value, texts))

    def shown(self, value: float, texts: Texts) -> str:
        """The figure of one region alone."""
        if self.counts_young:
            return people(value, texts.language)
        return number(value, texts.language, self.decimals)

    def class_rows(
        self, level: str, threshold: float, unit: str, texts: Texts
    ) -> list[tuple[str, str]]:
        """Colour and words of every class, in the order of the legend."""
        scale = self.scale(level, threshold)
        if level in CLOSE_LEVELS and self.home_states:
            labels = [texts(key) for key in self.home_states]
        else:
            labels = [
                self.class_words(scale, position, level, unit, texts)
                for position in range(len(scale.colours))
            ]
        rows = list(zip(scale.colours, labels, strict=True))
        return rows[::-1] if self.highest_first else rows

    def class_words(self, scale: Scale, position: int, level: str, unit: str, texts: Texts) -> str:
        """One class, by its limits."""
        low = _limit(scale.limits[position - 1], texts) if position else ""
        high = _limit(scale.limits[position], texts) if position < len(scale.limits) else ""
        part = "first" if not position else "last" if not high else "middle"
        return texts(f"indicator.{self.key}.class.{part}", low=low, high=high, unit=unit)


def striped(classes: np.ndarray) -> np.ndarray:
    """Positions in the colours, with stripes; what has no position keeps none."""
    return STRIPED - classes


def _limit(value: float, texts: Texts) -> str:
    return number(value, texts.language, 0 if float(value).is_integer() else 1)


def young_people(tables: Tables, view: Asking, level: str, homes: np.ndarray) -> np.ndarray:
    """Young people in some of the homes, per region of a level; NaN where that is not known."""
    return people_totals(
        tables, level, tables.young(view.population, view.question.distance) * homes
    )
