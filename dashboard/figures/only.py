"""Who has one site within reach and no other, and which sites are that for many?"""

from functools import lru_cache

import numpy as np
import pandas as pd

from dashboard.address.view import View
from dashboard.data import Data
from dashboard.figures.answer import asked_profiles
from geodata.analysis.changed_offer import candidates_at
from geodata.analysis.only_offer import dependent, only_here, only_offers, only_offers_in
from geodata.question import Question
from geodata.vocabulary import BROAD, COMBINED, countable


def by_site(data: Data, view: View) -> np.ndarray:
    """Young people who depend on a site for what is asked, per row of ``sites``."""
    tables, homes = data.tables, dependent(data.tables, view.question)
    site = only_here(tables, view.question)[homes]
    placed = len(tables.placed_sites)
    people = np.bincount(
        site, tables.young(view.population, view.question.distance)[homes], minlength=placed
    )[:placed]
    found = np.zeros(len(tables.sites))
    found[tables.placed] = people
    return found


def count(data: Data, view: View) -> float:
    """Young people of the region who depend on one site, wherever it is."""
    homes = dependent(data.tables, view.question) & data.inside(view.region)
    return float(data.tables.young(view.population, view.question.distance)[homes].sum())


def ranked(data: Data, view: View) -> pd.DataFrame:
    """Sites in the region and what they are the only offer of, most young people first.

    Columns ``site, name, place, profile, young_people`` and ``young_inside``: those of them who
    live in the region; in the country these are the same. The frame is kept for the next who asks:
    do not change it.
    """
    return _ranked(data, view.question, view.region)


def felt(data: Data, view: View) -> pd.DataFrame:
    """Those of :func:`ranked` that would be felt by anybody."""
    every = ranked(data, view)
    # Most come first: a part of the frame, where a choice of its rows would be a copy.
    return every.iloc[: np.count_nonzero(every["young_people"].to_numpy() >= 0.5)]


@lru_cache(maxsize=16)
def _ranked(data: Data, question: Question, code: str) -> pd.DataFrame:
    tables, region = data.tables, data.region(code)
    if region.level == "nl":
        found = only_offers(tables, question)
        inside = found["young_people"]
    else:
        found = only_offers_in(tables, question, region.level, region.position)
        inside = found["young_inside"]
    places = [data.place_at(row) for row in found["row"].tolist()]
    return pd.DataFrame(
        {
            "site": found["site"],
            "name": [place.name for place in places],
            "place": [place.town for place in places],
            "profile": found["profile"],
            "young_people": found["young_people"],
            "young_inside": inside,
        }
    )


def candidates(data: Data, view: View, site: str, profile: str) -> tuple[int, int]:
    """Fewest and most candidates of a site in a profile, or in the set that is asked, those of
    combined programmes with it included; 0 where no number is known, as where a change starts."""
    tables, question = data.tables, view.question
    every = countable(BROAD)
    codes = (profile,) if profile in every else asked_profiles(view)
    taught = [one for one in every if one in codes or {*COMBINED.get(one, ())} & {*codes}]
    counted = tuple(dict.fromkeys((*codes, *taught)))
    row = tables.row_of_site.get(site)
    if row is None:
        return 0, 0
    low, high = candidates_at(tables, question, counted)
    return int(low[:, row].sum()), int(high[:, row].sum())


def of_site(data: Data, view: View) -> list[tuple[str, float]]:
    """Of the chosen site: profile, or the set that is asked, and who would go without it."""
    found = only_offers(data.tables, view.question)
    mine = found[found["site"] == view.site]
    return [(row.profile, float(row.young_people)) for row in mine.itertuples()]
