"""Which school sites are there, and where?"""

import re
import unicodedata
from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.build.offers import TRACKS
from geodata.build.sto_members import with_sto
from geodata.errors import DataError
from geodata.sources.duo import EARLIER_EXAMS
from geodata.tables.reader import main_homes
from geodata.vocabulary import RD, UNKNOWN_POINT, WGS84

#: Two points of one site nearer than this are one place, seen by two registers.
MOVED_M = 250.0
#: What stands where a letter was lost for good, and a question mark within a word.
LOST_LETTER = "\ufffd|\\w\\?\\w"
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
    addresses: pd.DataFrame,
    positions: pd.DataFrame,
    earlier_positions: pd.DataFrame,
    newest_exams: pd.Series,
    places: pd.DataFrame,
) -> pd.DataFrame:
    """The sites of the address file with their points."""
    table = addresses.merge(positions, on="code", how="left", validate="one_to_one")
    table = where_candidates_were(table, earlier_positions, newest_exams)
    return table.assign(
        place=spelled(table["place"], table["postcode"], places),
        point_basis=table["point_basis"].fillna(UNKNOWN_POINT),
        in_address_file=True,
    )


def where_candidates_were(
    table: pd.DataFrame, earlier: pd.DataFrame, newest_exams: pd.Series
) -> pd.DataFrame:
    """The listed sites, those that moved since their newest exams put back where these were.

    Every figure is about candidates, so a site stands where its newest ones were; the address file
    is younger than the exams. earlier: where sites were in the school year EARLIER_EXAMS;
    newest_exams: per code the school year of its newest candidates. A site that moved has another
    postcode and stands MOVED_M further; the street it had is not known.
    """
    before = earlier.set_index("code").reindex(table["code"]).set_axis(table.index)
    there, here = in_grid(before), in_grid(table)
    far = np.hypot(there["x"] - here["x"], there["y"] - here["y"]) >= MOVED_M
    examined = table["code"].map(newest_exams).le(EARLIER_EXAMS)
    moved = far & examined & before["postcode"].ne(table["postcode"])
    back = table.assign(street=table["street"].mask(moved))
    for column in before:
        back[column] = back[column].mask(moved, before[column])
    return back


def former_sites(
    former: pd.DataFrame, addresses: pd.DataFrame, places: pd.DataFrame
) -> pd.DataFrame:
    """Former sites, as far as the address file does not know them (again)."""
    table = former[~former["code"].isin(addresses["code"])]
    return table.assign(
        place=spelled(table["place"], table["postcode"], places), in_address_file=False
    )


def vocational_rows(exams: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The exam rows of the tracks with a profile, oldest year first."""
    rows = pd.concat([table for _, table in sorted(exams.items())])
    return rows[rows["track"].isin(TRACKS)]


def newest_candidates(exams: Mapping[str, pd.DataFrame]) -> pd.Series:
    """Per site with candidates in a track with a profile the newest school year of these."""
    years = {year: vocational_rows({year: table})["code"] for year, table in sorted(exams.items())}
    return pd.Series({code: year for year, codes in years.items() for code in codes}, dtype="str")


def exam_only_sites(exams: Mapping[str, pd.DataFrame], known: pd.Series) -> pd.DataFrame:
    """Sites with an offer that no other file knows: name and municipality of the newest exams."""
    rows = vocational_rows(exams)
    newest = rows[~rows["code"].isin(known)].drop_duplicates("code", keep="last")
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
    Lwoo"), the exam files only what tells its sites apart ("loc, Morgen College"). Letters with
    accents are spelled as the address file has them, and a name that lost some is no name.
    """
    rows = pd.concat([frame for _, frame in sorted(exams.items())])
    rows = rows[~rows["name"].str.contains(LOST_LETTER)]
    newest = rows.drop_duplicates("code", keep="last").set_index("code")["name"]
    short = newest.str.replace(r"^(loc|locatie)[,.]?\s+", "", case=False, regex=True)
    names = table["code"].map(short)
    spelled_names = [
        with_accents(name, listed) if isinstance(name, str) else listed
        for name, listed in zip(names, table["name"], strict=True)
    ]
    return pd.Series(spelled_names, table.index, dtype="str")


def with_accents(name: str, listed: str) -> str:
    """A name, with words that have an accent as another spelling of it has them."""
    if name.isascii():
        return name
    words = {fold(word): word for word in re.findall(r"\w+", listed)}
    return re.sub(r"\w+", lambda word: words.get(fold(word[0]), word[0]), name)


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


def municipality_of_place(homes: pd.DataFrame) -> pd.Series:
    """The municipality of each place (folded name) that lies in one only."""
    areas = main_homes(homes)
    listed = areas.assign(key=areas["place"].map(fold)).groupby("key")["municipality"]
    single: pd.Series = listed.first()[listed.nunique().eq(1)]
    return single


def with_municipality(
    table: pd.DataFrame,
    municipalities: gpd.GeoDataFrame,
    former_municipalities: pd.DataFrame,
    homes: pd.DataFrame,
) -> pd.DataFrame:
    """The table with a municipality of today: by code, else by point, else by name.

    The name may be that of a former municipality: most were called after a place, so that counts
    where the homes of a place of that name lie. Raises DataError at a code that no list of
    municipalities knows.
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
    folded = table["municipality_name"].fillna("").map(fold)
    by_name = (
        table["municipality_name"]
        .map(of_today.set_index("municipality_name")["municipality"])
        .fillna(folded.map(names))
        .fillna(folded.map(municipality_of_place(homes)))
    )
    chosen = given.where(given.isin(today)).fillna(municipality_at(table, municipalities))
    return table.assign(municipality=chosen.fillna(by_name))


def sites(
    addresses: pd.DataFrame,
    positions: pd.DataFrame,
    earlier_positions: pd.DataFrame,
    former: pd.DataFrame,
    exams: Mapping[str, pd.DataFrame],
    municipalities: gpd.GeoDataFrame,
    former_municipalities: pd.DataFrame,
    places: pd.DataFrame,
    homes: pd.DataFrame,
    counted: pd.DataFrame,
    sto_members: pd.DataFrame,
    sto_municipalities: pd.DataFrame,
    sto_overrides: pd.DataFrame,
) -> pd.DataFrame:
    """The table `sites`, sorted by code; see geodata.tables.schema.

    homes: the table `homes`; counted: the sites that the numbers of pupils speak of (code, name,
    place, municipality, municipality_name).
    """
    newest_exams = newest_candidates(exams)
    located = [
        listed_sites(addresses, positions, earlier_positions, newest_exams, places),
        former_sites(former, addresses, places),
    ]
    known = pd.concat([table["code"] for table in located])
    examined = exam_only_sites(exams, known)
    known = pd.concat([known, examined["code"]])
    table = pd.concat([*located, examined, counted_only_sites(counted, known)], ignore_index=True)
    table = with_municipality(in_grid(table), municipalities, former_municipalities, homes)
    structure = table["structure"].fillna("")
    table = table.assign(
        name=called(table, exams),
        structure=structure,
        has_vmbo=structure.str.split("/").map(lambda types: bool({"VBO", "MAVO"} & set(types))),
        pc4=table["postcode"].str[:4].fillna(table["pc4"]),
    )
    vocational = pd.concat([newest_exams.index.to_series(), counted["code"]])
    table = with_sto(table, vocational, sto_members, sto_municipalities, sto_overrides)
    columns = [
        *("code", "name", "street", "postcode", "place", "municipality"),
        *("lon", "lat", "x", "y", "point_basis"),
        *("board", "structure", "has_vmbo", "in_address_file", "sto", "sto_basis"),
    ]
    return table[columns].sort_values("code", ignore_index=True)
