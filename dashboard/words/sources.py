"""Where figures come from, of when they are and how was measured, in words."""

import re
from datetime import date

from dashboard.address.context import Context
from dashboard.figures import work
from dashboard.formatting import today
from dashboard.texts import Texts
from dashboard.words.figures import period_words
from dashboard.words.names import school_year

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
)


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
    if view.measure == "straight" and not view.kind.always_rides and not view.site:
        return texts("source.straight")
    how = texts("routed") if "network" in context.data.manifest else ""
    how = " / ".join(filter(None, [how, texts("estimated")]))
    text = texts("source.cycle", how=how)
    return f"{text}, {texts('source.speed', speed=view.speed)}" if view.unit == "min" else text


def date_words(of: str, texts: Texts) -> str:
    """Of when a source is, as the manifest says it, in words of the language."""
    if re.fullmatch(r"[\d-]+", of):
        return of
    quarters = re.sub(r"\d{4}-Q\d", lambda found: period_words(found[0], texts), of)

    def word(found: re.Match[str]) -> str:
        return texts(f"date.{found[0]}") if texts.has(f"date.{found[0]}") else found[0]

    return quarters if quarters != of else re.sub(r"[a-z]+", word, of)


def source_words(context: Context) -> str:
    """Publisher, file and period of the figure on the map."""
    data, texts = context.data, context.texts
    frame = work.shown(data, context.view)
    titles = [f"{source['publisher']}, {source['title']}" for source in work.sources(data, frame)]
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


def made_on(texts: Texts, day: date | None = None) -> str:
    """Who made it, and when."""
    day = day or today()
    return texts("export.made", day=period_words(f"{day.year}-{day.month:02}-{day.day:02}", texts))
