"""Transition to technical mbo, from a user's own table."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.upload.faults import Fault, Upload
from dashboard.upload.numbers import number, percentage, whole
from dashboard.upload.template import transition_template
from dashboard.upload.transition import COLUMNS, PROFILES, read_transition, school_year

HEADER = "gebied;profiel;schooljaar;leerlingen;doorstroom_percentage;doorgestroomd;bron"


def read(data, *lines: str, region: str = "NL", encoding: str = "utf-8") -> Upload:
    return read_transition("\r\n".join(lines).encode(encoding), "x.csv", data, region)


def said(upload: Upload) -> list[tuple]:
    return [(fault.row, fault.key) for fault in upload.faults]


def one(data, region: str = "NL", **cells: str) -> Upload:
    """An upload of one row: hard, 2023-2024, 65 %, changed by the cells given."""
    usual = {"profiel": "hard", "schooljaar": "2023-2024", "doorstroom_percentage": "65"}
    row = usual | {"bron": "eigen telling"} | cells
    return read(data, ";".join(row), ";".join(row.values()), region=region)


def test_a_file_from_dutch_excel(data):
    upload = read(
        data,
        "Doorstroom;;;;;",
        "Gebied;Profiel;Schooljaar;Leerlingen;Doorstroom (%);Bron",
        "Hengelo;PIE;2023/24;1.234;65,5;eigen telling",
        "GM0164;M&T;2023-2024;;71%;eigen telling",
        ";hard;2022 - 2023;<5;70;eigen telling",
        "Totaal;;;1300;68;",
        ";;;;;",
        "",
        encoding="cp1252",
    )
    rows = upload.rows
    assert rows["region"].tolist() == ["GM0164", "GM0164", "NL"]
    assert rows["region_name"].tolist() == ["Hengelo", "Hengelo", "Nederland"]
    assert rows["profile"].tolist() == ["PIE", "MT", "hard"]
    assert rows["year"].tolist() == ["2023-2024", "2023-2024", "2022-2023"]
    assert rows["pupils"].tolist() == [1234, pd.NA, pd.NA]
    assert rows["share"].tolist() == [65.5, 71.0, 70.0]
    assert said(upload) == [(5, "upload.pupils.masked"), (6, "upload.total")]
    assert all(fault.notice for fault in upload.faults)


def test_a_share_from_numbers(data):
    upload = read(
        data,
        "profile,school_year,pupils,moved_on,source",
        "hard,2023-2024,120,90,count",
        "mvi,2023-2024,7,7,count",
        "mat,2023-2024,3,0,count",
    )
    assert upload.faults == []
    assert upload.rows["share"].tolist() == [75.0, 100.0, 0.0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ({"profiel": "zorg"}, "upload.profile"),
        ({"profiel": ""}, "upload.profile"),
        ({"profiel": "breed"}, "upload.profile"),
        ({"schooljaar": "2023"}, "upload.year"),
        ({"schooljaar": "2023-2025"}, "upload.year"),
        ({"schooljaar": "1923-1924"}, "upload.year"),
        ({"leerlingen": "veel"}, "upload.pupils"),
        ({"leerlingen": "-3"}, "upload.pupils"),
        ({"leerlingen": "12,5"}, "upload.pupils"),
        ({"leerlingen": "9" * 400}, "upload.pupils"),
        ({"doorstroom_percentage": "101"}, "upload.share"),
        ({"doorstroom_percentage": "-1"}, "upload.share"),
        ({"doorstroom_percentage": "NaN"}, "upload.share"),
        ({"doorstroom_percentage": "onbekend"}, "upload.share"),
        ({"doorstroom_percentage": ""}, "upload.share.none"),
        ({"leerlingen": "100", "doorgestroomd": "50"}, "upload.share.differs"),
        ({"leerlingen": "100", "doorgestroomd": "101"}, "upload.moved"),
        ({"doorstroom_percentage": "", "doorgestroomd": "65"}, "upload.moved"),
        (
            {"doorstroom_percentage": "", "leerlingen": "0", "doorgestroomd": "0"},
            "upload.moved",
        ),
        (
            {"doorstroom_percentage": "", "leerlingen": "10", "doorgestroomd": "<5"},
            "upload.moved.masked",
        ),
        ({"gebied": "Atlantis"}, "upload.region"),
        ({"gebied": "Utrecht"}, "upload.region.several"),
    ],
)
def test_a_bad_row_is_left_out_and_explained(data, cells, key):
    upload = one(data, **cells)
    assert upload.rows.empty
    assert said(upload) == [(2, key)]


def test_a_number_that_fits_its_percentage_is_good(data):
    upload = one(data, leerlingen="83", doorgestroomd="54")
    assert upload.faults == []
    assert upload.rows["share"].tolist() == [65.0]


def test_every_profile_is_known_by_its_code_and_by_its_name(data):
    codes = ["bwi", "pie", "mt", "mvi", "mat", "hard", "dp"]
    read_codes = [one(data, profiel=code).rows["profile"][0] for code in codes]
    assert read_codes == list(PROFILES)
    names = ["Bouwen, wonen en interieur", "M&T", "MTR", "Dienstverlening en producten"]
    assert [one(data, profiel=name).rows["profile"][0] for name in names] == [
        "BWI",
        "MT",
        "MT",
        "dp",
    ]


@pytest.mark.parametrize(
    ("text", "page", "code"),
    [
        ("", "NL", "NL"),
        ("", "GM0344", "GM0344"),
        ("", "no such region", "NL"),
        ("nederland", "GM0344", "NL"),
        ("gm0344", "NL", "GM0344"),
        ("Gemeente Utrecht", "NL", "GM0344"),
        ("Utrecht (gemeente)", "NL", "GM0344"),
        ("Utrecht", "GM0344", "GM0344"),
        ("Utrecht", "PV26", "PV26"),
        ("sto-twente", "NL", "sto-twente"),
        ("STO-regio Twente", "NL", "sto-twente"),
        ("Sudwest Fryslan", "NL", "GM1900"),
        ("3511", "NL", "3511"),
    ],
)
def test_a_region_by_code_or_name(data, text, page, code):
    upload = one(data, page, gebied=text)
    assert upload.rows["region"].tolist() == [code]


def test_a_name_of_several_regions_lists_their_codes(data):
    (fault,) = one(data, gebied="Utrecht").faults
    named = data.tables.regions.query("name == 'Utrecht' and level != 'home'")
    assert set(fault.values["codes"].split(", ")) == set(named["code"])


def test_every_region_is_found_by_its_code(data):
    regions = data.tables.regions[data.tables.regions["level"] != "buurt"]
    codes = regions["code"].iloc[::7].tolist()
    upload = read(data, HEADER, *(f"{code};hard;2023-2024;;65;;x" for code in codes))
    assert upload.rows["region"].tolist() == codes


def test_a_figure_stands_there_once(data):
    upload = read(data, HEADER, ";hard;2023-2024;;65;;x", "NL;Hard;2023/24;;70;;x")
    assert upload.rows["share"].tolist() == [65.0]
    assert upload.faults == [Fault(3, "upload.same.figure", {"first": 2})]


def test_parts_of_one_are_not_taken_for_percentages(data):
    upload = read(data, HEADER, ";hard;2023-2024;;0,65;;x", ";dp;2023-2024;;1;;x")
    assert upload.rows.empty
    assert said(upload) == [(None, "upload.share.fraction")]
    small = read(data, HEADER, ";hard;2023-2024;;0,65;;x", ";dp;2023-2024;;12;;x")
    assert small.rows["share"].tolist() == [0.65, 12.0]
    signed = read(data, HEADER, ";hard;2023-2024;;0,65 %;;x", ";dp;2023-2024;;0;;x")
    assert signed.rows["share"].tolist() == [0.65, 0.0]


def test_a_missing_source_is_a_notice(data):
    upload = one(data, bron="")
    assert len(upload.rows) == 1
    assert upload.faults == [Fault(None, "upload.no_source", {"count": 1}, notice=True)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("profiel;schooljaar\nhard;2023-2024", "upload.transition.header"),
        ("profiel;schooljaar;doorgestroomd\nhard;2023-2024;5", "upload.transition.header"),
        ('{"type": "FeatureCollection"}', "upload.transition.json"),
        (HEADER, "upload.no_rows"),
    ],
)
def test_a_table_that_is_none_gives_one_fault(data, text, key):
    upload = read(data, text)
    assert said(upload) == [(None, key)]
    assert upload.rows.empty


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_template_itself_is_read_and_gives_no_rows(data, language):
    upload = read(data, transition_template(language))
    assert upload.rows.empty
    assert said(upload) == [(3, "upload.example"), (4, "upload.example")]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_examples_of_the_template_are_good_rows(data, language):
    template = transition_template(language)
    for example in ("VOORBEELD 1", "VOORBEELD 2", "EXAMPLE 1", "EXAMPLE 2"):
        template = template.replace(example, "")
    upload = read(data, template)
    assert upload.faults == []
    assert upload.rows["share"].tolist() == [50.0, 50.0]


@given(
    shares=st.lists(st.floats(1.1, 100), min_size=1, max_size=len(PROFILES)),
    pupils=st.integers(0, 99_999),
    language=st.sampled_from(["nl", "en"]),
)
@settings(max_examples=40)
def test_a_filled_in_template_comes_back_as_it_was_filled_in(data, shares, pupils, language):
    separator, decimal = (";", ",") if language == "nl" else (",", ".")
    words = ["bwi", "pie", "mt", "mvi", "mat", "hard", "dp"][: len(shares)]
    lines = [
        separator.join(
            [
                "GM0344",
                word,
                "2023-2024",
                str(pupils),
                f"{share:.3f}".replace(".", decimal),
                "",
                "x",
            ]
        )
        for word, share in zip(words, shares, strict=True)
    ]
    upload = read(data, transition_template(language) + "\r\n".join(lines))
    assert upload.rows["share"].tolist() == [float(f"{share:.3f}") for share in shares]
    assert upload.rows["pupils"].eq(pupils).all()
    assert upload.rows["profile"].tolist() == list(PROFILES[: len(shares)])
    assert all(fault.key == "upload.example" for fault in upload.faults)


def test_the_header_of_the_template_has_every_column():
    dutch = transition_template("nl").splitlines()[1].split(";")
    assert dutch == [words[0] for words in COLUMNS.values()]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5,1214", 5.1214),
        ("-5.5", -5.5),
        ("5,2E1", 52.0),
        ("1e999", None),
        ("5.1.2", None),
        ("５", None),
        ("1_000", None),
        ("inf", None),
        ("0x10", None),
        ("", None),
        ("9" * 21, None),
    ],
)
def test_numbers(text, value):
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234", 1234),
        ("1,234", 1234),
        ("12 345", 12_345),
        ("120,0", 120),
        ("12.34", None),
        ("1.000.001", None),
        ("-1", None),
        ("<5", None),
    ],
)
def test_counts(text, value):
    assert whole(text) == value


def test_percentages():
    assert [percentage(text) for text in ("0", "65,5 %", "100%", "100,1", "%", "65%%")] == [
        0,
        65.5,
        100,
        None,
        None,
        None,
    ]


@given(st.text(max_size=12))
def test_a_school_year_is_one_or_nothing(text):
    year = school_year(text)
    assert year is None or int(year[5:]) == int(year[:4]) + 1


def test_school_years():
    written = ["2023-2024", "2023/2024", "2023-24", "2023–24", "2023 / 24"]
    assert {school_year(text) for text in written} == {"2023-2024"}
    assert school_year("2023-1924") is None
