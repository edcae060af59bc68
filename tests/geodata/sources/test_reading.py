"""What is wrong with a file is said in one line: file, row, fault, remedy."""

import gzip
import sqlite3
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geodata.errors import DataError
from geodata.sources import reading


def write(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "file.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refused(pattern: str):
    return pytest.raises(DataError, match=pattern)


def test_cells_are_stripped_and_rows_numbered_as_in_the_file(tmp_path):
    table = reading.read_csv(write(tmp_path, "a;b\n1; \n\n 2 ;x\n"), ";")
    assert table.to_dict("list") == {"a": ["1", "2"], "b": ["", "x"]}
    assert list(table.index) == [2, 4]


def test_a_byte_order_mark_is_not_part_of_the_first_name(tmp_path):
    assert list(reading.read_csv(write(tmp_path, b"\xef\xbb\xbfa,b\n1,2\n"), ",")) == ["a", "b"]


def test_missing_file_names_the_directory(tmp_path):
    with refused(r"nothing\.csv: file not found in .*; put"):
        reading.read_csv(tmp_path / "nothing.csv", ",")


def test_another_encoding_is_refused_with_its_row(tmp_path):
    with refused(r"file\.csv, row 3: is not UTF-8 text; save"):
        reading.read_csv(write(tmp_path, "a;b\n1;2\nMariëndael;2\n".encode("latin-1")), ";")


def test_latin1_is_read_only_where_expected(tmp_path):
    path = write(tmp_path, "a;b\nMariëndael;2\n".encode("latin-1"))
    assert reading.read_csv(path, ";", latin1=True)["a"].item() == "Mariëndael"


def test_latin1_does_not_swallow_every_byte(tmp_path):
    path = write(tmp_path, "a;b\nSint‘s;é\n".encode("cp1252"))
    with refused("row 2: is not UTF-8 or ISO 8859-1 text"):
        reading.read_csv(path, ";", latin1=True)


def test_utf16_is_refused(tmp_path):
    with refused("is not UTF-8 or ISO 8859-1 text"):
        reading.read_csv(write(tmp_path, "a;b\né;2\n".encode("utf-16")), ";", latin1=True)


def test_a_file_that_unpacks_to_anything_ends_early(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", 1_000_000)
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"code;value\n" + b"1;1\n" * 500_000))
    assert path.stat().st_size < 10_000
    with refused(r"a\.csv\.gz: is larger than 1 MB; split the file"):
        reading.read_csv(path, ";")


def test_empty_file(tmp_path):
    with refused(r"file\.csv: is empty; download"):
        reading.read_csv(write(tmp_path, ""), ",")


def test_header_without_rows(tmp_path):
    with refused("a header and no rows"):
        reading.read_csv(write(tmp_path, "a,b\n"), ",")


def test_file_cut_off_in_a_row(tmp_path):
    with refused(r"file\.csv, row 3: has 2 cells where the header has 3; .*cut off"):
        reading.read_csv(write(tmp_path, "a,b,c\n1,2,3\n4,5"), ",")


def test_quotes_inside_a_cell_stay(tmp_path):
    table = reading.read_csv(write(tmp_path, 'a;b\nVMBO "De Jutter" Vlieland;1\n'), ";")
    assert table["a"].item() == 'VMBO "De Jutter" Vlieland'


def test_a_quoted_cell_over_two_lines_keeps_row_numbers_right(tmp_path):
    table = reading.read_csv(write(tmp_path, 'a,b\n"x\ny",1\nz,2\n'), ",")
    assert list(table.index) == [2, 4]


def test_row_with_too_many_cells(tmp_path):
    with refused(r"file\.csv, row 3: has 3 cells where the header has 2"):
        reading.read_csv(write(tmp_path, "a,b\n1,2\n3,4,5\n"), ",")


def test_unclosed_quote(tmp_path):
    with refused(r"file\.csv, row 2: has 2 cells where the header has 3; check .* the quotes"):
        reading.read_csv(write(tmp_path, 'a,b,c\n1,"2,3\n4,5,6\n'), ",")


def test_missing_column_names_the_nearest(tmp_path):
    path = write(tmp_path, "VESTIGINGSKODE;NAAM\n1;2\n")
    with refused("column VESTIGINGSCODE is missing; found VESTIGINGSKODE;"):
        reading.pick(reading.read_csv(path, ";"), path, {"code": ["VESTIGINGSCODE"]})


def test_a_column_may_have_had_several_names(tmp_path):
    path = write(tmp_path, "VESTIGINGSNUMMER\n00AH00\n")
    table = reading.pick(
        reading.read_csv(path, ";"), path, {"code": ["VESTIGINGSCODE", "VESTIGINGSNUMMER"]}
    )
    assert table["code"].item() == "00AH00"


def test_duplicate_names_both_rows(tmp_path):
    path = write(tmp_path, "a,b\nx,1\ny,1\nx,1\n")
    with refused(r"file\.csv, row 4: a \+ b x \+ 1 occurs again \(first in row 2\)"):
        reading.no_duplicates(reading.read_csv(path, ","), path, ["a", "b"])


def test_numbers_know_the_mask_and_blanks(tmp_path):
    path = write(tmp_path, "n,m\n12,x\n<5,x\n,x\n")
    values = reading.numbers(reading.read_csv(path, ","), path, "n", masked="<5", whole=True)
    assert values.iloc[0] == 12
    assert values.iloc[1:].isna().all()


@pytest.mark.parametrize("cell", ["twaalf", "1,5", "<10", "1.5", "-3"])
def test_a_cell_that_is_no_count_is_refused(tmp_path, cell):
    path = write(tmp_path, f"n;m\n12;x\n{cell};x\n")
    with refused(f"row 3: n '{cell}' is not a whole number or <5; correct the cell"):
        reading.numbers(reading.read_csv(path, ";"), path, "n", masked="<5", whole=True)


@pytest.mark.parametrize(("lon", "lat"), [(52.1, 5.1), (5.1, 0.0), (-68.3, 12.2)])
def test_point_outside_the_country(tmp_path, lon, lat):
    path = write(tmp_path, f"lon,lat\n5.1,52.1\n{lon},{lat}\n")
    table = reading.read_csv(path, ",").astype(float)
    with refused(r"row 3: lon .*, lat .* is no place in the Netherlands; .* check the order"):
        reading.inside(table, path, "lon", "lat", reading.IN_NETHERLANDS)


def test_half_a_point_is_refused(tmp_path):
    path = write(tmp_path, "lon,lat,x\n5.1,,x\n")
    table = reading.read_csv(path, ",")
    points = table[["lon", "lat"]].replace("", None).astype(float)
    with refused("row 2: lon 5.1, lat nan is no place"):
        reading.inside(points, path, "lon", "lat", reading.IN_NETHERLANDS)


def test_truncated_geopackage(tmp_path, sample):
    whole = (sample / "geo" / "pc4-2020-leeftijd-2021.gpkg").read_bytes()
    for part in [0.2, 0.6, 0.95]:
        path = tmp_path / f"cut-{part}.gpkg"
        path.write_bytes(whole[: int(len(whole) * part)])
        with refused(r"cut-0\.\d+\.gpkg: is (damaged|not a whole GeoPackage)"):
            reading.read_geopackage(path)


def test_text_file_named_gpkg(tmp_path):
    path = tmp_path / "page.gpkg"
    path.write_text("<html>404</html>" * 100)
    with refused(r"page\.gpkg: is not a whole GeoPackage .*; download"):
        reading.read_geopackage(path)


def test_database_without_layers(tmp_path):
    path = tmp_path / "empty.gpkg"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    with refused(r"empty\.gpkg: "):
        reading.read_geopackage(path)


def test_geopackage_in_another_grid(tmp_path):
    path = tmp_path / "degrees.gpkg"
    frame = gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.box(5, 52, 6, 53)], crs="EPSG:4326")
    frame.to_file(path)
    with refused(r"degrees\.gpkg: is not in EPSG:28992"):
        reading.read_geopackage(path)
