"""The command line, as a user types it."""

import io
import json

import pandas as pd
import pytest

from geodata.__main__ import main
from geodata.analysis.coverage import coverage
from geodata.analysis.coverage_table import COLUMNS
from geodata.errors import DataError
from geodata.question import Question, parse_profiles, parse_speed, parse_threshold, parse_tracks


def run(capsys, *arguments: str) -> pd.DataFrame:
    assert main(["coverage", *arguments]) == 0
    return pd.read_csv(io.StringIO(capsys.readouterr().out), dtype={"code": str})


@pytest.mark.slow
def test_the_yardstick(capsys):
    frame = run(capsys, "--profiles", "hard", "--tracks", "BB,KB", "--max", "10km", "--by", "nl")
    assert list(frame) == list(COLUMNS)
    assert frame["share"].item() == pytest.approx(94.1, abs=0.5)


@pytest.mark.usefixtures("read_once")
def test_same_numbers_as_the_function(capsys, data):
    frame = run(capsys, "--profiles", "allhard", "--max", "6km", "--by", "sto")
    question = Question("allhard", ("BB", "KB"), 6000, data.tables.years[-1])
    expected = coverage(data.tables, question, "sto")
    pd.testing.assert_series_equal(frame["share"], expected["share"].round(4))
    assert frame["code"].tolist() == expected["code"].tolist()


@pytest.mark.usefixtures("read_once")
def test_json(capsys):
    assert main(["coverage", "--by", "province", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 12
    assert set(rows[0]) == set(COLUMNS)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("HARD", "hard"), ("M&T", "MT"), ("mtr,mte", "MT,MAT"), ("pie, BWI", "BWI,PIE"), ("DP", "dp")],
)
def test_profiles_as_people_write_them(typed, code):
    assert parse_profiles(typed) == code


@pytest.mark.parametrize(
    ("typed", "metres"), [("10km", 10_000), ("7,5 km", 7_500), ("2.5KM", 2_500)]
)
def test_thresholds_as_people_write_them(typed, metres):
    assert parse_threshold(typed) == metres


def test_tracks_keep_their_order():
    assert parse_tracks("kb,bb") == ("BB", "KB")


@pytest.mark.parametrize(
    ("typed", "speed", "metres"),
    [("30min", 16, 8_000), ("30 min", 20, 10_000), ("7,5km", 16, 7_500), ("22,5MIN", 16, 6_000)],
)
def test_thresholds_by_bicycle(typed, speed, metres):
    assert parse_threshold(typed, "cycle", speed) == metres


@pytest.mark.parametrize("typed", ["41km", "200min", "0min", "30", "30 minuten", "-5min"])
def test_a_ride_that_cannot_be_read_is_said(typed):
    with pytest.raises(DataError, match=f"threshold '{typed}'"):
        parse_threshold(typed, "cycle")


def test_a_time_as_the_crow_flies_is_said():
    with pytest.raises(DataError, match="a time needs --distance cycle"):
        parse_threshold("30min")


@pytest.mark.parametrize(("typed", "speed"), [("16", 16), ("17,5", 17.5), ("25.0", 25)])
def test_speeds_as_people_write_them(typed, speed):
    assert parse_speed(typed) == speed


@pytest.mark.parametrize("typed", ["0", "4.9", "46", "-16", "fast", "", "nan", "inf"])
def test_a_speed_that_cannot_be_read_is_said(typed):
    with pytest.raises(DataError, match="is not a number from 5 to 45"):
        parse_speed(typed)


@pytest.mark.slow
@pytest.mark.usefixtures("read_once")
def test_by_bicycle(capsys, data):
    line = run(capsys, "--max", "8km")["share"].item()
    by_time = run(capsys, "--distance", "cycle", "--max", "30min")
    by_way = run(capsys, "--distance", "cycle", "--max", "8km")
    faster = run(capsys, "--distance", "cycle", "--max", "30min", "--speed", "20")
    pd.testing.assert_frame_equal(by_time, by_way)
    assert by_way["share"].item() < line
    assert by_way["share"].item() < faster["share"].item()
    question = Question(threshold_m=8_000, distance="cycle")
    assert by_way["share"].item() == coverage(data.tables, question, "nl")["share"].round(4).item()


@pytest.mark.parametrize("typed", ["10", "ten km", "0km", "1e9km", "30min", "", "-5km"])
def test_a_threshold_that_cannot_be_read_is_said(typed):
    with pytest.raises(DataError, match="write for example 10km"):
        parse_threshold(typed)


@pytest.mark.slow
@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize(
    "arguments",
    [
        ("--profiles", "hout"),
        ("--tracks", "TL"),
        ("--max", "ver"),
        ("--year", "1999-2000"),
        ("--max", "30min"),
        ("--distance", "cycle", "--speed", "100"),
    ],
)
def test_an_error_is_one_line_and_exit_2(capsys, arguments):
    assert main(["coverage", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert captured.err.startswith("error: ")


def test_missing_tables_say_how_to_make_them(capsys, tmp_path):
    assert main(["coverage", "--tables", str(tmp_path)]) == 2
    assert "python -m geodata build --source DIR" in capsys.readouterr().err
