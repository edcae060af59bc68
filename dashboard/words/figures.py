"""A figure with its unit and its period, in words."""

from dashboard.catalogue import Published
from dashboard.formatting import NOTHING_KNOWN, between
from dashboard.texts import Texts


def figure_words(entry: Published, low: float, high: float, texts: Texts) -> str:
    """ "12,3", or "12–15" where masked numbers leave it open."""
    return between(low, high, texts.language, entry.decimals)


def with_unit(entry: Published, low: float, high: float, texts: Texts) -> str:
    """The figure with its unit; a dash where nothing is known."""
    shown = figure_words(entry, low, high, texts)
    if shown.startswith(NOTHING_KNOWN):
        return NOTHING_KNOWN
    unit = texts(f"indicator.{entry.key}.unit")
    return f"{shown}%" if unit == "%" else f"{shown} {unit}"


def period_words(period: str, texts: Texts) -> str:
    """ "2026-Q2" -> "2e kwartaal 2026"; "2019-2024" -> "2019–2024"."""
    year, *rest = period.split("-")
    if not rest:
        return year
    if rest[0].startswith("Q"):
        return texts("period.quarter", quarter=rest[0].removeprefix("Q"), year=year)
    if len(rest) == 1:
        return f"{year}–{rest[0]}"
    month, day = rest
    return f"{int(day)}-{int(month)}-{year}" if texts.language == "nl" else period


def day_words(day: str, texts: Texts) -> str:
    """ "2018-09-13" -> "13 september 2018"; "2023-05" -> "mei 2023"; a year stays a year."""
    year, *rest = day.split("-")
    if not rest:
        return year
    month = texts(f"month.{int(rest[0])}")
    return " ".join([*(str(int(one)) for one in rest[1:]), month, year])
