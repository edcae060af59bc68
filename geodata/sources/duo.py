"""DUO: addresses, positions and exams of the sites (vestigingen) of secondary education.

Key names, encodings and blanks differ between the yearly files; past this module they do not.
"""

import re
from pathlib import Path

import pandas as pd

from geodata.errors import DataError
from geodata.sources import reading
from geodata.sources.duo_keys import by_site, named
from geodata.sources.origin import Origin
from geodata.vocabulary import POINT_BASIS

ADDRESSES = "duo/alle-vestigingen-vo-2026.csv"
POSITIONS = "duo/vestigingen-coordinaten.csv"
EARLIER_POSITIONS = "duo/vestigingen-bag-2024-11.csv"
FORMER = "duo/vestigingen-vervallen.csv"
EXAMS = "geslaagden-gezakten-en-cijfers-"
EXAM_PATTERN = re.compile(EXAMS + r"(\d{4})-(\d{4})\.csv(\.gz)?")

LICENCE = "CC0 1.0 (DUO Open Onderwijsdata)"
ADDRESS_PAGE = "https://duo.nl/open_onderwijsdata/voortgezet-onderwijs/adressen/vestigingen.jsp"
EXAM_PAGE = (
    "https://duo.nl/open_onderwijsdata/voortgezet-onderwijs/examens/examens-vmbo-havo-vwo.jsp"
)

# DUO writes this for 1 to 4 people, to protect them.
MASK = "<5"

_PDOK_2026, _BAG_2024, _BAG_2022, _POSTCODE, _UNKNOWN = POINT_BASIS

ORIGIN_ADDRESSES = Origin(
    id="duo-vestigingen",
    title="Alle vestigingen vo",
    publisher="DUO",
    address=ADDRESS_PAGE,
    licence=LICENCE,
    reference_date="2026",
    retrieved="2026",
    used_for="sites: names, addresses, boards, structure",
)
ORIGIN_POSITIONS = Origin(
    id="pdok-bag-coordinaten",
    title="Coördinaten van vestigingen vo (PDOK Locatieserver 2026, BAG 2024)",
    publisher="Kadaster / PDOK",
    address="https://www.pdok.nl/introductie/-/article/pdok-locatieserver",
    licence="CC BY 4.0 (PDOK Locatieserver); BAG: Public Domain",
    reference_date="2026 (PDOK), 2024 (BAG)",
    retrieved="2026",
    used_for="sites: points",
)
ORIGIN_EARLIER_POSITIONS = Origin(
    id="bag-vestigingen-2024",
    title="Vestigingen anders dan basisscholen met BAG-coördinaten",
    publisher="Kadaster / BAG, DUO",
    address=ADDRESS_PAGE,
    licence=f"{LICENCE}; BAG: Public Domain",
    reference_date="2024-11-22",
    retrieved="2026",
    used_for="sites: points of sites that moved since",
)
ORIGIN_FORMER = Origin(
    id="vestigingen-vervallen",
    title="Vestigingen uit een examenbestand die niet meer in het adressenbestand van 2026 staan",
    publisher="DUO (namen en adressen), Kadaster / BAG (punten), bewerkt",
    address=ADDRESS_PAGE,
    licence=f"{LICENCE}; BAG: Public Domain",
    reference_date="2020, 2022 of 2024, per vestiging",
    retrieved=None,
    used_for="sites: former sites",
)


def exam_origin(year: str) -> Origin:
    """The origin of the exam file of one school year, such as 2023-2024."""
    return Origin(
        id=f"duo-examens-{year}",
        title=f"Geslaagden, gezakten en cijfers {year}",
        publisher="DUO",
        address=EXAM_PAGE,
        licence=LICENCE,
        reference_date=year,
        retrieved=None,
        used_for="offers",
    )


def addresses(path: Path) -> pd.DataFrame:
    """All sites of the address file.

    Columns: code, name, street, postcode, place, municipality (GMxxxx), municipality_name,
    board, structure. Index: row number in the file.
    """
    table = by_site(
        reading.read_csv(path, ";"),
        path,
        named("name")
        | {
            "street": ["STRAATNAAM"],
            "number": ["HUISNUMMER-TOEVOEGING"],
            "postcode": ["POSTCODE"],
        }
        | named("place", "municipality", "municipality_name")
        | {"board": ["BEVOEGD GEZAG NUMMER"], "structure": ["ONDERWIJSSTRUCTUUR"]},
    )
    reading.no_blanks(table, path, ["name", "municipality"])
    reading.no_duplicates(table, path, ["code"])
    number = reading.numbers(table, path, "municipality", whole=True)
    # The delivered copy was read as numbers, which lost the leading zeros of the codes.
    table["municipality"] = "GM" + number.astype("int64").astype(str).str.zfill(4)
    table["street"] = (table["street"] + " " + table["number"]).str.strip()
    table["postcode"] = postcodes(table, path)
    return table.drop(columns="number")


def positions(path: Path) -> pd.DataFrame:
    """The WGS84 point of each site: code, lon, lat, point_basis. PDOK first, BAG as fallback."""
    table = by_site(
        reading.read_csv(path, ","),
        path,
        {
            "lat_pdok": ["lat_pdok2026"],
            "lon_pdok": ["lon_pdok2026"],
            "lat_bag": ["lat_bag2024"],
            "lon_bag": ["lon_bag2024"],
        },
    )
    reading.no_duplicates(table, path, ["code"])
    for column in ["lat_pdok", "lon_pdok", "lat_bag", "lon_bag"]:
        table[column] = reading.numbers(table, path, column)
    for basis in ["pdok", "bag"]:
        reading.inside(table, path, f"lon_{basis}", f"lat_{basis}", reading.IN_NETHERLANDS)
    pdok = table["lat_pdok"].notna()
    bag = ~pdok & table["lat_bag"].notna()
    basis = pd.Series(_UNKNOWN, index=table.index).mask(pdok, _PDOK_2026).mask(bag, _BAG_2024)
    return pd.DataFrame(
        {
            "code": table["code"],
            "lon": table["lon_pdok"].fillna(table["lon_bag"]),
            "lat": table["lat_pdok"].fillna(table["lat_bag"]),
            "point_basis": basis,
        }
    )


#: The newest exams of which the earlier positions tell where the candidates were: they are of the
#: autumn of that school year.
EARLIER_EXAMS = "2024-2025"


def earlier_positions(path: Path) -> pd.DataFrame:
    """Where sites were on 22 November 2024: code, postcode, place, lon, lat, point_basis.

    Of a site with several buildings at its address the first counts.
    """
    table = by_site(
        reading.read_csv(path, ","),
        path,
        {
            "postcode": ["POSTCODE"],
            "place": ["PLAATS"],
            "lon": ["lon"],
            "lat": ["lat"],
        },
    )
    reading.no_blanks(table, path, table.columns)
    for column in ["lon", "lat"]:
        table[column] = reading.numbers(table, path, column)
    reading.inside(table, path, "lon", "lat", reading.IN_NETHERLANDS)
    table["postcode"] = postcodes(table, path)
    return table.drop_duplicates("code").assign(point_basis=_BAG_2024)


# What the column bron_datum of the former sites says, in the words of the sites table.
FORMER_BASIS = {
    "20241122": _BAG_2024,
    "20220501": _BAG_2022,
    "2020, PC4-middelpunt": _POSTCODE,
}


def former(path: Path) -> pd.DataFrame:
    """Sites that an exam file names and the address file no longer does.

    Columns: code, name, street, postcode, place, municipality_name, lon, lat, point_basis.
    """
    table = by_site(
        reading.read_csv(path, ","),
        path,
        {
            "name": ["naam"],
            "street": ["straat"],
            "number": ["huisnummer"],
            "postcode": ["postcode"],
            "place": ["plaats"],
            "municipality_name": ["gemeente"],
            "lat": ["lat"],
            "lon": ["lon"],
            "point_basis": ["bron_datum"],
        },
    )
    reading.no_blanks(table, path, ["name", "lat", "lon"])
    reading.no_duplicates(table, path, ["code"])
    for column in ["lat", "lon"]:
        table[column] = reading.numbers(table, path, column)
    reading.inside(table, path, "lon", "lat", reading.IN_NETHERLANDS)
    reading.known(table, path, "point_basis", FORMER_BASIS, "date of the point")
    table["point_basis"] = table["point_basis"].map(FORMER_BASIS)
    table["street"] = (table["street"] + " " + table["number"]).str.strip()
    table["postcode"] = postcodes(table, path)
    return table.drop(columns="number")


def exam_files(root: Path) -> dict[str, Path]:
    """The exam files below a source directory, by school year, oldest first.

    Under the publisher's own names too: '07.-geslaagden,-gezakten-en-cijfers-2023-2024.csv'.
    """
    folder = root / "duo"
    named_alike = {path: reading.plain_name(path.name) for path in sorted(folder.glob("*.csv*"))}
    files: dict[str, Path] = {}
    for path, name in named_alike.items():
        if not name.startswith(EXAMS):
            continue
        years = EXAM_PATTERN.fullmatch(name)
        if years is None or int(years[2]) != int(years[1]) + 1:
            raise reading.refuse(
                path, "has no school year in its name", "name it like …-2023-2024.csv"
            )
        year = f"{years[1]}-{years[2]}"
        if year in files:
            raise reading.refuse(
                path, f"is of {year}, as {files[year].name} is", "keep one of the two"
            )
        files[year] = path
    if not files:
        raise DataError(
            f"{EXAMS}*.csv: no exam file in {folder}; put at least one of DUO's yearly files there"
        )
    return dict(sorted(files.items()))


def exams(path: Path) -> pd.DataFrame:
    """The exam results of one school year, all types of school.

    Columns: code, name, municipality_name, school_type, track (DUO: BL, KL, GL, TL or empty),
    programme (AFDELING), candidates, passed (null when masked or not given), masked, passed_hidden,
    file (the file's own name).
    """
    table = by_site(
        reading.read_csv(path, ";", latin1=True),
        path,
        named("name", "municipality_name")
        | {
            "school_type": ["ONDERWIJSTYPE VO"],
            "track": ["LEERWEG VMBO"],
            "sector": ["VMBO SECTOR"],
            "programme": ["AFDELING"],
            "candidates": ["EXAMENKANDIDATEN"],
            "passed": ["GESLAAGDEN"],
        },
    )
    reading.no_blanks(table, path, ["school_type", "candidates"])
    reading.known(table, path, "track", ["BL", "KL", "GL", "TL"], "LEERWEG VMBO")
    reading.no_duplicates(table, path, ["code", "school_type", "track", "sector", "programme"])
    table["masked"] = table["candidates"].eq(MASK)
    # Not given is not known either: a sum with it would be too low.
    table["passed_hidden"] = table["passed"].isin([MASK, ""])
    for column in ["candidates", "passed"]:
        table[column] = reading.numbers(table, path, column, masked=MASK, whole=True)
    too_many = table["passed"] > table["candidates"]
    if too_many.any():
        raise reading.refuse(
            path,
            "GESLAAGDEN is larger than EXAMENKANDIDATEN",
            "check the columns",
            table.index[too_many][0],
        )
    return table.assign(file=path.name)


def postcodes(table: pd.DataFrame, path: Path) -> pd.Series:
    """Postcodes written as '9406 NN'."""
    compact = table["postcode"].str.replace(" ", "")
    wrong = ~compact.str.fullmatch(r"[1-9][0-9]{3}[A-Z]{2}")
    if wrong.any():
        row = table.index[wrong][0]
        raise reading.refuse(
            path,
            f"postcode '{table.at[row, 'postcode']}' is not four digits and two letters",
            "correct the cell",
            row,
        )
    return compact.str[:4] + " " + compact.str[4:]
