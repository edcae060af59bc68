"""Offers: profiles, tracks, masks and the old programmes."""

import pandas as pd
import pytest

from geodata.build.checks import checked
from geodata.build.offers import offers
from geodata.errors import DataError

COLUMNS = ["code", "school_type", "track", "programme", "candidates", "passed"]


def exams(*rows: tuple) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=COLUMNS)
    for column, hidden in [("candidates", "masked"), ("passed", "passed_hidden")]:
        table[hidden] = table[column].isin(["<5", ""])
        table[column] = table[column].mask(table[hidden]).astype("float64")
    table.index += 2
    return table.assign(name="School " + table["code"], municipality_name="PEKELA", file="own.csv")


def one(table: pd.DataFrame) -> dict:
    assert len(table) == 1
    return table.iloc[0].to_dict()


def test_duo_names_become_ours():
    table = offers(
        {
            "2023-2024": exams(
                ("00AH00", "VMBO", "BL", "MTR", 10, 9),
                ("00AH00", "VMBO", "KL", "MTE", 10, 9),
                ("00AH00", "VMBO", "GL", "G", 10, 9),
                ("00AH00", "VMBO", "GL", "ZWE", 10, 9),
            )
        }
    )
    assert list(zip(table["profile"], table["track"], strict=True)) == [
        ("GR", "GL"),
        ("MAT", "KB"),
        ("MT", "BB"),
        ("ZW", "GL"),
    ]


def test_theoretical_track_and_other_schools_are_no_offer():
    table = offers(
        {
            "2023-2024": exams(
                ("00AH00", "VMBO", "TL", "", 10, 9),
                ("00AH00", "HAVO", "", "Economie en Maatschappij", 10, 9),
                ("00AH00", "VMBO", "BL", "PIE", 6, 6),
            )
        }
    )
    assert one(table)["profile"] == "PIE"


def test_masked_candidates_are_an_offer_without_a_number():
    row = one(offers({"2023-2024": exams(("00AH00", "VMBO", "BL", "PIE", "<5", "<5"))}))
    assert row["masked"] is True
    assert pd.isna(row["candidates"])
    assert pd.isna(row["passed"])


def test_masked_passed_keep_the_candidates():
    row = one(offers({"2023-2024": exams(("00AH00", "VMBO", "BL", "PIE", 6, "<5"))}))
    assert (row["masked"], row["candidates"]) == (False, 6)
    assert pd.isna(row["passed"])


def test_no_candidates_is_no_offer():
    table = offers(
        {
            "2023-2024": exams(
                ("00AH00", "VMBO", "BL", "PIE", 0, 0), ("00AH00", "VMBO", "KL", "PIE", 5, 5)
            )
        }
    )
    assert one(table)["track"] == "KB"


def test_old_programmes_are_one_sum():
    row = one(
        offers(
            {
                "2018-2019": exams(
                    ("00AH00", "VMBO", "BL", "Metaaltechniek", 3, 3),
                    ("00AH00", "VMBO", "BL", "Verzorging", 4, 2),
                )
            }
        )
    )
    assert (row["profile"], row["candidates"], row["passed"]) == ("OTHER", 7, 5)


def test_a_sum_with_a_masked_part_is_unknown():
    row = one(
        offers(
            {
                "2019-2020": exams(
                    ("00AH00", "VMBO", "BL", "Metaaltechniek", 30, 30),
                    ("00AH00", "VMBO", "BL", "Verzorging", "<5", "<5"),
                )
            }
        )
    )
    assert row["masked"] is True
    assert pd.isna(row["candidates"])


def test_a_new_programme_is_refused_and_names_who_would_lose_it():
    table = exams(
        ("00AH00", "VMBO", "BL", "PIE", 6, 6),
        ("00AH02", "VMBO", "BL", "ROBOT", 6, 6),
        ("00AH02", "VMBO", "KL", "ROBOT", 6, 6),
        ("00AH01", "VMBO", "BL", "ROBOT", "<5", "<5"),
    )
    with pytest.raises(DataError) as error:
        offers({"2030-2031": table})
    assert str(error.value) == (
        "own.csv, row 3: AFDELING 'ROBOT' is unknown; it is an offer of 2 sites that would lose "
        "it: 00AH01 School 00AH01 (PEKELA), 00AH02 School 00AH02 (PEKELA); say what it is in the "
        "profiles in geodata/build/offers.py"
    )


def test_passed_that_are_not_given_are_not_known():
    row = one(offers({"2024-2025": exams(("00AH00", "VMBO", "BL", "PIE", 6, ""))}))
    assert row["candidates"] == 6
    assert pd.isna(row["passed"])


def cells(table: pd.DataFrame) -> dict[tuple[str, str], tuple]:
    """Profile and track -> combined, candidates (None when missing), masked."""
    return {
        (row.profile, row.track): (
            row.combined,
            None if pd.isna(row.candidates) else row.candidates,
            row.masked,
        )
        for row in table.itertuples()
    }


def test_a_combined_programme_is_an_offer_of_each_of_its_profiles():
    table = offers({"2024-2025": exams(("00AH00", "VMBO", "BL", "BPM", 8, 8))})
    assert cells(table) == {
        ("BPM", "BB"): ("BPM", 8, False),
        ("BWI", "BB"): ("BPM", None, False),
        ("MT", "BB"): ("BPM", None, False),
        ("PIE", "BB"): ("BPM", None, False),
    }
    checked("offers", table)


def test_beside_a_combined_programme_a_profile_keeps_its_own_candidates():
    table = offers(
        {
            "2024-2025": exams(
                ("00AH00", "VMBO", "BL", "BP", "<5", "<5"),
                ("00AH00", "VMBO", "BL", "BWI", 12, 12),
                ("00AH00", "VMBO", "BL", "BPM", 7, 7),
                ("00AH00", "VMBO", "KL", "PIE", "<5", "<5"),
            )
        }
    )
    assert cells(table) == {
        ("BP", "BB"): ("BP", None, True),
        ("BPM", "BB"): ("BPM", 7, False),
        ("BWI", "BB"): ("BP|BPM", 12, False),
        ("MT", "BB"): ("BPM", None, False),
        ("PIE", "BB"): ("BP|BPM", None, False),
        ("PIE", "KB"): ("", None, True),
    }
    checked("offers", table)
    # Whoever adds the column up counts nobody twice.
    assert table["candidates"].sum() == 12 + 7


def test_sample_years_and_sums(built, parsed):
    table = built.tables.offers
    assert sorted(table["year"].unique()) == ["2018-2019", "2021-2022", "2023-2024"]
    oldest = parsed.exams["2018-2019"]
    vocational = oldest["track"].isin(["BL", "KL", "GL"])
    ours = table.loc[table["year"] == "2018-2019", "candidates"].sum()
    assert ours == oldest.loc[vocational, "candidates"].sum()


def test_sample_old_programmes_of_one_site(built):
    table = built.tables.offers.set_index(["site", "profile", "track", "year"])
    # Handel en Administratie 6, Metaaltechniek 3, Verzorging 3.
    assert table.loc[("00TQ00", "OTHER", "BB", "2018-2019"), "candidates"] == 12
