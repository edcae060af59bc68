"""The labour market: a published figure per region, what is chosen, and how it compares."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from dashboard.address.view import View
from dashboard.catalogue import Published
from dashboard.data import Data, Region
from dashboard.figures.around import regions_with
from geodata.analysis import labour
from geodata.question import Question

#: Frames that are kept: panel, map, legend and table of one view need the same one.
KEPT = 32


@dataclass(frozen=True)
class Place:
    """One region's figure: its value (the middle of a range), and where it stands."""

    region: Region
    low: float
    high: float
    period: str
    #: Why there is no figure, or what to know about it; a code of the table ``indicators``.
    note: str
    source: str
    #: 1 is the highest; regions with the same figure share a rank. 0 without a figure.
    rank: int
    #: Regions of the level that have a figure.
    known: int


@lru_cache(maxsize=KEPT)
def figures(data: Data, entry: Published, question: Question, level: str) -> pd.DataFrame:
    """A published figure of every region of a level, as ``regions_of``; not to be changed.

    ``code, name``
    ``low, high``    the figure as it is shown; they differ where masked numbers leave it open
    ``value``        the middle, for classes and sorting; NaN where nothing is known
    ``period``       as in the table ``indicators``
    ``source``       id of a source in the manifest; "" for what is computed
    ``note``         why it is missing, or what to know about it
    """
    regions = data.tables.regions_of(level)
    if entry.computed:
        found = entry.computed(data.tables, question, level).assign(source="")
        low, high = found["low"], found["high"]
    else:
        found = labour.latest(data.tables, entry.key, level)
        low = high = found["value"]
    low, high = entry.rounded(low), entry.rounded(high)
    return pd.DataFrame(
        {
            "code": regions["code"].to_numpy(),
            "name": regions["name"].to_numpy(),
            "low": low,
            "high": high,
            "value": (low + high) / 2,
            "period": found["period"].fillna("").to_numpy(),
            "source": found["source"].fillna("").to_numpy(),
            "note": found["note"].fillna("").to_numpy(),
        }
    )


def shown(data: Data, view: View) -> pd.DataFrame:
    """The figure of the view at the level of the map."""
    return figures(data, view.entry, view.question, view.level)


def rows(data: Data, view: View, frame: pd.DataFrame, column: str = "value") -> pd.DataFrame:
    """The rows that lie in the chosen region, or all of them; the highest first."""
    region = data.around(view.region)
    if region.level != "nl":
        frame = frame.iloc[data.areas_inside(view.level, region.code)]
    return frame.sort_values(column, ascending=False, na_position="last", kind="stable")


def chosen(data: Data, view: View) -> list[str]:
    """Chosen regions that are on the map."""
    return [code for code in view.chosen if data.level_of(code) == view.level]


def current(data: Data, view: View) -> Region | None:
    """The one region that the panel is about: the chosen one, or the one that holds the region of
    the view. None for the country, for several, and where the region lies in several."""
    picked = chosen(data, view)
    if picked:
        return data.region(picked[0]) if len(picked) == 1 else None
    if view.region == "NL":
        return None
    inside = data.areas_inside(view.level, view.region)
    if len(inside) != 1:
        return None
    return data.region(data.tables.regions_of(view.level)["code"].iloc[inside[0]])


def place(frame: pd.DataFrame, region: Region) -> Place:
    """A region's figure within those of its level."""
    row = frame.iloc[region.position]
    values = frame["value"]
    known = np.isfinite(row["value"])
    return Place(
        region=region,
        low=row["low"],
        high=row["high"],
        period=row["period"],
        note=row["note"],
        source=row["source"],
        rank=int((values > row["value"]).sum()) + 1 if known else 0,
        known=int(values.notna().sum()),
    )


def places_here(data: Data, view: View) -> list[Place]:
    """The figure of the chosen region; or of the region of the view, at its own level or the
    nearest that has one, as in its portrait: two where it lies in two, none where several are
    chosen."""
    picked = chosen(data, view)
    if picked:
        one = [data.region(code) for code in picked] if len(picked) == 1 else []
        return [place(shown(data, view), region) for region in one]
    if view.region == "NL":
        return [of_country(data, view)]
    return [
        place(figures(data, view.entry, view.question, region.level), region)
        for region in regions_with(data, data.around(view.region), view.entry)
    ]


def of_country(data: Data, view: View) -> Place:
    """The figure of the view for the whole country."""
    return place(figures(data, view.entry, view.question, "nl"), data.region("NL"))


def period(frame: pd.DataFrame) -> str:
    """The period of most figures; "" without any."""
    periods = frame.loc[frame["value"].notna(), "period"].mode()
    return str(periods.iloc[0]) if len(periods) else ""


def sources(data: Data, frame: pd.DataFrame) -> list[dict[str, Any]]:
    """What the manifest says of the sources of figures, each once."""
    ids = list(dict.fromkeys(frame.loc[frame["source"].ne(""), "source"]))
    return [source for source in data.manifest["sources"] if source["id"] in ids]
