"""The share of every exam year in words, and the years that are not known."""

from collections.abc import Sequence

from dashboard.address.context import Context
from dashboard.figures.reach_by_year import YearShare, money_places, unknown_years
from dashboard.formatting import number, one_not_nearly
from dashboard.texts import Texts
from dashboard.words.line_sight import share_words
from dashboard.words.names import region_name, school_year
from dashboard.words.threshold import within
from geodata.vocabulary import COUNTED


def share_of_year(share: float, texts: Texts) -> str:
    """ "93,8": a share with one decimal, the sign stands in the heading."""
    return number(one_not_nearly(share, 1), texts.language, 1)


def title(context: Context) -> str:
    """What the numbers are."""
    return context.texts("years.title", within=within(context.view, context.texts))


def unknown(shares: Sequence[YearShare], texts: Texts) -> str:
    """Of which years in between there is no file; "" where there is one of each."""
    missing = [school_year(year) for year in unknown_years([one.year for one in shares])]
    if not missing:
        return ""
    listed = texts("years.two", first=", ".join(missing[:-1]), last=missing[-1])
    return texts("years.unknown", years=listed if missing[1:] else missing[0])


def notes(shares: Sequence[YearShare], texts: Texts) -> str:
    """Which years are not known, and what the marks in the line are."""
    money = texts("years.money") if money_places(shares) else ""
    return " ".join(filter(None, [unknown(shares, texts), money]))


def in_line(shares: Sequence[YearShare], context: Context) -> str:
    """All years in one line, for who cannot see it drawn."""
    texts = context.texts
    name = region_name(context.data.region(context.view.region), texts)
    years = ", ".join(
        f"{school_year(one.year)} {share_of_year(one.share, texts)}" for one in shares
    )
    return f"{sight(name, shares, texts)} {title(context)}: {years}"


def sight(name: str, shares: Sequence[YearShare], texts: Texts) -> str:
    """What stands out of these years."""
    known = {one.year: one.share for one in shares}
    years = sorted({*known, *unknown_years([one.year for one in shares])})
    return share_words(name, [school_year(year) for year in years], [*map(known.get, years)], texts)


def profile_marks(profiles: str, texts: Texts) -> str:
    """The marks of profiles, by their codes with commas; those from before the profiles have
    none."""
    return " · ".join(texts(f"mark.{code}") for code in profiles.split(",") if code in COUNTED)
