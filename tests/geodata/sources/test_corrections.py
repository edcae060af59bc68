"""Facts that stand in place of wrong guesses and missing places."""

import json

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geodata.sources import corrections

LAYOUTS = pd.DataFrame(
    [
        ("GM0664", "RM31", "Oosterschelde Regio", "official"),
        ("GM0654", "RM32", "Walcheren", "guess"),
        ("GM0717", "RM32", "Walcheren", "guess"),
    ],
    columns=["gm_code", "rmc", "rmc_name", "rmc_basis"],
)


def test_a_wrong_guess_gives_way_to_what_a_page_names():
    known = corrections.with_known_rmc(LAYOUTS).set_index("gm_code")
    assert known.loc["GM0654"].tolist() == ["RM31", "Oosterschelde Regio", "named"]
    assert known.loc["GM0717"].tolist() == ["RM32", "Walcheren", "guess"]


def test_the_publishers_own_word_counts():
    official = LAYOUTS.assign(rmc_basis="official")
    assert corrections.with_known_rmc(official).equals(official)


def test_a_former_site_stands_in_the_middle_of_its_postcode_area():
    square = shapely.box(200_000, 400_000, 202_000, 402_000)
    areas = gpd.GeoDataFrame({"pc4": ["7251"]}, geometry=[square], crs="EPSG:28992")
    former = pd.DataFrame({"code": ["02EX00"], "name": ["Morgen College"], "postcode": ["3842 AE"]})
    table = corrections.with_former_sites(former, areas).set_index("code")
    assert list(table.index) == ["02EX00", "02FC04"]
    site = table.loc["02FC04"]
    middle = gpd.GeoSeries(gpd.points_from_xy([site["lon"]], [site["lat"]]), crs="EPSG:4326")
    x, y = middle.to_crs("EPSG:28992").get_coordinates().iloc[0]
    assert (x, y) == pytest.approx((201_000, 401_000), abs=1)
    assert (site["pc4"], site["place"]) == ("7251", "Vorden")
    assert site["point_basis"] == "PC4-centrum 2020"
    assert pd.isna(site["postcode"])


def test_the_delivered_file_comes_first():
    square = shapely.box(200_000, 400_000, 202_000, 402_000)
    areas = gpd.GeoDataFrame({"pc4": ["7251"]}, geometry=[square], crs="EPSG:28992")
    former = pd.DataFrame({"code": ["02FC04"], "postcode": ["7251 KT"]})
    assert corrections.with_former_sites(former, areas)["postcode"].tolist() == ["7251 KT"]


@pytest.mark.parametrize("path", [corrections.RMC, corrections.FORMER_SITES])
def test_every_fact_has_a_reason_and_a_page(path):
    facts = json.loads(path.read_text("utf-8"))
    rows = facts.get("municipalities") or facts["sites"]
    for row in rows:
        assert row["reason"]
        assert facts["sources"][row["source"]]["address"].startswith("https://")
    assert set(facts["sources"]) == {row["source"] for row in rows}


@pytest.mark.slow
def test_all_are_in_the_tables(data):
    tables = data.tables
    for row in json.loads(corrections.RMC.read_text("utf-8"))["municipalities"]:
        assert tables.parents[row["gm_code"], "rmc"] == row["rmc"]
    sites = tables.sites.set_index("code")
    for row in json.loads(corrections.FORMER_SITES.read_text("utf-8"))["sites"]:
        assert sites.loc[row["code"], "place"] == row["place"]
