"""The published figures, on the tables that ship."""

import pytest

from geodata.analysis.coverage import coverage
from geodata.commands import check, published
from geodata.question import Question
from geodata.tables.reader import PREPARED


@pytest.fixture(scope="module")
def tables(data):
    return data.tables


@pytest.fixture(scope="module")
def compared(tables):
    return check.compare(tables)


@pytest.mark.slow
def test_every_reachable_figure_is_within_its_tolerance(compared):
    verdicts = {row.figure.name: (row.ours, row.verdict) for row in compared}
    deviating = {name: ours for name, (ours, verdict) in verdicts.items() if verdict == "deviates"}
    assert not deviating
    assert sum(verdict == "ok" for _, verdict in verdicts.values()) >= 47


@pytest.mark.slow
def test_rides_to_school_are_like_those_by_every_address(compared):
    """See the comment in published."""
    figures = {row.figure.name: row.ours for row in compared}
    assert 2.3 < figures["bicycle route to the nearest secondary school, 2021 (km)"] < 2.5
    assert 2.4 < figures["nearest vmbo site by road, 2014/15 (km)"] < 2.7


@pytest.mark.slow
def test_who_misses_out_as_by_hand_and_from_where_people_live(compared):
    """From one point per postcode area all eight are within a point; where ours from where people
    live are not, they stand beside it with the reason."""
    by_hand = [place for place, row in enumerate(compared) if row.figure.one_point]
    assert len(by_hand) == 8
    for place in by_hand:
        row, beside = compared[place], compared[place + 1]
        assert abs(row.ours - row.figure.published) <= 1, row.line
        assert not beside.figure.one_point
        assert beside.figure.published == row.figure.published
        assert beside.verdict == "ok" or beside.figure.why, beside.line
        assert beside.ours != row.ours


def test_a_deviation_is_reported_and_fails(tables, capsys, monkeypatch):
    wrong = published.Figure("wrong", 50, 0.5, "nobody", lambda tables: 94.1)
    monkeypatch.setattr(check, "FIGURES", [wrong])
    assert check.report(tables) == 1
    assert "deviates" in capsys.readouterr().out


def test_out_of_reach_says_why():
    assert all(figure.why for figure in published.FIGURES if figure.ours is None)


def test_the_newest_year_is_asked_unless_another_is(tables):
    assert Question().year == tables.years[-1] == "2024-2025"


def test_the_published_yardstick(tables):
    """94.1 % of young people have a hard profile in bb/kb within 10 km."""
    row = coverage(tables, Question(), "nl").iloc[0]
    assert row["share"] == pytest.approx(94.1, abs=0.5)
    assert row["not_covered"] - row["only_dp"] == pytest.approx(13_000, abs=500)


def test_shipped_tables_stay_small():

    assets = PREPARED.parents[1] / "assets" / "geo"
    size = sum(path.stat().st_size for path in [*PREPARED.iterdir(), *assets.iterdir()])
    assert size < 20_000_000
