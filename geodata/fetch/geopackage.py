"""A GeoPackage with the same bytes for the same shapes."""

import threading
from pathlib import Path

import geopandas as gpd
import pyogrio

#: What GDAL takes as the moment of writing; else equal shapes are other bytes each time.
MOMENT = "2020-01-01T00:00:00.000Z"
#: GDAL has it for the whole process.
ONE_AT_A_TIME = threading.Lock()


def write_geopackage(shapes: gpd.GeoDataFrame, path: Path, layer: str) -> None:
    """Shapes as the only layer of a file."""
    with ONE_AT_A_TIME:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": MOMENT})
        try:
            shapes.to_file(path, driver="GPKG", layer=layer)
        finally:
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
