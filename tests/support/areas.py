"""The areas of the map, worked out another way than the dashboard does."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.data import Data
from dashboard.messages import areas, distances
from dashboard.views.distance import DISTANCE_STEPS
from geodata.analysis.coverage import has_middle_state, nearest_m
from geodata.question import Question


def areas_message(context: Context) -> dict:
    """All that a browser paints the areas with: the message of areas, and that of distances."""
    return {**areas.message(context), **(distances.message(context) or {})}


def codes_inside(data: Data, level: str, region: str) -> set[str]:
    """Areas of a level with a home in a region, by name from the table of members; of postcode
    areas by the most peopled home in the municipality of most. For a postcode area those around it,
    in its municipality."""
    wide = data.parent(region) if data.level_of(region) == "postcode" else region
    homes = data.tables.homes
    inside = homes["code"][data.inside(wide)]
    if level == "postcode":
        towns = homes.groupby(["postcode", "municipality"])["inhabitants"].sum()
        homes = homes.set_index(["postcode", "municipality"], drop=False)
        homes = homes.loc[towns.groupby("postcode").idxmax()].reset_index(drop=True)
        most = homes.loc[homes.groupby("postcode")["inhabitants"].idxmax()]
        return set(most["postcode"][most["code"].isin(inside)])
    members = membership(data.folder).query("level == @level")
    return set(members["code"][members["home"].isin(inside)])


@lru_cache(maxsize=2)
def membership(folder: Path) -> pd.DataFrame:
    """The table of members among the prepared tables of a folder; a server keeps none."""
    return pd.read_parquet(folder / "membership.parquet")


@lru_cache(maxsize=2)
def postcodes(data: Data) -> pd.Series:
    """The postcode area of every home; numbered, because texts are compared for long."""
    return data.tables.homes["postcode"].astype("category")


@lru_cache(maxsize=4)
def weights(data: Data, population: int) -> pd.Series:
    """How heavily every home counts in its postcode area: its young people, or where there are
    none its inhabitants."""
    homes = data.tables.homes
    young = pd.Series(data.tables.young(population))
    known = young.groupby(homes["postcode"]).transform("sum") > 0
    people = homes["inhabitants"]
    someone = people.groupby(homes["postcode"]).transform("sum") > 0
    return young.where(known, people.where(someone, 1.0))


def of_most(data: Data, view: View, values: np.ndarray) -> np.ndarray:
    """The value of most of the people of every postcode area, by a value per home."""
    cells = pd.DataFrame({"code": postcodes(data), "value": values})
    weight = weights(data, view.population)
    sums = weight.groupby([cells["code"], cells["value"]], observed=True).sum()
    sums = sums.reset_index(name="n").astype({"code": "str"})
    most = sums.sort_values(["n", "value"], ascending=[False, True]).drop_duplicates("code")
    return (
        most.set_index("code")["value"].loc[data.tables.regions_of("postcode")["code"]].to_numpy()
    )


@lru_cache(maxsize=4)
def _mean_m(data: Data, population: int, question: Question) -> np.ndarray:
    """Metres from every postcode area, as the mean over its people; of any threshold."""
    weight, code = weights(data, population), postcodes(data)
    metres = weight * nearest_m(data.tables, question)
    sums = metres.groupby(code, observed=True).sum() / weight.groupby(code, observed=True).sum()
    return sums.loc[data.tables.regions_of("postcode")["code"]].to_numpy()


def distance_classes(data: Data, view: View) -> np.ndarray:
    """The class of every postcode area in the view of distances, from the distances of its homes:
    from -2 down where only Dienstverlening en Producten is near, -1 where there is no offer."""
    question = replace(view.question, threshold_m=Question.threshold_m)
    metres = _mean_m(data, view.population, question)
    limits = [view.metres(round(step * view.threshold, 1)) + 1e-6 for step in DISTANCE_STEPS]
    found = np.select([metres <= limit for limit in limits], range(len(limits)), len(limits))
    found = np.where(np.isfinite(metres), found, -1)
    if not has_middle_state(view.question):
        return found
    to_dp = _mean_m(data, view.population, replace(question, profiles="dp"))
    limit = view.question.threshold_m + 1e-6
    return np.where((metres > limit) & (to_dp <= limit), -2 - found, found)
