"""The message of the sites: place, mark, size and text of each."""

import math
from typing import TypedDict

import numpy as np

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.data import CARIBBEAN
from dashboard.figures import only
from dashboard.figures.answer import asked_profiles, site_offers, started
from dashboard.figures.members import shows_members
from dashboard.formatting import people
from dashboard.words.names import LETTERS
from dashboard.words.offer import candidates_words, combined_words
from geodata.analysis.coverage import asked_sites

#: The size of an offer that a change starts: how many will come nobody knows.
STARTED = 12
#: Young people who depend on one site, from where on its mark grows no further.
MANY = 20_000


class Sites(TypedDict):
    """Sites with the asked offer, as parallel lists.

    ``mark`` names the profiles it has of those that are asked, such as ``BWI+PIE``; ``text`` is
    name, place, profiles and candidates in words. ``label`` says how many depend on it, where a
    view is about that; None where none does.
    """

    key: str
    marked: bool
    letters: dict[str, str]
    chosen: str | None
    code: list[str]
    lon: list[float]
    lat: list[float]
    mark: list[str]
    size: list[int]
    text: list[tuple[str, str, list[str], str]]
    label: list[str | None] | None


def sites_key(view: View) -> str:
    """What the layer of sites depends on: the same key is the same layer."""
    parts = (view.profiles, *view.tracks, view.year, view.region in ("NL", CARIBBEAN))
    parts = (*parts, view.site or "", view.language, *view.question.changes)
    parts = (*parts, view.region) if view.members else parts
    # By a measure of the owner's own some changes cannot be made.
    parts = (*parts, view.measure) if view.own_measure and view.question.changes else parts
    if view.kind.sites_by_dependents:
        parts = (
            *parts,
            view.kind.key,
            view.question.distance,
            view.question.threshold_m,
            view.population,
        )
    return "|".join(map(str, parts)) if view.sites and not view.kind.is_labour else "off"


def sites(context: Context) -> Sites:
    """The sites of a view.

    The whole country shows plain rings, because marks that small cannot be told apart. In the view
    of the only offer a site is as large as the number of young people who depend on it. Where the
    network of an STO region is asked, those that take part stand there, with the marks of what they
    have of the asked offer.
    """
    data, view, texts = context.data, context.view, context.texts
    if not view.has_sites:
        return _no_sites(view)
    tables = data.tables
    if shows_members(data, view):
        on_map = data.sites_in(view.region)
    else:
        on_map = asked_sites(tables, view.question)
    shown = on_map & tables.placed
    if view.site in data.site_rows:
        shown[tables.row_of_site[view.site]] = True
    rows = np.flatnonzero(shown)
    marked = view.marks_sites
    mark = {code: texts(f"mark.{code}") for code in asked_profiles(view)}
    marks, sizes, texts_of, labels = [], [], [], []
    codes, names, places = (words[rows].tolist() for words in data.site_words)
    lon, lat = (tables.sites[axis].to_numpy()[rows].tolist() for axis in ("lon", "lat"))
    depend = only.by_site(data, view)[rows].tolist() if view.kind.sites_by_dependents else None
    for at, (name, place, offer) in enumerate(
        zip(names, places, site_offers(data, view, rows), strict=True)
    ):
        marks.append("+".join(offer.profiles))
        sizes.append(round(9 + min(offer.high, 120) / 120 * 7))
        detail = " · ".join(
            filter(None, [candidates_words(offer, texts), combined_words(offer, texts)])
        )
        if depend is not None:
            alone = people(depend[at], texts.language) if depend[at] >= 0.5 else None
            sizes[-1] = _size(depend[at], 22 if marked else 40)
            labels.append(alone)
            if alone:
                detail = " · ".join(filter(None, [detail, texts("only.site", count=alone)]))
        texts_of.append((name, place, [mark[code] for code in offer.profiles], detail))
    for home, profiles in started(data, view):
        place = data.place_at(len(tables.placed_sites) + home)
        codes.append(place.code)
        lon.append(place.lon)
        lat.append(place.lat)
        marks.append("+".join(profiles))
        sizes.append(STARTED)
        labels.append(None)
        texts_of.append((place.name, "", [mark[code] for code in profiles], texts("site.started")))
    return {
        "key": sites_key(view),
        "marked": marked,
        "letters": LETTERS,
        "chosen": view.site,
        "code": codes,
        "lon": [round(one, 4) for one in lon],
        "lat": [round(one, 4) for one in lat],
        "mark": marks,
        "size": sizes,
        "text": texts_of,
        "label": labels if depend is not None and marked else None,
    }


def _no_sites(view: View) -> Sites:
    return {
        "key": sites_key(view),
        "marked": False,
        "letters": {},
        "chosen": None,
        "code": [],
        "lon": [],
        "lat": [],
        "mark": [],
        "size": [],
        "text": [],
        "label": None,
    }


def _size(depend: float, largest: int) -> int:
    """The size of a site by who depends on it: as large an area as there are people."""
    return round(9 + (largest - 9) * math.sqrt(min(depend / MANY, 1)))
