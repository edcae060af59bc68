"""A user's own places in the files of a view: where they stand, and nowhere else afterwards."""

import io
import json
import sqlite3
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pytest

from dashboard.address.context import Context, OwnPlace
from dashboard.address.query import default_view
from dashboard.export.view_slide import view_deck
from dashboard.upload.facilities import read_facilities
from dashboard.upload.posted import posted_places
from dashboard.web import jobs
from tests.support.patience import patiently

HOSTILE = "=HYPERLINK(0)</script><b>Lab</b>"
#: In Utrecht, twice on one point; in Amersfoort; in Groningen.
ROWS = [
    [HOSTILE, "Utrecht", "techlab", 5.1214, 52.0907, "site", ""],
    ["Lab Twee", "Utrecht", "hotspot", 5.1214, 52.0907, "", "open op vrijdag"],
    ["Bedrijf Drie", "Amersfoort", "company", 5.3878, 52.1561, "", ""],
    ["Ver weg", "Groningen", "other", 6.5665, 53.2194, "", ""],
]
VIEW = "?gebied=PV26&per=gemeente"


def posted(client, address: str, rows=ROWS):
    answer = patiently(lambda: client.post(address, json=rows), lambda told: told.headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.data


def test_a_table_says_which_places_stand_in_which_area(client):
    text = posted(client, f"/download.csv{VIEW}").decode("utf-8-sig")
    assert (
        "Met de eigen plekken van wie dit bestand maakte: 4. In geen van deze gebieden: 1." in text
    )
    frame = pd.read_csv(io.StringIO(text), sep=";", decimal=",", comment="#", index_col="gebied")
    assert frame["eigen_plekken"].sum() == 3
    # What a spreadsheet would take for a formula stays text.
    assert frame["eigen_plekken_namen"]["Utrecht"] == f"'{HOSTILE} | Lab Twee"
    assert frame["eigen_plekken_namen"]["Amersfoort"] == "Bedrijf Drie"
    assert frame["eigen_plekken_namen"].notna().sum() == 2
    alone = client.get(f"/download.csv{VIEW}").data.decode("utf-8-sig")
    assert "eigen" not in alone


def test_a_workbook_has_a_sheet_of_places(client):
    book = openpyxl.load_workbook(io.BytesIO(posted(client, f"/download.xlsx{VIEW}")))
    rows = [*book["Eigen plekken"].iter_rows(values_only=True)]
    assert rows[0][:5] == ("Naam", "Soort", "Plaats", "Lengtegraad", "Breedtegraad")
    assert rows[1][:5] == (HOSTILE, "techlab", "Utrecht", 5.1214, 52.0907)
    assert book["Eigen plekken"]["A2"].data_type == "s"
    assert len(rows) == 5
    heads = [cell.value for cell in book["Cijfers"][1]]
    assert heads[-2:] == ["Eigen plekken", "Namen van eigen plekken"]


def test_layers_have_the_places_as_points(client):
    for address in ("/download.geojson", "/download-vestigingen.geojson"):
        features = json.loads(posted(client, f"{address}{VIEW}"))["features"]
        own = [one for one in features if "soort" in one["properties"]]
        assert [one["properties"]["naam"] for one in own] == [row[0] for row in ROWS]
        assert own[2]["geometry"] == {"type": "Point", "coordinates": [5.3878, 52.1561]}
    file = sqlite3.connect(":memory:")
    file.deserialize(posted(client, f"/download.gpkg{VIEW}"))
    named = file.execute('SELECT "naam" FROM "eigen plekken"').fetchall()
    assert [name for (name,) in named] == [row[0] for row in ROWS]


@pytest.mark.parametrize("shape", ["breed", "vierkant"])
def test_a_drawing_has_their_squares_names_and_legend(client, shape):
    drawn = posted(client, f"/kaart.svg{VIEW}&vorm={shape}").decode()
    words = [one.text for one in ElementTree.fromstring(drawn).findall(".//{*}text")]
    # Groningen is not in this picture.
    assert {"Lab Twee", "Bedrijf Drie", "t", "h", "b"} <= {*words}
    assert "techlab, eigen (1)" in words and "Ver weg" not in words
    assert "<b>" not in drawn
    assert "Lab Twee" not in client.get(f"/kaart.svg{VIEW}&vorm={shape}").text


def test_a_slide_has_them_on_its_map(data):
    places = posted_places(json.dumps(ROWS))
    view = default_view(data).but(region="PV26")
    (drawn,) = {
        part["svg"]
        for part in view_deck(Context(data, view, places), "")["slides"][0]["parts"]
        if part["kind"] == "picture" and "hotspot, eigen (1)" in part["svg"]
    }
    assert "Lab Twee" in drawn


def test_what_was_made_with_places_is_kept_nowhere(client, monkeypatch):
    kept = []
    monkeypatch.setattr(jobs, "_keep", lambda key, content: kept.append(key))
    posted(client, f"/download.xlsx{VIEW}")
    assert kept == []
    posted(client, f"/download.xlsx{VIEW}", [])
    assert len(kept) == 1


def test_what_no_page_sends_is_refused_in_one_sentence(client):
    good = ["Lab", "", "techlab", 5.1, 52.1, "", ""]
    for rows in (
        None,
        {},
        "Lab",
        [good] * 2001,
        [good[:6]],
        [[*good, ""]],
        [[good]],
        [["", *good[1:]]],
        [["\u0007", *good[1:]]],
        [["x" * 501, *good[1:]]],
        [[7, *good[1:]]],
        [[*good[:2], "raket", *good[3:]]],
        [[*good[:3], "5.1", *good[4:]]],
        [[*good[:3], None, *good[4:]]],
        [[*good[:3], 52.1, 5.1, *good[5:]]],
        [[*good[:3], 1e999, *good[4:]]],
    ):
        answer = client.post(f"/download.csv{VIEW}", data=json.dumps(rows))
        assert answer.status_code == 400, rows
        assert answer.text.startswith("Uw plekken kwamen niet goed aan."), rows
    for text in ("", "[", "[" * 10_000, "\xff"):
        assert client.post(f"/kaart.svg{VIEW}", data=text).status_code == 400, text
    assert client.post("/download.csv?taal=en", data="x").text.startswith("Your places did not")
    assert client.post(f"/download.csv{VIEW}", data=b"[" + b" " * 2_000_001).status_code == 413


def test_what_is_read_from_a_file_is_what_can_be_posted(data):
    read = read_facilities(
        b"naam;soort;postcode\nLab;techlab;3511\nB;bedrijf;9712\n", "x.csv", data
    )
    rows = read.rows[["name", "place", "kind", "lon", "lat", "source", "note"]]
    places = posted_places(json.dumps(rows.to_numpy(object).tolist()))
    assert [place.name for place in places] == ["Lab", "B"]
    assert OwnPlace._fields == ("name", "town", "kind", "lon", "lat", "source", "note")
