"""Where on the map is a region, and beside which? Label point, box and neighbours of its shape."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.tables.arrays import Shapes
from geodata.vocabulary import CLOSE_LEVELS, WGS84

# Two areas are neighbours when they share at least this much border, in metres: a corner where
# four areas meet is no border.
SHORTEST_BORDER = 10.0


def label_points(shapes: Shapes) -> Shapes:
    """The point of each shape (RD metres) farthest from its border, where a label fits best.

    Rivers and canals, absent from the municipal outlines, would push the point aside, so narrow
    gaps are closed first; where the point misses the real shape, any inner point is taken.
    """
    size = np.sqrt(shapely.area(shapes))
    gap = size / 200
    outline = shapely.simplify(shapes, gap / 2)
    outline = shapely.buffer(shapely.buffer(outline, gap, quad_segs=2), -gap, quad_segs=2)
    outline = np.where(shapely.is_empty(outline), shapes, outline)
    centres = shapely.get_point(shapely.maximum_inscribed_circle(outline, tolerance=size / 100), 0)
    inside: Shapes = np.where(
        shapely.contains(shapes, centres), centres, shapely.point_on_surface(shapes)
    )
    return inside


def segments(shapes: Shapes) -> pd.DataFrame:
    """Every straight piece of border of (multi)polygons: shape (its position), x1, y1, x2, y2.

    The lower end comes first, so that a piece that two shapes share looks the same from both.
    """
    polygons, owner = shapely.get_parts(shapes, return_index=True)
    rings, polygon = shapely.get_rings(polygons, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    along = ring[1:] == ring[:-1]
    start, end = points[:-1][along], points[1:][along]
    turned = np.where(start[:, 0] == end[:, 0], start[:, 1] > end[:, 1], start[:, 0] > end[:, 0])[
        :, None
    ]
    ends = np.hstack([np.where(turned, end, start), np.where(turned, start, end)])
    table = pd.DataFrame(ends, columns=["x1", "y1", "x2", "y2"])
    return table.assign(shape=owner[polygon[ring[:-1][along]]])


def neighbours(shapes: gpd.GeoDataFrame) -> pd.Series:
    """The codes of the areas that share a border, joined by '|', indexed by code.

    shapes: code, geometry (RD metres), a valid coverage: areas side by side have the same
    vertices there, so a shared border is a set of equal pieces and needs no computing.
    """
    ends = ["x1", "y1", "x2", "y2"]
    pieces = segments(shapes.geometry.to_numpy()).sort_values([*ends, "shape"])
    place = pieces[ends].to_numpy()
    shape = pieces["shape"].to_numpy()
    shared = (place[1:] == place[:-1]).all(axis=1) & (shape[1:] != shape[:-1])
    length = np.hypot(place[:, 2] - place[:, 0], place[:, 3] - place[:, 1])
    borders = (
        pd.DataFrame(
            {"one": shape[:-1][shared], "two": shape[1:][shared], "length": length[1:][shared]}
        )
        .groupby(["one", "two"])["length"]
        .sum()
    )
    borders = borders[borders >= SHORTEST_BORDER].reset_index()
    codes = shapes["code"].to_numpy(object)
    one, two = codes[borders["one"]], codes[borders["two"]]
    pairs = pd.DataFrame({"code": np.r_[one, two], "other": np.r_[two, one]})
    pairs = pairs.sort_values(["code", "other"])
    return pairs.groupby("code")["other"].agg("|".join).reindex(codes).fillna("")


def placed(level: str, shapes: gpd.GeoDataFrame, homes: pd.DataFrame) -> pd.DataFrame:
    """Label point, bounding box (WGS84 degrees), neighbours and feature number per code.

    shapes: code, geometry (RD metres), sorted by code. The features of neighbourhoods are numbered
    within their municipality, because each municipality has a file of its own.
    """
    points = label_points_of(level, shapes, homes).to_crs(WGS84)
    # A shape and its hull have the same box; the hull has far fewer vertices to convert.
    boxes = shapes.geometry.convex_hull.to_crs(WGS84).bounds.round(6)
    table = pd.DataFrame(
        {
            "code": shapes["code"].to_numpy(),
            "feature": np.arange(len(shapes), dtype="int32"),
            "lon": points.x.round(6).to_numpy(),
            "lat": points.y.round(6).to_numpy(),
            "west": boxes["minx"].to_numpy(),
            "south": boxes["miny"].to_numpy(),
            "east": boxes["maxx"].to_numpy(),
            "north": boxes["maxy"].to_numpy(),
            "neighbours": "",
        }
    )
    if level == "buurt":
        within = table.groupby(town_of(table["code"]))
        return table.assign(feature=within.cumcount().astype("int32"))
    return table.assign(neighbours=neighbours(shapes).to_numpy())


def label_points_of(level: str, shapes: gpd.GeoDataFrame, homes: pd.DataFrame) -> gpd.GeoSeries:
    """The label points of a level; of a level close to home a point where people live."""
    if level not in CLOSE_LEVELS:
        return gpd.GeoSeries(label_points(shapes.geometry.to_numpy()), crs=shapes.crs)
    # Of an area in pieces not one that is too small to be drawn.
    shape_of = shapes.set_index("code").geometry.reindex(homes[level]).to_numpy()
    drawn = shapely.intersects_xy(shape_of, homes["x"].to_numpy(), homes["y"].to_numpy())
    everywhere = middle_homes(homes, level)
    lived_in = middle_homes(homes[drawn], level).combine_first(everywhere).reindex(shapes["code"])
    points = np.where(
        lived_in["x"].notna(),
        shapely.points(lived_in["x"], lived_in["y"]),
        shapely.point_on_surface(shapes.geometry.to_numpy()),
    )
    return gpd.GeoSeries(points, crs=shapes.crs)


def middle_homes(homes: pd.DataFrame, level: str) -> pd.DataFrame:
    """Of every region of a level the home nearest to the middle of its inhabitants, by code."""
    people = homes["inhabitants"].clip(lower=1e-6)
    sums = homes.assign(x=homes["x"] * people, y=homes["y"] * people, people=people)
    middle = sums.groupby(level)[["x", "y", "people"]].sum().loc[homes[level]].reset_index()
    away = np.hypot(
        homes["x"] - middle["x"] / middle["people"], homes["y"] - middle["y"] / middle["people"]
    )
    nearest = homes.assign(away=away).sort_values(["away", "code"]).drop_duplicates(level)
    return nearest.set_index(level).sort_index()


def town_of(buurten: pd.Series) -> pd.Series:
    """The municipality of each neighbourhood, which stands in its code."""
    return "GM" + buurten.str[2:6]


def buurt_at(points: gpd.GeoSeries, buurten: gpd.GeoDataFrame) -> pd.Series:
    """The neighbourhood (code) at each point, "" where there is none or no point.

    points: RD metres, some may be missing; buurten: code, geometry.
    """
    row, buurt = shapely.STRtree(buurten.geometry.to_numpy()).query(
        points.to_numpy(), predicate="intersects"
    )
    # On a border the first code decides, so that the order of the file does not.
    first = pd.Series(buurten["code"].to_numpy()[buurt], index=row).groupby(level=0).min()
    codes = first.reindex(range(len(points))).fillna("")
    return pd.Series(codes.to_numpy(), index=points.index, dtype="str")
