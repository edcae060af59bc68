"""Numbers as people read them."""

import math
from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.formatting import (
    MINUS,
    NOTHING_KNOWN,
    between,
    distance_up,
    in_tens,
    kilometres,
    not_nearly,
    number,
    of_hundred,
    out_of_hundred,
    people,
    percentage,
    percentages,
    ride_rounded,
    rounded,
    rounded_up,
    today,
)

UNKNOWN = (math.nan, math.inf, -math.inf)


@pytest.mark.parametrize(
    ("value", "decimals", "dutch", "english"),
    [
        (0, 0, "0", "0"),
        (7, 1, "7,0", "7.0"),
        (999, 0, "999", "999"),
        (1234.5, 1, "1.234,5", "1,234.5"),
        (1_234_567, 0, "1.234.567", "1,234,567"),
        (-1234.5, 1, f"{MINUS}1.234,5", f"{MINUS}1,234.5"),
        (-0.04, 1, "0,0", "0.0"),
        (-0.0, 0, "0", "0"),
        (-0.05001, 1, f"{MINUS}0,1", f"{MINUS}0.1"),
    ],
)
def test_notation_of_the_language(value, decimals, dutch, english):
    assert number(value, "nl", decimals) == dutch
    assert number(value, "en", decimals) == english


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("value", [*UNKNOWN, None])
def test_nothing_known_is_a_dash(value, language):
    assert number(value, language, 1) == NOTHING_KNOWN
    assert people(value, language) == NOTHING_KNOWN


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("value", UNKNOWN)
def test_a_dash_bears_no_unit(value, language):
    assert percentage(value, language) == NOTHING_KNOWN
    assert kilometres(value, language) == NOTHING_KNOWN


def test_units():
    assert kilometres(12_340, "nl") == "12,3 km"
    assert kilometres(0, "en") == "0.0 km"
    assert percentage(94.06, "nl") == "94,1%"
    assert percentage(100.0, "en") == "100.0%"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (0.4, "0"),
        (57.4, "57"),
        (99.4, "99"),
        (104.9, "100"),
        (106, "110"),
        (1237, "1.240"),
        (11_925, "11.930"),
        (11_924.999999999996, "11.930"),
        (11_935, "11.940"),
    ],
)
def test_people_are_counted_in_tens_from_a_hundred_on(value, shown):
    assert people(value, "nl") == shown


@given(st.floats(-1e9, 1e9), st.integers(0, 3), st.sampled_from(["nl", "en"]))
def test_a_number_can_be_read_back(value, decimals, language):
    text = number(value, language, decimals)
    group, point = (".", ",") if language == "nl" else (",", ".")
    plain = text.replace(group, "").replace(point, ".").replace(MINUS, "-")
    assert float(plain) == pytest.approx(value, abs=0.5 * 10**-decimals + 1e-6)
    assert "-" not in text


def test_a_number_is_a_range_where_masked_rows_leave_it_open():
    assert between(20, 20, "nl") == "20"
    assert between(1, 4, "nl") == "1–4"
    assert between(1_001, 1_004, "en") == "1,001–1,004"
    assert between(12.31, 12.34, "nl", 1) == "12,3"
    assert between(12.3, 15.0, "nl", 1) == "12,3–15,0"
    assert between(math.nan, math.nan, "nl") == NOTHING_KNOWN


# ---- nothing and all are only said where they are so --------------------------------------------

shares = st.one_of(
    st.sampled_from(
        [0.0, 1e-12, 100 - 1e-13, 2e-6, 0.04999, 0.05, 49.95, 99.95, 99.9999, 99.5, 0.5, 100.0]
    ),
    st.floats(0, 100),
)


@given(shares)
def test_half_goes_up_and_a_share_is_never_nearly_all_or_nothing(value):
    for decimals, shown in ((1, percentage(value, "en")), (0, of_hundred(value, "en") + "%")):
        nothing, everything = f"{0:.{decimals}f}%", f"{100:.{decimals}f}%"
        assert (shown == nothing) == (value < 5e-7)
        assert (shown == everything) == (value > 100 - 5e-7)
    near = float(not_nearly(value, 1))
    assert near == round(near, 1)
    assert abs(near - value) <= 0.05 + 1e-6 or (near in (0.1, 99.9) and abs(near - value) <= 0.1)


@given(st.one_of(shares, st.floats(0, 1e6), st.sampled_from([99.5, 100.0, 104.9999999, 105.0])))
def test_one_number_is_shown_as_it_would_be_among_others(value):
    """On the map they are worked out all at once, in words one by one."""
    assert people(value, "en") == number(float(in_tens(np.array([value]))[0]), "en")
    ride = ride_rounded(np.array([value / 1000]), 1)[0] + 0.0
    assert kilometres(value, "en") == f"{ride:,.1f} km"
    assert percentage(value, "en") == f"{not_nearly(np.array([value]), 1)[0]:,.1f}%"


def test_shares_in_words():
    assert percentage(99.97, "nl") == "99,9%"
    assert percentage(0.01, "nl") == "0,1%"
    assert [of_hundred(value, "nl") for value in (0, 0.2, 99.7, 100)] == ["0", "<1", ">99", "100"]
    assert percentages(12.5, 12.6, "nl") == "13%"
    assert percentages(0.2, 3, "nl") == "<1–3%"
    assert percentages(math.nan, math.nan, "nl") == NOTHING_KNOWN


@given(st.integers(-(10**6), 10**6), st.integers(0, 2))
def test_exactly_half_is_rounded_away_from_nothing(whole, decimals):
    half = (whole + 0.5) / 10**decimals
    away = whole + 1 if whole >= 0 else whole
    assert float(rounded(half, decimals)) == pytest.approx(away / 10**decimals, abs=1e-9)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (60.3, 0, "61"),
        (60.0, 0, "60"),
        (10.04, 1, "10,1"),
        (10.0, 1, "10,0"),
        (9.91, 1, "10,0"),
        (0.1 + 0.2, 1, "0,3"),
        (math.nan, 1, NOTHING_KNOWN),
        (math.inf, 0, NOTHING_KNOWN),
    ],
)
def test_within_what_is_said_so_many_live(value, decimals, shown):
    assert distance_up(value, "nl", decimals) == shown
    if math.isfinite(value):
        assert number(rounded_up(np.array([value]), decimals)[0], "nl", decimals) == shown


# ---- so many of the hundred ---------------------------------------------------------------------

parts = st.lists(
    st.one_of(st.just(0.0), st.floats(1e-9, 1e-3), st.floats(1e-3, 1e6)), min_size=1, max_size=8
)


@given(parts)
def test_the_hundred_are_a_hundred(shares):
    whole = out_of_hundred(shares)
    assert len(whole) == len(shares)
    assert sum(whole) == (100 if sum(shares) > 0 else 0)


@pytest.mark.slow
@given(parts)
def test_nothing_is_rounded_away_but_where_too_few_are_left_for_all(shares):
    first, *others = out_of_hundred(shares)
    assert (first > 0) == (shares[0] > 0)
    counted = [share for share, count in zip(shares[1:], others, strict=True) if count]
    uncounted = [share for share, count in zip(shares[1:], others, strict=True) if not count]
    assert all(counted)
    if any(uncounted):
        # One for each of the largest.
        assert len(counted) == 100 - first and min(counted, default=0) >= max(uncounted)


@given(parts)
def test_a_hundred_is_said_only_when_nobody_is_left_out(shares):
    left_out = sum(share > 0 for share in shares) > 1
    assert (100 in out_of_hundred(shares)) == (not left_out and sum(shares) > 0)


@given(st.lists(st.floats(1, 100), min_size=1, max_size=8))
def test_rounding_stays_close(shares):
    total = sum(shares)
    for share, count in zip(shares, out_of_hundred(shares), strict=True):
        # Small parts that are kept at one push the others by at most one each.
        assert abs(count - 100 * share / total) < len(shares)


@given(st.floats(0.01, 99.99))
def test_three_parts_as_the_panel_has_them(covered):
    whole = out_of_hundred([covered, 100 - covered, 0.0])
    assert whole[2] == 0
    # The number is that of a list, where it stands by itself.
    assert str(whole[0]) == of_hundred(covered, "nl").replace("<1", "1").replace(">99", "99")


def test_the_first_part_is_rounded_by_itself_and_the_others_share_the_rest():
    assert out_of_hundred([66.6, 16.7, 16.7]) == [67, 17, 16]
    assert out_of_hundred([23.6, 38.2, 38.2]) == [24, 38, 38]
    # Somebody of each is left, as far as it goes round: the first is not less for it.
    assert out_of_hundred([97.8, 2.1, 0.1]) == [98, 1, 1]
    assert out_of_hundred([98.98, 0.5, 0.52]) == [99, 0, 1]
    assert out_of_hundred([99.8, 0.1, 0.1]) == [99, 1, 0]
    assert out_of_hundred([0.1, 99.9]) == [1, 99]
    assert out_of_hundred([0.0, 50.0, 50.0]) == [0, 50, 50]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-06-30T21:59:59+00:00", "2026-06-30"),
        ("2026-06-30T22:00:00+00:00", "2026-07-01"),
        ("2026-12-31T22:59:59+00:00", "2026-12-31"),
        ("2026-12-31T23:00:00+00:00", "2027-01-01"),
        ("2026-12-31T15:00:00-09:00", "2027-01-01"),
    ],
)
def test_the_day_is_that_of_the_netherlands(moment, day):
    assert today(datetime.fromisoformat(moment)) == date.fromisoformat(day)
