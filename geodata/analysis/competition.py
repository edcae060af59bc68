"""How many candidates are there for the young people who compete for their places?

Two-step floating catchment: the places of a site are shared by all young people near it, wherever
they live, and a home has the shares of all sites near it. How many places a site has is not known:
candidates stand for them. Who lives near three sites then competes at all three, as if there were
three of them. In the balanced form everybody counts once, in equal parts at the sites near home.

Luo & Wang 2003 (doi:10.1068/b29120). Balanced: the idea of Páez, Higgins & Vivona 2019
(doi:10.1371/journal.pone.0218773), with places shared out as in Soukhov et al. 2023
(doi:10.1371/journal.pone.0278468): theirs depend on how many homes a town is cut into, and add up
to no number of places.
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from geodata.analysis.changed_offer import candidates_at, refused
from geodata.analysis.coverage import people_totals, totals
from geodata.analysis.supply import counted_profiles
from geodata.changes import MOVE, START, STOP
from geodata.question import Question
from geodata.tables.arrays import Floats, Integers
from geodata.tables.reader import Tables
from geodata.vocabulary import Codes, countable, level_kind

WHICH = ("level", "code", "name", "young_people")
COLUMNS = (
    *WHICH,
    *("low_before", "high_before", "low_after", "high_after"),
    *("balanced_low_before", "balanced_high_before", "balanced_low_after", "balanced_high_after"),
)


class Supply(NamedTuple):
    """Candidates as a stand-in for places: rows of :meth:`Tables.steps`, and the lowest and highest
    number of each, as two rows."""

    rows: Integers
    candidates: Floats


def supply(tables: Tables, question: Question) -> Supply:
    """The candidates of a question by place, after its changes: none where a profile stopped, and a
    site that moves takes them along. Nobody knows how many would come where one begins, but where
    it stopped in the same question.

    A profile that is taught only within a programme with others has none that are known.
    """
    left, after = (_at_places(tables, question, kinds) for kinds in ((STOP,), (STOP, START)))
    not_made = refused(tables, question.year, question.changes, question.distance)
    cannot = {change for change, _ in not_made}
    for change in question.changes:
        if change.kind == MOVE and change not in cannot:
            here, there = (_row(tables, place) for place in (change.place, change.to))
            after[:, here] -= left[:, here]
            after[:, there] += left[:, here]
    rows = np.flatnonzero(after[1])
    return Supply(rows, after[:, rows])


def _at_places(tables: Tables, question: Question, kinds: Codes) -> Floats:
    """The lowest and highest number of candidates after the changes of some kinds, as two rows: of
    every row of :meth:`Tables.steps`."""
    changes = tuple(change for change in question.changes if change.kind in kinds)
    profiles = countable(counted_profiles(question))
    both = candidates_at(tables, replace(question, changes=changes), profiles)
    at_sites = np.array([each.sum(axis=0) for each in both], float)[:, tables.placed]
    return np.concatenate([at_sites, np.zeros((2, len(tables.homes)))], axis=1)


def _row(tables: Tables, place: str) -> int:
    """The row of a placed site, or beyond these of the main home of a postcode area."""
    row = tables.row_of_site.get(place)
    if row is None:
        return len(tables.placed_sites) + tables.row_of_area(place)
    return int(np.count_nonzero(tables.placed[:row]))


def two_step(tables: Tables, question: Question) -> Floats:
    """Candidates for each young person by home, lowest and highest as two rows: the two-step
    floating catchment of the threshold of the question."""
    return _shared(tables, question, supply(tables, question), np.ones(len(tables.homes)))


def balanced(tables: Tables, question: Question) -> Floats:
    """The same where everybody counts once, in equal parts at the sites near home."""
    offered = supply(tables, question)
    near = tables.sites_within(question.distance, offered.rows, question.threshold_m)
    return _shared(tables, question, offered, 1 / np.maximum(near, 1))


def _shared(tables: Tables, question: Question, offered: Supply, part: Floats) -> Floats:
    """What comes to each young person of a home of the candidates near it.

    part: with which each young person of a home counts at every site near it.
    """
    people = tables.young(question.population, question.distance) * part
    each = np.zeros((2, len(people)))
    near = tables.near(question.distance, offered.rows, question.threshold_m)
    for of_site, candidates in zip(near, offered.candidates.T, strict=True):
        competing = people[of_site].sum()
        if competing > 0:
            each[:, of_site] += (candidates / competing)[:, None]
    return each * part


def per_100(tables: Tables, question: Question, level: str, each: Floats) -> Floats:
    """Candidates for every 100 young people of a region, of what comes to each by home: lowest and
    highest as two rows; NaN without young people."""
    young = tables.young(question.population, question.distance)
    with np.errstate(invalid="ignore"):
        rates = [100 * totals(tables, level, young * one) for one in each]
        return np.array(rates) / totals(tables, level, young)


def competition_table(tables: Tables, question: Question, level: str) -> pd.DataFrame:
    """One row per region of a level: the columns of :data:`COLUMNS`, rounded to four decimals.

    ``low, high``  candidates near home for every 100 young people, by two steps; a range where
                   numbers are masked
    ``balanced``   the same with everybody counted once
    ``before``     of the offer as it is; ``after`` the changes of the question
    """
    regions = tables.regions_of(level)
    columns: dict[str, object] = {
        "level": level_kind(level),
        "code": regions["code"],
        "name": regions["name"],
        "young_people": people_totals(
            tables, level, tables.young(question.population, question.distance)
        ),
    }
    for name, form in (("", two_step), ("balanced_", balanced)):
        before = form(tables, question.now)
        after = form(tables, question) if question.changes else before
        for moment, each in (("before", before), ("after", after)):
            low, high = per_100(tables, question, level, each)
            columns |= {f"{name}low_{moment}": low, f"{name}high_{moment}": high}
    return pd.DataFrame(columns)[list(COLUMNS)].round(4)
