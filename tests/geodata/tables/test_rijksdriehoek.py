"""Metres of the national grid, beside a point that everybody knows and beside PROJ."""

import numpy as np
from pyproj import Transformer

from geodata.tables.rijksdriehoek import to_rd
from geodata.vocabulary import NETHERLANDS, RD, WGS84


def test_the_tower_of_amersfoort_is_the_middle_of_the_grid():
    """Its degrees as they are published for ETRS89; the shift is right within a metre."""
    ((east, north),) = to_rd(np.array([[5.38720621, 52.15517440]]))
    assert abs(east - 155_000) < 0.5 and abs(north - 463_000) < 0.5


def test_the_whole_country_has_the_metres_that_proj_gives():
    west, south, east, north = NETHERLANDS
    degrees = np.stack(
        np.meshgrid(np.linspace(west, east, 80), np.linspace(south, north, 80)), axis=-1
    ).reshape(-1, 2)
    proj = Transformer.from_crs(WGS84, RD, always_xy=True)
    np.testing.assert_allclose(to_rd(degrees), np.c_[proj.transform(*degrees.T)], rtol=0, atol=1e-6)


def test_no_points_are_none():
    assert to_rd(np.empty((0, 2))).shape == (0, 2)
