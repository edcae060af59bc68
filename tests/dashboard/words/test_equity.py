"""What slopes of hand-made regions say, on both sides of every rule."""

import pytest

from dashboard.figures.equity import POINTS, Slope, largest
from dashboard.texts import LANGUAGES, texts_in
from dashboard.words.equity import sentences


def said(language: str = "nl", **slopes: tuple[float, float]) -> list[str]:
    found = {group: Slope(group, *ends) for group, ends in slopes.items()}
    return [str(one) for one in sentences(found, "10 km", texts_in(language))]


def test_the_countryside_has_a_slope_that_the_average_hides():
    assert said(all=(96.4, 94.4), rural=(79.6, 90.9), urban=(100, 99.5)) == [
        "Op het platteland hebben jongeren uit de minst welvarende buurten dit aanbod minder vaak "
        "binnen 10 km: 80 van de 100. Uit de meest welvarende buurten zijn het er 91.",
        "In alle gebieden samen is dat niet te zien: 96 en 94.",
    ]


def test_a_slope_the_other_way_is_said_too():
    first, *rest = said(urban=(95, 60), rural=(80, 85), all=(90, 70))
    assert first.startswith("In stedelijk gebied") and "vaker binnen 10 km: 95" in first
    assert rest == []


def test_no_slope_is_said_as_such():
    (only,) = said(all=(96, 97), rural=(80, 80 + POINTS - 0.1))
    assert only.startswith("In alle gebieden samen maakt het weinig uit")
    (at_the_limit,) = said(rural=(80, 80 + POINTS))
    assert "minder vaak" in at_the_limit


def test_all_areas_do_not_hide_what_they_show():
    assert len(said(all=(80, 85), rural=(70, 85))) == 1
    assert len(said(all=(86, 80), rural=(70, 85))) == 2


def test_only_where_no_kind_of_areas_differs_all_together_speak():
    first, hidden = said(all=(100, 88), rural=(80, 86))
    assert first.startswith("Op het platteland") and "100 en 88" in hidden
    (together,) = said(all=(90, 80), rural=(80, 82))
    assert together.startswith("In alle gebieden samen hebben")


def test_what_cannot_be_divided_says_so():
    assert said() == [texts_in("nl")("equity.few")]


def test_of_equals_the_countryside_speaks():
    assert largest({"urban": Slope("urban", 1, 9), "rural": Slope("rural", 9, 1)}).group == "rural"
    assert largest({}) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_its_words(language):
    for ends in ((0, 100), (100, 0), (50, 50)):
        for group in ("all", "urban", "between", "rural"):
            lines = said(language, **{group: ends, "all": (50, 50)})
            assert lines and not any("{" in line or "equity." in line for line in lines)
