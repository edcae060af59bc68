"""DUO's numbers of pupils: four files, each with its own keys, encodings and masks."""

import gzip

import pytest

from geodata.errors import DataError
from geodata.sources import duo_pupils as subject


def refused(pattern: str):
    return pytest.raises(DataError, match=pattern)


def test_pupils_by_site_and_programme(sample):
    table = subject.pupils(sample / subject.PUPILS)
    assert list(table) == [
        *("code", "name", "place", "school_type", "programme", "element"),
        *("boys_3", "girls_3", "boys_4", "girls_4", "file"),
    ]
    # LWOO GL Media, vormgeving en ICT and the same without learning support, on two rows.
    rows = table[table["code"].eq("02XE00") & table["programme"].eq("Media, vormgeving en ICT")]
    assert rows["boys_4"].sum() == 6
    assert rows[["boys_3", "girls_3", "girls_4"]].to_numpy().sum() == 0


def test_pupils_are_in_the_older_encoding(sample):
    names = set(subject.pupils(sample / subject.PUPILS)["name"])
    assert "Mundium College loc. Niekée" in names


def test_a_site_number_keeps_its_zero(sample):
    codes = set(subject.pupils(sample / subject.PUPILS)["code"])
    assert {"02XE00", "03XF04"} <= codes


def test_pupils_with_a_fraction(spoil):
    path = spoil(subject.PUPILS, ";0;0;0;0;2;2;", ";0;0;0;0;2.5;2;", "latin-1")
    with refused(r"2019\.csv, row \d+: boys_3 '2.5' is not a whole number"):
        subject.pupils(path)


def test_a_renamed_grade(spoil):
    path = spoil(subject.PUPILS, "VERBLIJFSJAAR 3 - MAN", "VERBLIJFSJAAR 3 - M", "latin-1")
    with refused("column LEER- OF VERBLIJFSJAAR 3 - MAN is missing; found LEER- OF"):
        subject.pupils(path)


def test_exam_sectors_have_a_column_for_every_year_and_sex(sample):
    table = subject.exam_sectors(sample / subject.EXAM_SECTORS)
    counted = [column for column in table if column[:2] == "20"]
    assert len(counted) == 5 * 3
    assert counted[:3] == ["2020-2021 boys", "2020-2021 girls", "2020-2021 all"]
    row = table[table["code"].eq("02NZ12") & table["programme"].str.startswith("VMBO B")].iloc[0]
    assert row["2020-2021 all"] == 23
    assert row["2024-2025 all"] == 0


def test_masked_candidates_are_null_and_no_candidates_are_zero(sample):
    table = subject.exam_sectors(sample / subject.EXAM_SECTORS)
    text = (sample / subject.EXAM_SECTORS).read_text("utf-8").splitlines()
    at = text[0].split(";").index("EXAMENKANDIDATEN SCHOOLJAAR 2023-2024 - MAN")
    cells = [line.split(";")[at] for line in text[1:]]
    assert cells.count("<5") == table["2023-2024 boys"].isna().sum() > 0
    assert cells.count("0") == table["2023-2024 boys"].eq(0).sum() > 0


@pytest.mark.parametrize(
    ("file", "read", "old", "new"),
    [
        (subject.EXAM_SECTORS, subject.exam_sectors, "VESTIGINGSCODE", "VESTIGINGSNUMMER"),
        (subject.PUPILS, subject.pupils, "VESTIGINGSNUMMER", "VESTIGINGSCODE"),
        (subject.PUPILS, subject.pupils, "BRIN NUMMER", "INSTELLINGSCODE"),
    ],
)
def test_every_file_may_call_its_key_as_another_year_did(spoil, sample, file, read, old, new):
    usual = read(sample / file)
    assert read(spoil(file, old, new, "latin-1")).equals(usual)


def test_exam_sectors_without_years(spoil, source):
    path = source / subject.EXAM_SECTORS
    path.write_text(path.read_text("utf-8").replace("EXAMENKANDIDATEN", "KANDIDATEN"), "utf-8")
    with refused("has no column like EXAMENKANDIDATEN SCHOOLJAAR 2020-2021 - TOTAAL"):
        subject.exam_sectors(path)


def test_an_empty_number_is_no_mask(source):
    path = source / subject.EXAM_SECTORS
    lines = path.read_text("utf-8").splitlines()
    cells = lines[1].split(";")
    cells[7] = ""
    path.write_text("\n".join([lines[0], ";".join(cells), *lines[2:]]), "utf-8")
    with refused("row 2: 2020-2021 boys is empty"):
        subject.exam_sectors(path)


def test_primary_pupils_by_home_and_school(sample):
    table = subject.primary(sample / subject.PRIMARY)
    ages = [f"age_{age}" for age in range(4, 13)]
    assert list(table) == ["municipality", "postcode", "school", "kind", *ages]
    assert {"Bo", "Sbo", "So", "Vso"} == set(table["kind"])
    assert set(table["municipality"]) >= {"GM0037", "GM0047", "GM0765", "GM1681", "GM1950"}
    assert table[ages].isna().any(axis=None)
    known = table[ages].stack()
    assert known[known > 0].min() == 5


def test_a_broken_archive(source):
    path = source / subject.PRIMARY
    path.write_bytes(path.read_bytes()[:-500])
    with refused(r"2024\.csv\.gz: cannot be unpacked .*; download the file again"):
        subject.primary(path)


def test_an_unpacked_file_under_the_packed_name(source):
    path = source / subject.PRIMARY
    path.write_bytes(gzip.decompress(path.read_bytes()))
    with refused(r"2024\.csv\.gz: cannot be unpacked"):
        subject.primary(path)


def test_an_unknown_kind_of_school(source):
    path = source / subject.PRIMARY
    text = gzip.decompress(path.read_bytes()).decode().replace(";Sbo;", ";Sxo;", 1)
    path.write_bytes(gzip.compress(text.encode()))
    with refused(r"row \d+: kind Sxo is an unknown SOORT_PO"):
        subject.primary(path)


def test_mbo(sample):
    table = subject.mbo(sample / subject.MBO).set_index("code")
    assert table.loc["25LU"].to_dict() == {
        "name": "Alfa-college",
        "postcode": "9723 ZS",
        "place": "GRONINGEN",
    }


def test_an_institution_twice(source):
    path = source / subject.MBO
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1]]))
    with refused(rf"row {len(lines) + 1}: code 25LU occurs again \(first in row 2\)"):
        subject.mbo(path)
