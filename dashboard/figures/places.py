"""Where the places are whose names stand on a map."""

from functools import lru_cache

import numpy as np
import pandas as pd

from dashboard.data import Data

#: So many of the largest have their name on a map wherever there is room.
NAMED = 220
#: A place has one name of one municipality: there are two called Hengelo.
KEYS = ["place", "municipality"]


@lru_cache(maxsize=4)
def places(data: Data) -> pd.DataFrame:
    """All places, those with most young people first; not to be changed.

    ``place, municipality, young``, and ``lon, lat``: the middle of where these live. That is in the
    middle of what a reader sees as the town; the home area with most of them is often a new suburb
    at its edge.
    """
    homes = _homes(data)
    young = homes["young_2021"].clip(lower=0.1)
    sums = homes.assign(young=young, lon=homes["lon"] * young, lat=homes["lat"] * young)
    every = sums.groupby(KEYS, as_index=False)[["young", "lon", "lat"]].sum()
    every = every.assign(lon=every["lon"] / every["young"], lat=every["lat"] / every["young"])
    return every.sort_values("young", ascending=False, kind="stable", ignore_index=True)


@lru_cache(maxsize=4)
def place_of_home(data: Data) -> np.ndarray:
    """For every home the row of its place in :func:`places`."""
    index = pd.MultiIndex.from_frame(places(data)[KEYS])
    return np.asarray(index.get_indexer(pd.MultiIndex.from_frame(_homes(data)[KEYS])))


def _homes(data: Data) -> pd.DataFrame:
    """The homes with the municipality of their postcode, of which they bear the place name: a piece
    beyond its border is no second place of that name."""
    homes = data.tables.homes
    town = homes["postcode"].map(data.tables.main_homes["municipality"])
    return homes.assign(municipality=town)
