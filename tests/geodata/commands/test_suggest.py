"""``python -m geodata suggest``, as a user types it."""

import io

import pandas as pd
import pytest

from geodata.__main__ import main
from geodata.analysis.sited import COLUMNS
from geodata.analysis.siting import best_places
from geodata.question import Question


@pytest.mark.usefixtures("read_once")
def test_the_same_places_as_the_function(capsys, data):
    expected = best_places(data.tables, Question("PIE"), 3)
    for option, choice in (((), expected.places), (("--runner-up",), expected.runner_up)):
        assert main(["suggest", "--profile", "pie", "--count", "3", *option]) == 0
        captured = capsys.readouterr()
        table = pd.read_csv(io.StringIO(captured.out), dtype={"code": str})
        assert list(table) == list(COLUMNS)
        pd.testing.assert_frame_equal(table, choice, check_dtype=False)
        assert table["total"].iloc[-1] > 20_000 and (table["gap"] == 0).all()
        costs = f"{expected.cost_of_runner_up:,.0f} young people"
        assert captured.err.endswith(f"to choose it costs {costs}\n")


@pytest.mark.usefixtures("read_once")
def test_the_reverse_says_when_there_are_no_more(capsys):
    asked = ["--profile", "PIE", "--merge", "--region", "GM0664", "--count", "20"]
    assert main(["suggest", *asked]) == 0
    captured = capsys.readouterr()
    assert captured.err.startswith("note: more places than these")
    assert captured.out.splitlines()[1].startswith("1,13OR01,")


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--profile", "hard"), "unknown profile 'HARD'"),
        (("--profile", "PIE", "--count", "0"), "--count 0 is not a number from 1 to 20"),
        (("--profile", "PIE", "--region", "XX"), "no region has the code 'XX'"),
        (("--profile", "PIE", "--start", "1000:PIE"), "there is no postcode area"),
    ],
)
def test_what_cannot_be_is_one_line_and_exit_2(capsys, arguments, said):
    assert main(["suggest", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.count("\n") == 1 and said in captured.err
