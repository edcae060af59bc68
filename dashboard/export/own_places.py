"""A user's own places in a table: which stand in which of its areas, and all of them in a row
each, and as a layer."""

from dataclasses import replace

import numpy as np
import pandas as pd
import shapely

from dashboard.address.context import Context
from dashboard.drawing.area_shapes import shapes_of
from dashboard.drawing.layers import Layer
from dashboard.words.map_table import Part

#: What parts the names of the places of one area.
BETWEEN = " | "


def with_places(part: Part, context: Context) -> Part:
    """The table of the map with, of every area, how many of the places stand in it and their names;
    any table as it is where none were sent along."""
    if part.kind or not context.places:
        return part
    rows = _areas_of(context, part.frame["code"].tolist())
    names: list[list[str]] = [[] for _ in range(len(part.frame))]
    for place, row in zip(context.places, rows.tolist(), strict=True):
        if row >= 0:
            names[row].append(place.name)
    frame = part.frame.assign(
        own_places=[len(of_area) for of_area in names],
        own_names=[BETWEEN.join(of_area) for of_area in names],
    )
    elsewhere = int((rows < 0).sum())
    note = context.texts("csv.own_note", count=len(context.places), elsewhere=elsewhere)
    return replace(part, head=[*part.head, note], frame=frame)


def _areas_of(context: Context, codes: list[str]) -> np.ndarray:
    """For every place the row of the area that it stands in, as the map draws that; -1 without."""
    data, view = context.data, context.view
    rows = np.full(len(context.places), -1)
    points = shapely.points([(place.lon, place.lat) for place in context.places])
    areas = shapes_of(data, data.shapes(view.level, view.region), codes)
    place, area = shapely.STRtree(areas).query(points, predicate="intersects")
    # On a border one area has it: no place counts twice.
    rows[place] = area
    return rows


def places_part(context: Context) -> Part:
    """The places themselves, in a row each."""
    texts = context.texts
    frame = pd.DataFrame(
        {
            "own_name": [place.name for place in context.places],
            "own_kind": [texts(f"facility.kind.{place.kind}") for place in context.places],
            "own_town": [place.town for place in context.places],
            "lon": [place.lon for place in context.places],
            "lat": [place.lat for place in context.places],
            "own_source": [place.source for place in context.places],
            "own_remark": [place.note for place in context.places],
        }
    )
    return Part("eigen-plekken", [texts("csv.own_title")], frame)


def places_layer(context: Context) -> Layer:
    """The places as points."""
    part = places_part(context)
    points = shapely.points([(place.lon, place.lat) for place in context.places])
    name = context.texts("layer.own")
    return Layer(name, "POINT", part.named(context.texts), np.atleast_1d(points), part.head)
