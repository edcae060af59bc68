"""The open data interface: the same numbers as everywhere else, in forms that others can use."""

import csv
import gzip
import io
import json
import re
from dataclasses import replace

import brotli
import numpy as np
import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard import create_app
from dashboard.address.context import Context
from dashboard.address.query import default_view
from dashboard.api import answers
from dashboard.api.operations import operations
from dashboard.api.parameters import Query
from dashboard.api.problems import STATUS
from dashboard.api.sources import SECTORS
from dashboard.data import CARIBBEAN, Data
from dashboard.figures.answer import answer
from dashboard.page import method
from dashboard.settings import Settings
from geodata.__main__ import main
from geodata.analysis.candidates import technology_by_track
from geodata.analysis.coverage_table import COLUMNS
from geodata.analysis.examples import LEAST_CANDIDATES
from geodata.analysis.labour import latest
from geodata.vocabulary import LEVELS, PROFILES, TRACKS
from tests.support.grid import country
from tests.support.patience import patiently
from tests.support.shipped import NEWEST

ROOT = "/api/v1"


def rows(api: FlaskClient, address: str) -> list[dict]:
    found = api.get(f"{ROOT}/{address}")
    assert found.status_code == 200, found.text
    return found.json["rows"]


# ---- the same question, the same number ---------------------------------------------------------

#: Profiles, tracks, threshold, distance, speed, level, year, population.
QUESTIONS = [
    ("hard", "BB,KB", "10km", "straight", 16, level, "2023-2024", 2021) for level in LEVELS
] + [
    ("broad", "BB,KB,GL", "7.5km", "straight", 16, "province", "2018-2019", 2021),
    ("allhard", "BB", "15km", "straight", 16, "sto", "2021-2022", 2025),
    ("PIE", "KB", "7km", "cycle", 16, "postcode", "2023-2024", 2025),
    ("BWI,PIE", "GL", "45min", "cycle", 20, "corop", "2022-2023", 2025),
    ("vbo", "GL", "4km", "straight", 16, "rmc", "2023-2024", 2021),
    ("vmbo", "BB,KB", "15min", "cycle", 16, "labour_region", "2018-2019", 2025),
    ("dp", "BB,KB", "40km", "cycle", 16, "municipality", "2023-2024", 2021),
]
NAMES = ("profiles", "tracks", "max", "distance", "speed", "by", "year", "population")


def address(asked: tuple) -> str:
    return "coverage?" + "&".join(
        f"{name}={value}" for name, value in zip(NAMES, asked, strict=True)
    )


def printed(capsys, asked: tuple, form: str) -> str:
    options = [f"--{name}={value}" for name, value in zip(NAMES, asked, strict=True)]
    assert main(["coverage", *options, f"--format={form}"]) == 0
    return capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: "-".join(map(str, asked)))
def test_the_command_line_prints_the_same(api, capsys, asked):
    found = api.get(f"{ROOT}/{address(asked)}&format=csv")
    assert found.mimetype == "text/csv"
    assert found.text == printed(capsys, asked, "csv")
    assert found.text.splitlines()[0] == ",".join(COLUMNS)
    in_json = api.get(f"{ROOT}/{address(asked)}").json
    assert in_json["rows"] == json.loads(printed(capsys, asked, "json"))


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_command_line_prints_the_same_scenario(api, capsys, form):
    changes = "changes=stop:13OR01.mt,start:4501.mt,move:25GV07.3311"
    found = api.get(f"{ROOT}/scenario?{changes}&profiles=MT&by=province&format={form}")
    typed = ("--stop=13OR01:MT", "--start=4501:M&T", "--move=25GV07:3311", "--profiles=MT")
    assert main(["scenario", *typed, "--by=province", f"--format={form}"]) == 0
    printed = capsys.readouterr().out
    if form == "csv":
        assert found.text == printed
    else:
        assert found.json["rows"] == json.loads(printed)
        zeeland = next(row for row in found.json["rows"] if row["code"] == "PV29")
        assert zeeland["lost"] > 1_000 and zeeland["gained"] > 1_000


@pytest.mark.slow
@pytest.mark.usefixtures("read_once")
def test_the_command_line_prints_the_same_competition(api, capsys):
    asked = "competition?profiles=MT&by=province&changes=stop:13OR01.mt"
    found = api.get(f"{ROOT}/{asked}&format=csv").text
    assert main(["competition", "--profiles=MT", "--by=province", "--stop=13OR01:MT"]) == 0
    assert found == capsys.readouterr().out
    zeeland = rows(api, f"{asked}&code=PV29")[0]
    assert zeeland["balanced_low_before"] > 0 == zeeland["balanced_high_after"]


def asking(api, address):
    """A suggestion is made by a process that lets everything else on a machine go first."""
    return patiently(lambda: api.get(address), lambda told: told.headers)


@pytest.mark.slow
@pytest.mark.usefixtures("read_once")
def test_the_command_line_suggests_the_same(api, capsys):
    query = "profile=MT&count=2&region=PV29&max=12km&changes=stop:13OR01.mt&forecast=2030"
    typed = ["suggest", "--profile=M&T", "--count=2", "--region=PV29", "--max=12km"]
    typed += ["--stop=13OR01:MT", "--forecast=2030"]
    for choice, option in (("best", ()), ("runner_up", ("--runner-up",))):
        assert main([*typed, *option]) == 0
        printed = capsys.readouterr().out
        asked = f"{ROOT}/suggest?{query}&choice={choice}"
        assert asking(api, f"{asked}&format=csv").text == printed
        assert main([*typed, *option, "--format=json"]) == 0
        found = asking(api, f"{asked}&taal=en").json
        assert found["rows"] == json.loads(capsys.readouterr().out)
        assert len(found["rows"]) == 2 and found["rows"][1]["total"] > 1_000
        assert found["notes"] == ["This is a proposal, not advice."]
    assert "cbs-70072ned-2025" in {source["id"] for source in found["source"]}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ("", "stop:13OR01.mt"),
        ("?changes=", "stop:13OR01.mt"),
        ("?changes=stop:4501.mt", "stop:13OR01.mt"),
        ("?changes=stop:13OR01.mt,start:52.1,3.2.mt", "stop:13OR01.mt"),
        ("?changes=" + ",".join(["stop:13OR01.mt"] * 500), "3000"),
        ("?changes=" + ",".join(f"start:{1011 + at}.mt" for at in range(21)), "20"),
        ("?changes=stop:99XX99.mt", "no site with this code"),
        ("?changes=start:1000.mt", "no postcode area with this code"),
        ("?changes=stop:13OR01.mvi", "nothing there"),
        ("?changes=move:13OR01.13OR01", "there already"),
    ],
)
def test_a_change_that_cannot_be_is_no_answer(api, changes, said):
    found = api.get(f"{ROOT}/scenario{changes}", headers={"Accept-Language": "en"})
    assert found.status_code in (400, 414)
    assert said in found.json["detail"]


@pytest.mark.parametrize("level", LEVELS[1:])
def test_the_screen_shows_the_same(api, data, level):
    view = default_view(data).but(
        profiles="PIE", measure="minutes", minutes=35, speed=20, population=2025
    )
    here = pd.DataFrame(
        rows(
            api,
            f"coverage?profiles=PIE&max=35min&distance=cycle&speed=20&population=2025&by={level}",
        )
    )
    there = view.kind.figures(data.tables, view, level)
    assert here["code"].tolist() == there["code"].tolist()
    for column in COLUMNS[3:]:
        np.testing.assert_allclose(
            here[column].astype(float), there[column].astype(float), atol=5e-5
        )


@pytest.mark.parametrize("code", ["NL", "PV29", "GM0855", "sto-twente", "4511"])
def test_one_region_is_the_panel_of_that_region(api, data, code):
    (row,) = rows(api, f"coverage?code={code}")
    shown = answer(data, default_view(data), code)
    assert row["code"] == code and row["level"] == data.level_of(code)
    assert row["share"] == pytest.approx(shown.share, abs=5e-5)
    assert row["young_people"] == pytest.approx(shown.young, abs=5e-5)
    assert row["mean_km"] * 1000 == pytest.approx(shown.mean_m, abs=0.05)


def test_the_published_yardstick(api):
    (row,) = rows(api, "coverage")
    assert row["share"] == pytest.approx(94.1, abs=0.6)


def test_several_regions_come_in_the_order_of_the_table_and_once(api):
    found = rows(api, "coverage?code=GM0344,GM0153,GM0344")
    assert [row["code"] for row in found] == ["GM0153", "GM0344"]


def test_a_figure_that_is_missing_is_null_and_never_nought(api, data):
    young = data.tables.homes.groupby("postcode")["young_2021"].sum()
    empty = young.index[young == 0][0]
    (row,) = rows(api, f"coverage?code={empty}")
    assert row["young_people"] == 0 and row["share"] is None
    (line,) = csv.DictReader(io.StringIO(api.get(f"{ROOT}/coverage?code={empty}&format=csv").text))
    assert line["share"] == ""


def test_candidates_of_schools_that_no_file_has_are_not_none(api):
    asked = f"sector-years?code={CARIBBEAN},sto-twente"
    of = {code: [] for code in (CARIBBEAN, "sto-twente")}
    for row in rows(api, asked):
        of[row["code"]].append((row["low"], row["high"]))
    assert {*of[CARIBBEAN]} == {(None, None)}
    assert all(isinstance(number, int) for both in of["sto-twente"] for number in both)


@pytest.mark.parametrize(
    "asked", ["coverage?", "scenario?changes=stop:13OR01.mt&profiles=MT&", "competition?"]
)
def test_where_nobody_was_counted_it_is_not_said_that_nobody_lives(api, asked):
    (row,) = rows(api, f"{asked}code={CARIBBEAN}")
    figures = row.keys() - {"level", "code", "name"}
    assert len(figures) >= 6 and {row[name] for name in figures} == {None}
    (line,) = csv.DictReader(
        io.StringIO(api.get(f"{ROOT}/{asked}code={CARIBBEAN}&format=csv").text)
    )
    assert {line[name] for name in figures} == {""}


@pytest.mark.parametrize(
    ("typed", "meant"), [("PIE,BWI", "BWI,PIE"), ("MTR", "MT"), ("MTE,DP", "MAT,DP"), ("DP", "dp")]
)
def test_codes_of_profiles_come_in_the_usual_order(api, typed, meant):
    found = api.get(f"{ROOT}/coverage?profiles={typed}").json
    assert found["question"]["profiles"] == meant
    assert found["rows"] == rows(api, f"coverage?profiles={meant}")


# ---- other tables -------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["GM0344", "PV29", "sto-twente", "NL"])
@pytest.mark.parametrize("profiles", ["hard", "vbo", "PIE"])
def test_sites_are_the_offers_of_the_region(api, data, code, profiles):
    found = rows(api, f"sites?code={code}&profiles={profiles}&year=2022-2023&tracks=BB,GL")
    wanted = {"hard": ("BWI", "PIE", "MT"), "PIE": ("PIE",), "vbo": PROFILES}[profiles]
    tracks = TRACKS if profiles == "vbo" else ("BB", "GL")
    low, high = data.tables.offer_range("2022-2023", tracks, wanted)
    inside = data.sites_in(code)
    assert sum(row["low"] for row in found) == low[:, inside].sum() > 0
    assert sum(row["high"] for row in found) == high[:, inside].sum()
    sites = data.tables.sites["code"][inside & (high > 0).any(axis=0)]
    assert {row["code"] for row in found} == set(sites)


def test_a_masked_number_is_one_to_four(api, data):
    found = pd.DataFrame(rows(api, "sites?profiles=vbo"))
    masked = found["low"] < found["high"]
    assert masked.sum() == data.tables.offers.query("year == @NEWEST")["masked"].sum() > 0
    assert set(found["low"][masked]) == {1} and set(found["high"][masked]) == {4}


def test_a_combined_programme_is_an_offer_of_each_profile_and_its_candidates_one_row(api, data):
    found = pd.DataFrame(rows(api, "sites?profiles=hard&code=GM0034")).set_index("code")
    mine = found.loc["01FP00", ["profile", "track", "combined", "low", "high"]]
    unknown = mine["low"].isna()
    assert set(mine["combined"]) == {"BP"}
    assert set(mine["profile"][unknown]) == {"BWI", "PIE"}
    assert mine[~unknown].to_numpy().tolist() == [
        ["BP", "BB", "BP", 1, 4],
        ["BP", "KB", "BP", 8, 8],
    ]
    (alone,) = {row["combined"] for row in rows(api, "sites?profiles=PIE&code=GM0034")}
    assert alone == "BP"
    text = api.get(f"{ROOT}/sites?profiles=PIE&code=GM0034&format=csv").text
    assert "01FP00" in text and ",PIE,KB,2024-2025,BP,," in text


def test_a_site_with_a_code_of_any_level(api):
    both = rows(api, "sites?code=GM0344,PV29")
    assert len(both) == len(rows(api, "sites?code=GM0344")) + len(rows(api, "sites?code=PV29"))


@pytest.mark.parametrize(
    ("indicator", "level"),
    [("technical_jobs", "corop"), ("ww_share", "municipality"), ("tightness", "labour_region")],
)
def test_indicators_are_the_newest_of_the_table(api, data, indicator, level):
    found = rows(api, f"indicators?indicator={indicator}&by={level}")
    there = latest(data.tables, indicator, level)
    assert [row["code"] for row in found] == there.index.tolist()
    assert [row["value"] for row in found] == [
        None if np.isnan(value) else pytest.approx(value) for value in there["value"]
    ]
    assert [row["note"] for row in found] == there["note"].tolist()
    assert {row["period"] for row in found} == set(there["period"])


def test_indicators_of_all_periods(api, data):
    found = rows(api, "indicators?period=all&by=province")
    assert len(found) == (data.tables.indicators["level"] == "province").sum()
    newest = rows(api, "indicators?by=province")
    assert 0 < len(newest) < len(found)


@pytest.mark.parametrize("level", LEVELS)
def test_regions_of_every_level(api, data, level):
    found = rows(api, f"regions?by={level}")
    assert [row["code"] for row in found] == data.tables.regions_of(level)["code"].tolist()
    assert all(row["official"] is (level != "sto") for row in found)


def test_what_can_be_asked_can_be_asked(api, data):
    levels = rows(api, "levels")
    assert {row["code"]: row["regions"] for row in levels} == {
        level: len(data.tables.regions_of(level)) for level in LEVELS
    }
    for row in rows(api, "profiles"):
        assert rows(api, f"coverage?profiles={row['code']}")
    years = rows(api, "years")
    assert [row["year"] for row in years] == data.tables.years
    assert years[-1]["sites"] == 548


def test_names_follow_the_language(api):
    assert rows(api, "levels?taal=nl")[6]["name"] == "gemeente"
    assert rows(api, "levels?taal=en")[6]["name"] == "municipality"
    by_header = api.get(f"{ROOT}/levels", headers={"Accept-Language": "en-GB,en;q=0.8"})
    assert by_header.json["rows"][6]["name"] == "municipality"
    assert by_header.headers["Content-Language"] == "en"


# ---- where it comes from ------------------------------------------------------------------------

EXAMPLES = [
    "coverage",
    "coverage?by=sto",
    "coverage?by=postcode&population=2025",
    "coverage?distance=cycle",
    "sites",
    "indicators?by=corop",
    "regions?by=province",
    "years",
]


def test_the_sectors_of_a_region_are_those_of_its_portrait(api, data):
    found = api.get(f"{ROOT}/sector-years?code=sto-zeeland").json
    region = data.region("sto-zeeland")
    here = technology_by_track(data.tables, region.level, region.position)
    series = pd.DataFrame(found["rows"])
    assert len(series) == len(here) == 11 * 4
    for name in ("year", "track", "low", "high"):
        assert series[name].tolist() == here[name].tolist()
    for name in ("share_low", "share_high"):
        assert series[name].tolist() == pytest.approx(here[name].tolist())
    editions = [one["id"] for one in found["source"] if one["id"].startswith(SECTORS)]
    assert len(editions) == 3


def test_examples_say_what_grew_and_nothing_of_what_did_not(api, data):
    grown = rows(api, "examples?code=sto-twente,sto-zuid-friesland")
    assert grown and all(row["code"] != row["example_code"] for row in grown)
    for row in grown:
        assert row["example_name"] == data.region(row["example_code"]).name
        grew = [row[f"{what}_site"] is not None for what in ("reach", "candidates")]
        assert any(grew)
        assert grew[0] == (row["reach_year_after"] is not None)
        assert grew[1] == (row["candidates_more"] is not None)
        assert not grew[1] or row["candidates_more"] >= LEAST_CANDIDATES
    assert rows(api, "examples?code=NL") == []


@pytest.mark.parametrize("asked", EXAMPLES)
def test_every_answer_names_its_sources(api, data, asked):
    found = api.get(f"{ROOT}/{asked}").json
    known = {source["id"]: source for source in data.manifest["sources"]}
    assert found["source"]
    for source in found["source"]:
        assert source["licence"] == known[source["id"]]["licence"]
        assert source["date"] == known[source["id"]]["reference_date"]
        assert source["title"] and source["publisher"]
    assert found["method"].endswith(".")
    assert re.fullmatch(r"1\.0\.0\+[0-9a-f]{8}", found["version"])


def test_no_source_is_lost(data):
    """Every id that an operation names is in the manifest."""
    known = {source["id"] for source in data.manifest["sources"]}
    for operation in operations(data).values():
        query = Query({parameter.name: parameter.default for parameter in operation.parameters})
        for level in LEVELS:
            for changed in ({}, {"distance": "cycle", "population": 2025}):
                assert set(operation.sources(data, query.but(by=level, **changed))) <= known


def test_the_sources_of_an_answer_are_those_of_its_question(api):
    def ids(asked: str) -> set[str]:
        return {source["id"] for source in api.get(f"{ROOT}/{asked}").json["source"]}

    assert "duo-examens-2018-2019" in ids("coverage?year=2018-2019")
    assert "duo-examens-2023-2024" not in ids("coverage?year=2018-2019")
    assert "cbs-70072ned-2025" in ids("coverage?population=2025")
    assert "fietsknooppunten" in ids("coverage?distance=cycle") - ids("coverage")
    assert "sto-regions" in ids("coverage?by=sto") - ids("coverage?by=rmc")
    shown = {row["source"] for row in rows(api, "indicators?by=corop")}
    assert shown <= ids("indicators?by=corop")


def test_a_csv_tells_its_sources_in_a_header(api):
    found = api.get(f"{ROOT}/coverage?by=sto&code=sto-twente&format=csv&distance=cycle")
    link = found.headers["Link"]
    described = re.search(r'<([^>]+)>; rel="describedby"', link)[1]
    about = api.get(described).json
    assert about["question"]["code"] == ["sto-twente"] and about["source"]
    assert api.get(described).json["rows"][0]["share"] == float(
        next(csv.DictReader(io.StringIO(found.text)))["share"]
    )
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in link
    assert '<https://opendatacommons.org/licenses/odbl/1-0/>; rel="license"' in link
    assert 'rel="service-desc"' in link
    described = api.get(f"{ROOT}/equity?code=PV23&format=csv").headers["Link"].split(">")[0]
    assert api.get(described.removeprefix("<")).status_code == 200
    assert f"techniek-dichtbij_coverage_sto_hard_10km_{NEWEST}.csv" in str(
        found.headers["Content-Disposition"]
    )


def test_other_tables_are_another_version(data):
    manifest = json.loads(json.dumps(data.manifest))
    manifest["tables"]["offers"]["sha256"] = "0" * 64
    other = Data(replace(data.tables, manifest=manifest))
    assert answers.version(other) != answers.version(data)


# ---- headers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/json", "application/json"),
        ("text/csv", "text/csv"),
        ("text/csv;q=0.5, application/json;q=0.4", "text/csv"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("text/*", "text/csv"),
        ("*/*", "application/json"),
        ("", "application/json"),
    ],
)
def test_the_form_follows_what_is_accepted(api, accept, kind):
    found = api.get(f"{ROOT}/coverage", headers={"Accept": accept})
    assert found.status_code == 200 and found.mimetype == kind
    assert "Accept" in found.headers["Vary"]


def test_the_parameter_wins_from_the_header(api):
    found = api.get(f"{ROOT}/coverage?format=csv", headers={"Accept": "application/json"})
    assert found.mimetype == "text/csv"


@pytest.mark.parametrize("packed", ["", "br", "gzip"])
def test_an_answer_is_sent_once(api, packed):
    headers = {"Accept-Encoding": packed}
    first = api.get(f"{ROOT}/coverage?by=province", headers=headers)
    assert first.headers["Cache-Control"] == "public, max-age=3600"
    tag = first.headers["ETag"]
    again = api.get(f"{ROOT}/coverage?by=province", headers=headers | {"If-None-Match": tag})
    assert again.status_code == 304 and again.data == b""
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    other = api.get(f"{ROOT}/coverage?by=corop", headers=headers | {"If-None-Match": tag})
    assert other.status_code == 200 and other.headers["ETag"] != tag


def test_answers_are_compressed(api):
    plain = api.get(f"{ROOT}/coverage?by=postcode")
    for name, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        packed = api.get(f"{ROOT}/coverage?by=postcode", headers={"Accept-Encoding": name})
        assert packed.headers["Content-Encoding"] == name
        assert unpack(packed.data) == plain.data
        assert len(packed.data) < 0.4 * len(plain.data)


@pytest.mark.parametrize("asked", ["coverage", "coverage?format=csv", "openapi.json", "nothing"])
def test_head_is_get_without_the_body(api, asked):
    got, head = api.get(f"{ROOT}/{asked}"), api.head(f"{ROOT}/{asked}")
    assert head.status_code == got.status_code and head.data == b""
    for name in ("ETag", "Content-Type", "Content-Length", "Cache-Control"):
        assert head.headers.get(name) == got.headers.get(name)


@pytest.mark.parametrize("asked", ["coverage", "openapi.json", "nothing", "coverage?x=1"])
def test_any_site_may_ask(api, asked):
    found = api.get(f"{ROOT}/{asked}", headers={"Origin": "https://example.org"})
    assert found.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in found.headers
    assert "ETag" in found.headers["Access-Control-Expose-Headers"]
    asking = api.options(f"{ROOT}/{asked}", headers={"Access-Control-Request-Method": "GET"})
    assert asking.status_code == 204
    assert asking.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in asking.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("path", ["/", "/api", "/download.csv", "/_dash-layout"])
def test_other_addresses_are_not_shared_with_other_sites(api, path):
    assert "Access-Control-Allow-Origin" not in api.get(path).headers


# ---- a small country of which every answer can be checked by hand -------------------------------


def test_the_grid(data):
    """On the grid, no rides are known: nothing offers them."""
    known = operations(Data(country()))
    distance = next(one for one in known["coverage"].parameters if one.name == "distance")
    assert distance.schema["enum"] == ["straight"]
    assert operations(data)["coverage"].parameters[3].schema["enum"] == ["straight", "cycle"]


@pytest.mark.slow
def test_a_cell_is_never_a_formula(data):
    sites = data.tables.sites.assign(name="=1+2")
    other = create_app(Settings(api_rate=0), Data(replace(data.tables, sites=sites), data.stars))
    found = other.server.test_client().get(f"{ROOT}/sites?code=GM0344&format=csv").text
    names = [line["name"] for line in csv.DictReader(io.StringIO(found))]
    assert names and set(names) == {"'=1+2"}


# ---- the page -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_lists_everything_and_its_examples_run(api, data, language):
    found = api.get(f"/api?taal={language}")
    assert found.status_code == 200 and found.mimetype == "text/html"
    assert f'<html lang="{language}">' in found.text
    for operation in operations(data).values():
        for name in (*(one.name for one in operation.parameters), *operation.columns):
            assert f"<code>{name}</code>" in found.text
    examples = set(re.findall(r'href="(/api/v1/[^"]+)"', found.text))
    assert len(examples) == len(operations(data)) + 1
    for example in examples:
        answered = asking(api, example.replace("&amp;", "&"))
        assert answered.status_code == 200
        assert answered.json.get("rows", True)
    assert "<script" not in found.text
    ids = re.findall(r' id="([^"]+)"', found.text)
    assert len(ids) == len(set(ids)) and {*STATUS, *operations(data)} <= set(ids)


def test_the_example_on_the_page_names_the_site_that_is_visited(api):
    found = api.get("/api", base_url="https://kaart.example").text
    assert "https://kaart.example/api/v1/coverage?by=sto&amp;code=sto-twente" in found
    hostile = api.get("/api", headers={"Host": 'a"><script>alert(1)</script>'})
    assert "<script" not in hostile.text


def test_the_page_has_a_slash_too(api):
    assert api.get("/api/").status_code == 200
    assert api.get("/api/?taal=en").text == api.get("/api?taal=en").text


def test_the_way_to_the_page_stands_with_the_method(data):

    shown = str(method.page(Context(data, default_view(data))))
    assert "href='/api?taal=nl'" in shown
