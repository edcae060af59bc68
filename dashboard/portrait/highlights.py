"""Wat valt op: the remarks on the figures of a region, in words."""

from collections.abc import Callable

from dashboard.address.context import Context
from dashboard.catalogue import published_at
from dashboard.figures import only
from dashboard.figures.facts import facts
from dashboard.figures.forecast import change
from dashboard.portrait.blocks import Bullets, Link, Part, Section
from dashboard.portrait.context import PortraitContext
from dashboard.portrait.offer import site
from dashboard.portrait.pupils import FIRST, LAST
from dashboard.portrait.remarks import Remark, remarks
from dashboard.portrait.work import shown
from dashboard.words.changes import place_name
from dashboard.words.coverage import detour
from dashboard.words.names import offer_name, school_year


def section(context: PortraitContext) -> Section | None:
    """None where nothing is known."""
    told = remarks(facts(context.data, context.view))
    if not told:
        return None
    items = tuple((*_words(context, remark), " ", _more(context, remark)) for remark in told)
    title = context.texts("portrait.highlights.title")
    return Section("opvallend", title, [Bullets(items)], kind="highlights")


def _more(context: PortraitContext, remark: Remark) -> Link:
    return Link(context.texts("portrait.remark.more"), f"#{remark.anchor}")


def _words(context: PortraitContext, remark: Remark) -> tuple[Part, ...]:
    """A remark as a sentence with its figures in it."""
    return WORDS[remark.rule](context, *remark.about)


def _of_country(context: PortraitContext) -> bool:
    """Then there is nothing larger to compare with, and no "here"."""
    return context.region.level == "nl"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _site(context: PortraitContext, code: str) -> Part:
    tables = context.data.tables
    row = tables.row_of_site.get(code)
    if row is None:
        return place_name(code, context.data)
    name, place = (tables.sites[column].iat[row] for column in ("name", "place"))
    return site(context, code, name, place)


def _said_gap(context: PortraitContext, code: str, young: float) -> tuple[Part, ...]:
    return context.line(
        "portrait.remark.gap",
        area=context.portrait_link(context.data.region(code)),
        count=context.people(young, "coverage"),
        within=context.within,
    )


def _said_everyone(context: PortraitContext) -> tuple[Part, ...]:
    share_here = context.percentage(context.answer().share, "coverage")
    return context.line("portrait.remark.everyone", share=share_here, within=context.within)


def _said_only(context: PortraitContext, code: str, kind: str, young: float) -> tuple[Part, ...]:
    key = "portrait.remark.only.nl" if _of_country(context) else "portrait.remark.only"
    line = context.line(
        key,
        site=_site(context, code),
        count=context.people(young, "coverage"),
        profile=offer_name(kind, context.texts),
        within=context.within,
    )
    low, high = only.candidates(context.data, context.view, code, kind)
    if not high:
        return line
    size = context.line(
        "portrait.remark.only.size",
        candidates=context.range(low, high, "candidates"),
        year=school_year(context.view.year),
    )
    return (*line, " ", *size)


def _said_change(context: PortraitContext, value: float) -> tuple[Part, ...]:
    if _of_country(context):
        key = "portrait.remark.fewer.nl" if value < 0 else "portrait.remark.more_young.nl"
        return context.line(key, change=context.change(value, "forecast"), first=FIRST, last=LAST)
    key = "portrait.remark.fewer" if value < 0 else "portrait.remark.more_young"
    country = context.change(change(context.data, context.country), "forecast")
    shown_change = context.change(value, "forecast")
    return context.line(key, change=shown_change, country=country, first=FIRST, last=LAST)


def _said_shrunk(
    context: PortraitContext, code: str, low: int, high: int, low_after: int, high_after: int
) -> tuple[Part, ...]:
    after = context.range(low_after, high_after, "candidates")
    return context.line("portrait.remark.shrunk", **_lost(context, code, low, high), after=after)


def _said_stopped(context: PortraitContext, code: str, low: int, high: int) -> tuple[Part, ...]:
    return context.line("portrait.remark.stopped", **_lost(context, code, low, high))


def _lost(context: PortraitContext, code: str, low: int, high: int) -> dict[str, Part]:
    """The profile, its candidates in the first year, and both years."""
    years = context.data.tables.years
    return {
        "profile": context.texts(f"mark.{code}"),
        "before": context.range(low, high, "candidates"),
        "first": school_year(years[0]),
        "last": school_year(years[-1]),
    }


def _said_near(
    context: PortraitContext, code: str, here: float, country: float
) -> tuple[Part, ...]:
    return context.line(
        "portrait.remark.less_near" if here < country else "portrait.remark.more_near",
        profile=context.texts(f"mark.{code}"),
        here=context.percentage(here, "coverage"),
        country=context.percentage(country, "coverage"),
        within=context.within,
    )


def _said_work(context: PortraitContext, key: str, here: float, country: float) -> tuple[Part, ...]:
    entry = next(entry for entry in published_at(context.region.level) if entry.key == key)
    return context.line(
        "portrait.remark.work",
        figure=_capital(context.texts(entry.name)),
        here=shown(context, entry, context.region),
        country=shown(context, entry, context.country),
        share=context.percentage(context.answer().share, "coverage"),
        national=context.percentage(context.answer("NL").share, "coverage"),
    )


def _said_ended(context: PortraitContext, code: str, kind: str) -> tuple[Part, ...]:
    years = context.data.tables.years
    return context.line(
        "portrait.remark.ended",
        site=_site(context, code),
        profile=context.texts(f"mark.{kind}"),
        before=school_year(years[-2]),
        after=school_year(years[-1]),
    )


def _said_mean(context: PortraitContext) -> tuple[Part, ...]:
    if _of_country(context):
        far = context.far(context.answer().mean_m, "coverage")
        return context.line("portrait.remark.mean.nl", here=far)
    return context.line(
        "portrait.remark.mean",
        here=context.far(context.answer().mean_m, "coverage"),
        country=context.far(context.answer("NL").mean_m, "coverage"),
    )


def _said_choices(context: PortraitContext) -> tuple[Part, ...]:
    if _of_country(context):
        return context.line(
            "portrait.remark.choices.nl",
            here=context.number(context.answer().choices, "coverage", decimals=1),
            within=context.within,
        )
    return context.line(
        "portrait.remark.choices",
        here=context.number(context.answer().choices, "coverage", decimals=1),
        country=context.number(context.answer("NL").choices, "coverage", decimals=1),
        within=context.within,
    )


def _said_detour(context: PortraitContext, young: float) -> tuple[Part, ...]:
    return context.sentence(detour(Context(context.data, context.view)))


#: Rule -> function of context and what the remark names.
WORDS: dict[str, Callable[..., tuple[Part, ...]]] = {
    "gap": _said_gap,
    "everyone": _said_everyone,
    "only": _said_only,
    "fewer": _said_change,
    "more": _said_change,
    "shrunk": _said_shrunk,
    "stopped": _said_stopped,
    "less_near": _said_near,
    "more_near": _said_near,
    "work": _said_work,
    "detour": _said_detour,
    "ended": _said_ended,
    "mean": _said_mean,
    "choices": _said_choices,
}
