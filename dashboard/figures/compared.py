"""The regions that a reader keeps beside the one of the view, and those that are next to it."""

from dashboard.address.view import MOST_COMPARED, View
from dashboard.data import Data, Region

#: Regions next to the one of the view that are offered to compare with.
MOST_OFFERED = 6


def kept(data: Data, view: View) -> list[Region]:
    """The regions beside the one of the view."""
    return [data.region(code) for code in view.compared if code != view.region]


def offered(data: Data, view: View) -> list[Region]:
    """Regions that border on the one of the view, by name; none where no more fit."""
    if len(view.compared) >= MOST_COMPARED:
        return []
    region = data.region(view.region)
    row = data.tables.regions_of(region.level).iloc[region.position]
    codes = [code for code in row["neighbours"].split("|") if code and code not in view.compared]
    return sorted((data.region(code) for code in codes), key=lambda one: one.name)[:MOST_OFFERED]
