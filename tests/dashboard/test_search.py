"""Finding a region, a place, a postcode or a school by what people type."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.data import CARIBBEAN, fold
from dashboard.search import (
    KINDS,
    LONGEST,
    ORDER,
    PLACE,
    SITE,
    USUAL,
    Hit,
    Index,
    find,
    find_in,
    index_of,
    named,
)


def codes(data, typed: str, limit: int = USUAL) -> list[str]:
    return [hit.code for hit in find(data, typed, limit)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Utrecht", "GM0344"),
        ("utrecht", "GM0344"),
        ("  UTRECHT ", "GM0344"),
        ("amsterd", "GM0363"),
        ("'s-Hertogenbosch", "GM0796"),
        ("s hertogenbosch", "GM0796"),
        ("shertogenbosch", "GM0796"),
        ("hertogenbosch", "GM0796"),
        ("’s-gravenhage", "GM0518"),
        ("gravenhage", "GM0518"),
        ("sudwest", "GM1900"),
        ("Súdwest-Fryslân", "GM1900"),
        ("SÚDWEST FRYSLAN", "GM1900"),
        ("fryslan sudwest", "GM1900"),
        ("bilt", "GM0310"),
        ("St. Michielsgestel", "GM0845"),
        ("krimpen a/d ijssel", "GM0542"),
        ("bergen limburg", "GM0893"),
        ("gelderland", "PV25"),
        ("noordbrabant", "PV30"),
        ("Rijk van Nijmegen", "AM08"),
        ("Food valley", "AM38"),
        ("1011", "1011"),
        ("1011 AB", "1011"),
        ("1011ab", "1011"),
        ("5038 Tilburg", "5038"),
        ("nederland", "NL"),
    ],
)
def test_people_find_what_they_mean(data, typed, code):
    kinds = [hit for hit in find(data, typed) if hit.kind not in (PLACE, "sto")]
    assert kinds[0].code == code


@pytest.mark.parametrize(
    ("typed", "code", "name"),
    [
        ("Den Haag", "GM0518", "Den Haag"),
        ("denhaag", "GM0518", "Den Haag"),
        ("haag", "GM0518", "Den Haag"),
        ("the hague", "GM0518", "The Hague"),
        ("DEN BOSCH", "GM0796", "Den Bosch"),
        ("den bo", "GM0796", "Den Bosch"),
        ("Friesland", "PV21", "Friesland"),
        ("north brabant", "PV30", "North Brabant"),
        ("ljouwert", "GM0080", "Ljouwert"),
        ("Tietjerksteradeel", "GM0737", "Tietjerksteradeel"),
        ("dordt", "GM0505", "Dordt"),
        ("bonaire", CARIBBEAN, "Bonaire"),
    ],
)
def test_other_names_that_people_use_are_found_and_said(data, typed, code, name):
    first = find(data, typed)[0]
    assert (first.code, first.also) == (code, name)


@pytest.mark.parametrize(
    ("typed", "place", "town"),
    [
        ("Grouw", "Grou", "Leeuwarden"),
        ("snits", "Sneek", "Súdwest-Fryslân"),
        ("zwaagwesteinde", "De Westereen", "Dantumadiel"),
        ("den briel", "Brielle", "Voorne aan Zee"),
        ("Hoogvliet", "Hoogvliet Rotterdam", "Rotterdam"),
    ],
)
def test_a_place_that_is_no_municipality_is_found_at_a_postcode_of_it(data, typed, place, town):
    first = find(data, typed)[0]
    assert (first.kind, first.name, first.place) == (PLACE, place, town)
    assert data.tables.main_homes.at[first.code, "place"] == place


def test_both_names_of_friesland_find_every_layout_that_has_either(data):
    """Also those of another province, which West-Friesland is."""
    dutch, frisian = (set(codes(data, name, 50)) for name in ("friesland", "fryslân"))
    assert {"PV21", "AM02", "RM04", "CR04", "sto-zuid-friesland", "GM1900"} <= dutch & frisian
    of_both = {"AM02", "RM04", "RM05", "RM06", "CR04", "CR05", "CR06"}
    assert of_both <= dutch & frisian


def test_what_was_found_by_its_own_name_says_no_other(data):
    assert {hit.also for hit in find(data, "Utrecht")} == {""}
    assert find(data, "fryslân")[0].also == ""


@pytest.mark.parametrize("typed", ["ostrea", "OSTREA lyceum", "lyceum ostrea", "goes ostrea"])
def test_a_school_is_found_by_part_of_its_name_and_its_place(data, typed):
    first = find(data, typed)[0]
    assert (first.kind, first.name, first.place) == (SITE, "Ostrea Lyceum", "Goes")
    assert first.code in data.site_rows and first.street


def test_schools_of_a_place_are_found_by_the_name_that_people_use_for_it(data):
    hits = find(data, "maris den haag")
    assert hits and {hit.kind for hit in hits} == {SITE}
    assert {hit.place for hit in hits} == {"'s-Gravenhage"}


def test_a_place_alone_does_not_list_all_that_lies_in_it(data):
    assert all("snits" in fold(f"{hit.name} {hit.also}") for hit in find(data, "snits", 50))


def test_only_schools_with_candidates_are_found_each_once(data):
    offered = set(data.tables.offers["site"])
    hits = [hit for hit in find(data, "college", 1_000) if hit.kind == SITE]
    assert len(hits) > 200
    assert {hit.code for hit in hits} <= offered
    assert len({hit.code for hit in hits}) == len(hits)


def test_a_school_that_is_gone_says_so(data):
    sites = data.tables.sites.set_index("code")
    hits = [hit for hit in find(data, "college", 1_000) if hit.kind == SITE]
    assert {hit.former for hit in hits} == {True, False}
    assert all(hit.former != sites["in_address_file"][hit.code] for hit in hits)


@pytest.mark.parametrize("typed", ["", "   ", "?!", "qqqq", "0000", ".*", "[", "\\", "北京", "\0",
                                   "😀", "50381", "12345678", "<script>"])  # fmt: skip
def test_what_is_not_there_is_not_found(data, typed):
    assert find(data, typed) == []


def test_signs_of_patterns_are_only_signs(data):
    assert find(data, "utr.cht") == find(data, "utr cht")
    assert find(data, "utrecht|amsterdam") == []
    assert find(data, "^utrecht$") == find(data, "utrecht")


def test_as_many_as_asked_at_most(data):
    assert len(find(data, "a")) == USUAL
    assert len(find(data, "a", limit=3)) == 3


@pytest.mark.slow
def test_every_municipality_postcode_and_school_is_found_by_its_own_name(data):
    tables = data.tables
    towns = tables.regions_of("municipality").sample(60, random_state=1)
    missed = [row.name for row in towns.itertuples() if codes(data, row.name)[0] != row.code]
    assert missed == []
    homes = tables.regions_of("postcode")["code"].sample(40, random_state=1)
    assert [code for code in homes if codes(data, code)[0] != code] == []
    sites = tables.placed_sites
    sites = sites[sites["code"].isin(tables.offers["site"])].sample(60, random_state=1)
    lost = [row.name for row in sites.itertuples() if row.code not in codes(data, row.name, 50)]
    assert lost == []


@settings(max_examples=40)
@given(st.text(max_size=200))
def test_anything_can_be_typed(data, typed):
    hits = find(data, typed)
    assert len(hits) <= USUAL
    for hit in hits:
        assert hit.code in data.site_rows if hit.kind == SITE else data.region(hit.code)


@settings(max_examples=25)
@given(st.data())
def test_case_accents_signs_and_the_order_of_words_make_no_difference(data, drawn):
    rows = data.tables.regions_of("municipality")
    name = drawn.draw(st.sampled_from(rows["name"].tolist()))
    words = drawn.draw(st.permutations(fold(name).split()))
    expected = rows.loc[rows["name"] == name, "code"].item()
    assert codes(data, fold(name))[0] == expected
    assert codes(data, name.upper().replace("-", " "))[0] == expected
    assert expected in codes(data, " ".join(words), 50)


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_what_is_typed_beyond_the_longest_counts_no_more(data):
    assert find(data, "utrecht" + " " * LONGEST + "q") == find(data, "utrecht")
    assert find(data, "x" * 100_000) == []


def test_every_kind_has_its_place_in_the_order():
    assert sorted(ORDER) == sorted(KINDS)


# ---- the rule -----------------------------------------------------------------------------------


def index(*names: tuple[str, str, float]) -> Index:
    """An index of these: kind, name, people."""
    return index_of(
        [
            named(Hit(kind, str(row), name, "", ""), "Ergens", size)
            for row, (kind, name, size) in enumerate(names)
        ]
    )


def test_the_rule_exact_begins_word_begins_contains_and_the_larger_first():
    names = index(
        (PLACE, "Hamel", 10),
        (PLACE, "Oude Ham", 500),
        (PLACE, "Ham", 1),
        (PLACE, "Durham", 900),
        (PLACE, "Hamburg", 20),
        (PLACE, "Zuid", 5_000),
    )
    order = [hit.name for hit in find_in(names, "ham")]
    assert order == ["Ham", "Hamburg", "Hamel", "Oude Ham", "Durham"]


def test_names_that_are_the_same_stay_together_by_their_largest():
    names = index(
        ("rmc", "Ham", 300), ("municipality", "Ham", 100), ("province", "Ham", 900),
        (SITE, "Ham", 2), ("province", "Hamland", 500),
    )  # fmt: skip
    order = [(hit.kind, hit.name) for hit in find_in(names, "ha")]
    assert order == [
        ("municipality", "Ham"),
        ("province", "Ham"),
        ("rmc", "Ham"),
        (SITE, "Ham"),
        ("province", "Hamland"),
    ]


def test_a_word_of_the_place_around_counts_only_beside_one_of_the_name():
    names = index((SITE, "De Hamer", 1))
    assert [hit.name for hit in find_in(names, "hamer ergens")] == ["De Hamer"]
    assert find_in(names, "ergens") == []


def test_of_one_name_the_municipality_comes_before_the_province(data):
    hits = [hit for hit in find(data, "groningen") if hit.name == "Groningen"]
    assert [hit.kind for hit in hits] == ["municipality", "province", "labour_region"]
