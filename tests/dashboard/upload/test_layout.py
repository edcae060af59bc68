"""Regions of somebody's own from a table: municipalities, or postcodes, each with its region."""

import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.address.query import default_view, query_of, read
from dashboard.texts import LANGUAGES, texts_in
from dashboard.upload.bounds import MOST_BYTES
from dashboard.upload.faults import fault_words
from dashboard.upload.layout import (
    MOST_ROWS,
    LayoutUpload,
    for_an_address,
    left_out_near,
    read_layout,
)
from dashboard.upload.template import layout_template
from geodata.layouts import LONGEST_NAME, fits, layout_level, parse_layout
from tests.dashboard.upload.test_workbook import workbook

HEADER = "regio;gemeente"


def table(data, *lines: str, encoding: str = "utf-8", name: str = "x.csv") -> LayoutUpload:
    return read_layout("\r\n".join(lines).encode(encoding), name, data)


def said(upload: LayoutUpload) -> list[tuple]:
    return [(fault.row, fault.key.removeprefix("upload.")) for fault in upload.faults]


def test_a_table_of_names_from_dutch_excel(data):
    upload = table(
        data,
        "Regio's van de stamtafels;;",
        "",
        "Regio;Gemeente;Kleur;Wethouder",
        "Súd & West;Súdwest-Fryslân;#C81B60;Jansen",
        "Zeeland;Goes;;",
        "súd & west;De Fryske Marren;c81b60;",
        "Zeeland;Vlissingen;;Pietersen",
        ";Borsele;;",
        encoding="cp1252",
    )
    assert upload.text == "~Súd & West~g1900.1940~c81b60,~Zeeland~g0664.0718"
    assert upload.counts == (2, 2)
    assert said(upload) == [(None, "ignored"), (None, "layout.no_region")]
    assert len(upload.left_out) == len(data.tables.regions_of("municipality")) - 4
    near = left_out_near(upload, data)
    assert "GM0654" in near  # Borsele
    assert "GM0363" not in near  # no part of Noord-Holland takes part


def test_codes_as_a_spreadsheet_keeps_them(data):
    rows = [("Municipality code", "Municipality", "Region"), (14, "Groningen", "North")]
    upload = read_layout(workbook(*rows, ("GM0363", None, "West")), "r.xlsx", data)
    assert (upload.text, upload.faults) == ("~North~g0014,~West~g0363", [])


def test_postcodes_of_any_kind_make_ranges(data):
    upload = table(
        data,
        *("naam regio,postcode", "Walcheren,4331", "Walcheren,4332 AB", "Walcheren,4333-4338"),
        *("Goes,4461", "Walcheren,4331CD"),
    )
    assert upload.text == "~Walcheren~p4331-4338,~Goes~p4461"
    assert (upload.areas, upload.faults) == ("postcode", [])
    near = left_out_near(upload, data)
    assert "GM0664" not in near  # Goes
    assert "GM0677" in near  # Hulst


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Noord;Atlantis", "municipality"),
        ("Noord;GM9999", "municipality"),
        ("Noord;GM0738", "municipality.ended"),
        ("Noord;Aalburg", "municipality.ended"),
        ("Noord;Brielle", "municipality.joined"),
        ("Noord;Domburg", "municipality.place"),
        ("Noord;Bergen", "municipality.several"),
        ("Noord;", "layout.empty"),
        ("Zuid;Goes", "layout.twice"),
        ("~,/;Veere", "layout.name"),
        (f"{'n' * (LONGEST_NAME + 1)};Veere", "layout.name"),
        ("Noord;Veere;Limburg;rood", "layout.colour"),
        ("Zee;Veere;;1f77b4", "layout.colours"),
        ("Noord;Veere;;;GM0664", "municipality.other"),
    ],
)
def test_one_bad_row_is_told_and_makes_no_layout(data, line, key):
    upload = table(data, "regio;gemeente;provincie;kleur;code gemeente", "Zee;Goes;;c81b60", line)
    assert said(upload) == [(3, key)]
    assert (upload.regions, upload.left_out) == ((), ())


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("A;12345", "postcode"),
        ("A;0123", "postcode"),
        ("A;", "layout.no_postcode"),
        ("A;1000", "layout.postcode"),
        ("A;1000-1005", "layout.postcode"),
        ("B;4331", "layout.twice"),
    ],
)
def test_one_bad_postcode_is_told_too(data, line, key):
    upload = table(data, "regio;postcode", "A;4331", line)
    assert (said(upload), upload.regions) == ([(3, key)], ())


def test_names_of_several_are_told_apart_by_province(data):
    for line in ("L;Bergen;Limburg", "L;Bergen (L.);", "L;Bergen (Limburg);", "L;bergen;PV31"):
        assert table(data, f"{HEADER};provincie", line).text == "~L~g0893", line
    for line in ("L;Bergen;Utrecht", "L;Bergen (U.);"):
        assert said(table(data, f"{HEADER};provincie", line)) == [(2, "municipality.several")]


def test_other_names_and_an_old_code_are_understood(data):
    upload = table(
        data,
        *(HEADER, "A;Den Bosch", "A;Gemeente Utrecht", "A;Groningen (gemeente)", "A;GM1921"),
    )
    assert upload.text == "~A~g0014.0344.0796.1940"
    assert said(upload) == [(5, "municipality.renumbered")]
    assert upload.faults[0].notice


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (["naam;gemeente", "A;Goes"], "layout.header"),
        (["regio;naam", "A;Goes"], "layout.header"),
        (['{"type": "FeatureCollection"}'], "layout.json"),
        ([HEADER], "no_rows"),
        ([HEADER, ";Goes", ";Veere"], "layout.none"),
        ([HEADER, *["A;Goes"] * (MOST_ROWS + 1)], "rows"),
        ([HEADER, '"A;Goes'], "quote"),
    ],
)
def test_a_table_that_is_none_makes_no_layout(data, lines, key):
    upload = table(data, *lines)
    assert f"upload.{key}" in [fault.key for fault in upload.faults if not fault.notice]
    assert upload.regions == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_in_template_is_read(data, language):
    content = layout_template(data, language)
    empty = read_layout(content.encode(), "sjabloon.csv", data)
    assert said(empty) == [(None, "layout.none"), (None, "layout.no_region")]
    mark = ";" if language == "nl" else ","
    filled = content.replace(f"\n{mark}Goes", f"\nZuid{mark}Goes")
    upload = read_layout(filled.encode(), "sjabloon.csv", data)
    assert upload.text == "~Zuid~g0664"
    assert content.count("\n") == 2 + len(data.tables.regions_of("municipality"))


def test_a_layout_of_all_the_country_fits_in_a_link_and_one_of_postcodes_does_not(data):
    towns = data.tables.regions_of("municipality")["code"].tolist()
    lines = [f"{data.tables.parents[code, 'labour_region']};{code}" for code in towns]
    upload = for_an_address(table(data, HEADER, *lines))
    assert len(upload.regions) == 35
    assert upload.left_out == ()
    codes = data.tables.regions_of("postcode")["code"].tolist()
    every = [f"{row % 2};{code}" for row, code in enumerate(codes)]
    large = table(data, "regio;postcode", *every)
    assert len(large.regions) == 2
    refused = for_an_address(large)
    assert (said(refused), refused.regions) == ([(None, "layout.long")], ())


NAMES = [
    "Noord",
    "noord ",
    "Súd",
    "=1+1",
    "<b>x</b>",
    "",
    "a,b",
    "~",
    "n" * 50,
    "VOORBEELD",
    "totaal",
]
PLACES = ["Goes", "GM0677", "677", "Veere", "Bergen", "Brielle", "", "Nergens", "Utrecht", "GM0738"]
POSTCODES = ["4331", "4331 AB", "4331-4338", "4461", "0000", "1011", "x", ""]
#: So many that some tables are good.
GOOD = {
    "gemeente": ["Goes", "GM0677", "Veere", "Vlissingen", "Tholen", "Kapelle"],
    "postcode": ["4331", "4335 AB", "4341-4353", "4461", "4531", "4551"],
}


@st.composite
def tables(draw) -> bytes:
    """A table of municipalities or postcodes, mostly good, in any notation."""
    word = draw(st.sampled_from(["gemeente", "postcode"]))
    areas = GOOD[word]
    if draw(st.booleans()):
        areas = areas + {"gemeente": PLACES, "postcode": POSTCODES}[word]
    names = draw(st.sampled_from([["Noord", "Súd & zo", "=1+1"], NAMES]))
    rows = draw(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(areas)), max_size=6))
    rows = draw(st.sampled_from([rows, list({area: name for name, area in rows}.items())]))
    pairs = [(name, area) if name in names else (area, name) for name, area in rows]
    if draw(st.booleans()):
        return workbook(("regio", word), *pairs)
    out = io.StringIO()
    separator = draw(st.sampled_from([";", ",", "\t"]))
    csv.writer(out, delimiter=separator).writerows([("regio", word), *pairs])
    return out.getvalue().encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])))


@pytest.mark.slow
def test_any_table_is_a_layout_or_messages_and_comes_back_from_its_address(data):
    made = []

    @settings(max_examples=120)
    @given(tables() | st.binary(max_size=200).map(lambda some: HEADER.encode() + b"\n" + some))
    @example(b"")
    @example(b"PK\x03\x04")
    @example(b"\xff\xfe")
    @example(b"a" * (MOST_BYTES + 1))
    def any_table(content):
        upload = read_layout(content, "x.csv", data)
        is_wrong = any(not fault.notice for fault in upload.faults)
        assert is_wrong == (not upload.regions)
        for fault in upload.faults:
            for language in LANGUAGES:
                assert 0 < len(fault_words(fault, texts_in(language))) < 600
        if is_wrong:
            assert upload.left_out == ()
            return
        made.append(upload)
        assert fits(upload.text)
        assert parse_layout(upload.text) == upload.regions
        usual = default_view(data)
        view = usual.but(layout=upload.text, picked_level="own")
        assert read(query_of(view, usual), data) == (view, [])
        regions = data.tables.regions_of(layout_level(upload.text))
        assert regions["name"].tolist() == [region.name for region in upload.regions]
        inside = set(data.tables.regions_of(upload.areas)["code"]) - set(upload.left_out)
        assert inside
        assert len(inside) + len(upload.left_out) == len(data.tables.regions_of(upload.areas))

    any_table()
    # Among these were good ones.
    assert {upload.areas for upload in made} == {"municipality", "postcode"}
    assert max(len(upload.regions) for upload in made) > 1
