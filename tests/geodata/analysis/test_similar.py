"""Regions like this one, on a row of made-up municipalities and on the tables that ship."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.analysis.similar import COLUMNS, measures, similar
from geodata.errors import DataError
from geodata.vocabulary import TRACKS
from tests.support import grid

NINE = [str(number) for number in range(1, 10)]
#: Every home a municipality of its own, so that each has a density and a site.
REGIONS = pd.DataFrame(
    [
        ("nl", "NL"),
        *(("municipality", f"m{code}") for code in NINE),
        ("municipality", "none"),
        *(("postcode", code) for code in NINE),
    ],
    columns=["level", "code"],
).assign(name=lambda t: "Name of " + t["code"])


def country(young=(10.0,) * 9, offers=(), km2=(1.0,) * 9):
    """Nine municipalities m1 to m9 of one home, and one without homes.

    offers: (municipality, profile, candidates or None where masked).
    """
    codes = [f"m{code}" for code in NINE]
    homes = grid.homes().assign(municipality=codes, young_2021=list(young), km2=list(km2))
    membership = pd.DataFrame(
        [(home, "municipality", f"m{home}") for home in NINE]
        + [(home, "nl", "NL") for home in NINE],
        columns=["home", "level", "code"],
    )
    sites = pd.DataFrame({"code": codes, "municipality": codes, "x": 0.0, "y": 0.0})
    # A row of another year, so that there is a year when nobody offers anything.
    rows = [(site, profile, "BB", number, number is None) for site, profile, number in offers]
    table = pd.concat(
        [grid.offers(rows), grid.offers([("m1", "DP", "BB", 9, False)], "2018-2019")],
        ignore_index=True,
    )
    return grid.country(
        regions=REGIONS, membership=membership, homes=homes, sites=sites, offers=table
    )


def test_density_and_technical_share_by_hand():
    tables = country(
        young=[30.0, *(10.0,) * 8],
        km2=[2.0, *(1.0,) * 8],
        offers=[("m1", "PIE", 15), ("m1", "MVI", None), ("m1", "DP", 17), ("m1", "EO", 8)],
    )
    row = measures(tables, "municipality", grid.YEAR, TRACKS).iloc[0]
    assert row["density"] == 15
    # The masked one as 2.5: 17.5 of 42.5.
    assert row["technical_share"] == pytest.approx(100 * 17.5 / 42.5)


def test_what_is_unknown_stays_unknown():
    figures = measures(
        country(offers=[("m1", "PIE", 5)], young=[10.0, 0.0, *(10.0,) * 7]),
        "municipality",
        grid.YEAR,
        TRACKS,
    )
    assert np.isnan(figures["technical_share"][1])
    assert np.isnan(figures["density"][1])
    assert np.isnan(figures["density"][9])


def test_the_region_itself_comes_first_and_then_the_most_alike():
    offers = [(f"m{code}", "PIE", 10) for code in NINE]
    tables = country(young=[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0], offers=offers)
    found = similar(tables, "municipality", 3, grid.YEAR, TRACKS)
    assert list(found.columns) == list(COLUMNS)
    # Each doubles the one before: 3 and 5 are one step from 4 (the first code first), 2 and 6 two.
    assert found["code"].tolist() == ["m4", "m3", "m5", "m2"]
    assert found["position"].tolist() == [3, 2, 4, 1]
    step = np.log(2) / np.std(np.log(2) * np.arange(9))
    assert found["distance"].tolist() == pytest.approx([0, step, step, 2 * step])
    assert found["density"].tolist() == [8, 4, 16, 2]
    assert found["name"].iloc[0] == "Name of m4"


def test_the_technical_share_counts_as_much_as_the_density():
    shares = [10, 20, 30, 40, 50, 60, 70, 80, 90]
    offers = [
        row
        for code, share in zip(NINE, shares, strict=True)
        for row in [(f"m{code}", "BWI", share), (f"m{code}", "ZW", 100 - share)]
    ]
    found = similar(country(offers=offers), "municipality", 0, grid.YEAR, TRACKS, count=2)
    assert found["code"].tolist() == ["m1", "m2", "m3"]
    assert found["distance"].tolist() == pytest.approx(np.array([0, 10, 20]) / np.std(shares))


def test_the_technical_share_is_of_the_tracks_asked():
    offers = grid.offers(
        [
            row
            for code in NINE
            for row in [
                (f"m{code}", "BWI", "BB", 10, False),
                (f"m{code}", "PIE", "GL", 10 if code in "19" else 90, False),
                (f"m{code}", "ZW", "GL", 90 if code in "12" else 10, False),
            ]
        ]
    )
    tables = replace(country(), offers=offers)
    in_gl = measures(tables, "municipality", grid.YEAR, ("GL",))["technical_share"]
    assert in_gl[:3].tolist() == [10, 50, 90]
    alike = similar(tables, "municipality", 0, grid.YEAR, ("GL",), count=2)
    assert alike["code"].tolist() == ["m1", "m2", "m9"]
    basic = similar(tables, "municipality", 0, grid.YEAR, ("BB", "KB"), count=8)
    assert basic["distance"].eq(0).all()


def test_without_candidates_only_others_without_are_alike():
    offers = [(f"m{code}", "PIE", 10) for code in NINE if code not in "258"]
    young = [8.0, 9.0, 8.0, 8.0, 90.0, 8.0, 8.0, 10.0, 8.0]
    tables = country(young=young, offers=offers)
    found = similar(tables, "municipality", 1, grid.YEAR, TRACKS)
    assert found["code"].tolist() == ["m2", "m8", "m5"]
    assert found["technical_share"].isna().all()
    with_candidates = similar(tables, "municipality", 0, grid.YEAR, TRACKS, count=9)
    assert not {"m2", "m5", "m8", "none"} & set(with_candidates["code"])


def test_a_region_without_homes_has_none_and_is_none():
    tables = country(offers=[(f"m{code}", "PIE", 10) for code in NINE])
    assert similar(tables, "municipality", 9, grid.YEAR, TRACKS).empty
    everyone = similar(tables, "municipality", 0, grid.YEAR, TRACKS, 20)
    assert everyone["code"].tolist() == [f"m{code}" for code in NINE]
    assert everyone["distance"].eq(0).all()


@pytest.mark.parametrize("level", ["nl", "postcode"])
def test_country_and_home_have_none(level):
    found = similar(grid.country(), level, 0, grid.YEAR, TRACKS)
    assert found.empty
    assert list(found.columns) == list(COLUMNS)


def test_a_year_without_exams_is_refused():
    with pytest.raises(DataError, match="no exam file of 2020-2021"):
        similar(country(), "municipality", 0, "2020-2021", TRACKS)


counts = st.lists(st.integers(1, 1_000), min_size=9, max_size=9)


@pytest.mark.slow
@settings(max_examples=15)
@given(counts, counts, st.floats(0.1, 50), st.integers(0, 8))
def test_alike_is_mutual_sorted_and_free_of_units(young, technical, scale, position):
    offers = [
        row
        for code, number in zip(NINE, technical, strict=True)
        for row in [(f"m{code}", "MT", number), (f"m{code}", "DP", 500)]
    ]
    tables = country(young=[float(number) for number in young], offers=offers)
    found = similar(tables, "municipality", position, grid.YEAR, TRACKS, count=8)
    away = found.set_index("position")["distance"]
    assert found["position"].iloc[0] == position
    assert sorted(away.index) == list(range(9))
    assert away.is_monotonic_increasing
    for other in away.index[1:]:
        back = similar(tables, "municipality", other, grid.YEAR, TRACKS, count=8).set_index(
            "position"
        )
        assert back.loc[position, "distance"] == pytest.approx(away[other], abs=1e-9)
    # Another unit of area changes no distance.
    scaled = country(young=[float(number) for number in young], offers=offers, km2=[scale] * 9)
    same = similar(scaled, "municipality", position, grid.YEAR, TRACKS, count=8).set_index(
        "position"
    )
    assert same["distance"][away.index].to_numpy() == pytest.approx(away.to_numpy(), abs=1e-6)


@pytest.fixture(scope="module")
def shipped(data):
    """The shipped tables, each home area of 1 km² where they have no areas yet."""
    tables = data.tables
    if "km2" in tables.homes:
        return tables
    return replace(tables, homes=tables.homes.assign(km2=1.0))


@pytest.mark.slow
def test_the_caribbean_is_like_no_region_here(shipped):
    codes = shipped.regions_of("sto")["code"]
    caribbean = int(np.flatnonzero(codes.eq("sto-bes"))[0])
    year = shipped.years[-1]
    assert similar(shipped, "sto", caribbean, year, TRACKS).empty
    everyone = similar(shipped, "sto", 0, year, TRACKS, count=100)
    assert len(everyone) > 60
    assert "sto-bes" not in set(everyone["code"])


def test_every_province_has_three_alike(shipped):
    for position in range(12):
        found = similar(shipped, "province", position, shipped.years[-1], TRACKS)
        assert len(found) == 4
        assert found["distance"].iloc[1:].gt(0).all()
