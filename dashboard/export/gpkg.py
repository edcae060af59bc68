"""Layers as a GeoPackage: an SQLite database with the tables that the standard asks for.

Written without GDAL, which a web worker has no room for. Definition: OGC 12-128r18, GeoPackage
Encoding Standard 1.3, https://www.geopackage.org/spec130/.
"""

import sqlite3
import struct
from datetime import date

import numpy as np
import pandas as pd
import shapely

from dashboard.drawing.layers import Layer

#: "GPKG", and the version of the standard.
APPLICATION_ID, USER_VERSION = 0x47504B47, 10300
WGS84 = 4326
WGS84_TEXT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
    'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,'
    'AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)
#: Little-endian, with a box (west, east, south, north) or without.
WITH_BOX, WITHOUT_BOX = 0b011, 0b001

#: The tables that describe the others, as the standard has them (annex C).
DESCRIPTION = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT
);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
"""
REFERENCE_SYSTEMS = [
    ("Undefined Cartesian", -1, "NONE", -1, "undefined", None),
    ("Undefined geographic", 0, "NONE", 0, "undefined", None),
    ("WGS 84", WGS84, "EPSG", WGS84, WGS84_TEXT, "longitude/latitude in degrees"),
]


def written(layers: list[Layer], tables: dict[str, pd.DataFrame], day: date) -> bytes:
    """A GeoPackage with layers in degrees WGS84 and plain tables; made in memory."""
    with sqlite3.connect(":memory:") as file:
        file.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        file.execute(f"PRAGMA user_version = {USER_VERSION}")
        file.executescript(DESCRIPTION)
        file.executemany(
            "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", REFERENCE_SYSTEMS
        )
        for layer in layers:
            _layer(file, layer, day)
        for name, frame in tables.items():
            _create(file, name, frame)
            _insert(file, name, frame, [])
            _describe(file, name, "attributes", "", (None,) * 4, None, day)
        file.commit()
        content = file.serialize()
    file.close()
    return content


def _layer(file: sqlite3.Connection, layer: Layer, day: date) -> None:
    geometry = layer.of_one_type
    _create(file, layer.name, layer.frame, f", geom {layer.kind}")
    _insert(file, layer.name, layer.frame, [_blobs(geometry)])
    known = geometry[shapely.is_geometry(geometry)]
    box = tuple(shapely.total_bounds(known).tolist()) if len(known) else (None,) * 4
    _describe(file, layer.name, "features", " ".join(layer.head), box, WGS84, day)
    file.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)",
        (layer.name, layer.kind, WGS84),
    )


def _blobs(geometry: np.ndarray) -> list[bytes | None]:
    """Geometries in the binary of the standard: its head, then well-known binary."""
    blobs: list[bytes | None] = []
    for shape, content, box in zip(
        geometry, shapely.to_wkb(geometry, byte_order=1), shapely.bounds(geometry), strict=True
    ):
        if shape is None:
            blobs.append(None)
        elif shape.geom_type == "Point":
            blobs.append(struct.pack("<2sBBi", b"GP", 0, WITHOUT_BOX, WGS84) + content)
        else:
            west, south, east, north = box
            head = ("<2sBBi4d", b"GP", 0, WITH_BOX, WGS84, west, east, south, north)
            blobs.append(struct.pack(*head) + content)
    return blobs


def _create(file: sqlite3.Connection, name: str, frame: pd.DataFrame, more: str = "") -> None:
    columns = [f"{_quoted(column)} {_type(frame[column])}" for column in frame]
    file.execute(
        f"CREATE TABLE {_quoted(name)} "
        f"(fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL{more}, {', '.join(columns)})"
    )


def _insert(file: sqlite3.Connection, name: str, frame: pd.DataFrame, before: list[list]) -> None:
    """Rows of a frame behind columns of other values; nothing where nothing is known."""
    plain = frame.astype(object).where(frame.notna(), None)
    columns = [*before, *(plain[column].tolist() for column in plain)]
    marks = ", ".join("?" * (len(columns) + 1))
    rows = zip(range(1, len(frame) + 1), *columns, strict=True)
    file.executemany(f"INSERT INTO {_quoted(name)} VALUES ({marks})", rows)


def _type(values: pd.Series) -> str:
    if pd.api.types.is_integer_dtype(values):
        return "INTEGER"
    return "DOUBLE" if pd.api.types.is_numeric_dtype(values) else "TEXT"


def _describe(
    file: sqlite3.Connection,
    name: str,
    kind: str,
    description: str,
    box: tuple,
    system: int | None,
    day: date,
) -> None:
    file.execute(
        "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (name, kind, name, description, f"{day.isoformat()}T00:00:00.000Z", *box, system),
    )


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
