"""Who lives where? Young people per home: a piece of a neighbourhood within a postcode area.

A postcode area has its young people by age; its neighbourhoods say where in it people live. Each
piece of a neighbourhood with inhabitants gets its share of them, and a point inside it. A postcode
area of which no piece is known to be inhabited stays one home, and says so.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.build.placement import buurt_at, town_of
from geodata.errors import DataError
from geodata.tables.arrays import Shapes
from geodata.tables.reader import main_homes
from geodata.vocabulary import ADDRESS_POINT, AGE_GROUPS, AREA_POINT, PIECE_POINT, RD, WGS84

# Young people of vmbo age (12 to 16) from five-year groups: three of the five years of 10-14 and
# two of 15-19.
WEIGHT_10_14 = 0.6
WEIGHT_15_19 = 0.4
#: Fewer addresses than this for every inhabitant of a postcode area, and a file has not all of it:
#: the country has one for every two.
ADDRESSES_PER_INHABITANT = 0.3


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


def inhabited(pieces: pd.DataFrame, buurten: pd.DataFrame) -> pd.DataFrame:
    """The pieces where people live: buurt, pc4, municipality, inhabitants, sorted by pc4 and buurt.

    pieces: buurt, pc4, share (of the area of the neighbourhood); buurten: code, municipality,
    inhabitants. People are taken to be even over the area of their neighbourhood. How many live in
    a neighbourhood is unknown where few do: then it says nothing about where in a postcode area
    people are, and is left out.
    """
    of_buurt = buurten.set_index("code")
    people = pieces["share"] * pieces["buurt"].map(of_buurt["inhabitants"])
    table = pieces.assign(
        municipality=pieces["buurt"].map(of_buurt["municipality"]), inhabitants=people
    )
    return table[people > 0].sort_values(["pc4", "buurt"], ignore_index=True)


def inner_points(shapes: Shapes) -> Shapes:
    """A point inside each shape: the middle of its largest part where that lies in it."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    order = np.lexsort((-shapely.area(parts), owner))
    largest = parts[order[np.diff(owner[order], prepend=-1) > 0]]
    middle = shapely.centroid(largest)
    inside: Shapes = np.where(
        shapely.contains(largest, middle), middle, shapely.point_on_surface(largest)
    )
    return inside


def area_points(areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """The table `area_points`, sorted by postcode. areas: pc4, geometry."""
    areas = with_shape(areas).sort_values("pc4")
    inside = shapely.point_on_surface(areas.geometry.to_numpy())
    return pd.DataFrame(
        {
            "postcode": areas["pc4"].to_numpy(),
            "x": shapely.get_x(inside).round(),
            "y": shapely.get_y(inside).round(),
        }
    )


def on_land(shapes: Shapes, waters: Shapes) -> Shapes:
    """The shapes without large waters; one that is water all over stays as it is."""
    land = np.array(shapes, dtype=object)
    # Which is asked is prepared: that is worth it for the few large waters.
    water, shape = shapely.STRtree(shapes).query(waters, predicate="intersects")
    order = np.lexsort((water, shape))
    for row, wet in zip(shape[order], water[order], strict=True):
        # Of a sea the part beside the shape is enough, and a hundred times quicker.
        beside = shapely.clip_by_rect(waters[wet], *shapely.bounds(land[row]))
        dry = shapely.difference(land[row], shapely.make_valid(beside))
        if shapely.area(dry) > 0:
            land[row] = dry
    return land


def _pieces_as_homes(
    areas: gpd.GeoDataFrame, pieces: pd.DataFrame, buurt_shapes: gpd.GeoDataFrame, waters: Shapes
) -> gpd.GeoDataFrame:
    """A row per inhabited piece of an area: postcode, buurt, municipality, inhabitants, part (of
    the people of the area), basis, and its point as geometry."""
    shape_of_area = areas.set_index("pc4").geometry
    shape_of_buurt = buurt_shapes.set_index("code").geometry
    known = pieces[pieces["pc4"].isin(areas["pc4"]) & pieces["buurt"].isin(shape_of_buurt.index)]
    outline = shapely.make_valid(shape_of_area[known["pc4"]].to_numpy())
    buurt = shapely.make_valid(shape_of_buurt[known["buurt"]].to_numpy())
    overlap = shapely.intersection(buurt, outline)
    # Where the two maps were drawn apart by the width of a street, the area itself is nearest.
    overlap = np.where(shapely.area(overlap) > 0, overlap, outline)
    everybody = known.groupby("pc4")["inhabitants"].transform("sum")
    return gpd.GeoDataFrame(
        {
            "postcode": known["pc4"].to_numpy(),
            "buurt": known["buurt"].to_numpy(),
            "municipality": known["municipality"].to_numpy(),
            "inhabitants": known["inhabitants"].to_numpy(),
            "part": (known["inhabitants"] / everybody).to_numpy(),
            "basis": PIECE_POINT,
        },
        geometry=inner_points(on_land(overlap, waters)),
        crs=RD,
    )


def _areas_as_homes(
    areas: gpd.GeoDataFrame,
    municipalities: gpd.GeoDataFrame,
    buurt_shapes: gpd.GeoDataFrame,
    waters: Shapes,
) -> gpd.GeoDataFrame:
    """A row per area that stays one home, with the columns of :func:`_pieces_as_homes`."""
    points = gpd.GeoSeries(inner_points(on_land(areas.geometry.to_numpy(), waters)), crs=RD)
    return gpd.GeoDataFrame(
        {
            "postcode": areas["pc4"].to_numpy(),
            "buurt": buurt_at(points, buurt_shapes).to_numpy(),
            "municipality": municipality_of(areas, municipalities).to_numpy(),
            "inhabitants": 0.0,
            "part": 1.0,
            "basis": AREA_POINT,
        },
        geometry=points,
        crs=RD,
    )


def _addresses_as_homes(
    addresses: pd.DataFrame, known: gpd.GeoDataFrame, buurt_shapes: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """A row per postcode of four digits and a letter, with the columns of :func:`_pieces_as_homes`
    and the code; of the areas that the addresses reach.

    addresses: postcode5, addresses, lon, lat. known: the homes without addresses.
    """
    area = addresses["postcode5"].str[:4]
    people = known.groupby("postcode")["inhabitants"].sum()
    count = addresses.groupby(area)["addresses"].sum().reindex(people.index, fill_value=0)
    reached = people.index[(count > 0) & (count >= ADDRESSES_PER_INHABITANT * people)]
    rows = addresses[area.isin(reached)].reset_index(drop=True)
    postcode = rows["postcode5"].str[:4]
    part = rows["addresses"] / postcode.map(count)
    points = gpd.GeoSeries.from_xy(rows["lon"], rows["lat"], crs=WGS84).to_crs(RD)
    main = main_homes(known).set_index("postcode")
    buurt = buurt_at(points, buurt_shapes)
    return gpd.GeoDataFrame(
        {
            "postcode": postcode,
            "buurt": buurt.where(buurt.ne(""), postcode.map(main["buurt"])),
            "municipality": town_of(buurt).where(buurt.ne(""), postcode.map(main["municipality"])),
            "inhabitants": part * postcode.map(people),
            "part": part,
            "basis": ADDRESS_POINT,
            "code": rows["postcode5"],
        },
        geometry=points,
        crs=RD,
    )


def homes(
    areas: gpd.GeoDataFrame,
    pieces: pd.DataFrame,
    buurten: pd.DataFrame,
    buurt_shapes: gpd.GeoDataFrame,
    municipalities: gpd.GeoDataFrame,
    waters: gpd.GeoDataFrame,
    population: pd.DataFrame,
    places: pd.DataFrame,
    addresses: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The table `homes`, sorted by code; see geodata.tables.schema.

    areas: pc4, age groups of 2021, geometry; pieces, buurten, buurt_shapes: as parsed by
    geodata.sources.cbs_buurten; municipalities: gm_code, name, geometry; waters: large waters;
    population: gm_code and age groups of 2025; places: pc4, place; addresses: as parsed by
    geodata.sources.bag, which say better where in an area people live where they reach.
    """
    areas = with_shape(areas).sort_values("pc4").reset_index(drop=True)
    water = waters.geometry.to_numpy()
    divided = _pieces_as_homes(areas, inhabited(pieces, buurten), buurt_shapes, water)
    whole = areas[~areas["pc4"].isin(divided["postcode"])].reset_index(drop=True)
    table = pd.concat([divided, _areas_as_homes(whole, municipalities, buurt_shapes, water)])
    table["code"] = table["postcode"] + table["buurt"].where(table["basis"].eq(PIECE_POINT), "")
    if addresses is not None:
        finer = _addresses_as_homes(addresses, table, buurt_shapes)
        table = pd.concat([table[~table["postcode"].isin(finer["postcode"])], finer])
    table = table.sort_values("code", ignore_index=True)
    of_area = areas.set_index("pc4").loc[table["postcode"]].reset_index()
    now = of_area[list(AGE_GROUPS)].mul(table["part"], axis=0)
    totals = population[population["gm_code"].ne("")].set_index("gm_code")[list(AGE_GROUPS)]
    later = scaled(now, table["municipality"], totals)
    names = municipalities.set_index("gm_code")["name"]
    place = table["postcode"].map(places.set_index("pc4")["place"])
    degrees = table.geometry.to_crs(WGS84)
    return pd.DataFrame(
        {
            "code": table["code"],
            "postcode": table["postcode"],
            "buurt": table["buurt"],
            "place": place.fillna(table["municipality"].map(names)),
            "municipality": table["municipality"],
            "basis": table["basis"],
            "lon": degrees.x.round(5),
            "lat": degrees.y.round(5),
            "x": table.geometry.x.round(),
            "y": table.geometry.y.round(),
            "km2": (of_area.geometry.area / 1e6 * table["part"]).round(4),
            "inhabitants": table["inhabitants"].round(1),
        }
        | {f"{group}_2021": now[group] for group in AGE_GROUPS}
        | {f"{group}_2025": later[group] for group in AGE_GROUPS}
        | {"young_2021": vmbo_age(now), "young_2025": vmbo_age(later)}
    )
