"""A small country with water, of which every way can be checked by hand.

Land of 40 × 40 km of the Dutch grid, a cycle node every 2 km. A river runs from west to east at
y = 20 km (measured from the corner), with one bridge at x = 30 km. East of the country lies sea,
and in it an island with a ferry to the coast at y = 10 km.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely

from geodata.travel.barriers import Barriers, barriers
from geodata.travel.estimate import Estimate, estimate

CORNER = np.array([100_000.0, 400_000.0])
SIZE = 40_000.0
BRIDGE_X, RIVER_Y, FERRY_Y = 30_000.0, 20_000.0, 10_000.0
#: The island, from west to east; the sea goes on to 70 km.
ISLAND = (50_000.0, 5_000.0, 56_000.0, 15_000.0)
SEA = (40_000.0, -5_000.0, 70_000.0, 45_000.0)

_TO_DEGREES = pyproj.Transformer.from_crs("EPSG:28992", "EPSG:4326", always_xy=True)


def at(*points) -> np.ndarray:
    """Points of the Dutch grid from metres east and north of the corner."""
    return CORNER + np.array(points, float)


def degrees(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Longitude and latitude of points of the Dutch grid."""
    return _TO_DEGREES.transform(*points.T)


def water(river: bool = True, sea: bool = True) -> Barriers:
    """The river and the sea."""
    lines = [shapely.LineString(at((-5_000, RIVER_Y), (SIZE, RIVER_Y)))] if river else []
    island = shapely.box(*at(ISLAND[:2])[0], *at(ISLAND[2:])[0])
    waters = [shapely.box(*at(SEA[:2])[0], *at(SEA[2:])[0])] if sea else []
    land = shapely.union_all([shapely.box(*CORNER, *(CORNER + SIZE)), island])
    return barriers(
        gpd.GeoSeries(lines, crs="EPSG:28992"),
        gpd.GeoSeries(waters, crs="EPSG:28992"),
        land,
        shapely.Polygon(),
    )


def nodes() -> pd.DataFrame:
    """A cycle node every 2 km, and some on the island; slightly off a perfect grid."""
    land = np.array(
        [(x, y) for x in np.arange(1_000, SIZE, 2_000) for y in range(1_000, 40_000, 2_000)]
    )
    island = np.array(
        [(x, y) for x in (51_000, 53_000, 55_000) for y in range(6_000, 15_000, 2_000)]
    )
    points = np.vstack([land, island])
    points = points + np.random.default_rng(1).uniform(-150, 150, points.shape)
    lon, lat = degrees(CORNER + points)
    return pd.DataFrame({"lon": lon, "lat": lat})


#: Ends of the ways across, metres from the corner: the bridge, and the ferry.
BRIDGE = ((BRIDGE_X, RIVER_Y - 400), (BRIDGE_X, RIVER_Y + 400))
FERRY = ((SIZE - 300, FERRY_Y), (ISLAND[0] + 300, FERRY_Y))


def ways_across(*pairs) -> pd.DataFrame:
    """Crossings from pairs of points."""
    pairs = np.array(pairs, float).reshape(-1, 2, 2)
    one, other = degrees(CORNER + pairs[:, 0]), degrees(CORNER + pairs[:, 1])
    columns = {"lon1": one[0], "lat1": one[1], "lon2": other[0], "lat2": other[1]}
    return pd.DataFrame(columns).assign(metres=np.nan)


def country(*crossings, river: bool = True, sea: bool = True) -> Estimate:
    """The estimate of the country; by default with its bridge and its ferry."""
    return estimate(nodes(), ways_across(*(crossings or (BRIDGE, FERRY))), water(river, sea))
