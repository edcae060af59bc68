"""Who is hit by the changes of a view, and who is helped: the figures of its region."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.address.view import View
from dashboard.data import CARIBBEAN, Data, Place
from dashboard.figures.answer import Answer, answer
from geodata.analysis.coverage import ONLY_DP, states, totals
from geodata.analysis.equity import lost_by_group
from geodata.analysis.scenario import (
    Further,
    became_only,
    choices_changed,
    further,
    hit_places,
    lost_and_gained,
    scenario,
)

#: Areas and places that are named on a page.
NAMED = 10


@dataclass(frozen=True)
class Effect:
    """Young people of a region who lose and gain the offer within reach; of those who lose it,
    whom Dienstverlening en Producten is left."""

    lost: float
    gained: float
    only_dp: float

    @property
    def is_none(self) -> bool:
        """Does nobody lose it, and nobody gain it?"""
        return self.lost < 0.5 and self.gained < 0.5


def effect(data: Data, view: View) -> Effect:
    """What the changes do to the region of a view."""
    region, tables, question = data.region(view.region), data.tables, view.question
    young = tables.young(view.population, view.question.distance)

    def people(homes: np.ndarray) -> float:
        return float(totals(tables, region.level, young * homes)[region.position])

    lost, gained = lost_and_gained(tables, question)
    return Effect(
        lost=people(lost),
        gained=people(gained),
        only_dp=people(lost & (states(tables, question) == ONLY_DP)),
    )


@dataclass(frozen=True)
class Plan:
    """What the changes of a plan do to the region of a view; of now nobody loses or gains."""

    view: View
    answer: Answer
    effect: Effect | None = None


def has_plans(data: Data, view: View) -> bool:
    """Are two plans beside each other, for a region of which there is an answer?"""
    region = data.region(view.region)
    is_answer = not (view.site or region.is_close or region.code == CARIBBEAN)
    asks = view.compares and view.supposes and not view.kind.is_labour
    return asks and is_answer and answer(data, view).young > 0


def plans(data: Data, view: View) -> dict[str, Plan]:
    """Now under "", and the plans of a view by their letters."""
    after = {
        letter: Plan(one, answer(data, one), effect(data, one))
        for letter, one in view.plans.items()
    }
    return {"": Plan(view.now, answer(data, view.now))} | after


def goes_further(data: Data, view: View) -> Further:
    """Who of the region goes further than now, and how much."""
    return further(data.tables, view.question, data.inside(view.region))


def choices(data: Data, view: View) -> tuple[float, float]:
    """Who of the region can choose from fewer sites than now, and from more."""
    return choices_changed(data.tables, view.question, data.inside(view.region))


def groups(data: Data, view: View) -> pd.DataFrame:
    """Who of the region lose and gain the offer, by urbanity and welfare: see
    :func:`geodata.analysis.equity.lost_by_group`."""
    region = data.region(view.region)
    return lost_by_group(data.tables, view.question, region.level, region.code)


def places(data: Data, view: View) -> pd.DataFrame:
    """The postcode areas of the region from which it becomes further, hardest hit first: see
    :func:`geodata.analysis.scenario.hit_places`. Of several profiles that are all asked no one site
    is the nearest: ``from_site`` and ``to_site`` are "" then."""
    frame = hit_places(data.tables, view.question, data.inside(view.region))
    return frame.assign(from_site="", to_site="") if view.profiles == "allhard" else frame


def areas(data: Data, view: View) -> pd.DataFrame:
    """Municipalities in the region, or postcode areas in a town, where anybody loses or gains the
    offer: those of :func:`geodata.analysis.scenario.scenario`, most of them first."""
    region = data.around(view.region)
    level = "postcode" if region.level == "municipality" else "municipality"
    frame = scenario(data.tables, view.question, level)
    if region.level != "nl":
        frame = frame.iloc[data.areas_inside(level, region.code)]
    anybody = np.maximum(frame["lost"], frame["gained"])
    order = np.argsort(-anybody.to_numpy(), kind="stable")
    return frame.iloc[order][anybody.iloc[order] >= 0.5].reset_index(drop=True)


def only_after(data: Data, view: View) -> list[tuple[Place, float]]:
    """What becomes the only offer for young people of the region, and for how many."""
    frame = became_only(data.tables, view.question, data.inside(view.region))
    return [
        (data.place_at(int(row.row)), float(row.young_people))
        for row in frame.itertuples()
        if row.young_people >= 0.5
    ]
