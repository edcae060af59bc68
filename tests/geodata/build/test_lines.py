"""The geometry that ships is one set of lines."""

import json
from collections import Counter
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pytest
import shapely

from dashboard.web.assets import ASSETS
from geodata.tables import reader
from geodata.vocabulary import RD, WGS84
from tests.support.geometry import shapes

#: Metres: what is nowhere wider is no land that somebody drew, but a fault of drawing.
THIN = 60.0


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return reader.read().manifest["geometry"]


def in_metres(file: str) -> np.ndarray:
    return gpd.GeoSeries(shapes(ASSETS / file), crs=WGS84).to_crs(RD).to_numpy()


def slivers(polygons: np.ndarray) -> np.ndarray:
    every = shapely.get_parts(polygons)
    return every[shapely.is_empty(shapely.buffer(every, -THIN / 2, quad_segs=1))]


def test_areas_end_where_their_municipality_ends(files):
    """A postcode area may cross the border of a municipality, but not by a hair."""
    towns, areas = in_metres(files["municipality"]), in_metres(files["postcode"])
    town, area = shapely.STRtree(areas).query(towns, predicate="intersects")
    thin = [
        *slivers(shapely.intersection(towns[town], areas[area])),
        *slivers(shapely.difference(towns, shapely.union_all(areas))),
    ]
    # Where they were simplified apart, it was 34 km2.
    assert sum(sliver.area for sliver in thin) < 2e6


def test_every_border_stands_once(files):
    """In every file, of areas side by side too; but for areas too small for the grid of points."""
    for key, name in files.items():
        topology = json.loads((ASSETS / name).read_text("utf-8"))
        if topology["type"] != "Topology":
            continue
        sides = Counter(
            frozenset(side)
            for arc in topology["arcs"]
            for side in pairwise(map(tuple, np.cumsum(arc, axis=0).tolist()))
        )
        assert max(sides.values()) == 1, key


def test_areas_lie_side_by_side(files):
    for key in ("municipality", "buurt_GM0715", "buurt_GM0363"):
        assert shapely.coverage_is_valid(shapes(ASSETS / files[key])), key
