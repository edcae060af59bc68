"""What a change does: a question with changes beside the same question without them."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from geodata.analysis.coverage import (
    ONLY_DP,
    coverage,
    is_near,
    nearest_m,
    nearest_site,
    people_totals,
    reach,
    states,
)
from geodata.analysis.coverage_table import in_own_unit
from geodata.analysis.only_offer import dependent, only_here
from geodata.question import Question
from geodata.tables.arrays import Booleans, Floats, Integers
from geodata.tables.reader import Tables

COLUMNS = (
    "level",
    "code",
    "name",
    "young_people",
    "covered_before",
    "covered_after",
    "lost",
    "gained",
    "share_before",
    "share_after",
    "mean_km_before",
    "mean_km_after",
)


def lost_and_gained(tables: Tables, question: Question) -> tuple[Booleans, Booleans]:
    """Which homes had the offer within reach and have not after the changes, and the other way
    round: a boolean per home each."""
    before, after = (is_near(tables, one) for one in (question.now, question))
    return before & ~after, after & ~before


@lru_cache(maxsize=4)
def scenario(tables: Tables, question: Question, level: str) -> pd.DataFrame:
    """Every region of a level before and after the changes of a question.

    One row per region in the order of ``tables.regions_of(level)``; do not change the frame, it is
    kept. The columns of :data:`COLUMNS`: what ``covered``, ``share`` and ``mean_km`` are stands at
    :func:`geodata.analysis.coverage.coverage`; ``lost`` and ``gained`` are young people, and differ
    by what coverage differs.
    """
    before, after = (coverage(tables, one, level) for one in (question.now, question))
    young = tables.young(question.population, question.distance)
    lost, gained = (
        people_totals(tables, level, young * homes) for homes in lost_and_gained(tables, question)
    )
    both = {
        f"{figure}_{when}": frame[figure]
        for figure in ("covered", "share", "mean_km")
        for when, frame in (("before", before), ("after", after))
    }
    frame = before[["level", "code", "name", "young_people"]].assign(
        lost=lost, gained=gained, **both
    )
    return frame[list(COLUMNS)]


def scenario_table(tables: Tables, question: Question, level: str) -> pd.DataFrame:
    """:func:`scenario` rounded to four decimals: that of the command line and of programs. By a
    measure of the owner's own in minutes, with these (``mean_min_before``)."""
    names = {f"mean_km_{when}": f"mean_min_{when}" for when in ("before", "after")}
    return in_own_unit(scenario(tables, question, level), tables, question, names).round(4)


def hit_places(tables: Tables, question: Question, homes: Booleans | None = None) -> pd.DataFrame:
    """Postcode areas from which it becomes further, hardest hit first.

    First those where most young people lose reach, then by the kilometres that all of them together
    go further. homes: a boolean each, to look at some only. One row per area with anybody hit:

    ``postcode, place``
    ``further``              young people who go further to the nearest offer
    ``lost``                 of these, who have none within reach any more
    ``only_dp``              of those, who keep Dienstverlening en Producten within reach
    ``from_site, to_site``   nearest for most of them, before and after: code of a site, or a
                             postcode where a change starts one; null where there is none
    ``km_before, km_after``  mean distance of those who go further; NaN where there is no offer
    """
    before, after = nearest_m(tables, question.now), nearest_m(tables, question)
    hit = after > before if homes is None else (after > before) & homes
    young = tables.young(question.population, question.distance)
    hit &= young > 0
    lost = lost_and_gained(tables, question)[0]
    keeps_dp = states(tables, question) == ONLY_DP
    # Where most live speaks for the area: the names and sites of that home.
    rows = np.flatnonzero(hit)
    rows = rows[np.argsort(-young[rows], kind="stable")]
    areas = tables.codes_of_places[len(tables.placed_sites) + rows].astype(str)
    postcodes, speaks, area = np.unique(areas, return_index=True, return_inverse=True)

    def total(values: Floats) -> Floats:
        return np.asarray(np.bincount(area, values[rows], len(postcodes)), float)

    def code_of(sites: Integers) -> np.ndarray:
        nearest = sites[rows[speaks]]
        codes: np.ndarray = tables.codes_of_places[nearest]
        codes[nearest < 0] = None
        return codes

    further = total(young)
    sums = [total(young * _finite(metres)) for metres in (before, after)]
    frame = pd.DataFrame(
        {
            "postcode": postcodes,
            "place": tables.homes["place"].iloc[rows[speaks]].to_numpy(object),
            "further": further,
            "lost": total(young * lost),
            "only_dp": total(young * (lost & keeps_dp)),
            "from_site": code_of(nearest_site(tables, question.now)),
            "to_site": code_of(nearest_site(tables, question)),
            "km_before": sums[0] / further / 1000,
            "km_after": sums[1] / further / 1000,
            "extra": np.nan_to_num(sums[1] - sums[0], nan=np.inf),
        }
    )
    ordered = frame.sort_values(["lost", "extra", "postcode"], ascending=[False, False, True])
    return ordered.drop(columns="extra").reset_index(drop=True)


def _finite(metres: Floats) -> Floats:
    return np.where(np.isfinite(metres), metres, np.nan)


@dataclass(frozen=True)
class Further:
    """Young people who go further to the nearest offer than now, and how much: the mean, and what
    the worst-off tenth of them goes further at least, in metres. NaN where nobody does, or where
    there is no offer any more at all."""

    young: float
    mean_m: float
    tenth_m: float


def further(tables: Tables, question: Question, homes: Booleans | None = None) -> Further:
    """Who goes further after the changes of a question; homes: a boolean each, to look at some
    only."""
    before, after = nearest_m(tables, question.now), nearest_m(tables, question)
    young = tables.young(question.population, question.distance)
    hit = (after > before) & (young > 0) & (True if homes is None else homes)
    people = young[hit]
    total = float(people.sum())
    if not total or not np.isfinite(after[hit]).all():
        return Further(total, np.nan, np.nan)
    extra = after[hit] - before[hit]
    order = np.argsort(extra, kind="stable")
    reached = np.searchsorted(people[order].cumsum(), (0.9 - 1e-9) * total)
    return Further(total, float(extra @ people) / total, float(extra[order][reached]))


def choices_changed(
    tables: Tables, question: Question, homes: Booleans | None = None
) -> tuple[float, float]:
    """Young people who can choose from fewer sites within reach by the changes of a question, and
    from more; homes: a boolean each, to look at some only."""
    before, after = (reach(tables, one).choices for one in (question.now, question))
    young = tables.young(question.population, question.distance) * (1 if homes is None else homes)
    return float(young[after < before].sum()), float(young[after > before].sum())


def became_only(tables: Tables, question: Question, homes: Booleans | None = None) -> pd.DataFrame:
    """What becomes the only offer by the changes of a question, most young people first: ``row``
    of :meth:`geodata.tables.reader.Tables.steps`, and ``young_people`` who had a choice, or
    nothing, before. homes: a boolean each, to look at some only."""
    alone = dependent(tables, question) & ~dependent(tables, question.now)
    alone &= True if homes is None else homes
    young = np.bincount(
        only_here(tables, question)[alone],
        tables.young(question.population, question.distance)[alone],
    )
    frame = pd.DataFrame({"row": np.flatnonzero(young), "young_people": young[young > 0]})
    return frame.sort_values("young_people", ascending=False, kind="stable", ignore_index=True)
