"""OpenStreetMap pieces for the national estimate: cycle nodes, large waterways, crossings."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.sparse.csgraph import minimum_spanning_tree

import geodata
from geodata.sources import reading
from geodata.sources.origin import Entry, Origin, manifest_entry
from geodata.travel.network import from_edges
from geodata.vocabulary import RD, WGS84

NODES = "osm/cycle-nodes.csv"
WATERWAYS = "osm/large-waterways.gpkg"
CROSSINGS = "osm/water-crossings.csv"
FACTS = Path(geodata.__file__).parent / "facts" / "crossings.json"

_USED_FOR = "distances: national estimate of the cycling distance"


def _openstreetmap(id: str, title: str, reference_date: str) -> Origin:
    """The origin of a piece of OpenStreetMap."""
    return Origin(
        id=id,
        title=title,
        publisher="OpenStreetMap-bijdragers",
        address="https://www.openstreetmap.org/copyright",
        licence="ODbL 1.0",
        reference_date=reference_date,
        retrieved=None,
        used_for=_USED_FOR,
    )


ORIGIN_NODES = _openstreetmap("fietsknooppunten", "Fietsknooppunten (rcn_ref)", "2026-05")
ORIGIN_WATERWAYS = _openstreetmap("grote-vaarwegen", "Grote rivieren en kanalen", "2026")
ORIGIN_CROSSINGS = _openstreetmap(
    "oeververbindingen", "Wegen en autoveren over breed water", "2026"
)
ORIGIN_FACTS = Origin(
    id="oeververbindingen-fiets",
    title="Fietsveren, bruggen en vaarwegen die ontbreken, en tunnels waar geen fiets door mag",
    publisher="Techniek Dichtbij, uit openbare bronnen (zie facts/crossings.json)",
    address="https://www.openstreetmap.org/copyright",
    licence="CC0 1.0",
    reference_date="2024",
    retrieved=None,
    used_for=_USED_FOR,
)

#: How near (degrees) the middle of a road link lies to the tunnel of the facts that closes it.
_SAME_PLACE = 0.004
#: Where the material lies: the Netherlands with the strip across its borders.
_AROUND = reading.Area("or near the Netherlands", west=2.0, south=50.0, east=8.5, north=54.5)


def nodes(path: Path) -> pd.DataFrame:
    """Nodes of the cycle-node network: lon, lat."""
    table = reading.pick(
        reading.read_csv(path, ","), path, {"id": ["osm_id"], "lon": ["lon"], "lat": ["lat"]}
    )
    return _degrees(table, path, "lon", "lat").drop_duplicates("id")[["lon", "lat"]]


def waterways(path: Path) -> gpd.GeoDataFrame:
    """Large rivers, canals and estuaries as lines: name, geometry (EPSG:28992).

    With those of the facts: the delivered lines end at the border.
    """
    table = reading.pick(
        reading.read_geopackage(path), path, {"name": ["name"], "geometry": ["geometry"]}
    )
    lines = [without_chords(line) for line in table["geometry"]]
    delivered = gpd.GeoDataFrame(table[["name"]], geometry=lines, crs=RD)
    abroad = json.loads(FACTS.read_text("utf-8"))["waterways"]
    added = gpd.GeoDataFrame(
        {"name": [one["name"] for one in abroad]},
        geometry=[shapely.LineString(one["line"]) for one in abroad],
        crs=WGS84,
    )
    return pd.concat([delivered, added.to_crs(RD)], ignore_index=True)


def without_chords(line: shapely.Geometry) -> shapely.MultiLineString:
    """A waterway without the straight lines that lead from its end back to its beginning.

    The delivered lines are closed: beside the Waal along Druten runs a second one, 25 km straight
    across the land. Of every loop the longest segment is dropped; what remains is a tree, still
    connected. A real island keeps both its branches but for that one segment.
    """
    corners_by_line = [shapely.get_coordinates(part).round(3) for part in shapely.get_parts(line)]
    segments = np.vstack([np.stack([part[:-1], part[1:]], axis=1) for part in corners_by_line])
    corners, end = np.unique(segments.reshape(-1, 2), axis=0, return_inverse=True)
    start, stop = end.reshape(-1, 2).T
    metres = np.hypot(*(corners[start] - corners[stop]).T)
    real = metres > 0
    x, y = corners.T
    network = from_edges(x, y, start[real], stop[real], metres[real])
    start, stop = minimum_spanning_tree(network.metres).nonzero()
    kept = np.stack([corners[start], corners[stop]], axis=1)
    return shapely.multilinestrings(shapely.linestrings(kept))


def crossings(path: Path) -> pd.DataFrame:
    """Ways across wide water that are open to bicycles, with those of the facts.

    Columns lon1, lat1, lon2, lat2, kind (``road`` or ``ferry``), name, metres (null: as the crow
    flies). The delivered road links say nothing about bicycles: those at a tunnel or motorway that
    the facts name are left out.
    """
    table = reading.pick(
        reading.read_csv(path, ","),
        path,
        {
            "lon1": ["lon1"],
            "lat1": ["lat1"],
            "lon2": ["lon2"],
            "lat2": ["lat2"],
            "kind": ["kind"],
            "name": ["water"],
            "metres": ["length_m"],
        },
    )
    table = _degrees(_degrees(table, path, "lon1", "lat1"), path, "lon2", "lat2")
    table["metres"] = reading.numbers(table, path, "metres")
    odd = ~table["kind"].isin(["road", "ferry"])
    if odd.any():
        raise reading.refuse(
            path,
            f"kind is {table.loc[odd, 'kind'].iloc[0]!r}",
            "write road or ferry",
            int(table.index[odd][0]),
        )
    facts = json.loads(FACTS.read_text("utf-8"))
    added = pd.DataFrame(
        [
            (*one["from"], *one["to"], "ferry" if one["kind"] == "ferry" else "road", one["name"])
            for one in facts["added"]
        ],
        columns=["lon1", "lat1", "lon2", "lat2", "kind", "name"],
    ).assign(metres=np.nan)
    open_ones = table[~_closed(table, facts["closed"]["tunnels"])]
    return pd.concat([open_ones, added], ignore_index=True)


def facts_entry() -> Entry:
    """The manifest record of the facts about bicycles."""
    content = FACTS.read_bytes()
    facts = json.loads(content)
    rows = len(facts["added"]) + len(facts["closed"]["tunnels"]) + len(facts["waterways"])
    return manifest_entry(ORIGIN_FACTS, f"geodata/facts/{FACTS.name}", content, rows)


def _closed(table: pd.DataFrame, tunnels: list[dict[str, Any]]) -> pd.Series:
    """Road links whose middle lies at a place that is closed to bicycles."""
    lon = (table["lon1"] + table["lon2"]) / 2
    lat = (table["lat1"] + table["lat2"]) / 2
    closed = pd.Series(False, index=table.index)
    for tunnel in tunnels:
        east, north = tunnel["at"]
        closed |= ((lon - east).abs() < 1.6 * _SAME_PLACE) & ((lat - north).abs() < _SAME_PLACE)
    return closed & table["kind"].eq("road")


def _degrees(table: pd.DataFrame, path: Path, lon: str, lat: str) -> pd.DataFrame:
    """The table with two columns as degrees; a place far outside the country is refused."""
    reading.no_blanks(table, path, [lon, lat])
    table = table.assign(**{name: reading.numbers(table, path, name) for name in (lon, lat)})
    reading.inside(table, path, lon, lat, _AROUND)
    return table
