"""The table of labour figures and its reader."""

import ast
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.analysis import labour, official
from geodata.build import checks
from geodata.build import indicators as subject
from geodata.errors import DataError
from geodata.sources import labour as source
from geodata.sources.labour_files import PROVINCE_COROPS
from tests.support.grid import country


def regions(**codes: list[str]) -> pd.DataFrame:
    rows = [(level, code) for level, all_ in codes.items() for code in all_]
    return pd.DataFrame(rows, columns=["level", "code"])


def value(table: pd.DataFrame, code: str, indicator: str, period: str):
    key = ["code", "indicator", "period"]
    return table.set_index(key).loc[(code, indicator, period)]


@pytest.fixture(scope="module")
def made(parsed, built):
    """The table of the sample."""
    return subject.indicators(parsed.tables, built.tables.regions)


@pytest.fixture
def raw(parsed):
    """The parsed sources of the sample, to spoil."""
    return {name: table.copy() for name, table in parsed.tables.items()}


def test_the_build_ships_it(made, built):
    pd.testing.assert_frame_equal(
        built.tables.indicators.astype({"value": "float64"}), made, check_dtype=False
    )
    checks.checked("indicators", made)


def test_every_row_has_a_known_unit_note_and_source(made, built):
    sources = {entry["id"] for entry in built.manifest["sources"]}
    assert set(made["indicator"]) == set(labour.UNITS)
    assert (made["unit"] == made["indicator"].map(labour.UNITS)).all()
    assert set(made["note"]) <= {"", *labour.NOTES}
    assert made["value"].isna().equals(made["note"].isin(labour.MISSING))
    assert set(made["source"]) <= sources


def test_jobs_of_a_corop_area(made):
    assert value(made, "CR08", "technical_jobs", "2019")["value"] == 12_300
    assert value(made, "CR08", "jobs", "2024")["value"] == 66_200
    growth = value(made, "CR08", "technical_jobs_growth", "2019-2024")
    assert growth["value"] == pytest.approx(100 * (13.1 / 12.3 - 1))
    share = value(made, "CR08", "technical_jobs_share", "2024")
    assert share["value"] == pytest.approx(100 * 13.1 / 66.2)
    assert {growth["note"], share["note"]} == {""}


def test_growth_and_shares_are_the_delivered_ones(parsed, built):
    every = regions(corop=[f"CR{number:02}" for number in range(1, 100)])
    table = subject.indicators(parsed.tables, every)
    for row in parsed.tables["technical_jobs"].itertuples():
        if row.corop == source.NOWHERE:
            assert pd.isna(value(table, row.corop, "jobs", "2024")["value"])
            continue
        growth = value(table, row.corop, "technical_jobs_growth", "2019-2024")["value"]
        share = value(table, row.corop, "technical_jobs_share", "2024")["value"]
        assert growth == pytest.approx(row.growth, abs=0.051)
        assert share == pytest.approx(row.share, abs=0.051)


def test_small_figures_say_that_they_are_rounded(parsed):
    table = subject.indicators(parsed.tables, regions(corop=["CR02", "CR07"]))
    for name, period in [
        ("technical_jobs", "2024"),
        ("technical_jobs_share", "2024"),
        ("technical_jobs_growth", "2019-2024"),
    ]:
        assert value(table, "CR02", name, period)["note"] == "rounded"
    assert value(table, "CR07", "technical_jobs", "2024")["note"] == ""
    # 9,900 in 2019: the growth rests on it.
    assert value(table, "CR07", "technical_jobs_growth", "2019-2024")["note"] == "rounded"


def test_jobs_of_a_province_are_those_of_its_areas(made):
    jobs = value(made, "PV22", "technical_jobs", "2024")
    assert jobs["value"] == 10_300 + 13_100 + 10_500
    assert jobs["note"] == "summed"
    assert value(made, "PV20", "technical_jobs", "2019")["value"] == 10_100 + 4_000 + 22_200


def test_a_country_without_all_areas_is_not_summed(made):
    """The sample has the areas of two provinces; the publisher's own figure stands for 2024."""
    jobs = value(made, "NL", "technical_jobs", "2024")
    assert jobs["value"] == 1_250_300
    assert jobs["source"] == source.ORIGIN_VACANCY_RATES.id
    assert "2019" not in set(made.loc[(made["level"] == "nl"), "period"])
    growth = value(made, "NL", "technical_jobs_growth", "2019-2024")
    assert np.isnan(growth["value"])
    assert growth["note"] == "no_data"


def test_a_country_with_all_areas_is_summed_with_the_jobs_in_none(raw):
    corops = [corop for all_ in PROVINCE_COROPS.values() for corop in all_]
    jobs = pd.DataFrame({"corop": [*corops, source.NOWHERE], "year": "2024"})
    jobs = jobs.assign(technical_jobs=100.0, jobs=1_000.0)
    found = subject.jobs_by_region(jobs, raw["vacancy_rates"]).set_index("code")
    assert found.loc["NL", "technical_jobs"] == 41 * 100
    assert found.loc["NL", "source"] == source.ORIGIN_JOBS.id
    assert found.loc["PV27", "jobs"] == 7 * 1_000
    assert source.NOWHERE not in found.index


def test_vacancies_and_their_dates(made):
    rate = value(made, "PV22", "vacancies_per_1000_technical_jobs", "2026-Q2")
    assert rate["value"] == pytest.approx(1000 * 1.4 / 33.9)
    assert rate["note"] == "mixed_dates"
    assert value(made, "NL", "vacancies_technical", "2026-Q2")["value"] == 59_000
    assert value(made, "NL", "vacancies", "2020-Q2")["value"] == 200_400
    assert "2020-Q1" not in set(made["period"])


def test_a_province_without_data_is_no_zero(made):
    for name in [name for name in labour.UNITS if name.startswith("vacancies")]:
        row = value(made, "PV20", name, "2026-Q2")
        assert np.isnan(row["value"])
        assert row["note"] == "no_data"


def test_a_sum_of_vacancies_with_a_gap_is_a_gap(raw):
    gap = raw["vacancies"]["region"].eq("PV22") & raw["vacancies"]["sector"].eq("C")
    raw["vacancies"]["vacancies"] = raw["vacancies"]["vacancies"].mask(gap)
    table = subject.indicators(raw, regions(province=["PV22"]))
    assert value(table, "PV22", "vacancies_technical", "2020-Q2")["note"] == "no_data"
    assert value(table, "PV22", "vacancies", "2020-Q2")["value"] > 0


def test_tightness_of_a_labour_region_is_an_empty_slot(made):
    assert value(made, "NL", "tightness", "2022-Q4")["value"] == pytest.approx(4.75, abs=0.005)
    row = value(made, "AM01", "tightness", "2022-Q4")
    assert np.isnan(row["value"])
    assert row["note"] == "not_published"


def test_published_figures_of_known_regions_only(made):
    assert value(made, "NL", "transition_hard", "2017-2018")["note"] == "approximate"
    forecast = made[made["indicator"] == "forecast_pupils"]
    assert forecast.set_index("code")["value"].to_dict() == {"PV20": -21, "PV22": -24}


def test_one_municipality_without_a_figure_leaves_its_province_without(raw):
    lacks = raw["businesses"]["gm_code"].eq("GM0037")
    raw["businesses"]["ww"] = raw["businesses"]["ww"].mask(lacks)
    where = regions(nl=["NL"], province=["PV20", "PV22"], municipality=["GM0037", "GM1681"])
    table = subject.indicators(raw, where)
    for code in ["NL", "PV20", "GM0037"]:
        for name in ["ww", "ww_share"]:
            row = value(table, code, name, "2021")
            assert np.isnan(row["value"])
            assert row["note"] == "no_data"
    assert value(table, "PV22", "ww", "2021")["value"] == 250
    assert value(table, "PV20", "inhabitants", "2021")["value"] > 0


def totals(table: pd.DataFrame, level: str) -> pd.DataFrame:
    rows = table[(table["level"] == level) & table["indicator"].isin(labour.COUNTS)]
    return rows.pivot(index="code", columns="indicator", values="value")


def test_municipalities_of_the_sample_sum_to_their_province_and_country(made, built):
    own = totals(made, "municipality")
    parents = built.tables.parents
    province = own.index.map(lambda code: parents[code, "province"])
    pd.testing.assert_frame_equal(
        own.groupby(province).sum(), totals(made, "province"), check_names=False
    )
    assert (own.sum() == totals(made, "nl").loc["NL"]).all()
    assert set(labour.COUNTS) <= set(labour.ADDITIVE)


def test_labour_regions_keep_the_delivered_figure(made):
    """The sample holds only some of their municipalities: no sum takes its place."""
    assert value(made, "AM01", "inhabitants", "2021")["value"] == 746_364


counts = st.integers(0, 1_000)


@pytest.mark.slow
@settings(max_examples=10)
@given(
    st.lists(
        st.tuples(st.sampled_from(["P1", "P2"]), st.sampled_from(["A1", "A2"]), counts, counts),
        min_size=1,
        max_size=12,
    )
)
def test_counts_add_up_over_every_layout(rows):
    gm = [f"GM{number:04}" for number in range(len(rows))]
    layouts = pd.DataFrame({"gm_code": gm, "province": [row[0] for row in rows]})
    area = [row[1] for row in rows]
    own = pd.DataFrame({"gm_code": gm, "inhabitants": [float(row[2]) for row in rows]})
    own = own.assign(businesses=[float(row[3]) for row in rows])
    own = own.assign(technical_businesses=own["businesses"] // 2, ww=own["inhabitants"] // 3)
    names = list(labour.COUNTS)
    delivered = own[names].groupby(area).sum().rename_axis("labour_region").reset_index()
    table = subject.business_rows(own, delivered, layouts)
    whole = own[names].sum()
    for level in ["municipality", "province", "labour_region", "nl"]:
        assert (totals(table, level).sum()[names] == whole).all()
    shares = table[table["indicator"] == "ww_share"]
    nobody = shares["value"].isna()
    assert (shares.loc[nobody, "note"] == "no_data").all()
    assert shares.loc[~nobody, "value"].between(0, 100).all()


@pytest.mark.slow
@settings(max_examples=30)
@given(
    st.lists(st.tuples(counts, counts, st.integers(1, 1_000)), min_size=3, max_size=3),
    st.lists(st.booleans(), min_size=3, max_size=3),
)
def test_a_province_adds_up_or_is_absent(numbers, present):
    corops = PROVINCE_COROPS["PV22"]
    frame = pd.DataFrame({"corop": corops, "year": "2024"})
    frame["technical_jobs"] = [100.0 * number[0] for number in numbers]
    frame["jobs"] = [100.0 * (number[0] + number[2]) for number in numbers]
    none = pd.DataFrame(columns=["region", "technical_jobs", "jobs"], dtype="str")
    found = subject.jobs_by_region(frame[present], none)
    province = found[found["level"] == "province"]
    if all(present):
        assert province["technical_jobs"].to_list() == [frame["technical_jobs"].sum()]
        assert province["jobs"].to_list() == [frame["jobs"].sum()]
    else:
        assert province.empty
    assert len(found[found["level"] == "corop"]) == sum(present)


def test_the_areas_of_the_provinces_are_forty():
    corops = [corop for all_ in PROVINCE_COROPS.values() for corop in all_]
    assert sorted(corops) == [f"CR{number:02}" for number in range(1, 41)]


def refused(raw, said):
    with pytest.raises(DataError, match=said) as caught:
        subject.indicators(raw, regions(nl=["NL"]))
    assert "\n" not in str(caught.value)


def test_jobs_that_differ_between_the_files_are_refused(raw):
    raw["jobs"].loc[raw["jobs"]["corop"].eq("CR07"), "jobs"] += 100
    refused(raw, "corop_banen_techniek_2024.csv: jobs of CR07 is 85100, the counts give 85200")


def test_a_wrong_growth_is_refused(raw):
    raw["technical_jobs"]["growth"] += 0.2
    refused(raw, "growth of CR01 is 0.2, the counts give 0; use files of the same edition")


def test_an_area_in_one_of_the_files_is_refused(raw):
    raw["technical_jobs"] = raw["technical_jobs"].iloc[1:]
    refused(raw, "CR01 is not in both this file and")


def test_a_rate_that_does_not_follow_from_its_counts_is_refused(raw):
    raw["vacancy_rates"]["technical_rate"] += 1
    refused(raw, r"provincie_vacaturegraad_2026KW02.csv: rate \(B-F\) of PV22 is 42.3")


def test_rates_over_other_jobs_are_refused(raw):
    drenthe = raw["vacancy_rates"]["region"].eq("PV22")
    raw["vacancy_rates"].loc[drenthe, "technical_jobs"] += 10
    refused(raw, "technical_jobs of PV22 is 33910, the counts give 33900")


def test_an_area_in_another_province_is_refused(raw):
    raw["layouts"]["province"] = "PV20"
    refused(raw, "GM1681 lies in CR08 and PV20, which do not go together")


def grid_rows(*rows):
    table = pd.DataFrame(rows, columns=["level", "code", "period", "value", "note"])
    return table.assign(
        indicator="ww", unit="persons", source="somewhere", value=table["value"].astype("float64")
    )


def test_latest_follows_the_order_of_the_regions():
    tables = country(
        indicators=grid_rows(
            ("municipality", "west", "2021", 3, ""), ("municipality", "east", "2021", 9, "derived")
        )
    )
    found = labour.latest(tables, "ww", "municipality")
    assert list(found.index) == list(tables.regions_of("municipality")["code"])
    assert list(found.columns) == ["value", "period", "unit", "source", "note"]
    assert found.loc["west"].to_list() == [3, "2021", "persons", "somewhere", ""]
    assert found.loc["east", "note"] == "derived"


def test_latest_never_mixes_periods():
    rows = [
        ("municipality", "west", "2020-Q2", 3, ""),
        ("municipality", "east", "2020-Q2", 4, ""),
        ("municipality", "east", "2026-Q2", 9, ""),
    ]
    found = labour.latest(country(indicators=grid_rows(*rows)), "ww", "municipality")
    assert found["period"].to_list() == ["2026-Q2", "2026-Q2"]
    assert np.isnan(found.loc["west", "value"])
    assert found.loc["west", "note"] == "no_data"
    assert found.loc["east", "value"] == 9


def test_latest_at_a_level_without_the_indicator():
    tables = country(indicators=grid_rows(("nl", "NL", "2021", 3, "")))
    found = labour.latest(tables, "ww", "municipality")
    assert found["value"].isna().all()
    assert set(found["note"]) == {"other_level"}
    assert set(found["period"]) == set(found["source"]) == {""}
    assert set(found["unit"]) == {"persons"}


def test_latest_of_tables_without_indicators():
    found = labour.latest(country(), "ww", "nl")
    assert found["value"].isna().all()
    assert found["note"].to_list() == ["no_data"]
    with pytest.raises(DataError, match="unknown indicator 'banen'; choose from technical_jobs,"):
        labour.latest(country(), "banen", "nl")


@pytest.mark.slow
def test_latest_of_the_sample(built):
    found = labour.latest(built.tables, "technical_jobs", "corop")
    assert found.loc["CR01", "value"] == 10_100
    assert set(found["period"]) == {"2024"}
    for indicator in labour.UNITS:
        for level in [
            "nl",
            "province",
            "labour_region",
            "corop",
            "municipality",
            "sto",
            "postcode",
        ]:
            rows = labour.latest(built.tables, indicator, level)
            assert rows["value"].isna().equals(rows["note"].isin(labour.MISSING))


def test_official_distances_stand_at_postcode_areas(built):
    found = labour.latest(built.tables, official.INDICATOR, official.LEVEL)
    assert found.loc["7858", "value"] == 7.5
    assert set(found["period"]) == {"2023"}
    # The publisher has no figure for this empty area, or the sample none at all.
    assert found["note"].isin(["", "no_data"]).all()
    assert set(found["source"]) == {"cbs-pc4-2023"}


def test_the_reader_is_light():
    """A web worker imports it: no geometry library, no parsers."""
    tree = ast.parse(Path(labour.__file__).read_text("utf-8"))
    imported = {
        name.split(".")[-1]
        for node in ast.walk(tree)
        for name in (
            [node.module]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in getattr(node, "names", [])]
        )
    }
    assert imported == {"functools", "pandas", "errors", "reader"}
