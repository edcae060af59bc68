"""The share of every exam year: a small line with its numbers, and a chart beside the country."""

from collections.abc import Sequence

from dashboard.address.context import Context
from dashboard.drawing.lines import COUNTRY, MAIN, Series, line_chart, school_year, upright
from dashboard.drawing.svg import drawing, element, label, written
from dashboard.figures.money import BEGAN
from dashboard.figures.reach_by_year import (
    YearShare,
    by_year,
    first_of_run,
    money_places,
    places,
)
from dashboard.palette import Area, Ink
from dashboard.words import names
from dashboard.words import reach_by_year as words

#: Height of the letters of the small line, and where its rows stand.
LETTERS = 12
VALUES, LINE_TOP, LINE_FOOT, YEARS = 30, 37, 47, 62
#: What is left free at both ends, for the words of the outermost years.
EDGE = 32


def small_line(context: Context, shares: Sequence[YearShare], size: tuple[int, int]) -> str:
    """Title, numbers, line and years, as SVG."""
    texts, width = context.texts, size[0]
    root = drawing(size, words.title(context), words.in_line(shares, context), "years")
    root.set("font-family", "Atkinson Hyperlegible Next")
    root.append(label(0, LETTERS, words.title(context), LETTERS, bold=True))
    at = [
        (EDGE + x / 100 * (width - 2 * EDGE), LINE_FOOT - y / 100 * (LINE_FOOT - LINE_TOP))
        for x, y in places(shares)
    ]
    known = {int(one.year[:4]) for one in shares}
    for began, x in money_places(shares):
        place = EDGE + x / 100 * (width - 2 * EDGE)
        root.append(upright(place, LINE_TOP - 5, LINE_FOOT + 5))
        # A year with a number has its name in this row already.
        if began not in known:
            root.append(label(place, YEARS, f"€ {began}", LETTERS, "middle", bold=True))
    following = at[first_of_run(shares) :]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in following)
    root.append(element("path", d=path, fill="none", stroke=Area.MIDDLE, stroke_width=2))
    for one, (x, y) in zip(shares, at, strict=True):
        asked = one.year == context.view.year
        colour = Area.NEAR if asked else Area.MIDDLE
        root.append(element("circle", cx=x, cy=y, r=5 if asked else 3.5, fill=colour))
        value = words.share_of_year(one.share, texts)
        root.append(label(x, VALUES, value, LETTERS, "middle", bold=True))
        mark = "€ " if int(one.year[:4]) in BEGAN else ""
        year = f"{mark}{names.school_year(one.year)}"
        root.append(label(x, YEARS, year, LETTERS, "middle", colour=Ink.MUTED))
    return written(root)


def chart(context: Context, size: tuple[int, int]) -> str:
    """The region beside the country, as SVG."""
    data, view, texts = context.data, context.view, context.texts
    region = data.region(view.region)
    shares = by_year(data, view)
    drawn = [(names.title_name(region, texts), shares, MAIN)]
    if region.level != "nl":
        drawn.append(
            (names.title_name(data.region("NL"), texts), by_year(data, view, "NL"), COUNTRY)
        )
    return line_chart(
        [_line(*one) for one in drawn],
        [(school_year(one.year), names.school_year(one.year)) for one in shares],
        size=size,
        title=texts("portrait.years.title"),
        description=" ".join(
            [f"{words.title(context)}.", *(words.sight(name, of, texts) for name, of, _ in drawn)]
        ),
        y_title=texts("curve.shares"),
        y_most=100,
        moments=[(year, f"€ {year}") for year, _ in money_places(shares)],
        language=texts.language,
        prefix="years",
    )


def _line(name: str, shares: Sequence[YearShare], kind: str) -> Series:
    """A line that is parted where a year is not known."""
    known = {int(school_year(one.year)): one.share for one in shares}
    years = range(min(known), max(known) + 1)
    return Series(name, list(years), [known.get(year) for year in years], kind)
