"""``python -m geodata distances --matrix`` on the sample: a measure is made, asked, taken away."""

import csv
import io
import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geodata import __main__ as command
from geodata.tables.reader import Tables, read

SAID = ("--departure", "dinsdag 10 maart 2026, 7.30–8.30 uur", "--percentile", "50")


@pytest.fixture(scope="module")
def copied(built, tmp_path_factory) -> Path:
    return Path(shutil.copytree(built.out, tmp_path_factory.mktemp("own") / "prepared"))


def matrix(tables: Tables, file: Path, part: float = 1.0, per_km: float = 2.0) -> Path:
    """Of every postcode to every site: five minutes, and so many for each straight kilometre."""
    main, sites = tables.main_homes, tables.placed_sites
    apart = np.hypot(
        main["x"].to_numpy()[:, None] - sites["x"].to_numpy(),
        main["y"].to_numpy()[:, None] - sites["y"].to_numpy(),
    )
    frame = pd.DataFrame(
        {
            "from_id": np.repeat(main.index, len(sites)),
            "to_id": np.tile(sites["code"], len(main)),
            "travel_time": np.rint(5 + per_km * apart.ravel() / 1000).astype(int),
        }
    )
    frame.sample(frac=part, random_state=1).to_csv(file, index=False)
    return file


def run(folder: Path, file: Path, *more: str) -> int:
    options = ["--matrix", str(file), "--name", "ov", "--unit", "min", *SAID, *more]
    return command.main(["distances", "--tables", str(folder), *options])


def test_a_table_becomes_a_measure_that_can_be_asked(built, copied, tmp_path, capsys):
    file = matrix(built.tables, tmp_path / "ov.csv")
    assert run(copied, file) == 0
    assert "known for 100.0% of the young people" in capsys.readouterr().out
    manifest = json.loads((copied / "manifest.json").read_text("utf-8"))
    (measure,) = manifest["measures"]
    assert (measure["departure"], measure["percentile"]) == (SAID[1], 50)
    assert [one["id"] for one in manifest["sources"]][-1] == "measure_ov"
    tables = read(copied)
    # By hand: the homes of a postcode have its minutes, to the nearest site of all.
    pairs = pd.read_csv(file, dtype={"from_id": str})
    home = tables.homes["postcode"].map(pairs.groupby("from_id")["travel_time"].min())
    row = np.arange(len(tables.placed_sites))
    assert (tables.nearest("ov", row)[1] == home * 10).all()
    young = tables.young(2021)
    offering = sorted({*tables.offers.loc[tables.offers["year"] == tables.years[-1], "site"]})
    near = pairs[pairs["to_id"].isin(offering) & (pairs["travel_time"] <= 15)]["from_id"]
    covered = young[tables.homes["postcode"].isin(near)].sum()
    asked = ("--tables", str(copied), "--profiles", "vbo", "--distance", "ov", "--max", "15min")
    assert command.main(["coverage", *asked]) == 0
    (answer,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert float(answer["covered"]) == pytest.approx(covered, abs=1e-3)
    assert float(answer["young_people"]) == pytest.approx(young.sum(), abs=1e-3)
    assert {"mean_min", "p90_min"} <= answer.keys()
    for refused, said in (
        (("--max", "15km"), "cannot be asked of ov"),
        (
            ("--start", f"{tables.main_homes.index[0]}:PIE"),
            "the table of this distance has none to that place",
        ),
    ):
        assert command.main(["coverage", *asked, *refused]) == 2
        assert said in capsys.readouterr().err


def test_it_is_taken_away_again(built, copied, tmp_path, capsys):
    assert run(copied, matrix(built.tables, tmp_path / "ov.csv")) == 0
    assert command.main(["distances", "--tables", str(copied), "--forget", "ov"]) == 0
    for path in built.out.iterdir():
        assert (copied / path.name).read_bytes() == path.read_bytes()
    assert {path.name for path in copied.iterdir()} == {path.name for path in built.out.iterdir()}


def test_a_table_with_gaps_and_one_in_metres_are_refused(built, copied, tmp_path, capsys):
    before = (copied / "manifest.json").read_bytes()
    gaps = matrix(built.tables, tmp_path / "gaps.csv", part=0.85)
    assert run(copied, gaps) == 2
    said = capsys.readouterr().err
    assert "pairs are missing of which both ends have values" in said
    assert said.splitlines()[-1].startswith("error: gaps.csv: is not complete")
    metres = matrix(built.tables, tmp_path / "metres.csv", per_km=1_300)
    assert run(copied, metres) == 2
    assert "these look like metres" in capsys.readouterr().err
    assert (copied / "manifest.json").read_bytes() == before
    # Who has seen it may write it; then nothing is known of who misses a near pair.
    assert run(copied, gaps, "--accept") == 0
    tables = read(copied)
    assert 0 < tables.young(2021, "ov").sum() < tables.young(2021).sum()
    assert command.main(["distances", "--tables", str(copied), "--forget", "ov"]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--name", "cycle"), "cannot be one"),
        (("--name", "=ov"), "cannot be one"),
        (("--words", "<b>ov</b>"), "write some plain words"),
        (("--departure", "=SUM(A1)<script>"), "write some plain words"),
        (("--percentile", "100"), "is not a number from 1 to 99"),
        (("--matrix", "nowhere.csv"), "no such file"),
    ],
)
def test_what_cannot_be_called_so_is_said_in_one_line(copied, capsys, arguments, said):
    assert run(copied, Path("ov.csv"), *arguments) == 2
    assert said in capsys.readouterr().err
