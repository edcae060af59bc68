"""CBS files: municipalities, layouts, population and postcode areas."""

import geopandas as gpd
import pytest
import shapely

from geodata.errors import DataError
from geodata.sources import cbs
from geodata.vocabulary import AGE_GROUPS

FIVE = {"GM0037", "GM0047", "GM0765", "GM1681", "GM1950"}


def refused(pattern: str):
    return pytest.raises(DataError, match=pattern)


def rewrite(path, change):
    frame = change(gpd.read_file(path))
    path.unlink()
    frame.to_file(path, driver="GPKG")
    return path


def test_municipalities(sample):
    frame = cbs.municipalities(sample / cbs.MUNICIPALITIES)
    assert set(frame["gm_code"]) == FIVE
    assert frame.crs == "EPSG:28992"
    assert dict(zip(frame["gm_code"], frame["name"], strict=True))["GM1950"] == "Westerwolde"


def test_layouts_flag_the_guesses_and_keep_leading_zeros(sample):
    table = cbs.layouts(sample / cbs.LAYOUTS).set_index("gm_code")
    assert table.loc["GM0037", "rmc"] == "RM01"
    assert set(table["rmc_basis"]) <= {"official", "guess"}
    assert table.loc["GM1681", "province_name"] == "Drenthe"


def test_a_guessed_rmc_region(spoil):
    path = spoil(
        cbs.LAYOUTS,
        "DUO vestigingen VO 2026",
        "AFGELEID (buurgemeenten zelfde AM-regio) - controleren",
    )
    assert (cbs.layouts(path)["rmc_basis"] == "guess").sum() == 1


def test_population_keeps_the_national_total_apart(sample):
    table = cbs.population(sample / cbs.POPULATION).set_index("gm_code")
    assert set(table.index) == FIVE | {""}
    assert table.loc["", "age_10_14"] == 946675


def test_postcode_areas(sample):
    frame = cbs.postcode_areas(sample / cbs.POSTCODE_AREAS).set_index("pc4")
    assert len(frame) == 55
    assert frame.geometry["5028"].is_empty
    assert frame.loc["5028", list(AGE_GROUPS)].isna().all()
    assert frame.loc["9561", "age_10_14"] > 0


def test_former_municipalities(sample):
    table = cbs.former_municipalities(sample / cbs.FORMER_MUNICIPALITIES).set_index("gm_code")
    assert table.loc["GM0007", "name"] == "Bellingwedde"
    assert table.loc["GM0007", "last_year"] == 2017


def test_renamed_column_in_a_geopackage(source):
    path = rewrite(source / cbs.MUNICIPALITIES, lambda f: f.rename(columns={"gm_code": "code"}))
    with refused(r"gemeenten-2025\.gpkg: column gm_code is missing; found"):
        cbs.municipalities(path)


def test_double_municipality(source):
    path = rewrite(source / cbs.MUNICIPALITIES, lambda f: f.assign(gm_code=f["gm_code"].iloc[0]))
    with refused(r"row 2: gm_code GM\d{4} occurs again \(first in row 1\)"):
        cbs.municipalities(path)


def test_municipality_without_shape(source):
    path = rewrite(
        source / cbs.MUNICIPALITIES,
        lambda f: f.set_geometry([shapely.MultiPolygon(), *f.geometry.iloc[1:]], crs=f.crs),
    )
    with refused("row 1: has no geometry"):
        cbs.municipalities(path)


def test_area_outside_the_grid(source):
    path = rewrite(source / cbs.POSTCODE_AREAS, lambda f: f.set_geometry(f.translate(xoff=500_000)))
    with refused("has a shape outside the Netherlands"):
        cbs.postcode_areas(path)


def test_truncated_geopackage(source):
    path = source / cbs.MUNICIPALITIES
    path.write_bytes(path.read_bytes()[:20_000])
    with refused(r"gemeenten-2025\.gpkg: is"):
        cbs.municipalities(path)


def test_negative_count_in_an_area(source):
    path = rewrite(source / cbs.POSTCODE_AREAS, lambda f: f.assign(n2021_10_14=-5.0))
    with refused("age_10_14 is not a count"):
        cbs.postcode_areas(path)


def test_population_that_is_no_number(spoil):
    with refused(r"leeftijd-2025\.csv, row 2: age_0_4 'veel' is not a whole number"):
        cbs.population(spoil(cbs.POPULATION, "858425.0", "veel"))


def test_bad_municipality_code(spoil):
    with refused("gm_code '37' is not a code like GM0014"):
        cbs.layouts(spoil(cbs.LAYOUTS, "GM0037", "37"))


def test_one_region_code_with_two_names(spoil):
    with refused("labour_region AM01 has a second name"):
        cbs.layouts(spoil(cbs.LAYOUTS, "AM01,Groningen", "AM01,Groningen en omgeving"))


def test_duplicate_municipality_in_layouts(source):
    path = source / cbs.LAYOUTS
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1]]))
    with refused(rf"row {len(lines) + 1}: gm_code .* occurs again \(first in row 2\)"):
        cbs.layouts(path)


def test_road_distances_to_vmbo(sample, spoil):
    table = cbs.proximity(sample / cbs.PROXIMITY).set_index("pc4")
    assert len(table) == 54
    assert table["vmbo_km"].between(0, 30).all()
    assert table["urbanity"].between(1, 5).all()
    path = spoil(cbs.PROXIMITY, "9501,", "95O1,")
    with pytest.raises(DataError, match=r"cbs-pc4-2023.csv, row \d+: pc4 '95O1'"):
        cbs.proximity(path)


def test_scores_of_welfare(sample, spoil):
    table = cbs.ses(sample / cbs.SES).set_index("pc4")
    assert set(table["year"]) == {"2022"}
    # CBS withholds the score of the smallest areas.
    assert table["ses_woa"].isna().any()
    assert table["ses_woa"].dropna().between(-2, 2).all()
    path = spoil(cbs.SES, "2022;9501;", "2022;95O1;")
    with pytest.raises(DataError, match=r"ses-woa-pc4-2021-2022.csv, row \d+: pc4 '95O1'"):
        cbs.ses(path)
