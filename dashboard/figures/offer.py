"""What the schools of a region offer: candidates by year, what began or ended, what is small."""

from dataclasses import replace

import pandas as pd

from dashboard.address.view import View
from dashboard.data import Data
from geodata.analysis.candidates import candidates_by_year
from geodata.analysis.changed_offer import taught_at
from geodata.analysis.offer_history import began_or_ended, small_offers
from geodata.vocabulary import BROAD, countable


def _by_year(data: Data, view: View) -> pd.DataFrame:
    region = data.region(view.region)
    return candidates_by_year(data.tables, region.level, region.position, view.question.tracks)


def by_year(data: Data, view: View) -> dict[tuple[str, str], tuple[int, int]]:
    """Profile and exam year -> fewest and most candidates in the asked tracks."""
    rows = _by_year(data, view)
    at, ranges = (
        (rows[a].tolist(), rows[b].tolist()) for a, b in (("profile", "year"), ("low", "high"))
    )
    return dict(zip(zip(*at, strict=True), zip(*ranges, strict=True), strict=True))


def only_combined(data: Data, view: View) -> set[tuple[str, str]]:
    """Profiles and exam years that are taught within a combined programme only: no 0 candidates."""
    rows = _by_year(data, view)
    rows = rows[rows["high"].eq(0) & rows["sites"].gt(0)]
    return set(zip(rows["profile"], rows["year"], strict=True))


def changes(data: Data, view: View) -> pd.DataFrame:
    """Technical profiles that began or ended in the asked tracks."""
    region = data.region(view.region)
    at = (region.level, region.position)
    return began_or_ended(data.tables, *at, view.question.tracks, countable(BROAD))


def small(data: Data, view: View) -> pd.DataFrame:
    """Offers with fewer candidates than the reader calls small."""
    region = data.region(view.region)
    at = (region.level, region.position)
    every = small_offers(data.tables, *at, view.year, view.tracks, view.small)
    if not view.question.changes:
        return every
    # What ends is no small offer any more.
    profiles = countable(BROAD)
    still = taught_at(data.tables, replace(view.question, tracks=view.tracks), profiles)
    row = every["site"].map(data.tables.row_of_site).to_numpy(int)
    return every[still[pd.Index(profiles).get_indexer(every["profile"]), row]]
