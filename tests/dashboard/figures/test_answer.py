"""The figures of the panel: the same as the coverage table, and whole."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest

from dashboard.address.context import Context
from dashboard.address.parameters import PROFILE_WORDS
from dashboard.address.query import default_view, read
from dashboard.address.view import View
from dashboard.data import CARIBBEAN
from dashboard.figures import answer as answer_module
from dashboard.figures.answer import (
    BARS,
    answer,
    asked_profiles,
    bars,
    compared,
    gaps,
    home_state,
    nearest_sites,
    offers_in,
    only_by_crow,
    somebody,
)
from dashboard.formatting import kilometres, of_hundred, out_of_hundred
from dashboard.page.components.answer_panel import panel
from dashboard.texts import LANGUAGES, texts_in
from dashboard.words.answer import answer_words
from dashboard.words.coverage import number_in_words
from dashboard.words.first_sight import map_words
from geodata.analysis.coverage import coverage, offering
from geodata.vocabulary import ANY_TRACK, BROAD, COMBINED, HARD, REGION_LEVELS, SINGLE, countable
from tests.support.components import said

PLACES = ["NL", "PV28", "AM05", "RM01", "CR01", "sto-achterhoek-oost", "GM0344", "1011"]


@pytest.mark.slow
@pytest.mark.parametrize("code", [*PLACES, CARIBBEAN])
@pytest.mark.parametrize("profiles", ["hard", "allhard", "dp", "vmbo"])
def test_the_answer_is_the_row_of_the_coverage_table(data, code, profiles):
    view = default_view(data).but(region=code, profiles=profiles, threshold_km=7, population=2025)
    found = answer(data, view)
    level = data.level_of(code)
    row = coverage(data.tables, view.question, level).set_index("code").loc[code]
    assert found.region.code == code
    expected = row[["young_people", "covered", "only_dp"]].tolist()
    assert [found.young, found.covered, found.only_dp] == pytest.approx(expected, nan_ok=True)
    parts = found.covered + found.only_dp + found.nothing
    assert parts == pytest.approx(found.young, nan_ok=True)
    assert found.share == pytest.approx(row["share"], nan_ok=True)
    assert found.mean_m == pytest.approx(row["mean_km"] * 1000, nan_ok=True)
    assert found.p90_m == pytest.approx(row["p90_km"] * 1000, nan_ok=True)
    assert found.choices == pytest.approx(row["choices"], nan_ok=True)


@pytest.mark.slow
@pytest.mark.parametrize("profiles", PROFILE_WORDS)
@pytest.mark.parametrize("population", [2021, 2025])
def test_the_dots_never_contradict_the_sentence(data, profiles, population):
    """ "Niemand valt erbuiten" stands beside 100 dots of one colour and nowhere else."""
    view = default_view(data).but(profiles=profiles, population=population)
    for level in REGION_LEVELS:
        frame = coverage(data.tables, view.question, level)
        frame = frame[frame["young_people"] > 0]
        parts = zip(
            frame["covered"], frame["only_dp"], frame["not_covered"] - frame["only_dp"], strict=True
        )
        shares = [somebody(list(part)) for part in parts]
        first = [out_of_hundred(part)[0] for part in shares]
        assert [one == 100 for one in first] == (frame["not_covered"] < 0.5).tolist()
        # The number is that of a list, where a share stands by itself.
        listed = [of_hundred(100 * part[0] / sum(part), "nl") for part in shares]
        assert [str(one) for one in first] == [one.strip("<>") for one in listed]


def test_the_yardstick_in_words(data):
    found = answer(data, default_view(data))
    assert found.share == pytest.approx(94.1, abs=0.5)
    assert number_in_words(found, texts_in("nl")) == "94 van de 100"
    words = answer_words(Context(data, default_view(data).but(language="en")))
    assert words.whole.startswith("94 out of 100 young people in the Netherlands")


def test_a_place_without_young_people_has_no_answer(data, monkeypatch):
    view = default_view(data).but(region="GM0855")
    nobody = replace(answer(data, view), young=0.0, share=math.nan)
    monkeypatch.setattr(answer_module, "answer", lambda *_: nobody)
    words, texts = answer_words(Context(data, view)), texts_in("nl")
    assert words.headline == texts("answer.none")
    assert words.sentences == (texts("answer.none.why", region="Tilburg"),)


def test_where_nobody_lives_that_is_what_is_known(data):
    homes = data.tables.main_homes.assign(young=data.tables.young(2021)[data.tables.main_rows])
    alone = data.tables.homes["postcode"].value_counts() == 1
    empty = homes.index[(homes["young"] == 0) & alone.reindex(homes.index)][0]
    view, _ = read(f"?gebied=~Leeg~p{empty}", data)
    words, texts = answer_words(Context(data, view)), texts_in("nl")
    assert words.headline == texts("answer.nobody") == "Geen jongeren"
    assert words.sentences == (texts("answer.nobody.why", region="Leeg"),)


def test_the_first_year_is_compared_with_none(data):
    view = default_view(data).but(show="since", year=data.tables.years[0])
    assert texts_in("nl")("indicator.since.first") in answer_words(Context(data, view)).whole


def test_a_home_without_young_people_is_still_at_a_distance(data):
    young = data.tables.homes.groupby("postcode")["young_2021"].sum()
    empty = young.index[young == 0][0]
    view = default_view(data).but(region=empty)
    state = home_state(data, view)
    words = answer_words(Context(data, view))
    assert words.headline == kilometres(state.metres, "nl")
    assert texts_in("nl")("home.young", count="0") in words.sentences[1]


# ---- bars and comparisons -----------------------------------------------------------------------


@pytest.mark.parametrize("code", ["NL", "PV28", "GM0344"])
def test_every_bar_is_the_share_of_its_profile(data, code):
    view = default_view(data).but(region=code, threshold_km=6)
    found = bars(data, view)
    assert [profile for profile, _, _ in found] == [*BARS]
    for profile, here, country in found:
        asked = view.but(profiles=profile)
        assert here == pytest.approx(answer(data, asked, code).share)
        assert country == pytest.approx(answer(data, asked, "NL").share)


@pytest.mark.parametrize("profiles", ANY_TRACK)
def test_bars_keep_the_chosen_tracks_when_any_school_will_do(data, profiles):
    view = default_view(data).but(profiles=profiles)
    assert bars(data, view) == bars(data, default_view(data))


def test_the_bar_of_all_three_is_never_longer_than_one_of_them(data):
    shares = {profile: share for profile, share, _ in bars(data, default_view(data))}
    assert shares["allhard"] <= min(shares[profile] for profile in HARD)


def test_a_town_is_compared_with_its_province_and_the_country(data):
    view = default_view(data).but(region="GM0344")
    found = compared(data, view)
    assert [region.code for region, _ in found] == ["GM0344", "PV26", "NL"]
    for region, share in found:
        assert share == pytest.approx(answer(data, view, region.code).share)


# ---- where most young people go without ---------------------------------------------------------


@pytest.mark.parametrize("code", ["NL", "PV28", "AM05", "GM0344", "1011"])
def test_gaps_are_the_largest_of_the_region(data, code):
    view = default_view(data).but(region=code, profiles="PIE", threshold_km=5)
    found = gaps(data, view)
    counts = [count for _, count in found]
    assert counts == sorted(counts, reverse=True)
    assert len(found) <= 5 and all(count >= 0.5 for count in counts)
    level = "postcode" if data.level_of(code) in ("postcode", "municipality") else "municipality"
    frame = coverage(data.tables, view.question, level).set_index("code")
    for region, count in found:
        assert region.level == level
        # A municipality can lie partly in the region; never more than all of it.
        assert count <= frame.loc[region.code, "not_covered"] + 1e-6
    if code in ("NL", "PV28"):
        assert counts == pytest.approx([frame.loc[one.code, "not_covered"] for one, _ in found])
    if code == "NL":
        assert counts[0] == frame["not_covered"].max()


def test_no_gaps_where_everyone_is_covered(data):
    assert (
        gaps(data, default_view(data).but(region="GM0344", profiles="vmbo", threshold_km=25)) == []
    )


# ---- sites --------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("code", PLACES)
def test_sites_in_a_region_offer_what_is_asked(data, code):
    view = default_view(data).but(region=code, profiles="broad")
    offers = offers_in(data, view, code)
    assert len(offers) == answer(data, view).sites
    assert offers["code"].is_unique
    assert (offers["low"] >= 1).all() and (offers["low"] <= offers["high"]).all()
    assert offers["high"].is_monotonic_decreasing
    raw = data.tables.offers.query("year == @view.year and track in @view.tracks")
    for site in offers.sample(min(len(offers), 20), random_state=1).itertuples():
        mine = raw[(raw["site"] == site.code) & raw["profile"].isin(countable(BROAD))]
        assert set(site.profiles) == set(mine["profile"]) - {*COMBINED}
        assert {code for code, _, _ in site.combined} == set(mine["profile"]) & {*COMBINED}
        known = int(mine["candidates"].fillna(0).sum())
        masked = int(mine["masked"].sum())
        assert (site.low, site.high) == (known + masked, known + 4 * masked)


def test_a_combined_programme_is_part_of_a_sum_only_where_all_it_teaches_is_asked(data):
    def offer(profiles: str):
        view = default_view(data).but(region="GM0034", profiles=profiles, year="2024-2025")
        return offers_in(data, view, view.region).set_index("code").loc["01FP00"]

    both, one = offer("hard"), offer("PIE")
    assert (both.profiles, one.profiles) == (["BWI", "PIE"], ["PIE"])
    assert both.combined == one.combined == [("BP", 9, 12)]
    assert (both.low, both.high, one.low, one.high) == (9, 12, 0, 0)


def test_sites_of_provinces_are_all_sites_of_the_country_that_have_a_municipality(data):
    view = default_view(data)
    country = set(offers_in(data, view, "NL")["code"])
    provinces = data.tables.regions_of("province")["code"]
    parts = [set(offers_in(data, view, code)["code"]) for code in provinces]
    assert sum(len(part) for part in parts) == len(set.union(*parts))
    lost = country - set.union(*parts)
    sites = data.tables.sites.set_index("code")
    assert sites.loc[sorted(lost), "municipality"].isna().all()


def test_asked_profiles():
    assert asked_profiles(View(profiles="hard")) == HARD
    assert asked_profiles(View(profiles="allhard")) == HARD
    assert asked_profiles(View(profiles="PIE")) == ("PIE",)
    assert asked_profiles(View(profiles="dp")) == ("DP",)
    assert asked_profiles(View(profiles="vbo")) == SINGLE


# ---- an area close to home ----------------------------------------------------------------------


def people_of(data, view) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the homes of an area, and the young people in each."""
    inside = np.flatnonzero(data.inside(view.region))
    return inside, data.tables.young(view.population)[inside]


@pytest.mark.parametrize("code", ["1011", "9999", "4575"])
def test_nearest_sites_of_a_home(data, code):
    view = default_view(data).but(region=code)
    inside, weight = people_of(data, view)
    found = nearest_sites(data, view)
    assert [one.profile for one in found] == [*BROAD, "dp"]
    for one in found:
        offered = offering(data.tables, one.profile, view.tracks, view.year)
        means = np.average(data.tables.metres("straight", offered, inside), 0, weight)
        assert one.metres == pytest.approx(means.min())
        site = data.tables.placed_sites.iloc[one.row]
        assert (one.name, one.place) == (site["name"], site["place"])
        assert offering(data.tables, one.profile, view.tracks, view.year)[one.row]
        rides = data.tables.metres("cycle", np.array([one.row]), inside)[:, 0]
        assert one.cycle_m == pytest.approx(np.average(rides, weights=weight))
        assert one.method in data.tables.distances.method(one.row)[inside]


@pytest.mark.parametrize("measure", ["cycle", "minutes"])
@pytest.mark.parametrize("code", ["1011", "9999", "4575"])
def test_nearest_by_bicycle_is_the_shortest_ride(data, code, measure):
    view = default_view(data).but(region=code, measure=measure, speed=20)
    inside, weight = people_of(data, view)
    for one in nearest_sites(data, view):
        offered = offering(data.tables, one.profile, view.tracks, view.year)
        means = np.average(data.tables.metres("cycle", offered, inside), 0, weight)
        assert one.metres == pytest.approx(one.cycle_m) == pytest.approx(means.min())


def test_the_state_of_a_home_follows_the_threshold(data):
    usual = default_view(data).but(region="1011", profiles="MAT")
    offered = offering(data.tables, "MAT", usual.tracks, usual.year)
    for measure in ("straight", "cycle"):
        view = usual.but(measure=measure)
        inside, weight = people_of(data, view)
        far = data.tables.metres(measure, offered, inside)
        for km in range(1, 26):
            state = home_state(data, view.but(threshold_km=km))
            near = far <= km * 1000
            assert state.metres == pytest.approx(np.average(far.min(axis=1), weights=weight))
            assert state.within == pytest.approx(100 * np.average(near.any(axis=1), weights=weight))
            assert state.choices == pytest.approx(np.average(near.sum(axis=1), weights=weight))
            assert 0 <= state.only_dp <= 100 - state.within + 1e-9


@pytest.mark.slow
@pytest.mark.parametrize("code", ["NL", "PV28", "AM05", "sto-achterhoek-oost", "GM0344", "1011"])
def test_who_has_it_near_as_the_crow_flies_only(data, code):
    tables = data.tables
    view = default_view(data).but(region=code, profiles="PIE", threshold_km=6, population=2025)
    offered = offering(tables, "PIE", view.tracks, view.year)
    crow = (tables.metres("straight", offered) <= 6_000).any(axis=1) & data.inside(code)
    for asked, metres in (
        (view, 6_000),
        (view.but(measure="cycle"), 6_000),
        (view.but(measure="minutes", minutes=20, speed=18), 6_000),
        (view.but(measure="minutes", minutes=45, speed=16), 12_000),
    ):
        lost = crow & ~(tables.metres("cycle", offered) <= metres).any(axis=1)
        assert only_by_crow(data, asked) == pytest.approx(tables.young(2025)[lost].sum())


# ---- nothing breaks -----------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("profiles", ["hard", "allhard", "dp", "vmbo"])
def test_the_panel_can_be_made_of_any_kind_of_place(data, language, profiles):
    young = data.tables.homes.groupby("postcode")["young_2021"].sum()
    empty = young.index[young == 0][0]
    for code in (*PLACES, CARIBBEAN, empty):
        view = default_view(data).but(region=code, profiles=profiles, language=language)
        text = said(panel(Context(data, view)))
        assert not re.search(r"\b(nan|inf)\b|[{}]", text)
        assert map_words(Context(data, view))


def test_a_place_without_young_people_shows_no_hundred(data):
    young = data.tables.homes.groupby("postcode")["young_2021"].sum()
    empty = young.index[young == 0][0]
    text = said(panel(Context(data, default_view(data).but(region=empty))))
    assert "van de 100" not in text
    assert "0 jongeren" in text
