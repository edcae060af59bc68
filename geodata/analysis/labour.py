"""What does the labour market look like in a region? The reader of the table `indicators`.

Every figure stands at the level its publisher gives it for; nothing is shared out over smaller
regions. Technical jobs and businesses are those of the CBS sectors B–F (industry, energy and
building): a proxy that misses technicians elsewhere and counts office jobs in industry.
"""

from functools import lru_cache

import pandas as pd

from geodata.errors import DataError
from geodata.tables.reader import Tables

#: Unit of every indicator. Jobs are those of employees in December of the year; vacancies those
#: open at the end of the quarter, technical ones in C and F; WW counts persons with a benefit.
UNITS = {
    "technical_jobs": "jobs",
    "jobs": "jobs",
    "technical_jobs_growth": "%",
    "technical_jobs_share": "%",
    "vacancies_technical": "vacancies",
    "vacancies": "vacancies",
    "vacancies_per_1000_technical_jobs": "vacancies per 1,000 technical jobs",
    "vacancies_per_1000_jobs": "vacancies per 1,000 jobs",
    "inhabitants": "persons",
    "businesses": "businesses",
    "technical_businesses": "businesses",
    "technical_businesses_per_1000": "businesses per 1,000 inhabitants",
    "ww": "persons",
    "ww_share": "%",
    "tightness": "vacancies per short-term WW",
    "transition_hard": "%",
    "transition_mvi": "%",
    "transition_mat": "%",
    "forecast_pupils": "%",
    "vmbo_road_km": "km",
    "ses_woa": "score",
    "urbanity": "class 1 to 5",
}

#: Indicators that may be summed over regions that do not overlap.
ADDITIVE = (
    "technical_jobs",
    "jobs",
    "vacancies_technical",
    "vacancies",
    "inhabitants",
    "businesses",
    "technical_businesses",
    "ww",
)

#: Those that every municipality has, in persons and establishments.
COUNTS = ("inhabitants", "businesses", "technical_businesses", "ww")

#: What a note says; the first three are of figures that are missing.
NOTES = {
    "no_data": "the publisher has no figure for this region",
    "not_published": "figures exist, but not in a file or on a page",
    "other_level": "published for other levels only",
    "rounded": "so small that rounding to a hundred matters",
    "summed": "added up from smaller regions, all of which have a figure",
    "derived": "counted back from shares or numbers per 1,000 by who delivered the file",
    "mixed_dates": "numerator and denominator are of different dates",
    "approximate": "the page itself gives a round figure",
}
MISSING = ("no_data", "not_published", "other_level")

COLUMNS = ("value", "period", "unit", "source", "note")


@lru_cache(maxsize=256)
def latest(tables: Tables, indicator: str, level: str) -> pd.DataFrame:
    """The newest figures of an indicator for all regions of a level.

    Indexed by code, in the order of ``tables.regions_of(level)``; columns value, period, unit,
    source (an id in the manifest) and note (a key of NOTES, or empty). All are of one period, the
    newest of the level: a region without a figure then has NaN and its note, not an older figure.
    Where the indicator is for other levels only the note is ``other_level`` and the period empty.

    The answer is kept: treat it as read-only. Raises DataError at an indicator that is not known.
    """
    codes = pd.Index(tables.regions_of(level)["code"], name="code")
    everywhere = tables.indicators[tables.indicators["indicator"] == indicator]
    if indicator not in UNITS and everywhere.empty:
        raise DataError(f"unknown indicator {indicator!r}; choose from {', '.join(UNITS)}")
    here = everywhere[everywhere["level"] == level]
    period = "" if here.empty else here["period"].max()
    units = everywhere["unit"]
    rows = here[here["period"] == period].set_index("code").reindex(codes)
    missing = "other_level" if here.empty and len(everywhere) else "no_data"
    return pd.DataFrame(
        {
            "value": rows["value"].astype("float64"),
            "period": rows["period"].fillna(period).astype("str"),
            "unit": UNITS.get(indicator) or units.iloc[0],
            "source": rows["source"].fillna("").astype("str"),
            "note": rows["note"].fillna(missing).astype("str"),
        },
        index=codes,
    )[list(COLUMNS)]
