"""Where pupils live, on every face, from a hand-made file that is of no school; and without one."""

import csv
import io
from dataclasses import replace

import pandas as pd
import pytest

from dashboard import create_app
from dashboard.address.context import Context
from dashboard.address.query import default_view
from dashboard.data import Data
from dashboard.messages import travel
from dashboard.settings import Settings
from dashboard.texts import LANGUAGES
from geodata.tables.pupil_homes import NAME
from tests.support.markup import words

#: Site with M&T in Goes; postcode, fewest and most pupils.
SITE = "13OR01"
ROWS = [("4461", 120, 120), ("4331", 1, 4), ("4401", 30, 30), ("", 2, 2)]


@pytest.fixture(scope="module")
def known(data, tmp_path_factory) -> Data:
    """The shipped tables, with one more beside them."""
    folder = tmp_path_factory.mktemp("tables")
    frame = pd.DataFrame(ROWS, columns=["postcode", "low", "high"])
    frame.assign(site=SITE, date="2025-10-01").to_parquet(folder / f"{NAME}.parquet")
    tables = {**data.manifest["tables"], NAME: {"sha256": "0" * 64}}
    source = data.manifest["sources"][0] | {"id": "duo-leerlingen-vo-postcode"}
    sources = [*data.manifest["sources"], source]
    manifest = {**data.manifest, "tables": tables, "sources": sources}
    return replace(data, tables=replace(data.tables, manifest=manifest), folder=folder)


@pytest.fixture(scope="module")
def asked(known):
    return create_app(Settings(), known).server.test_client()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_panel_says_it_or_where_to_get_it(asked, client, language):
    query = f"/?vestiging={SITE}&leerlingen=aan&taal={language}"
    said = words(asked.get(query).text)
    assert "153–156" in said and "2025" in said
    assert "duo" in words(client.get(query).text).lower() and "153" not in said.replace(
        "153–156", ""
    )


def test_the_map_draws_a_line_per_area_as_wide_as_its_pupils(known):
    view = default_view(known).but(site=SITE, pupil_homes=True)
    told = travel.message(Context(known, view))
    assert [one["label"] for one in told["streams"]] == ["1–4", "30", "120"]
    widths = [(one["sure"], one["wide"]) for one in told["streams"]]
    assert widths[-1] == (travel.WIDEST, travel.WIDEST) and widths[0][0] < widths[0][1]
    assert not told["rings"]
    assert "streams" not in travel.message(Context(known, view.but(pupil_homes=False)))


def test_the_file_has_the_ranges_and_their_source(asked):
    lines = asked.get(f"/leerlingen.csv?vestiging={SITE}").text.splitlines()
    head = [line for line in lines if line.lstrip("\ufeff").startswith("#")]
    assert any("DUO" in line and "2025" in line for line in head)
    table = list(csv.DictReader(io.StringIO("\n".join(lines[len(head) :])), delimiter=";"))
    counts = [(row["leerlingen_minst"], row["leerlingen_meest"]) for row in table]
    assert counts == [("120", "120"), ("30", "30"), ("1", "4")]


def test_the_portrait_says_who_crosses_the_border(asked, client):
    page = words(asked.get("/regio/gemeente/GM0664").text)
    assert "Leerlingen over de grens" in page
    assert "onderwijsdata.duo.nl" in client.get("/regio/gemeente/GM0664").text
