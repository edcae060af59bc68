"""Where the map looks, what it outlines, and which areas are not faint."""

from typing import NotRequired, TypedDict

from dashboard.address.view import View
from dashboard.data import Data
from dashboard.figures import travel
from dashboard.messages.ground import geometry
from dashboard.messages.paint import differences
from dashboard.messages.travel import box
from geodata.analysis.coverage import nearest_site

#: West, south, east and north.
Box = tuple[float, float, float, float]


class Outline(TypedDict):
    """One feature of a geometry."""

    geometry: str
    feature: int


class Focus(TypedDict):
    """Where to look, what to outline, and which areas lie inside the chosen region.

    ``inside`` travels as differences; None: all of them. ``chosen`` are areas that are chosen on
    the map itself, in the labour views.
    """

    code: str
    box: Box | None
    inside: list[int] | None
    outline: Outline | None
    chosen: NotRequired[list[int]]


def focus(data: Data, view: View) -> Focus:
    """Where to look, what to outline, and which areas lie inside the chosen region."""
    region = data.region(view.region)
    wide = data.around(region.code)
    features = None
    if wide.level != "nl" and wide.box:
        rows = data.areas_inside(view.level, wide.code)
        inside = data.tables.regions_of(view.level)["feature"].iloc[rows]
        features = differences(sorted(inside[inside >= 0]))
    if view.site:
        return _focus_on_site(data, view)
    at_home = region.level == "home"
    return {
        "code": region.code,
        "box": _with_nearest(data, view, wide.box) if at_home and wide.box else wide.box,
        "inside": features,
        "outline": {"geometry": geometry(data, region.level), "feature": region.feature}
        if region.level != "nl" and region.box
        else None,
    }


def _with_nearest(data: Data, view: View, box: Box) -> Box:
    """The box with the nearest asked site of a home in it, so that its line can be followed."""
    home = data.region(view.region).position
    row = nearest_site(data.tables, view.question)[home]
    if row < 0:
        return box
    site = data.tables.placed_sites.iloc[row]
    west, south, east, north = box
    lon, lat = float(site["lon"]), float(site["lat"])
    return min(west, lon), min(south, lat), max(east, lon), max(north, lat)


def _focus_on_site(data: Data, view: View) -> Focus:
    """The widest ring, and the homes for which the site is the nearest."""
    mine = travel.catchment(data, view)
    features = None
    if view.level == "home" and mine.any():
        inside = data.tables.regions_of("home")["feature"].to_numpy()[
            data.tables.member_positions("home")[mine]
        ]
        features = differences(sorted(inside[inside >= 0]))
    return {
        "code": f"{view.site}|{view.speed}",
        "box": box(data, view),
        "inside": features,
        "outline": None,
    }
