"""The history of the offer, on sites that can be counted by hand, and sums on any offer."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.analysis.candidates import (
    candidates_by_year,
    girls_share,
    sector_by_year,
    technical_share,
    technology_by_track,
)
from geodata.analysis.offer_history import began_or_ended, small_offers
from geodata.build.offers import with_combined
from geodata.errors import DataError
from geodata.vocabulary import BROAD, COUNTED, SECTOR_NAMES, SECTOR_TRACKS, TRACKS, countable
from tests.support import grid
from tests.support.shipped import shipped

OLD, PREVIOUS, NEW = "2018-2019", "2021-2022", "2022-2023"
YEARS = (OLD, PREVIOUS, NEW)
CODES = ["w1", "w2", "e1", "e2", "e3", "far"]


def sites(**changes) -> pd.DataFrame:
    """Two sites in the west, four in the east, a kilometre apart; w1 lies in two STO regions."""
    made = {
        "code": CODES,
        "name": [f"School {code}" for code in CODES],
        "place": "Plaats",
        "municipality": ["west", "west", "east", "east", "east", "east"],
        "sto": ["s1|s2", "s1", "s2", "s2", "", ""],
        "postcode": [f"100{at} AA" for at in range(6)],
        "x": [0.0, 0.0, 5_000.0, 6_000.0, 7_000.0, 9_000.0],
        "y": [0.0, 1_000.0, 0.0, 0.0, 0.0, 0.0],
        "point_basis": "PDOK 2026",
        "has_vmbo": True,
        "in_address_file": True,
    }
    return pd.DataFrame(made | changes)


def offers(*rows) -> pd.DataFrame:
    """Offers from (site, profile, track, year, candidates); None is masked.

    A combined programme is an offer of its profiles too.
    """
    frame = pd.DataFrame(rows, columns=["site", "profile", "track", "year", "candidates"])
    return with_combined(
        frame.assign(
            masked=frame["candidates"].isna(), candidates=frame["candidates"].astype("Int16")
        )
    )


def sectors(*rows) -> pd.DataFrame:
    """Candidates by sector from (site, sector, track, year, sex, candidates); None is masked."""
    columns = ["site", "sector", "track", "year", "sex", "candidates"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(
        masked=frame["candidates"].isna(), candidates=frame["candidates"].astype("Int16")
    )


def country(made: pd.DataFrame, **changes):
    """The grid with these offers, our sites, and two STO regions beside the municipalities."""
    sto = pd.DataFrame({"level": "sto", "code": ["s1", "s2"], "name": ["s1", "s2"]})
    lies = grid.membership()
    regions = pd.concat([grid.regions(), sto], ignore_index=True)
    shared = lies[lies["level"] == "nl"].assign(level="sto", code="s1")
    return grid.country(
        **{
            "sites": sites(),
            "offers": made,
            "regions": regions,
            "membership": pd.concat([lies, shared]),
        }
        | changes
    )


def at(tables, level: str, code: str) -> tuple[str, int]:
    return level, tables.regions_of(level)["code"].tolist().index(code)


def plain(frame, *columns) -> list[tuple]:
    return list(frame[list(columns)].itertuples(index=False, name=None))


# ---- candidates by profile ----------------------------------------------------------------------


def test_candidates_of_a_region_by_year():
    tables = country(
        offers(
            ("w1", "BWI", "BB", OLD, 10),
            ("w1", "BWI", "KB", OLD, 5),
            ("w2", "BWI", "BB", OLD, None),
            ("w1", "BWI", "BB", NEW, None),
            ("w1", "BWI", "GL", NEW, 30),
            ("e1", "BWI", "BB", NEW, 100),
            ("e1", "PIE", "BB", NEW, 7),
        )
    )
    west = candidates_by_year(tables, *at(tables, "municipality", "west"), ("BB", "KB"), ("BWI",))
    assert plain(west, "year", "profile", "low", "high", "sites") == [
        (OLD, "BWI", 16, 19, 2),
        (NEW, "BWI", 1, 4, 1),
    ]
    whole = candidates_by_year(tables, "nl", 0, TRACKS, ("PIE", "BWI"))
    assert plain(whole, "year", "profile", "low", "high", "sites") == [
        (OLD, "PIE", 0, 0, 0),
        (OLD, "BWI", 16, 19, 2),
        (NEW, "PIE", 7, 7, 1),
        (NEW, "BWI", 131, 134, 2),
    ]
    assert candidates_by_year(tables, "nl", 0, TRACKS)["profile"].tolist() == 2 * list(COUNTED)


def test_years_without_an_exam_file_have_no_row():
    tables = country(offers(("w1", "BWI", "BB", OLD, 1), ("w1", "BWI", "BB", PREVIOUS, 1)))
    found = candidates_by_year(tables, "nl", 0, TRACKS, ("BWI",))
    assert found["year"].tolist() == ["2018-2019", "2021-2022"]


def test_share_of_the_technical_profiles():
    tables = country(
        offers(
            ("w1", "BWI", "BB", NEW, 20),
            ("w1", "MVI", "KB", NEW, 10),
            ("w2", "DP", "BB", NEW, 40),
            ("w2", "OTHER", "BB", NEW, 30),
            ("e1", "MAT", "BB", NEW, None),
            ("e1", "ZW", "BB", NEW, None),
            ("e1", "ZW", "KB", NEW, 6),
        )
    )
    found = technical_share(tables, "municipality", NEW, TRACKS).set_index("code")
    columns = ["low", "high", "all_low", "all_high", "share_low", "share_high", "share"]
    assert found.loc["west", columns].tolist() == [30, 30, 100, 100, 30, 30, 30]
    # East: 1 to 4 of MaT beside 7 to 10 of others, so 1 of 11 at the least, 4 of 11 at the most.
    east = found.loc["east"]
    assert east[["low", "high", "all_low", "all_high"]].tolist() == [1, 4, 8, 14]
    assert east["share_low"] == pytest.approx(100 / 11)
    assert east["share_high"] == pytest.approx(400 / 11)
    assert np.isnan(east["share"])
    basic = technical_share(tables, "municipality", NEW, ("BB",)).set_index("code")
    assert basic.loc["west", "all_low"] == 90


def test_a_share_is_said_when_both_bounds_round_to_it():
    tables = country(offers(("w1", "BWI", "BB", NEW, None), ("w1", "DP", "BB", NEW, 2000)))
    row = technical_share(tables, "nl", NEW, TRACKS).iloc[0]
    assert 0 < row["share_low"] < row["share_high"] < 0.5
    assert row["share"] == 0


def test_without_candidates_there_is_no_share():
    tables = country(offers(("w1", "BWI", "BB", NEW, 5)))
    east = technical_share(tables, "municipality", NEW, TRACKS).set_index("code").loc["east"]
    assert (east["low"], east["all_high"]) == (0, 0)
    assert np.isnan(east[["share_low", "share_high", "share"]].astype(float)).all()
    with pytest.raises(DataError, match="no exam file of 1999-2000"):
        technical_share(tables, "nl", "1999-2000", TRACKS)


# ---- candidates by sector, and girls ------------------------------------------------------------


@pytest.fixture(scope="module")
def by_sector():
    return country(
        offers(("w1", "BWI", "BB", NEW, 1)),
        sectors=sectors(
            ("w1", "technology", "BB", "2023-2024", "all", 30),
            ("w1", "technology", "BB", "2023-2024", "boys", 24),
            ("w1", "technology", "BB", "2023-2024", "girls", 6),
            ("w1", "technology", "LWT", "2023-2024", "all", None),
            ("w1", "technology", "LWT", "2023-2024", "boys", None),
            ("w2", "technology", "KB", "2023-2024", "all", 10),
            ("w2", "technology", "KB", "2023-2024", "girls", None),
            ("w2", "technology", "KB", "2023-2024", "boys", 8),
            ("e1", "care", "GL", "2024-2025", "all", 50),
            ("e1", "care", "GL", "2024-2025", "girls", 50),
            ("e2", "technology", "GL", "2024-2025", "all", None),
            ("e2", "technology", "GL", "2024-2025", "girls", None),
        ),
    )


def test_sectors_of_a_region_by_year(by_sector):
    west = sector_by_year(by_sector, *at(by_sector, "municipality", "west"))
    assert west["sector"].tolist() == 2 * list(SECTOR_NAMES)
    columns = ("year", "sector", "low", "high", "girls_low", "girls_high")
    assert plain(west, *columns)[0] == ("2023-2024", "technology", 41, 44, 8, 8)
    assert (west.loc[1:, ["low", "high", "girls_low", "girls_high"]] == 0).all(axis=None)
    whole = sector_by_year(by_sector, "nl", 0)
    assert plain(whole[whole["year"] == "2024-2025"], *columns)[:2] == [
        ("2024-2025", "technology", 1, 4, 1, 4),
        ("2024-2025", "care", 50, 50, 50, 50),
    ]


def test_share_of_girls(by_sector):
    # 8 girls (of 10 candidates 8 are boys, so the masked ones are 2) beside 33 to 36 boys.
    west = at(by_sector, "municipality", "west")
    assert girls_share(by_sector, *west, "2023-2024") == pytest.approx((800 / 44, 800 / 41))
    assert girls_share(by_sector, "nl", 0, "2024-2025", "care") == (100, 100)
    # 1 to 4, and no boys.
    assert girls_share(by_sector, "nl", 0, "2024-2025") == (100, 100)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("everyone", "boys", "girls", "expected"),
    [
        (9, 7, None, (2, 2)),
        (9, None, 6, (6, 6)),
        (6, None, None, (2, 4)),
        (5, None, None, (1, 4)),
        (None, None, None, (1, 3)),
        (None, 2, None, (1, 2)),
        # One more than boys and girls, as DUO has now and then.
        (9, 5, 3, (3, 3)),
        # What does not fit leaves the mask.
        (20, 7, None, (1, 4)),
    ],
)
def test_masked_girls_are_what_all_and_the_boys_leave(everyone, boys, girls, expected):
    rows = [("all", everyone), ("boys", boys), ("girls", girls)]
    tables = country(
        offers(("w1", "BWI", "BB", NEW, 1)),
        sectors=sectors(*(("w1", "technology", "BB", NEW, sex, number) for sex, number in rows)),
    )
    row = sector_by_year(tables, "nl", 0).iloc[0]
    assert (row["girls_low"], row["girls_high"]) == expected


def test_nobody_has_no_share(by_sector):
    assert np.isnan(
        girls_share(by_sector, *at(by_sector, "municipality", "west"), "2024-2025")
    ).all()
    with pytest.raises(DataError, match="no file by sector of 2018-2019; choose from 2023-2024"):
        girls_share(by_sector, "nl", 0, "2018-2019")


def test_tables_without_sectors_have_no_rows():
    tables = country(offers(("w1", "BWI", "BB", NEW, 1)))
    assert sector_by_year(tables, "nl", 0).empty
    with pytest.raises(DataError, match="build the tables again"):
        girls_share(tables, "nl", 0, "2023-2024")


# ---- what began, and what ended -----------------------------------------------------------------

CHANGE = ("site", "profile", "change", "year_before", "year_after", "low", "high")


def changes(tables, level="nl", position=0, tracks=TRACKS) -> list[tuple]:
    return plain(began_or_ended(tables, level, position, tracks), *CHANGE)


def test_a_profile_begins_and_another_ends():
    tables = country(
        offers(
            ("w1", "BWI", "BB", OLD, 12),
            ("w1", "BWI", "KB", OLD, 3),
            ("w1", "PIE", "BB", OLD, 9),
            ("w1", "PIE", "BB", PREVIOUS, 9),
            ("w1", "PIE", "BB", NEW, 9),
            ("e1", "MT", "BB", PREVIOUS, 8),
            ("e1", "MT", "BB", NEW, 8),
            ("e2", "DP", "KB", PREVIOUS, 40),
            ("e3", "DP", "KB", NEW, None),
        )
    )
    assert changes(tables) == [
        ("e3", "DP", "began", PREVIOUS, NEW, 1, 4),
        ("e2", "DP", "ended", PREVIOUS, NEW, 40, 40),
        ("e1", "MT", "began", OLD, PREVIOUS, 8, 8),
        ("e2", "DP", "began", OLD, PREVIOUS, 40, 40),
        ("w1", "BWI", "ended", OLD, PREVIOUS, 15, 15),
    ]
    found = began_or_ended(tables, *at(tables, "municipality", "west"), TRACKS)
    assert plain(found, "site", "name", "place") == [("w1", "School w1", "Plaats")]


def test_a_site_without_candidates_ends_what_it_had_the_year_before():
    tables = country(
        offers(
            ("w1", "BWI", "BB", OLD, 12),
            ("w1", "PIE", "BB", OLD, 9),
            ("w1", "PIE", "BB", PREVIOUS, 9),
            ("e1", "MVI", "BB", NEW, 9),
        )
    )
    assert [row for row in changes(tables) if row[4] == NEW] == [
        ("e1", "MVI", "began", PREVIOUS, NEW, 9, 9),
        ("w1", "PIE", "ended", PREVIOUS, NEW, 9, 9),
    ]


def test_tracks_are_asked_apart():
    tables = country(offers(("w1", "BWI", "KB", OLD, 5), ("w1", "BWI", "GL", NEW, 6)))
    assert changes(tables) == []
    assert changes(tables, tracks=("BB", "KB")) == [("w1", "BWI", "ended", OLD, NEW, 5, 5)]
    assert changes(tables, tracks=("GL",)) == [("w1", "BWI", "began", OLD, NEW, 6, 6)]


def renamed(**site_changes):
    """BWI goes from w1, which disappears, to w2, which had nothing before."""
    made = offers(("w1", "BWI", "BB", OLD, 12), ("w2", "BWI", "BB", NEW, 14))
    return country(made, sites=sites(**site_changes))


BOTH = [("w2", "BWI", "began", OLD, NEW, 14, 14), ("w1", "BWI", "ended", OLD, NEW, 12, 12)]


def at_metres(apart: float) -> list[float]:
    return [0.0, apart, 0.0, 0.0, 0.0, 0.0]


def test_a_new_code_in_the_same_place_is_no_change():
    assert changes(renamed(y=at_metres(249))) == []
    assert changes(renamed(y=at_metres(250))) == BOTH


def test_the_same_postcode_is_the_same_place():
    same = ["1000 AA", "1000 AA", *(f"100{at} AA" for at in range(2, 6))]
    assert changes(renamed(postcode=same)) == []
    assert changes(renamed(postcode=[None] * 6)) == BOTH


def test_a_point_of_a_postcode_area_is_no_place():
    basis = ["PC4-centrum 2020", *["PDOK 2026"] * 5]
    assert changes(renamed(y=at_metres(0), point_basis=basis)) == BOTH
    unknown = [np.nan, np.nan, 5_000.0, 6_000.0, 7_000.0, 9_000.0]
    assert changes(renamed(x=unknown)) == BOTH


@pytest.mark.parametrize(
    ("stays", "was", "expected"),
    [
        # The old site goes on with another profile, the other one is new: part got a code.
        ([("w1", "DP", "BB", NEW, 5)], [], []),
        # The old site is gone, and its neighbour took the profile over.
        ([], [("w2", "DP", "BB", OLD, 5), ("w2", "DP", "BB", NEW, 5)], []),
        # Both were there before and after: that is a change at two schools.
        (
            [("w1", "DP", "BB", OLD, 5), ("w1", "DP", "BB", NEW, 5)],
            [("w2", "DP", "BB", OLD, 5), ("w2", "DP", "BB", NEW, 5)],
            BOTH,
        ),
    ],
)
def test_one_of_the_two_must_be_gone_or_new(stays, was, expected):
    made = offers(("w1", "BWI", "BB", OLD, 12), ("w2", "BWI", "BB", NEW, 14), *stays, *was)
    found = changes(country(made, sites=sites(y=at_metres(100))))
    assert [row for row in found if row[1] == "BWI"] == expected


def moved(apart: float, stays=(), **site_changes):
    """BWI goes from w1 to w2 of the same name; of w1 only `stays` remains."""
    made = offers(("w1", "BWI", "BB", OLD, 12), ("w2", "BWI", "BB", NEW, 14), *stays)
    names = {"name": ["Reggesteyn", "Reggesteyn", *CODES[2:]]}
    return country(made, sites=sites(y=at_metres(apart), **(names | site_changes)))


def test_a_school_that_moves_near_by_is_no_change():
    assert changes(moved(2_499)) == []
    assert changes(moved(2_500)) == BOTH
    assert changes(moved(2_000, name=[f"School {code}" for code in CODES])) == BOTH
    assert changes(moved(2_000, municipality=["west", *["east"] * 5])) == BOTH
    # The middle of a postcode area is near enough for this.
    assert changes(moved(2_000, point_basis=["PC4-centrum 2020", *["PDOK 2026"] * 5])) == []


def test_the_same_institution_is_one_school():
    codes = ["02XJ02", "02XJ05", *CODES[2:]]
    made = offers(("02XJ02", "BWI", "BB", OLD, 12), ("02XJ05", "BWI", "BB", NEW, 14))
    assert changes(country(made, sites=sites(code=codes, y=at_metres(2_000)))) == []


def test_a_school_that_swaps_a_profile_between_its_sites_is_a_change_unless_on_one_yard():
    both = [(site, "DP", "BB", year, 5) for site in ("w1", "w2") for year in (OLD, NEW)]
    assert changes(moved(2_000, both)) == BOTH
    assert changes(moved(200, both)) == []


def test_another_profile_in_the_same_place_is_a_change():
    made = offers(("w1", "BWI", "BB", OLD, 12), ("w2", "PIE", "BB", NEW, 14))
    assert changes(country(made, sites=sites(y=at_metres(100)))) == [
        ("w2", "PIE", "began", OLD, NEW, 14, 14),
        ("w1", "BWI", "ended", OLD, NEW, 12, 12),
    ]


def test_a_new_code_over_the_border_is_no_change_on_either_side():
    tables = renamed(y=at_metres(100), municipality=["west", *["east"] * 5])
    for code in ("west", "east"):
        assert changes(tables, *at(tables, "municipality", code)) == []


def test_one_year_knows_no_change():
    found = began_or_ended(country(offers(("w1", "BWI", "BB", NEW, 5))), "nl", 0, TRACKS)
    assert found.empty
    assert found.columns.tolist() == [*CHANGE[:1], "name", "place", *CHANGE[1:]]


# ---- what is small ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small():
    return country(
        offers(
            ("w1", "BWI", "BB", PREVIOUS, 20),
            ("w1", "BWI", "BB", NEW, 6),
            ("w1", "BWI", "KB", NEW, None),
            ("w1", "DP", "BB", NEW, 1),
            ("w2", "PIE", "BB", NEW, None),
            ("e1", "MT", "BB", OLD, 8),
            ("e1", "MT", "BB", PREVIOUS, None),
            ("e1", "MT", "BB", NEW, 9),
            ("e1", "MVI", "KB", NEW, 10),
        )
    )


SMALL = ("site", "profile", "low", "high", "certain", "before_low", "before_high")


def test_offers_below_a_number_of_candidates(small):
    found = small_offers(small, "nl", 0, NEW, TRACKS, 10)
    # BWI has 7 to 10: perhaps below 10. MVI has 10, DP is not technical.
    assert plain(found, *SMALL) == [
        ("w2", "PIE", 1, 4, True, 0, 0),
        ("e1", "MT", 9, 9, True, 1, 4),
        ("w1", "BWI", 7, 10, False, 20, 20),
    ]
    assert plain(found, "name", "place")[0] == ("School w2", "Plaats")
    assert plain(small_offers(small, "nl", 0, NEW, TRACKS, 11), "profile", "certain")[1:] == [
        ("MT", True),
        ("BWI", True),
        ("MVI", True),
    ]


def test_tracks_and_regions_are_asked_apart(small):
    assert plain(small_offers(small, "nl", 0, NEW, ("BB",), 10), "site", "high") == [
        ("w2", 4),
        ("w1", 6),
        ("e1", 9),
    ]
    east = small_offers(small, *at(small, "municipality", "east"), NEW, TRACKS, 10)
    assert east["site"].tolist() == ["e1"]
    both = [small_offers(small, *at(small, "sto", code), NEW, TRACKS, 20) for code in ("s1", "s2")]
    assert [sorted(set(frame["site"])) for frame in both] == [["w1", "w2"], ["e1", "w1"]]


def test_before_the_first_exam_file_nothing_is_known(small):
    found = small_offers(small, "nl", 0, OLD, TRACKS, 10)
    assert found["site"].tolist() == ["e1"]
    assert found[["before_low", "before_high"]].isna().all(axis=None)
    assert small_offers(small, "nl", 0, NEW, TRACKS, 1).empty
    with pytest.raises(DataError, match="no exam file of 1999-2000"):
        small_offers(small, "nl", 0, "1999-2000", TRACKS, 10)


# ---- on any offer -------------------------------------------------------------------------------

counts = st.one_of(st.none(), st.integers(1, 60))


@st.composite
def histories(draw):
    """Any offers in three years and any candidates by sector, at sites that may be one place."""
    key = st.tuples(
        st.sampled_from(CODES),
        st.sampled_from([*COUNTED, "ZW"]),
        st.sampled_from(TRACKS),
        st.sampled_from(YEARS),
    )
    made = draw(st.dictionaries(key, counts, min_size=1, max_size=40))
    sector = st.tuples(
        st.sampled_from(CODES),
        st.sampled_from(SECTOR_NAMES),
        st.sampled_from(SECTOR_TRACKS),
        st.sampled_from(["2020-2021", "2024-2025"]),
    )
    # Girls are some of all: what is drawn is how many boys and girls there are.
    people = st.tuples(st.integers(0, 12), st.integers(0, 12))
    found = draw(st.dictionaries(sector, people, min_size=1, max_size=20))
    known = [
        (*cell, sex, None if number < 5 else number)
        for cell, (boys, girls) in found.items()
        for sex, number in (("all", boys + girls), ("boys", boys), ("girls", girls))
        if number
    ]
    y = draw(st.lists(st.sampled_from([0.0, 100.0, 400.0]), min_size=6, max_size=6))
    tables = country(
        offers(*((*cell, number) for cell, number in made.items())),
        sectors=sectors(*known),
        sites=sites(x=0.0, y=y),
    )
    return tables, found


def regions(tables, level: str) -> list[tuple[str, int]]:
    return [(level, position) for position in range(len(tables.regions_of(level)))]


def summed(frames: list[pd.DataFrame], keys: list[str]) -> pd.DataFrame:
    return pd.concat(frames).groupby(keys, sort=False).sum().reset_index()


@pytest.mark.slow
@settings(max_examples=25)
@given(histories(), st.sampled_from([TRACKS, ("BB", "KB"), ("GL",)]))
def test_municipalities_add_up_to_the_province_and_the_country(history, tracks):
    tables, _ = history
    cities = regions(tables, "municipality")
    by_year = summed(
        [candidates_by_year(tables, *one, tracks) for one in cities], ["year", "profile"]
    )
    by_sector = summed([sector_by_year(tables, *one) for one in cities], ["year", "sector"])
    for level in ("province", "nl"):
        assert by_year.equals(candidates_by_year(tables, level, 0, tracks))
        assert by_sector.equals(sector_by_year(tables, level, 0))
        for year in tables.years:
            columns = ["low", "high", "all_low", "all_high"]
            whole = technical_share(tables, level, year, tracks)[columns]
            part = technical_share(tables, "municipality", year, tracks)[columns]
            assert part.sum().tolist() == whole.iloc[0].tolist()
            few = [small_offers(tables, *one, year, tracks, 15) for one in [*cities, (level, 0)]]
            assert sorted(plain(pd.concat(few[:-1]), *SMALL[:5])) == sorted(
                plain(few[-1], *SMALL[:5])
            )
        parts = pd.concat([began_or_ended(tables, *one, tracks) for one in cities])
        assert sorted(plain(parts, *CHANGE)) == sorted(changes(tables, level, 0, tracks))


@pytest.mark.slow
@settings(max_examples=25)
@given(histories())
def test_every_member_counts_in_each_of_its_sto_regions(history):
    tables, _ = history
    for code, members in (("s1", ["w1", "w2"]), ("s2", ["w1", "e1", "e2"])):
        region = at(tables, "sto", code)
        mine = tables.offers[tables.offers["site"].isin(members)]
        found = candidates_by_year(tables, *region, TRACKS)
        for row in found.itertuples():
            cell = mine[(mine["year"] == row.year) & (mine["profile"] == row.profile)]
            known = cell["candidates"].sum()
            assert (row.low, row.high) == (
                known + cell["masked"].sum(),
                known + 4 * cell["masked"].sum(),
            )
            assert row.sites == cell["site"].nunique()
        theirs = tables.sectors[tables.sectors["site"].isin(members)]
        assert sector_by_year(tables, *region)["high"].sum() == (
            theirs["candidates"].fillna(4)[theirs["sex"] == "all"].sum()
        )


@pytest.mark.slow
@settings(max_examples=25)
@given(histories(), st.randoms(use_true_random=False))
def test_whatever_is_masked_the_share_lies_between_its_bounds(history, random):
    tables, people = history
    for year in tables.years:
        rows = tables.offers[tables.offers["year"] == year]
        rows = rows[rows["masked"] | rows["candidates"].notna()]
        truth = [random.randint(1, 4) if pd.isna(n) else int(n) for n in rows["candidates"]]
        technical = sum(
            n
            for n, profile in zip(truth, rows["profile"], strict=True)
            if profile in countable(BROAD)
        )
        row = technical_share(tables, "nl", year, TRACKS).iloc[0]
        assert row["low"] <= technical <= row["high"]
        assert row["share_low"] - 1e-9 <= 100 * technical / sum(truth) <= row["share_high"] + 1e-9
    for year in sorted(tables.sectors["year"].unique()):
        cells = [number for cell, number in people.items() if cell[1:4:2] == ("technology", year)]
        boys, girls = (sum(number) for number in zip(*cells, strict=True)) if cells else (0, 0)
        low, high = girls_share(tables, "nl", 0, year)
        if boys + girls:
            assert low - 1e-9 <= 100 * girls / (boys + girls) <= high + 1e-9
        else:
            assert np.isnan((low, high)).all()


@pytest.mark.slow
@settings(max_examples=25)
@given(histories())
def test_an_offer_that_ended_was_there_and_is_not(history):
    tables, _ = history
    cells = set(plain(tables.offers, "site", "profile", "year"))
    found = began_or_ended(tables, "nl", 0, TRACKS)
    for row in found.itertuples():
        before = (row.site, row.profile, row.year_before) in cells
        after = (row.site, row.profile, row.year_after) in cells
        assert (before, after) == ((True, False) if row.change == "ended" else (False, True))
        assert tables.years.index(row.year_after) == tables.years.index(row.year_before) + 1


#: Candidates of both sexes in the sector technology, and how many numbers are hidden, counted from
#: the rows of the publisher's files.
OF_THE_FILES = {
    "2014-2015": (12175, 0),
    "2015-2016": (12657, 0),
    "2016-2017": (12481, 0),
    "2017-2018": (11834, 0),
    "2018-2019": (11229, 0),
    "2019-2020": (10772, 127),
    "2020-2021": (9956, 132),
    "2021-2022": (9576, 152),
    "2022-2023": (9073, 150),
    "2023-2024": (9840, 133),
    "2024-2025": (9349, 130),
}


def test_eleven_years_add_up_to_the_files_themselves():
    rows = technology_by_track(shipped().tables, "nl", 0)
    together = rows[rows["track"] == "all"].set_index("year")
    for year, (known, hidden) in OF_THE_FILES.items():
        bounds = known + hidden, known + 4 * hidden
        assert tuple(together.loc[year, ["low", "high"]]) == bounds, year
    by_track = rows[rows["track"] != "all"].groupby("year")[["low", "high"]].sum()
    assert by_track.equals(together[["low", "high"]])
