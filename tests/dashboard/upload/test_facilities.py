"""Places of a user, as policy officers write them."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.data import fold
from dashboard.upload.facilities import COLUMNS, GIVEN, KINDS, OF_POSTCODE, read_facilities
from dashboard.upload.faults import Fault, Upload
from dashboard.upload.template import facilities_template
from dashboard.web.attachment import harmless
from geodata.vocabulary import FACILITY_KINDS


def read(data, *lines: str, encoding: str = "utf-8", name: str = "x.csv") -> Upload:
    return read_facilities("\r\n".join(lines).encode(encoding), name, data)


def said(upload: Upload) -> list[tuple]:
    return [(fault.row, fault.key) for fault in upload.faults]


def one(data, **cells: str) -> Upload:
    """An upload of one row, with a source, of the cells given."""
    where = dict.fromkeys(("postcode", "lengtegraad", "breedtegraad"), "")
    row = {"naam": "Lab", "soort": "techlab", "bron": "gesprek"} | where | cells
    return read(data, ";".join(row), ";".join(row.values()))


def home(data, code: str):
    area = data.tables.regions_of("postcode").set_index("code").loc[code]
    return area[["lon", "lat"]].to_dict() | {"place": data.tables.main_homes.at[code, "place"]}


def test_the_kinds_are_those_of_the_prepared_table():
    assert set(KINDS) == set(FACILITY_KINDS)


def test_a_file_from_dutch_excel(data):
    """A title, a column with numbers, capitals, decimal commas, a total and empty rows."""
    upload = read(
        data,
        "Overzicht techniek in de regio;;;;;;;;",
        ";;;;;;;;",
        "Nr;Naam;Soort;Plaats;Postcode;Lengtegraad;Breedtegraad;Bron;Toelichting",
        "1;Techlab Almelo;TechLab;;7607 AB;;;website;",
        "2;De Ambachtsschool;Bedrijfsschool;Hengelo;;6,7931;52,2658;gesprek;café, vanaf 2023",
        '3;"Metaal; Plaat & Zn.";Bedrijf;Enschede;7521ps;;;website;',
        ";Totaal;;;;;;3;",
        ";;;;;;;;",
        ";;;;;;;;",
        "",
        encoding="cp1252",
    )
    rows = upload.rows
    assert rows["name"].tolist() == ["Techlab Almelo", "De Ambachtsschool", "Metaal; Plaat & Zn."]
    assert rows["kind"].tolist() == ["techlab", "bedrijfsschool", "company"]
    assert rows["place"].tolist() == ["Almelo", "Hengelo", "Enschede"]
    assert rows["point_basis"].tolist() == [OF_POSTCODE, GIVEN, OF_POSTCODE]
    assert rows["lon"].tolist() == [home(data, "7607")["lon"], 6.7931, home(data, "7521")["lon"]]
    assert rows["lat"].tolist() == [home(data, "7607")["lat"], 52.2658, home(data, "7521")["lat"]]
    assert rows["note"].tolist() == ["", "café, vanaf 2023", ""]
    assert said(upload) == [(None, "upload.ignored"), (7, "upload.total")]
    assert all(fault.notice for fault in upload.faults)


def test_an_english_file_with_points_and_commas(data):
    upload = read(
        data,
        "Name,Kind,Longitude,Latitude,Source",
        'Lab A,Company School,5.1214,52.0907,"talk, 2024"',
        "Lab B,other,5.12,5.2e1,web",
        encoding="utf-8-sig",
    )
    assert upload.faults == []
    assert upload.rows["kind"].tolist() == ["bedrijfsschool", "other"]
    assert upload.rows["lat"].tolist() == [52.0907, 52.0]
    assert upload.rows["source"].tolist() == ["talk, 2024", "web"]


def test_a_copy_from_a_sheet_has_tabs(data):
    upload = read(data, "naam\tpostcode\tbron", "Lab; A, B\t3511\teigen", encoding="utf-16")
    assert upload.rows["name"].tolist() == ["Lab; A, B"]


def test_a_line_that_names_the_separator_is_no_row(data):
    """Excel does not show it, and does not count it."""
    upload = read(data, "sep=,", "naam;x,postcode,naam", "Lab,3511,A", "B,1234,B")
    assert upload.rows["name"].tolist() == ["A"]
    assert (3, "upload.postcode.unknown") in said(upload)


def test_commas_in_numbers_between_commas_are_explained(data):
    upload = read(data, "naam,lengtegraad,breedtegraad", "A,5,1214,52,0907", 'B,"5,12","52,09"')
    assert upload.faults[0] == Fault(2, "upload.cells", {"cells": 5, "columns": 3})
    assert upload.rows["name"].tolist() == ["B"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ({"naam": "", "postcode": "3511"}, "upload.name"),
        ({"soort": "innovatielab", "postcode": "3511"}, "upload.kind"),
        ({"plaats": "Utrecht"}, "upload.where"),
        ({"postcode": "351"}, "upload.postcode"),
        ({"postcode": "0123"}, "upload.postcode"),
        ({"postcode": "3511 A"}, "upload.postcode"),
        ({"postcode": "1234"}, "upload.postcode.unknown"),
        ({"lengtegraad": "5,12"}, "upload.half"),
        ({"breedtegraad": "52,09", "postcode": "3511"}, "upload.half"),
        ({"lengtegraad": "6.793.100", "breedtegraad": "52.265.800"}, "upload.lost_point"),
        ({"lengtegraad": "51.214", "breedtegraad": "520.907"}, "upload.lost_point"),
        ({"lengtegraad": "5,1 O", "breedtegraad": "52,1 N"}, "upload.coordinate"),
        ({"lengtegraad": "nan", "breedtegraad": "52,1"}, "upload.coordinate"),
        ({"lengtegraad": "1e999", "breedtegraad": "52,1"}, "upload.coordinate"),
        ({"lengtegraad": "52,09", "breedtegraad": "5,12"}, "upload.swapped"),
        ({"lengtegraad": "136000", "breedtegraad": "455000"}, "upload.rd"),
        ({"lengtegraad": "136.000", "breedtegraad": "455.000"}, "upload.rd"),
        ({"lengtegraad": "136012,5", "breedtegraad": "455600,25"}, "upload.rd"),
        ({"lengtegraad": "0", "breedtegraad": "0"}, "upload.outside"),
        ({"lengtegraad": "-68,27", "breedtegraad": "12,15"}, "upload.outside"),
        ({"lengtegraad": "4,40", "breedtegraad": "51,22"}, "upload.outside"),
        ({"lengtegraad": "3,3", "breedtegraad": "53,5"}, "upload.outside"),
    ],
)
def test_a_bad_row_is_left_out_and_explained(data, cells, key):
    upload = one(data, **cells)
    assert upload.rows.empty
    assert said(upload) == [(2, key)]
    assert not upload.faults[0].notice


@pytest.mark.parametrize("code", ["3511", "3511AB", "3511 ab", " 3511  AB "])
def test_a_postcode_stands_for_the_point_of_its_home_area(data, code):
    (row,) = one(data, postcode=code).rows.itertuples()
    there = home(data, "3511")
    assert (row.lon, row.lat, row.place) == (there["lon"], there["lat"], there["place"])


def test_coordinates_go_before_a_postcode(data):
    (row,) = one(data, postcode="3511", lengtegraad="5,5", breedtegraad="52").rows.itertuples()
    assert (row.lon, row.lat, row.point_basis, row.place) == (5.5, 52.0, GIVEN, "Utrecht")


def test_every_home_area_and_every_site_is_in_the_country(data):
    for table in (data.tables.regions_of("postcode"), data.tables.placed_sites):
        points = table[["lon", "lat"]].iloc[::5].round(5).astype("str")
        lines = [f"{row},{lon},{lat}" for row, (lon, lat) in enumerate(points.to_numpy())]
        upload = read(data, "naam,lon,lat", *lines)
        assert len(upload.rows) == len(points)


def test_what_is_asked_for_and_missing_is_a_notice(data):
    upload = read(data, "naam;postcode", "A;3511", "B;3512")
    assert upload.rows["kind"].tolist() == ["other", "other"]
    assert upload.faults == [
        Fault(None, "upload.no_kind", {"count": 2}, notice=True),
        Fault(None, "upload.no_source", {"count": 2}, notice=True),
    ]


def test_a_place_is_counted_once(data):
    header = "naam;soort;postcode;bron"
    upload = read(data, header, "A;mbo;3511;x", "a ;MBO;3511 AB;y", "A;techlab;3511;x")
    assert upload.rows["kind"].tolist() == ["mbo", "techlab"]
    assert upload.faults == [Fault(3, "upload.same", {"first": 2}, notice=True)]


def test_a_company_whose_name_begins_with_a_total_is_kept(data):
    upload = read(data, "naam;soort;postcode;bron", "Totaal Techniek;bedrijf;3511;x")
    assert upload.rows["name"].tolist() == ["Totaal Techniek"]


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (["Locatie;Adres", "Lab;Dorpsstraat 1"], "upload.facilities.header"),
        (["naam;soort", "Lab;techlab"], "upload.facilities.header"),
        (["naam;lengtegraad", "Lab;5,1"], "upload.facilities.header"),
        (["naam;postcode;Naam", "Lab;3511;Lab"], "upload.twice"),
        (["naam;postcode", ";", ""], "upload.no_rows"),
    ],
)
def test_a_table_that_is_none_gives_one_fault(data, lines, key):
    upload = read(data, *lines)
    assert said(upload) == [(None, key)]
    assert upload.rows.empty


def test_a_header_that_is_missing_shows_what_stands_there(data):
    (fault,) = read(data, "Locatie;Adres", "Lab;Dorpsstraat 1").faults
    assert fault.values == {"found": "Locatie | Adres"}


def test_a_loose_quote_is_pointed_at(data):
    lines = ["naam;postcode;bron;soort", "A;3511;x;mbo", '"B;3511;x;mbo', "C;3511;x;mbo"]
    upload = read(data, *lines)
    assert upload.rows["name"].tolist() == ["A"]
    assert (3, "upload.quote") in said(upload)


def test_a_quote_within_a_cell_is_kept(data):
    upload = read(data, "naam;postcode;bron;soort", 'Lab "De Hoek";3511;x;mbo')
    assert upload.rows["name"].tolist() == ['Lab "De Hoek"']
    assert upload.faults == []


GEOJSON = """{"type": "FeatureCollection", "crs": null, "features": [
{"type": "Feature", "geometry": {"type": "Point", "coordinates": [5.1214, 52.0907, 3]},
 "properties": {"Naam": "A", "soort": "TechLab", "bron": "eigen", "id": 3}},
{"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[5, 52], [5.1, 52]]},
 "properties": {"naam": "B", "soort": "mbo"}},
{"type": "Feature", "geometry": null,
 "properties": {"naam": "C", "soort": "mbo", "postcode": 3511, "bron": "eigen"}},
{"type": "Feature", "geometry": {"type": "Point", "coordinates": [136000, 455000]},
 "properties": {"naam": "D", "soort": "mbo"}},
{"type": "Feature", "geometry": {"type": "Point", "coordinates": [5.1]},
 "properties": {"naam": "E", "soort": "mbo"}},
{"type": "Feature", "geometry": {"type": "Point", "coordinates": [5.1, 52.1]},
 "properties": {"naam": ["F"], "soort": "mbo"}},
7
]}"""


def test_points_of_geojson(data):
    upload = read(data, GEOJSON, name="x.geojson")
    assert upload.rows["name"].tolist() == ["A", "C"]
    assert upload.rows["lon"].tolist() == [5.1214, home(data, "3511")["lon"]]
    assert said(upload) == [
        (2, "upload.feature"),
        (4, "upload.rd"),
        (5, "upload.feature"),
        (6, "upload.value"),
        (7, "upload.feature"),
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('{"type": "FeatureCollection", "features": [', "upload.json"),
        ('{"type": "Feature"}', "upload.json.kind"),
        ('{"type": "FeatureCollection", "features": {}}', "upload.json.kind"),
        ("[1, 2]", "upload.json.kind"),
        ("naam;postcode", "upload.json"),
        ('{"features": [NaN]}', "upload.json.number"),
    ],
)
def test_json_that_is_no_list_of_points(data, text, key):
    assert said(read(data, text, name="x.geojson")) == [(None, key)]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_template_itself_is_read_and_gives_no_rows(data, language):
    upload = read(data, facilities_template(language))
    assert upload.rows.empty
    assert said(upload) == [(3, "upload.example"), (4, "upload.example")]
    assert all(fault.notice for fault in upload.faults)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_examples_of_the_template_are_good_rows(data, language):
    filled = facilities_template(language).replace("VOORBEELD", "Lab").replace("EXAMPLE", "Lab")
    upload = read(data, filled)
    assert upload.faults == []
    assert upload.rows["kind"].tolist() == ["techlab", "company"]


def test_the_template_opens_well_in_dutch_excel():
    text = facilities_template("nl")
    assert text.startswith("\ufeff# ")
    assert text.count("\r\n") == text.count("\n") == 4
    assert text.splitlines()[1].split(";") == [words[0] for words in COLUMNS.values()]
    assert "52,0907" in text and "52.0907" in facilities_template("en")


#: Names as they can be seen, with a sign in front that a spreadsheet takes for a formula or not.
NAME = st.builds(
    lambda sign, text: " ".join(f"{sign}Lab {text}".split()),
    st.sampled_from(["", "", "=", "+", "-", "@"]),
    st.text(max_size=30),
)


@pytest.mark.slow
@given(
    names=st.lists(NAME.filter(str.isprintable), min_size=1, max_size=5, unique_by=fold),
    kind=st.sampled_from(["techlab", "Hotspot", "BEDRIJFSSCHOOL"]),
    lat=st.floats(52.0, 52.2),
    language=st.sampled_from(["nl", "en"]),
)
@settings(max_examples=40)
def test_a_filled_in_template_comes_back_as_it_was_filled_in(data, names, kind, lat, language):
    separator, decimal = (";", ",") if language == "nl" else (",", ".")
    places = [f"{lat + row / 1000:.6f}" for row in range(len(names))]
    out = io.StringIO()
    out.write(facilities_template(language))
    csv.writer(out, delimiter=separator).writerows(
        [harmless(name), kind, "Ergens", "", f"5{decimal}2", place.replace(".", decimal), "x", ""]
        for name, place in zip(names, places, strict=True)
    )
    upload = read(data, out.getvalue())
    assert upload.rows["name"].tolist() == names
    assert upload.rows["kind"].eq(kind.lower()).all()
    assert upload.rows["lat"].tolist() == [float(place) for place in places]
    assert said(upload) == [(3, "upload.example"), (4, "upload.example")]


def features(*properties: dict, geometry: dict) -> bytes:
    every = [{"type": "Feature", "properties": one, "geometry": geometry} for one in properties]
    return json.dumps({"type": "FeatureCollection", "features": every}).encode()


POINT = {"type": "Point", "coordinates": [5.12, 52.09]}


def test_a_list_of_one_point_is_a_point(data):
    several = {"type": "MultiPoint", "coordinates": [POINT["coordinates"]]}
    read_one = read_facilities(features({"naam": "A"}, geometry=several), "x.geojson", data)
    assert read_one.rows[["lon", "lat"]].values.tolist() == [[5.12, 52.09]]
    two = {"type": "MultiPoint", "coordinates": [POINT["coordinates"]] * 2}
    assert said(read_facilities(features({"naam": "A"}, geometry=two), "x.geojson", data)) == [
        (1, "upload.feature")
    ]


def test_names_of_properties_are_told_once_where_none_is_the_name(data):
    many = features({"BEDRIJFSNM": "A", "NR": 1}, {"BEDRIJFSNM": "B"}, geometry=POINT)
    (fault,) = read_facilities(many, "x.geojson", data).faults
    assert (fault.row, fault.key) == (None, "upload.json.names")
    assert fault.values == {"found": "BEDRIJFSNM, NR"}
    usual = features({"BEDRIJFSNAAM": "A"}, geometry=POINT)
    assert read_facilities(usual, "x.geojson", data).rows["name"].tolist() == ["A"]
