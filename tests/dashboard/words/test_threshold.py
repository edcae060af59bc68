"""How far is too far, in words: the same in the question and the panel."""

import pytest

from dashboard.address.context import Context
from dashboard.address.parameters import MEASURE_WORDS
from dashboard.address.query import default_view, read
from dashboard.address.view import SPEEDS, USUAL_SPEEDS, View
from dashboard.page.components.sentence import measures, skeleton
from dashboard.texts import LANGUAGES, texts_in
from dashboard.words.question import question
from dashboard.words.threshold import picked, slider, within
from tests.support.components import of_kind, walk


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


# ---- the menu -----------------------------------------------------------------------------------


def links(part) -> list:
    return of_kind(part, "Link")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("measure", MEASURE_WORDS)
def test_the_menu_leads_to_every_measure_and_for_minutes_to_the_usual_speeds(
    data, language, measure
):
    view = default_view(data).but(measure=measure, language=language)
    shown = measures(Context(data, view))
    found = [read(link.href.removeprefix("/"), data) for link in links(shown)]
    assert all(ignored == [] for _, ignored in found)
    asked = [one for one, _ in found]
    assert [one.measure for one in asked[:3]] == [*MEASURE_WORDS]
    speeds = [one.speed for one in asked[3:]]
    assert speeds == ([*USUAL_SPEEDS] if measure == "minutes" else [])
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
