"""Rijkswaterstaat: the large national waters."""

from pathlib import Path

import geopandas as gpd

from geodata.sources import reading
from geodata.sources.origin import Origin
from geodata.vocabulary import RD

WATERS = "geo/rijkswateren.gpkg"

ORIGIN_WATERS = Origin(
    id="rijkswateren",
    title="Kaderrichtlijn Water: oppervlaktewaterlichamen, grote rijkswateren",
    publisher="Rijkswaterstaat",
    address="https://www.nationaalgeoregister.nl/",
    licence="CC0 1.0",
    reference_date="2018",
    retrieved=None,
    used_for="map: drawn base",
)


def waters(path: Path) -> gpd.GeoDataFrame:
    """Large national waters: name, geometry (EPSG:28992)."""
    table = reading.pick(
        reading.read_geopackage(path), path, {"name": ["NAMETEXT"], "geometry": ["geometry"]}
    )
    return gpd.GeoDataFrame(table, geometry="geometry", crs=RD)
