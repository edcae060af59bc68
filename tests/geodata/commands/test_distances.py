"""``python -m geodata distances`` on the sample: the table anew, with a network and without."""

import hashlib
import json
import re
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geodata import __main__ as command
from geodata.commands import distances as subject
from geodata.tables.reader import read
from geodata.travel import network
from geodata.travel.network import from_edges
from geodata.vocabulary import NETWORK


@pytest.fixture
def folder(built, tmp_path) -> Path:
    """A copy of the prepared tables of the sample, to change."""
    return Path(shutil.copytree(built.out, tmp_path / "prepared"))


@pytest.fixture
def roads(built, tmp_path) -> Path:
    """A network of all homes and sites in a row, each joined to the next by a straight way."""
    points = [built.tables.homes[["x", "y"]], built.tables.placed_sites[["x", "y"]]]
    x, y = pd.concat(points).drop_duplicates().sort_values(["x", "y"]).to_numpy().T
    start = np.arange(len(x) - 1)
    metres = np.tile(np.hypot(np.diff(x), np.diff(y)) * 1.1, 2)
    about = {"title": "a row", "nodes": len(x)}
    made = from_edges(x, y, np.r_[start, start + 1], np.r_[start + 1, start], metres, about)
    network.write(made, tmp_path / "network")
    return tmp_path / "network"


def run(folder: Path, *arguments: str) -> int:
    return command.main(["distances", "--tables", str(folder), "--workers", "1", *arguments])


@pytest.mark.slow
def test_made_again_it_is_the_same_to_the_byte(built, folder, capsys):
    (folder / subject.TABLE).write_bytes(b"broken")
    assert run(folder) == 0
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert re.search(r": (\d+) pairs: estimate \1\n", said)
    for path in built.out.iterdir():
        assert (folder / path.name).read_bytes() == path.read_bytes()
    assert {path.name for path in folder.iterdir()} == {path.name for path in built.out.iterdir()}


def test_a_network_is_put_over_it_and_taken_away_again(built, folder, roads, capsys):
    assert run(folder, "--network", str(roads), "--limit", "15km") == 0
    assert "network" in capsys.readouterr().out
    made = pd.read_parquet(folder / subject.TABLE)
    by_road = made[made["method"] == "network"]
    assert len(by_road) > 0
    assert by_road["cycle_dam"].max() <= 1_500
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["network"] == {"title": "a row", "nodes": manifest["network"]["nodes"]}
    content = (folder / subject.TABLE).read_bytes()
    assert manifest["tables"]["distances"] == {
        "rows": len(made),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    tables = read(folder)
    methods = [tables.distances.method(site) for site in range(len(tables.placed_sites))]
    assert np.sum(np.array(methods) == NETWORK) == len(by_road)
    assert run(folder) == 0
    assert (folder / "manifest.json").read_bytes() == (built.out / "manifest.json").read_bytes()


def test_a_network_elsewhere_leaves_the_tables_alone(built, folder, tmp_path, capsys):
    made = from_edges([10_000, 10_100], [370_000, 370_000], [0, 1], [1, 0], [100, 100])
    network.write(made, tmp_path / "elsewhere")
    assert run(folder, "--network", str(tmp_path / "elsewhere")) == 2
    assert "the network holds none of the 237 homes" in capsys.readouterr().err
    for path in built.out.iterdir():
        assert (folder / path.name).read_bytes() == path.read_bytes()


def test_a_full_disk_leaves_the_tables_alone(built, folder, capsys, monkeypatch):
    def full_disk(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("geodata.commands.distances.write_prepared", full_disk)
    assert run(folder) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert {path.name for path in folder.iterdir()} == {path.name for path in built.out.iterdir()}
    assert (folder / subject.TABLE).read_bytes() == (built.out / subject.TABLE).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--homes", "own.csv"), "--homes and --out go together"),
        (("--out", "own.csv"), "--homes and --out go together"),
        (("--homes", "own.csv", "--out", "own.xlsx"), "neither .csv nor .parquet"),
        (("--homes", "own.csv", "--out", "new.csv"), "no such file"),
        (("--workers", "0"), "0 workers is none at all"),
        (("--limit", "ver"), "threshold 'ver' is not understood"),
        (("--network", "nowhere"), "holds no cycling network"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_line(folder, capsys, arguments, said):
    assert run(folder, *arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert said in captured.err


def test_a_cluster_without_a_network_has_no_work(folder, capsys):
    asked = ["distances", "--tables", str(folder), "--scheduler", "tcp://127.0.0.1:1"]
    assert command.main(asked) == 2
    assert "give one with --network" in capsys.readouterr().err


def test_too_many_points_are_refused(folder, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(subject, "MOST_POINTS", 1)
    (tmp_path / "own.csv").write_text("id,lon,lat\na,7.0,53.0\nb,7.1,53.0\n")
    asked = ("--homes", str(tmp_path / "own.csv"), "--out", str(tmp_path / "out.csv"))
    assert run(folder, *asked) == 2
    assert "own.csv: 2 points is more than 1; split the file" in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_missing_tables_say_how_to_make_them(tmp_path, capsys):
    assert run(tmp_path) == 2
    assert "python -m geodata build --source DIR" in capsys.readouterr().err
