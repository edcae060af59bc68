"""The layers that a question has: one of the areas of every level that it can be shown by, and one
of schools.

A level is a collection of its own, and no parameter: programs list what is at an address, and a
layer of theirs is one collection of it, with the same columns however it is read.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely

from dashboard.address.context import Context
from dashboard.address.parameters import LEVEL_WORDS
from dashboard.api.ogc.parameters import Selection
from dashboard.api.ogc.systems import in_system
from dashboard.drawing.geojson import features
from dashboard.drawing.layers import Layer, areas, sites, sites_heading
from dashboard.words.map_table import heading, table

#: The collection of schools; those of areas have the words of the address for their levels.
SITES = "vestigingen"
#: Degrees, at least as far as a simplified shape comes out of the box of its area.
_SIMPLER = 0.001
#: West, south, east, north in degrees; None where nothing has a place.
Extent = tuple[float, float, float, float] | None


@dataclass(frozen=True)
class Collection:
    """A layer; what it takes to make it is worked out when it is asked."""

    name: str
    title: str
    #: What it is, line by line, the question first.
    about: list[str]
    layer: Callable[[], Layer]
    #: The column that has a code for every feature.
    key: str
    extent: Callable[[], Extent]


@dataclass(frozen=True)
class Page:
    """Some features as GeoJSON, and how many there are of those that are asked."""

    features: list[str]
    matched: int


def collections(context: Context) -> dict[str, Collection]:
    """The layers of a question by their names in an address."""
    # A level that the view does not show, it shows as another one.
    shown = {level: context.but(picked_level=level) for level in LEVEL_WORDS}
    levels = [one for level, one in shown.items() if one.view.level_kind == level]
    return {one.name: one for one in (*map(_of_areas, levels), _of_sites(context))}


def page(collection: Collection, asked: Selection) -> Page:
    """The features that are asked, in the order of the table."""
    layer = collection.layer()
    rows = np.arange(len(layer.frame))
    if asked.box is not None:
        shapely.prepare(asked.box)
        shapes = in_system(layer.geometry, asked.box_system)
        # What has no place can be in any.
        rows = np.flatnonzero(shapely.intersects(asked.box, shapes) | shapely.is_missing(shapes))
    few = rows[asked.offset : asked.offset + asked.limit]
    return Page(_written(collection, layer, few, asked.system), len(rows))


def feature(collection: Collection, code: str, system: str) -> str | None:
    """The feature with a code; None where there is none."""
    layer = collection.layer()
    rows = np.flatnonzero((layer.frame[collection.key] == code).to_numpy())
    return next(iter(_written(collection, layer, rows[:1], system)), None)


def _written(collection: Collection, layer: Layer, rows: np.ndarray, system: str) -> list[str]:
    frame = layer.frame.iloc[rows]
    geometry = in_system(layer.of_one_type[rows], system)
    return features(frame, geometry, frame[collection.key].tolist())


def _of_areas(context: Context) -> Collection:
    texts, level = context.texts, context.view.level_kind
    return Collection(
        LEVEL_WORDS[level],
        texts(f"level.{level}.many"),
        [*heading(context), texts("layer.areas.note")],
        lambda: areas(context, table(context)),
        texts("csv.code"),
        lambda: _around_areas(context),
    )


def _of_sites(context: Context) -> Collection:
    texts = context.texts
    return Collection(
        SITES,
        texts("layer.sites"),
        sites_heading(context),
        lambda: sites(context),
        texts("csv.site"),
        lambda: _around(shapely.bounds(sites(context).geometry)),
    )


def _around_areas(context: Context) -> Extent:
    """Around all areas of the level in the region, by the table of regions."""
    data, view = context.data, context.view
    regions = data.tables.regions_of(view.level)
    region = data.around(view.region)
    if region.level != "nl":
        regions = regions.iloc[data.areas_inside(view.level, region.code)]
    boxes = regions[["west", "south", "east", "north"]].to_numpy(float)
    return _around(boxes + np.array([-_SIMPLER, -_SIMPLER, _SIMPLER, _SIMPLER]))


def _around(boxes: np.ndarray) -> Extent:
    known = boxes[~np.isnan(boxes).any(axis=1)]
    if not len(known):
        return None
    west, south = known[:, :2].min(axis=0).tolist()
    east, north = known[:, 2:].max(axis=0).tolist()
    return west, south, east, north
