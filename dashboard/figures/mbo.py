"""Where the institutions for mbo are, and how far."""

import math

import numpy as np
import pandas as pd

from dashboard.address.view import View
from dashboard.data import Data, Region
from geodata.analysis.mbo import institutions, nearest_mbo


def inside(data: Data, region: Region) -> pd.DataFrame:
    """The institutions whose home area lies in the region."""
    every = institutions(data.tables)
    here = data.inside(region.code)
    home = every["home"].to_numpy()
    return every[(home >= 0) & here[home]]


def nearest(data: Data, region: Region) -> tuple[str, float] | None:
    """Of a home area: the nearest institution, and the metres to it; None where none is known."""
    metres, row = (values[data.inside(region.code)] for values in nearest_mbo(data.tables))
    if region.level != "home" or not np.isfinite(metres).all():
        return None
    return institutions(data.tables).iloc[int(row[0])]["name"], float(metres[0])


def mean_m(data: Data, view: View, region: Region) -> float:
    """Mean metres of the young people to the nearest institution; NaN where nothing is known."""
    here = data.inside(region.code)
    metres, young = nearest_mbo(data.tables)[0][here], data.tables.young(view.population)[here]
    known = young.sum() > 0 and np.isfinite(metres).all()
    return float(np.average(metres, weights=young)) if known else math.nan
