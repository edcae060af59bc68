"""DUO's files: years differ in names, encoding and blanks, the result does not."""

import shutil

import pytest

from geodata.errors import DataError
from geodata.sources import duo


def refused(pattern: str):
    return pytest.raises(DataError, match=pattern)


def test_addresses(sample):
    table = duo.addresses(sample / duo.ADDRESSES).set_index("code")
    row = table.loc["02VJ00"]
    assert row["municipality"] == "GM0037"
    assert row["postcode"][4] == " "
    assert row["board"].isdigit()
    assert row["structure"] == "VBO/MAVO/HAVO/VWO"
    assert len(table) == 17


def test_addresses_restore_lost_zeros(sample):
    codes = duo.addresses(sample / duo.ADDRESSES)["municipality"]
    assert set(codes) == {"GM0037", "GM0047", "GM0765", "GM1681", "GM1950"}


def test_positions_prefer_pdok_and_fall_back_on_bag(spoil, source):
    path = source / duo.POSITIONS
    header, first, *rest = path.read_text().splitlines(keepends=True)
    code, _, _, lat, lon, pupils = first.split(",")
    path.write_text(header + f"{code},,,{lat},{lon},{pupils}" + "".join(rest))
    table = duo.positions(path).set_index("code")
    assert table.loc[code, "point_basis"] == "BAG 2024"
    assert table.loc[code, "lat"] == pytest.approx(float(lat))
    assert set(table["point_basis"].drop(code)) == {"PDOK 2026"}


def test_former_sites_say_how_their_point_is_known(sample):
    table = duo.former(sample / duo.FORMER).set_index("code")
    assert table.loc["02VJ02", "point_basis"] == "PC4-centrum 2020"
    assert table.loc["02VJ02", "postcode"] == "9641 EM"


def test_exam_files_are_found_by_name(source):
    old = source / "duo" / "geslaagden-gezakten-en-cijfers-2023-2024.csv"
    shutil.copy(old, old.with_name("geslaagden-gezakten-en-cijfers-2024-2025.csv"))
    assert list(duo.exam_files(source)) == ["2018-2019", "2021-2022", "2023-2024", "2024-2025"]


@pytest.mark.parametrize(
    "name",
    [
        "geslaagden,-gezakten-en-cijfers-2023-2024.csv",
        "07.-geslaagden,-gezakten-en-cijfers-2023-2024.csv",
        "07.-Geslaagden-gezakten-en-cijfers-2023-2024.csv",
    ],
)
def test_an_exam_file_under_the_name_of_the_publisher_is_read(source, name):
    path = (source / EXAMS).rename(source / "duo" / name)
    assert duo.exam_files(source)["2023-2024"] == path
    assert set(duo.exams(path)["file"]) == {name}


def test_two_exam_files_of_a_year_are_refused(source):
    shutil.copy(
        source / EXAMS, source / "duo" / "07.-geslaagden,-gezakten-en-cijfers-2023-2024.csv"
    )
    with refused("is of 2023-2024, as 07.-geslaagden,-gezakten-en-cijfers-2023-2024.csv is"):
        duo.exam_files(source)


def test_a_name_that_was_encoded_twice_is_mended(spoil):
    path = spoil(EXAMS, ";VMBO;", ";VMBO;")
    text = path.read_text()
    name = text.splitlines()[1].split(";")[2]
    path.write_text(text.replace(name, f"{name} FranÃ§ois"))
    assert f"{name} François" in set(duo.exams(path)["name"])


@pytest.mark.parametrize("name", ["2023", "2023-2025", "nieuw"])
def test_exam_file_without_a_school_year(source, name):
    (source / "duo" / f"geslaagden-gezakten-en-cijfers-{name}.csv").write_text("a")
    with refused("has no school year in its name"):
        duo.exam_files(source)


def test_no_exam_file(tmp_path):
    (tmp_path / "duo").mkdir()
    with refused("no exam file in"):
        duo.exam_files(tmp_path)


@pytest.mark.parametrize("year", ["2018-2019", "2021-2022", "2023-2024"])
def test_every_year_gives_the_same_columns(sample, year):
    table = duo.exams(duo.exam_files(sample)[year])
    assert list(table) == [
        *("code", "name", "municipality_name", "school_type", "track", "sector", "programme"),
        *("candidates", "passed", "masked", "passed_hidden", "file"),
    ]
    assert set(table["track"]) <= {"", "BL", "KL", "GL", "TL"}
    assert set(table["school_type"]) == {"VMBO", "HAVO", "VWO"}


def test_the_oldest_year_is_latin1_and_unmasked(sample):
    table = duo.exams(duo.exam_files(sample)["2018-2019"])
    assert "SGM Mariëndael VBO LWOO" in set(table["name"])
    assert not table["masked"].any()
    assert table["candidates"].min() == 1


def test_later_years_are_masked(sample):
    table = duo.exams(duo.exam_files(sample)["2023-2024"])
    assert table["masked"].any()
    assert table.loc[table["masked"], "candidates"].isna().all()
    assert table.loc[~table["masked"], "candidates"].min() >= 5


EXAMS = "duo/geslaagden-gezakten-en-cijfers-2023-2024.csv"


def test_renamed_exam_column(spoil):
    path = spoil(EXAMS, "EXAMENKANDIDATEN", "KANDIDATEN")
    with refused("2023-2024.csv: column EXAMENKANDIDATEN is missing; found KANDIDATEN"):
        duo.exams(path)


def test_duplicate_exam_row(source):
    path = source / EXAMS
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([*lines, lines[3]]))
    with refused(rf"row {len(lines) + 1}: .* occurs again \(first in row 4\)"):
        duo.exams(path)


def test_more_passed_than_candidates(source):
    path = source / EXAMS
    lines = path.read_text().splitlines()
    cells = lines[4].split(";")
    cells[9:11] = ["7", "8"]
    lines[4] = ";".join(cells)
    path.write_text("\n".join(lines))
    with refused("row 5: GESLAAGDEN is larger than EXAMENKANDIDATEN"):
        duo.exams(path)


def test_unknown_track(spoil):
    with refused("LEERWEG VMBO"):
        duo.exams(spoil(EXAMS, ";BL;", ";LWT;"))


def test_renamed_address_column(spoil):
    path = spoil(duo.ADDRESSES, "VESTIGINGSCODE", "VESTIGING_CODE")
    with refused("column VESTIGINGSCODE or VESTIGINGSNUMMER is missing; found VESTIGING_CODE"):
        duo.addresses(path)


def test_duplicate_site(source):
    path = source / duo.ADDRESSES
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1]]))
    with refused(rf"row {len(lines) + 1}: code \w+ occurs again \(first in row 2\)"):
        duo.addresses(path)


def test_address_file_in_another_encoding(source):
    path = source / duo.ADDRESSES
    text = path.read_text("utf-8").replace("Onstwedde", "Önstwedde").replace("ONSTW", "ÖNSTW")
    path.write_bytes(text.encode("latin-1"))
    with refused(r"alle-vestigingen-vo-2026\.csv, row \d+: is not UTF-8 text"):
        duo.addresses(path)


def test_bad_postcode(spoil):
    with refused(r"row \d+: postcode '950 AM' is not four digits and two letters"):
        duo.addresses(spoil(duo.ADDRESSES, ";9501 AM", ";950 AM"))


def test_swapped_coordinates(source):
    path = source / duo.POSITIONS
    lines = path.read_text().splitlines()
    code, lat, lon, *rest = lines[2].split(",")
    lines[2] = ",".join([code, lon, lat, *rest])
    path.write_text("\n".join(lines))
    with refused("row 3: lon_pdok .*, lat_pdok .* is no place in the Netherlands"):
        duo.positions(path)


def test_unknown_point_date(spoil):
    with refused("row 2: point_basis 1999 is an unknown date of the point"):
        duo.former(spoil(duo.FORMER, '"2020, PC4-middelpunt"', "1999"))
