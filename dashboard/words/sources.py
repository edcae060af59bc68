"""Where figures come from, of when they are and how was measured, in words."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dashboard.address.context import Context
from dashboard.data import Region
from dashboard.figures import work
from dashboard.figures.answer import unknown_young
from dashboard.figures.caribbean import facts, tellers
from dashboard.formatting import people, today
from dashboard.sources import Source
from dashboard.texts import Texts
from dashboard.words.figures import day_words, period_words
from dashboard.words.names import school_year
from dashboard.words.threshold import own_words
from geodata.question import OwnMeasure

DEFINITIONS = (
    "coverage",
    "young",
    "profiles",
    "dp",
    "offer",
    "combined",
    "distance",
    "ride",
    "minutes",
    "choices",
    "site",
    "what_if",
    "suggestion",
    "competition",
)

#: What the manifest, and the basis of a region, say in words of one language -> their key.
PHRASES = {
    "own compilation from public web pages": "compiled",
    "Eigen samenstelling uit openbare webpagina's en persberichten": "gathered",
    "uit openbare bronnen (zie": "public-sources",
    "uit openbare pagina's (zie": "public-pages",
    "afgeleid van kaarten van CBS en Esri Nederland": "maps",
    "OpenStreetMap-bijdragers": "osm",
    "gebieden in Nederland": "areas",
    "RMC-regio": "rmc",
    "postcodevlakken": "postcodes",
    "(namen en adressen)": "addresses",
    "(punten), bewerkt": "points",
    "weergegeven door": "shown-by",
    "op cijfers van": "figures-of",
    "feiten uit een webpagina, met bronvermelding": "page",
    "feiten uit een nieuwsbericht, met bronvermelding": "news",
    "public domain": "public-domain",
    "Public Domain": "public-domain",
    "genoemd op een officiële pagina": "official-page",
    "genoemd in pers": "press",
    "kandidaat, geen bron gevonden": "no-source",
    "naam afgeleid": "name",
    "sinds okt 2022": "since",
}
#: A basis begins with what is said of it already.
DERIVED = "afgeleide indeling: "
#: A month or a day as the manifest has it.
_DAY = re.compile(r"\b\d{4}-\d{2}(-\d{2})?\b")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_PHRASE = re.compile("|".join(map(re.escape, PHRASES)))


def source_line(context: Context) -> str:
    """Where the figures of a view come from, of when they are, and how far was measured."""
    view, texts = context.view, context.texts
    population = texts(f"source.population.{view.population}")
    return texts(
        "source",
        year=school_year(view.year),
        population=population,
        measured=measured(context),
    )


def measured(context: Context) -> str:
    """How distances were found: as the crow flies, estimated, or over a network."""
    view, texts = context.view, context.texts
    if view.own_measure and not view.kind.always_rides and not view.site:
        return " · ".join(filter(None, [own_table(view.own_measure, texts), left_out(context)]))
    if view.measure == "straight" and not view.kind.always_rides and not view.site:
        return texts("source.straight")
    how = texts("routed") if "network" in context.data.manifest else ""
    how = " / ".join(filter(None, [how, texts("estimated")]))
    text = texts("source.cycle", how=how)
    return f"{text}, {texts('source.speed', speed=view.speed)}" if view.unit == "min" else text


def own_table(measure: OwnMeasure, texts: Texts) -> str:
    """Which table a measure of the owner's own comes from: its file, departure and percentile."""
    percentile = ""
    if measure.percentile is not None:
        percentile = texts("own.percentile", percentile=measure.percentile)
    about = ", ".join(filter(None, [measure.file, measure.departure, percentile]))
    words = own_words(measure, texts)
    if measure.unit == "min":
        return texts("own.source.min", words=words, about=about)
    return texts("own.source.km", words=words, about=about)


def left_out(context: Context) -> str:
    """How many young people of the region do not count, because it is not known how far they go by
    a measure of the owner's own; "" where all count."""
    count = unknown_young(context.data, context.view)
    if count < 0.5:
        return ""
    return context.texts("own.left_out", count=people(count, context.texts.language))


def date_words(of: str, texts: Texts) -> str:
    """Of when a source is, as the manifest says it, in words of the language."""

    def word(found: re.Match[str]) -> str:
        return texts(f"date.{found[0]}") if texts.has(f"date.{found[0]}") else found[0]

    def day(found: re.Match[str]) -> str:
        return day_words(found[0], texts)

    words = re.sub(r"[a-z]+", word, of)
    quarters = re.sub(r"\d{4}-Q\d", lambda found: period_words(found[0], texts), words)
    years = re.sub(r"\b(\d{4})-(\d{4})\b", r"\1–\2", quarters)
    return _DAY.sub(day, years)


def phrased(of: str, texts: Texts) -> str:
    """What the manifest says, in words of the language; names stay as they are."""
    return _PHRASE.sub(lambda found: texts(f"phrase.{PHRASES[found[0]]}"), of)


def worded(source: Source, texts: Texts) -> Source:
    """A source as it is read; its title is a name, and stays in Dutch."""
    return replace(
        source,
        publisher=phrased(source.publisher, texts),
        date=date_words(source.date, texts),
        licence=phrased(source.licence, texts),
    )


def basis_words(region: Region, texts: Texts) -> str:
    """What a layout that is not official rests on; "" of any other region."""
    if region.level != "sto":
        return ""
    return texts("basis", basis=phrased(region.basis.removeprefix(DERIVED), texts))


def publishers(sources: Iterable[Source]) -> str:
    """Where figures come from, short: "DUO 2018–2025; CBS 2021–2026". Every publisher once, with
    the first and the last year of what is used of it, or the dates where these name no year.

    sources: as they are read (:func:`worded`).
    """
    dates: dict[str, list[str]] = {}
    for source in sources:
        # Beside the publisher may stand whose shapes its figures are of.
        for publisher in source.publisher.split("; "):
            dates.setdefault(publisher, []).append(source.date)
    return "; ".join(f"{publisher} {_span(of)}" for publisher, of in dates.items())


def _span(dates: list[str]) -> str:
    """The first and the last year of some dates."""
    years = sorted(year for date in dates for year in _YEAR.findall(date))
    if not years:
        return ", ".join(dict.fromkeys(dates))
    return years[0] if years[0] == years[-1] else f"{years[0]}–{years[-1]}"


def source_words(context: Context) -> str:
    """Publisher, file and period of the figure on the map."""
    data, texts = context.data, context.texts
    frame = work.shown(data, context.view)
    titles = [
        f"{phrased(source['publisher'], texts)}, {source['title']}"
        for source in work.sources(data, frame)
    ]
    return texts(
        "figure.source",
        source="; ".join(titles) or texts("figure.computed"),
        period=period_words(work.period(frame), texts) or texts("figure.none"),
    )


def source_lines(context: Context) -> tuple[str, ...]:
    """Where the figures of a view come from: of a labour view also those of the offer, where the
    view depends on it."""
    offer = (source_line(context),) if context.view.rests_on_offer else ()
    return (source_words(context), *offer) if context.view.kind.is_labour else offer


def caribbean_source(texts: Texts) -> str:
    """Where the shapes of the islands and what is known of their schools come from."""
    return texts(
        "caribbean.sources",
        outlines=facts()["outline_source"]["publisher"].partition(";")[0],
        schools=", ".join(tellers()),
    )


def made_on(texts: Texts, day: date | None = None) -> str:
    """Who made it, and when."""
    day = day or today()
    return texts("export.made", day=period_words(f"{day.year}-{day.month:02}-{day.day:02}", texts))
