"""Which sites are the only offer within reach, and for how many young people?

A home depends on a site when it has that site, and no other, with the offer within the threshold:
would the site end the offer, these young people would have none. So this is exactly what coverage
would lose, one site and one profile at a time. Sites without a known point reach nobody.
"""

from dataclasses import replace
from functools import lru_cache
from itertools import compress

import numpy as np
import pandas as pd

from geodata.analysis.coverage import WITHIN, offering_rows, states
from geodata.question import Question, profile_codes
from geodata.tables.arrays import Booleans, Floats, Integers
from geodata.tables.reader import Tables
from geodata.vocabulary import ANY_TRACK, HARD

#: Stands for one site that is near: more than the row of any place, so that two are never one.
_ONE_SITE = 1 << 16


def endable_offers(profiles: str) -> tuple[str, ...]:
    """What a site can end, of a set of profiles: each profile, and last the set as a whole.

    Of ``allhard`` these are the three profiles, each on its own; of ``vbo`` and ``vmbo`` and of a
    single profile only the set.
    """
    if profiles in ANY_TRACK:
        return (profiles,)
    if profiles == "allhard":
        return HARD
    codes = profile_codes(profiles)
    return (*codes, profiles) if len(codes) > 1 else (profiles,)


@lru_cache(maxsize=12)
def _only(tables: Tables, question: Question) -> dict[str, Integers]:
    """Per offer, and for the set: for every home the row of its only placed site, or -1."""
    sites = offering_rows(tables, question)
    offers = (*dict.fromkeys((*endable_offers(question.profiles), question.profiles)),)
    taught = np.array(
        [
            np.isin(sites, offering_rows(tables, replace(question, profiles=offer)))
            for offer in offers
        ]
    )
    # How many sites are near, and the sum of their rows, in one number: of one site, its row.
    told = np.zeros((len(offers), len(tables.homes)), np.int32)
    near = tables.near(question.distance, sites, question.threshold_m)
    for site, of_site, here in zip(sites.tolist(), taught.T.tolist(), near, strict=True):
        for of_offer in compress(told, of_site):
            of_offer[here] += _ONE_SITE + site
    has_one = (told >= _ONE_SITE) & (told < 2 * _ONE_SITE)
    only = np.where(has_one, told - _ONE_SITE, -1).astype(np.int16)
    return dict(zip(offers, only, strict=True))


def only_here(tables: Tables, question: Question) -> Integers:
    """For every home the only site with the asked offer within the threshold.

    A row of ``placed_sites``; -1 where there is none or more than one. Of ``allhard`` this is the
    only site with any of the three, as in :func:`geodata.analysis.coverage.nearest_site`.
    """
    return _only(tables, question)[question.profiles]


def dependent(tables: Tables, question: Question) -> Booleans:
    """Which homes have what is asked, and at one site only: a boolean per home.

    Of ``allhard`` these are the homes that have all three of it at one and the same site.
    """
    return np.asarray(
        (only_here(tables, question) >= 0) & (states(tables, question) == WITHIN), bool
    )


def _people(
    tables: Tables, question: Question, young: Floats, homes: Integers | slice = slice(None)
) -> Floats:
    """Young people of some homes of whom it is the only offer: endable offers × rows of places."""
    only, offers = _only(tables, question), endable_offers(question.profiles)
    count = 1 + max(int(only[offer].max(initial=-1)) for offer in offers)
    rows = []
    for offer in offers:
        site = only[offer][homes]
        has_one = site >= 0
        rows.append(np.bincount(site[has_one], young[homes][has_one], minlength=count))
    return np.array(rows)


@lru_cache(maxsize=16)
def only_offers(tables: Tables, question: Question) -> pd.DataFrame:
    """Sites that are the only offer for some, most young people first.

    One row per placed site and offer (see :func:`endable_offers`) with anybody who depends on it;
    do not change the frame, it is kept for the next who asks:

    ``site``          code
    ``row``           row of ``placed_sites``; beyond these of a home where a change starts one
    ``profile``       a profile code, or the set itself: would the site end all that is asked
    ``young_people``  young people with this site, and no other with that offer, within reach
    """
    people = _people(tables, question, tables.young(question.population, question.distance))
    offer, row = np.nonzero(people)
    order = np.argsort(-people[offer, row], kind="stable")
    offer, row = offer[order], row[order]
    return pd.DataFrame(
        {
            "site": tables.codes_of_places[row],
            "row": row,
            "profile": np.array(endable_offers(question.profiles))[offer],
            "young_people": people[offer, row],
        }
    )


def only_offers_in(tables: Tables, question: Question, level: str, position: int) -> pd.DataFrame:
    """The rows of :func:`only_offers` of the sites in a region, by its row in ``regions_of``.

    ``young_people`` counts them wherever they live, ``young_inside`` those who live in the region.
    """
    ranked = only_offers(tables, question)
    homes = tables.member_positions(level) == position
    within = np.concatenate([tables.sites_in(level, position)[tables.placed], homes])
    here = ranked[within[ranked["row"]]].reset_index(drop=True)
    young = tables.young(question.population, question.distance)
    inside = _people(tables, question, young, np.flatnonzero(homes))
    offer = pd.Index(endable_offers(question.profiles)).get_indexer(here["profile"])
    return here.assign(young_inside=inside[offer, here["row"]])
