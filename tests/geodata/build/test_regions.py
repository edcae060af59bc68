"""Regions: names and bases, membership, label points and neighbours."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.build import placement
from geodata.build import regions as subject
from geodata.errors import DataError
from geodata.vocabulary import LEVELS

RD = "EPSG:28992"


@pytest.fixture(scope="module")
def table(built) -> pd.DataFrame:
    return built.tables.regions


def level(table: pd.DataFrame, name: str) -> pd.DataFrame:
    return table[table["level"] == name].set_index("code")


def grid(**shapes: shapely.Geometry) -> gpd.GeoDataFrame:
    frame = {"code": list(shapes)}
    return gpd.GeoDataFrame(frame, geometry=list(shapes.values()), crs=RD)


@pytest.mark.parametrize(
    ("given", "name", "remarks"),
    [
        ("Zuidwest-Friesland (kandidaat)", "Zuidwest-Friesland", ["kandidaat"]),
        ("Veendam-Hoogezand (naam afgeleid)", "Veendam-Hoogezand", ["naam afgeleid"]),
        ("Urk (sinds okt 2022 STO X)", "Urk", ["sinds okt 2022 STO X"]),
        ("Zeeland (STOZ)", "Zeeland (STOZ)", []),
        ("Fryslân", "Fryslân", []),
    ],
)
def test_display_name(given, name, remarks):
    assert subject.display_name(given) == (name, remarks)


def test_levels_in_order_and_codes_sorted(table):
    order = table["level"].map(LEVELS.index)
    assert order.is_monotonic_increasing
    for _, rows in table.groupby("level"):
        assert rows["code"].is_monotonic_increasing


def test_feature_numbers_follow_the_codes(table):
    # Neighbourhoods are numbered within their municipality.
    town = table["code"].str[:6].where(table["level"].eq("buurt"), "")
    for name, rows in table.groupby(["level", town]):
        drawn = rows.loc[rows["feature"] >= 0, "feature"]
        assert list(drawn) == list(range(len(drawn))), name


def test_country_has_one_region(table):
    assert list(level(table, "nl").index) == ["NL"]
    assert level(table, "nl").loc["NL", "name"] == "Nederland"


def test_sto_is_never_official_and_says_why(table):
    sto = level(table, "sto")
    assert not sto["official"].any()
    assert sto["basis"].str.startswith("afgeleide indeling").all()
    assert sto.loc["sto-veendam-hoogezand", "name"] == "Veendam-Hoogezand"
    assert sto.loc["sto-veendam-hoogezand", "basis"].endswith("; naam afgeleid")
    assert table.loc[table["level"] != "sto", "official"].all()


def test_region_without_homes_has_no_shape(table):
    bes = level(table, "sto").loc["sto-bes"]
    assert bes["feature"] == -1
    assert bes[["lon", "lat", "west", "south", "east", "north"]].isna().all()
    assert bes["neighbours"] == ""


def test_guessed_rmc_is_said_in_the_basis(parsed, built):
    layouts = parsed.tables["layouts"].copy()
    layouts.loc[layouts["gm_code"] == "GM0765", "rmc_basis"] = "guess"
    named = subject.named_regions(
        built.tables.homes, layouts, parsed.tables["sto_regions"], parsed.tables["buurten"]
    )
    basis = level(named, "rmc")["basis"]
    remark = "; 1 van 4 gemeenten ingedeeld op basis van buurgemeenten"
    assert basis["RM01"] == subject.BASIS["rmc"] + remark
    assert set(basis.drop("RM01")) == {subject.BASIS["rmc"]}


def test_homes_follow_their_municipality_except_by_postcode(built):
    sto = built.tables.membership.query("level == 'sto'").set_index("home")
    homes = built.tables.homes.query("municipality == 'GM1950'").set_index("code")
    of_area = sto.loc[homes.index].groupby(homes["postcode"])[["code", "basis"]]
    for postcode, region in {
        "9561": ("sto-emmen-terapel", "named"),
        "9695": ("sto-zuidoost-groningen", "postcode"),
    }.items():
        assert {tuple(row) for row in of_area.get_group(postcode).to_numpy()} == {region}


def test_every_home_is_in_every_level_once(built):
    counts = built.tables.membership.groupby("level").size()
    assert set(counts.index) == set(LEVELS)
    assert set(counts) == {len(built.tables.homes)}


def test_membership_flags_guesses(parsed, built):
    layouts = parsed.tables["layouts"].copy()
    layouts.loc[layouts["gm_code"] == "GM0765", "rmc_basis"] = "guess"
    table = subject.membership(
        built.tables.homes,
        layouts,
        parsed.tables["sto_municipalities"],
        parsed.tables["sto_overrides"],
    )
    guessed = table.loc[table["basis"] == "guess"]
    homes = built.tables.homes
    assert set(guessed["home"]) == set(homes.loc[homes["municipality"] == "GM0765", "code"])
    assert set(guessed["level"]) == {"rmc"}


def test_municipality_missing_from_a_layout(parsed, built):
    sto = parsed.tables["sto_municipalities"]
    with pytest.raises(DataError, match="municipality GM0765 is not in sto_gemeenten"):
        subject.membership(
            built.tables.homes,
            parsed.tables["layouts"],
            sto[sto["gm_code"] != "GM0765"],
            parsed.tables["sto_overrides"],
        )


def test_neighbours_share_a_border_not_a_corner():
    cells = {
        f"{column}{row}": shapely.box(
            column * 1000, row * 1000, (column + 1) * 1000, (row + 1) * 1000
        )
        for column in range(2)
        for row in range(2)
    }
    found = placement.neighbours(grid(**cells))
    assert found.to_dict() == {"00": "01|10", "01": "00|11", "10": "00|11", "11": "01|10"}


def test_an_island_has_no_neighbours():
    found = placement.neighbours(grid(a=shapely.box(0, 0, 9, 9), b=shapely.box(50, 50, 60, 60)))
    assert list(found) == ["", ""]


def test_sample_neighbours_are_mutual(table):
    for _, rows in table.groupby("level"):
        found = rows.set_index("code")["neighbours"].str.split("|")
        for code, others in found.items():
            for other in filter(None, others):
                assert code in found[other]
    assert "GM0037" in level(table, "municipality").loc["GM1950", "neighbours"]


def test_label_point_lies_deep_inside():
    shape = shapely.union(shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 9000, 100))
    point = placement.label_points(np.array([shape]))[0]
    assert point.distance(shapely.Point(500, 500)) < 60


def test_a_river_does_not_push_the_label_aside():
    banks = shapely.difference(shapely.box(0, 0, 4000, 4000), shapely.box(0, 1990, 4000, 2010))
    point = placement.label_points(np.array([banks]))[0]
    assert shapely.contains(banks, point)
    whole = placement.label_points(np.array([shapely.box(0, 0, 4000, 4000)]))[0]
    assert whole.distance(shapely.Point(2000, 2000)) < 60


def test_label_points_and_boxes_of_the_sample(table, built):
    drawn = table[table["feature"] >= 0]
    assert drawn["lon"].between(drawn["west"], drawn["east"]).all()
    assert drawn["lat"].between(drawn["south"], drawn["north"]).all()
    homes = built.tables.homes
    own = level(table, "postcode")
    # A postcode area has its label where people live in it.
    for code, area in own.iterrows():
        mine = homes[homes["postcode"] == code]
        assert np.hypot(mine["lon"] - area["lon"], mine["lat"] - area["lat"]).min() < 2e-5
