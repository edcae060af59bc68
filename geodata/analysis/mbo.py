"""How far is an mbo institution? As the crow flies to its head office: the open file has no other
locations, and does not say what is taught where."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import pandas as pd

from geodata.tables.arrays import Floats, Integers
from geodata.tables.reader import Tables


@lru_cache(maxsize=4)
def institutions(tables: Tables) -> pd.DataFrame:
    """Mbo institutions with their home area: the rows of ``facilities``, and ``home``, the row of
    ``homes`` in whose middle each is put; -1 for one elsewhere.

    Do not change the frame: it is kept.
    """
    mbo = tables.facilities[tables.facilities["kind"] == "mbo"].reset_index(drop=True)
    points = pd.MultiIndex.from_frame(tables.homes[["lon", "lat"]])
    at = [points.get_loc(point) if point in points else -1 for point in _points(mbo)]
    return mbo.assign(home=np.array(at, int))


def _points(table: pd.DataFrame) -> Iterator[tuple[float, float]]:
    return zip(table["lon"], table["lat"], strict=True)


@lru_cache(maxsize=4)
def nearest_mbo(tables: Tables) -> tuple[Floats, Integers]:
    """For every home the metres to the nearest head office, and its row in :func:`institutions`.

    inf and -1 where there is none at all.
    """
    homes = tables.homes[["x", "y"]].to_numpy(float)
    home = institutions(tables)["home"].to_numpy()
    rows = np.flatnonzero(home >= 0)
    if not len(rows):
        return np.full(len(homes), np.inf), np.full(len(homes), -1)
    offices = homes[home[rows]]
    apart = np.hypot(
        homes[:, None, 0] - offices[None, :, 0], homes[:, None, 1] - offices[None, :, 1]
    )
    return apart.min(axis=1), rows[apart.argmin(axis=1)]
