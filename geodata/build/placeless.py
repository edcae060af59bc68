"""Sites with candidates and no known place: which they are, and what they take from the country.

Nobody is near a site without a place, so each makes a gap that may not exist. What it takes is
measured as if it stood in the middle of where people live in its postcode area, or else in its
municipality.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geodata.analysis.coverage import is_near, offering_sites
from geodata.build.changes import named
from geodata.build.checks import sites_without_place
from geodata.question import Question
from geodata.tables.arrays import Booleans, Floats
from geodata.tables.reader import Tables

#: Points that all of them together may take from the national share of any year.
MOST_POINTS = 0.1


@dataclass(frozen=True)
class Placeless:
    """What sites without a place do: a line for each, and points taken per school year."""

    codes: list[str]
    lines: list[str]
    points: dict[str, float]

    @property
    def jump(self) -> str:
        """That they take more than :data:`MOST_POINTS`, and in which year most; else ""."""
        year = max(self.points, key=lambda year: self.points[year])
        if self.points[year] <= MOST_POINTS:
            return ""
        return (
            f"{len(self.codes)} sites with candidates and no place take {self.points[year]:.2f} "
            f"points from the national share of {year} (bound {MOST_POINTS:g}): "
            f"{named(self.codes)}"
        )


def placeless(tables: Tables) -> Placeless:
    """The sites with candidates and no place, and what they do to the national share of young
    people with a hard offer in bb/kb within a straight 10 km."""
    young = tables.young(Question().population)
    newest = sites_without_place(tables.sites, tables.offers).set_index("site")
    lost = tables.sites[tables.sites["code"].isin(newest.index)]
    near = np.array([_near(tables, site) for site in lost.itertuples()], bool)
    near = near.reshape(len(lost), len(young))
    taken = pd.DataFrame(0.0, index=lost["code"], columns=tables.years)
    together = {}
    for year in tables.years:
        question = Question(year=year)
        offered = offering_sites(tables, question.profiles, question.tracks, year)[lost.index]
        without = ~is_near(tables, question)
        gained = near & offered[:, None] & without
        taken[year] = 100 * (gained * young).sum(axis=1) / young.sum()
        together[year] = float(100 * (gained.any(axis=0) * young).sum() / young.sum())
    where = lost["municipality"].fillna("municipality unknown")
    lines = [
        f"no place: {site.code} {site.name} ({where[site.Index]}), "
        f"{newest.at[site.code, 'candidates']} candidates or more in "
        f"{newest.at[site.code, 'year']}, the newest; takes {_points(taken.loc[site.code])}"
        for site in lost.itertuples()
    ]
    return Placeless(lost["code"].tolist(), lines, together)


def _points(of_year: pd.Series) -> str:
    """What is taken in the years that lose anything, in words."""
    lost = of_year[of_year.round(2) > 0]
    if lost.empty:
        return "nothing from the national share"
    return ", ".join(f"{points:.2f} points in {year}" for year, points in lost.items())


def _near(tables: Tables, site: object) -> Booleans:
    """Which homes would be within the threshold of a site, from the middle of its area."""
    homes, young = tables.homes, tables.young(Question().population)
    postcode = homes["code"].str[:4].eq(str(getattr(site, "postcode", ""))[:4]).to_numpy()
    municipality = homes["municipality"].eq(getattr(site, "municipality", None)).to_numpy()
    area = next((inside for inside in (postcode, municipality) if young[inside].sum() > 0), None)
    if area is None:
        return np.zeros(len(homes), bool)
    x, y = (float(np.average(homes.loc[area, axis], weights=young[area])) for axis in "xy")
    metres: Floats = np.hypot(homes["x"].to_numpy() - x, homes["y"].to_numpy() - y)
    return np.asarray(metres <= Question().threshold_m, bool)
