"""DUO: numbers of pupils in secondary and primary education, and the addresses of mbo.

Beside `geodata.sources.duo`, which reads sites and exams. One row per row of the file; a number
that the file masks is null here, and these files leave no number empty.
"""

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd

from geodata.sources import reading
from geodata.sources.duo import LICENCE, MASK, postcodes
from geodata.sources.duo_keys import by_site, named, site_codes
from geodata.sources.origin import Origin
from geodata.vocabulary import BOTH_SEXES

PUPILS = "duo/leerlingen-vo-per-vestiging-naar-onderwijstype-2019.csv"
EXAM_SECTORS = "duo/examenkandidaten-en-geslaagden-2020-2025.csv"
# Editions of the same file that begin with earlier years.
EARLIER_SECTORS = re.compile(r"examenkandidaten-en-geslaagden-(20\d{2}-20\d{2})\.csv(\.gz)?")
PRIMARY = "duo/leerlingen-bo-naar-postcode-leeftijd-2024.csv.gz"
MBO = "duo/adressen-mbo-instellingen-2026.csv"

PUPILS_DATE = "2019-10-01"
GRADES = (3, 4)
AGES = tuple(range(4, 13))

# DUO's words for the sexes; TOTAAL is a figure of its own, which the mask hides less often.
SEXES = {"MAN": "boys", "VROUW": "girls", "TOTAAL": BOTH_SEXES}

CANDIDATES = re.compile(r"EXAMENKANDIDATEN SCHOOLJAAR (20\d{2}-20\d{2}) - (MAN|VROUW|TOTAAL)")

ORIGIN_PUPILS = Origin(
    id="duo-leerlingen-vo-2019",
    title="Leerlingen vo per vestiging naar onderwijstype en leerjaar",
    publisher="DUO",
    address="https://duo.nl/open_onderwijsdata/voortgezet-onderwijs/aantal-leerlingen/",
    licence=LICENCE,
    reference_date=PUPILS_DATE,
    retrieved=None,
    used_for="pupils",
)
ORIGIN_EXAM_SECTORS = Origin(
    id="duo-examens-sectoren-2020-2025",
    title="Examenkandidaten en geslaagden per vestiging, sector en geslacht, 2020-2025",
    publisher="DUO",
    address="https://duo.nl/open_onderwijsdata/voortgezet-onderwijs/examens/",
    licence=LICENCE,
    reference_date="2020-2021 to 2024-2025",
    retrieved=None,
    used_for="sectors",
)


def earlier_sectors_origin(years: str) -> Origin:
    """The origin of an earlier edition of the file by sector, by its years: 2014-2019."""
    return replace(
        ORIGIN_EXAM_SECTORS,
        id=f"duo-examens-sectoren-{years}",
        title=f"Examenkandidaten en geslaagden per vestiging, sector en geslacht, {years}",
        reference_date=f"{years[:4]}-{int(years[:4]) + 1} to {int(years[5:]) - 1}-{years[5:]}",
    )


ORIGIN_PRIMARY = Origin(
    id="duo-leerlingen-bo-2024",
    title="Leerlingen basisonderwijs naar postcode van de leerling en leeftijd",
    publisher="DUO",
    address="https://duo.nl/open_onderwijsdata/primair-onderwijs/aantal-leerlingen/",
    licence=LICENCE,
    reference_date="2024-10-01",
    retrieved=None,
    used_for="primary",
)
ORIGIN_MBO = Origin(
    id="duo-mbo-adressen",
    title="Adressen mbo-instellingen (hoofdvestigingen; overgenomen, enkele namen verkort)",
    publisher="DUO",
    address="https://duo.nl/open_onderwijsdata/middelbaar-beroepsonderwijs/adressen/",
    licence=LICENCE,
    reference_date="2026",
    retrieved="2026",
    used_for="facilities: mbo",
)


def pupils(path: Path) -> pd.DataFrame:
    """Pupils of vmbo, havo and vwo on 1 October 2019 by site and programme, unmasked.

    Columns: code, name, place, school_type ('VMBO BL lj 3-4'), programme (AFDELING), element
    (ELEMENTCODE), boys_3, girls_3, boys_4, girls_4: persons in the third and fourth grade; file.
    """
    counted = {
        f"{SEXES[sex]}_{grade}": [f"LEER- OF VERBLIJFSJAAR {grade} - {sex}"]
        for grade in GRADES
        for sex in ["MAN", "VROUW"]
    }
    table = by_site(
        reading.read_csv(path, ";", latin1=True),
        path,
        named("name", "place")
        | {
            "school_type": ["ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR"],
            "programme": ["AFDELING"],
            "element": ["ELEMENTCODE"],
        }
        | counted,
    )
    reading.no_blanks(table, path, ["name", "school_type", *counted])
    reading.no_duplicates(table, path, ["code", "school_type", "programme", "element"])
    for column in counted:
        table[column] = reading.numbers(table, path, column, whole=True)
    return table.assign(file=path.name)


def earlier_sectors(root: Path) -> dict[str, Path]:
    """The earlier editions of the file by sector below a source directory, by their years, oldest
    first."""
    named_alike = {
        path: EARLIER_SECTORS.fullmatch(reading.plain_name(path.name))
        for path in (root / "duo").glob("*.csv*")
        if path != reading.delivered(root / EXAM_SECTORS)
    }
    return {
        name[1]: path
        for path, name in sorted(named_alike.items(), key=lambda one: one[0].name)
        if name
    }


def exam_sectors(path: Path) -> pd.DataFrame:
    """Exam candidates by site and programme, a column for every school year and sex.

    Of any edition: the one of 2014-2019 masks nothing and is ISO 8859-1.

    Columns: code, name, municipality_name, school_type, programme (OPLEIDINGSNAAM, such as
    'VMBO B - techniek'), and '2020-2021 boys', '2020-2021 girls', '2020-2021 all' and so on:
    persons, null where masked (1 to 4); file.
    """
    cells = reading.read_csv(path, ";", latin1=True)
    counted = {
        f"{words[1]} {SEXES[words[2]]}": [column]
        for column in cells
        if (words := CANDIDATES.fullmatch(column))
    }
    if not counted:
        raise reading.refuse(
            path,
            "has no column like EXAMENKANDIDATEN SCHOOLJAAR 2020-2021 - TOTAAL",
            "check that this is the publisher's original file",
        )
    table = by_site(
        cells,
        path,
        named("name", "municipality_name")
        | {"school_type": ["ONDERWIJSTYPE VO"], "programme": ["OPLEIDINGSNAAM"]}
        | counted,
    )
    reading.no_blanks(table, path, ["name", "school_type", "programme", *counted])
    reading.no_duplicates(table, path, ["code", "programme"])
    for column in counted:
        table[column] = reading.numbers(table, path, column, masked=MASK, whole=True)
    return table.assign(file=path.name)


def primary(path: Path) -> pd.DataFrame:
    """Pupils on 1 October 2024 by school and the postcode they live in.

    Columns: municipality (GMxxxx, of the school), postcode (four digits; fewer where the pupil
    lives abroad or nowhere known), school, kind (Bo, Sbo, So, Vso), age_4 … age_12: persons, null
    where masked (1 to 4).
    """
    counted = {f"age_{age}": [f"LEEFTIJD_{age}"] for age in AGES}
    cells = reading.read_csv(path, ";")
    table = reading.pick(
        cells,
        path,
        named("municipality") | {"postcode": ["POSTCODE_LEERLING"], "kind": ["SOORT_PO"]} | counted,
    )
    table.insert(2, "school", site_codes(cells, path))
    reading.no_blanks(table, path, ["municipality", "postcode", "school", "kind", *counted])
    reading.matches(table, path, "municipality", r"\d{4}", "0014")
    reading.matches(table, path, "postcode", r"\d{1,4}", "9641")
    reading.known(table, path, "kind", ["Bo", "Sbo", "So", "Vso"], "SOORT_PO")
    reading.no_duplicates(table, path, ["postcode", "school", "kind"])
    for column in counted:
        table[column] = reading.numbers(table, path, column, masked=MASK, whole=True)
    table["municipality"] = "GM" + table["municipality"]
    return table


def mbo(path: Path) -> pd.DataFrame:
    """The head offices of mbo: code (BRIN), name, postcode ('3847 LG'), place."""
    table = reading.pick(
        reading.read_csv(path, ";"),
        path,
        {
            "code": ["BRIN"],
            "name": ["NAAM"],
            "postcode": ["POSTCODE"],
            "place": ["PLAATS"],
        },
    )
    reading.no_blanks(table, path, ["code", "name", "place"])
    reading.matches(table, path, "code", r"[0-9]{2}[A-Z0-9]{2}", "04NZ")
    reading.no_duplicates(table, path, ["code"])
    table["postcode"] = postcodes(table, path)
    return table
