"""Wat valt op: the figures of a region for the rules of ``remarks``, and their answers in words."""

import math

import numpy as np

from dashboard.catalogue import published_at
from dashboard.figures import answer as figures
from dashboard.figures import only
from dashboard.figures.work import figures as work_figures
from dashboard.portrait.answer import detour_words
from dashboard.portrait.blocks import Bullets, Link, Part, Section
from dashboard.portrait.context import PortraitContext
from dashboard.portrait.coverage import share
from dashboard.portrait.offer import by_year, changes, site
from dashboard.portrait.pupils import FIRST, LAST, change
from dashboard.portrait.remarks import Facts, Remark, remarks
from dashboard.portrait.work import shown
from dashboard.words.names import offer_name, school_year
from geodata.analysis.offer_history import ENDED
from geodata.vocabulary import BROAD, HARD

#: Profiles that are compared with the country's; maritime schools are few everywhere.
COMPARED = (*HARD, "MVI")


def section(context: PortraitContext) -> Section | None:
    """None where nothing is known."""
    found = remarks(facts(context))
    if not found:
        return None
    items = tuple((*_words(context, remark), " ", _more(context, remark)) for remark in found)
    title = context.texts("portrait.highlights.title")
    return Section("opvallend", title, [Bullets(items)], kind="highlights")


def _more(context: PortraitContext, remark: Remark) -> Link:
    return Link(context.texts("portrait.remark.more"), f"#{remark.anchor}")


def facts(context: PortraitContext) -> Facts:
    """The figures of the region that the rules look at."""
    answer = context.answer()
    if not answer.young > 0:
        return Facts(answer.young, answer.share, math.nan, math.nan, math.nan)
    region, tables = context.region, context.data.tables
    country = context.country.code
    return Facts(
        young=answer.young,
        share=answer.share,
        country_share=context.answer(country).share,
        mean_m=answer.mean_m,
        choices=answer.choices,
        without=answer.only_dp + answer.nothing,
        gap=_gap(context),
        only=_only(context),
        change=change(context, region),
        profiles={
            code: (
                share(context, region.code, code, context.view.tracks),
                share(context, country, code, context.view.tracks),
            )
            for code in (COMPARED if region.level != "nl" else ())
        },
        candidates=_candidates(context, tables),
        work=_work(context),
        detour=figures.only_by_crow(context.data, context.view),
        ended=_ended(context),
    )


def _gap(context: PortraitContext) -> tuple[str, float] | None:
    if context.region.level == "home":
        return None
    found = figures.gaps(context.data, context.view, limit=1)
    return (found[0][0].code, found[0][1]) if found else None


def _only(context: PortraitContext) -> tuple[str, str, float] | None:
    """The site of the region without which most of its young people have nothing."""
    found = only.ranked(context.data, context.view)
    if found.empty:
        return None
    top = found.loc[found["young_inside"].idxmax()]
    return top["site"], top["profile"], float(top["young_inside"])


def _candidates(context: PortraitContext, tables) -> dict[str, tuple[int, int]]:
    """Per technical profile the fewest candidates of the first year and the most of the last."""
    if len(tables.years) < 2:
        return {}
    ranges = by_year(context)
    first, last = _ends(tables)
    return {code: (ranges[code, first][0], ranges[code, last][1]) for code in BROAD}


def _ends(tables) -> tuple[str, str]:
    return tables.years[0], tables.years[-1]


def _work(context: PortraitContext) -> tuple[str, float, float] | None:
    """The first figure of demand that the level of the region has."""
    for entry in published_at(context.region.level):
        if not entry.demand:
            continue
        here, country = (
            work_figures(context.data, entry, context.view.question, region.level).iloc[
                region.position
            ]["value"]
            for region in (context.region, context.country)
        )
        if np.isfinite(here) and np.isfinite(country):
            return entry.key, float(here), float(country)
    return None


def _ended(context: PortraitContext) -> tuple[str, str] | None:
    found = changes(context)
    newest = found["year_after"] == context.data.tables.years[-1]
    found = found[(found["change"] == ENDED) & newest]
    if found.empty or context.region.level == "nl":
        return None
    top = found.loc[found["high"].idxmax()]
    return top["site"], top["profile"]


def _words(context: PortraitContext, remark: Remark) -> tuple[Part, ...]:
    """A remark as a sentence with its figures in it."""
    return WORDS[remark.rule](context, *remark.about)


def _site(context: PortraitContext, code: str) -> Part:
    row = context.data.tables.sites.set_index("code").loc[code]
    return site(context, code, row["name"], row["place"])


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
    return context.line(
        "portrait.remark.only",
        site=_site(context, code),
        count=context.people(young, "coverage"),
        profile=offer_name(kind, context.texts),
        within=context.within,
    )


def _said_change(context: PortraitContext, value: float) -> tuple[Part, ...]:
    key = "portrait.remark.fewer" if value < 0 else "portrait.remark.more_young"
    country = context.change(change(context, context.country), "forecast")
    shown_change = context.change(value, "forecast")
    return context.line(key, change=shown_change, country=country, first=FIRST, last=LAST)


def _said_shrunk(context: PortraitContext, code: str, before: int, after: int) -> tuple[Part, ...]:
    first, last = _ends(context.data.tables)
    return context.line(
        "portrait.remark.shrunk",
        profile=context.texts(f"mark.{code}"),
        before=context.number(before, "candidates"),
        after=context.number(after, "candidates"),
        first=school_year(first),
        last=school_year(last),
    )


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
        figure=context.texts(entry.name).lower(),
        here=shown(context, entry, context.region)[0],
        country=shown(context, entry, context.country)[0],
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
    return context.line(
        "portrait.remark.mean",
        here=context.far(context.answer().mean_m, "coverage"),
        country=context.far(context.answer("NL").mean_m, "coverage"),
    )


def _said_choices(context: PortraitContext) -> tuple[Part, ...]:
    return context.line(
        "portrait.remark.choices",
        here=context.number(context.answer().choices, "coverage", decimals=1),
        country=context.number(context.answer("NL").choices, "coverage", decimals=1),
        within=context.within,
    )


#: Rule -> function of context and what the remark names.
WORDS = {
    "gap": _said_gap,
    "everyone": _said_everyone,
    "only": _said_only,
    "fewer": _said_change,
    "more": _said_change,
    "shrunk": _said_shrunk,
    "less_near": _said_near,
    "more_near": _said_near,
    "work": _said_work,
    "detour": detour_words,
    "ended": _said_ended,
    "mean": _said_mean,
    "choices": _said_choices,
}
