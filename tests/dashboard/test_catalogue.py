"""Classes of the map: in order, named after what they hold, and told apart by every eye."""

import re
from itertools import combinations, pairwise, product

import numpy as np
import pytest

from dashboard.address.parameters import PROFILE_WORDS
from dashboard.address.view import THRESHOLDS, View
from dashboard.catalogue import Scale
from dashboard.data import LEVELS
from dashboard.palette import STRIPE, TEXT_ORANGE, Area, Ink, is_striped
from dashboard.texts import LANGUAGES, texts_in
from dashboard.views import KINDS
from dashboard.views.distance import DISTANCE_COLOURS, DISTANCE_STEPS
from dashboard.web.style import sheet
from dashboard.words.legend import legend
from dashboard.words.names import LETTERS
from geodata.vocabulary import SINGLE
from tests.support.colours import EYES, contrast, difference
from tests.support.kinds import SHOWS

CSS = sheet("page.css")
WITHIN = DISTANCE_COLOURS[: DISTANCE_STEPS.index(1.0) + 1]
TOO_FAR = DISTANCE_COLOURS[DISTANCE_STEPS.index(1.0) + 1 :]
#: Every threshold that can be chosen, with its unit.
LIMITS = [
    *((km, "km") for km in THRESHOLDS["straight"]),
    *((minutes, "min") for minutes in THRESHOLDS["minutes"]),
]


def scales():
    for show, level, (limit, unit) in product(SHOWS, LEVELS, LIMITS):
        yield show, level, limit, unit, KINDS[show].scale(level, limit)


def test_every_scale_has_one_colour_more_than_limits_and_at_most_five_or_seven_round_none():
    for show, level, limit, unit, scale in scales():
        where = (show, level, limit, unit)
        most = 7 if scale.limits[0] < 0 else 5
        assert len(scale.colours) == len(scale.limits) + 1 <= most, where
        assert all(low < high for low, high in pairwise(scale.limits)), where
        assert len(set(scale.colours)) == len(scale.colours), where
        assert Area.NO_DATA not in scale.colours, where


def test_a_limit_belongs_to_the_class_that_its_scale_says():
    values = np.array([0.9, 1.0, 1.1, 2.0, np.nan, np.inf, -np.inf])
    colours = ("a", "b", "c")
    assert Scale((1, 2), colours).classify(values).tolist() == [0, 0, 1, 1, -1, -1, -1]
    below = Scale((1, 2), colours, upper=False).classify(values)
    assert below.tolist() == [0, 1, 1, 2, -1, -1, -1]


def test_exactly_the_threshold_is_within_and_a_hair_more_is_too_far():
    for limit, _ in LIMITS:
        scale = KINDS["distance"].scale("municipality", limit)
        at, beyond = scale.classify(np.array([float(limit), np.nextafter(limit, np.inf)]))
        assert scale.colours[at] in WITHIN
        assert scale.colours[beyond] in TOO_FAR


def test_a_share_of_exactly_a_limit_is_not_under_it():
    scale = KINDS["share"].scale("municipality", 10)
    assert scale.classify(np.array([0, 49.9, 50, 75, 90, 99.5, 100])).tolist() == [
        0, 0, 1, 2, 3, 4, 4,
    ]  # fmt: skip


@pytest.mark.parametrize("level", ["municipality", "postcode"])
def test_nobody_without_is_a_class_of_its_own(level):
    found = KINDS["without"].scale(level, 10).classify(np.array([0, 0.4, 1]))
    assert found.tolist() == [0, 0, 1]


def test_nobody_who_is_near_as_the_crow_flies_only_is_a_class_of_its_own():
    found = KINDS["difference"].scale("municipality", 10).classify(np.array([0, 0.4, 1]))
    assert found.tolist() == [0, 0, 1]


def test_a_home_is_near_by_bicycle_near_as_the_crow_flies_only_or_far():
    near, lost, far = KINDS["difference"].scale("postcode", 10).colours
    assert near in WITHIN and lost in TOO_FAR
    assert far not in (*WITHIN, *TOO_FAR)
    for one, other in ((near, lost), (lost, far), (near, far)):
        for eye in EYES:
            assert difference(one, other, EYES[eye]) >= 20, (one, other, eye)


def test_a_home_has_one_site_or_a_choice_or_none():
    one, more, none = KINDS["only"].scale("postcode", 10).colours
    assert more in WITHIN and none in TOO_FAR
    assert one not in (*WITHIN, *TOO_FAR)
    for first, second in combinations((one, more, none), 2):
        for eye in EYES:
            assert difference(first, second, EYES[eye]) >= 20, (first, second, eye)


# ---- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_has_words_for_every_class_at_every_level(language):
    words = texts_in(language)
    for show, level, limit, unit, scale in scales():
        named = KINDS[show].class_rows(level, limit, unit, words)
        labels = [label for _, label in named]
        assert {colour for colour, _ in named} == set(scale.colours), (show, level, limit)
        assert len(set(labels)) == len(scale.colours), (show, level, limit)
        assert all(label.strip() for label in labels)
    for show in SHOWS:
        for part in ("name", "legend", "hover"):
            assert words(f"indicator.{show}.{part}", within="10 km", unit="km")


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_distance_follow_the_threshold(language):
    words = texts_in(language)
    for limit, unit in LIMITS:
        named = dict(KINDS["distance"].class_rows("postcode", limit, unit, words))
        numbers = {colour: _numbers(label, language) for colour, label in named.items()}
        assert numbers[WITHIN[-1]][-1] == numbers[TOO_FAR[0]][0] == limit
        ends = [round(step * limit, 1) for step in DISTANCE_STEPS]
        assert [numbers[colour][-1] for colour in DISTANCE_COLOURS[:-1]] == ends
        assert numbers[DISTANCE_COLOURS[-1]] == ends[-1:]
        for colour, label in named.items():
            assert label.endswith(words("map.too_far")) == (colour in TOO_FAR)
            assert f" {unit}" in label


def _numbers(label: str, language: str) -> list[float]:
    found = re.findall(r"\d+(?:[.,]\d+)?", label)
    return [float(text.replace(",", ".")) for text in found]


@pytest.mark.parametrize("show", ["share", "without", "choices", "difference", "only"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_name_the_limits_of_their_class(show, language):
    kind = KINDS[show]
    scale = kind.scale("municipality", 10)
    labels = dict(kind.class_rows("municipality", 10, "km", texts_in(language)))
    for position, colour in enumerate(scale.colours):
        around = scale.limits[max(0, position - 1) : position + 1]
        text = labels[colour].replace("." if language == "nl" else ",", "")
        assert set(_numbers(text, language)) <= set(around)
        # "Niemand" says it without a number.
        nobody = position == 0 and show in ("without", "difference", "only")
        assert _numbers(text, language) or nobody


@pytest.mark.slow
@pytest.mark.parametrize("show", SHOWS)
@pytest.mark.parametrize("profiles", PROFILE_WORDS)
def test_the_legend_has_a_row_for_every_colour_on_the_map(show, profiles):
    for level in ("municipality", "postcode"):
        rows = legend(View(show=show, picked_level=level, profiles=profiles), texts_in("nl"))
        colours = [colour for colour, _ in rows]
        middle = profiles not in ("dp", "vbo", "vmbo")
        striped = level == "postcode" and show not in ("without", "difference", "since") and middle
        assert colours[-1] == Area.NO_DATA
        assert any(map(is_striped, colours)) == striped
        assert len(set(colours)) == len(colours)


def test_every_profile_has_a_letter_of_its_own():
    assert set(LETTERS) == set(SINGLE)
    assert len(set(LETTERS.values())) == len(LETTERS)


# ---- contrast (WCAG 2.2) ------------------------------------------------------------------------


def variables() -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", CSS))


def test_the_yardstick_of_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (Ink.INK, Ink.PANEL),
        (Ink.INK, Ink.GROUND),
        (Ink.MUTED, Ink.PANEL),
        (Ink.MUTED, Ink.GROUND),
        (TEXT_ORANGE, Ink.PANEL),
        (Area.NEAR, Ink.PANEL),
        (Ink.PANEL, Ink.INK),
    ],
)
def test_text_can_be_read(text, ground):
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("name", ["ink", "muted", "blue"])
def test_text_can_be_read_on_what_is_chosen(name):
    assert contrast(variables()[name], variables()["tint"]) >= 4.5


@pytest.mark.parametrize(
    ("mark", "ground"),
    [
        # The dots and bars of the panel; those with stripes have an edge.
        (Area.MIDDLE, Ink.PANEL),
        (Area.MUCH_TOO_FAR, Ink.PANEL),
        (STRIPE, Area.MUCH_TOO_FAR),
        # Rings and outlines.
        (Ink.INK, Ink.PANEL),
        (Ink.INK, Ink.LAND),
        (Ink.INK, Ink.WATER),
    ],
)
def test_a_mark_stands_out(mark, ground):
    assert contrast(mark, ground) >= 3


def test_the_stylesheet_and_the_palette_are_the_same_colours():
    found = variables()
    same = {
        "ink": Ink.INK,
        "muted": Ink.MUTED,
        "ground": Ink.GROUND,
        "panel": Ink.PANEL,
        "blue": Area.NEAR,
        "near": Area.MIDDLE,
        "orange": Area.MUCH_TOO_FAR,
        "orange-text": TEXT_ORANGE,
        "stripe": STRIPE,
    }
    assert {name: found[name] for name in same} == {name: str(c) for name, c in same.items()}


@pytest.mark.parametrize("eye", EYES)
def test_within_reach_and_too_far_differ_for_every_eye(eye):
    for near in WITHIN:
        for far in TOO_FAR:
            assert difference(near, far, EYES[eye]) >= 20, (near, far)


@pytest.mark.parametrize("eye", EYES)
def test_all_classes_of_one_scale_differ_for_every_eye(eye):
    for show in SHOWS:
        for level in ("municipality", "postcode"):
            colours = (*KINDS[show].scale(level, 10).colours, Area.NO_DATA)
            for one, other in combinations(colours, 2):
                assert difference(one, other, EYES[eye]) >= 10, (show, level, one, other)
