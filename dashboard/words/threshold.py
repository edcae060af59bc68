"""How far is too far, in words: "10 km", "10 km fietsen", "30 minuten op een e-bike"."""

import math
from collections.abc import Callable, Iterable

from dashboard.address.view import View
from dashboard.formatting import NOTHING_KNOWN, distance, distance_up, number
from dashboard.texts import Texts
from geodata.question import CYCLE_KMH, E_BIKE_KMH, OwnMeasure


def within(view: View, texts: Texts) -> str:
    """The threshold as it stands behind "within" in a sentence or a heading."""
    if view.own_measure:
        return own_within(view.own_measure, view.threshold, texts)
    return texts(f"within.{kind(view.measure, view.speed)}", value=view.threshold, speed=view.speed)


def picked(view: View, texts: Texts) -> str:
    """The threshold as it stands in the question; the crow says so there."""
    if view.own_measure:
        return own_within(view.own_measure, view.threshold, texts)
    phrase = question_phrase(view.measure, view.speed)
    return texts(f"within.{phrase}", value=view.threshold, speed=view.speed)


def own_words(measure: OwnMeasure, texts: Texts) -> str:
    """What its owner calls a measure behind a number: "met het ov"."""
    return measure.nl if texts.language == "nl" else measure.en


def own_within(measure: OwnMeasure, value: int | str, texts: Texts) -> str:
    """A threshold of a measure of the owner's own: "45 minuten met het ov"."""
    words = own_words(measure, texts)
    if measure.unit == "min":
        return texts("own.within.min", value=value, words=words)
    return texts("own.within.km", value=value, words=words)


def axis(view: View, texts: Texts) -> str:
    """What stands along the axis of distances of a curve."""
    if view.own_measure is None:
        return texts(f"curve.axis.{view.measure}")
    words = own_words(view.own_measure, texts)
    return texts("own.axis.min" if view.unit == "min" else "own.axis.km", words=words)


def far(
    view: View, metres: float, texts: Texts, shown: Callable[[float, str, int], str] = distance
) -> str:
    """A distance in the unit of the view: "12,6 km", or "47 min". shown: how it is rounded."""
    if view.own_measure and math.isinf(metres):
        longest = number(view.own_measure.longest, texts.language)
        return texts("own.beyond", longest=longest, unit=view.unit)
    text = shown(view.in_unit(metres), texts.language, 1 if view.unit == "km" else 0)
    return text if text == NOTHING_KNOWN else f"{text} {view.unit}"


def within_which(view: View, metres: float, texts: Texts) -> str:
    """A distance within which so many live, as :func:`far` says one."""
    return far(view, metres, texts, distance_up)


def kind(measure: str, speed: int) -> str:
    """Which of the phrases fits: minutes have their own for the two usual speeds."""
    if measure != "minutes":
        return measure
    return {CYCLE_KMH: "minutes", E_BIKE_KMH: "e-bike"}.get(speed, "speed")


def question_phrase(measure: str, speed: int) -> str:
    """Which of the phrases stands in the question."""
    return "crow" if measure == "straight" else kind(measure, speed)


def phrases(own: Iterable[OwnMeasure], texts: Texts) -> dict[str, str]:
    """For the browser: the phrases of the question, with {value} and {speed} still open."""
    kinds = ("crow", "cycle", "minutes", "e-bike", "speed")
    usual = {name: texts(f"within.{name}", value="{value}", speed="{speed}") for name in kinds}
    return usual | {one.name: own_within(one, "{value}", texts) for one in own}


def marks(view: View) -> tuple[int, ...]:
    """Thresholds that are written along the slider."""
    every = (5, 15, 30, 45, 60, 75, 90) if view.unit == "min" else (1, 5, 10, 15, 20, 25)
    return tuple(mark for mark in every if mark in view.thresholds)


def slider(view: View) -> dict[str, int | dict[int, str]]:
    """Ends, step and marks of the slider for the measure of the view."""
    allowed = view.thresholds
    return {
        "min": allowed[0],
        "max": allowed[-1],
        "step": allowed.step,
        "marks": {mark: str(mark) for mark in marks(view)},
    }
