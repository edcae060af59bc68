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
from geodata.tables.reader import main_homes
from geodata.vocabulary import AGE_GROUPS, WGS84

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


@pytest.mark.slow
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


@pytest.mark.slow
def test_sample_sums_equal_the_municipal_totals(built, parsed):
    homes = built.tables.homes
    totals = parsed.tables["population"].set_index("gm_code")
    for group in AGE_GROUPS:
        ours = homes.groupby("municipality")[f"{group}_2025"].sum()
        assert ours.to_numpy() == pytest.approx(totals.loc[ours.index, group].to_numpy())


def test_sample_sums_equal_those_of_the_postcode_areas(built, parsed):
    areas = parsed.tables["areas"].set_index("pc4")
    for group in AGE_GROUPS:
        ours = built.tables.homes.groupby("postcode")[f"{group}_2021"].sum(min_count=1)
        assert ours.to_numpy() == pytest.approx(areas.loc[ours.index, group], nan_ok=True)


def test_sample_points_lie_in_their_own_area(built, parsed):
    areas = parsed.tables["areas"].set_index("pc4").geometry
    for home in built.tables.homes.itertuples():
        # Points are kept in whole metres.
        assert areas[home.postcode].buffer(1).contains(shapely.Point(home.x, home.y))


def test_area_without_polygon_is_no_home(built):
    homes = built.tables.homes
    assert "5028" not in set(homes["postcode"])
    assert homes["postcode"].nunique() == 54


# Two postcode areas side by side, a municipality each; three neighbourhoods from west to east.
AREAS = boxes("pc4", **{"1000": (0, 0, 1000, 1000), "2000": (1000, 0, 2000, 1000)})
TOWNS = boxes("gm_code", GM0001=(0, 0, 1000, 1000), GM0002=(1000, 0, 2000, 1000))
SHAPES = boxes(
    "code",
    BU00010000=(0, 0, 400, 1000),
    BU00010001=(400, 0, 1200, 1000),
    BU00020000=(1200, 0, 2000, 1000),
)
BUURTEN = pd.DataFrame(
    {
        "code": SHAPES["code"],
        "name": "Buurt",
        "municipality": ["GM0001", "GM0001", "GM0002"],
        "inhabitants": [100.0, 400.0, np.nan],
    }
)
PIECES = pd.DataFrame(
    [
        ("BU00010000", "1000", 1.0),
        ("BU00010001", "1000", 0.75),
        ("BU00010001", "2000", 0.25),
        ("BU00020000", "2000", 1.0),
    ],
    columns=["buurt", "pc4", "share"],
)
DRY = boxes("name", far=(90_000, 0, 90_001, 1))


def two_areas(pieces=PIECES, waters=DRY, people=(40.0, 8.0), addresses=None) -> pd.DataFrame:
    """The homes of the two areas, by code; every age group has the same number of people."""
    areas = AREAS.assign(**dict.fromkeys(AGE_GROUPS, people))
    totals = {group: [84.0, 1.0] for group in AGE_GROUPS}
    population = pd.DataFrame({"gm_code": ["GM0001", "GM0002"]} | totals)
    places = pd.DataFrame({"pc4": ["1000"], "place": ["Dorp"]})
    names = TOWNS.assign(name=["Westen", "Oosten"])
    return subject.homes(
        areas, pieces, BUURTEN, SHAPES, names, waters, population, places, addresses
    ).set_index("code")


def test_people_of_an_area_are_spread_over_its_inhabited_pieces():
    homes = two_areas()
    # Of the 100 and 300 inhabitants in the first area; the others live in one piece of the second.
    assert homes["age_10_14_2021"].to_dict() == {
        "1000BU00010000": 10,
        "1000BU00010001": 30,
        "2000BU00010001": 8,
    }
    assert homes["inhabitants"].tolist() == [100, 300, 100]
    assert homes["km2"].tolist() == [0.25, 0.75, 1]
    assert set(homes["basis"]) == {"piece"}


def test_a_piece_lies_in_the_municipality_of_its_neighbourhood():
    homes = two_areas()
    assert homes["municipality"].tolist() == ["GM0001"] * 3
    # So the total of the municipality is that of all three.
    assert homes["age_10_14_2025"].sum() == pytest.approx(84)


def test_a_point_lies_in_the_middle_of_its_piece():
    homes = two_areas()
    assert homes[["x", "y"]].to_numpy().tolist() == [[200, 500], [700, 500], [1100, 500]]


def test_an_area_without_an_inhabited_piece_stays_one_home_and_says_so():
    homes = two_areas(PIECES[PIECES["pc4"] == "1000"])
    area = homes.loc["2000"]
    assert (area["basis"], area["age_5_9_2021"], area["x"], area["y"]) == ("area", 8, 1500, 500)
    assert (area["municipality"], area["buurt"]) == ("GM0002", "BU00020000")


def test_no_point_lies_in_the_water():
    lake = boxes("name", lake=(1250, -1, 1750, 1001))
    homes = two_areas(PIECES[PIECES["pc4"] == "1000"], lake)
    assert not 1250 <= homes.loc["2000", "x"] <= 1750


def test_the_main_home_of_an_area_is_the_most_peopled():
    assert main_homes(two_areas().reset_index())["code"].tolist() == [
        "1000BU00010001",
        "2000BU00010001",
    ]


def test_the_main_home_lies_where_most_people_of_the_area_live():
    """Not where the largest piece lies: together two smaller ones have more."""
    homes = pd.DataFrame(
        [("a", "GM1", 5.0), ("b", "GM2", 4.0), ("c", "GM2", 3.0)],
        columns=["code", "municipality", "inhabitants"],
    ).assign(postcode="1000")
    assert main_homes(homes)["code"].tolist() == ["b"]


def test_places_come_from_the_list_with_the_municipality_as_fallback():
    homes = two_areas(PIECES[PIECES["pc4"] == "1000"])
    assert homes["place"].tolist() == ["Dorp", "Dorp", "Oosten"]


def test_addresses_replace_the_pieces_of_the_areas_that_they_reach():
    points = gpd.GeoSeries(gpd.points_from_xy([100, 900, 1900], [500] * 3), crs=RD).to_crs(WGS84)
    addresses = pd.DataFrame(
        {"postcode5": ["1000A", "1000B", "2000A"], "addresses": [150, 50, 1]}
    ).assign(lon=points.x, lat=points.y)
    homes = two_areas(addresses=addresses)
    # One address is not the whole of the second area, where 100 people live.
    assert homes.index.tolist() == ["1000A", "1000B", "2000BU00010001"]
    assert homes["basis"].tolist() == ["addresses", "addresses", "piece"]
    assert homes["age_10_14_2021"].tolist() == [30, 10, 8]
    assert homes["inhabitants"].tolist() == [300, 100, 100]
    assert homes["buurt"].tolist()[:2] == ["BU00010000", "BU00010001"]
    assert homes[["x", "y"]].to_numpy()[:2].tolist() == [[100, 500], [900, 500]]
