"""Where the pupils of a site live, and who crosses the border of a region; where tables say so."""

from functools import lru_cache

import numpy as np

from dashboard.address.view import View
from dashboard.data import Data, Region
from geodata.analysis.pupil_homes import Crossing, SiteHomes, crossing, site_homes
from geodata.question import Question
from geodata.tables import pupil_homes

#: Of a hundred pupils so many live where the map looks.
IN_SIGHT = 90


def are_known(data: Data) -> bool:
    """Whether the tables say where pupils live: most have no such file."""
    return pupil_homes.is_there(data.manifest)


def are_shown(data: Data, view: View) -> bool:
    """Whether the map of a site shows where its pupils live."""
    return bool(view.site and view.pupil_homes and are_known(data))


def of_site(data: Data, view: View) -> SiteHomes | None:
    """Where the pupils of the chosen site live; None where that is not known."""
    if view.site is None or not are_known(data):
        return None
    return of(data, view.question, view.site)


# Panel, map and file of one view ask the same, of a table that nobody keeps.
@lru_cache(maxsize=4)
def of(data: Data, question: Question, site: str) -> SiteHomes | None:
    """Where the pupils of a site live, by tables that know it; None where nobody is counted."""
    return site_homes(data.tables, pupil_homes.read(data.folder), question, site)


def on_map(data: Data, view: View) -> SiteHomes | None:
    """The same where the map shows it."""
    return of_site(data, view) if view.pupil_homes else None


def of_region(data: Data, view: View, region: Region) -> Crossing | None:
    """Who crosses the border of a region; None where that is not known."""
    return crossing_of(data, view.question, region) if are_known(data) else None


def crossing_of(data: Data, question: Question, region: Region) -> Crossing | None:
    """The same by tables that know it; None where nobody crosses it."""
    every = pupil_homes.read(data.folder)
    return crossing(data.tables, every, question, region.level, region.position)


def homes_of(data: Data, homes: SiteHomes) -> np.ndarray:
    """In which homes pupils of a site live, its catchment as it is: a boolean each."""
    return np.asarray(data.tables.homes["postcode"].isin(homes.areas["postcode"]), bool)


def box(data: Data, homes: SiteHomes) -> tuple[float, float, float, float] | None:
    """West, south, east and north of the areas where most of the pupils of a site live."""
    most = homes.areas["high"].to_numpy(float)
    if not most.sum():
        return None
    before = np.cumsum(most) - most
    near = homes.areas["postcode"][before <= most.sum() * IN_SIGHT / 100]
    points = data.tables.main_homes.loc[near, ["lon", "lat"]].to_numpy(float)
    return (*points.min(axis=0).tolist(), *points.max(axis=0).tolist())
