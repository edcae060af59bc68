"""The labour market as its publishers write it."""

import json

import pytest

from geodata.analysis.labour import NOTES, UNITS
from geodata.errors import DataError
from geodata.sources import labour, published, uwv


def refused(pattern: str):
    return pytest.raises(DataError, match=pattern)


def test_jobs_are_whole_and_technical_ones_are_industry_and_building(sample):
    table = labour.jobs(sample / labour.JOBS).set_index(["corop", "year"])
    assert len(table) == 7 * 3
    # CR01, 2024: BE 7.6 and F 2.5 thousand.
    assert table.loc[("CR01", "2024"), "technical_jobs"] == 10_100
    assert table.loc[("CR01", "2024"), "jobs"] == 48_100
    assert (table % 100 == 0).all(axis=None)


def test_technical_jobs_as_delivered(sample):
    table = labour.technical_jobs(sample / labour.TECHNICAL_JOBS).set_index("corop")
    assert table.loc["CR02"].to_dict() == {
        "technical_jobs": 3_500,
        "jobs": 15_200,
        "technical_jobs_2019": 4_000,
        "share": 23.0,
        "growth": -12.5,
    }


def test_vacancy_rates(sample):
    table = labour.vacancy_rates(sample / labour.VACANCY_RATES).set_index("region")
    assert table.loc["NL01", "vacancies_technical"] == 59_000
    assert table.loc["NL01", "technical_jobs"] == 1_250_300
    assert table.loc["PV22", "technical_rate"] == 41.3


def test_vacancies_keep_three_sectors_and_a_gap(spoil):
    path = spoil(labour.VACANCIES, "2020KW02,307500,PV22,0.4,", "2020KW02,307500,PV22,,")
    table = labour.vacancies(path).set_index(["region", "period", "sector"])["vacancies"]
    assert set(table.index.get_level_values("sector")) == {"all", "C", "F"}
    assert table["NL01", "2020-Q2", "all"] == 200_400
    assert table.isna().sum() == 1
    assert table.isna()["PV22", "2020-Q2", "C"]


def test_businesses_per_municipality_and_labour_region(spoil, sample):
    path = spoil(labour.BUSINESSES, "31754,2915,485,270.0", "31754,2915,485,")
    table = labour.businesses(path).set_index("gm_code")
    assert table.loc["GM0037", "technical_businesses"] == 485
    assert table["ww"].isna().sum() == 1
    regions = labour.region_businesses(sample / labour.REGION_BUSINESSES)
    assert regions.set_index("labour_region").loc["AM01", "inhabitants"] == 746_364


def test_tightness(sample):
    table = uwv.tightness(sample / uwv.TIGHTNESS).set_index("period")
    assert list(table.index) == ["2022-Q4", "2023-Q1"]
    assert table.loc["2022-Q4", "vacancies"] == 418_900


def test_every_published_figure_has_a_page():
    facts = json.loads(published.FACTS.read_text("utf-8"))
    table = published.published()
    assert set(table["source"]) == set(facts["sources"])
    assert set(table["indicator"]) <= set(UNITS)
    assert set(table["note"]) <= {"", *NOTES}
    assert (table["value"].isna() == table["note"].eq("not_published")).all()
    entries = published.published_entries()
    assert sum(entry["rows"] for entry in entries) == len(table)
    for page in facts["sources"].values():
        assert page["remark"]
        assert page["address"].startswith("https://")


def test_the_published_forecast_is_of_seven_provinces():
    table = published.published()
    forecast = table[table["indicator"] == "forecast_pupils"].set_index("code")["value"]
    assert len(forecast) == 12
    assert forecast.dropna().to_dict() == {
        "PV20": -21,
        "PV21": -25,
        "PV22": -24,
        "PV23": -25,
        "PV26": -12,
        "PV27": -13,
        "PV28": -8,
    }


SPOILED = [
    (labour.jobs, labour.JOBS, "target_year", "jaar", "column target_year is missing"),
    (labour.jobs, labour.JOBS, "CR01,", "C1,", "row 2: corop 'C1' is not a code like CR07"),
    (labour.jobs, labour.JOBS, "2019,BE,8.1", "2019,XX,8.1", "row 3: sector XX is an unknown"),
    (labour.jobs, labour.JOBS, "2019,BE,8.1", "2019,A,8.1", r"row 3: corop \+ year \+ sector"),
    (labour.jobs, labour.JOBS, "2019,BE,8.1", "2019,BE,-8.1", "row 3: jobs '-8.1' is negative"),
    (labour.jobs, labour.JOBS, "2019,BE,8.1", "2019,BE,", "row 3: jobs is empty"),
    (labour.jobs, labour.JOBS, "2019,BE,8.1", "2019,BE,acht", "row 3: jobs 'acht' is not a number"),
    (
        labour.technical_jobs,
        labour.TECHNICAL_JOBS,
        "48.1,21.0",
        "48.1,",
        "row 2: share is empty; fill the cell",
    ),
    (
        labour.vacancy_rates,
        labour.VACANCY_RATES,
        "PV22,",
        "Drenthe,",
        "row 2: region 'Drenthe' is not a code like PV22",
    ),
    (
        labour.vacancies,
        labour.VACANCIES,
        "2019KW01",
        "2019-1",
        "row 2: period '2019-1' is not a code like 2020KW02",
    ),
    (
        labour.businesses,
        labour.BUSINESSES,
        "25598,2850,445",
        "25598,445,2850",
        "row 2: vestigingen_BF is more than vestigingen_totaal",
    ),
    (
        labour.businesses,
        labour.BUSINESSES,
        "25598,",
        "25598.5,",
        "row 2: inhabitants '25598.5' is not a whole number",
    ),
    (
        labour.region_businesses,
        labour.REGION_BUSINESSES,
        "AM03",
        "AM01",
        r"row 3: labour_region AM01 occurs again \(first in row 2\)",
    ),
    (uwv.tightness, uwv.TIGHTNESS, '"landelijk"', '"land"', "is not the expected JSON"),
    (uwv.tightness, uwv.TIGHTNESS, '"landelijk"', "landelijk", "is not the expected JSON"),
    (uwv.tightness, uwv.TIGHTNESS, "2022Q4", "eind 2022", "row 1: period 'eind 2022'"),
    (uwv.tightness, uwv.TIGHTNESS, "418900", "481900", "2022Q4: spanning_berekend 4.75"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("parse", "file", "old", "new", "said"), SPOILED)
def test_broken_input_is_refused(spoil, parse, file, old, new, said):
    with refused(said) as caught:
        parse(spoil(file, old, new))
    assert file.rsplit("/", 1)[-1] in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_area_that_lacks_a_sector_is_refused(source):
    path = source / labour.JOBS
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:2] + lines[3:]))
    with refused("CR01 has no sector BE in 2019; download the file again"):
        labour.jobs(path)


def test_vacancies_without_a_sector_are_refused(source):
    path = source / labour.VACANCIES
    lines = [line for line in path.read_text().splitlines(keepends=True) if ",350000," not in line]
    path.write_text("".join(lines))
    with refused("sector 350000 is missing"):
        labour.vacancies(path)
