"""Primary pupils by home and age: masked cells become a range, and what is absent stays absent."""

import pandas as pd

from geodata.build import primary as subject

HOMES = pd.DataFrame(
    {
        "postcode": ["9501", "9502", "2981", "9503"],
        "inhabitants": 100.0,
        "municipality": ["GM0037", "GM0037", "GM0597", "GM0037"],
    }
)


def counts(*rows: tuple) -> pd.DataFrame:
    """Rows as parsed: municipality of the school, postcode, kind, pupils of 4 and of 5 years."""
    columns = ["municipality", "postcode", "kind", "age_4", "age_5"]
    return pd.DataFrame(rows, columns=columns).astype({"age_4": float, "age_5": float})


def test_a_masked_cell_is_one_to_four_and_schools_add_up():
    table = subject.primary(
        counts(
            ("GM0037", "9501", "Bo", 7, None),
            ("GM0037", "9501", "Sbo", None, None),
            ("GM0037", "9502", "So", 0, 6),
        ),
        HOMES,
    )
    assert table.astype({"postcode": "str"}).to_numpy().tolist() == [
        ["9501", 4, 8, 11],
        ["9501", 5, 2, 8],
        ["9502", 5, 6, 6],
    ]


def test_secondary_special_education_is_not_primary():
    table = subject.primary(
        counts(("GM0037", "9501", "Vso", 7, 7), ("GM0037", "9501", "Bo", 5, 0)), HOMES
    )
    assert table["high"].tolist() == [5]


def test_homes_of_a_municipality_without_schools_in_the_source_have_no_number():
    rows = counts(("GM0037", "2981", "Bo", 7, 7), ("GM0037", "9501", "Bo", 5, 5))
    assert subject.without_schools(rows, HOMES) == {"GM0597"}
    assert set(subject.primary(rows, HOMES)["postcode"]) == {"9501"}


def test_postcodes_that_are_no_home_are_counted():
    rows = counts(
        ("GM0037", "20", "Bo", None, 6),
        ("GM0037", "8269", "Bo", None, 0),
        ("GM0037", "9501", "Bo", 9, 9),
        ("GM0037", "10", "Vso", 9, 9),
    )
    assert subject.left_out(rows, HOMES) == (8, 14)


def test_sample_is_within_the_cells_of_the_source(built, parsed):
    raw = parsed.tables["primary_counts"]
    homes = built.tables.homes
    inside = raw["postcode"].isin(homes["postcode"]) & raw["kind"].ne("Vso")
    cells = raw.loc[inside, [f"age_{age}" for age in range(4, 13)]]
    known, masked = cells.sum().sum(), cells.isna().sum().sum()
    table = built.tables.primary
    assert subject.without_schools(raw, homes) == set()
    assert (table["low"].sum(), table["high"].sum()) == (known + masked, known + 4 * masked)
    assert set(table["age"]) == set(range(4, 13))
