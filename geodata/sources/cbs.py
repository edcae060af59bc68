"""CBS: municipalities, the layouts they belong to, population by age, and postcode areas."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from geodata.sources import reading
from geodata.sources.origin import Origin
from geodata.vocabulary import AGE_GROUPS, MUNICIPALITY_CODE, POSTCODE_CODE, RD

MUNICIPALITIES = "geo/gemeenten-2025.gpkg"
LAYOUTS = "geo/gemeente-indelingen-2026.csv"
FORMER_MUNICIPALITIES = "geo/gemeenten-vervallen-2010-2022.csv"
POPULATION = "geo/bevolking-gemeente-leeftijd-2025.csv"
POSTCODE_AREAS = "geo/pc4-2020-leeftijd-2021.gpkg"
PROXIMITY = "geo/cbs-pc4-2023.csv"
SES = "geo/ses-woa-pc4-2021-2022.csv"


LICENCE = "CC BY 4.0"

ORIGIN_MUNICIPALITIES = Origin(
    id="cbs-gemeenten-2025",
    title="Gemeentegrenzen 2025 (gebiedsindelingen)",
    publisher="CBS / Kadaster (PDOK)",
    address="https://www.pdok.nl/introductie/-/article/cbs-gebiedsindelingen",
    licence=LICENCE,
    reference_date="2025",
    retrieved=None,
    used_for="regions, homes, sites: boundaries",
)
ORIGIN_LAYOUTS = Origin(
    id="cbs-indelingen-2026",
    title="Gemeenten naar arbeidsmarktregio, COROP, provincie en RMC-regio, 2026",
    publisher="CBS (gebieden in Nederland), DUO (RMC-regio)",
    address="https://opendata.cbs.nl/statline/#/CBS/nl/dataset/86247NED/table",
    licence=LICENCE,
    reference_date="2026",
    retrieved="2026",
    used_for="regions, membership",
)
ORIGIN_FORMER_MUNICIPALITIES = Origin(
    id="cbs-gemeenten-vervallen",
    title="Vervallen gemeenten 2010-2022",
    publisher="CBS",
    address="https://www.cbs.nl/nl-nl/onze-diensten/methoden/classificaties/overig/gemeentelijke-indelingen-per-jaar",
    licence=LICENCE,
    reference_date="2010-2022",
    retrieved=None,
    used_for="sites: recognising municipalities that no longer exist",
)
ORIGIN_POPULATION = Origin(
    id="cbs-70072ned-2025",
    title="Regionale kerncijfers Nederland: bevolking naar leeftijd per gemeente, 1 januari 2025",
    publisher="CBS",
    address="https://opendata.cbs.nl/statline/#/CBS/nl/dataset/70072ned/table",
    licence=LICENCE,
    reference_date="2025-01-01",
    retrieved=None,
    used_for="homes: young people 2025",
)
ORIGIN_POSTCODE_AREAS = Origin(
    id="cbs-pc4-2021",
    title="Postcode-4-gebieden 2020 met bevolking naar leeftijd, 1 januari 2021",
    publisher="CBS; postcodevlakken © CBS, © Esri Nederland",
    address="https://opendata.cbs.nl/statline/#/CBS/nl/dataset/83502NED/table",
    licence=LICENCE,
    reference_date="2021-01-01",
    retrieved=None,
    used_for="homes: postcode areas and young people 2021",
)
ORIGIN_PROXIMITY = Origin(
    id="cbs-pc4-2023",
    title="Kerncijfers per postcode 2023: afstand over de weg tot de dichtstbijzijnde vmbo-school, "
    "stedelijkheid",
    publisher="CBS",
    address="https://www.cbs.nl/nl-nl/dossier/nederland-regionaal/geografische-data/gegevens-per-postcode",
    licence=LICENCE,
    reference_date="2023",
    retrieved="2026",
    used_for="indicators: distance to vmbo, urbanity",
)
ORIGIN_SES = Origin(
    id="cbs-ses-woa-2022",
    title="Sociaal-economische status per viercijferige postcode (SES-WOA), 1 januari 2022",
    publisher="CBS",
    address="https://www.cbs.nl/nl-nl/maatwerk/2024/24/sociaal-economische-status-per-viercijferige-postcode",
    licence=LICENCE,
    reference_date="2022",
    retrieved="2026",
    used_for="indicators: SES-WOA",
)


def municipalities(path: Path) -> gpd.GeoDataFrame:
    """Municipalities: gm_code, name, geometry (EPSG:28992)."""
    table = reading.pick(
        reading.read_geopackage(path),
        path,
        {"gm_code": ["gm_code"], "name": ["gemeente"], "geometry": ["geometry"]},
    )
    codes(table, path, "gm_code")
    whole_shapes(table, path)
    return gpd.GeoDataFrame(table, geometry="geometry", crs=RD)


def layouts(path: Path) -> pd.DataFrame:
    """The regions each municipality belongs to.

    Columns: gm_code, name, and code and name of corop, labour_region, province and rmc, with
    rmc_basis ('official' or 'guess'). RMC codes are written as RM03.
    """
    table = reading.pick(
        reading.read_csv(path, ","),
        path,
        {
            "gm_code": ["gm_code"],
            "name": ["gemeente"],
            "corop": ["corop_code"],
            "corop_name": ["corop"],
            "labour_region": ["am_code"],
            "labour_region_name": ["arbeidsmarktregio"],
            "province": ["pv_code"],
            "province_name": ["provincie"],
            "rmc": ["rmc_code"],
            "rmc_name": ["rmc_regio"],
            "rmc_basis": ["rmc_bron"],
        },
    )
    reading.no_blanks(table, path, table.columns)
    codes(table, path, "gm_code")
    reading.matches(table, path, "corop", r"CR\d{2}", "CR07")
    reading.matches(table, path, "labour_region", r"AM\d{2}", "AM01")
    reading.matches(table, path, "province", r"PV\d{2}", "PV22")
    number = reading.numbers(table, path, "rmc", whole=True)
    # "03" becomes 3 in a spreadsheet; with letters in front the code survives.
    table["rmc"] = "RM" + number.astype("int64").astype(str).str.zfill(2)
    guess = table["rmc_basis"].str.startswith("AFGELEID")
    table["rmc_basis"] = guess.map({True: "guess", False: "official"})
    for level in ["corop", "labour_region", "province", "rmc"]:
        one_name(table, path, level)
    return table


def former_municipalities(path: Path) -> pd.DataFrame:
    """Municipalities that ended: gm_code, name, last_year. The file names no successors."""
    table = reading.pick(
        reading.read_csv(path, ","),
        path,
        {"gm_code": ["gm_code"], "name": ["gemeente"], "last_year": ["last_year"]},
    )
    codes(table, path, "gm_code")
    table["last_year"] = reading.numbers(table, path, "last_year", whole=True)
    return table


def population(path: Path) -> pd.DataFrame:
    """Inhabitants by age group on 1 January 2025: gm_code and the four age groups, in persons.

    The national total of the file stays in, with an empty gm_code.
    """
    table = reading.pick(
        reading.read_csv(path, ","),
        path,
        {
            "gm_code": ["gm_code"],
            "name": ["gemeente_cbs"],
            "age_0_4": ["n_0_5"],
            "age_5_9": ["n_5_10"],
            "age_10_14": ["n_10_15"],
            "age_15_19": ["n_15_20"],
        },
    )
    codes(table[table["gm_code"].ne("")], path, "gm_code")
    reading.no_blanks(table, path, AGE_GROUPS)
    for group in AGE_GROUPS:
        table[group] = reading.numbers(table, path, group, whole=True)
    return table


def postcode_areas(path: Path) -> gpd.GeoDataFrame:
    """PC4 areas: pc4, the four age groups of 1-1-2021 (persons, null where unknown), geometry.

    An area without a shape stays in as an empty geometry; deciding about it is not for a parser.
    """
    table = reading.pick(
        reading.read_geopackage(path),
        path,
        {
            "pc4": ["pc4"],
            "age_0_4": ["n2021_0_4"],
            "age_5_9": ["n2021_5_9"],
            "age_10_14": ["n2021_10_14"],
            "age_15_19": ["n2021_15_19"],
            "geometry": ["geometry"],
        },
    )
    table["pc4"] = table["pc4"].astype("str")
    reading.no_blanks(table, path, ["pc4"])
    reading.matches(table, path, "pc4", POSTCODE_CODE, "9406")
    reading.no_duplicates(table, path, ["pc4"])
    for group in AGE_GROUPS:
        values = pd.to_numeric(table[group], errors="coerce")
        wrong = (values.isna() & table[group].notna()) | values.lt(0)
        if wrong.any():
            raise reading.refuse(
                path, f"{group} is not a count", "correct the cell", table.index[wrong][0]
            )
        table[group] = values.astype("float64")
    frame = gpd.GeoDataFrame(table, geometry="geometry", crs=RD)
    frame["geometry"] = frame.geometry.fillna(shapely.MultiPolygon())
    inside_grid(frame[~frame.geometry.is_empty], path)
    return frame


def codes(table: pd.DataFrame, path: Path, column: str) -> None:
    """Refuses municipality codes that are empty, malformed or double."""
    reading.no_blanks(table, path, [column])
    reading.matches(table, path, column, MUNICIPALITY_CODE, "GM0014")
    reading.no_duplicates(table, path, [column])


def one_name(table: pd.DataFrame, path: Path, level: str) -> None:
    """Refuses a region code that appears with two names."""
    pairs = table[[level, f"{level}_name"]].drop_duplicates()
    double = pairs.duplicated(level)
    if double.any():
        row = pairs.index[double][0]
        raise reading.refuse(
            path,
            f"{level} {pairs.at[row, level]} has a second name '{pairs.at[row, f'{level}_name']}'",
            "use one name per code",
            row,
        )


def whole_shapes(table: pd.DataFrame, path: Path) -> None:
    """Refuses areas without a shape or outside the grid of the Netherlands."""
    missing = table["geometry"].isna() | shapely.is_empty(table["geometry"].to_numpy())
    if missing.any():
        raise reading.refuse(
            path, "has no geometry", "download the file again", table.index[missing][0]
        )
    inside_grid(table, path)


def inside_grid(table: pd.DataFrame, path: Path) -> None:
    """Refuses shapes outside the RD grid of the European Netherlands (metres)."""
    west, south, east, north = shapely.bounds(table["geometry"].to_numpy()).T
    wrong = (west < -10_000) | (east > 300_000) | (south < 300_000) | (north > 650_000)
    if wrong.any():
        raise reading.refuse(
            path,
            "has a shape outside the Netherlands",
            "reproject the file to EPSG:28992",
            table.index[wrong][0],
        )


def proximity(path: Path) -> pd.DataFrame:
    """Key figures of postcode areas in 2023: pc4, vmbo_km, urbanity.

    vmbo_km is the road distance to the nearest vmbo site of any kind, mean of the inhabitants,
    kilometres; urbanity runs from 1 (very urban) to 5 (rural). Null where CBS withholds it.
    """
    table = reading.pick(
        reading.read_csv(path, ","),
        path,
        {"pc4": ["pc4"], "vmbo_km": ["vmbo_km"], "urbanity": ["sted"]},
    )
    postcodes(table, path)
    reading.matches(table[table["urbanity"].ne("")], path, "urbanity", r"[1-5]", "1")
    return table.assign(
        vmbo_km=reading.numbers(table, path, "vmbo_km"),
        urbanity=reading.numbers(table, path, "urbanity", whole=True),
    )


def ses(path: Path) -> pd.DataFrame:
    """SES-WOA of postcode areas in the newest year of the file: pc4, year, ses_woa.

    The total score of the households: 0 is about the country, higher is better off. Null where
    CBS withholds it.
    """
    table = reading.pick(
        reading.read_csv(path, ";"),
        path,
        {"pc4": ["SES_PC4"], "year": ["SES_Verslagjaar"], "ses_woa": ["SES_Totaalscore"]},
    )
    reading.matches(table, path, "year", r"20\d{2}", "2022")
    table = table[table["year"] == table["year"].max()]
    postcodes(table, path)
    decimal_point = table.assign(ses_woa=table["ses_woa"].str.replace(",", "."))
    return table.assign(ses_woa=reading.numbers(decimal_point, path, "ses_woa", masked="NA"))


def postcodes(table: pd.DataFrame, path: Path) -> None:
    """Refuses postcode areas (pc4) that are empty, malformed or double."""
    reading.no_blanks(table, path, ["pc4"])
    reading.matches(table, path, "pc4", POSTCODE_CODE, "1011")
    reading.no_duplicates(table, path, ["pc4"])
