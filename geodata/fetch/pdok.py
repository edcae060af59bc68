"""PDOK: boundaries, over OGC API Features."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import geopandas as gpd

from geodata.errors import DataError
from geodata.fetch.client import Client, Stamp
from geodata.fetch.facts import facts
from geodata.fetch.geopackage import write_geopackage
from geodata.fetch.layout import renamed
from geodata.fetch.source import Delivery, Source
from geodata.sources import cbs
from geodata.vocabulary import RD

#: Features of a page, at most.
PAGE = 1000
#: A property of the publisher -> the column that a build reads.
COLUMNS = {"statcode": "gm_code", "statnaam": "gemeente"}


def sources(_root: Path) -> list[Source]:
    """The boundaries of municipalities."""
    return [Source("pdok-gemeenten", cbs.MUNICIPALITIES, _municipalities, cbs.municipalities)]


def _municipalities(client: Client, path: Path, _former: Stamp | None) -> Delivery:
    asked = facts("pdok")["municipalities"]
    query = {"f": "json", "limit": PAGE, "jaarcode": asked["year"], "crs": RD_ADDRESS}
    address = f"{asked['address']}?{urlencode(query)}"
    features = [
        one
        for one in all_features(client, address)
        # A service that does not know the year as a filter gives all of them.
        if one["properties"].get("jaarcode", asked["year"]) == asked["year"]
    ]
    if not features:
        raise DataError(f"{address}: has no boundaries of {asked['year']}; look at its other years")
    renamed(asked["address"], COLUMNS, features[0]["properties"])
    shapes = gpd.GeoDataFrame.from_features(features, crs=RD).rename(columns=COLUMNS)
    shapes = shapes[[*COLUMNS.values(), "geometry"]].sort_values("gm_code")
    write_geopackage(shapes, path, "gemeenten")
    return Delivery(Stamp(address))


RD_ADDRESS = "http://www.opengis.net/def/crs/EPSG/0/28992"


def all_features(client: Client, address: str) -> list[dict[str, Any]]:
    """The features of all pages."""
    features: list[dict[str, Any]] = []
    matched: int | None = None
    page: str | None = address
    while page:
        document = client.json(page)
        if not isinstance(document.get("features"), list):
            renamed(page, ["features"], document)
        features += document["features"]
        matched = document.get("numberMatched", matched)
        links = document.get("links", [])
        following = next((one["href"] for one in links if one.get("rel") == "next"), None)
        if following == page:
            raise DataError(f"{page}: names itself as the next page; try again later")
        page = following
    if matched is not None and matched != len(features):
        raise DataError(f"{address}: gave {len(features)} features of {matched}; fetch them again")
    return features
