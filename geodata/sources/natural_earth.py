"""Natural Earth: land, sea and frontiers around the Netherlands."""

import json
from pathlib import Path

import geopandas as gpd
import pyogrio

from geodata.sources import reading
from geodata.sources.origin import Entry, Origin, manifest_entry

FOLDER = "geo/natural-earth"
STEMS = (
    "ne_10m_admin_0_boundary_lines_land_nl",
    "ne_10m_land_nl",
    "ne_10m_ocean_nl",
)


def file(stem: str) -> str:
    """Where a layer lies below the source directory."""
    return f"{FOLDER}/{stem}.geojson"


def origin(stem: str) -> Origin:
    """The origin of one layer."""
    return Origin(
        id=stem.replace("_", "-"),
        title=f"Natural Earth 1:10m, {stem.removeprefix('ne_10m_').removesuffix('_nl')} (uitsnede)",
        publisher="Natural Earth",
        address="https://www.naturalearthdata.com/downloads/10m-physical-vectors/"
        if "boundary" not in stem
        else "https://www.naturalearthdata.com/downloads/10m-cultural-vectors/",
        licence="public domain",
        reference_date="onbekend",
        retrieved=None,
        used_for="map: drawn base",
    )


def facts_entry(path: Path) -> Entry:
    """The manifest record of the outline of the lands around, which the project keeps itself."""
    content = reading.read_bytes(path)
    facts = json.loads(content)
    kept = Origin(
        id="natural-earth-abroad",
        title=facts["source"]["title"],
        publisher="Natural Earth",
        address=facts["source"]["address"],
        licence=facts["source"]["licence"],
        reference_date="onbekend",
        retrieved=None,
        used_for="map: drawn base",
    )
    return manifest_entry(kept, f"geodata/facts/{path.name}", content, len(facts["rings"]))


def layer(path: Path) -> gpd.GeoDataFrame:
    """One layer: geometry (WGS84)."""
    reading.require(path)
    try:
        frame = pyogrio.read_dataframe(path, columns=[])
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        reason = " ".join(str(error).split())
        raise reading.refuse(
            path, f"cannot be read as GeoJSON ({reason})", "download the file again"
        ) from error
    if not isinstance(frame, gpd.GeoDataFrame) or frame.empty:
        raise reading.refuse(path, "holds no geometry", "download the file again")
    return frame
