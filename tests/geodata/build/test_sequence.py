"""The build as a whole, and its command line: whole, repeatable, or nothing."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from geodata import __main__ as command
from geodata.build import sequence as subject
from geodata.errors import DataError
from geodata.sources import cbs, cycling, duo, labour, sto
from geodata.tables import isochrones
from geodata.tables.schema import SCHEMAS
from geodata.travel import estimate_file
from tests.support.geometry import features


def contents(*folders: Path) -> dict[str, bytes]:
    return {
        f"{folder.name}/{path.name}": path.read_bytes()
        for folder in folders
        for path in sorted(folder.iterdir())
    }


def test_all_tables_and_geometry_are_there(built):
    names = {path.name for path in built.out.iterdir()}
    ways = {"estimate.npz", "isochrones.npz"}
    assert names == {f"{name}.parquet" for name in SCHEMAS} | ways | {"manifest.json"}
    assert {f"geo/{path.name}" for path in built.assets.iterdir()} == set(
        built.manifest["geometry"].values()
    )


def test_nothing_is_left_beside_the_results(built):
    assert {path.name for path in built.out.parent.iterdir()} == {"prepared", "geo"}


def test_manifest_names_every_source(built, sample):
    manifest = json.loads((built.out / "manifest.json").read_text("utf-8"))
    assert manifest == built.manifest
    files = {entry["file"] for entry in manifest["sources"]}
    present = {path.relative_to(sample).as_posix() for path in sample.rglob("*") if path.is_file()}
    assert present <= files
    assert "geodata/facts/abroad.json" in files
    for entry in manifest["sources"]:
        assert set(entry) == {
            *("id", "title", "publisher", "address", "licence", "reference_date"),
            *("retrieved", "used_for", "file", "sha256", "rows"),
        }
        assert entry["address"].startswith("https://")
        assert entry["licence"]
        assert entry["rows"] > 0
        if entry["file"] in present:
            content = (sample / entry["file"]).read_bytes()
            assert entry["sha256"] == hashlib.sha256(content).hexdigest()


def test_manifest_describes_the_tables(built):
    files = {path.stem: path for path in built.out.iterdir() if path.suffix != ".json"}
    assert set(built.manifest["tables"]) == set(files)
    for name, facts in built.manifest["tables"].items():
        content = files[name].read_bytes()
        assert facts["sha256"] == hashlib.sha256(content).hexdigest()
        if files[name].suffix == ".parquet":
            assert facts["rows"] == len(pd.read_parquet(files[name]))
    assert facts_of(built, "estimate") == len(estimate_file.read(built.out).network.x)
    assert facts_of(built, "isochrones") == len(isochrones.read(built.out).points)


def facts_of(built, name: str) -> int:
    return built.manifest["tables"][name]["rows"]


def test_manifest_describes_the_geometry(built):
    for key, file in built.manifest["geometry"].items():
        path = built.assets / Path(file).name
        assert re.fullmatch(rf"geo/{key}\.[0-9a-f]{{8}}\.json", file)
        assert built.manifest["geometry_bytes"][key] == path.stat().st_size


def test_geometry_and_regions_agree(built):
    regions = built.tables.regions
    files = regions["level"].mask(
        regions["level"] == "buurt", "buurt_GM" + regions["code"].str[2:6]
    )
    for name in files.unique():
        path = built.assets / Path(built.manifest["geometry"][name]).name
        drawn = {(area["id"], area["properties"]["c"]) for area in features(path)}
        rows = regions[(files == name) & (regions["feature"] >= 0)]
        assert drawn == set(zip(rows["feature"], rows["code"], strict=True))


def test_notes_are_in_two_languages_and_count(built):
    notes = built.manifest["notes"]
    assert all(note["nl"] and note["en"] for note in notes)
    masked = int(built.tables.offers["masked"].sum())
    assert any(f"{masked} of {len(built.tables.offers)} offers" in note["en"] for note in notes)
    assert any("5028" in note["nl"] for note in notes)


SPOILED = [
    (duo.ADDRESSES, "VESTIGINGSCODE", "CODE", "column VESTIGINGSCODE or VESTIGINGSNUMMER"),
    (duo.POSITIONS, "52.", "12.", "no place in the Netherlands"),
    (duo.ADDRESSES, ";STADSKANAAL;37;", ";STADSKANAAL;9999;", "GM9999 is an unknown municipality"),
    (sto.MUNICIPALITIES, ",sto-emmen-terapel,", ",sto-emmen,", "is an unknown STO region"),
    (sto.OVERRIDES, "9695,", "1011,", "pc4 1011 is an unknown PC4"),
    (cbs.LAYOUTS, "GM0765", "GM0766", "gm_code GM0766 is an unknown municipality"),
    (cycling.CROSSINGS, ",ferry,", ",boat,", "row 7: kind is 'boat'"),
    (cbs.POPULATION, "GM0765", "", "municipality GM0765 is missing"),
    (labour.BUSINESSES, "GM0765", "GM0766", "gm_code GM0766 is an unknown municipality"),
    (labour.REGION_BUSINESSES, "AM01", "AM02", "AM02 is an unknown labour region"),
    (labour.TECHNICAL_JOBS, "10.1,48.1", "10.2,48.1", "technical_jobs of CR01 is 10200"),
    (
        "duo/geslaagden-gezakten-en-cijfers-2023-2024.csv",
        ";PIE;",
        ";EIP;",
        r"2023-2024\.csv, row \d+: AFDELING 'EIP' is unknown; it is an offer of 1 sites",
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("file", "old", "new", "said"), SPOILED)
def test_a_failing_build_leaves_the_old_output_alone(spoil, source, tmp_path, file, old, new, said):
    out, assets = tmp_path / "prepared", tmp_path / "geo"
    for folder in [out, assets]:
        folder.mkdir()
    (out / "manifest.json").write_text("{}")
    (out / "homes.parquet").write_bytes(b"old")
    (assets / "home.01234567.json").write_text("{}")
    before = contents(out, assets)
    spoil(file, old, new)
    with pytest.raises(DataError, match=said) as caught:
        subject.build(source, out, assets, quiet=True, accept=True)
    assert "\n" not in str(caught.value)
    assert contents(out, assets) == before
    assert {path.name for path in tmp_path.iterdir()} == {"source", "prepared", "geo"}


@pytest.mark.slow
def test_a_build_that_breaks_while_writing_leaves_the_old_output_alone(
    sample, tmp_path, monkeypatch
):
    out, assets = tmp_path / "prepared", tmp_path / "geo"
    for folder in [out, assets]:
        folder.mkdir()
    (out / "homes.parquet").write_bytes(b"old")
    (assets / "home.01234567.json").write_text("{}")
    before = contents(out, assets)

    def full_disk(*arguments):
        raise OSError("No space left on device")

    monkeypatch.setattr(subject, "write_prepared", full_disk)
    with pytest.raises(OSError, match="No space left"):
        subject.build(sample, out, assets, quiet=True, accept=True)
    assert contents(out, assets) == before
    assert {path.name for path in tmp_path.iterdir()} == {"prepared", "geo"}


@pytest.mark.slow
def test_command_line_builds_the_same_bytes_and_old_geometry_goes(built, sample, tmp_path, capsys):
    out, assets = tmp_path / "prepared", tmp_path / "geo"
    assets.mkdir()
    (assets / "home.01234567.json").write_text("{}")
    (assets / "README.md").write_text("kept")
    options = ["--source", str(sample), "--out", str(out), "--assets", str(assets)]
    assert command.main(["build", *options, "--accept"]) == 0
    assert "homes 237" in capsys.readouterr().out
    kept = {"geo/README.md": b"kept"}
    assert contents(out, assets) == contents(built.out, built.assets) | kept
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    names = {path.name for path in assets.iterdir()}
    assert names == {Path(file).name for file in manifest["geometry"].values()} | {"README.md"}


@pytest.fixture
def former(built, tmp_path) -> tuple[Path, Path]:
    """A copy of a former build: its tables and its geometry."""
    return (
        Path(shutil.copytree(built.out, tmp_path / "prepared")),
        Path(shutil.copytree(built.assets, tmp_path / "geo")),
    )


EXAMS = "duo/geslaagden-gezakten-en-cijfers-2023-2024.csv"


@pytest.mark.slow
def test_a_build_of_the_same_files_says_that_nothing_changed(sample, former):
    said: list[str] = []
    subject.build(sample, *former, quiet=True, accept=True, tell=said.append)
    *files, sites, shares, accepted = said
    assert accepted.startswith("accepted: 1 sites with candidates and no place")
    assert sites.startswith("sites: ")
    assert shares.startswith("national shares as before: hard 2018-2019 ")
    assert all(line.startswith(("encoded twice", "no place")) for line in files)


@pytest.mark.slow
def test_a_jump_is_refused_until_it_is_accepted(source, former, capsys):
    lines = (source / EXAMS).read_text().splitlines(keepends=True)
    (source / EXAMS).write_text("".join(line for line in lines if ";PIE;" not in line))
    before = contents(*former)
    places = ["--out", str(former[0]), "--assets", str(former[1])]
    # In the small country of the sample one site without a place is a jump too.
    assert command.main(["build", "--source", str(source), *places]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "offers of 2023-2024: 0 begun, " in said.err
    assert "national share PIE 2023-2024: " in said.err
    assert "nothing is written" in said.err and "--accept" in said.err
    assert contents(*former) == before
    assert command.main(["build", "--source", str(source), *places, "--accept"]) == 0
    out = capsys.readouterr().out
    assert "offers of 2023-2024: 0 begun, " in out and "accepted: " in out
    assert contents(*former) != before


@pytest.mark.slow
def test_sites_without_a_place_stop_a_build_until_they_are_accepted(built, sample, tmp_path):
    folders = tmp_path / "prepared", tmp_path / "geo"
    with pytest.raises(DataError, match="1 sites with candidates and no place take 3.05 points"):
        subject.build(sample, *folders, quiet=True)
    assert not folders[0].exists()
    # The same files in an empty folder, accepted.
    assert built.said[:2] == [
        "no place: 16SW05 RK SGM METAMEER (GM1950), 154 candidates or more in 2018-2019, the "
        "newest; takes 3.05 points in 2018-2019",
        "no tables before these to compare with",
    ]


@pytest.mark.slow
def test_tables_that_cannot_be_read_are_replaced_and_that_is_said(sample, former):
    (former[0] / "offers.parquet").write_bytes(b"damaged")
    said: list[str] = []
    subject.build(sample, *former, quiet=True, accept=True, tell=said.append)
    (line,) = (line for line in said if "cannot be compared with" in line)
    assert "offers.parquet (damaged)" in line


@pytest.mark.slow
def test_next_years_exam_file_and_those_by_another_name_just_work(source, tmp_path):
    """And a file that nothing reads is named."""
    (source / "duo" / "08.-iets,-anders-2026.csv").write_text("a;b\n1;2\n")
    newest = (source / EXAMS).rename(
        source / "duo" / "07.-geslaagden,-gezakten-en-cijfers-2023-2024.csv"
    )
    assert duo.exam_files(source)["2023-2024"] == newest
    next_year = newest.with_name(newest.name.replace("2023-2024", "2024-2025"))
    next_year.write_bytes(newest.read_bytes())
    (source / duo.ADDRESSES).rename(source / "duo" / "02.-alle-vestigingen-vo-2026.csv")
    said: list[str] = []
    manifest = subject.build(
        source, tmp_path / "p", tmp_path / "g", quiet=True, accept=True, tell=said.append
    )
    assert "read by nothing: duo/08.-iets,-anders-2026.csv" in said
    files = {entry["file"] for entry in manifest["sources"]}
    assert "duo/07.-geslaagden,-gezakten-en-cijfers-2023-2024.csv" in files
    assert "duo/02.-alle-vestigingen-vo-2026.csv" in files
    offers = pd.read_parquet(tmp_path / "p" / "offers.parquet")
    counts = offers.groupby("year").size()
    assert counts["2024-2025"] == counts["2023-2024"]


@pytest.mark.slow
def test_a_destination_that_is_a_file_is_refused(sample, tmp_path):
    (tmp_path / "prepared").write_text("in the way")
    with pytest.raises(DataError, match="prepared: cannot be made"):
        subject.build(sample, tmp_path / "prepared", tmp_path / "geo", quiet=True, accept=True)


def test_command_line_refuses_in_one_line(source, tmp_path, capsys):
    (source / duo.ADDRESSES).unlink()
    arguments = ["--source", str(source), "--out", str(tmp_path / "p")]
    assert command.main(["build", *arguments, "--assets", str(tmp_path / "g")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.startswith("error: alle-vestigingen-vo-2026.csv: file not found")


@pytest.mark.parametrize("place", ["before", "after"])
def test_debug_shows_the_traceback(tmp_path, place):
    arguments = ["build", "--source", str(tmp_path / "nowhere")]
    arguments = ["--debug", *arguments] if place == "before" else [*arguments, "--debug"]
    with pytest.raises(DataError, match="no such directory"):
        command.main(arguments)


def test_without_a_command_help_is_printed(capsys):
    assert command.main([]) == 0
    out = capsys.readouterr().out
    for name in ["build", "check", "coverage"]:
        assert name in out


@pytest.mark.slow
def test_runs_as_a_module(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "geodata", "build", "--source", str(tmp_path / "nowhere")],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(subject.__file__).parents[2],
    )
    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.count("\n") == 1
    assert "Traceback" not in run.stderr
