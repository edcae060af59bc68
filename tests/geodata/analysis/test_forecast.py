"""Cohorts moved forward by hand, on the grid, and on the tables that ship."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.analysis import forecast
from geodata.analysis.coverage import totals
from geodata.commands import check, published
from geodata.errors import DataError
from tests.support import grid
from tests.support.ages import GROUPS, homes


def primary(rows: list[tuple[str, int, int, int]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["postcode", "age", "low", "high"])


@pytest.fixture(scope="module")
def country():
    return grid.country(homes=homes())


@pytest.fixture(scope="module")
def shipped(data):
    return data.tables


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2025, 0.6 * 200 + 0.4 * 400),
        (2026, 0.8 * 200 + 0.2 * 400),
        (2027, 200),
        (2030, 0.6 * 100 + 0.4 * 200),
        (2032, 100),
        (2033, 0.2 * 50 + 0.8 * 100),
        (2035, 0.6 * 50 + 0.4 * 100),
    ],
)
def test_young_people_of_a_year_are_shares_of_age_groups(country, year, expected):
    assert forecast.young(country, year) == pytest.approx(np.full(9, expected))


def test_the_counted_years_are_as_counted(country):
    assert (forecast.young(country, 2021) == country.young(2021)).all()
    assert (forecast.young(country, 2025) == country.young(2025)).all()


def test_from_2021_the_children_of_2021_move(country):
    assert forecast.young(country, 2025, 2021) == pytest.approx(np.full(9, 0.4 * 150 + 0.6 * 300))
    assert forecast.young(country, 2033, 2021) == pytest.approx(np.full(9, 60.0))


def test_the_weights_of_the_base_year_are_those_of_young_people():
    assert forecast.weights(2025) == {
        "age_0_4": 0,
        "age_5_9": 0,
        "age_10_14": 0.6,
        "age_15_19": 0.4,
    }


@pytest.mark.parametrize(("year", "base"), [(2038, 2025), (2034, 2021), (2020, 2025), (2017, 2021)])
def test_nobody_who_is_not_born_yet_is_counted(country, year, base):
    with pytest.raises(DataError, match=f"no forecast of {year} from {base}; choose from"):
        forecast.young(country, year, base)


def test_only_years_with_age_groups_are_a_base(country):
    with pytest.raises(DataError, match="no age groups of 2022; choose 2021 or 2025"):
        forecast.young(country, 2030, 2022)


def test_a_home_without_figures_has_nobody():
    unknown = homes()
    unknown.loc[0, [column for column in unknown if column.startswith("age_")]] = np.nan
    tables = grid.country(homes=unknown)
    assert forecast.young(tables, 2032)[0] == 0
    assert forecast.by_region(tables, "nl").loc[0, 2032] == 800


def test_a_row_per_region_and_a_column_per_year(country):
    table = forecast.by_region(country, "municipality")
    assert list(table.columns) == ["level", "code", 2021, *range(2025, 2036)]
    assert table["code"].tolist() == ["east", "west"]
    assert table[2032].tolist() == [600, 300]


def test_change_between_two_years(country):
    # From 280 per home in 2025 to 70 in 2035; from 200 in 2027 to 100 in 2032.
    assert forecast.change(country, "nl") == pytest.approx([-75])
    assert forecast.change(country, "municipality", 2027, 2032) == pytest.approx([-50, -50])


def test_no_change_without_young_people():
    nobody = homes(now=dict.fromkeys(GROUPS, 0.0))
    assert np.isnan(forecast.change(grid.country(homes=nobody), "nl")).all()


def test_backtest_is_the_forecast_of_2021_above_what_was_counted(country):
    row = forecast.backtest(country, "nl").iloc[0]
    assert row["forecast"] == pytest.approx(9 * 240)
    assert row["counted"] == pytest.approx(9 * 280)
    assert row["error"] == pytest.approx(100 * (240 / 280 - 1))


def test_pupils_of_5_to_9_are_of_vmbo_age_in_2032():
    rows = [("1", age, 10, 20) for age in range(4, 13)] + [("2", 5, 1, 4)]
    tables = grid.country(homes=homes(), primary=primary(rows))
    west = forecast.primary_check(tables, "municipality").set_index("code").loc["west"]
    assert (west["low"], west["high"]) == (50, 100)
    # Only home 1 of the west has pupils; those of home 2 are in the east.
    assert (west["forecast"], west["left_out"]) == (100, 200)
    east = forecast.primary_check(tables, "municipality").set_index("code").loc["east"]
    assert (east["low"], east["high"], east["forecast"]) == (1, 4, 100)


def test_pupils_of_6_to_10_are_of_vmbo_age_in_2031():
    rows = [("1", age, age, age) for age in range(4, 13)]
    tables = grid.country(homes=homes(), primary=primary(rows))
    row = forecast.primary_check(tables, "nl", 2031).iloc[0]
    assert row["low"] == row["high"] == 6 + 7 + 8 + 9 + 10
    assert row["forecast"] == pytest.approx(0.8 * 100 + 0.2 * 200)


def test_a_region_that_the_pupils_lack_is_unknown():
    tables = grid.country(homes=homes(), primary=primary([("1", 5, 1, 4)]))
    east = forecast.primary_check(tables, "municipality").set_index("code").loc["east"]
    assert east[["forecast", "low", "high"]].isna().all()
    assert east["left_out"] == 600


@pytest.mark.parametrize("year", [2030, 2033])
def test_ages_that_are_not_all_in_primary_school_are_refused(country, year):
    with pytest.raises(DataError, match=f"no primary pupils of vmbo age in {year}"):
        forecast.primary_check(country, "nl", year)


persons = st.lists(st.integers(0, 5_000), min_size=36, max_size=36)


@pytest.mark.slow
@settings(max_examples=30)
@given(persons, st.sampled_from(forecast.YEARS))
def test_parts_add_up_to_the_whole(counts, year):
    now = pd.DataFrame(np.reshape(counts, (9, 4)).astype(float), columns=GROUPS)
    tables = grid.country(homes=homes(now=now))
    per_level = {
        level: forecast.by_region(tables, level)[year]
        for level in ("postcode", "municipality", "province", "nl")
    }
    whole = forecast.young(tables, year).sum()
    assert all(parts.sum() == pytest.approx(whole) for parts in per_level.values())
    assert per_level["municipality"].ge(0).all()


@given(st.sampled_from([2021, 2025]), st.integers(-3, 12))
def test_weights_are_five_years_of_age(base, later):
    share = list(forecast.weights(base + later, base).values())
    assert all(0 <= weight <= 1 for weight in share)
    assert sum(share) * forecast.GROUP_YEARS == pytest.approx(5)


@given(st.sampled_from([2021, 2025]), st.integers(-3, 11))
def test_a_year_later_a_fifth_of_a_group_makes_place_for_a_fifth_of_a_younger_one(base, later):
    now, then = (
        np.array(list(forecast.weights(base + year, base).values())) for year in (later, later + 1)
    )
    moved = np.round((then - now) * 5).astype(int)
    assert sorted(moved[moved != 0]) in ([-1, 1], [])
    # Ever younger: what lies in the younger groups never becomes less.
    assert (np.cumsum(then) >= np.cumsum(now) - 1e-9).all()


@pytest.mark.slow
@settings(max_examples=30)
@given(st.floats(0, 10_000))
def test_where_every_age_counts_the_same_nothing_changes(count):
    even = dict.fromkeys(GROUPS, count)
    tables = grid.country(homes=homes(now=even, before=even))
    years = forecast.by_region(tables, "nl").drop(columns=["level", "code"])
    assert np.allclose(years, 9 * count)


@pytest.mark.slow
def test_the_shipped_base_year_is_a_share_of_its_age_groups(shipped):
    share = forecast.weights(2025)
    moved = sum(
        weight * shipped.homes[f"{group}_2025"].fillna(0) for group, weight in share.items()
    )
    assert moved.to_numpy() == pytest.approx(forecast.young(shipped, 2025))


def test_no_shipped_region_loses_or_gains_people(shipped):
    whole = forecast.by_region(shipped, "nl").iloc[0]
    for level in ("province", "labour_region", "rmc", "corop", "municipality"):
        parts = forecast.by_region(shipped, level)
        assert all(parts[year].sum() == pytest.approx(whole[year]) for year in forecast.YEARS)


def test_shipped_forecast_by_hand_from_the_national_counts(shipped):
    """CBS 70072ned, 1-1-2025: 858,425 of 0–4 and 893,434 of 5–9."""
    whole = forecast.by_region(shipped, "nl").iloc[0]
    assert whole[2032] == pytest.approx(893_434)
    assert whole[2035] == pytest.approx(0.6 * 858_425 + 0.4 * 893_434)


def test_the_backtest_finds_the_cities_of_students(shipped):
    """Who came to study at 18 or 19 is in the group of 15–19, and was elsewhere in 2021."""
    worst = forecast.backtest(shipped, "municipality").nsmallest(4, "error")["code"]
    maastricht, wageningen, delft, groningen = "GM0935", "GM0289", "GM0503", "GM0014"
    assert set(worst) == {maastricht, wageningen, delft, groningen}
    at = shipped.regions_of("municipality")["code"].eq(maastricht).to_numpy()
    assert forecast.change(shipped, "municipality")[at] < -25
    assert forecast.change(shipped, "municipality", forecast.CHILDREN_ONLY)[at] > -10


def test_from_a_year_on_it_is_made_of_children_alone():
    students = max(forecast.GROUPS, key=forecast.GROUPS.get)
    assert forecast.GROUPS[students] == 15
    assert forecast.weights(forecast.CHILDREN_ONLY - 1)[students] > 0
    assert forecast.weights(forecast.CHILDREN_ONLY)[students] == 0


def test_the_published_forecast_is_compared_and_is_no_verdict(shipped, capsys, monkeypatch):
    compared = [
        figure
        for figure in published.FIGURES
        if figure.tolerance is None and ": young people " in figure.name
    ]
    assert len(compared) == 14
    assert all(figure.why for figure in compared)
    monkeypatch.setattr(check, "FIGURES", compared)
    assert check.report(shipped) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    assert all("not the same thing as DUO 2020" in line for line in lines)
    drenthe = next(line for line in lines if line.startswith("Drenthe: young people 2021 to 2033"))
    at = shipped.regions_of("province")["code"].eq("PV22").to_numpy()
    then, before = (
        totals(shipped, "province", forecast.young(shipped, year))[at].item()
        for year in (2033, 2021)
    )
    ours = 100 * (then / before - 1)
    assert f"{ours:.1f}" in drenthe
    assert f"{ours + 24:+.1f}: " in drenthe
