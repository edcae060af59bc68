"""Numbers as people read them, in the notation of the language, and the day as they count it."""

import math
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

#: Where the readers are: a server may have its clock elsewhere.
HERE = ZoneInfo("Europe/Amsterdam")
MINUS = "\u2212"
NOTHING_KNOWN = "–"
#: Decimals that a sum is good for: what differs less is the same number, summed in another order.
EXACT = 6
#: What exactly half of a ride is less, to be rounded down.
RIDE_HAIR = 1e-6
_DUTCH = str.maketrans(",.", ".,")


def number(value: float, language: str, decimals: int = 0) -> str:
    """1234.5 -> "1.234,5" (nl) or "1,234.5" (en); a dash where nothing is known."""
    if value is None or not math.isfinite(value):
        return NOTHING_KNOWN
    text = f"{_rounded(value, decimals) + 0.0:,.{decimals}f}".replace("-", MINUS)
    return text.translate(_DUTCH) if language == "nl" else text


def _rounded(value: float, decimals: int) -> float:
    """One number as :func:`rounded` has them: a page has hundreds, of which an array each would
    take milliseconds."""
    scale = 10.0**decimals
    whole = math.floor(round(abs(float(value)) * scale, EXACT) + 0.5) / scale
    return math.copysign(whole, value)


def rounded(values: np.ndarray | float, decimals: int = 0) -> np.ndarray:
    """Numbers as they are shown: half is rounded away from nothing, as people learn at school.

    What computers make of sums (11,924.9999999) is first put right.
    """
    values, scale = np.asarray(values, float), 10.0**decimals
    return np.copysign(np.floor(np.round(np.abs(values) * scale, EXACT) + 0.5) / scale, values)


def not_nearly(values: np.ndarray | float, decimals: int = 0, most: float = 100) -> np.ndarray:
    """Rounded shares that are nothing or all (``most``) only where they are exactly that.

    What lies so near that it would be rounded to it, becomes the nearest number that is not it:
    99.97 of 100 is 99.9.
    """
    values, step = np.round(np.asarray(values, float), EXACT), 10.0**-decimals
    inside = np.clip(rounded(values, decimals), step, most - step)
    return np.where((values > 0) & (values < most), rounded(inside, decimals), values)


def one_not_nearly(value: float, decimals: int) -> float:
    """One share as :func:`not_nearly` has them; of one an array takes ten times as long."""
    value, step = round(float(value), EXACT), 10.0**-decimals
    if not 0 < value < 100:
        return value
    return _rounded(min(max(_rounded(value, decimals), step), 100 - step), decimals)


def signed(value: float, language: str, decimals: int | None = None) -> str:
    """A difference with its sign: "+3,2", "−12", "0"; unless told a whole one has no decimals."""
    if decimals is None:
        decimals = 0 if float(value).is_integer() else 1
    text = number(value, language, decimals)
    return f"+{text}" if value > 0 else text


def signed_people(value: float, language: str) -> str:
    """More or fewer young people, with the sign: "+1.470", "−80"."""
    text = people(value, language)
    return f"+{text}" if value > 0 else text


def people(value: float, language: str) -> str:
    """Young people, in tens from a hundred on: an estimate is no count."""
    if value is None or not math.isfinite(value):
        return NOTHING_KNOWN
    return number(_rounded(value, -1) if abs(value) >= 100 else value, language)


def in_tens(values: np.ndarray | float) -> np.ndarray:
    """Numbers of young people as they are shown: whole below a hundred, in tens from there on."""
    return np.where(np.abs(values) >= 100, rounded(values, -1), values)


def distance(value: float, language: str, decimals: int = 0) -> str:
    """A distance or a riding time as a number; exactly half is rounded down.

    Rides are whole metres, so halves are common, and the map in the browser rounds them down too.
    """
    return number(value if value is None else value - RIDE_HAIR, language, decimals)


def ride_rounded(values: np.ndarray | float, decimals: int = 0) -> np.ndarray:
    """Distances or riding times as :func:`distance` shows them."""
    return rounded(np.asarray(values, float) - RIDE_HAIR, decimals)


def distance_up(value: float, language: str, decimals: int = 0) -> str:
    """A distance or a riding time within which so many live, rounded up: they live within what is
    said, and beyond a limit it is not the limit."""
    if value is None or not math.isfinite(value):
        return NOTHING_KNOWN
    return number(float(rounded_up(value, decimals)), language, decimals)


def rounded_up(values: np.ndarray | float, decimals: int = 0) -> np.ndarray:
    """Distances or riding times as :func:`distance_up` shows them."""
    scale = 10.0**decimals
    return np.ceil(np.round(np.asarray(values, float) * scale, EXACT)) / scale


def kilometres(metres: float, language: str) -> str:
    """Metres as kilometres with one decimal and the unit."""
    text = distance(metres / 1000, language, 1)
    return text if text == NOTHING_KNOWN else f"{text} km"


def percentage(value: float, language: str) -> str:
    """A share in percent with one decimal and the sign; see :func:`not_nearly`."""
    if value is None or not math.isfinite(value):
        return NOTHING_KNOWN
    return f"{number(one_not_nearly(value, 1), language, 1)}%"


def of_hundred(value: float, language: str) -> str:
    """A share in whole numbers of a hundred: "94"; ">99" and "<1" where it is not all or none."""
    value = round(value, EXACT)
    if 0 < value < 100 and _rounded(value, 0) in (0, 100):
        return "<1" if value < 1 else ">99"
    return number(value, language)


def percentages(low: float, high: float, language: str) -> str:
    """A share in whole percents, as a range where masked numbers leave it open: "12–15%"."""
    shown = dict.fromkeys(of_hundred(value, language) for value in (low, high))
    return NOTHING_KNOWN if NOTHING_KNOWN in shown else "–".join(shown) + "%"


def out_of_hundred(parts: list[float]) -> list[int]:
    """Shares as whole numbers that add up to 100, without rounding anybody away.

    The first is as :func:`of_hundred` has it by itself, so that it is the same number wherever it
    stands; "100 van de 100" is only said when it is true. The others share what is left: at least
    one for each that is more than nothing, as far as it goes round, the largest first. Parts of
    nothing at all give zeros.
    """
    total = sum(parts)
    if not total > 0:
        return [0] * len(parts)
    first, *others = (100 * part / total for part in parts)
    most = 99 if any(others) else 100
    own = min(max(round(one_not_nearly(first, 0)), int(first > 0)), most)
    return [own, *_shared(100 - own, others)]


def _shared(count: int, parts: list[float]) -> list[int]:
    """Whole numbers that add up to a count, by the size of the parts; at least one for each that is
    more than nothing, or for the largest of them where there are more than the count."""
    total = sum(parts)
    largest = sorted(range(len(parts)), key=lambda at: -parts[at])[:count]
    exact = [count * part / total if total else 0.0 for part in parts]
    least = [int(part > 0 and at in largest) for at, part in enumerate(parts)]
    whole = [max(one, math.floor(value)) for one, value in zip(least, exact, strict=True)]
    while sum(whole) < count:
        gaps = [value - known for value, known in zip(exact, whole, strict=True)]
        whole[gaps.index(max(gaps))] += 1
    while sum(whole) > count:
        gaps = [
            known - value if known > 1 else -math.inf
            for value, known in zip(exact, whole, strict=True)
        ]
        whole[gaps.index(max(gaps))] -= 1
    return whole


# Candidates of sites, of which a map has hundreds: most are the same few numbers.
@lru_cache(maxsize=2048)
def between(low: float, high: float, language: str, decimals: int = 0) -> str:
    """ "12", or "12–15" where masked numbers leave it open."""
    shown = [number(value, language, decimals) for value in (low, high)]
    return "–".join(dict.fromkeys(shown))


def today(moment: datetime | None = None) -> date:
    """The day in the Netherlands, now or at a moment that has a zone."""
    return (moment or datetime.now(UTC)).astimezone(HERE).date()
