"""How far is too far, in words: the same in the question, the panel and the browser."""

import re

import pytest

from dashboard.address.context import Context
from dashboard.address.parameters import MEASURE_WORDS
from dashboard.address.query import default_view, read
from dashboard.address.view import SPEEDS, View
from dashboard.page.components.sentence import parts, skeleton
from dashboard.texts import LANGUAGES, texts_in
from dashboard.web.assets import ASSETS
from dashboard.words.question import question
from dashboard.words.threshold import kind, phrases, picked, slider, within
from tests.support.components import of_kind, walk

SCRIPT = (ASSETS / "page.js").read_text("utf-8")


@pytest.mark.parametrize(
    ("language", "measure", "speed", "behind_within", "in_the_question"),
    [
        ("nl", "straight", 16, "7 km", "7 km hemelsbreed"),
        ("nl", "straight", 20, "7 km", "7 km hemelsbreed"),
        ("nl", "cycle", 16, "7 km fietsen", "7 km fietsen"),
        ("nl", "cycle", 20, "7 km fietsen", "7 km fietsen"),
        ("nl", "minutes", 16, "45 minuten fietsen", "45 minuten fietsen"),
        ("nl", "minutes", 20, "45 minuten op een e-bike", "45 minuten op een e-bike"),
        ("nl", "minutes", 18, "45 minuten fietsen (18 km/u)", "45 minuten fietsen (18 km/u)"),
        ("en", "straight", 16, "7 km", "7 km in a straight line"),
        ("en", "straight", 20, "7 km", "7 km in a straight line"),
        ("en", "cycle", 16, "7 km by bike", "7 km by bike"),
        ("en", "cycle", 20, "7 km by bike", "7 km by bike"),
        ("en", "minutes", 16, "45 minutes by bike", "45 minutes by bike"),
        ("en", "minutes", 20, "45 minutes by e-bike", "45 minutes by e-bike"),
        ("en", "minutes", 18, "45 minutes by bike (18 km/h)", "45 minutes by bike (18 km/h)"),
    ],
)
def test_the_words_of_a_threshold(language, measure, speed, behind_within, in_the_question):
    view = View(
        measure=measure,
        speed=speed,
        threshold_km=7,
        minutes=45,
        language=language,
        year="2023-2024",
    )
    words = texts_in(language)
    assert within(view, words) == behind_within
    assert picked(view, words) == in_the_question
    assert f" {in_the_question} " in question(view, words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_speed_has_words_of_its_own(language):
    said = [within(View(measure="minutes", speed=speed), texts_in(language)) for speed in SPEEDS]
    assert len(set(said)) == len(SPEEDS)
    # Only the two usual speeds go without a number.
    named = [speed for speed, text in zip(SPEEDS, said, strict=True) if f"{speed} km/" not in text]
    assert named == [16, 20]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("measure", MEASURE_WORDS)
def test_the_browser_says_what_the_server_says(language, measure):
    """``thresholdWords`` of ``assets/page.js``."""
    words = texts_in(language)
    known = phrases(words)
    for speed in SPEEDS:
        view = View(measure=measure, speed=speed)
        name = "crow" if measure == "straight" else kind(measure, speed)
        for threshold in view.thresholds:
            asked = view.but(**{"minutes" if view.unit == "min" else "threshold_km": threshold})
            said = known[name].replace("{value}", str(threshold)).replace("{speed}", str(speed))
            assert said == picked(asked, words)
            assert "{" not in said


def test_the_browser_knows_the_same_thresholds_and_speeds():
    usual = View()
    found = re.findall(
        r'name: "(\w+)", usual: (\d+), least: (\d+), most: (\d+), step: (\d+)', SCRIPT
    )
    expected = [
        (name, asked.threshold, asked.thresholds[0], asked.thresholds[-1], asked.thresholds.step)
        for name, asked in (("afstand", usual), ("minuten", usual.but(measure="minutes")))
    ]
    assert [(name, *map(int, numbers)) for name, *numbers in found] == expected
    assert f"kmh >= {SPEEDS[0]} && kmh <= {SPEEDS[-1]}" in SCRIPT
    assert f"USUAL_SPEED = {usual.speed};" in SCRIPT and "E_BIKE_SPEED = 20;" in SCRIPT


# ---- the menu -----------------------------------------------------------------------------------


def links(part) -> list:
    return of_kind(part, "Link")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("measure", MEASURE_WORDS)
def test_the_menu_leads_to_every_measure_and_for_minutes_to_every_speed(data, language, measure):
    view = default_view(data).but(measure=measure, language=language)
    shown = parts(Context(data, view))["measures"]
    found = [read(link.href.removeprefix("/"), data) for link in links(shown)]
    assert all(ignored == [] for _, ignored in found)
    asked = [one for one, _ in found]
    assert [one.measure for one in asked[:3]] == [*MEASURE_WORDS]
    speeds = [one.speed for one in asked[3:]]
    assert speeds[:2] == ([16, 20] if measure == "minutes" else [])
    assert sorted(speeds) == (list(SPEEDS) if measure == "minutes" else [])
    assert all(one.but(measure=measure, speed=view.speed) == view for one in asked)
    chosen = [one for one, link in zip(asked, links(shown), strict=True) if link.className]
    assert set(chosen) == {view}


@pytest.mark.parametrize("measure", MEASURE_WORDS)
def test_the_slider_fits_the_measure(data, measure):
    view = default_view(data).but(measure=measure, threshold_km=3, minutes=55)
    fitting = slider(view)
    allowed = list(range(fitting["min"], fitting["max"] + 1, fitting["step"]))
    assert allowed == list(view.thresholds)
    assert set(fitting["marks"]) <= set(allowed) and view.threshold in allowed
    drawn = next(
        one for one in walk(skeleton(view, texts_in("nl"))) if getattr(one, "id", "") == "threshold"
    )
    assert (drawn.value, drawn.min, drawn.max, drawn.step) == (
        view.threshold,
        fitting["min"],
        fitting["max"],
        fitting["step"],
    )
