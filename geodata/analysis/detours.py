"""Which rides are far longer than they look? There a way across the water may be missing."""

import numpy as np
import pandas as pd

from geodata.tables.reader import Tables

#: A ride this many times the straight line is suspicious, within this many metres straight.
TIMES, WITHIN_M = 2.5, 12_000.0


def long_rides(tables: Tables, population: int = 2021) -> pd.DataFrame:
    """Pairs of places between which a ride is over :data:`TIMES` the straight line.

    One row per place of homes with young people and place of sites that ever had candidates, most
    young people first:

    ``home_municipality, home_place, site_municipality, site_place``
    ``young``        young people of the homes with such a ride
    ``straight_km``  the straight line of the pair of which the ride is the longest beside it
    ``ride_km``      its ride
    """
    homes, sites = tables.homes, tables.placed_sites
    lived = np.flatnonzero(tables.young(population) > 0)
    asked = np.flatnonzero(tables.examined[tables.placed])
    straight = tables.metres("straight", asked, lived)
    ride = tables.metres("cycle", asked, lived)
    # A pair without a ride is too far away to be within the limit.
    long = np.isfinite(ride) & (straight <= WITHIN_M) & (ride > TIMES * straight) & (straight > 0)
    home, site = np.nonzero(long)
    pairs = pd.DataFrame(
        {
            "home_municipality": homes["municipality"].to_numpy()[lived[home]],
            "home_place": homes["place"].to_numpy()[lived[home]],
            "site_municipality": sites["municipality"].to_numpy()[asked[site]],
            "site_place": sites["place"].to_numpy()[asked[site]],
            "home": lived[home],
            "young": tables.young(population)[lived[home]],
            "straight_km": straight[long] / 1000,
            "ride_km": ride[long] / 1000,
        }
    )
    places = ["home_municipality", "home_place", "site_municipality", "site_place"]
    pairs = pairs.assign(times=pairs["ride_km"] / pairs["straight_km"])
    worst = pairs.sort_values("times", ascending=False).drop_duplicates(places).set_index(places)
    young = pairs.drop_duplicates([*places, "home"]).groupby(places)["young"].sum()
    found = worst[["straight_km", "ride_km"]].join(young).reset_index()
    return found.sort_values(["young", *places], ascending=[False] + [True] * 4, ignore_index=True)[
        [*places, "young", "straight_km", "ride_km"]
    ]
