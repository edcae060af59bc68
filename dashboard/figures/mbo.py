"""Where the institutions for mbo are, and how far."""

import math

import numpy as np
import pandas as pd

from dashboard.address.view import View
from dashboard.data import Data, Region
from geodata.analysis.coverage import mostly, weights_of
from geodata.analysis.mbo import institutions, nearest_mbo
from geodata.vocabulary import POPULATION_YEARS

#: Young people of this year weigh what is near them.
USUAL = POPULATION_YEARS[0]


def inside(data: Data, region: Region) -> pd.DataFrame:
    """The institutions whose home area lies in the region."""
    every = institutions(data.tables)
    here = data.inside(region.code)
    home = every["home"].to_numpy()
    return every[(home >= 0) & here[home]]


def nearest(data: Data, region: Region) -> tuple[str, float] | None:
    """Of an area close to home: the institution that is nearest for most of its people, and their
    mean metres to the nearest; None where none is known."""
    inside = data.inside(region.code)
    metres, row = nearest_mbo(data.tables)
    if not region.is_close or not inside.any() or not np.isfinite(metres[inside]).all():
        return None
    most = mostly(data.tables, USUAL, region.level, row)[region.position]
    weight = weights_of(data.tables, USUAL, region.level)[inside]
    name = institutions(data.tables).iloc[int(most)]["name"]
    return name, float(np.average(metres[inside], weights=weight))


def mean_m(data: Data, view: View, region: Region) -> float:
    """Mean metres of the young people to the nearest institution; NaN where nothing is known."""
    here = data.inside(region.code)
    metres, young = nearest_mbo(data.tables)[0][here], data.tables.young(view.population)[here]
    known = young.sum() > 0 and np.isfinite(metres).all()
    return float(np.average(metres, weights=young)) if known else math.nan
