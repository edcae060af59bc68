"""The geometry that the screen draws: every file of it, checked before it is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from geodata.build.boundaries import (
    border_lines,
    cut_parts,
    dissolve,
    drawn_buurten,
    drawn_postcodes,
    simplified_pieces,
)
from geodata.build.geojson import plain_document
from geodata.build.ground import abroad, base
from geodata.build.placement import town_of
from geodata.build.topojson import Document, region_document
from geodata.errors import DataError
from geodata.vocabulary import REGION_LEVELS, WGS84


def level_documents(
    municipalities: gpd.GeoDataFrame,
    pc4: gpd.GeoDataFrame,
    parts: gpd.GeoDataFrame,
    detailed: Mapping[str, gpd.GeoDataFrame],
    regions: pd.DataFrame,
    waters: gpd.GeoDataFrame,
    natural_earth: Mapping[str, gpd.GeoDataFrame],
) -> dict[str, bytes]:
    """Every geometry asset but the neighbourhoods, as it is written: key -> bytes. Equal input
    gives equal bytes.

    municipalities: gm_code, geometry (RD); pc4: pc4, geometry (RD); parts and detailed: what
    `base_parts` and `region_shapes` give of them; regions: the prepared table; waters: large waters
    (RD); natural_earth: frames by file stem.
    Raises DataError when a region would have no or a badly distorted shape.
    """
    check("municipality", detailed["municipality"], municipalities.set_index("gm_code").geometry)
    pieces = cut_parts(parts, detailed["postcode"])
    drawn = simplified_pieces(pieces)
    levels = {level: dissolve(drawn, level) for level in REGION_LEVELS}
    for level, regions_drawn in levels.items():
        check(level, regions_drawn, detailed[level].set_index("code").geometry)
    levels["postcode"] = drawn_postcodes(drawn, detailed["postcode"])
    cut = drawn_postcodes(pieces, detailed["postcode"])
    # A municipality cuts off what lies in the water.
    check("postcode", cut, pc4.set_index("pc4").geometry[cut["code"]], share=0.5, slack=50_000.0)
    check("postcode", levels["postcode"], cut.set_index("code").geometry, 0.3, slack=50_000.0)

    drawings = {
        level: region_document(level, shapes.to_crs(WGS84), regions[regions["level"] == level])
        for level, shapes in levels.items()
    }
    country = levels["nl"].geometry.iloc[0]
    drawings["base"] = plain_document(base(country, waters, natural_earth))
    drawings["abroad"] = plain_document([("land", abroad())])
    drawings["borders"] = plain_document([("border", border_lines(levels["province"]))])
    return {key: _written(document) for key, document in drawings.items()}


def town_documents(
    buurten: gpd.GeoDataFrame, parts: gpd.GeoDataFrame, regions: pd.DataFrame
) -> dict[str, bytes]:
    """The same of the neighbourhoods, an asset for each municipality. buurten: code, geometry."""
    drawn = drawn_buurten(buurten, parts).to_crs(WGS84)
    rows = regions[regions["level"] == "buurt"]
    # Divided once: looking a town up among all regions takes longer than drawing it.
    rows_of = dict(list(rows.groupby(town_of(rows["code"]))))
    return {
        f"buurt_{town}": _written(region_document(town, here, rows_of.get(town, rows[:0])))
        for town, here in drawn.groupby(town_of(drawn["code"]))
    }


def _written(document: Document) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def write(documents: Mapping[str, bytes], out_dir: Path) -> dict[str, str]:
    """Write geometry assets to a folder; key -> "geo/<key>.<hash of the content>.json"."""
    out_dir.mkdir(parents=True, exist_ok=True)
    files = {}
    for key, content in documents.items():
        name = f"{key}.{hashlib.sha256(content).hexdigest()[:8]}.json"
        (out_dir / name).write_bytes(content)
        files[key] = f"geo/{name}"
    return files


def check(
    level: str,
    drawn: gpd.GeoDataFrame,
    detailed: gpd.GeoSeries,
    share: float = 0.01,
    slack: float = 500_000.0,
) -> None:
    """Refuse drawn shapes (code, geometry) that lost a region, distort one, or overlap.

    detailed: geometry by code. An area may change by `share`, or else by `slack` m2 (a small
    municipality that loses its islets).
    """
    before = detailed.area
    after = drawn.set_index("code").geometry.area.reindex(before.index, fill_value=0.0)
    change = (after - before).abs()
    wrong = (after == 0) | ((change > share * before) & (change > slack))
    if wrong.any():
        code = wrong.idxmax()
        raise DataError(
            f"{level} {code} measures {before[code] / 1e6:.2f} km2 and would be drawn with "
            f"{after[code] / 1e6:.2f} km2: check its polygon in the source file"
        )
    overlap = after.sum() - shapely.area(shapely.union_all(drawn.geometry.to_numpy()))
    if overlap > slack:
        raise DataError(
            f"{level}: drawn regions overlap by {overlap / 1e6:.2f} km2: "
            "check the polygons in the source file"
        )
