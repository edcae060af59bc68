"""``GET /api/v1/search``: what the field of the map finds, for programs."""

import csv
import io
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from dashboard.search import LONGEST, USUAL, find
from geodata.vocabulary import LEVELS

ADDRESS = "/api/v1/search"


def rows(api: FlaskClient, query: str) -> list[dict]:
    answer = api.get(f"{ADDRESS}?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json["rows"]


@pytest.mark.parametrize("typed", ["Den Haag", "snits", "5038 AB", "college goes", "fryslân"])
def test_it_finds_what_the_field_finds_in_the_same_order(api, data, typed):
    found = rows(api, f"q={quote(typed)}")
    assert found
    assert [(row["kind"], row["code"], row["name"], row["also"]) for row in found] == [
        hit[:4] for hit in find(data, typed)
    ]


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("q=ostrea&taal=nl", "school in Goes"),
        ("q=den+haag&taal=nl", "gemeente"),
        ("q=den+haag&taal=en", "municipality"),
        ("q=snits&taal=en", "place in Súdwest-Fryslân"),
        ("q=gelderland&taal=en", "province"),
    ],
)
def test_kind_and_place_are_said_in_the_language(api, query, label):
    assert rows(api, query)[0]["label"] == label


def test_the_language_of_the_browser_counts_too(api):
    answer = api.get(f"{ADDRESS}?q=gelderland", headers={"Accept-Language": "en"})
    assert answer.json["rows"][0]["label"] == "province"
    assert answer.headers["Content-Language"] == "en"


def test_as_many_as_asked(api):
    assert len(rows(api, "q=a")) == USUAL
    assert len(rows(api, "q=a&limit=50")) == 50
    assert len(rows(api, "q=a&limit=1")) == 1


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%F0%9F%98%80", "q=%3Cscript%3E", "q=%25", "q=+", "q=" + "x" * LONGEST]
)
def test_odd_text_finds_nothing_and_harms_nothing(api, query):
    assert rows(api, query) == []


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("", "q"),
        ("q=", "q"),
        ("q=" + "x" * (LONGEST + 1), "q"),
        ("q=a&q=b", "q"),
        ("q=a&limit=51", "limit"),
        ("q=a&limit=0", "limit"),
        ("q=a&limit=-1", "limit"),
        ("zoek=a", "zoek"),
    ],
)
def test_what_cannot_be_asked_is_said(api, query, parameter):
    answer = api.get(f"{ADDRESS}?{query}")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.json["parameter"] == parameter


def test_csv_has_the_same_rows(api):
    answer = api.get(f"{ADDRESS}?q=den+haag&format=csv")
    read = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["code"] for row in read] == [row["code"] for row in rows(api, "q=den+haag")]


def test_the_description_tells_what_has_to_be_given_and_its_bounds(api):
    described = api.get("/api/v1/openapi.json").json["paths"]["/search"]["get"]
    parameters = {one["name"]: one for one in described["parameters"]}
    assert {name for name, one in parameters.items() if one["required"]} == {"q"}
    assert parameters["q"]["schema"]["maxLength"] == LONGEST
    assert parameters["limit"]["schema"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": 50,
        "default": USUAL,
    }
    body = described["responses"]["200"]["content"]["application/json"]["schema"]
    kinds = body["properties"]["rows"]["items"]["properties"]["kind"]["enum"]
    assert {*LEVELS, "place", "site"} == set(kinds)


def test_the_names_of_others_are_among_the_sources(api):
    sources = api.get(f"{ADDRESS}?q=den+haag").json["source"]
    assert "andere-namen" in {source["id"] for source in sources}
