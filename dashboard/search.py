"""What can be found by what is typed: regions, places, postcodes and schools.

The rule, best first: a name that is what was typed; one that begins with it; one of which words
begin with every typed word, in any order; one that has every typed word somewhere, where words of
the place around it may stand in for some. Among equals the larger first, by the young people who
live there (of a school: its candidates); of one name the municipality before the province, the
place and the other layouts. Case, accents, hyphens, apostrophes and spaces make no difference.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.data import Data, fold
from geodata.tables.also_names import AlsoName, also_names
from geodata.tables.arrays import Booleans, Floats
from geodata.vocabulary import LEVELS, POPULATION_YEARS

#: Kinds of what is found beside the levels of regions.
PLACE, SITE = "place", "site"
#: Levels of which the regions are found. Not the neighbourhoods: most towns have a Centrum.
SEARCHED = tuple(level for level in LEVELS if level != "buurt")
#: Levels that lie within one municipality.
FINE = LEVELS[LEVELS.index("municipality") + 1 :]
KINDS = (*LEVELS, PLACE, SITE)
#: Of one name the first of these comes first.
ORDER = (
    *("nl", "municipality", "province", PLACE),
    *("sto", "labour_region", "rmc", "corop"),
    *FINE,
    SITE,
)
#: What people leave out at the beginning of a name.
ARTICLES = ("s", "t", "de", "den", "het", "it")
#: Characters and words of what is typed that count.
LONGEST, MOST_WORDS = 60, 8
#: Answers that fit on a screen.
USUAL = 8


class Hit(NamedTuple):
    """One thing that was found."""

    #: A level of regions, ``place`` or ``site``.
    kind: str
    #: Of the region; of a place its most peopled postcode area; of a school its site.
    code: str
    name: str
    #: The name by which it was found, where that is another; else "".
    also: str
    #: Where it lies: a place, or a municipality; "" where that says nothing.
    place: str
    #: Street of a school, "" where unknown: schools of one name are told apart by it.
    street: str = ""
    #: Is it a school that is no longer there?
    former: bool = False


class Named(NamedTuple):
    """One name of what can be found, and what orders it."""

    hit: Hit
    #: The name, folded.
    text: str
    #: Other words that may be typed with it.
    around: str
    size: float


def named(hit: Hit, around: str, size: float) -> Named:
    """A name as it is in the index. around: words around it; size: people."""
    return Named(hit, _plain(hit.also or hit.name), _plain(around), size)


class Index(NamedTuple):
    """All names, best first among equals."""

    hits: list[Hit]
    #: The row of the name itself, where a row is another name of the same.
    itself: list[int]
    #: Folded, each word after a space.
    words: pd.Series
    #: Folded without spaces.
    tight: pd.Series
    #: Of what is around it: folded, each word after a space.
    around: pd.Series


def _plain(text: str) -> str:
    """Folded, with Sint written in full."""
    return re.sub(r"\bst (?=\w)", "sint ", fold(text))


def find(data: Data, typed: str, limit: int = USUAL) -> list[Hit]:
    """At most ``limit`` of what the typed text may mean, best first."""
    return find_in(search_index(data), typed, limit)


def find_in(index: Index, typed: str, limit: int = USUAL) -> list[Hit]:
    """The same in an index."""
    wanted = _plain(typed[:LONGEST])
    if digits := re.match(r"\d{4}(?!\d)", wanted):
        wanted = digits[0]
    if not wanted:
        return []
    rank = _ranks(index, wanted)
    hits: dict[tuple[str, str], Hit] = {}
    for row in np.argsort(rank, kind="stable"):
        if rank[row] == _NOT or len(hits) == limit:
            break
        itself = index.itself[row]
        hit = index.hits[itself if rank[itself] == rank[row] else row]
        hits.setdefault((hit.kind, hit.code), hit)
    return list(hits.values())


_EXACT, _BEGINS, _WORDS, _CONTAINS, _NOT = range(5)


def _ranks(index: Index, wanted: str) -> np.ndarray:
    """How well every name fits, best 0."""
    words = wanted.split()[:MOST_WORDS]
    tight = wanted.replace(" ", "")
    in_name = [_has(index.tight, word) for word in words]
    around = [_has(index.around, f" {word}") for word in words]
    begins = index.tight.str.startswith(tight).to_numpy(bool)
    of_words = np.logical_and.reduce([_has(index.words, f" {word}") for word in words])
    somewhere = np.logical_and.reduce(np.logical_or(in_name, around))
    somewhere &= np.logical_or.reduce(in_name)
    exact = index.tight.eq(tight).to_numpy(bool)
    return np.select([exact, begins, of_words, somewhere], range(_NOT), _NOT)


def _has(texts: pd.Series, part: str) -> Booleans:
    return texts.str.contains(part, regex=False).to_numpy(bool)


# ---- the index ----------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def search_index(data: Data) -> Index:
    """Every name that can be found. Do not change what is returned: it is kept."""
    names = [*_regions(data), *_places(data), *_sites(data)]
    return index_of([*names, *_others(data, names)])


def index_of(names: list[Named]) -> Index:
    """These names, also without their articles, best first among equals."""
    names = [*names, *_without_articles(names)]
    largest: dict[str, float] = {}
    for one in names:
        largest[one.text] = max(one.size, largest.get(one.text, 0.0))
    names.sort(
        key=lambda one: (
            -largest[one.text],
            one.text,
            ORDER.index(one.hit.kind),
            one.hit.former,
            -one.size,
            one.hit.code,
        )
    )
    hits = [one.hit for one in names]
    itself = {(hit.kind, hit.code): row for row, hit in enumerate(hits) if not hit.also}
    text = pd.Series([one.text for one in names], dtype="str")
    around = pd.Series([one.around for one in names], dtype="str")
    tight = text.str.replace(" ", "", regex=False)
    return Index(
        hits,
        [itself[hit.kind, hit.code] for hit in hits],
        " " + text,
        tight,
        " " + around,
    )


def _without_articles(names: list[Named]) -> Iterator[Named]:
    """Names that begin with an article, without it."""
    for one in names:
        article, _, rest = one.text.partition(" ")
        if rest and article in ARTICLES:
            yield one._replace(text=rest)


def _young(data: Data, level: str) -> Floats:
    """Young people of every region of a level, by the newest count."""
    rows = data.tables.member_positions(level)
    inside = rows >= 0
    young = data.tables.young(POPULATION_YEARS[-1])[inside]
    sums = np.bincount(rows[inside], young, minlength=len(data.tables.regions_of(level)))
    return np.asarray(sums, float)


def _regions(data: Data) -> Iterator[Named]:
    for level in SEARCHED:
        regions = data.tables.regions_of(level)
        for code, name, size in zip(
            regions["code"], regions["name"], _young(data, level), strict=True
        ):
            parent = data.above(level, code)
            above = "" if parent in (None, "NL") else _with_others(data, parent)
            place = data.region(parent).name if parent and level in FINE else ""
            yield named(Hit(level, code, name, "", place), above, float(size))


def _places(data: Data) -> Iterator[Named]:
    """Places that are no municipality of the same name, each at its most peopled postcode area."""
    year = f"young_{POPULATION_YEARS[-1]}"
    young = data.tables.homes.groupby("postcode")[year].sum()
    areas = data.tables.main_homes.assign(**{year: young}).reset_index()
    areas = areas.sort_values(year, ascending=False, kind="stable")
    size = areas.groupby(["place", "municipality"])[year].sum()
    for row in areas.drop_duplicates(["place", "municipality"]).itertuples(index=False):
        town = data.region(row.municipality).name
        if row.place != town:
            yield named(
                Hit(PLACE, row.postcode, row.place, "", town),
                _with_others(data, row.municipality),
                float(size[row.place, row.municipality]),
            )


def _sites(data: Data) -> Iterator[Named]:
    """Schools on the map that have, or once had, candidates."""
    tables = data.tables
    offers = tables.offers
    newest = offers[offers["year"] == tables.years[-1]]
    candidates = newest.groupby("site")["candidates"].sum()
    sites = tables.placed_sites[tables.examined[tables.placed]]
    sites = sites.fillna({"place": "", "street": ""})
    for row in sites.itertuples(index=False):
        town = data.known_region(row.municipality) if isinstance(row.municipality, str) else None
        yield named(
            Hit(
                SITE,
                row.code,
                row.name,
                "",
                row.place or (town.name if town else ""),
                row.street,
                not row.in_address_file,
            ),
            f"{row.place} {_with_others(data, town.code) if town else ''}",
            float(candidates.get(row.code, 0)),
        )


@lru_cache(maxsize=1)
def _others_of_regions() -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for one in also_names():
        if one.place is None:
            names[one.region] = (*names.get(one.region, ()), one.name)
    return names


def _with_others(data: Data, code: str) -> str:
    """All names of a region."""
    return " ".join([data.region(code).name, *_others_of_regions().get(code, ())])


def _others(data: Data, names: list[Named]) -> list[Named]:
    """The same under the other names that people use."""
    regions = {one.hit.code: one for one in names if one.hit.kind in LEVELS}
    places: dict[str, list[Named]] = {}
    for one in names:
        if one.hit.kind == PLACE:
            places.setdefault(one.hit.name, []).append(one)

    def meant(other: AlsoName) -> list[Named]:
        if other.place is None:
            return [regions[other.region]] if other.region in regions else []
        return [
            one
            for one in places.get(other.place, [])
            if other.region in [step.code for step in data.path(one.hit.code)]
        ]

    return [
        named(one.hit._replace(also=other.name), one.around, one.size)
        for other in also_names()
        for one in meant(other)
    ]
