"""The geometry of areas as the build wrote it, for whoever looks at it in a test."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geodata.tables import topojson


def features(file: Path) -> list[dict[str, Any]]:
    """The areas of a file as GeoJSON features."""
    topology = json.loads(file.read_text("utf-8"))
    areas = topology["objects"]["areas"]["geometries"]
    return [
        {
            "type": "Feature",
            "id": area["id"],
            "properties": area["properties"],
            "geometry": shapely.geometry.mapping(shape),
        }
        for area, shape in zip(areas, shapes(file), strict=True)
    ]


def shapes(file: Path) -> np.ndarray:
    """The areas of a file, degrees."""
    areas = topojson.polygons(json.loads(file.read_text("utf-8")))
    return np.array(
        [
            shapely.MultiPolygon([shapely.Polygon(outer, holes) for outer, *holes in area])
            for area in areas
        ]
    )
