"""Text, numbers and steps of drawings."""

import math
from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from dashboard.drawing.axes import decimals_of, spread, ticks
from dashboard.drawing.svg import clean, drawing, free, label, text_width, wrapped, written
from dashboard.formatting import number

TEXT = st.text(max_size=40)
SIZES = st.lists(st.tuples(st.floats(0, 300), st.floats(5, 40)), min_size=1, max_size=8)


@given(TEXT, TEXT)
def test_any_text_comes_out_as_it_went_in(title, words):
    root = drawing((100, 50), title, words, "d")
    root.append(label(1, 2, words))
    read = ElementTree.fromstring(written(root))
    name, description, text = (element.text or "" for element in read)
    # XML reads every end of a line as \n, and cannot hold control characters.
    plain = [clean(value).replace("\r\n", "\n").replace("\r", "\n") for value in (title, words)]
    assert [name, description, text.replace("\r", "\n")] == [*plain, plain[1]]


def test_markup_in_a_name_stays_text():
    root = drawing((100, 50), "</title><script>alert(1)</script>", "", "d")
    assert "<script" not in written(root)


def test_numbers_are_short():
    assert [clean(value) for value in (12.0, 0.04, -0.04, -3.25, 7)] == [
        "12",
        "0",
        "0",
        "-3.2",
        "7",
    ]


@given(st.floats(-1e5, 1e5), st.floats(0.01, 1e5))
def test_ticks_are_few_round_and_hold_the_values(low, span):
    found = ticks(low, low + span, 5)
    assert len(found) <= 8
    assert found[0] <= low + 1e-6 * span and found[-1] >= low + span - 1e-6 * max(span, abs(low))
    steps = {round(b - a, 6) for a, b in pairwise(found)}
    assert max(steps) - min(steps) <= 1e-5 * max(steps) + 1e-6


def test_ticks_of_a_share():
    assert ticks(0, 100, 4) == [0, 25, 50, 75, 100]
    assert decimals_of([0, 2.5, 5]) == 1
    assert number(12.5, "nl", decimals_of([12.5])) == "12,5"


@given(SIZES)
def test_spread_labels_never_overlap_and_keep_their_order(boxes):
    wanted, heights = [list(values) for values in zip(*boxes, strict=True)]
    found = spread(wanted, heights, 0, 320)
    order = sorted(range(len(wanted)), key=lambda row: wanted[row])
    for above, under in pairwise(order):
        assert found[under] - found[above] >= (heights[under] + heights[above]) / 2 - 1e-6
    assert found[order[0]] >= heights[order[0]] / 2 - 1e-6


def test_spread_leaves_labels_that_have_room():
    assert spread([20, 100], [10, 10], 0, 200) == [20, 100]


@given(st.text("abc -/", max_size=80), st.floats(20, 200), st.integers(1, 3))
def test_wrapped_lines_fit(text, room, most):
    lines = wrapped(text, room, most=most)
    assert 1 <= len(lines) <= most
    assert all(text_width(line) <= room for line in lines)


def test_wrapped_keeps_every_word_that_fits():
    assert wrapped("Achterhoek-West: Doetinchem-Zutphen", 110, most=3) == [
        "Achterhoek-West:",
        "Doetinchem-",
        "Zutphen",
    ]
    assert wrapped("Goeree-Overflakkee", 60, most=1)[0].endswith("…")


def test_free_needs_a_gap():
    assert free((0, 0, 10, 10), [(11, 0, 20, 10)], gap=1)
    assert not free((0, 0, 10, 10), [(10.5, 0, 20, 10)], gap=1)
    assert not math.isnan(text_width("é ﬁ 漢"))
