"""``python -m geodata scenario``, and changes of ``coverage``, as a user types them."""

import io

import pandas as pd
import pytest

from geodata.__main__ import main
from geodata.analysis.scenario import COLUMNS, scenario
from geodata.changes import parse_changes
from geodata.question import Question

GOES = ("--profiles", "MT", "--by", "province", "--stop", "13OR01:M&T")


def run(capsys, *arguments: str) -> pd.DataFrame:
    assert main([*arguments]) == 0
    return pd.read_csv(io.StringIO(capsys.readouterr().out), dtype={"code": str})


@pytest.mark.usefixtures("read_once")
def test_the_same_figures_as_the_function_and_as_coverage(capsys, data):
    table = run(capsys, "scenario", *GOES, "--start", "4501:mt,BWI")
    changes = parse_changes("stop:13OR01.mt,start:4501.mt,start:4501.bwi")
    expected = scenario(data.tables, Question("MT", changes=changes), "province")
    assert list(table) == list(COLUMNS)
    pd.testing.assert_frame_equal(table, expected.round(4), check_dtype=False)
    zeeland = table.set_index("code").loc["PV29"]
    assert zeeland["lost"] > 3_000 and zeeland["gained"] > 1_000
    now, after = (run(capsys, "coverage", *with_) for with_ in (GOES[:4], GOES))
    alone = run(capsys, "scenario", *GOES)
    assert alone["share_before"].tolist() == now["share"].tolist()
    assert alone["share_after"].tolist() == after["share"].tolist()


@pytest.mark.usefixtures("read_once")
def test_who_is_hit(capsys):
    hit, country = (
        run(capsys, "scenario", *GOES[:2], *GOES[4:], *more) for more in (["--hit"], [])
    )
    assert hit["lost"].sum() == pytest.approx(country["lost"].sum())
    assert hit["lost"].is_monotonic_decreasing
    assert (hit["km_after"] > hit["km_before"]).all() and (hit["further"] >= hit["lost"]).all()
    assert set(hit["from_site"]) == {"13OR01"} and "13OR01" not in set(hit["to_site"])


@pytest.mark.usefixtures("read_once")
def test_an_end_in_one_track_is_one_for_who_asks_that_track(capsys):
    typed = ("--profiles", "MT", "--stop", "13OR01:MT.BB", "--tracks")
    basic, both = (run(capsys, "scenario", *typed, tracks) for tracks in ("BB", "BB,KB"))
    assert basic["lost"].sum() > 0 and both["lost"].sum() == 0


@pytest.mark.usefixtures("read_once")
def test_a_site_moves(capsys):
    table = run(capsys, "scenario", *GOES[:4], "--move", "13OR01:4501")
    assert table["lost"].sum() > 0 and table["gained"].sum() > 0


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "nothing changes"),
        (("--stop", "99XX99"), "there is no site with this code"),
        (("--stop", "13OR01:MVI"), "is not offered there"),
        (("--stop", "13OR01:hout"), "unknown profile 'HOUT'"),
        (("--stop", "13OR01:"), "is not understood"),
        (("--stop", "13OR01:MT.LWT"), "is not understood"),
        (("--start", "4501"), "is not understood"),
        (("--start", "1000:PIE"), "there is no postcode area with this code"),
        (("--start", "52.1,3.2:PIE"), "is not understood"),
        (("--move", "13OR01:noord"), "is not understood"),
        (tuple(f"--start={1011 + at}:PIE" for at in range(21)), "21 changes are more than 20"),
    ],
)
def test_what_cannot_be_is_one_line_and_exit_2(capsys, arguments, said):
    assert main(["scenario", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1 and said in captured.err
