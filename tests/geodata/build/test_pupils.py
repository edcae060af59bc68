"""Pupils by profile, sector and home: made from counts by site, summed by region."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.analysis import pupils as subject
from geodata.build import pupils as pupils_build
from geodata.errors import DataError
from geodata.vocabulary import PROFILES, SEXES, TRACKS
from tests.support import grid

LEVELS = ("nl", "province", "municipality")


def counts(*rows: tuple) -> pd.DataFrame:
    """Rows as parsed: code, school type, programme, then boys and girls of grade 3 and of 4."""
    columns = ["code", "school_type", "programme", "boys_3", "girls_3", "boys_4", "girls_4"]
    table = pd.DataFrame(rows, columns=columns).assign(
        name="School", place="PLAATS", element="1", file="own.csv"
    )
    table.index += 2
    return table


def candidates(*rows: tuple) -> pd.DataFrame:
    """Rows as parsed: code, school type, programme, then boys, girls and all of one year."""
    columns = ["code", "school_type", "programme"]
    columns += [f"2023-2024 {sex}" for sex in ("boys", "girls", "all")]
    table = pd.DataFrame(rows, columns=columns).assign(
        name="School", municipality_name="ELDERS", file="own.csv"
    )
    table.index += 2
    return table


def test_learning_support_and_other_elements_are_one_sum():
    table = pupils_build.pupils(
        counts(
            ("00AH00", "VMBO BL lj 3-4", "Bouwen, wonen en interieur", 3, 0, 2, 1),
            ("00AH00", "VMBO BL lj 3-4", "Bouwen, wonen en interieur", 4, 0, 0, 0),
        ),
        "2019-10-01",
    )
    assert table.astype({"pupils": int}).to_numpy().tolist() == [
        ["00AH00", "BWI", "BB", 3, "boys", "2019-10-01", 7],
        ["00AH00", "BWI", "BB", 4, "boys", "2019-10-01", 2],
        ["00AH00", "BWI", "BB", 4, "girls", "2019-10-01", 1],
    ]


def test_theoretical_track_and_havo_have_no_profile():
    table = pupils_build.pupils(
        counts(
            ("00AH00", "VMBO TL lj 3-4", "N.v.t.", 3, 3, 3, 3),
            ("00AH00", "HAVO lj 4-5", "Natuur en Techniek", 0, 0, 3, 3),
            ("00AH00", "VMBO GL lj 3-4", "Maritiem en Techniek", 1, 0, 0, 0),
        ),
        "2019-10-01",
    )
    assert table[["profile", "track"]].to_numpy().tolist() == [["MAT", "GL"]]


def test_a_route_of_a_sector_is_no_profile():
    rows = counts(("00AH00", "VMBO BL lj 3-4", "Vakmanschapsroute Techniek", 1, 0, 0, 0))
    assert list(pupils_build.pupils(rows, "2019-10-01")["profile"]) == ["OTHER"]


@pytest.mark.parametrize("programme", ["N.v.t.", "Robotica"])
def test_an_unknown_programme_is_noticed(programme):
    rows = counts(("00AH00", "VMBO BL lj 3-4", programme, 1, 0, 0, 0))
    with pytest.raises(DataError, match=f"own.csv, row 2: AFDELING '{programme}' is unkn"):
        pupils_build.pupils(rows, "2019-10-01")


def test_sectors_get_our_names_and_nobody_is_left_out():
    table = pupils_build.sectors(
        candidates(
            ("00AH00", "VMBO", "VMBO B - techniek", 9, None, 11),
            ("00AH00", "VMBO", "VMBO LWT - zorg & welzijn", 0, None, None),
            ("00AH00", "VMBO", "VMBO T - techniek", 9, 9, 18),
            ("00AH00", "VMBO", "VMBO T", 9, 9, 18),
            ("00AH00", "HAVO", "HAVO - N&T", 9, 9, 18),
        )
    )
    rows = table.astype({"candidates": "float64"}).fillna({"candidates": -1}).to_numpy().tolist()
    assert rows == [
        ["00AH00", "care", "LWT", "2023-2024", "all", -1, True],
        ["00AH00", "care", "LWT", "2023-2024", "girls", -1, True],
        ["00AH00", "technology", "BB", "2023-2024", "all", 11, False],
        ["00AH00", "technology", "BB", "2023-2024", "boys", 9, False],
        ["00AH00", "technology", "BB", "2023-2024", "girls", -1, True],
    ]


@pytest.mark.parametrize("programme", ["VMBO B - robotica", "VMBO X - techniek", "VMBO techniek"])
def test_an_unknown_sector_is_noticed(programme):
    rows = candidates(("00AH00", "VMBO", programme, 9, 9, 18))
    with pytest.raises(DataError, match=f"row 2: OPLEIDINGSNAAM '{programme}' is unknown"):
        pupils_build.sectors(rows)


def test_the_place_of_a_site_tells_its_municipality_when_it_is_in_one():
    homes = pd.DataFrame(
        {
            "place": ["Vorden", "Bergen", "Bergen", "Damwâld"],
            "municipality": ["GM1876", "GM0373", "GM0893", "GM1891"],
            "postcode": ["7251", "1861", "5854", "9104"],
            "inhabitants": 1.0,
        }
    )
    rows = [("02FC07", "VORDEN"), ("02XE00", "DAMWALD"), ("00AA00", "BERGEN"), ("00AB00", "ELDERS")]
    listed = counts(
        *[(code, "VMBO BL lj 3-4", "Groen", 1, 0, 0, 0) for code, _ in rows],
    ).assign(place=[place for _, place in rows])
    exams = candidates(("02NZ12", "VMBO", "VMBO B - landbouw", 9, 9, 18))
    found = pupils_build.counted_sites(listed, exams, homes).set_index("code")
    assert found.loc["02FC07", ["place", "municipality"]].tolist() == ["Vorden", "GM1876"]
    assert found.loc["02XE00", ["place", "municipality"]].tolist() == ["Damwâld", "GM1891"]
    assert found.loc["00AA00", "place"] == "Bergen"
    assert found.loc[["00AA00", "00AB00"], "municipality"].isna().all()
    assert found.loc["02NZ12", "municipality_name"] == "ELDERS"


def test_sample_keeps_every_pupil(built, parsed):
    raw = parsed.tables["pupil_counts"]
    ours = raw["school_type"].isin(pupils_build.TRACKS)
    whole = raw.loc[ours, ["boys_3", "girls_3", "boys_4", "girls_4"]].to_numpy().sum()
    assert built.tables.pupils["pupils"].sum() == whole > 0
    assert set(built.tables.pupils["date"]) == {"2019-10-01"}


def test_sample_keeps_sites_that_only_the_counts_know(built):
    sites = built.tables.sites.set_index("code")
    assert sites.loc["02XE00", "name"] == "Chr School De Saad"
    assert sites.loc["02NZ12", "name"] == "Kompaan College Het Hoge"
    assert set(sites.loc[["02XE00", "02NZ12"], "point_basis"]) == {"onbekend"}


def test_sample_girls_and_boys_contain_the_total(built):
    table = built.tables.sectors
    table = table.assign(
        low=table["candidates"].fillna(1).astype(int),
        high=table["candidates"].fillna(4).astype(int),
    ).astype(dict.fromkeys(pupils_build.SECTOR_KEY, "str") | {"site": "str"})
    sums = table.pivot_table(
        index=["site", "sector", "track", "year"],
        columns="sex",
        values=["low", "high"],
        aggfunc="sum",
        fill_value=0,
    )
    low, high = (sums[name]["boys"] + sums[name]["girls"] for name in ("low", "high"))
    assert (low <= sums["high"]["all"]).all()
    # DUO's total has, rarely, one candidate who is neither.
    assert (high >= sums["low"]["all"] - 1).all()
    assert (high >= sums["low"]["all"]).mean() > 0.99


def test_sums_of_a_region():
    tables = grid.country(
        sites=grid.sites().assign(municipality=["west", "east", "east", None]),
        pupils=pupils_table(
            ("a", "BWI", "BB", 3, "boys", 7), ("a", "BWI", "BB", 4, "girls", 2),
            ("b", "BWI", "BB", 3, "boys", 5), ("lost", "PIE", "KB", 3, "boys", 3),
        ),
    )  # fmt: skip
    west, east = (
        subject.pupils_2019(tables, "municipality").set_index("code").loc[code]
        for code in ("west", "east")
    )
    assert west[["profile", "track", "girls", "boys", "pupils"]].tolist() == ["BWI", "BB", 2, 7, 9]
    assert east[["girls", "boys", "pupils"]].tolist() == [0, 5, 5]
    nl = subject.pupils_2019(tables, "nl").set_index("profile")["pupils"]
    assert nl.to_dict() == {"BWI": 14, "PIE": 3}


def test_tables_without_rows_have_sums_without_rows():
    tables = grid.country(sites=grid.sites().assign(municipality="west"))
    for level in LEVELS:
        assert subject.pupils_2019(tables, level).empty


def pupils_table(*rows: tuple) -> pd.DataFrame:
    columns = ["site", "profile", "track", "grade", "sex", "pupils"]
    table = pd.DataFrame(rows, columns=columns).assign(date="2019-10-01")
    names = ["site", "profile", "track", "sex", "date"]
    return table.astype(dict.fromkeys(names, "category") | {"pupils": "int16", "grade": "int8"})


SITES = st.sampled_from(["a", "b", "c"])
PLACES = st.tuples(*[st.sampled_from(["west", "east"])] * 3)
PUPIL_ROWS = st.lists(
    st.tuples(
        SITES,
        st.sampled_from(PROFILES),
        st.sampled_from(TRACKS),
        st.sampled_from((3, 4)),
        st.sampled_from(SEXES),
        st.integers(1, 300),
    ),
    min_size=1,
    unique_by=lambda row: row[:5],
)


@pytest.mark.slow
@settings(max_examples=15)
@given(PUPIL_ROWS, PLACES)
def test_pupils_add_up(rows, places):
    table = pupils_table(*rows)
    sites = grid.sites().assign(municipality=[*places, None])
    tables = grid.country(sites=sites, pupils=table)
    nl, *parts = (
        subject.pupils_2019(tables, level)
        .groupby(["profile", "track"])[["girls", "boys", "pupils"]]
        .sum()
        for level in LEVELS
    )
    for part in parts:
        pd.testing.assert_frame_equal(part, nl)
    assert nl["pupils"].sum() == sum(row[-1] for row in rows)
    assert (nl["girls"] + nl["boys"]).equals(nl["pupils"])


def test_of_a_year_in_two_editions_the_newest_counts():
    older = candidates(("00AH00", "VMBO", "VMBO B - techniek", 9, 9, 18))
    newer = candidates(("00AH00", "VMBO", "VMBO B - techniek", 9, 8, 17))
    earlier = older.rename(columns=lambda column: column.replace("2023-2024", "2022-2023"))
    table = pupils_build.sectors(earlier, older, newer)
    together = table[table["sex"] == "all"].set_index("year")["candidates"]
    assert together.to_dict() == {"2022-2023": 18, "2023-2024": 17}
    assert pupils_build.apart(earlier, newer) == []
    assert pupils_build.apart(older, newer) == ["00AH00 BB 2023-2024: 18 → 17"]


def test_a_hidden_number_agrees_with_what_it_can_be():
    shown = candidates(("00AH00", "VMBO", "VMBO B - techniek", 2, 1, 3))
    hidden = candidates(("00AH00", "VMBO", "VMBO B - techniek", None, None, None))
    assert pupils_build.apart(shown, hidden) == []
