"""Young people per home area: municipality, points and the scaling to 2025."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.build import homes as subject
from geodata.errors import DataError
from geodata.vocabulary import AGE_GROUPS

RD = "EPSG:28992"


def boxes(name: str, **corners: tuple[float, float, float, float]) -> gpd.GeoDataFrame:
    shapes = [shapely.box(*corner) for corner in corners.values()]
    return gpd.GeoDataFrame({name: list(corners)}, geometry=shapes, crs=RD)


def counts(*values: float) -> pd.DataFrame:
    return pd.DataFrame(dict.fromkeys(AGE_GROUPS, values), dtype="float64")


def test_municipality_is_the_one_with_the_largest_overlap():
    areas = boxes("pc4", **{"1000": (0, 0, 10, 10), "2000": (10, 0, 20, 10)})
    towns = boxes("gm_code", GM0001=(0, 0, 4, 10), GM0002=(4, 0, 30, 10))
    assert list(subject.municipality_of(areas, towns)) == ["GM0002", "GM0002"]


def test_equal_overlap_does_not_depend_on_the_order_of_the_file():
    areas = boxes("pc4", **{"1000": (0, 0, 10, 10)})
    towns = boxes("gm_code", GM0002=(0, 0, 5, 10), GM0001=(5, 0, 10, 10))
    for order in [[0, 1], [1, 0]]:
        assert list(subject.municipality_of(areas, towns.iloc[order])) == ["GM0001"]


def test_area_in_no_municipality_is_refused():
    areas = boxes("pc4", **{"1000": (0, 0, 1, 1), "2000": (50, 50, 51, 51)})
    with pytest.raises(DataError, match="PC4 2000 lies in no municipality"):
        subject.municipality_of(areas, boxes("gm_code", GM0001=(0, 0, 1, 1)))


def test_scaling_keeps_the_distribution_and_hits_the_total():
    towns = pd.Series(["A", "A", "A", "B"])
    totals = pd.DataFrame({group: [60.0, 7.0] for group in AGE_GROUPS}, index=["A", "B"])
    scaled = subject.scaled(counts(10, 20, np.nan, 5), towns, totals)["age_10_14"]
    assert list(scaled.iloc[[0, 1, 3]]) == [20, 40, 7]
    assert np.isnan(scaled.iloc[2])


@settings(max_examples=40)
@given(
    st.lists(st.integers(0, 4000).map(lambda n: n * 5.0), min_size=1, max_size=20),
    st.integers(1, 90_000),
)
def test_scaled_groups_add_up_to_the_municipal_total(people, total):
    towns = pd.Series(["A"] * len(people))
    totals = pd.DataFrame({group: [float(total)] for group in AGE_GROUPS}, index=["A"])
    if sum(people) == 0:
        with pytest.raises(DataError, match="municipality A has age_0_4 in its total"):
            subject.scaled(counts(*people), towns, totals)
    else:
        scaled = subject.scaled(counts(*people), towns, totals)
        assert scaled.sum().to_numpy() == pytest.approx(total, rel=1e-12)


def test_nobody_stays_nobody():
    totals = pd.DataFrame({group: [0.0] for group in AGE_GROUPS}, index=["A"])
    scaled = subject.scaled(counts(0, 0), pd.Series(["A", "A"]), totals)
    assert (scaled == 0).all(axis=None)


def test_municipality_without_total_is_refused():
    totals = pd.DataFrame({group: [1.0] for group in AGE_GROUPS}, index=["A"])
    with pytest.raises(DataError, match="municipality B has no population total"):
        subject.scaled(counts(1, 1), pd.Series(["A", "B"]), totals)


def test_vmbo_age_weighs_the_groups_and_takes_unknown_as_none():
    table = pd.DataFrame({"age_10_14": [100.0, np.nan], "age_15_19": [50.0, np.nan]})
    assert list(subject.vmbo_age(table)) == [80.0, 0.0]


def test_sample_sums_equal_the_municipal_totals(built, parsed):
    homes = built.tables.homes
    totals = parsed.tables["population"].set_index("gm_code")
    for group in AGE_GROUPS:
        ours = homes.groupby("municipality")[f"{group}_2025"].sum()
        assert ours.to_numpy() == pytest.approx(totals.loc[ours.index, group].to_numpy())


def test_sample_points_lie_in_their_own_area(built, parsed):
    areas = parsed.tables["areas"].set_index("pc4").geometry
    for home in built.tables.homes.itertuples():
        assert areas[home.code].contains(shapely.Point(home.x, home.y))


def test_area_without_polygon_is_no_home(built):
    homes = built.tables.homes
    assert "5028" not in set(homes["code"])
    assert len(homes) == 54


def test_places_come_from_the_list_with_the_municipality_as_fallback(parsed):
    raw = parsed.tables
    listed = raw["places"][raw["places"]["pc4"] != "9561"]
    table = subject.homes(raw["areas"], raw["municipalities"], raw["population"], listed)
    place = table.set_index("code")["place"]
    assert place["9561"] == "Westerwolde"
    assert place["9695"] == "Bellingwolde"
