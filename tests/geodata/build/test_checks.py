"""The prepared tables refuse what downstream code could not bear."""

import pandas as pd
import pytest

from geodata.build import checks
from geodata.errors import DataError
from geodata.tables import schema
from geodata.vocabulary import METHODS

FACILITY = pd.DataFrame(
    {
        "code": ["25LU"],
        "name": ["Alfa-college"],
        "kind": ["mbo"],
        "place": ["Groningen"],
        "lon": [6.58],
        "lat": [53.2],
        "point_basis": ["PC4-middelpunt"],
        "source": ["duo-mbo-adressen"],
        "note": ["head_office"],
    }
)


RIDES = pd.DataFrame(
    {
        "site": pd.Categorical(["02NZ12", "02NZ12"]),
        "home": pd.Series([0, 7], dtype="uint16"),
        "cycle_dam": pd.Series([730, 1200], dtype="uint16"),
        "method": pd.Categorical(["crossing", "network"], categories=METHODS),
    }
)


@pytest.fixture
def tables(built) -> dict[str, pd.DataFrame]:
    made = {name: pd.read_parquet(built.out / f"{name}.parquet") for name in schema.SCHEMAS}
    # Nothing lies between a home and a site of the sample, so no ride needs a row.
    made["distances"] = RIDES
    # No institution of mbo lies in the sample's municipalities.
    made["facilities"] = FACILITY
    return made


@pytest.mark.slow
def test_what_was_written_is_what_is_described(tables):
    for name, table in tables.items():
        checks.checked(name, table)
    checks.linked(tables)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("homes", "lon", 12.0),
        ("homes", "x", -5.0),
        ("homes", "young_2025", -1.0),
        ("homes", "municipality", "37"),
        ("homes", "place", ""),
        ("sites", "postcode", "9501AB"),
        ("sites", "point_basis", "Google"),
        ("offers", "profile", "MTR"),
        ("offers", "track", "TL"),
        ("offers", "year", "2023"),
        ("membership", "basis", "wish"),
        ("membership", "level", "street"),
        ("regions", "level", "street"),
        ("regions", "basis", ""),
        ("pupils", "grade", 5),
        ("pupils", "pupils", 0),
        ("sectors", "candidates", 0),
        ("primary", "age", 13),
    ],
)
def test_a_bad_value_is_refused_with_its_column(tables, name, column, value):
    table = tables[name]
    if isinstance(table[column].dtype, pd.CategoricalDtype):
        table[column] = table[column].cat.add_categories([value])
    table.loc[3, column] = value
    with pytest.raises(DataError, match=rf"table {name}.*{column}"):
        checks.checked(name, table)


@pytest.mark.slow
@pytest.mark.parametrize("name", list(schema.SCHEMAS))
def test_a_double_row_is_refused(tables, name):
    table = pd.concat([tables[name], tables[name].iloc[[0]]], ignore_index=True)
    with pytest.raises(DataError, match=f"table {name}"):
        checks.checked(name, table)


@pytest.mark.slow
@pytest.mark.parametrize("name", list(schema.SCHEMAS))
def test_a_missing_or_extra_column_is_refused(tables, name):
    for table in [tables[name].iloc[:, 1:], tables[name].assign(extra=1)]:
        with pytest.raises(DataError, match=f"table {name}"):
            checks.checked(name, table)


def test_a_number_beside_a_mask_is_refused(tables):
    offers = tables["offers"]
    offers.loc[offers.index[~offers["masked"]][0], "masked"] = True
    with pytest.raises(DataError, match="a number unless masked"):
        checks.checked("offers", offers)


def test_more_passed_than_candidates_is_refused(tables):
    offers = tables["offers"]
    row = offers.index[offers["passed"].notna()][0]
    offers.loc[row, "passed"] = offers.loc[row, "candidates"] + 1
    with pytest.raises(DataError, match="no more passed than candidates"):
        checks.checked("offers", offers)


def test_an_unknown_point_has_no_coordinates(tables):
    sites = tables["sites"]
    sites.loc[0, "point_basis"] = "onbekend"
    with pytest.raises(DataError, match="a point unless its basis is 'onbekend'"):
        checks.checked("sites", sites)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "column", "value", "said"),
    [
        ("membership", "home", "1011", "membership.home points to unknown 1011"),
        ("membership", "code", "XX", "membership.code points to unknown"),
        ("offers", "site", "99ZZ99", "offers.site points to unknown 99ZZ99"),
        ("pupils", "site", "99ZZ99", "pupils.site points to unknown 99ZZ99"),
        ("sectors", "site", "99ZZ99", "sectors.site points to unknown 99ZZ99"),
        ("primary", "postcode", "1011", "primary.postcode points to unknown 1011"),
        ("sites", "municipality", "GM9998", "sites.municipality points to unknown GM9998"),
        ("sites", "sto", "sto-nergens", "sites.sto points to unknown sto-nergens"),
    ],
)
def test_a_loose_link_is_refused(tables, name, column, value, said):
    # As text, because a category takes no value that it does not have.
    tables[name] = tables[name].astype({column: "str"})
    tables[name].loc[0, column] = value
    with pytest.raises(DataError, match=said):
        checks.linked(tables)
