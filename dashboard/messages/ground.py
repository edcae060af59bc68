"""The message of the ground: what lies under the areas, and the figure Plotly draws once."""

from typing import Any, TypedDict
from urllib.parse import urlencode

from dashboard.address.paths import LAYOUT
from dashboard.data import Data
from dashboard.figures.places import NAMED, places
from dashboard.palette import Area, Ink
from geodata.layouts import layout_of
from geodata.vocabulary import OWN, level_kind

PDOK = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png"
#: The geometries that are drawn under and over the areas.
DRAWN = ("base", "abroad", "borders")
#: All of the European Netherlands, before the browser fits it to its own window.
COUNTRY = {"lon": 5.35, "lat": 52.16}
#: Nothing but sea, and no change of colour takes time: MapLibre would draw all of the map anew for
#: each frame of it.
STYLE = {
    "version": 8,
    "sources": {},
    "layers": [{"id": "sea", "type": "background", "paint": {"background-color": str(Ink.SEA)}}],
    "transition": {"duration": 0, "delay": 0},
}
#: As far as the drawn ground reaches: its south-west and north-east.
BOUNDS = ((-2.5, 48.5), (14.5, 56.5))
#: An area too small to see, in the sea: without any, Plotly would make no map.
NOWHERE = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "id": 0,
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[2.0, 52.0], [2.0001, 52.0], [2.0, 52.0001], [2.0, 52.0]]],
            },
        }
    ],
}


class GroundColours(TypedDict):
    """What land and water are painted with."""

    sea: str
    land: str
    water: str
    line: str


class Ground(TypedDict):
    """What lies under the areas: drawn land and water, and the tiles that cover them if they come;
    the province borders above; and names of places, the largest first."""

    tiles: str | None
    tilesBy: str
    base: str
    abroad: str
    borders: str
    bounds: tuple[tuple[float, float], tuple[float, float]]
    places: list[tuple[str, float, float]]
    colours: GroundColours


def geometry(data: Data, key: str) -> str:
    """Address of a geometry file; of a layout of somebody's own of the regions joined."""
    if level_kind(key) == OWN:
        asked = urlencode({"indeling": layout_of(key), "v": data.version}, safe=",")
        return f"{LAYOUT}?{asked}"
    return f"/assets/{data.manifest['geometry'][key]}"


def figure() -> dict[str, Any]:
    """The Plotly figure: a map. The areas on it are drawn by our own layers, from one copy of the
    geometry."""
    return {
        "data": [
            {
                "type": "choroplethmap",
                "name": "areas",
                "geojson": NOWHERE,
                "featureidkey": "id",
                "locations": [0],
                "z": [0],
                "zmin": 0,
                "zmax": 1,
                "colorscale": [[0, Area.NO_DATA], [1, Area.NO_DATA]],
                "showscale": False,
                "hoverinfo": "none",
                "marker": {"opacity": 0},
            },
        ],
        "layout": {
            "map": {"style": STYLE, "center": COUNTRY, "zoom": 6.3},
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "paper_bgcolor": Ink.SEA,
            "showlegend": False,
            "uirevision": "camera",
            "dragmode": "pan",
        },
    }


def ground(data: Data, basemap: str) -> Ground:
    """What lies under the areas; the same for every view."""
    return {
        "tiles": PDOK if basemap == "pdok" else None,
        "tilesBy": "© Kadaster / PDOK",
        "base": geometry(data, "base"),
        "abroad": geometry(data, "abroad"),
        "borders": geometry(data, "borders"),
        "bounds": BOUNDS,
        "places": names(data),
        "colours": {"sea": Ink.SEA, "land": Ink.LAND, "water": Ink.WATER, "line": Ink.LINE},
    }


def names(data: Data) -> list[tuple[str, float, float]]:
    """The largest places: name and point; the browser shows those that fit."""
    rows = places(data).head(NAMED)[["place", "lon", "lat"]].round(4)
    return list(rows.itertuples(index=False, name=None))
