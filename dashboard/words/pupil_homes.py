"""Where pupils live, in words: of a site, of a region, and where to get it when nobody knows."""

from typing import NamedTuple

from dashboard.address.context import Context
from dashboard.figures import pupil_homes
from dashboard.formatting import between, percentages
from dashboard.texts import Texts
from dashboard.words.figures import day_words
from geodata.analysis.pupil_homes import Range, SiteHomes
from geodata.tables.pupil_homes import FILE


class Missing(NamedTuple):
    """That it is not known here: the words before a link, those of the link, and its address."""

    words: str
    link: str
    address: str


def missing(texts: Texts) -> Missing:
    return Missing(texts("pupil_homes.missing"), texts("pupil_homes.file"), FILE)


def pupils(count: Range, texts: Texts) -> str:
    """A number of pupils: a range where masked numbers leave it open."""
    return between(count.low, count.high, texts.language)


def share(count: Range, texts: Texts) -> str:
    return percentages(count.low, count.high, texts.language)


def on_map(context: Context) -> list[str]:
    """What the lines of pupils on the map mean, and where they come from, short enough for a
    legend; nothing where it has none."""
    homes, texts = pupil_homes.on_map(context.data, context.view), context.texts
    if homes is None:
        return []
    day = day_words(homes.date, texts)
    return [texts("pupil_homes.legend.lines"), texts("pupil_homes.legend.areas", date=day)]


def source(homes: SiteHomes, texts: Texts) -> str:
    """Whose count it is, and of when."""
    return texts("pupil_homes.source", date=day_words(homes.date, texts))


def of_site(homes: SiteHomes, texts: Texts) -> list[str]:
    """How many pupils are counted, who of them pass a nearer offer, and whose home nobody knows."""
    day = day_words(homes.date, texts)
    lines = [texts("pupil_homes.count", count=pupils(homes.pupils, texts), date=day)]
    if homes.offer is not None and homes.passing is not None:
        offer = texts(f"profiles.{homes.offer}")
        passing = share(homes.passing, texts)
        lines.append(texts("pupil_homes.passing", share=passing, offer=offer))
    if homes.unknown.high:
        lines.append(texts("pupil_homes.unknown", count=pupils(homes.unknown, texts)))
    return lines
