"""Who lives where? Young people per home area (four-digit postcode)."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.errors import DataError
from geodata.vocabulary import AGE_GROUPS, WGS84

# Young people of vmbo age (12 to 16) from five-year groups: three of the five years of 10-14 and
# two of 15-19.
WEIGHT_10_14 = 0.6
WEIGHT_15_19 = 0.4


def with_shape(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The areas that have a polygon: only these can be a home."""
    shapes = areas.geometry.to_numpy()
    return areas[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))]


def municipality_of(areas: gpd.GeoDataFrame, municipalities: gpd.GeoDataFrame) -> pd.Series:
    """The municipality (gm_code) with the largest overlap per area, indexed like `areas`.

    Raises DataError when an area overlaps no municipality.
    """
    pieces = areas.geometry.to_numpy()
    outlines = municipalities.geometry.to_numpy()
    area, municipality = shapely.STRtree(outlines).query(pieces, predicate="intersects")
    overlap = shapely.area(shapely.intersection(pieces[area], outlines[municipality]))
    pairs = pd.DataFrame(
        {
            "area": area,
            "gm_code": municipalities["gm_code"].to_numpy()[municipality],
            "overlap": overlap,
        }
    )
    # The code decides between equal overlaps, so that the order of the file does not.
    best = (
        pairs[pairs["overlap"] > 0]
        .sort_values(["overlap", "gm_code"], ascending=[False, True])
        .drop_duplicates("area")
        .set_index("area")["gm_code"]
        .reindex(np.arange(len(areas)))
    )
    if best.isna().any():
        code = areas["pc4"].iloc[int(np.flatnonzero(best.isna())[0])]
        raise DataError(
            f"PC4 {code} lies in no municipality; "
            "use PC4 and municipality files of the same country"
        )
    return pd.Series(best.to_numpy(), index=areas.index, name="municipality")


def scaled(counts: pd.DataFrame, municipality: pd.Series, totals: pd.DataFrame) -> pd.DataFrame:
    """Counts per area, scaled so that they add up to the total of each municipality.

    counts: persons per area and age group, null where unknown; municipality: gm_code per area;
    totals: persons per gm_code (index) and age group. An unknown count stays unknown.
    Raises DataError when a municipality has people in the totals and none in the counts.
    """
    sums = counts.groupby(municipality).sum()
    missing = sums.index.difference(totals.index)
    if len(missing):
        raise DataError(f"municipality {missing[0]} has no population total; complete the CBS file")
    totals = totals.loc[sums.index, counts.columns]
    stranded = sums.eq(0) & totals.gt(0)
    if stranded.any(axis=None):
        code, group = stranded.stack().loc[lambda flag: flag].index[0]
        raise DataError(
            f"municipality {code} has {group} in its total and in none of its PC4 areas; "
            "use population files that belong together"
        )
    factors = (totals / sums).where(sums > 0, 0.0)
    return counts * factors.reindex(municipality).to_numpy()


def vmbo_age(counts: pd.DataFrame) -> pd.Series:
    """Young people of vmbo age per area, 0 where the source has no figure."""
    return WEIGHT_10_14 * counts["age_10_14"].fillna(0) + WEIGHT_15_19 * counts["age_15_19"].fillna(
        0
    )


def homes(
    areas: gpd.GeoDataFrame,
    municipalities: gpd.GeoDataFrame,
    population: pd.DataFrame,
    places: pd.DataFrame,
) -> pd.DataFrame:
    """The table `homes`, sorted by code; see geodata.tables.schema.

    areas: pc4, age groups of 2021, geometry; municipalities: gm_code, name, geometry;
    population: gm_code and age groups of 2025; places: pc4, place.
    """
    areas = with_shape(areas).sort_values("pc4").reset_index(drop=True)
    municipality = municipality_of(areas, municipalities)
    points = areas.geometry.representative_point()
    degrees = points.to_crs(WGS84)
    names = municipalities.set_index("gm_code")["name"]
    place = areas["pc4"].map(places.set_index("pc4")["place"]).fillna(municipality.map(names))
    now = areas[list(AGE_GROUPS)]
    totals = population[population["gm_code"].ne("")].set_index("gm_code")[list(AGE_GROUPS)]
    later = scaled(now, municipality, totals)
    return pd.DataFrame(
        {
            "code": areas["pc4"],
            "place": place,
            "municipality": municipality,
            "lon": degrees.x.round(6),
            "lat": degrees.y.round(6),
            "x": points.x.round(2),
            "y": points.y.round(2),
            "km2": (areas.geometry.area / 1e6).round(4),
        }
        | {f"{group}_2021": now[group] for group in AGE_GROUPS}
        | {f"{group}_2025": later[group] for group in AGE_GROUPS}
        | {"young_2021": vmbo_age(now), "young_2025": vmbo_age(later)}
    )
