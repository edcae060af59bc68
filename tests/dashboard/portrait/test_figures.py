"""The figures of a portrait are those of the analysis, of the command line and of the panel."""

import json
import re

import pytest

from dashboard.address.portrait import WORDS
from dashboard.address.query import default_view
from dashboard.figures.answer import answer, bars
from dashboard.figures.only import candidates
from dashboard.formatting import between, distance_up, kilometres, number, people, percentage
from dashboard.portrait.coverage import PROFILES, TRACKS
from dashboard.portrait.pupils import SHOWN
from dashboard.texts import texts_in
from dashboard.words.names import offer_name
from geodata.__main__ import main
from geodata.analysis.candidates import candidates_by_year
from geodata.analysis.competition import competition_table
from geodata.analysis.forecast import by_region
from geodata.analysis.labour import latest
from geodata.analysis.only_offer import only_offers_in
from geodata.vocabulary import COMBINED
from tests.support.portrait_page import Page

REGIONS = ("GM0855", "PV29", "NL")


@pytest.fixture(scope="module", params=REGIONS)
def region(request, data):
    return data.region(request.param)


@pytest.fixture(scope="module")
def page(app, region) -> Page:
    address = f"/regio/{WORDS[region.level]}/{region.code}"
    return Page(app.server.test_client().get(address).get_data(as_text=True))


@pytest.fixture
def view(data, region):
    return default_view(data).but(region=region.code)


@pytest.mark.slow
@pytest.mark.usefixtures("read_once")
def test_the_table_of_profiles_is_the_command_line(page, region, capsys):
    rows = page.table("profielen")[1:]
    assert len(rows) == len(PROFILES)
    by_profile = dict(zip(PROFILES, rows, strict=True))
    for profiles in ("hard", "allhard"):
        row = by_profile[profiles]
        for tracks, shown in list(zip(TRACKS, row[1:], strict=False))[::3]:
            asked = ["--profiles", profiles, "--tracks", ",".join(tracks), "--by", region.level]
            assert main(["coverage", *asked, "--max", "10km", "--format", "json"]) == 0
            found = json.loads(capsys.readouterr().out)
            share = next(one["share"] for one in found if one["code"] == region.code)
            bounds = {"<1": (0, 1), ">99": (99, 100)}.get(shown)
            if bounds:
                assert bounds[0] < share < bounds[1]
            else:
                assert abs(int(shown) - share) <= 0.5 + 1e-6


def test_the_key_figures_are_those_of_the_panel(page, data, view):
    found = answer(data, view)
    shown = [one.text for one in page.section("antwoord").all("dd")]
    assert shown == [
        percentage(found.share, "nl"),
        kilometres(found.mean_m, "nl"),
        f"{distance_up(found.p90_m / 1000, 'nl', 1)} km",
        number(found.choices, "nl", 1),
        people(found.young, "nl"),
    ]
    # The bars of the panel are the column of both tracks.
    rows = dict(zip(PROFILES, page.table("profielen")[1:], strict=True))
    for code, here, _ in bars(data, view):
        if code in rows and rows[code][1].isdigit():
            assert abs(int(rows[code][1]) - here) <= 0.5


def test_young_people_are_those_of_the_forecast(page, data, region):
    row = by_region(data.tables, region.level).iloc[region.position]
    assert page.table("prognose")[1][1:] == [people(row[year], "nl") for year in SHOWN]


def test_candidates_are_those_of_the_exam_files(page, data, region):
    found = candidates_by_year(data.tables, region.level, region.position, ("BB", "KB"))
    shown = page.table("kandidaten")[1:]
    had = found.groupby("profile", sort=False)["high"].sum() > 0
    profiles = [code for code in had.index if had[code] or code not in COMBINED]
    assert len(shown) == len(profiles)
    for profile, row in zip(profiles, shown, strict=True):
        mine = found[found["profile"] == profile]
        assert row[1:] == [between(one.low, one.high, "nl") for one in mine.itertuples()]


def test_candidates_nearby_are_the_balanced_ones_of_the_table(page, data, view, region):
    shown = page.section("drukte").text
    for one in {region, data.region("NL")}:
        row = competition_table(data.tables, view.question, one.level).iloc[one.position]
        low, high = row["balanced_low_after"], row["balanced_high_after"]
        assert between(low, high, "nl", 2) in shown
    assert "Nu zijn het er" not in shown


@pytest.mark.slow
def test_candidates_nearby_are_told_after_what_is_supposed_and_now(app):
    address = "/regio/provincie/PV29?profiel=mt&stel=stop:13OR01.mt"
    client = app.server.test_client()
    ends = Page(client.get(address).get_data(as_text=True)).section("drukte").text
    assert "zijn er 0,00 kandidaten" in ends and "Nu zijn het er 0,07." in ends
    assert "Wat begint" not in ends
    begins = Page(client.get(f"{address},start:4501.mt").get_data(as_text=True))
    assert "Wat begint" in begins.section("drukte").text


def test_profiles_taught_as_one_are_named_and_have_a_row_of_their_own(app):
    text = app.server.test_client().get("/regio/gemeente/GM0034?jaar=2024-2025").text
    almere = Page(text)
    (school,) = (row for row in almere.table("aanbod")[1:] if row[0].startswith("Het Baken"))
    together = "BWI en PIE samen, in een landelijke proef (9–12 examenkandidaten)"
    assert school[1:] == [f"BWI · PIE · {together}", "9–12"]
    rows = {row[0]: row[1:] for row in almere.table("kandidaten")[1:]}
    assert rows["BWI en PIE samen"] == ["0", "0", "0", "0", "9–12"]
    assert [rows[profile][-1] for profile in ("BWI", "PIE", "M&T")] == ["– samen", "– samen", "0"]
    assert "BWI, PIE en M&T samen" not in rows
    assert texts_in("nl")("portrait.history.combined") in text
    assert texts_in("nl")("portrait.changed.none") in almere.section("veranderd").text


def shown_of(offer, data, view) -> list[str]:
    """Candidates, who has nothing else, and how many of these live here; of the country all do."""
    low, high = candidates(data, view, offer.site, offer.profile)
    counts = [offer.young_people, offer.young_inside][: 1 if view.region == "NL" else 2]
    return [between(low, high, "nl"), *(people(count, "nl") for count in counts)]


def test_the_only_offers_are_those_of_the_analysis(page, data, region, view):
    found = only_offers_in(data.tables, view.question, region.level, region.position)
    found = found[found["young_people"] >= 0.5]
    if found.empty:
        assert region.code == "GM0855"
        assert page.section("enig").all("table") == []
        return
    shown = [row[1:] for row in page.table("enig")[1:]]
    expected = [
        [offer_name(one.profile, texts_in("nl")), *shown_of(one, data, view)]
        for one in found.head(len(shown)).itertuples()
    ]
    assert shown == expected
    assert shown


def test_technical_jobs_are_the_published_ones(page, data, region):
    rows = page.table("werk")[1:]
    jobs = latest(data.tables, "technical_jobs", region.level).iloc[region.position]
    values = [row[2] for row in rows]
    if region.level == "municipality":
        assert jobs["note"] == "other_level"
    else:
        assert number(jobs["value"], "nl") in values


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "lettered"),
    [
        ("provincie/PV29", True),
        ("provincie/PV29?profiel=pie&taal=en", True),
        ("provincie/PV29?profiel=vmbo", False),
        ("land/NL", False),
        ("land/NL?taal=en", False),
    ],
)
def test_the_map_explains_the_letters_that_it_draws_and_no_others(client, address, lettered):
    page = Page(client.get(f"/regio/{address}").get_data(as_text=True))
    words = texts_in("en" if "taal=en" in address else "nl")
    drawing = next(one for one in page.drawings if "kaart-" in one)
    caption = page.section("kaart").all("figcaption")[0].text
    assert bool(re.search(">[BPMVZD]+</text>", drawing)) == lettered
    assert (words("map.letter", letter="P", profile=words("mark.PIE")) in caption) == lettered
    assert (words("portrait.map.letters", letters="").rstrip(".") in caption) == lettered
