"""Shapes as GeoJSON: degrees with few decimals, and valid all the same."""

from __future__ import annotations

from typing import Any, TypeAlias

import geopandas as gpd
import numpy as np
import shapely

from geodata.build.polygons import lines_of, polygons_of
from geodata.vocabulary import RD, WGS84

#: A GeoJSON object: a collection of features, or one geometry.
Document: TypeAlias = dict[str, Any]

DECIMALS = 4  # 0.0001 degree: 11 m north-south, 7 m east-west


def plain_document(shapes: list[tuple[str, shapely.Geometry]]) -> Document:
    """GeoJSON of (kind, geometry in RD metres); property k = kind."""
    wgs84 = gpd.GeoSeries([shape for _, shape in shapes], crs=RD).to_crs(WGS84)
    features = []
    for (kind, _), shape in zip(shapes, wgs84, strict=True):
        lines = shapely.get_dimensions(shape) == 1
        geometry = line_geometry(shape) if lines else polygon_geometry(shape)
        features.append({"type": "Feature", "properties": {"k": kind}, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


def polygon_geometry(shape: shapely.Geometry) -> Document:
    """GeoJSON geometry of a (multi)polygon in degrees, rounded and valid.

    GeoJSON (RFC 7946, 3.1.6) wants outer rings counterclockwise, holes clockwise.
    """
    whole = shapely.make_valid(shape)  # changing the projection may cross edges that touched
    on_grid = shapely.set_precision(whole, 10.0**-DECIMALS)
    polygons = [
        [_coordinates(ring) for ring in (polygon.exterior, *polygon.interiors)]
        for polygon in polygons_of(shapely.orient_polygons(on_grid))
    ]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def line_geometry(shape: shapely.Geometry) -> Document:
    """GeoJSON geometry of (multi)lines in degrees, rounded."""
    lines = [line for part in lines_of(shape) if len(line := _coordinates(part)) >= 2]
    return {"type": "MultiLineString", "coordinates": lines}


def _coordinates(line: shapely.Geometry) -> list[list[float]]:
    points = np.round(shapely.get_coordinates(line), DECIMALS)
    moved = np.r_[True, (np.diff(points, axis=0) != 0).any(axis=1)]
    coordinates: list[list[float]] = points[moved].tolist()
    return coordinates
