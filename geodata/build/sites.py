"""Which school sites are there, and where?"""

import re
import unicodedata
from collections.abc import Mapping

import geopandas as gpd
import pandas as pd
import shapely

from geodata.build.offers import TRACKS
from geodata.errors import DataError
from geodata.vocabulary import RD, UNKNOWN_POINT, WGS84

# What DUO adds behind a place of which the country has two.
PROVINCE = r"\b(fr|gld|gn|nb|nh|lb|ov|ut|zh|zld|dr)$"


def fold(name: str) -> str:
    """A place name without what spelling habits differ in: case, accents, province, 'a/d'."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    plain = re.sub(r"[^a-z0-9]+", " ", plain).strip()
    plain = re.sub(r"\bad\b", "aan den", plain)
    plain = re.sub(r" gem .*$", "", plain)
    return re.sub(PROVINCE, "", plain).strip()


def spelled(place: pd.Series, postcode: pd.Series, places: pd.DataFrame) -> pd.Series:
    """Place names in usual spelling where the list has the same place for the postcode.

    Where the list has another place, the address keeps its own: it is the nearer source.
    """
    listed = postcode.str[:4].map(places.set_index("pc4")["place"])
    same = listed.fillna("").map(fold).eq(place.fillna("").map(fold)) & listed.notna()
    return place.mask(same, listed)


def agreement(place: pd.Series, postcode: pd.Series, places: pd.DataFrame) -> tuple[int, int]:
    """How many addresses the list of places agrees with, and how many there are."""
    listed = postcode.str[:4].map(places.set_index("pc4")["place"]).fillna("")
    return int(listed.map(fold).eq(place.map(fold)).sum()), len(place)


def listed_sites(
    addresses: pd.DataFrame, positions: pd.DataFrame, places: pd.DataFrame
) -> pd.DataFrame:
    """The sites of the address file with their points."""
    table = addresses.merge(positions, on="code", how="left", validate="one_to_one")
    return table.assign(
        place=spelled(table["place"], table["postcode"], places),
        point_basis=table["point_basis"].fillna(UNKNOWN_POINT),
        in_address_file=True,
    )


def former_sites(
    former: pd.DataFrame, addresses: pd.DataFrame, places: pd.DataFrame
) -> pd.DataFrame:
    """Former sites, as far as the address file does not know them (again)."""
    table = former[~former["code"].isin(addresses["code"])]
    return table.assign(
        place=spelled(table["place"], table["postcode"], places), in_address_file=False
    )


def exam_only_sites(exams: Mapping[str, pd.DataFrame], known: pd.Series) -> pd.DataFrame:
    """Sites with an offer that no other file knows: name and municipality of the newest exams."""
    rows = pd.concat([table for _, table in sorted(exams.items())])
    rows = rows[rows["track"].isin(TRACKS) & ~rows["code"].isin(known)]
    newest = rows.drop_duplicates("code", keep="last")
    return newest[["code", "name", "municipality_name"]].assign(
        point_basis=UNKNOWN_POINT, in_address_file=False
    )


def counted_only_sites(counted: pd.DataFrame, known: pd.Series) -> pd.DataFrame:
    """Sites that only a file with numbers of pupils knows."""
    return counted[~counted["code"].isin(known)].assign(
        point_basis=UNKNOWN_POINT, in_address_file=False
    )


def called(table: pd.DataFrame, exams: Mapping[str, pd.DataFrame]) -> pd.Series:
    """The name on the door: that of the newest exam file, else that of the address file.

    The address file adds the whole statutory name of the school ("… voor Lyceum Havo Mavo Vbo
    Lwoo"), the exam files only what tells its sites apart ("loc, Morgen College").
    """
    rows = pd.concat([frame for _, frame in sorted(exams.items())])
    newest = rows.drop_duplicates("code", keep="last").set_index("code")["name"]
    short = newest.str.replace(r"^(loc|locatie)[,.]?\s+", "", case=False, regex=True)
    return table["code"].map(short).fillna(table["name"])


def in_grid(table: pd.DataFrame) -> pd.DataFrame:
    """The table with x and y (RD metres) beside lon and lat; null where there is no point."""
    points = gpd.GeoSeries(gpd.points_from_xy(table["lon"], table["lat"]), crs=WGS84).to_crs(RD)
    known = table["lon"].notna().to_numpy()
    return table.assign(
        x=pd.Series(points.x.to_numpy(), index=table.index).where(known).round(2),
        y=pd.Series(points.y.to_numpy(), index=table.index).where(known).round(2),
    )


def municipality_at(table: pd.DataFrame, municipalities: gpd.GeoDataFrame) -> pd.Series:
    """The municipality around each point, null where there is none."""
    shapes = municipalities.geometry.to_numpy()
    known = table["x"].notna()
    points = shapely.points(table.loc[known, "x"], table.loc[known, "y"])
    point, shape = shapely.STRtree(shapes).query(points, predicate="intersects")
    codes = pd.Series(
        municipalities["gm_code"].to_numpy()[shape], index=table.index[known][point], dtype="str"
    )
    # A point on a border touches two.
    return codes[~codes.index.duplicated()].reindex(table.index)


def with_municipality(
    table: pd.DataFrame,
    municipalities: gpd.GeoDataFrame,
    former_municipalities: pd.DataFrame,
) -> pd.DataFrame:
    """The table with a municipality of today: by code, else by point, else by name.

    Raises DataError at a code that no list of municipalities knows.
    """
    today = set(municipalities["gm_code"])
    past = set(former_municipalities["gm_code"])
    given = table["municipality"]
    unknown = given.notna() & ~given.isin(today | past)
    if unknown.any():
        site = table[unknown].iloc[0]
        raise DataError(
            f"site {site['code']}: GEMEENTENUMMER {site['municipality']} is an unknown "
            "municipality; use an address file and a municipality file of the same year"
        )
    # DUO writes the names its own way (S HERTOGENBOSCH): its address file is the dictionary.
    of_today = table[given.isin(today)].drop_duplicates("municipality_name")
    names = municipalities.set_index("name")["gm_code"].rename(fold)
    names = names[~names.index.duplicated(keep=False)]
    by_name = (
        table["municipality_name"]
        .map(of_today.set_index("municipality_name")["municipality"])
        .fillna(table["municipality_name"].fillna("").map(fold).map(names))
    )
    chosen = given.where(given.isin(today)).fillna(municipality_at(table, municipalities))
    return table.assign(municipality=chosen.fillna(by_name))


def memberships(members: pd.DataFrame) -> pd.Series:
    """The STO regions per site, codes joined by '|'."""
    ordered = members.sort_values(["site", "code"])
    return ordered.groupby("site")["code"].agg("|".join)


def sites(
    addresses: pd.DataFrame,
    positions: pd.DataFrame,
    former: pd.DataFrame,
    exams: Mapping[str, pd.DataFrame],
    members: pd.DataFrame,
    municipalities: gpd.GeoDataFrame,
    former_municipalities: pd.DataFrame,
    places: pd.DataFrame,
    counted: pd.DataFrame,
) -> pd.DataFrame:
    """The table `sites`, sorted by code; see geodata.tables.schema.

    counted: the sites that the numbers of pupils speak of (code, name, place, municipality,
    municipality_name).
    """
    located = [
        listed_sites(addresses, positions, places),
        former_sites(former, addresses, places),
    ]
    known = pd.concat([table["code"] for table in located])
    examined = exam_only_sites(exams, known)
    known = pd.concat([known, examined["code"]])
    table = pd.concat([*located, examined, counted_only_sites(counted, known)], ignore_index=True)
    table = with_municipality(in_grid(table), municipalities, former_municipalities)
    structure = table["structure"].fillna("")
    table = table.assign(
        name=called(table, exams),
        structure=structure,
        has_vmbo=structure.str.split("/").map(lambda types: bool({"VBO", "MAVO"} & set(types))),
        sto=table["code"].map(memberships(members)).fillna(""),
    )
    columns = [
        *("code", "name", "street", "postcode", "place", "municipality"),
        *("lon", "lat", "x", "y", "point_basis"),
        *("board", "structure", "has_vmbo", "in_address_file", "sto"),
    ]
    return table[columns].sort_values("code", ignore_index=True)
