"""The curve: the share at the threshold is that of the coverage table, for every region."""

import json
import math
from types import SimpleNamespace

import pytest

from dashboard.address.context import Context
from dashboard.data import CARIBBEAN
from dashboard.formatting import not_nearly
from dashboard.messages.curve import message
from geodata.analysis.coverage import coverage, curve
from geodata.question import Question, ride_m
from geodata.vocabulary import REGION_LEVELS

THRESHOLDS = {"km": range(1, 26), "min": range(5, 95, 5)}
SPEED_KMH = 16
#: Regions of every level, in the north and the south, large and small.
PLACES = ["NL", "PV28", "PV30", "AM05", "RM01", "CR01", "sto-achterhoek-oost", "GM0344", "GM0855"]


def asked(region="NL", measure="straight", threshold=10, **question):
    """A view as far as the curve looks at it."""
    unit = "min" if measure == "minutes" else "km"

    def metres(value):
        return ride_m(value, SPEED_KMH) if unit == "min" else value * 1000

    distance = "straight" if measure == "straight" else "cycle"
    return SimpleNamespace(
        region=region,
        compared=(),
        measure=measure,
        own_measure=None,
        language="nl",
        unit=unit,
        threshold=threshold,
        thresholds=THRESHOLDS[unit],
        metres=metres,
        question=Question(threshold_m=metres(threshold), distance=distance, **question),
    )


def drawn(data, view):
    return message(Context(data, view), lambda region: region.name)


def at_threshold(found):
    """The share of every line at the threshold, as the browser looks it up."""
    at = found["limits"].index(found["threshold"])
    return [line["shares"][at] for line in found["lines"]]


def needs_cycling(data, measure):
    if measure != "straight" and data.tables.distances is None:
        pytest.skip("no cycling distances beside the tables")


@pytest.mark.slow
@pytest.mark.parametrize("region", PLACES)
@pytest.mark.parametrize(
    ("measure", "threshold"), [("straight", 10), ("straight", 3), ("cycle", 12), ("minutes", 35)]
)
def test_the_share_at_the_threshold_is_that_of_the_table(data, region, measure, threshold):
    needs_cycling(data, measure)
    view = asked(region, measure, threshold)
    expected = []
    for step in reversed(data.path(region)):
        row = coverage(data.tables, view.question, step.level).iloc[step.position]
        assert row["code"] == step.code
        expected.append(float(not_nearly(row["share"], 1)))
    assert at_threshold(drawn(data, view)) == expected


@pytest.mark.slow
@pytest.mark.parametrize("profiles", ["hard", "allhard", "vmbo"])
@pytest.mark.parametrize("level", REGION_LEVELS)
def test_every_region_of_a_level_has_the_share_of_the_table(data, level, profiles):
    view = asked(threshold=7, profiles=profiles, population=2025)
    shares = coverage(data.tables, view.question, level).set_index("code")["share"]
    for code, share in shares.items():
        if code == CARIBBEAN:
            continue
        first = at_threshold(drawn(data, view.__class__(**{**vars(view), "region": code})))[0]
        assert first == (None if math.isnan(share) else float(not_nearly(share, 1))), code


@pytest.mark.parametrize("measure", ["straight", "minutes"])
def test_every_threshold_is_a_limit_and_the_shares_only_rise(data, measure):
    needs_cycling(data, measure)
    found = drawn(data, asked("GM0855", measure))
    assert set(THRESHOLDS[found["unit"]]) <= set(found["limits"])
    assert found["limits"][0] == 0
    assert found["limits"] == sorted(set(found["limits"]))
    assert (found["least"], found["most"]) == (found["limits"][2], found["limits"][-1])
    for line in found["lines"]:
        assert len(line["shares"]) == len(found["limits"])
        assert line["shares"] == sorted(line["shares"])
        assert all(0 <= share <= 100 for share in line["shares"])


@pytest.mark.parametrize(
    ("region", "lines"),
    [
        ("NL", [("region", "Nederland")]),
        ("PV30", [("region", "Noord-Brabant"), ("country", "Nederland")]),
        ("RM01", [("region", None), ("country", "Nederland")]),
        (
            "GM0855",
            [("region", "Tilburg"), ("province", "Noord-Brabant"), ("country", "Nederland")],
        ),
    ],
)
def test_the_chosen_region_comes_first_and_the_country_last(data, region, lines):
    found = drawn(data, asked(region))["lines"]
    assert [line["kind"] for line in found] == [kind for kind, _ in lines]
    for line, (_, name) in zip(found, lines, strict=True):
        assert name in (None, line["name"])


def test_a_home_area_is_shown_by_its_municipality(data):
    assert drawn(data, asked("1011")) == drawn(data, asked(data.parent("1011")))


def test_the_caribbean_region_has_no_curve(data):
    assert drawn(data, asked(CARIBBEAN)) is None


def test_a_region_without_young_people_has_lines_without_shares(data, monkeypatch):
    nothing = curve(data.tables, Question(), "nl", -2, [1000.0])
    assert math.isnan(nothing[0])
    monkeypatch.setattr(
        "dashboard.figures.curve._shares", lambda *asked: (math.nan,) * len(asked[-1])
    )
    found = drawn(data, asked())
    assert found["lines"][0]["shares"] == [None] * len(found["limits"])
    assert found["sight"] == ""


def test_the_message_is_plain_json_with_its_words(data):
    found = drawn(data, asked("GM0855"))
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["words"]["value"] == "{share}% binnen {threshold} km"
    assert found["words"]["axis"] == "afstand van huis, hemelsbreed (km)"
    assert (found["unit"], found["language"], found["step"]) == ("km", "nl", 1)
