"""Sites: addresses, former sites, and sites only the exams know."""

import pandas as pd
import pytest

from geodata.build import checks
from geodata.build import sites as subject
from geodata.build.sto_members import around
from geodata.errors import DataError


@pytest.fixture(scope="module")
def table(built) -> pd.DataFrame:
    return built.tables.sites.set_index("code")


def homes(**places: list[str]) -> pd.DataFrame:
    """A home per municipality in which a place lies, each a postcode area of its own."""
    rows = [(place, town) for place, towns in places.items() for town in towns]
    frame = pd.DataFrame(rows, columns=["place", "municipality"])
    return frame.assign(postcode=[f"10{row:02}" for row in range(len(rows))], inhabitants=1.0)


def make(parsed, **changes) -> pd.DataFrame:
    raw = parsed.tables
    given = {
        "addresses": raw["addresses"],
        "positions": raw["positions"],
        "earlier_positions": raw["earlier_positions"],
        "former": raw["former"],
        "exams": parsed.exams,
        "municipalities": raw["municipalities"],
        "former_municipalities": raw["former_municipalities"],
        "places": raw["places"],
        "homes": homes(Vlagtwedde=["GM1950"]),
        "counted": pd.DataFrame({"code": pd.Series(dtype="str")}),
        "sto_members": raw["sto_members"],
        "sto_municipalities": raw["sto_municipalities"],
        "sto_overrides": raw["sto_overrides"],
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
            municipality_name=table["municipality_name"].replace("VLAGTWEDDE", "STADSKANAAL")
        )
        for year, table in parsed.exams.items()
    }
    assert make(parsed, exams=exams).loc["16SW05", "municipality"] == "GM0037"


def test_a_former_municipality_is_the_one_where_its_place_lies(parsed):
    assert make(parsed).loc["16SW05", "municipality"] == "GM1950"
    # A place in two municipalities says nothing.
    two = homes(Vlagtwedde=["GM1950", "GM0037"])
    assert pd.isna(make(parsed, homes=two).loc["16SW05", "municipality"])


def test_a_site_with_candidates_and_no_municipality_is_refused(built):
    sites, offers = built.tables.sites, built.tables.offers
    checks.counted_somewhere(sites, offers)
    examined = sites["code"].isin(offers["site"])
    lost = sites.assign(municipality=sites["municipality"].mask(sites["code"].eq("16SW05")))
    with pytest.raises(DataError, match=r"site 16SW05 \(RK SGM METAMEER\) has candidates and no"):
        checks.counted_somewhere(lost, offers)
    checks.counted_somewhere(
        sites.assign(municipality=sites["municipality"].where(examined)), offers
    )


def test_sites_with_candidates_and_no_place_are_listed(built):
    lost = checks.sites_without_place(built.tables.sites, built.tables.offers)
    assert lost.to_numpy().tolist() == [["16SW05", "RK SGM METAMEER", "2018-2019", 154]]


def test_a_site_that_no_sto_list_names_counts_where_it_lies(table):
    assert tuple(table.loc["16PI00", ["sto", "sto_basis"]]) == ("sto-veendam-hoogezand", "member")
    # Former sites with candidates.
    assert tuple(table.loc["00TQ00", ["sto", "sto_basis"]]) == ("sto-zuidoost-groningen", "place")
    assert tuple(table.loc["02VJ02", ["sto", "sto_basis"]]) == ("sto-veendam-hoogezand", "place")
    # Practical education only.
    assert tuple(table.loc["18UZ00", ["sto", "sto_basis"]]) == ("", "")


def test_a_divided_municipality_goes_by_postcode(parsed, table):
    sites = pd.DataFrame(
        {"municipality": ["GM1950"] * 3 + ["GM0037"], "pc4": ["9695", "9561", None, None]}
    )
    raw = parsed.tables
    assert around(sites, raw["sto_municipalities"], raw["sto_overrides"]).tolist() == [
        "sto-zuidoost-groningen",
        "sto-emmen-terapel",
        "",
        "sto-zuidoost-groningen",
    ]
    assert tuple(table.loc["16SW05", ["municipality", "sto"]]) == ("GM1950", "")


def moved(parsed, **changes) -> pd.Series:
    """16IH00, which on 22 November 2024 was elsewhere."""
    earlier = parsed.tables["earlier_positions"].copy()
    was = {"postcode": "9697 AB", "place": "BLIJHAM", "lon": 7.075, "lat": 53.105}
    for column, value in (was | changes).items():
        earlier.loc[earlier["code"].eq("16IH00"), column] = value
    return make(parsed, earlier_positions=earlier).loc["16IH00"]


def test_a_site_that_moved_since_its_exams_stands_where_these_were(parsed):
    site = moved(parsed)
    assert (site["lon"], site["lat"], site["point_basis"]) == (7.075, 53.105, "BAG 2024")
    assert (site["postcode"], site["place"]) == ("9697 AB", "Blijham")
    assert pd.isna(site["street"])
    assert site["board"] == make(parsed).loc["16IH00", "board"]


def test_another_point_at_the_same_postcode_is_no_move(parsed):
    address = parsed.tables["addresses"].set_index("code").loc["16IH00"]
    assert moved(parsed, postcode=address["postcode"])["point_basis"] == "PDOK 2026"
    here = parsed.tables["positions"].set_index("code").loc["16IH00"]
    site = moved(parsed, lon=here["lon"], lat=here["lat"])
    assert (site["point_basis"], site["street"]) == ("PDOK 2026", address["street"])


def test_exams_since_the_move_keep_the_new_place(parsed):
    newer = dict(parsed.exams) | {"2025-2026": parsed.exams["2023-2024"]}
    earlier = parsed.tables["earlier_positions"].assign(postcode="9697 AB", lon=7.075, lat=53.105)
    assert make(parsed, earlier_positions=earlier).loc["16IH00", "postcode"] == "9697 AB"
    table = make(parsed, earlier_positions=earlier, exams=newer)
    assert table.loc["16IH00", "point_basis"] == "PDOK 2026"


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
    site = make(parsed, sto_members=members).loc["20CM03"]
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
