"""Lists of whole numbers as short as they go; ``assets/scripts/packing.mjs`` reads them."""

import numpy as np

#: The letter of -1, which is nothing; those after it are 0, 1 and so on.
FIRST_LETTER = ord("#")
#: JSON would write two letters for it.
BACKSLASH = ord("\\")
#: No letters, but halves of one.
SURROGATES = 0xD800


def differences(numbers: np.ndarray | list[int]) -> list[int]:
    """Each number less the one before it: neighbours are alike, so this compresses well."""
    return [int(step) for step in np.diff(np.asarray(numbers, int), prepend=0)]


def letters(numbers: np.ndarray) -> str:
    """Whole numbers from -1 as a letter each, which takes three quarters of what digits take.

    Raises ValueError for a number that has no letter.
    """
    codes = numbers + 1 + FIRST_LETTER
    codes = codes + (codes >= BACKSLASH)
    if len(codes) and not FIRST_LETTER <= codes.min() <= codes.max() < SURROGATES:
        raise ValueError(f"no letter for numbers from {numbers.min()} to {numbers.max()}")
    return codes.astype("<u4").tobytes().decode("utf-32-le")


def near(numbers: np.ndarray | list[int]) -> str:
    """Whole numbers of which neighbours are alike: how far each is from the one before it, as a
    letter; up and down take turns, so that small steps have the first letters."""
    steps = np.diff(np.asarray(numbers, int), prepend=0)
    return letters(np.where(steps < 0, -2 * steps - 1, 2 * steps))
