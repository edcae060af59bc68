"""Which places for technical education are there beside the schools, and where?"""

import pandas as pd

from geodata.build.placement import middle_homes
from geodata.build.sites import spelled
from geodata.sources.duo_pupils import ORIGIN_MBO

# The file has no coordinates and no courses: only where the head office is.
HEAD_OFFICE = "head_office"
PC4_MIDDLE = "PC4-middelpunt"

COLUMNS = ["code", "name", "kind", "place", "lon", "lat", "point_basis", "source", "note"]


def without_home(mbo: pd.DataFrame, homes: pd.DataFrame) -> pd.DataFrame:
    """The institutions at a postcode where nobody has a home: they have no place on the map."""
    return mbo[~mbo["postcode"].str[:4].isin(homes["postcode"])]


def facilities(mbo: pd.DataFrame, homes: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """The table `facilities`, sorted by code; see geodata.tables.schema.

    mbo: as `geodata.sources.duo_pupils.mbo` gives it; each stands among the
    people of its postcode area. places: pc4, place, for the usual spelling.
    """
    points = middle_homes(homes, "postcode")[["lon", "lat"]]
    placed = mbo[mbo["postcode"].str[:4].isin(points.index)]
    where = points.loc[placed["postcode"].str[:4]]
    table = placed.assign(
        kind="mbo",
        place=spelled(placed["place"], placed["postcode"], places),
        lon=where["lon"].to_numpy(),
        lat=where["lat"].to_numpy(),
        point_basis=PC4_MIDDLE,
        source=ORIGIN_MBO.id,
        note=HEAD_OFFICE,
    )
    return table[COLUMNS].sort_values("code", ignore_index=True)
