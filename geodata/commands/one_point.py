"""The tables as who has no better takes them: all people of a postcode area at one point inside it.

Figures that were worked out once by hand stood on such points. Where ours are others, from where in
the area people live, these tables tell whether that is the reason.
"""

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from geodata.analysis.coverage import offering
from geodata.tables import distances
from geodata.tables.reader import Tables
from geodata.travel import estimate_file
from geodata.travel.distances import all_pairs
from geodata.vocabulary import HARD

#: Levels of which the homes are members.
LEVELS = ("nl", "postcode")
_TRACKS = ("BB", "KB")


def one_point_tables(tables: Tables, folder: Path) -> Tables:
    """The tables with one home per postcode area, a member of the country and of its area alone.

    folder: of the prepared tables. Rides are those of the national estimate, from these points to
    the sites with a hard profile in bb or kb in the newest year; to others there are none.
    """
    homes = _homes(tables.homes, pd.read_parquet(folder / "area_points.parquet"))
    membership = pd.concat(
        pd.DataFrame({"home": homes["code"], "level": level, "code": code})
        for level, code in zip(LEVELS, ("NL", homes["code"]), strict=True)
    )
    sites = _sites(tables)
    return replace(
        tables, homes=homes, membership=membership, distances=_rides(homes, tables, sites, folder)
    )


def _homes(homes: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
    """The people of each area together, at its point."""
    people = [
        name for name in homes if name.startswith(("age_", "young_")) or name == "inhabitants"
    ]
    by_area = homes.groupby(homes["postcode"].astype(str))
    summed = by_area.first().assign(**by_area[people].sum()).drop(columns=["x", "y", "code"])
    of_area = points.set_index(points["postcode"].astype(str))[["x", "y"]]
    return summed.join(of_area).reset_index().assign(code=lambda area: area["postcode"])


def _sites(tables: Tables) -> np.ndarray:
    return np.flatnonzero(
        np.logical_or.reduce(
            [offering(tables, profile, _TRACKS, tables.years[-1]) for profile in HARD]
        )
    )


def _rides(
    homes: pd.DataFrame, tables: Tables, sites: np.ndarray, folder: Path
) -> distances.Distances:
    """Rides to some sites, all of them in memory: the file is gone when they are read."""
    pairs = all_pairs(homes, tables.placed_sites.iloc[sites], estimate_file.read(folder))
    with tempfile.TemporaryDirectory() as beside:
        path = Path(beside) / "distances.parquet"
        distances.write(distances.compact(pairs), homes, path)
        rides = distances.FromFile(path, homes, tables.placed_sites)
        return distances.at_hand(rides, sites, len(homes))
