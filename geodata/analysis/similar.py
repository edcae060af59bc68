"""Which regions are like this one? Near in crowdedness and in how technical the offer is."""

from functools import lru_cache

import numpy as np
import pandas as pd

from geodata.analysis.coverage import totals
from geodata.tables.arrays import Floats, Integers
from geodata.tables.reader import Tables
from geodata.vocabulary import BROAD, CLOSE_LEVELS, PROFILES, Codes

#: Levels without a region to compare with, or with too little in each for the comparison to mean
#: anything.
WITHOUT = ("nl", *CLOSE_LEVELS)
COLUMNS = ("position", "code", "name", "density", "technical_share", "distance")


@lru_cache(maxsize=32)
def measures(tables: Tables, level: str, year: str, tracks: Codes) -> pd.DataFrame:
    """The two figures that regions are compared by, a row per region as ``regions_of`` has them.

    ``density``          young people of vmbo age (2021) per km² of home areas, water in it too;
                         NaN without homes (as in the Caribbean) or without young people
    ``technical_share``  % of the candidates in the tracks at sites in the region with one of the
                         five technical profiles; NaN without candidates

    A masked number of candidates is taken as the middle of its range (2.5): good enough to rank
    regions by, and shown nowhere as a number of candidates. Do not change the frame: it is kept.
    """
    young = totals(tables, level, tables.young(2021))
    area = totals(tables, level, tables.homes["km2"].to_numpy(float))
    technical, candidates = (
        tables.site_totals(level, (low + high) / 2)
        for low, high in (tables.set_range(year, tracks, codes) for codes in (BROAD, PROFILES))
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        return pd.DataFrame(
            {
                "density": np.where((young > 0) & (area > 0), young / area, np.nan),
                "technical_share": np.where(candidates > 0, 100 * technical / candidates, np.nan),
            }
        )


def similar(
    tables: Tables, level: str, position: int, year: str, tracks: Codes, count: int = 3
) -> pd.DataFrame:
    """The regions most like one region of a level, by its row in ``regions_of``.

    Columns ``position`` (row in ``regions_of``), ``code, name, density, technical_share`` (see
    :func:`measures`) and ``distance``. The first row is the region itself, at distance 0, to show
    what was compared; then at most ``count`` others, the most alike first. Empty for the country,
    for postcode areas and neighbourhoods, and for a region without homes.

    Distance: straight line between the logarithm of the density and the technical share, each in
    standard deviations over the regions of the level. A region without candidates has no technical
    share: it is compared on density alone, and only with others without candidates.
    """
    regions = tables.regions_of(level)
    if level in WITHOUT:
        return pd.DataFrame(columns=list(COLUMNS))
    figures = measures(tables, level, year, tracks)
    density = _standardised(np.log(figures["density"].to_numpy()))
    technical = _standardised(figures["technical_share"].to_numpy())
    without = np.isnan(technical)
    comparable = ~np.isnan(density) & (without == without[position])
    if not comparable[position]:
        comparable[:] = False
    away = np.hypot(
        density - density[position], 0 if without[position] else technical - technical[position]
    )
    others = np.flatnonzero(comparable & (np.arange(len(regions)) != position))
    # Stable: of equals the first code, on every machine.
    nearest = others[np.argsort(away[others], kind="stable")][:count]
    chosen = np.r_[[position] if comparable[position] else [], nearest].astype(int)
    return _frame(regions, figures, chosen, away[chosen])


def _standardised(values: Floats) -> Floats:
    """In standard deviations from the mean of the known ones; 0 where all are the same."""
    known = values[~np.isnan(values)]
    # By the range, because the deviation of equal values may come out a hair above 0.
    if not len(known) or np.ptp(known) == 0:
        return values * 0.0
    standardised: Floats = (values - known.mean()) / known.std()
    return standardised


def _frame(
    regions: pd.DataFrame, figures: pd.DataFrame, chosen: Integers, away: Floats
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "position": chosen,
            **{name: regions[name].array[chosen] for name in ("code", "name")},
            **{name: figures[name].to_numpy()[chosen] for name in ("density", "technical_share")},
            "distance": away,
        }
    )
