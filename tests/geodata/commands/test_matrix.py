"""The estimate of the country as it ships, asked through the command line as a user does."""

import gzip
import io
import json
from contextlib import redirect_stdout
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geodata.__main__ import main
from geodata.commands import matrix as matrix_command
from geodata.tables import distances
from geodata.tables.reader import PREPARED
from geodata.travel import estimate_file
from geodata.travel.network import from_edges, write
from geodata.vocabulary import DETOUR

PLACES = {
    "Terneuzen": (3.828, 51.335),
    "Vlissingen": (3.573, 51.443),
    "Goes": (3.889, 51.504),
    "Hellevoetsluis": (4.133, 51.834),
    "Middelharnis": (4.165, 51.757),
    "Tiel": (5.434, 51.886),
    "Beneden-Leeuwen": (5.51, 51.884),
    "Enkhuizen": (5.291, 52.703),
    "Lelystad": (5.475, 52.518),
    "Stavoren": (5.361, 52.884),
    "Den Helder": (4.76, 52.955),
    "Den Burg": (4.798, 53.054),
    "Harlingen": (5.421, 53.174),
    "West-Terschelling": (5.215, 53.359),
    "Amersfoort": (5.387, 52.156),
    "Soest": (5.293, 52.173),
    "North Sea": (3.5, 52.5),
    "Paris": (2.352, 48.857),
}


def points(path: Path, places=PLACES, separator: str = ",") -> str:
    frame = pd.DataFrame([(name, *place) for name, place in places.items()])
    frame.to_csv(path, index=False, header=["id", "lon", "lat"], sep=separator)
    return str(path)


def matrix(capsys, *arguments: str) -> pd.DataFrame:
    assert main(["matrix", *arguments]) == 0
    frame = pd.read_csv(io.StringIO(capsys.readouterr().out))
    assert list(frame) == matrix_command.COLUMNS
    return frame.set_index(["origin", "destination"])


@pytest.fixture(scope="module")
def rides(tmp_path_factory) -> pd.DataFrame:
    """Every pair of the places, by bicycle."""

    file = points(tmp_path_factory.mktemp("matrix") / "places.csv")
    out = io.StringIO()
    with redirect_stdout(out):
        assert main(["matrix", "--origins", file, "--destinations", file, "--mode", "cycle"]) == 0
    return pd.read_csv(io.StringIO(out.getvalue())).set_index(["origin", "destination"])


# ---- across water -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        # Over the locks and by the ferry Vlissingen – Breskens; the tunnels are closed to bicycles.
        ("Terneuzen", "Vlissingen", 30, 40),
        ("Terneuzen", "Goes", 50, 75),
        # Over the Haringvlietdam or the bridge near Numansdorp.
        ("Hellevoetsluis", "Middelharnis", 15, 30),
        # By the ferry to Wamel.
        ("Tiel", "Beneden-Leeuwen", 6, 9),
        # Over the Houtribdijk, and round by the Afsluitdijk.
        ("Enkhuizen", "Lelystad", 28, 34),
        ("Enkhuizen", "Stavoren", 80, 120),
        ("Den Helder", "Den Burg", 12, 18),
        ("Harlingen", "West-Terschelling", 25, 40),
    ],
)
def test_across_water_the_way_leads_by_bridge_dam_or_ferry(rides, one, other, least, most):
    there, back = rides.loc[(one, other)], rides.loc[(other, one)]
    assert least < there["km"] < most
    assert there["method"] == back["method"] == "crossing"
    assert back["km"] == pytest.approx(there["km"], rel=0.01)


def test_on_dry_land_it_is_the_straight_line_times_the_detour(rides, tmp_path, capsys):
    file = points(tmp_path / "places.csv")
    line = matrix(capsys, "--origins", file, "--destinations", file, "--mode", "straight")
    pair = ("Amersfoort", "Soest")
    assert rides.loc[pair, "method"] == "estimate"
    assert rides.loc[pair, "km"] == pytest.approx(DETOUR * line.loc[pair, "km"], abs=0.001)
    assert line.loc[pair, "method"] == "straight"
    assert line["minutes"].isna().all()
    # A straight line ends anywhere.
    assert line["km"].notna().all()
    both = rides["km"].notna()
    assert (rides.loc[both, "km"] >= line.loc[both, "km"]).all()


@pytest.mark.parametrize("place", ["North Sea", "Paris"])
def test_at_sea_and_far_abroad_there_is_no_distance(rides, place):
    for pairs in (rides.xs(place, level=0), rides.xs(place, level=1)):
        assert (pairs["method"] == "off_network").all()
        assert pairs[["km", "minutes"]].isna().all(axis=None)
    assert rides["method"].eq("off_network").sum() == len(PLACES) ** 2 - (len(PLACES) - 2) ** 2


def test_the_same_place_is_0_km(rides):
    for place in set(PLACES) - {"North Sea", "Paris"}:
        assert rides.loc[(place, place), "km"] == 0


def test_different_places_are_never_0_km(rides):
    same = rides.index.get_level_values(0) == rides.index.get_level_values(1)
    assert not (rides["km"][~same] == 0).any()


def test_a_pair_does_not_depend_on_the_others(rides, tmp_path, capsys):
    one = points(tmp_path / "one.csv", {"Tiel": PLACES["Tiel"]}, ";")
    other = points(tmp_path / "other.csv", {"Beneden-Leeuwen": PLACES["Beneden-Leeuwen"]})
    alone = matrix(capsys, "--origins", one, "--destinations", other, "--mode", "cycle")
    pd.testing.assert_frame_equal(alone, rides.loc[alone.index])


def test_minutes_follow_the_speed(tmp_path, capsys):
    file = points(tmp_path / "places.csv", {name: PLACES[name] for name in ("Tiel", "Soest")})
    asked = ("--origins", file, "--destinations", file, "--mode", "cycle")
    for speed, typed in ((16, ()), (20, ("--speed", "20")), (7.5, ("--speed", "7,5"))):
        frame = matrix(capsys, *asked, *typed)
        assert frame["minutes"].to_list() == pytest.approx((frame["km"] / speed * 60), abs=0.06)


def test_json_is_the_same_table(rides, tmp_path, capsys):
    file = points(tmp_path / "places.csv", {name: PLACES[name] for name in ("Tiel", "North Sea")})
    asked = ["--origins", file, "--destinations", file, "--mode", "cycle", "--format", "json"]
    assert main(["matrix", *asked]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [set(row) for row in rows] == [set(matrix_command.COLUMNS)] * 4
    assert rows[1] == {
        "origin": "Tiel",
        "destination": "North Sea",
        "km": None,
        "minutes": None,
        "method": "off_network",
    }


@pytest.mark.slow
def test_in_pieces_it_is_the_same_table(rides, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(matrix_command, "_PAIRS_AT_ONCE", 40)
    few = points(tmp_path / "few.csv", dict(list(PLACES.items())[:5]))
    every = points(tmp_path / "every.csv")
    for one, other in ((few, every), (every, few)):
        frame = matrix(capsys, "--origins", one, "--destinations", other, "--mode", "cycle")
        pd.testing.assert_frame_equal(frame, rides.loc[frame.index])


# ---- what cannot be asked -----------------------------------------------------------------------

GOOD = "id,lon,lat\na,5.1,52.1\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "no such file; give a CSV file with columns id, lon and lat"),
        ("", "own.csv: holds no points"),
        ("id,lon,lat\n", "own.csv: holds no points"),
        ("id,lon\na,5.1\n", "own.csv: column lat is missing; found id, lon"),
        ("id,lon,lat\na,5.1,52.1\nb,oost,52.1\n", "own.csv, row 3: lon 'oost' is not a number"),
        ("id;lon;lat\na;5,1;52,1\n", "own.csv, row 2: lon '5,1' is not a number"),
        ("id,lon,lat\na,,52.1\n", "own.csv, row 2: lon is empty"),
        ("id,lon,lat\n,5.1,52.1\n", "own.csv, row 2: id is empty"),
        ("id,lon,lat\na,52.1,5.1\n", "own.csv, row 2: lon 52.1, lat 5.1 is no place in Europe"),
        ("id,lon,lat\na,155000,463000\n", "own.csv, row 2: lon 155000.0"),
        ("id,lon,lat\na,5.1,nan\n", "own.csv, row 2: lat 'nan' is not a number"),
        ("id,lon,lat\na,5,52\na,6,52\n", "own.csv, row 3: id a occurs again (first in row 2)"),
        ("id,lon,lat\na,5.1\n", "own.csv, row 2: has 2 cells where the header has 3"),
    ],
)
def test_bad_points_are_refused_in_one_line(tmp_path, capsys, text, said):
    good, own = tmp_path / "good.csv", tmp_path / "own.csv"
    good.write_text(GOOD)
    if text is not None:
        own.write_text(text)
    asked = ["--origins", str(good), "--destinations", str(own), "--mode", "cycle"]
    assert main(["matrix", *asked]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert said in captured.err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("own.csv", "id,lon,lat\ncafé,5.1,52.1\n".encode("cp1252"), "row 2: is not UTF-8 text"),
        ("own.csv", GOOD.encode("utf-16"), "own.csv, row 1: is not UTF-8 text"),
        ("own.csv", b"PK\x03\x04" + bytes(range(256)), "is not UTF-8 text"),
        ("own.csv", b"id,lon,lat\n\0,5.1,52.1\n", "own.csv: contains binary data"),
        ("own.csv", GOOD.encode() + b"b,5.1,52.1\n" * 1_900_000, "is larger than 20 MB; split"),
        ("own.csv.gz", gzip.compress(bytes(10**8)), "own.csv.gz: is larger than 20 MB; split"),
        ("own.csv.gz", GOOD.encode(), "own.csv.gz: cannot be unpacked"),
        ("own.csv.gz", gzip.compress(GOOD.encode())[:-9], "own.csv.gz: cannot be unpacked"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_of_points_that_is_none_is_refused_before_it_costs_anything(
    tmp_path, capsys, name, content, said
):
    good, own = tmp_path / "good.csv", tmp_path / name
    good.write_text(GOOD)
    own.write_bytes(content)
    asked = ["--origins", str(good), "--destinations", str(own), "--mode", "straight"]
    assert main(["matrix", *asked]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.count("\n") == 1
    assert said in captured.err
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["good.csv", name])


def test_names_of_points_come_back_as_they_are(tmp_path, capsys):
    """Whoever joins by them finds them again: formulas, mark-up and all."""
    names = ["=1+1", "<b onload=x>", "@a", "-", "Zoë, Café", 'a "b"']
    places = {name: (5.1 + n / 100, 52.1) for n, name in enumerate(names)}
    packed = tmp_path / "own.csv.gz"
    packed.write_bytes(gzip.compress(Path(points(tmp_path / "own.csv", places)).read_bytes()))
    file = str(packed)
    frame = matrix(capsys, "--origins", file, "--destinations", file, "--mode", "straight")
    assert list(frame.index) == [(one, other) for one in names for other in names]


def test_a_network_elsewhere_is_said_and_the_estimate_stays(tmp_path, capsys):
    abroad = from_edges([900_000, 900_100], [100_000, 100_000], [0, 1], [1, 0], [100, 100])
    write(abroad, tmp_path / "abroad")
    file = points(tmp_path / "places.csv", {name: PLACES[name] for name in ("Tiel", "Soest")})
    asked = ["--origins", file, "--destinations", file, "--mode", "cycle"]
    assert main(["matrix", *asked]) == 0
    without = capsys.readouterr()
    assert main(["matrix", *asked, "--network", str(tmp_path / "abroad")]) == 0
    elsewhere = capsys.readouterr()
    assert elsewhere.out == without.out
    assert "abroad: the network holds no ride between these points" in elsewhere.err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--mode", "cycle", "--speed", "100"), "speed '100'"),
        (("--mode", "cycle", "--network", "nowhere"), "holds no cycling network"),
        (("--mode", "cycle", "--tables", "nowhere"), "the national estimate cannot be read"),
        (("--mode", "straight", "--network", "nowhere"), "needs no --network"),
    ],
)
def test_what_cannot_be_asked_is_said(tmp_path, capsys, more, said):
    file = points(tmp_path / "places.csv")
    assert main(["matrix", "--origins", file, "--destinations", file, *more]) == 2
    assert said in capsys.readouterr().err


def test_too_many_pairs_are_refused(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(matrix_command, "MOST_PAIRS", len(PLACES) ** 2 - 1)
    file = points(tmp_path / "places.csv")
    asked = ["--origins", file, "--destinations", file, "--mode", "straight"]
    assert main(["matrix", *asked]) == 2
    assert "324 pairs is more than 323; split one of the files" in capsys.readouterr().err


# ---- the table that ships -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return pd.read_parquet(PREPARED / "distances.parquet")


@pytest.mark.slow
def test_every_home_has_a_ride_to_its_nearest_site(data):
    tables = data.tables
    sites = np.flatnonzero(tables.placed_sites["in_address_file"])
    assert tables.metres("cycle", sites).min(axis=1).max() < 40_000


@pytest.mark.slow
def test_hardly_any_pair_is_unrouted(table):
    assert (table["method"] == "unrouted").sum() <= 40


@pytest.mark.slow
def test_the_table_is_what_the_estimate_says(data, table):
    """Some pairs of the table, asked again."""
    tables = data.tables
    some = table.sample(12, random_state=3)
    homes = tables.homes.iloc[some["home"]][["x", "y"]].to_numpy()
    sites = tables.sites.set_index("code").loc[some["site"], ["x", "y"]].to_numpy()
    metres, _ = estimate_file.read(PREPARED).pairs(homes, sites, np.arange(12), np.arange(12))
    assert np.abs(np.ceil(metres / 10) - some["cycle_dam"]).max() <= 1
    assert np.hypot(*(homes - sites).T).max() <= distances.WITHIN_M
