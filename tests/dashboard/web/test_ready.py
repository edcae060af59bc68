"""A server that misses what pages need does not start, or says that it is not ready."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from dashboard import create_app
from dashboard.settings import Settings
from dashboard.web import assets, ready
from dashboard.web.sheets import SHEETS
from geodata.errors import DataError
from geodata.tables.reader import PREPARED

HOUSE = Path(__file__).parents[3]


@pytest.fixture
def geometry(data) -> list[str]:
    return [*data.manifest["geometry"].values()]


@pytest.fixture
def copied(tmp_path, monkeypatch) -> Path:
    """A folder of assets in which anything may go wrong."""
    folder = shutil.copytree(assets.ASSETS, tmp_path / "assets")
    monkeypatch.setattr(assets, "ASSETS", folder)
    monkeypatch.setattr(assets, "SCRIPTS", folder / "scripts")
    return folder


#: Which tables there are, as a server is told.
TABLES = {"version": "0123456789ab", "exams": "2023-2024", "fetched": None}


def test_what_ships_is_ready_and_says_of_when_its_tables_are(client, data):
    answer = client.get("/ready")
    assert answer.status_code == 200
    dates = {"version": data.version, "exams": data.tables.years[-1], "fetched": "2026-07-30"}
    assert answer.json == {"ready": True, "missing": [], "tables": dates}
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "lost", ["geometry", "style/legend.css", "scripts/map/draw.mjs", "scripts/portrait.mjs"]
)
def test_a_server_that_lost_a_file_says_so_and_lives(copied, geometry, lost):
    lost = geometry[0] if lost == "geometry" else lost
    server = Flask("lost")
    ready.register(server, geometry, TABLES)
    client = server.test_client()
    assert client.get("/ready").status_code == 200
    (copied / lost).rename(copied / "away")
    answer = client.get("/ready")
    assert answer.status_code == 503
    assert answer.json == {"ready": False, "missing": [lost], "tables": TABLES}
    (copied / "away").rename(copied / lost)
    assert client.get("/ready").status_code == 200


def test_a_server_whose_geometry_was_cut_short_says_so_and_lives(copied, geometry):
    server = Flask("cut")
    ready.register(server, geometry, TABLES)
    client = server.test_client()
    assert client.get("/ready").status_code == 200
    os.truncate(copied / geometry[0], 1_000)
    answer = client.get("/ready")
    assert (answer.status_code, answer.json["missing"]) == (503, [geometry[0]])


@pytest.mark.slow
@pytest.mark.parametrize("sheet", SHEETS)
def test_a_dashboard_without_a_style_does_not_start(copied, data, sheet):
    for file in assets.files(sheet):
        file.unlink(missing_ok=True)
    with pytest.raises(DataError, match=r"style/.*\.css \(missing\)"):
        create_app(Settings(), data)


def test_a_dashboard_with_damaged_geometry_does_not_start(copied, data, geometry):
    file = copied / geometry[0]
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(DataError, match=rf"{geometry[0]} \(damaged\)"):
        create_app(Settings(), data)


@pytest.mark.slow
@pytest.mark.parametrize("named", [{}, {"nl": "geo/nl.00000000.json"}])
def test_a_manifest_without_the_geometry_that_it_names_does_not_start(data, named):
    tables = replace(data.tables, manifest=data.manifest | {"geometry": named})
    with pytest.raises(DataError, match="geometry"):
        create_app(Settings(), replace(data, tables=tables))


@pytest.mark.slow
def test_a_server_on_damaged_tables_ends_with_one_line(tmp_path):
    folder = shutil.copytree(PREPARED, tmp_path / "prepared")
    (folder / "manifest.json").write_text("{}")
    ended = subprocess.run(
        [sys.executable, "-c", "import app"],
        cwd=HOUSE,
        env={"PATH": os.environ["PATH"], "TECHNIEK_TABLES": str(folder)},
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith("techniek-dichtbij: ") and ended.stderr.count("\n") == 1
    assert "geodata build" in ended.stderr
