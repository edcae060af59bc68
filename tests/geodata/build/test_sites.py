"""Sites: addresses, former sites, and sites only the exams know."""

import pandas as pd
import pytest

from geodata.build import sites as subject
from geodata.errors import DataError


@pytest.fixture(scope="module")
def table(built) -> pd.DataFrame:
    return built.tables.sites.set_index("code")


def make(parsed, **changes) -> pd.DataFrame:
    raw = parsed.tables
    given = {
        "addresses": raw["addresses"],
        "positions": raw["positions"],
        "former": raw["former"],
        "exams": parsed.exams,
        "members": raw["sto_members"],
        "municipalities": raw["municipalities"],
        "former_municipalities": raw["former_municipalities"],
        "places": raw["places"],
        "counted": pd.DataFrame({"code": pd.Series(dtype="str")}),
    }
    return subject.sites(**(given | changes)).set_index("code")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("HENGELO OV", "Hengelo"),
        ("BERGEN NH", "Bergen (NH)"),
        ("DRIEHUIS", "Driehuis NH"),
        ("NES GEM AMELAND", "Nes"),
        ("NIEUWERKERK AD IJSSEL", "Nieuwerkerk aan den IJssel"),
        ("'S-GRAVENHAGE", "'s-Gravenhage"),
        ("SUDWEST-FRYSLAN", "Súdwest-Fryslân"),
    ],
)
def test_spellings_of_one_place(ours, theirs):
    assert subject.fold(ours) == subject.fold(theirs)


@pytest.mark.parametrize(
    ("one", "other"), [("Velp", "Velsen"), ("Oosterhout", "Oosterwolde"), ("Ede", "Edam")]
)
def test_different_places_stay_different(one, other):
    assert subject.fold(one) != subject.fold(other)


def test_address_wins_where_the_list_has_another_place():
    places = pd.DataFrame({"pc4": ["9561"], "place": ["Ter Apel"]})
    spelled = subject.spelled(
        pd.Series(["TER APEL", "TER APELKANAAL", "ELDERS"]),
        pd.Series(["9561 AB", "9561 AC", "1000 AA"]),
        places,
    )
    assert list(spelled) == ["Ter Apel", "TER APELKANAAL", "ELDERS"]


def test_all_kinds_of_sites_are_there(table, parsed):
    # Two former sites, one that only the exams know, two that only the numbers of pupils know.
    assert len(table) == len(parsed.tables["addresses"]) + 2 + 1 + 2
    assert table["in_address_file"].sum() == len(parsed.tables["addresses"])


def test_site_of_the_address_file(table):
    site = table.loc["20CM03"]
    assert site["place"] == "Bellingwolde"
    assert site["municipality"] == "GM1950"
    assert site["point_basis"] == "PDOK 2026"
    assert site["has_vmbo"]
    assert site["sto"] == "sto-zuidoost-groningen"


def test_points_agree_in_both_grids(table):
    # 1 degree of latitude is 111.2 km, of longitude 66.6 km at 53.2 north.
    north = table.loc["16IH00"], table.loc["02VJ00"]
    metres_y = (north[1]["lat"] - north[0]["lat"]) * 111_200
    assert abs((north[1]["y"] - north[0]["y"]) - metres_y) < 1_000


def test_former_site_gets_the_municipality_around_its_point(table):
    site = table.loc["02VJ02"]
    assert site["municipality"] == "GM0047"
    assert site["point_basis"] == "PC4-centrum 2020"
    assert not site["in_address_file"]
    assert not site["has_vmbo"]
    assert pd.isna(site["board"])


def test_site_known_from_exams_only(table):
    site = table.loc["16SW05"]
    assert site["name"] == "RK SGM METAMEER"
    assert site["point_basis"] == "onbekend"
    assert site[["lon", "lat", "x", "y", "place", "street", "postcode"]].isna().all()


def test_exam_only_site_gets_a_municipality_by_name(parsed):
    exams = {
        year: table.assign(
            municipality_name=table["municipality_name"].replace("SINT ANTHONIS", "STADSKANAAL")
        )
        for year, table in parsed.exams.items()
    }
    assert make(parsed, exams=exams).loc["16SW05", "municipality"] == "GM0037"


def test_structures_without_vmbo(table):
    assert not table.loc["18UZ00", "has_vmbo"]  # PRO
    assert not table.loc["16IH03", "has_vmbo"]  # BRUGJAAR


def test_a_site_in_two_sto_regions(parsed):
    members = pd.concat(
        [
            parsed.tables["sto_members"],
            pd.DataFrame({"site": ["20CM03"], "code": ["sto-emmen-terapel"]}),
        ]
    )
    site = make(parsed, members=members).loc["20CM03"]
    assert site["sto"] == "sto-emmen-terapel|sto-zuidoost-groningen"


def test_former_municipality_is_replaced_by_the_one_around_the_point(parsed):
    addresses = parsed.tables["addresses"].copy()
    addresses.loc[addresses["code"] == "20CM03", "municipality"] = "GM0007"  # Bellingwedde
    assert make(parsed, addresses=addresses).loc["20CM03", "municipality"] == "GM1950"


def test_unknown_municipality_is_refused(parsed):
    addresses = parsed.tables["addresses"].copy()
    addresses.loc[addresses["code"] == "20CM03", "municipality"] = "GM9999"
    with pytest.raises(DataError, match="site 20CM03: GEMEENTENUMMER GM9999 is an unknown munic"):
        make(parsed, addresses=addresses)


def test_site_without_position(parsed):
    positions = parsed.tables["positions"]
    site = make(parsed, positions=positions[positions["code"] != "20CM03"]).loc["20CM03"]
    assert site["point_basis"] == "onbekend"
    assert pd.isna(site["x"])
    assert site["municipality"] == "GM1950"


def test_former_site_that_returned_counts_once(parsed):
    former = parsed.tables["former"].copy()
    former.loc[former.index[0], "code"] = "20CM03"
    table = make(parsed, former=former)
    assert table.index.is_unique
    assert table.loc["20CM03", "in_address_file"]


def test_agreement_counts_addresses(parsed):
    addresses, places = parsed.tables["addresses"], parsed.tables["places"]
    assert subject.agreement(addresses["place"], addresses["postcode"], places) == (17, 17)
