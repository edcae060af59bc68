"""``python -m geodata distances --matrix`` on the sample: a measure is made, asked, taken away."""

import csv
import io
import json
import re
import shutil
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from geodata import __main__ as command
from geodata.tables.reader import Tables, read
from geodata.tables.standing import FORMER

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


class Ended(BaseException):
    """What ends a process at any moment."""


def test_ended_between_table_and_manifest_the_measure_is_that_of_before(
    built, copied, tmp_path, monkeypatch
):
    folder = Path(shutil.copytree(copied, tmp_path / "prepared"))
    assert run(folder, matrix(built.tables, tmp_path / "ov.csv")) == 0
    before = read(folder).nearest("ov", np.arange(3))[1]

    def ends(*_):
        raise Ended

    other = matrix(built.tables, tmp_path / "other.csv", per_km=3)
    with monkeypatch.context() as patch, pytest.raises(Ended):
        patch.setattr("geodata.commands.own_measure._write_manifest", ends)
        run(folder, other)
    assert (read(folder).nearest("ov", np.arange(3))[1] == before).all()
    # The same again mends it.
    assert run(folder, other) == 0
    assert not (folder / FORMER).exists()
    assert (read(folder).nearest("ov", np.arange(3))[1] > before).any()


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


def test_a_site_without_any_value_is_named_apart(built, copied, tmp_path, capsys):
    """Also one that had its offer in an earlier year: it is no pair that a near home lacks."""
    file = matrix(built.tables, tmp_path / "ov.csv")
    pairs = pd.read_csv(file, dtype=str)
    newest, site = built.tables.years[-1], "16PI01"
    offers = built.tables.offers
    assert newest not in set(offers.loc[offers["site"] == site, "year"])
    pairs[pairs["to_id"] != site].to_csv(file, index=False)
    assert run(copied, file) == 2
    said = capsys.readouterr().err
    assert "no value at all for 1 of" in said and f"  {site} " in said
    assert "both ends have values" not in said


#: What a stand-in of r5py was asked.
ASKED = {}


class StandIn:
    """The parts of r5py 1.1.7 that the page uses, by the parameters and the columns of its source:
    minutes by the straight line, NaN beyond the longest."""

    class TransportMode:
        TRANSIT = "TRANSIT"

    class TransportNetwork:
        def __init__(self, osm_pbf, gtfs=()):
            ASKED.update(osm_pbf=osm_pbf, gtfs=gtfs)

    class TravelTimeMatrix(gpd.GeoDataFrame):
        def __init__(
            self,
            transport_network,
            origins=None,
            destinations=None,
            snap_to_network=False,
            *,
            departure,
            departure_time_window,
            percentiles,
            transport_modes,
            max_time,
        ):
            ASKED.update(departure=departure, percentiles=percentiles, modes=transport_modes)
            super().__init__()
            for ends in (origins, destinations):
                assert ends["id"].is_unique and ends.crs == 4326
            a, b = (
                ends.to_crs(28992).get_coordinates().to_numpy() for ends in (origins, destinations)
            )
            apart = np.hypot(*(a[:, None] - b).transpose(2, 0, 1))
            minutes = np.rint(5 + 2 * apart.ravel() / 1000)
            self["to_id"] = np.tile(destinations["id"].astype(str), len(origins))
            self["from_id"] = np.repeat(origins["id"].to_numpy(), len(destinations))
            longest = max_time.total_seconds() / 60
            self["travel_time"] = np.where(minutes > longest, np.nan, minutes)


def test_the_lines_of_the_page_make_a_table_that_is_taken(built, copied, tmp_path, monkeypatch):
    """As they stand, with a stand-in of r5py."""
    page = (Path(__file__).parents[3] / "docs" / "travel-times.md").read_text("utf-8")
    (lines,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (tmp_path / "geodata").mkdir()
    (tmp_path / "geodata" / "prepared").symlink_to(built.out)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "r5py", StandIn)
    exec(compile(lines, "travel-times.md", "exec"), {})
    assert ASKED["percentiles"] == [50] and ASKED["gtfs"] == ["gtfs-nl.zip"]
    assert run(copied, tmp_path / "ov.csv.gz") == 0
    manifest = json.loads((copied / "manifest.json").read_text("utf-8"))
    assert manifest["measures"][0]["longest"] <= 90
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
