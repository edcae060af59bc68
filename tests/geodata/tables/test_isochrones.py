"""Rings of equal cycling distance round a site of a small country."""

import json
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.errors import DataError
from geodata.tables import isochrones
from geodata.tables.isochrones import FURTHEST_M, Stars
from geodata.travel import stars
from geodata.travel.grid import to_grid
from geodata.vocabulary import DETOUR
from tests.support import small_country as small

#: Far from water, near the bridge, far from the bridge but near the river, on the island.
SITES = {
    "00AA00": (15_000, 2_000),
    "00BB00": (30_000, 17_000),
    "00CC00": (8_000, 17_000),
    "00DD00": (53_000, 10_000),
}


@pytest.fixture(scope="module")
def country() -> Stars:
    sites = pd.DataFrame(small.at(*SITES.values()), columns=["x", "y"])
    return stars.stars(sites.assign(code=list(SITES)), small.country())


def ring(country: Stars, site: str, metres: float) -> shapely.Geometry:
    """The ring in the Dutch grid, metres from the corner of the country."""
    coordinates = country.ring(site, metres)
    shape = shapely.from_geojson(json.dumps({"type": "MultiPolygon", "coordinates": coordinates}))
    assert shape.is_valid
    flat = shapely.transform(shape, lambda at: np.column_stack(to_grid(*at.T)) - small.CORNER)
    return shapely.make_valid(flat)


def has(shape: shapely.Geometry, *place: float) -> bool:
    return shape.contains(shapely.Point(place))


@pytest.mark.parametrize("metres", [2_000, 10_000, FURTHEST_M])
def test_without_water_a_ring_is_a_circle(country, metres):
    shape = ring(country, "00AA00", metres)
    radius = metres / DETOUR
    away = np.hypot(*(shapely.get_coordinates(shape) - SITES["00AA00"]).T)
    assert away == pytest.approx(np.full(len(away), radius), rel=0.03)
    assert shape.area == pytest.approx(np.pi * radius**2, rel=0.03)


def test_a_river_cuts_a_ring(country):
    shape = ring(country, "00CC00", 10_000)
    assert has(shape, 8_000, 19_000)
    assert has(shape, 8_000, 10_500)
    assert not has(shape, 8_000, 21_000)
    assert shape.bounds[3] < small.RIVER_Y + 150


def test_a_bridge_lets_it_through(country):
    shape = ring(country, "00BB00", 10_000)
    assert has(shape, 30_000, 23_000)
    # As far as is left behind the bridge, and no further.
    assert not has(shape, 30_000, 17_000 + 10_000 / DETOUR + 600)
    far_bank = shape.intersection(shapely.box(0, 20_500, 40_000, 40_000))
    near_bank = shape.intersection(shapely.box(0, 0, 40_000, 19_500))
    assert 0 < far_bank.area < near_bank.area


def test_a_ferry_lets_it_through(country):
    assert has(ring(country, "00DD00", FURTHEST_M), 39_000, 10_000)
    assert not has(ring(country, "00DD00", 10_000), 39_000, 10_000)


@pytest.mark.parametrize("site", list(SITES))
def test_a_larger_ring_contains_the_smaller(country, site):
    rings = [ring(country, site, metres) for metres in (3_000, 6_000, 12_000, FURTHEST_M)]
    for small_one, large_one in pairwise(rings):
        outside = small_one.difference(large_one.buffer(30)).area
        assert outside < 0.002 * small_one.area
        assert small_one.area < large_one.area


def test_a_ring_holds_its_site(country):
    for site, place in SITES.items():
        assert has(ring(country, site, 1_500), *place)


@pytest.mark.parametrize(("site", "metres"), [("99ZZ99", 5_000), ("00AA00", 0), ("00AA00", -1)])
def test_there_may_be_no_ring(country, site, metres):
    assert country.ring(site, metres) == []


def test_a_folder_without_stars(tmp_path):
    assert isochrones.read(tmp_path) is None
    (tmp_path / isochrones.NAME).write_bytes(b"nothing")
    with pytest.raises(DataError, match="isochrones.npz: cannot be read"):
        isochrones.read(tmp_path)
