"""A region of somebody's own answers on every face, as every other region."""

from io import BytesIO
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import numpy as np
import pytest
from openpyxl import load_workbook

from dashboard.address.context import Context
from dashboard.address.portrait import portrait_of
from dashboard.address.portrait import read as read_portrait
from dashboard.address.query import default_view, query_of, read
from dashboard.export.view_slide import view_deck
from dashboard.figures.answer import answer
from dashboard.palette import own_line
from dashboard.texts import texts_in
from geodata.analysis.coverage import coverage
from geodata.analysis.siting import least_loss
from geodata.errors import DataError
from geodata.layouts import LONGEST_NAME, level_of, members_of, parse_region, plain_name
from tests.support.colours import contrast
from tests.support.scripts import run

NAME = 'Zee & "Land" =1'
TOWNS = ("GM0677", "GM0715", "GM1714")
REGION = f"~{NAME}~g{'.'.join(code[2:] for code in TOWNS)}~c81b60"
POSTCODES = "~Walcheren~p4331-4338.4341"
LAYOUT = f"{REGION},~Noord~g1695.1676"


def figures(data, code):
    question = default_view(data).question
    region = data.region(code)
    return coverage(data.tables, question, region.level).iloc[region.position]


def test_its_figures_are_those_of_its_areas(data):
    frame = coverage(data.tables, default_view(data).question, "municipality").set_index("code")
    towns, own = frame.loc[list(TOWNS)], figures(data, REGION)
    for column in ("young_people", "covered", "only_dp", "not_covered"):
        assert own[column] == pytest.approx(towns[column].sum()), column
    weighted = np.average(towns["mean_km"], weights=towns["young_people"])
    assert own["mean_km"] == pytest.approx(weighted)
    columns = ["young_people", "covered", "share", "mean_km", "p90_km", "choices"]
    one = figures(data, "~Alleen~g0677")
    assert one[columns].tolist() == frame.loc["GM0677", columns].tolist()


def zeeland(data) -> str:
    """All of a province as a region of one's own."""
    towns = [code for (code, level), up in data.tables.parents.items() if up == "PV29"]
    towns = {code for code in towns if code.startswith("GM")}
    return f"~Heel Zeeland~g{'.'.join(sorted(code[2:] for code in towns))}"


def test_all_of_a_province_is_the_province(data):
    view, whole = default_view(data), zeeland(data)
    own, province = answer(data, view, whole), answer(data, view, "PV29")
    assert (own.sites, own.dots) == (province.sites, province.dots)
    assert own.share == pytest.approx(province.share)
    assert own.p90_m == province.p90_m


@pytest.mark.slow
def test_a_suggestion_looks_in_it(data):
    question = default_view(data).question
    own, province = (
        least_loss(data.tables, question, 2, code).places for code in (zeeland(data), "PV29")
    )
    assert own.equals(province)
    with pytest.raises(DataError):
        least_loss(data.tables, question, 1, "stamtafels~noord")


def test_it_has_the_same_figures_in_a_layout(data):
    frame = coverage(data.tables, default_view(data).question, f"own:{LAYOUT}").set_index("code")
    for column in ("young_people", "covered", "mean_km", "p90_km", "choices"):
        assert frame.loc[REGION, column] == figures(data, REGION)[column], column


def test_postcode_areas_make_one_too(data):
    frame = coverage(data.tables, default_view(data).question, "postcode").set_index("code")
    codes = [code for code in frame.index if "4331" <= code <= "4338" or code == "4341"]
    assert figures(data, POSTCODES)["young_people"] == pytest.approx(
        frame.loc[codes, "young_people"].sum()
    )


def test_areas_that_are_no_more_are_told(data):
    view, ignored = read(f"?gebied={quote('~Zeeland~g0677.9999')}", data)
    assert view.region == "~Zeeland~g0677"
    assert ignored == ["gebied=9999"]
    for bad in ("~Zeeland~g9999", "~A~g0677,~B~g0677", "~x~p0001"):
        name = "indeling" if "," in bad else "gebied"
        assert read(f"?{name}={quote(bad)}", data)[1] == [name], bad
    assert data.known_region("~Zeeland~g9999") is None
    assert data.known_region("stamtafels~noord") is None


def test_a_view_of_it_survives_its_address(data):
    view = default_view(data).but(
        region=REGION, compared=(POSTCODES,), layout=LAYOUT, picked_level="own"
    )
    assert read(query_of(view, default_view(data)), data) == (view, [])
    assert view.level == level_of(REGION).replace(REGION, LAYOUT)


@pytest.mark.slow
def test_every_face_names_it_and_none_takes_it_for_code(client, update):
    asked = f"gebied={quote(REGION)}"
    told = update(f"?{asked}&vergelijk={quote(POSTCODES)}&indeling={quote(LAYOUT)}&per=eigen")
    assert NAME in told["title"]
    assert 'Zee &amp; "Land" =1' in told["parts"]["answer"]
    assert "Walcheren" in told["parts"]["answer"]
    outline = client.get(told["messages"]["areas"]["focus"]["outline"]["geometry"])
    [area] = outline.json["objects"]["areas"]["geometries"]
    assert (area["properties"]["n"], outline.status_code) == (NAME, 200)
    for path in (
        f"/?{asked}",
        f"/?{asked}&weergave=scherm",
        f"/regio/eigen/{quote(REGION)}",
        f"/embed?{asked}",
        f"/kaart.svg?indeling={quote(LAYOUT)}&per=eigen",
        f"/download.geojson?indeling={quote(LAYOUT)}&per=eigen",
        f"/scherm.json?{asked}&kaart=werk&per=eigen&indeling={quote(LAYOUT)}",
        f"/scherm.json?{asked}&kaart=werk-en-aanbod&stel=stop:13OR01",
        f"/curve.csv?{asked}",
    ):
        found = client.get(path)
        assert found.status_code == 200, path
        assert NAME.encode() not in found.data, path
        assert b"Land" in found.data, path
    slide = ZipFile(BytesIO(client.get(f"/dia.pptx?{asked}").data))
    assert b"Zee &amp; " in slide.read("ppt/slides/slide1.xml")
    assert client.get(f"/regio/eigen/{quote(POSTCODES)}?taal=en").status_code == 200
    csv = client.get(f"/download.csv?indeling={quote(LAYOUT)}&per=eigen").text
    assert "Noord" in csv


def test_its_colour_is_a_line_that_can_be_seen(client, update, data):
    """On map, wall and slide; never the fill of a class."""
    for colour in ("ffe14d", "c81b60", "ffffff", "000000"):
        assert contrast(own_line(colour), "#ffffff") >= 3
    assert own_line("c81b60") == "#c81b60"
    yellow = own_line("ffe14d")
    region, layout = f"{POSTCODES}~ffe14d", f"{POSTCODES}~ffe14d,~Noord~p9711"
    for asked in (f"gebied={quote(region)}", f"indeling={quote(layout)}&per=eigen"):
        outline = update(f"?{asked}")["messages"]["areas"]["focus"]["outline"]
        assert outline["colours"] == {"0": yellow}
        drawn = client.get(f"/kaart.svg?{asked}").text
        assert f'stroke="{yellow}"' in drawn
        assert f'fill="{yellow}"' not in drawn
    wall = update(f"?gebied={quote(region)}&weergave=scherm")["parts"]["screen"]
    assert f"border-color:{yellow}" in wall.replace(" ", "")
    context = Context(data, default_view(data).but(region=region))
    bar, *_ = view_deck(context, "https://site.nl/")["slides"][0]["parts"]
    assert (bar["kind"], bar["colour"]) == ("bar", yellow)
    plain = view_deck(context.but(region=POSTCODES), "https://site.nl/")["slides"][0]["parts"]
    assert "bar" not in [part["kind"] for part in plain]


def test_its_line_is_drawn_whatever_it_is_called(client):
    """Elements are used by their ids, which have no spaces."""
    drawn = fromstring(client.get(f"/kaart.svg?gebied={quote(REGION)}").data)
    ids = {one.get("id") for one in drawn.iter() if one.get("id")}
    used = {one.get("href")[1:] for one in drawn.iter() if one.get("href", "").startswith("#")}
    assert "kaart-line-own" in used
    assert used <= ids
    assert not [one for one in ids if not one.replace("-", "").isalnum()]


@pytest.mark.slow
def test_it_stands_beside_another_in_its_portrait(client, data):
    others = (POSTCODES, "~Noord & co~g1695.1676")
    page = client.get(f"/regio/eigen/{quote(REGION)}?naast={quote(','.join(others))}").text
    heads = page.split('id="vergelijking"')[1].split("</thead>")[0]
    assert "Walcheren" in heads and "Noord &amp; co" in heads
    assert texts_in("nl")("notice.ignored", names="naast") not in page
    view = default_view(data).but(region=REGION, compared=others)
    there = read_portrait("eigen", REGION, urlsplit(portrait_of(data, view)).query, data)
    assert there.beside == others


@pytest.mark.slow
def test_files_of_numbers_and_shapes_have_it(client):
    """A workbook and a GeoPackage; of slides and drawings see above."""
    layout = f"indeling={quote(LAYOUT)}&per=eigen"
    sheet = load_workbook(BytesIO(client.get(f"/download.xlsx?{layout}").data)).worksheets[0]
    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert cells[NAME] == "s"
    package = client.get(f"/download.gpkg?{layout}").data
    assert package.startswith(b"SQLite format 3") and NAME.encode() in package
    assert client.get(f"/oembed?url={quote(f'http://localhost/?{layout}')}").status_code == 200


def test_a_name_that_is_a_formula_is_text(client):
    layout = quote("~=HYPERLINK(1)~g0677")
    csv = client.get(f"/download.csv?indeling={layout}&per=eigen").text
    assert "'=HYPERLINK(1)" in csv
    rows = client.get(f"/api/v1/coverage?code={layout}&format=csv").text
    assert "'=HYPERLINK(1)" in rows


def test_programs_ask_it_too(client):
    rows = client.get(f"/api/v1/coverage?code={quote(LAYOUT)}").json["rows"]
    assert [(row["level"], row["name"]) for row in rows] == [("own", NAME), ("own", "Noord")]
    for operation in ("reach-by-year", "sector-years", "examples"):
        rows = client.get(f"/api/v1/{operation}?code={quote(REGION)}").json["rows"]
        assert {row["level"] for row in rows} <= {"own"}, operation
    for bad in ("by=own", f"code={quote(REGION + ',GM0363')}", "code=~A~g0677,~B~g0677"):
        assert client.get(f"/api/v1/coverage?{bad}").status_code == 400, bad


def test_the_browser_writes_and_reads_it_as_the_server_does(data):
    chosen = {
        "municipality": ["GM1714", "GM0677"],
        "postcode": ["4331", "4332", "4333", "4335", "4341", "1011"],
    }
    for level, codes in chosen.items():
        every = data.tables.regions_of(level)["code"].tolist()
        written, read_back = run(
            """const { areasOf, membersOf, plainName, readCode, regionCode } =
              await import("./region/code.mjs");
            const { level, codes, every } = given;
            const name = plainName(" Zee, & <land>~ {x} ", 12);
            const code = regionCode(name, level, membersOf(level, codes, every), "c81b60");
            return [code, areasOf(level, readCode(code).members, every)];""",
            level=level,
            codes=codes,
            every=every,
        )
        region = parse_region(written)
        assert region.members == members_of(level, codes, every)
        assert (region.name, region.areas, region.colour) == ("Zee & land x", level, "c81b60")
        assert read_back == sorted(codes)


def test_a_name_that_the_browser_takes_is_one_for_the_server():
    odd = [
        *("A\u200bB", "Zacht\u00adstreepje", "👩\u200d🏫 school", "A \u200b B", "\ufeffNoord"),
        *("twee\nregels", "Zee\u2028land", "vast\u00a0gat", "een  twee", " \u0007 ", "~/{}"),
        *("é" * 50, "x" * 39 + " y", "\u0301los", "\U000e0041", "\ue000eigen"),
    ]
    names = run(
        """const { plainName } = await import("./region/code.mjs");
        return given.odd.map((text) => plainName(text, given.longest));""",
        odd=odd,
        longest=LONGEST_NAME,
    )
    assert [name for name in names if name and plain_name(name) != name] == []
    assert names[:3] == ["AB", "Zachtstreepje", "👩🏫 school"]
    assert names.count("") == 3


def test_a_line_is_around_what_lies_in_it():
    assert run(
        """const { isInside } = await import("./region/lasso.mjs");
        const { middleOf } = await import("./region/chosen.mjs");
        const ring = [[0, 0], [10, 0], [10, 10], [5, 4], [0, 10]];
        const square = [[0, 0], [4, 0], [4, 2], [0, 2], [0, 0]];
        const small = square.map(([x, y]) => [x / 9 + 50, y]);
        const middle = middleOf({ geometry: { coordinates: [[small], [square]] } });
        return [[[2, 2], [5, 8], [11, 1]].map((at) => isInside(at, ring)), middle];"""
    ) == [[True, False, False], [2, 1]]
