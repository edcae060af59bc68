"""CBS: neighbourhoods (buurten), who lives there, and how they lie over postcode areas."""

from pathlib import Path

import geopandas as gpd
import pandas as pd

from geodata.sources import reading
from geodata.sources.cbs import LICENCE, whole_shapes
from geodata.sources.origin import Origin
from geodata.vocabulary import BUURT_CODE, MUNICIPALITY_CODE, POSTCODE_CODE, RD

BUURTEN = "geo/buurten-2024.csv"
BUURT_SHAPES = "geo/buurten-2024.gpkg"
PIECES = "geo/buurt-2024-x-pc4-2020.csv"

ORIGIN_BUURTEN = Origin(
    id="cbs-buurten-2024",
    title="Kerncijfers wijken en buurten 2024: inwoners per buurt",
    publisher="CBS",
    address="https://www.cbs.nl/nl-nl/maatwerk/2024/11/kerncijfers-wijken-en-buurten-2024",
    licence=LICENCE,
    reference_date="2024-01-01",
    retrieved=None,
    used_for="homes: where in a postcode area people live; regions: neighbourhoods",
)
ORIGIN_BUURT_SHAPES = Origin(
    id="cbs-buurtgrenzen-2024",
    title="Wijk- en buurtkaart 2024 (gegeneraliseerd)",
    publisher="CBS / Kadaster",
    address="https://www.cbs.nl/nl-nl/dossier/nederland-regionaal/geografische-data/wijk-en-buurtkaart-2024",
    licence=LICENCE,
    reference_date="2024",
    retrieved=None,
    used_for="homes: points; regions: shapes of neighbourhoods",
)
ORIGIN_PIECES = Origin(
    id="cbs-buurt-x-pc4",
    title="Deel van elke buurt (2024) in elk postcode-4-gebied (2020), naar oppervlakte",
    publisher="afgeleid van kaarten van CBS en Esri Nederland",
    address="https://www.cbs.nl/nl-nl/dossier/nederland-regionaal/geografische-data",
    licence=LICENCE,
    reference_date="2024",
    retrieved=None,
    used_for="homes: pieces of a neighbourhood within a postcode area",
)


def buurten(path: Path) -> pd.DataFrame:
    """Neighbourhoods: code, name, municipality, inhabitants (persons, null where withheld)."""
    table = reading.pick(
        reading.read_csv(path, ","),
        path,
        {
            "code": ["buurt"],
            "name": ["name"],
            "municipality": ["gm"],
            "inhabitants": ["inhabitants"],
        },
    )
    reading.no_blanks(table, path, ["code", "name", "municipality"])
    reading.matches(table, path, "code", BUURT_CODE, "BU00140105")
    reading.matches(table, path, "municipality", MUNICIPALITY_CODE, "GM0014")
    reading.no_duplicates(table, path, ["code"])
    table["inhabitants"] = reading.numbers(table, path, "inhabitants", whole=True)
    return table


def buurt_shapes(path: Path) -> gpd.GeoDataFrame:
    """Shapes of neighbourhoods: code, geometry (EPSG:28992)."""
    table = reading.pick(
        reading.read_geopackage(path), path, {"code": ["buurt"], "geometry": ["geometry"]}
    )
    reading.no_blanks(table, path, ["code"])
    reading.matches(table, path, "code", BUURT_CODE, "BU00140105")
    reading.no_duplicates(table, path, ["code"])
    whole_shapes(table, path)
    return gpd.GeoDataFrame(table, geometry="geometry", crs=RD)


def pieces(path: Path) -> pd.DataFrame:
    """Pieces of neighbourhoods within postcode areas: buurt, pc4, share, lon, lat.

    share: of the area of the neighbourhood, 0 to 1. lon, lat: the middle of the piece, degrees.
    """
    table = reading.pick(
        reading.read_csv(path, ","),
        path,
        {
            "buurt": ["buurt"],
            "pc4": ["pc4"],
            "share": ["share_of_buurt_area"],
            "lon": ["lon"],
            "lat": ["lat"],
        },
    )
    reading.no_blanks(table, path, table.columns)
    reading.matches(table, path, "buurt", BUURT_CODE, "BU00140105")
    reading.matches(table, path, "pc4", POSTCODE_CODE, "9406")
    reading.no_duplicates(table, path, ["buurt", "pc4"])
    for column in ("share", "lon", "lat"):
        table[column] = reading.numbers(table, path, column)
    wrong = ~table["share"].between(0, 1.05)
    if wrong.any():
        raise reading.refuse(
            path, "share is not a part of the area", "correct the cell", table.index[wrong][0]
        )
    return table
