"""The layouts of who keeps the site are levels like any other, by the names of their files."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from dashboard import create_app
from dashboard.address.query import read
from dashboard.settings import Settings
from dashboard.upload.folder import with_layouts
from dashboard.web.suggestions import Sought, _job
from dashboard.web.workers import suggestion as worker
from geodata.errors import DataError
from geodata.question import Question
from tests.dashboard.upload.test_workbook import workbook
from tests.support.asking import shown_at

#: Of two regions, one of which has no colour; and of postcodes.
TABLE = "regio;gemeente;kleur\nZee & Land;Goes;c81b60\nZee & Land;Veere;\nOost;Hulst;\n"
TEAMS = (("regio", "postcode"), ("Walcheren", 4331), ("Zuid", "4531-4537"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("layouts")
    (folder / "Stamtafels 2026.csv").write_bytes(TABLE.encode("cp1252"))
    (folder / "Teams.xlsx").write_bytes(workbook(*TEAMS))
    for other in ("README.md", ".hidden.csv", "~$Teams.xlsx"):
        (folder / other).write_text("not a table")
    return folder


@pytest.fixture(scope="module")
def kept(data, folder):
    return with_layouts(data, folder)


@pytest.fixture(scope="module")
def client(data, folder):
    return create_app(Settings(api_rate=0, layouts=folder), data).server.test_client()


def test_each_table_is_a_layout_by_the_name_of_its_file(data, kept):
    assert kept.tables.layout_names == {"stamtafels-2026": "Stamtafels 2026", "teams": "Teams"}
    region = kept.region("stamtafels-2026~zee-land")
    assert (region.name, region.kind, region.colour) == ("Zee & Land", "own", "c81b60")
    assert kept.region("teams~zuid").name == "Zuid"
    assert with_layouts(data, None) is data
    assert data.known_region("teams~zuid") is None


def test_other_layouts_are_other_shapes(data, kept, folder):
    """Browsers keep shapes by the version of the tables."""
    changed = replace(kept.tables, layouts={"teams": kept.tables.layouts["teams"]})
    versions = {one.version for one in (data, kept, replace(kept, tables=changed))}
    assert len(versions) == 3


@pytest.mark.slow
def test_it_is_on_every_face(client, kept):
    told = shown_at(client, "?per=eigen&indeling=stamtafels-2026").json
    menu = told["parts"]["views"]
    assert "Stamtafels 2026" in menu
    assert "indeling=teams" in menu
    code = "stamtafels-2026~zee-land"
    assert read(f"?gebied={code}", kept)[0].region == code
    layout = "per=eigen&indeling=stamtafels-2026"
    for path in (
        f"/?gebied={code}",
        f"/regio/eigen/{quote(code)}?naast=stamtafels-2026~oost",
        f"/embed?{layout}",
        f"/download.csv?{layout}",
        f"/download.geojson?{layout}",
        f"/indeling.json?indeling=stamtafels-2026&v={kept.version}",
        f"/api/v1/coverage?code={code}",
    ):
        answer = client.get(path)
        assert (answer.status_code, b"Zee" in answer.data) == (200, True), path
    assert client.get(f"/kaart.svg?{layout}").status_code == 200
    assert client.get("/api/v1/coverage?code=stamtafels-2026~west").status_code == 404


def test_a_process_beside_the_server_knows_the_region_too(kept, monkeypatch):
    asked = []
    monkeypatch.setattr(worker, "read", lambda *_, **__: replace(kept.tables, layouts={}))
    monkeypatch.setattr(
        worker,
        "best_places",
        lambda tables, *_, **__: asked.append(tables) or pytest.skip.Exception,
    )
    job = _job(kept, Sought(Question("PIE"), inside="teams~zuid"))
    assert b"stamtafels" not in job
    with pytest.raises(AttributeError):
        worker.answer(worker.json.loads(job))
    assert asked[0].layouts == {"teams": kept.tables.layouts["teams"]}


@pytest.mark.parametrize(
    ("name", "table", "told"),
    [
        ("a.csv", "regio;gemeente\nNoord;Goes\nNoord;Atlantis\n", "a.csv: Row 3: We do not know"),
        ("a.csv", "regio;gemeente\nA;x\nA;y\n", "(and 1 more)"),
        ("a.csv", "naam;soort\n", "a.csv: No line with column names"),
        ("a.xlsx", "PK", "a.xlsx: We cannot open this file"),
        ("a.csv", "regio;gemeente\n東;Goes\n", "has no letters"),
        ("東.csv", TABLE, "the name of a layout"),
    ],
)
def test_a_table_that_is_not_right_ends_the_start(data, tmp_path, name, table, told):
    (tmp_path / name).write_text(table, "utf-8")
    with pytest.raises(DataError) as fault:
        with_layouts(data, tmp_path)
    assert told in str(fault.value)
    assert "\n" not in str(fault.value)


def test_two_files_of_one_name_are_refused(data, tmp_path):
    for name in ("Mijn regio.csv", "mijn-regio.csv"):
        (tmp_path / name).write_text(TABLE, "utf-8")
    with pytest.raises(DataError, match="same name in an address"):
        with_layouts(data, tmp_path)
