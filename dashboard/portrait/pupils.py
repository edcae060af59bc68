"""Young people now and up to 2035, and what that means for the offer."""

import math

import pandas as pd

from dashboard.data import Region
from dashboard.drawing.lines import MAIN, Series, line_chart
from dashboard.figures import forecast as forecast_figures
from dashboard.figures.answer import asked_profiles
from dashboard.figures.forecast import change, has_newcomers
from dashboard.figures.supply import LEAST_YOUNG, counted_near, per_100_young
from dashboard.formatting import between, in_tens, number, people
from dashboard.portrait.blocks import Block, Drawing, Figure, Paragraph, Section, Table, cell
from dashboard.portrait.context import PortraitContext
from dashboard.portrait.coverage import CHART
from dashboard.words.line_sight import line_words
from dashboard.words.names import school_year
from geodata.analysis import forecast
from geodata.analysis.labour import latest
from geodata.analysis.pupils import pupils_2019_in

#: Years that are written out; the drawing has all of them.
SHOWN = (2021, 2025, 2030, 2035)
#: The years between which a change is named.
FIRST, LAST = str(forecast_figures.FIRST), str(forecast_figures.LAST)
#: The year in which pupils who were 5 to 9 in October 2024 are of vmbo age.
CHECKED = 2032
PUBLISHED = "forecast_pupils"


def note_of(year: int) -> str:
    """The note that a number of young people of a year rests on."""
    return {2021: "young_2021", 2025: "young_2025"}.get(year, "forecast")


def forecast_section(context: PortraitContext) -> Section | None:
    """Young people up to 2035, and the candidates that go with them; None without young people."""
    if context.is_caribbean:
        return None
    texts, region = context.texts, context.region
    tables = context.data.tables
    row = forecast.by_region(tables, region.level).iloc[region.position]
    title = texts("portrait.forecast.title")
    blocks: list[Block | None] = [
        _drawing(context, row),
        Table(
            texts("portrait.forecast.caption"),
            (texts("portrait.forecast.what"), *map(str, SHOWN)),
            (
                (
                    (texts("key.young"),),
                    tuple(cell(context.people(row[year], note_of(year))) for year in SHOWN),
                ),
            ),
        ),
        Paragraph(_change(context)),
        Paragraph(_candidates(context)),
        _newcomers(context),
        _check(context),
        _published(context),
    ]
    return Section("prognose", title, [one for one in blocks if one])


def _drawing(context: PortraitContext, row) -> Drawing:
    texts = context.texts
    years = [forecast.COUNTED, *forecast.YEARS]
    values = [float(row[year]) for year in years]
    svg = line_chart(
        [Series(context.name, years, values, MAIN, solid_until=forecast.BASE)],
        [(year, str(year)) for year in SHOWN],
        size=CHART,
        title=texts("portrait.forecast.title"),
        description=seen(context, row),
        y_title=texts("key.young"),
        language=context.language,
        prefix="forecast",
    )
    return Drawing(svg, (texts("portrait.forecast.label"),))


def seen(context: PortraitContext, row: pd.Series) -> str:
    """What the drawing is of, and its line in words. row: young people of every year."""
    known = {year: float(in_tens(row[year])) for year in (forecast.COUNTED, *forecast.YEARS)}
    years = range(min(known), max(known) + 1)
    line = line_words(
        context.name,
        [*map(str, years)],
        [*map(known.get, years)],
        lambda low, _: people(low, context.language),
        context.texts,
    )
    return f"{context.texts('portrait.forecast.label')} {line}"


def _change(context: PortraitContext) -> tuple:
    here = changed(context, context.region)
    if context.region.level == "nl":
        return context.line("portrait.forecast.change", here=here, first=FIRST, last=LAST)
    country = changed(context, context.country)
    return context.line(
        "portrait.forecast.change.country", here=here, country=country, first=FIRST, last=LAST
    )


def changed(context: PortraitContext, region: Region) -> Figure:
    """The change of the number of young people in percent, where they are enough for one."""
    reason = context.texts("portrait.missing.few")
    return context.change(change(context.data, region), "forecast", reason)


def _newcomers(context: PortraitContext) -> Paragraph | None:
    """That figures mislead where many came to live at 15–19, as in cities of students."""
    if not has_newcomers(context.data, context.region):
        return None
    line = context.texts(
        "portrait.forecast.students", counted=SHOWN[0], year=forecast.BASE, first=FIRST
    )
    return Paragraph((line,), kind="note")


def _candidates(context: PortraitContext) -> tuple:
    """Candidates per 100 young people, and how many there would be in 2035 at that rate."""
    view, region = context.view, context.region
    row = per_100_young(context.data, view.question, region.level).iloc[region.position]
    now = context.range(row["candidates_low"], row["candidates_high"], "candidates")
    year = school_year(view.year)
    if math.isnan(row["low"]):
        least = number(LEAST_YOUNG, context.language)
        return context.line(
            "portrait.supply.few", region=context.name, now=now, year=year, least=least, last=LAST
        )
    if has_newcomers(context.data, region):
        return context.line(
            "portrait.supply.students", region=context.name, now=now, year=year, last=LAST
        )
    return context.line(
        "portrait.supply",
        region=context.name,
        now=now,
        year=year,
        population=str(counted_near(view.year)),
        last=LAST,
        rate=context.range(row["low"], row["high"], "forecast", decimals=1),
        then=context.range(row["then_low"], row["then_high"], "forecast"),
    )


def _check(context: PortraitContext) -> Paragraph | None:
    """Pupils in primary schools beside the same cohorts in the forecast."""
    found = forecast.primary_check(context.data.tables, context.region.level, CHECKED)
    row = found.iloc[context.region.position]
    if math.isnan(row["forecast"]):
        return Paragraph((context.texts("portrait.primary.none"),), kind="note")
    language = context.language
    pupils = context.figure(between(int(row["low"]), int(row["high"]), language), "primary")
    line = context.line(
        "portrait.primary", pupils=pupils, forecast=context.people(row["forecast"], "forecast")
    )
    return Paragraph(line, kind="note")


def _published(context: PortraitContext) -> Paragraph | None:
    """The forecast that was published for the province, where there is one."""
    if context.region.level != "province":
        return None
    row = latest(context.data.tables, PUBLISHED, "province").iloc[context.region.position]
    if math.isnan(row["value"]):
        return Paragraph((context.texts("portrait.published.none"),), kind="note")
    value = context.change(row["value"], f"indicator:{row['source']}")
    return Paragraph(context.line("portrait.published", value=value), kind="note")


def section(context: PortraitContext) -> Section | None:
    """Pupils of the third and fourth grade by profile, on the newest date that is open."""
    texts, view = context.texts, context.view
    here = pupils_2019_in(context.data.tables, context.region.level, context.region.code)
    counted: dict[str, tuple[int, int]] = {}
    columns = (here[name].tolist() for name in ("profile", "track", "pupils", "girls"))
    for profile, track, pupils, girls in zip(*columns, strict=True):
        if track in view.question.tracks:
            before = counted.get(profile, (0, 0))
            counted[profile] = before[0] + pupils, before[1] + girls
    profiles = [code for code in asked_profiles(view) if code in counted]
    if not profiles:
        return None
    rows = [
        (
            (texts(f"mark.{code}"),),
            tuple(cell(context.number(number, "pupils")) for number in counted[code]),
        )
        for code in profiles
    ]
    table = Table(
        texts("portrait.pupils.caption"),
        (texts("portrait.profile"), texts("portrait.pupils"), texts("portrait.pupils.girls")),
        tuple(rows),
    )
    return Section("leerlingen", texts("portrait.pupils.title"), [table])
