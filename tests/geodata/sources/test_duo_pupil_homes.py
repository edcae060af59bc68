"""DUO's pupils by postcode: hand-made rows in the publisher's layout, good and broken."""

import gzip

import pytest

from geodata.errors import DataError
from geodata.sources import duo_pupil_homes as subject
from tests.support.pupil_homes import HEADER, NAME, written

ROW = "02XE;00;School;Delft;2611;Delft;0503;Delft;{cells}"


def ranges_of(path):
    table = subject.pupil_homes(path)
    return table[["code", "postcode", "low", "high"]].to_numpy(object).tolist()


def test_a_row_is_a_site_and_a_postcode_with_a_range_of_pupils(tmp_path):
    path = written(
        tmp_path,
        ROW.format(cells="12;0;30;7;0;0"),
        "02XE;00;School;Delft;2612;Delft;0503;Delft;<5;0;6;-1;0;0",
        "02XE;02XE01;School;Delft;2611 ab;Delft;0503;Delft;1-4;5-9;0;0;0;0",
        "02XE;01;School;Delft;2611AB;Delft;0503;Delft;0;0;0;0;0;<10",
        "02XE;01;School;Delft;0000;Onbekend;;Onbekend;2;0;0;0;0;0",
        "02XE;01;School;Delft;BUITENLAND;;;;<5;0;0;0;0;0",
    )
    assert ranges_of(path) == [
        ["02XE00", "2611", 49, 49],
        ["02XE00", "2612", 8, 14],
        ["02XE01", "", 6, 13],
        ["02XE01", "2611", 1, 9],
        ["02XE01", "", 2, 2],
        ["02XE01", "", 1, 4],
    ]
    assert set(subject.pupil_homes(path)["date"]) == {"2025-10-01"}


def test_other_spellings_of_the_same_file(tmp_path):
    """Other names of keys and grades, commas, an old encoding, packed; a date per row."""
    rows = ROW.format(cells="12;0;30;7;0;<5")
    usual = ranges_of(written(tmp_path, rows))
    renamed = HEADER.replace("BRIN NUMMER", "INSTELLINGSCODE").replace(
        "VESTIGINGSNUMMER", "VESTIGINGSCODE"
    )
    renamed = renamed.replace("LEER- OF VERBLIJFSJAAR ", "LEERJAAR_").replace(
        "POSTCODE LEERLING", "POSTCODE_LEERLING"
    )
    path = tmp_path / NAME
    for text, encoding in (
        (f"{renamed}\n{rows}\n", "utf-8-sig"),
        (f"{HEADER}\n{rows.replace('School', 'Niekée')}\n".replace(";", ","), "latin-1"),
    ):
        path.write_bytes(text.encode(encoding))
        assert ranges_of(path) == usual
        packed = tmp_path / f"{NAME}.gz"
        packed.write_bytes(gzip.compress(text.encode(encoding)))
        assert ranges_of(packed) == usual
    portal = tmp_path / "02voins.csv"
    old, new = (f"{day};{rows}" for day in ("20241001", "20251001"))
    portal.write_text(f"PEILDATUM;{HEADER}\n{old}\n{new}\n")
    assert ranges_of(portal) == usual
    assert subject.pupil_homes(portal)["date"].tolist() == ["2025-10-01"]
    portal.write_text(f"PEILJAAR;{HEADER}\n2025;{rows}\n")
    assert subject.pupil_homes(portal)["date"].tolist() == ["2025-10-01"]


def test_a_broken_file_is_refused_with_its_row(tmp_path):
    good = ROW.format(cells="1;2;3;4;5;6")
    for rows, says in (
        ([good, ROW.format(cells="1;2;3;4;5;x")], r"2025.csv, row 3: .* 6 'x' is no number of"),
        ([ROW.format(cells="1;2;3;4;5;")], "row 2: .* 6 '' is no number of pupils"),
        ([ROW.format(cells="9-5;2;3;4;5;6")], "row 2: .* 1 '9-5' is no number"),
        ([ROW.format(cells="-2;2;3;4;5;6")], "row 2: .* 1 '-2' is no number"),
        ([ROW.format(cells="2,5;2;3;4;5;6")], "row 2: .* 1 '2,5' is no number"),
        ([good.replace("02XE", "Brin")], "row 2: code"),
        ([good + ";7"], "row 2: has 15 cells where the header has 14"),
        ([], "holds a header and no rows"),
    ):
        with pytest.raises(DataError, match=says):
            subject.pupil_homes(written(tmp_path, *rows))
    for old, new, says in (
        ("LEER- OF VERBLIJFSJAAR", "JAAR", "has no column like LEER- OF VERBLIJFSJAAR 1"),
        ("POSTCODE LEERLING", "PC", "column POSTCODE LEERLING"),
        ("VESTIGINGSNUMMER", "NUMMER", "column VESTIGINGSCODE"),
    ):
        path = tmp_path / NAME
        path.write_text(f"{HEADER.replace(old, new)}\n{good}\n")
        with pytest.raises(DataError, match=says):
            subject.pupil_homes(path)
    portal = tmp_path / "02voins.csv"
    portal.write_text(f"{HEADER}\n{good}\n")
    with pytest.raises(DataError, match="no year in its name and no column PEILDATUM"):
        subject.pupil_homes(portal)
    portal.write_text(f"PEILDATUM;{HEADER}\n1 oktober;{good}\n")
    with pytest.raises(DataError, match="row 2: PEILDATUM '1 oktober' is no date"):
        subject.pupil_homes(portal)


def test_the_newest_file_is_taken_by_whatever_name_it_came(tmp_path):
    folder = tmp_path / "duo"
    folder.mkdir()
    assert subject.file(tmp_path) is None
    for name in (
        "02voins.csv",
        "02.-leerlingen-per-vestiging-naar-postcode-en-leerjaar-2024.csv",
        "leerlingen-per-vestiging-naar-postcode-en-leerjaar-2025-2026.csv",
    ):
        (folder / name).touch()
        assert subject.file(tmp_path) == folder / name
    (folder / f"02.-{NAME}.gz").touch()
    with pytest.raises(DataError, match="is of 2025, as .* is; keep one of the two"):
        subject.file(tmp_path)
