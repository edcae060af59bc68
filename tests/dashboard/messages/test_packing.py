"""Lists of whole numbers are read as they were written."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.messages.packing import differences, letters, near
from tests.support.scripts import run

#: The first letter that is half of one, less what comes before the letter of 0.
TOO_MANY = 0xD800 - ord("#") - 2


def read(of: str, packed: object) -> list[int] | None:
    return run(
        "const packing = await import('./packing.mjs'); return packing[given.of](given.packed);",
        of=of,
        packed=packed,
    )


@given(st.lists(st.integers(-1, TOO_MANY - 1), min_size=1, max_size=60))
def test_numbers_are_read_from_their_letters(numbers):
    assert read("numbersOf", letters(np.array(numbers))) == numbers


def test_every_letter_is_another_one():
    numbers = np.arange(-1, TOO_MANY)
    written = letters(numbers)
    assert len(set(written)) == len(written) == len(numbers)
    assert read("numbersOf", written) == numbers.tolist()
    assert not {'"', "\\"} & set(written)


@pytest.mark.parametrize("number", [-2, TOO_MANY])
def test_a_number_without_a_letter_is_told(number):
    with pytest.raises(ValueError, match="no letter"):
        letters(np.array([0, number]))


def test_nothing_is_read_from_nothing():
    assert letters(np.array([], int)) == near(np.array([], int)) == ""
    assert [read(of, "") for of in ("numbersOf", "nearOf")] == [[], []]
    assert [read(of, None) for of in ("numbersOf", "summed", "nearOf")] == [None, None, None]


@given(st.lists(st.integers(-500, 10_000), max_size=60))
def test_numbers_are_read_from_their_differences(numbers):
    assert read("summed", differences(numbers)) == numbers


@given(st.lists(st.integers(-1, 10_000), min_size=1, max_size=60))
def test_numbers_are_read_from_how_near_they_are(numbers):
    assert read("nearOf", near(np.array(numbers))) == numbers


def test_small_steps_have_the_first_letters():
    assert near(np.array([0, -1, 0, 2, 2])) == letters(np.array([0, 1, 2, 4, 0]))
