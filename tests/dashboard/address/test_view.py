"""The address: every view survives it, and nothing in it can break the page."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import catalogue
from dashboard.address.parameters import (
    LEVEL_WORDS,
    MEASURE_WORDS,
    OFFER_WORDS,
    PROFILE_WORDS,
    SILENT,
    TRACK_WORDS,
)
from dashboard.address.query import default_view, link, query_of, read
from dashboard.address.view import MOST_CHOSEN, OFFERS, SPEEDS, THRESHOLDS, View
from dashboard.data import CARIBBEAN, LEVELS
from dashboard.views import KINDS
from dashboard.views.kind import USUAL_COLUMNS
from geodata.changes import parse_changes
from geodata.vocabulary import ANY_TRACK, CLOSE_LEVELS, OWN, PROFILE_SETS, TRACKS
from tests.support.kinds import SHOW_WORDS, SHOWS
from tests.support.views import PARAMETERS, views


@pytest.mark.slow
@settings(max_examples=60)
@given(st.data())
def test_every_view_survives_its_address(data, drawn):
    view = drawn.draw(views(data))
    assert read(query_of(view, default_view(data)), data) == (view, [])
    assert read(query_of(view), data) == (view, [])
    assert read(link(view, data).removeprefix("/"), data) == (view, [])


def test_every_field_of_a_view_is_in_the_strategy_and_in_the_address(data):
    changed = View(
        profiles="PIE",
        tracks=("GL",),
        measure="minutes",
        threshold_km=3,
        minutes=45,
        speed=20,
        changes=parse_changes("stop:13OR01.mt"),
        moment="now",
        plan_name="Goes dicht",
        beside=parse_changes("start:4501.mt"),
        beside_name="Oostburg open",
        plan="B",
        year=data.tables.years[0],
        population=2025,
        show="share",
        figure="ww_share",
        offer="candidates",
        chosen=("CR01", "CR05"),
        picked_level="sto",
        layout="~Noord~g1695",
        region="GM0014",
        compared=("PV29",),
        site=next(iter(data.site_rows)),
        row_name="ter",
        row_limit=("share", "max", 80.5),
        sites=False,
        facilities=True,
        members=True,
        pupil_homes=True,
        small=30,
        table=True,
        sort="name",
        first_row=100,
        screen=True,
        language="en",
    )
    usual = default_view(data)
    same = [name for name in vars(usual) if getattr(usual, name) == getattr(changed, name)]
    # What measures an owner brought is of the tables, and chosen by nobody.
    assert same == ["own_measures"]
    named = [name for name, _ in parse_qsl(query_of(changed, usual).removeprefix("?"))]
    assert sorted(named) == sorted(PARAMETERS)


def test_the_usual_view_has_a_bare_address(data):
    assert link(default_view(data), data) == "/"
    assert read("", data) == read(None, data) == read("?", data) == (default_view(data), [])


def test_the_usual_year_is_the_newest(data):
    assert default_view(data).year == max(data.tables.years)


@pytest.mark.parametrize(
    "words",
    [PROFILE_WORDS, TRACK_WORDS, MEASURE_WORDS, SHOW_WORDS, LEVEL_WORDS, OFFER_WORDS],
    ids=lambda words: next(iter(words.values())),
)
def test_a_word_means_one_thing(words):
    assert len(set(words.values())) == len(words)


def test_every_word_is_about_something_that_exists():
    assert set(PROFILE_WORDS) <= set(PROFILE_SETS)
    assert all(key == kind.key for key, kind in KINDS.items())
    assert all(kind.best_level in LEVELS for kind in KINDS.values())
    assert set(OFFER_WORDS) == set(OFFERS)
    assert set(LEVEL_WORDS) == {*LEVELS, OWN}
    assert set(MEASURE_WORDS) == set(THRESHOLDS)


# ---- addresses that cannot be used --------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("gebied", "GM9999"),
        ("gebied", ""),
        ("gebied", "nl"),
        ("profiel", "hout"),
        ("profiel", "HARD"),
        ("leerweg", "tl"),
        ("leerweg", "kb-bb"),
        ("afstand", "0"),
        ("afstand", "26"),
        ("afstand", "-5"),
        ("afstand", "ver"),
        ("afstand", "10.0"),
        ("afstand", "1e1"),
        ("afstand", "0x0a"),
        ("afstand", "１５"),
        # Python reads this as 15, the browser as no number: the slider would contradict the map.
        ("afstand", "1_5"),
        ("afstand", "9" * 5_000),
        ("maat", "cycle"),
        ("maat", "Fiets"),
        ("maat", ""),
        ("maat", "<script>"),
        ("minuten", "0"),
        ("minuten", "-5"),
        ("minuten", "7"),
        ("minuten", "95"),
        ("minuten", "30.0"),
        ("minuten", "3_0"),
        ("snelheid", "7"),
        ("snelheid", "26"),
        ("snelheid", "16,5"),
        ("snelheid", "nan"),
        ("snelheid", "99999999999"),
        ("vestiging", ""),
        ("vestiging", "99ZZ99"),
        ("vestiging", "../../etc"),
        ("vestiging", "__class__"),
        ("jaar", "1999-2000"),
        ("jaar", "2023"),
        ("jongeren", "2022"),
        ("kaart", "fiets"),
        ("per", "dorp"),
        ("per", "land"),
        ("vestigingen", "ja"),
        ("tabel", "true"),
        ("sorteer", "population"),
        ("sorteer", "--name"),
        ("sorteer", "-"),
        ("vanaf", "51"),
        ("taal", "de"),
        ("taal", "../../etc/passwd"),
        ("gebied", "<script>alert(1)</script>"),
        ("gebied", "NL\x00"),
        ("gebied", "NL\r\nSet-Cookie: a=b"),
        ("gebied", "NL" + " " * 100_000),
        ("onbekend", "1"),
        ("__class__", "1"),
        ("threshold_km", "5"),
        ("", "1"),
    ],
)
def test_what_cannot_be_used_is_named_and_the_rest_is_kept(data, name, text):
    kept = {"leerweg": "gl", "kaart": "keuze"} if name not in ("leerweg", "kaart") else {}
    around = {"profiel": "pie"} | kept if name != "profiel" else kept
    view, ignored = read("?" + urlencode({**around, name: text}), data)
    expected, none = read("?" + urlencode(around), data)
    assert ignored == [name]
    assert none == []
    assert view == expected
    assert around and view != default_view(data)


def test_parameters_of_others_are_no_mistake(data):
    others = ("utm_content", "utm_id", "fbclid", "gclid", "msclkid", "mc_cid", "mkt_tok", "_hsenc")
    search = "?" + urlencode(dict.fromkeys([*SILENT, *others], "x") | {"profiel": "mt"})
    assert read(search, data) == (default_view(data).but(profiles="MT"), [])


def test_an_ampersand_written_as_html_is_one(data):
    view, ignored = read("?profiel=mt&amp;gebied=GM0518", data)
    assert (view.profiles, view.region, ignored) == ("MT", "GM0518", [])


@pytest.mark.parametrize("end", [".", ")", "),", ">", "\u00a0", "\u200b", '".', "?!", "”."])
def test_the_end_of_a_sentence_is_no_part_of_its_link(data, end):
    for search in ("?kaart=dekking&gebied=GM0518", "?zicht=5.5,51.7,9.00&taal=en", "?afstand=7"):
        assert read(search + end, data) == read(search, data)
        assert read(search, data)[1] == []
    # In a name that is sought it stands for itself.
    assert read("?naam=Bergen (NH.)", data)[0].row_name == "Bergen (NH.)"


def test_a_mistake_is_named_once(data):
    assert read("?a=1&a=2&afstand=x&a=3", data)[1] == ["a", "afstand"]


def test_a_long_name_is_cut(data):
    (name,) = read("?" + "n" * 10_000 + "=1", data)[1]
    assert 0 < len(name) < 100


def test_a_flood_of_parameters_is_refused_as_a_whole(data):
    view, ignored = read("?" + "&".join(f"p{i}=1" for i in range(10_000)), data)
    assert view == default_view(data)
    assert ignored == ["?"]


def test_a_value_can_be_wrong_in_one_place_and_right_in_the_next(data):
    view, ignored = read("?afstand=x&afstand=7", data)
    assert (view.threshold_km, ignored) == (7, ["afstand"])


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("gebied=sto-almere&per=buurt", ["per=buurt"]),
        ("gebied=NL&per=buurt&kaart=dekking", ["per=buurt"]),
        ("gebied=GM0518&per=buurt", []),
        ("per=eigen", ["per=eigen"]),
        ("per=eigen&indeling=~Noord~g1695.1676", []),
        ("kaart=tweeweg&cijfer=vacatures", ["cijfer=vacatures"]),
        ("kaart=werk&cijfer=vacatures", []),
        # The legend of the labour market says which level there is.
        ("kaart=werk&gebied=PV29&per=buurt", []),
        ("afstand=5&afstand=12", ["afstand=5"]),
        ("afstand=5&afstand=5", []),
        ("gebied=GM0518&gebied=PV29&per=buurt", ["gebied=GM0518", "per=buurt"]),
    ],
)
def test_what_the_rest_of_an_address_leaves_no_room_for_is_told(data, query, told):
    view, ignored = read(f"?{query}", data)
    assert ignored == told
    # What is shown in its place has an address that says no more than is shown.
    assert read(link(view, data).removeprefix("/"), data) == (view, [])


def test_no_link_of_ours_says_what_its_page_would_not_show(data):
    town, _ = read("?gebied=GM0518&per=buurt", data)
    assert town.level == "buurt" and town.up_to("PV28").picked_level == "postcode"
    work, _ = read("?kaart=werk&cijfer=vacatures", data)
    assert work.but(show="two_way").figure == catalogue.FIRST
    own, _ = read("?per=eigen&indeling=~Noord~g1695.1676", data)
    assert own.but(layout="").picked_level is None


@pytest.mark.slow
@settings(max_examples=60)
@given(st.data())
def test_the_order_of_parameters_does_not_matter(data, drawn):
    view = drawn.draw(views(data))
    pairs = parse_qsl(query_of(view, default_view(data)).removeprefix("?"))
    shuffled = drawn.draw(st.permutations(pairs))
    assert read("?" + urlencode(shuffled), data) == (view, [])


def test_a_site_and_a_region_stand_side_by_side_in_any_order(data):
    site = next(iter(data.site_rows))
    expected = (default_view(data).but(region="GM0014").but(site=site), [])
    assert read(f"?vestiging={site}&gebied=GM0014", data) == expected
    assert read(f"?gebied=GM0014&vestiging={site}", data) == expected


def test_a_site_without_a_known_place_cannot_be_chosen(data):
    sites = data.tables.sites
    lost = sites.loc[~data.tables.placed, "code"]
    assert len(lost)
    for code in lost:
        assert read(f"?vestiging={code}", data) == (default_view(data), ["vestiging"])


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_any_text_is_an_address(data, text):
    view, ignored = read(text, data)
    assert read(query_of(view, default_view(data)), data) == (view, [])
    assert all(isinstance(name, str) for name in ignored)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(PARAMETERS), st.text(max_size=100)), max_size=8))
def test_any_value_is_used_or_named(data, pairs):
    view, ignored = read("?" + urlencode(pairs), data)
    assert read(query_of(view, default_view(data)), data) == (view, [])
    touched = {name for name, _ in parse_qsl(query_of(view, default_view(data)).lstrip("?"))}
    # Of changes the ones that cannot be used are named themselves.
    named = {name.partition("=")[0] for name in ignored}
    assert touched | named <= {name for name, _ in pairs}


@pytest.mark.parametrize("search", ["?%", "?%ff%fe=%00", "?&&&===", "?a;b;c", "??", "?%ED%A0%80=1"])
def test_broken_encoding_is_an_address(data, search):
    assert read(search, data)[0] == default_view(data)


# ---- the question -------------------------------------------------------------------------------


def test_the_view_asks_what_it_shows(data):
    view = default_view(data).but(profiles="PIE", tracks=("GL",), threshold_km=7, population=2025)
    question = view.question
    assert (question.profiles, question.tracks) == ("PIE", ("GL",))
    assert (question.threshold_m, question.population) == (7_000, 2025)
    assert question.year == data.tables.years[-1]


def test_a_threshold_is_in_the_unit_of_its_measure():
    view = View(threshold_km=7, minutes=45, speed=20)
    for measure, unit, threshold, metres, distance in (
        ("straight", "km", 7, 7_000, "straight"),
        ("cycle", "km", 7, 7_000, "cycle"),
        ("minutes", "min", 45, 15_000, "cycle"),
    ):
        asked = view.but(measure=measure)
        assert (asked.unit, asked.threshold, asked.thresholds) == (
            unit,
            threshold,
            THRESHOLDS[measure],
        )
        assert (asked.question.threshold_m, asked.question.distance) == (metres, distance)


@pytest.mark.slow
@pytest.mark.parametrize("measure", MEASURE_WORDS)
@pytest.mark.parametrize("speed", SPEEDS)
def test_metres_and_the_unit_of_the_reader_are_each_others_inverse(measure, speed):
    view = View(measure=measure, speed=speed)
    for threshold in view.thresholds:
        metres = view.metres(threshold)
        assert view.in_unit(metres) == pytest.approx(threshold, rel=1e-12)
        expected = threshold / 60 * speed * 1000 if measure == "minutes" else threshold * 1000
        assert metres == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("measure", MEASURE_WORDS)
def test_the_usual_threshold_of_every_measure_can_be_chosen(measure):
    usual = View(measure=measure)
    assert usual.threshold in usual.thresholds
    assert usual.speed in SPEEDS


def test_a_speed_says_nothing_of_kilometres():
    for measure in ("straight", "cycle"):
        slow, fast = (View(measure=measure, speed=speed).question for speed in (8, 25))
        assert slow == fast


@pytest.mark.parametrize("measure", MEASURE_WORDS)
def test_the_crow_and_the_ride_ask_for_the_same_offer(measure):
    view = View(profiles="PIE", measure=measure, threshold_km=7, minutes=45, speed=20)
    crow, ride = view.by_crow, view.by_ride
    assert (crow.distance, crow.threshold_m) == ("straight", 7_000)
    assert (ride.distance, ride.threshold_m) == ("cycle", 15_000 if measure == "minutes" else 7_000)
    for one in (crow, ride):
        assert replace(one, distance="", threshold_m=0) == replace(
            view.question, distance="", threshold_m=0
        )


def test_only_a_view_that_counts_something_else_has_a_column_for_it():
    for show in SHOWS:
        own = (show,) if show in ("difference", "only", "since") else ()
        assert View(show=show).columns == ("name", *own, *USUAL_COLUMNS[1:])


@pytest.mark.parametrize("profiles", ANY_TRACK)
def test_a_question_for_which_every_track_counts_asks_for_every_track(profiles):
    assert View(profiles=profiles, tracks=("GL",)).question.tracks == TRACKS


@pytest.mark.parametrize("show", SHOWS)
def test_a_picked_level_wins_over_the_best_level(show):
    assert View(show=show).level == KINDS[show].best_level
    assert View(show=show, picked_level="sto").level == "sto"


# ---- one site -----------------------------------------------------------------------------------


def test_choosing_a_region_closes_the_site(data):
    site = next(iter(data.site_rows))
    view = default_view(data).but(region="GM0014", table=True).ride_from(site)
    assert (view.site, view.region, view.level, view.table) == (site, "GM0014", "postcode", False)
    assert view.but(region="GM0344").site is None
    assert view.up_to("PV20").site is None
    assert view.up_to("NL").site is None
    assert view.arrive(data, "GM0344").site is None
    assert view.drill(data, "GM0344").site is None
    assert view.drill(data, a_home_of(data, "GM0014")).site is None


def test_another_question_keeps_the_site(data):
    site, other = list(data.site_rows)[:2]
    view = default_view(data).ride_from(site)
    for change in (
        {"profiles": "PIE"},
        {"measure": "minutes"},
        {"speed": 20},
        {"threshold_km": 3},
        {"show": "share"},
        {"language": "en"},
    ):
        assert view.but(**change).site == site
    assert view.ride_from(other).site == other
    assert view.but(site=None).site is None


# ---- a step closer, a step back -----------------------------------------------------------------


def a_home_of(data, town: str) -> str:
    areas = data.tables.main_homes
    return areas.index[areas["municipality"] == town][0]


def test_down_to_a_home_and_up_again(data):
    start = default_view(data).but(show="share", profiles="PIE")
    home = a_home_of(data, "GM0014")
    town = start.drill(data, "GM0014")
    assert (town.region, town.level) == ("GM0014", "postcode")
    deepest = town.drill(data, home)
    assert (deepest.region, deepest.level) == (home, "postcode")
    assert deepest.profiles == "PIE"

    codes = [step.code for step in data.path(home)]
    assert codes == ["NL", "PV20", "GM0014", home]
    assert deepest.up_to("GM0014") == town
    assert deepest.up_to("PV20").region == "PV20"
    assert deepest.up_to("NL") == start


def test_a_click_on_a_home_goes_to_its_town_first(data):
    home = a_home_of(data, "GM0014")
    far = default_view(data)
    assert far.level == "postcode"
    near = far.drill(data, home)
    assert near.region == "GM0014"
    assert near.drill(data, home).region == home


def test_from_one_town_to_another(data):
    there = default_view(data).but(region="GM0014", picked_level="postcode")
    home = a_home_of(data, "GM0344")
    assert there.drill(data, home).region == "GM0344"


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("show", SHOWS)
def test_a_click_always_comes_closer_to_what_was_clicked(data, level, show):
    view = default_view(data).but(show=show, picked_level=level)
    region = data.region(data.tables.regions_of(level)["code"].iloc[-1])
    closer = view.drill(data, region.code)
    expected = data.parent(region.code) if region.is_close else region.code
    assert closer.region == expected
    # Areas as large as what was clicked would show one area filling the screen.
    assert [*LEVELS].index(closer.level) > [*LEVELS].index(level) or closer.level in CLOSE_LEVELS
    assert read(query_of(closer, default_view(data)), data) == (closer, [])


@pytest.mark.parametrize("code", ["GM0014", "onbekend", "", "NL\x00"])
def test_a_click_on_where_we_are_or_on_nothing_changes_nothing(data, code):
    view = default_view(data).but(region="GM0014", picked_level="postcode")
    assert view.drill(data, code) == view


@pytest.mark.slow
def test_every_region_leads_up_to_the_country(data):
    for code in data.tables.regions["code"]:
        path = data.path(code)
        assert path[0].code == "NL"
        assert path[-1].code == code
        assert len(path) <= 4


def test_a_town_lies_in_its_parent(data):
    for code in data.tables.regions_of("municipality")["code"]:
        town, around = data.inside(code), data.inside(data.parent(code))
        assert town.any() and not (town & ~around).any()


@pytest.mark.parametrize("code", ["NL", "PV20", "AM01", "GM0014", "sto-achterhoek-oost", CARIBBEAN])
def test_what_is_searched_is_seen_from_near(data, code):
    view = default_view(data).but(picked_level=data.level_of(code)).arrive(data, code)
    assert view.region == code
    assert view.level != data.level_of(code)
    assert read(query_of(view, default_view(data)), data) == (view, [])


# ---- the labour views ---------------------------------------------------------------------------


def test_a_choice_of_regions_is_read_once_each_and_all_or_nothing(data):
    assert read("?keuze=CR05,CR01,CR05", data)[0].chosen == ("CR05", "CR01")
    assert read("?keuze=", data) == (default_view(data), [])
    for broken in ("CR01,nowhere", "CR01,GM0014", ",CR01", ",".join(["CR01"] * 2000)):
        assert read(f"?keuze={broken}", data) == (default_view(data), ["keuze"]), broken[:20]


def test_as_many_regions_can_be_chosen_as_any_level_but_the_homes_has(data):
    towns = data.tables.regions_of("municipality")["code"].tolist()
    assert len(towns) <= MOST_CHOSEN
    assert read("?keuze=" + ",".join(towns), data) == (
        replace(default_view(data), chosen=tuple(towns)),
        [],
    )
    homes = data.tables.regions_of("postcode")["code"].tolist()
    assert read("?keuze=" + ",".join(homes[: MOST_CHOSEN + 1]), data)[1] == ["keuze"]


def test_a_figure_is_shown_at_the_nearest_level_that_has_it():
    jobs = View(show="work", figure="technical_jobs")
    assert jobs.level == "corop"
    assert [jobs.but(picked_level=level).level for level in LEVELS] == [
        "province", "province", "corop", "corop", "corop", "corop", "corop", "corop",
    ]  # fmt: skip
    towns = View(show="work", figure="ww_share")
    assert [towns.but(picked_level=level).level for level in ("rmc", "sto", "postcode")] == [
        "labour_region", "municipality", "municipality",
    ]  # fmt: skip


def test_what_says_nothing_beside_a_share_is_not_set_against_the_offer():
    assert View(show="two_way", figure="technical_jobs").entry.demand
    assert View(show="two_way", figure="technical_jobs_growth").entry.key == (
        "technical_jobs_growth"
    )


def test_a_region_that_is_found_keeps_the_level_of_a_published_figure(data):
    view = View(show="work", figure="technical_jobs", chosen=("CR01",)).arrive(data, "GM0014")
    assert (view.region, view.level, view.picked_level, view.chosen) == (
        "GM0014",
        "corop",
        None,
        (),
    )


def test_a_choice_is_kept_while_its_regions_are_on_the_map():
    view = View(show="work", figure="technical_jobs", chosen=("CR01",))
    assert view.but(figure="technical_jobs_share").chosen == ("CR01",)
    assert view.but(show="two_way").chosen == ("CR01",)
    for change in ({"figure": "ww_share"}, {"picked_level": "province"}, {"show": "share"}):
        assert view.but(**change).chosen == (), change
