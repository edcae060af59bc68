"""Who has the offer near: young people by how urban their area is and how well off its households.

An average hides who goes without. So coverage stands by urbanity, by fifths of SES-WOA, and by
both. SES-WOA is a score of CBS for the welfare, education and work of the private households of a
postcode area together: it says nothing of a person, and not whether somebody is a pupil of vmbo.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import pandas as pd

from geodata.analysis.coverage import is_near
from geodata.analysis.labour import latest
from geodata.analysis.scenario import lost_and_gained
from geodata.question import Question
from geodata.tables.arrays import Booleans, Floats, Integers
from geodata.tables.reader import Tables

#: Names in the table `indicators`, and the level they are published for.
SES, URBANITY = "ses_woa", "urbanity"
LEVEL = "postcode"
#: Groups of areas by the classes of CBS: 1 is very urban, 5 rural.
GROUPS = {"all": (1, 2, 3, 4, 5), "urban": (1, 2), "between": (3,), "rural": (4, 5)}
CLASSES = {f"urbanity_{number}": (number,) for number in range(1, 6)}
FIFTHS = 5
#: Postcode areas that a group must have before it is divided: with fewer than five in a fifth, it
#: tells of these areas and not of welfare.
LEAST_AREAS = 25

COLUMNS = ("group", "fifth", "areas", "young_people", "covered", "share", "index")
LOST_COLUMNS = ("group", "fifth", "young_people", "lost", "gained")

#: Columns of areas, a value per area. No frame: a panel asks for this with every view, and a frame
#: takes five times as long to part.
_Areas: TypeAlias = Mapping[str, Floats]


@lru_cache(maxsize=16)
def equity(tables: Tables, question: Question, level: str, code: str) -> pd.DataFrame:
    """Coverage in one region by group of areas, and by fifth within it.

    A row per group of :data:`GROUPS` and :data:`CLASSES` that has young people (fifth 0), and of
    the former below it a row per fifth where it has enough areas. Fifths hold about as many young
    people of the group each, 1 in the least well-off areas and 5 in the best-off; an area is in
    one fifth. Areas without a score count in no fifth, without an urbanity in ``all`` only.

    ``areas``         postcode areas with young people
    ``young_people``  of vmbo age
    ``covered``       of these, with the offer within the threshold
    ``share``         that as a percentage
    ``index``         of fifth 0: the :func:`concentration_index`; NaN where it is not divided

    Do not change the frame: it is kept.
    """
    areas = _areas(tables, question, level, code, {"covered": is_near(tables, question)})
    rows: list[dict[str, object]] = []
    for group, number, inside in _divided(areas, GROUPS | CLASSES):
        rows.append(_row(group, number, inside) | {"index": np.nan})
        if not number:
            scored = _scored(inside)
            if _is_divided(group, scored):
                young, rank = scored["young"], _rank(scored)
                rows[-1]["index"] = concentration_index(scored["covered"] / young, young, rank)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def lost_by_group(tables: Tables, question: Question, level: str, code: str) -> pd.DataFrame:
    """Who lose and who gain the offer by the changes of a question, in one region, by group of
    areas and by fifth within it: the rows of :func:`equity` of :data:`GROUPS`.

    ``young_people`` of vmbo age, and ``lost`` and ``gained`` of these.
    """
    lost, gained = lost_and_gained(tables, question)
    areas = _areas(tables, question, level, code, {"lost": lost, "gained": gained})
    rows = [
        (group, number, *(inside[name].sum() for name in ("young", "lost", "gained")))
        for group, number, inside in _divided(areas, GROUPS)
    ]
    return pd.DataFrame(rows, columns=list(LOST_COLUMNS))


def _divided(
    areas: _Areas, groups: Mapping[str, tuple[int, ...]]
) -> Iterator[tuple[str, int, _Areas]]:
    """Every group of areas that has any, as fifth 0, and below it its fifths where it has enough
    areas."""
    for group, classes in groups.items():
        inside = areas
        if group != "all":
            inside = _only(areas, np.isin(areas["urbanity"], classes))
        if not len(inside["young"]):
            continue
        yield group, 0, inside
        scored = _scored(inside)
        if not _is_divided(group, scored):
            continue
        fifth = fifths(_rank(scored))
        for number in range(1, FIFTHS + 1):
            if (fifth == number).any():
                yield group, number, _only(scored, fifth == number)


def _only(areas: _Areas, rows: Booleans) -> _Areas:
    return {name: values[rows] for name, values in areas.items()}


def _scored(areas: _Areas) -> _Areas:
    return _only(areas, ~np.isnan(areas["ses"]))


def _is_divided(group: str, scored: _Areas) -> bool:
    return group in GROUPS and len(scored["ses"]) >= LEAST_AREAS


def _areas(
    tables: Tables, question: Question, level: str, code: str, homes: Mapping[str, Booleans]
) -> _Areas:
    """The postcode areas of a region with young people: young, of these the ones in some homes
    under their name, ses, its place among all (score), urbanity."""
    regions = tables.regions_of(level)["code"].to_numpy()
    inside = tables.member_positions(level) == np.flatnonzero(regions == code)[0]
    area = tables.member_positions(LEVEL)[inside]
    young = tables.young(question.population, question.distance)[inside]
    count = len(tables.regions_of(LEVEL))

    def people(of_homes: Floats) -> Floats:
        return np.asarray(np.bincount(area, of_homes, count), float)

    young_people = people(young)
    of_those = {name: people(young * those[inside]) for name, those in homes.items()}
    return _only({"young": young_people, **of_those, **_known(tables)}, young_people > 0)


@lru_cache(maxsize=2)
def _known(tables: Tables) -> _Areas:
    """What is known of every postcode area, whatever the question: ses, score and urbanity."""
    ses = latest(tables, SES, LEVEL)["value"].to_numpy()
    return {
        "ses": ses,
        # Sorted once, for every group.
        "score": np.unique(ses, return_inverse=True)[1],
        "urbanity": latest(tables, URBANITY, LEVEL)["value"].to_numpy(),
    }


def _row(group: str, fifth: int, areas: _Areas) -> dict[str, object]:
    young, covered = areas["young"].sum(), areas["covered"].sum()
    return {
        "group": group,
        "fifth": fifth,
        "areas": len(areas["young"]),
        "young_people": young,
        "covered": covered,
        "share": 100 * (covered / young),
    }


def _rank(areas: _Areas) -> Floats:
    """Which part of the young people lives in less well-off areas, the middle of each area's own:
    0 to 1. Areas with the same score share a rank."""
    score = areas["score"]
    young = np.bincount(score, areas["young"])
    rank: Floats = ((young.cumsum() - young / 2) / young.sum())[score]
    return rank


def fifths(rank: Floats) -> Integers:
    """The fifth of each rank from 0 to 1: 1 to 5."""
    numbers: Integers = np.minimum((FIFTHS * rank).astype(int), FIFTHS - 1) + 1
    return numbers


def concentration_index(share: Floats, people: Floats, rank: Floats) -> float:
    """How unequally something is spread over less and better-off people, from -1 to 1.

    share: what each group of people has, at least 0; people: how many they are; rank: where they
    stand by welfare, from 0 (worst off) to 1, the middle of each. 0 is evenly spread, more than 0
    is more of it among the better off; NaN where nobody has any.

    Twice the covariance of share and rank over the mean share: N. Kakwani, A. Wagstaff and E. van
    Doorslaer, "Socioeconomic inequalities in health: measurement, computation, and statistical
    inference", Journal of Econometrics 77 (1997), 87-103.
    """
    weight = people / people.sum()
    mean = float(weight @ share)
    if not mean > 0:
        return float("nan")
    return float(2 / mean * (weight @ (share * rank)) - 2 * (weight @ rank))
