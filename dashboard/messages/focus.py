"""Where the map looks, what it outlines, and which areas are not faint."""

from typing import NotRequired, TypedDict

import numpy as np

from dashboard.address.view import View
from dashboard.data import Data
from dashboard.figures import pupil_homes, travel
from dashboard.figures.answer import nearest_of_most
from dashboard.messages.ground import geometry
from dashboard.messages.packing import differences
from dashboard.messages.travel import box
from dashboard.palette import own_line
from geodata.analysis.coverage import mostly
from geodata.tables.own import own_layout
from geodata.vocabulary import CLOSE_LEVELS, OWN

#: West, south, east and north.
Box = tuple[float, float, float, float]


class Outline(TypedDict):
    """One feature of a geometry, or None: all of them together. ``colours`` by the number of a
    feature: where somebody gave regions of their own these, only these have an outline."""

    geometry: str
    feature: int | None
    colours: NotRequired[dict[int, str]]


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
        rows = data.in_sight(view.level, wide.code)
        inside = data.tables.regions_of(view.level)["feature"].to_numpy()[rows]
        features = differences(np.sort(inside[inside >= 0]))
    if view.site:
        return _focus_on_site(data, view)
    if wide.level == "nl" and view.level_kind == OWN:
        return {
            "code": f"{region.code}|{view.layout}",
            "box": _box_of_all(data, view.level) or wide.box,
            "inside": None,
            "outline": _coloured(data, view.level),
        }
    box = data.box_around(region.code)
    return {
        "code": region.code,
        "box": _with_nearest(data, view, box) if region.is_close and box else box,
        "inside": features,
        "outline": _outline(data, view) if region.level != "nl" and region.box else None,
    }


def _box_of_all(data: Data, level: str) -> Box | None:
    """The box around all regions of a level; None where none is on the map."""
    regions = data.tables.regions_of(level)
    low, high = regions[["west", "south"]].min(), regions[["east", "north"]].max()
    return None if low.isna().any() else (*low.tolist(), *high.tolist())


def _outline(data: Data, view: View) -> Outline:
    """The region of a view; a municipality as its neighbourhoods have it where they are shown."""
    region = data.region(view.region)
    is_filled = (region.level, view.level) == ("municipality", "buurt")
    shapes = data.shapes(view.level if is_filled else region.level, region.code)
    feature = None if is_filled else region.feature
    outline: Outline = {"geometry": geometry(data, shapes), "feature": feature}
    if region.colour:
        outline["colours"] = {region.feature: own_line(region.colour)}
    return outline


def _coloured(data: Data, level: str) -> Outline | None:
    """The regions of a layout of somebody's own that have a colour; None where none has."""
    layout = own_layout(data.tables, level)
    features = layout.regions["feature"].tolist()
    colours = {
        feature: own_line(colour)
        for feature, colour in zip(features, layout.colours, strict=True)
        if colour and feature >= 0
    }
    if not colours:
        return None
    return {"geometry": geometry(data, level), "feature": None, "colours": colours}


def _with_nearest(data: Data, view: View, box: Box) -> Box:
    """The box with the nearest asked site of an area in it, so that its line can be followed."""
    row = nearest_of_most(data, view)
    if row < 0:
        return box
    *_, lon, lat = data.place_at(row)
    west, south, east, north = box
    return min(west, lon), min(south, lat), max(east, lon), max(north, lat)


def _focus_on_site(data: Data, view: View) -> Focus:
    """The widest ring and for which homes the site is the nearest, or where its pupils live."""
    homes = pupil_homes.on_map(data, view)
    mine = travel.catchment(data, view) if homes is None else pupil_homes.homes_of(data, homes)
    features = None
    if view.level in CLOSE_LEVELS and mine.any():
        most = mostly(data.tables, view.population, view.level, mine.astype(int)) == 1
        shown = data.on_map(view.level, view.region)
        features = differences(np.flatnonzero(most[shown]))
    return {
        "code": f"{view.site}|{view.speed}" + ("" if homes is None else "|pupils"),
        "box": box(data, view) if homes is None else pupil_homes.box(data, homes),
        "inside": features,
        "outline": None,
    }
