"""Candidates beside young people and beside jobs, on the grid and on the tables that ship."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.analysis.supply import (
    JOBS,
    candidates,
    candidates_per_100_young,
    candidates_per_1000_jobs,
    counted_profiles,
)
from geodata.question import Question
from geodata.vocabulary import PROFILES, countable
from tests.support import grid
from tests.support.ages import homes

ALL = ("BB", "KB", "GL")


def ask(profiles="hard", tracks=ALL, **more) -> Question:
    return Question(profiles, tracks, year=grid.YEAR, **more)


def country(**changes):
    """The grid with ages, a in the west, b and c in the east."""
    sites = grid.sites().assign(municipality=["west", "east", "east", None])
    return grid.country(**({"homes": homes(), "sites": sites} | changes))


def indicators(rows: list[tuple[str, str, str, float | None]]) -> pd.DataFrame:
    """Technical jobs from (level, code, period, value)."""
    frame = pd.DataFrame(rows, columns=["level", "code", "period", "value"])
    value = frame["value"].astype("float64")
    note = np.where(value.isna(), "no_data", "")
    return frame.assign(indicator=JOBS, unit="jobs", source="cbs", value=value, note=note)


@pytest.mark.parametrize(
    ("profiles", "expected"),
    [
        ("hard", ("BWI", "PIE", "MT")),
        ("allhard", ("BWI", "PIE", "MT")),
        ("DP,PIE", ("DP", "PIE")),
        ("vbo", PROFILES),
        ("vmbo", PROFILES),
    ],
)
def test_whose_candidates_are_counted(profiles, expected):
    assert counted_profiles(ask(profiles)) == expected


def test_candidates_of_the_sites_in_a_region():
    low, high = candidates(country(), ask(), "municipality")
    # East: 1 to 4 in MT at b. West: 12 in BWI and 20 in PIE at a.
    assert (low.tolist(), high.tolist()) == ([1, 32], [4, 32])
    low, high = candidates(country(), ask("vbo"), "municipality")
    assert (low.tolist(), high.tolist()) == ([31, 32], [34, 32])
    low, high = candidates(country(), ask(tracks=("KB",)), "municipality")
    assert (low.tolist(), high.tolist()) == ([1, 0], [4, 0])


def test_candidates_now_and_then_by_hand():
    frame = candidates_per_100_young(country(), ask(population=2025), "municipality", 2032)
    east, west = (frame.set_index("code").loc[code] for code in ("east", "west"))
    # 280 young people in a home now and 100 in 2032; six homes in the east, three in the west.
    assert (west["young"], west["young_then"]) == (840, 300)
    assert west["low"] == west["high"] == pytest.approx(100 * 32 / 840)
    assert west["then_low"] == west["then_high"] == pytest.approx(32 * 300 / 840)
    assert (east["low"], east["high"]) == pytest.approx((100 / 1680, 400 / 1680))
    assert (east["then_low"], east["then_high"]) == pytest.approx((600 / 1680, 2400 / 1680))
    assert (east["candidates_low"], east["candidates_high"]) == (1, 4)


def test_now_is_the_population_year_of_the_question():
    frame = candidates_per_100_young(country(), ask(population=2021), "nl", 2032)
    assert frame["young"].item() == pytest.approx(9 * (0.6 * 300 + 0.4 * 500))


def test_without_young_people_there_is_no_figure():
    nobody = dict.fromkeys(("age_0_4", "age_5_9", "age_10_14", "age_15_19"), 0.0)
    tables = country(homes=homes(before=nobody))
    row = candidates_per_100_young(tables, ask(), "nl").iloc[0]
    assert row[["low", "high", "then_low", "then_high"]].isna().all()
    assert row["candidates_high"] == 36


def test_candidates_per_1000_jobs_of_the_newest_period():
    rows = [
        ("municipality", "east", "2019", 500.0),
        ("municipality", "east", "2024", 2_000.0),
        ("municipality", "west", "2024", 4_000.0),
    ]
    frame = candidates_per_1000_jobs(
        country(indicators=indicators(rows)), ask(), "municipality"
    ).set_index("code")
    assert frame.loc["east", ["low", "high"]].tolist() == [0.5, 2]
    assert frame.loc["west", ["low", "high", "jobs"]].tolist() == [8, 8, 4_000]
    assert frame["period"].tolist() == ["2024", "2024"]
    assert frame["note"].tolist() == ["", ""]


def test_a_missing_newer_figure_is_not_filled_with_an_older_one():
    rows = [("nl", "NL", "2019", 1_000.0), ("nl", "NL", "2024", None)]
    row = candidates_per_1000_jobs(country(indicators=indicators(rows)), ask(), "nl").iloc[0]
    assert row["period"] == "2024"
    assert np.isnan(row["low"])
    assert row["note"] == "no_data"


def test_why_there_are_no_jobs():
    rows = [("municipality", "east", "2024", 100.0), ("municipality", "west", "2024", None)]
    tables = country(indicators=indicators(rows))
    frame = candidates_per_1000_jobs(tables, ask(), "municipality").set_index("code")
    assert frame["note"].to_dict() == {"east": "", "west": "no_data"}
    assert frame.loc["west", ["low", "high", "jobs"]].isna().all()
    assert candidates_per_1000_jobs(tables, ask(), "province")["note"].tolist() == ["other_level"]
    assert candidates_per_1000_jobs(country(), ask(), "nl")["note"].tolist() == ["no_data"]


def test_no_jobs_at_all_is_no_figure():
    tables = country(indicators=indicators([("nl", "NL", "2024", 0.0)]))
    row = candidates_per_1000_jobs(tables, ask(), "nl").iloc[0]
    assert np.isnan(row["low"])
    assert row["jobs"] == 0


rows = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from(PROFILES),
        st.sampled_from(ALL),
        st.one_of(st.none(), st.integers(1, 200)),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda row: row[:3],
)


@pytest.mark.slow
@settings(max_examples=40)
@given(rows, st.sampled_from(["hard", "broad", "allhard", "DP", "vbo"]))
def test_ranges_hold_and_municipalities_add_up(offers, profiles):
    table = grid.offers([(*row, row[3] is None) for row in offers])
    tables = country(offers=table)
    parts = candidates_per_100_young(tables, ask(profiles), "municipality", 2030)
    whole = candidates_per_100_young(tables, ask(profiles), "nl", 2030).iloc[0]
    for name in ("low", "then_low"):
        assert (parts[name] <= parts[name.replace("low", "high")]).all()
    for name in ("candidates_low", "candidates_high", "young", "young_then"):
        assert parts[name].sum() == pytest.approx(whole[name])
    wanted = [row[3] for row in offers if row[1] in countable(counted_profiles(ask(profiles)))]
    assert whole["candidates_low"] == sum(number or 1 for number in wanted)
    assert whole["candidates_high"] == sum(number or 4 for number in wanted)


@pytest.mark.slow
def test_all_shipped_candidates_are_counted_once_in_the_provinces(data):
    tables = data.tables
    question = Question("vbo", ALL, year=tables.years[-1])
    frame = candidates_per_100_young(tables, question, "province")
    of_year = tables.offers[tables.offers["year"] == tables.years[-1]]
    nowhere = set(tables.sites["code"][tables.sites["municipality"].isna()])
    placed = of_year[~of_year["site"].isin(nowhere)]
    known = int(placed["candidates"].sum())
    assert frame["candidates_low"].sum() == known + int(placed["masked"].sum())
    assert frame["candidates_high"].sum() == known + 4 * int(placed["masked"].sum())
