"""Numbers as people write them: decimal comma or point, thousands, percentages."""

import math
import re

_NUMBER = re.compile(r"[+-]?[0-9]{1,20}(?:[.,][0-9]{1,40})?(?:[eE][+-]?[0-9]{1,3})?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[., ][0-9]{3})+")
#: No region has more pupils.
_MOST = 1_000_000


def number(text: str) -> float | None:
    """A number with a comma or a point before its decimals; None when it is none, or infinite."""
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text.replace(",", "."))
    return value if math.isfinite(value) else None


def whole(text: str) -> int | None:
    """A count, with or without signs between thousands; None when it is none."""
    if _THOUSANDS.fullmatch(text):
        text = re.sub("[., ]", "", text)
    value = number(text)
    if value is None or value != int(value) or not 0 <= value <= _MOST:
        return None
    return int(value)


def percentage(text: str) -> float | None:
    """A percentage from 0 to 100, with or without its sign; None when it is none."""
    value = number(text.removesuffix("%").rstrip())
    return value if value is not None and 0 <= value <= 100 else None
