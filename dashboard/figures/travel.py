"""From one site or one home: rings of riding time, whose nearest it is, lines to the nearest."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.address.view import View
from dashboard.data import Data
from dashboard.figures.answer import SiteOffer, nearest_sites, site_offers
from dashboard.formatting import ride_rounded
from geodata.analysis.coverage import nearest_site
from geodata.question import ride_m
from geodata.vocabulary import NETWORK

#: Minutes of riding of the rings round a site.
RINGS = (15, 30, 45)


@dataclass(frozen=True)
class Ring:
    """What is reached within some minutes: metres of the ride, and young people who live there."""

    minutes: int
    metres: float
    young: float


@dataclass(frozen=True, eq=False)
class SiteReach:
    """One site: its offer, its rings, and the homes for which it is the nearest asked offer."""

    code: str
    name: str
    place: str
    offer: SiteOffer
    rings: list[Ring]
    #: A boolean per home; None when the site does not have what is asked.
    catchment: np.ndarray | None
    catchment_young: float
    #: Are all distances within the widest ring routes over a network?
    routed: bool


def chosen_row(data: Data, view: View) -> int:
    """The row of ``placed_sites`` of the site of a view; ValueError where it has none."""
    if view.site is None:
        raise ValueError("a view without a site")
    return data.site_rows[view.site]


def site_reach(data: Data, view: View) -> SiteReach:
    """What the panel says of the chosen site."""
    tables, row = data.tables, chosen_row(data, view)
    site = tables.placed_sites.iloc[row]
    young = tables.young(view.population)
    metres = tables.metres("cycle", np.array([row]))[:, 0]
    rings = [
        Ring(minutes, reached, float(young[metres <= reached].sum()))
        for minutes in RINGS
        for reached in [ride_m(minutes, view.speed)]
    ]
    mine = catchment(data, view)
    (offer,) = site_offers(data, view, np.flatnonzero(tables.placed)[[row]])
    inside = metres <= rings[-1].metres
    return SiteReach(
        code=site["code"],
        name=site["name"],
        place=site["place"] or "",
        offer=offer,
        rings=rings,
        catchment=mine if mine.any() else None,
        catchment_young=float(young[mine].sum()),
        routed=bool(inside.any() and (tables.rides.method(row)[inside] == NETWORK).all()),
    )


def catchment(data: Data, view: View) -> np.ndarray:
    """The homes for which the chosen site is the nearest asked offer by bicycle: a boolean each."""
    return np.asarray(nearest_site(data.tables, view.by_ride) == chosen_row(data, view))


def homes_table(data: Data, view: View) -> pd.DataFrame:
    """The homes of the chosen site, nearest first: pieces of neighbourhoods in postcode areas.

    Those within its widest ring, and those for which it is the nearest asked offer (``nearest``).
    """
    tables, row = data.tables, chosen_row(data, view)
    column = np.array([row])
    cycle_m = tables.metres("cycle", column)[:, 0].astype(float)
    mine = catchment(data, view)
    frame = pd.DataFrame(
        {
            "postcode": tables.homes["postcode"],
            "name": tables.homes["place"],
            "buurt": tables.homes["buurt"].map(_names_of_buurten(data)).fillna(""),
            "young_people": tables.young(view.population),
            "straight_km": ride_rounded(tables.metres("straight", column)[:, 0] / 1000, 1),
            "cycle_km": ride_rounded(cycle_m / 1000, 1),
            "minutes": ride_rounded(cycle_m / ride_m(1, view.speed)),
            "method": tables.rides.method(row),
            "nearest": mine,
        }
    )
    inside = mine | (cycle_m <= ride_m(RINGS[-1], view.speed))
    return frame[inside].iloc[np.argsort(cycle_m[inside], kind="stable")].reset_index(drop=True)


def _names_of_buurten(data: Data) -> pd.Series:
    return data.tables.regions_of("buurt").set_index("code")["name"]


def nearest_table(data: Data, view: View) -> pd.DataFrame:
    """For an area close to home: per profile the nearest site, by the measure of the view."""
    frame = pd.DataFrame(
        [
            (
                found.profile,
                found.code,
                found.name,
                found.place,
                float(ride_rounded(found.metres / 1000, 1)),
                float(ride_rounded(found.cycle_m / 1000, 1)),
                float(ride_rounded(found.cycle_m / ride_m(1, view.speed))),
                found.method,
            )
            for found in nearest_sites(data, view)
        ],
        columns=[
            "profile",
            "site",
            "site_name",
            "place",
            "straight_km",
            "cycle_km",
            "minutes",
            "method",
        ],
    )
    # By bicycle the distance that is asked is that of the ride.
    return frame if view.measure == "straight" else frame.drop(columns="straight_km")
