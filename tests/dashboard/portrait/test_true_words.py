"""What the sentences of a region claim is what its figures are: for all regions of all levels."""

import re

import numpy as np
import pytest

from dashboard.address.context import Context
from dashboard.address.query import default_view
from dashboard.figures import facts as facts_figures
from dashboard.figures import forecast, supply
from dashboard.formatting import percentage
from dashboard.messages import areas
from dashboard.portrait import highlights, offer, pupils, work
from dashboard.portrait.blocks import plain
from dashboard.portrait.remarks import remarks
from dashboard.texts import texts_in
from dashboard.words.names import clear_name
from dashboard.words.sources import date_words
from geodata.analysis.coverage import coverage
from geodata.question import PROFILE_SETS
from geodata.vocabulary import LEVELS

BOUNDS = re.compile(r"minstens|hooguit|at least|at most", re.IGNORECASE)
ALL = re.compile(r"(?<![\d.,])100[.,]0%")
#: Of every level so many regions whose share is nearest to nobody and to everybody are read, and
#: as many of those between.
READ = 3


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_remark_says_at_least_of_a_number(language):
    remarked = {
        key: text
        for key, text in texts_in(language).entries.items()
        if key.startswith(("portrait.remark", "portrait.supply", "answer.", "only."))
    }
    assert [key for key, text in remarked.items() if BOUNDS.search(text)] == []


@pytest.mark.slow
@pytest.mark.parametrize("profiles", PROFILE_SETS)
def test_all_and_nothing_are_said_of_no_region_where_they_are_not(data, profiles):
    view = default_view(data).but(profiles=profiles)
    for level in ("nl", *LEVELS[1:]):
        shares = coverage(data.tables, view.question, level)["share"].dropna()
        for value in np.unique(shares):
            said = percentage(value, "nl")
            # Sums in another order differ in the last digits; the smallest share of one is larger.
            assert (said == "100,0%") == (value > 100 - 1e-6)
            assert (said == "0,0%") == (value < 1e-6)


def read_of(data, level: str) -> list[str]:
    """Regions of a level: those nearest to all and to nothing without being it, and some others."""
    frame = coverage(data.tables, default_view(data).question, level)
    inside = frame[(frame["share"] > 0) & (frame["share"] < 100)].sort_values("share")
    edges = [*inside["code"].head(READ), *inside["code"].tail(READ)]
    return list(dict.fromkeys([*edges, *frame["code"].iloc[:: max(1, len(frame) // READ)]]))


@pytest.mark.slow
@pytest.mark.parametrize("level", ["nl", *LEVELS[1:]])
def test_the_remarks_of_a_region_are_its_figures(data, portrait, level):
    for code in read_of(data, level):
        context = portrait(code)
        known = facts_figures.facts(data, context.view)
        section = highlights.section(context)
        told = remarks(known)
        assert bool(section) == bool(told)
        for remark, item in zip(told, section.blocks[0].items if section else (), strict=True):
            words = plain(item)
            assert not BOUNDS.search(words), words
            if remark.rule not in ("less_near", "more_near") and ALL.search(words):
                assert known.share == pytest.approx(100, abs=1e-6), words
            if remark.rule in ("less_near", "more_near"):
                _, *shares = remark.about
                assert bool(ALL.search(words)) == (max(shares) > 100 - 1e-6), words
            if remark.rule == "shrunk":
                _, low, high, low_after, high_after = remark.about
                assert ("–" in words.replace("2018–", "").replace("2024–", "")) == (
                    low < high or low_after < high_after
                ), words
            if level == "nl":
                assert not re.search(r"\bhier\b|heel Nederland", words), words


def test_the_country_has_nothing_to_be_compared_with(portrait):
    for section in (highlights.section, offer.only_section, pupils.forecast_section):
        shown = section(portrait("NL"))
        lines = [plain(one.parts) for one in shown.paragraphs]
        assert not [line for line in lines if re.search(r"\bhier\b|heel Nederland", line)]


# ---- figures that belong together ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "counted"),
    [("2018-2019", 2021), ("2021-2022", 2021), ("2022-2023", 2025), ("2024-2025", 2025)],
)
def test_candidates_are_divided_by_young_people_of_their_own_time(year, counted):
    assert supply.counted_near(year) == counted


def test_the_years_of_both_stand_in_the_sentence(portrait):
    # Labour region Achterhoek: with the young people of 2021 it would be 156 to 163.
    shown = pupils.forecast_section(portrait("AM09", "jaar=2023-2024"))
    lines = " ".join(plain(one.parts) for one in shown.paragraphs)
    assert "in 2023–24 206–215 kandidaten" in lines
    assert "per 100 jongeren die er in 2025 woonden" in lines
    assert "in 2035 173–180." in lines


def test_no_percentage_of_few_and_no_rate_of_a_small_area(data, portrait):
    few = 0
    for code in data.tables.regions_of("postcode")["code"][::20]:
        place = data.region(code)
        change = forecast.change(data, place)
        enough = forecast.young(data, place, forecast.FIRST) >= forecast.LEAST
        assert np.isfinite(change) == enough
        few += not enough
    assert few > 20
    rates = supply.per_100_young(data, default_view(data).question, "municipality")
    small = rates["young"] < supply.LEAST_YOUNG
    assert rates.loc[small, supply.RATES].isna().all(axis=None) and small.any()
    assert rates.loc[~small, supply.RATES].notna().all(axis=None)
    asked = default_view(data).but(
        show="two_way",
        figure="technical_businesses_per_1000",
        picked_level="municipality",
        offer="candidates",
    )
    message = areas.message(Context(data, asked))
    told = [message["why"][str(message["codes"].index(code))] for code in rates.loc[small, "code"]]
    assert set(told) == {texts_in("nl")("offer.few", least="1.000")}
    vlieland = pupils.forecast_section(portrait("GM0096"))
    lines = " ".join(plain(one.parts) for one in vlieland.paragraphs)
    assert "te weinig jongeren" in lines and "per 100 jongeren" not in lines


@pytest.mark.parametrize(("code", "warned"), [("GM0935", True), ("GM0222", False), ("NL", False)])
def test_where_many_come_to_study_it_says_so(data, portrait, code, warned):
    assert forecast.has_newcomers(data, data.region(code)) == warned
    shown = pupils.forecast_section(portrait(code))
    lines = " ".join(plain(one.parts) for one in shown.paragraphs)
    assert ("om te studeren" in lines) == warned
    assert ("Blijft dat zo" in lines) == (not warned)


def test_an_only_offer_says_how_few_it_has(data, portrait):
    (tasc,) = (
        row.site for row in facts_figures.only.ranked(data, default_view(data)).head(1).itertuples()
    )
    low, high = facts_figures.only.candidates(data, default_view(data), tasc, "MT")
    assert 1 <= low <= high < 20
    told = [plain(item) for item in highlights.section(portrait("NL")).blocks[0].items]
    assert [line for line in told if "TASC" in line and "kandidaten" in line]


def test_a_name_that_levels_share_is_followed_by_the_level(data, portrait):
    table = work.section(portrait("AM09")).tables[0]
    places = {plain(cells[0].parts) for _, cells in table.rows}
    assert "Achterhoek (COROP-gebied)" in places and "Achterhoek" not in places
    assert clear_name(data.region("GM0855"), data, texts_in("nl")) == "Tilburg"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_dates_of_figures_and_sources_are_words_of_the_language(portrait, language):
    context = portrait("PV25", f"taal={language}")
    cells = [plain(cell.parts) for _, row in work.section(context).tables[0].rows for cell in row]
    assert not [text for text in cells if re.search(r"\d-Q\d", text)]
    words = texts_in(language)
    to = {"nl": "2020–2021 tot en met 2024–2025", "en": "2020–2021 to 2024–2025"}
    assert date_words("2020-2021 to 2024-2025", words) == to[language]
    assert date_words("onbekend", words) == {"nl": "onbekend", "en": "unknown"}[language]
    assert "Q" not in date_words("2022-Q4, 2023-Q1", words)
    november = {"nl": "22 november 2024", "en": "22 November 2024"}
    assert date_words("2024-11-22", words) == november[language]
    jobs = {"nl": "30 juni 2026; banen december 2024", "en": "30 June 2026; jobs December 2024"}
    assert date_words("2026-06-30; banen 2024-12", words) == jobs[language]
