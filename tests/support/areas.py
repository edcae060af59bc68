"""The areas of the map, worked out another way than the dashboard does."""

from dataclasses import replace

import numpy as np
import pandas as pd

from dashboard.address.view import View
from dashboard.data import Data
from dashboard.views.distance import DISTANCE_STEPS
from geodata.analysis.coverage import has_middle_state, nearest_m


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
    members = data.tables.membership.query("level == @level")
    return set(members["code"][members["home"].isin(inside)])


def weights(data: Data, view: View) -> pd.Series:
    """How heavily every home counts in its postcode area: its young people, or where there are
    none its inhabitants."""
    homes = data.tables.homes
    young = pd.Series(data.tables.young(view.population))
    known = young.groupby(homes["postcode"]).transform("sum") > 0
    people = homes["inhabitants"]
    someone = people.groupby(homes["postcode"]).transform("sum") > 0
    return young.where(known, people.where(someone, 1.0))


def of_most(data: Data, view: View, values: np.ndarray) -> np.ndarray:
    """The value of most of the people of every postcode area, by a value per home."""
    cells = pd.DataFrame({"code": data.tables.homes["postcode"], "value": values})
    sums = weights(data, view).groupby([cells["code"], cells["value"]]).sum().reset_index(name="n")
    most = sums.sort_values(["n", "value"], ascending=[False, True]).drop_duplicates("code")
    return (
        most.set_index("code")["value"].loc[data.tables.regions_of("postcode")["code"]].to_numpy()
    )


def means(data: Data, view: View, values: np.ndarray) -> np.ndarray:
    """The mean over the people of every postcode area, of a value per home."""
    weight, code = weights(data, view), data.tables.homes["postcode"]
    sums = (weight * values).groupby(code).sum() / weight.groupby(code).sum()
    return sums.loc[data.tables.regions_of("postcode")["code"]].to_numpy()


def distance_classes(data: Data, view: View) -> np.ndarray:
    """The class of every postcode area in the view of distances, from the distances of its homes:
    -2 where only Dienstverlening en Producten is near, -1 where there is no offer at all."""
    metres = means(data, view, nearest_m(data.tables, view.question))
    limits = [view.metres(round(step * view.threshold, 1)) + 1e-6 for step in DISTANCE_STEPS]
    found = np.select([metres <= limit for limit in limits], range(len(limits)), len(limits))
    found = np.where(np.isfinite(metres), found, -1)
    if not has_middle_state(view.question):
        return found
    to_dp = means(data, view, nearest_m(data.tables, replace(view.question, profiles="dp")))
    limit = view.question.threshold_m + 1e-6
    return np.where((metres > limit) & (to_dp <= limit), -2, found)
