"""On the shipped tables: regions that divide the country add up to it, whatever is counted."""

import numpy as np
import pytest

from geodata.analysis.candidates import candidates_by_year
from geodata.analysis.coverage import coverage
from geodata.analysis.forecast import YEARS, by_region
from geodata.analysis.labour import ADDITIVE, COUNTS, latest
from geodata.analysis.pupils import pupils_2019
from geodata.question import Question
from geodata.tables.reader import Tables
from geodata.vocabulary import PROFILES, TRACKS

PARTS = ("province", "municipality")
QUESTIONS = (
    Question(),
    Question(profiles="allhard", tracks=("GL",), population=2025),
    Question(profiles="vmbo", tracks=TRACKS, threshold_m=3_000.0, distance="cycle"),
)


@pytest.fixture(scope="module")
def tables(data) -> Tables:
    return data.tables


@pytest.mark.slow
@pytest.mark.parametrize("level", PARTS)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.profiles)
def test_young_people_with_and_without_the_offer_add_up(tables, question, level):
    counted = ["young_people", "covered", "only_dp", "not_covered"]
    parts, whole = (coverage(tables, question, one) for one in (level, "nl"))
    np.testing.assert_allclose(parts[counted].sum(), whole[counted].iloc[0], rtol=1e-9, atol=1e-6)
    np.testing.assert_allclose(parts["covered"] + parts["not_covered"], parts["young_people"])


@pytest.mark.parametrize("level", PARTS)
def test_every_year_of_the_forecast_adds_up(tables, level):
    years = [2021, *YEARS]
    parts, whole = (by_region(tables, one)[years] for one in (level, "nl"))
    np.testing.assert_allclose(parts.sum(), whole.iloc[0], rtol=1e-9)


def test_candidates_of_municipalities_are_those_of_their_province(tables):
    """Per year and profile, the lowest and the highest; of Zeeland, by the table of members."""
    codes = tables.regions_of("municipality")["code"]
    inside = [tables.parents.get((code, "province")) == "PV29" for code in codes]
    assert 5 < sum(inside) < 20
    low_high = ["low", "high", "sites"]
    parts = [
        candidates_by_year(tables, "municipality", position, TRACKS, PROFILES)
        for position in np.flatnonzero(inside)
    ]
    position = tables.regions_of("province")["code"].tolist().index("PV29")
    whole = candidates_by_year(tables, "province", position, TRACKS, PROFILES)
    assert sum(part[low_high] for part in parts).equals(whole[low_high])
    assert whole["high"].sum() > 0


def test_pupils_of_2019_add_up(tables):
    keys, numbers = ["profile", "track"], ["girls", "boys", "pupils"]
    province, town = (pupils_2019(tables, level).groupby(keys)[numbers].sum() for level in PARTS)
    assert province.equals(town)
    # A site without a known municipality counts in the country only.
    country = pupils_2019(tables, "nl").groupby(keys)[numbers].sum()
    assert (country.reindex(town.index) >= town).all(axis=None)
    assert town["pupils"].sum() > 0.95 * country["pupils"].sum()


@pytest.mark.parametrize("indicator", ADDITIVE)
def test_a_province_with_a_figure_has_that_of_its_municipalities(tables, indicator):
    towns = latest(tables, indicator, "municipality")
    if indicator not in COUNTS:
        assert towns["value"].isna().all(), "published for other levels only"
        return
    province = tables.regions_of("municipality")["code"].map(
        lambda code: tables.parents.get((code, "province"))
    )
    sums = towns["value"].groupby(province.to_numpy()).sum()
    theirs = latest(tables, indicator, "province")["value"].dropna()
    assert len(theirs) > 0
    np.testing.assert_allclose(sums[theirs.index], theirs, rtol=1e-9)
