"""The figures of a region that may stand out, beside those of the country."""

import math
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from dashboard.address.view import View
from dashboard.catalogue import published_at
from dashboard.data import Data
from dashboard.figures import answer as answers
from dashboard.figures import forecast, offer, only, work
from geodata.analysis.offer_history import ENDED
from geodata.vocabulary import BROAD, COMBINED, HARD

#: Profiles that are compared with the country's; maritime schools are few everywhere.
COMPARED = (*HARD, "MVI")


class Count(NamedTuple):
    """A number that masks may leave open: fewest and most; the same where it is exact."""

    low: int
    high: int


@dataclass(frozen=True)
class Facts:
    """The figures that rules look at; NaN or None where nothing is known. Shares in percent."""

    young: float
    share: float
    country_share: float
    mean_m: float
    choices: float
    without: float = 0.0
    #: Area with most young people without the offer: its code, and their number.
    gap: tuple[str, float] | None = None
    #: Site, profile and number of young people of the region for whom it is the only offer.
    only: tuple[str, str, float] | None = None
    #: Change of the number of young people up to 2035, in percent.
    change: float = math.nan
    #: Profile -> share here, share in the country.
    profiles: dict[str, tuple[float, float]] = field(default_factory=dict)
    #: Profile -> candidates in the first year, and in the last.
    candidates: dict[str, tuple[Count, Count]] = field(default_factory=dict)
    #: Indicator of work: key, here, in the country.
    work: tuple[str, float, float] | None = None
    #: Young people who have the offer near as the crow flies and not by bicycle.
    detour: float = 0.0
    #: Site and profile that ended last, and how many candidates it had at least.
    ended: tuple[str, str, int] | None = None


def facts(data: Data, view: View) -> Facts:
    """The figures of the region of a view."""
    answer, country = answers.answer(data, view), answers.answer(data, view, "NL")
    if not answer.young > 0:
        return Facts(answer.young, answer.share, math.nan, math.nan, math.nan)
    region = data.region(view.region)
    return Facts(
        young=answer.young,
        share=answer.share,
        country_share=country.share,
        mean_m=answer.mean_m,
        choices=answer.choices,
        without=answer.only_dp + answer.nothing,
        gap=_gap(data, view),
        only=_only(data, view),
        change=forecast.change(data, region),
        profiles={
            code: (
                answers.share(data, view, region.code, code, view.tracks),
                answers.share(data, view, "NL", code, view.tracks),
            )
            for code in (COMPARED if region.level != "nl" else ())
        },
        candidates=_candidates(data, view),
        work=_work(data, view),
        detour=answers.only_by_crow(data, view),
        ended=_ended(data, view),
    )


def _gap(data: Data, view: View) -> tuple[str, float] | None:
    if data.region(view.region).is_close:
        return None
    largest = answers.gaps(data, view, limit=1)
    return (largest[0][0].code, largest[0][1]) if largest else None


def _only(data: Data, view: View) -> tuple[str, str, float] | None:
    """The site of the region without which most of its young people have nothing."""
    ranked = only.ranked(data, view)
    if ranked.empty:
        return None
    top = ranked.loc[ranked["young_inside"].idxmax()]
    return top["site"], top["profile"], float(top["young_inside"])


def _candidates(data: Data, view: View) -> dict[str, tuple[Count, Count]]:
    """Per technical profile the candidates of the first year and of the last.

    None or all who follow a combined programme may be of any profile that it teaches.
    """
    years = data.tables.years
    if len(years) < 2:
        return {}
    ranges = offer.by_year(data, view)

    def count(code: str, year: str) -> Count:
        low, high = ranges[code, year]
        together = (one for one, taught in COMBINED.items() if code in taught)
        return Count(int(low), int(high + sum(ranges[one, year][1] for one in together)))

    return {code: (count(code, years[0]), count(code, years[-1])) for code in BROAD}


def _work(data: Data, view: View) -> tuple[str, float, float] | None:
    """The first figure of demand that the level of the region has."""
    region = data.region(view.region)
    for entry in published_at(region.level):
        if entry.demand in ("", "growth"):
            continue
        here, country = (
            work.figures(data, entry, view.question, one.level).iloc[one.position]["value"]
            for one in (region, data.region("NL"))
        )
        if np.isfinite(here) and np.isfinite(country):
            return entry.key, float(here), float(country)
    return None


def _ended(data: Data, view: View) -> tuple[str, str, int] | None:
    """Site and profile of the largest that ended last."""
    changes = offer.changes(data, view)
    newest = changes["year_after"] == data.tables.years[-1]
    ended = changes[(changes["change"] == ENDED) & newest]
    if ended.empty or data.level_of(view.region) == "nl":
        return None
    top = ended.loc[ended["high"].idxmax()]
    return top["site"], top["profile"], int(top["low"])
