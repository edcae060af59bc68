"""Our figures beside published ones, each with its tolerance; what cannot be reached says why.

A published figure of another thing is shown beside the nearest of ours, and is no verdict on it.

Sources of the published figures: the national monitor Sterk Techniekonderwijs (baseline 2017/18 and
its profile counts), and a calculation of the same yardstick by hand on the same open files.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geodata.analysis import forecast
from geodata.analysis.coverage import coverage, site_counts, states, totals
from geodata.analysis.labour import COUNTS
from geodata.analysis.offer_history import SECTORS
from geodata.analysis.pupils import pupils_2019
from geodata.question import Question
from geodata.tables.reader import Tables
from geodata.vocabulary import BROAD, PROFILES, TRACKS

MONITOR = "monitor STO, nulmeting 2017/18"
BY_HAND = "same yardstick by hand"
COUNTED = "counted in the exam file"


@dataclass(frozen=True)
class Figure:
    """A published figure and how to reach it; ``ours`` None: out of reach, ``why`` tells.

    ``tolerance`` None: ours is not the same thing, so they are compared and neither is wrong.
    """

    name: str
    published: float
    tolerance: float | None
    source: str
    ours: Callable[[Tables], float] | None = None
    why: str = ""


def _share(profiles: str, tracks: str, year: str, kilometres: float = 10) -> Callable:
    question = Question(profiles, tuple(tracks.split(",")), kilometres * 1000, year)
    return lambda tables: float(coverage(tables, question, "nl")["share"].iloc[0])


def _mean_km(tables: Tables) -> float:
    return float(coverage(tables, Question(), "nl")["mean_km"].iloc[0])


def _state(state: int) -> Callable[[Tables], float]:
    """Share of young people in one of the three states, hard, bb/kb, 10 km."""

    def share(tables: Tables) -> float:
        young = tables.young(2021)
        return 100 * float(young[states(tables, Question()) == state].sum() / young.sum())

    return share


def _only_dp(level: str, code: str) -> Callable[[Tables], float]:
    """Of the young people without a hard profile in a region, the share with DP within reach."""

    def share(tables: Tables) -> float:
        region = coverage(tables, Question(), level).set_index("code").loc[code]
        return 100 * float(region["only_dp"] / region["not_covered"])

    return share


def _ride_to_school(tables: Tables) -> float:
    """Mean ride of young people to the nearest site of the address file, km."""
    sites = tables.placed_sites["in_address_file"].to_numpy(bool)
    metres = tables.metres("cycle", sites).min(axis=1)
    return float(np.average(metres, weights=tables.young(2021)) / 1000)


def _ride_to_vmbo(tables: Tables) -> float:
    question = Question(profiles="vmbo", distance="cycle")
    return float(coverage(tables, question, "nl")["mean_km"].iloc[0])


def _municipality(code: str, column: str) -> Callable[[Tables], float]:
    def value(tables: Tables) -> float:
        frame = coverage(tables, Question(), "municipality").set_index("code")
        return float(frame.loc[code, column])

    return value


def _sites(name: str, year: str) -> Callable[[Tables], float]:
    return lambda tables: site_counts(tables, year)[name]


def _vocational(year: str) -> Callable[[Tables], float]:
    def count(tables: Tables) -> float:
        return tables.offers.loc[tables.offers["year"] == year, "site"].nunique()

    return count


def _indicator(name: str, code: str, period: str, unit: float = 1) -> Callable[[Tables], float]:
    """A figure of the labour market, in units of `unit`; NaN where the tables lack it."""

    def value(tables: Tables) -> float:
        found = tables.indicators
        rows = found[(found["indicator"] == name) & (found["period"] == period)]
        return float(rows.set_index("code")["value"].get(code, np.nan)) / unit

    return value


def _jobs_nowhere(tables: Tables) -> float:
    """Technical jobs of 2024 that no COROP area holds, in thousands."""
    found = tables.indicators
    rows = found[(found["indicator"] == "technical_jobs") & (found["period"] == "2024")]
    total = rows.groupby("level")["value"].sum()
    return float(total.get("nl", np.nan) - total.get("corop", np.nan)) / 1000


def _unlike_municipalities(tables: Tables) -> float:
    """How many counts of labour regions are not the sum of their municipalities; NaN if none."""
    found = tables.indicators[tables.indicators["indicator"].isin(COUNTS)]
    own = found[found["level"] == "labour_region"].set_index(["code", "indicator"])["value"]
    parts = found[found["level"] == "municipality"]
    region = parts["code"].map(lambda code: tables.parents.get((code, "labour_region")))
    sums = parts.groupby([region, parts["indicator"]])["value"].sum(min_count=1)
    return float(np.sum(own.sub(sums).ne(0))) if len(own) else np.nan


def _bwi_pupils(*tracks: str) -> Callable[[Tables], float]:
    def count(tables: Tables) -> float:
        rows = pupils_2019(tables, "nl")
        ours = rows["profile"].eq("BWI") & rows["track"].isin(tracks)
        return float(rows.loc[ours, "pupils"].sum())

    return count


def _sector_range(tables: Tables, year: str, sectors: tuple[str, ...]) -> tuple[int, int]:
    """Lowest and highest number of exam candidates in sectors, all tracks with a profile."""
    rows = tables.sectors
    ours = rows["year"].eq(year) & rows["sex"].eq("all") & rows["sector"].isin(sectors)
    known, masked = rows.loc[ours, "candidates"].sum(), rows.loc[ours, "masked"].sum()
    return int(known + masked), int(known + 4 * masked)


def _middle(tables: Tables, year: str, sectors: tuple[str, ...] = ("technology",)) -> float:
    return float(np.mean(_sector_range(tables, year, sectors)))


def _growth(year: str, before: str) -> Callable[[Tables], float]:
    return lambda tables: 100 * (_middle(tables, year) / _middle(tables, before) - 1)


def _technical_share(year: str) -> Callable[[Tables], float]:
    return lambda tables: 100 * _middle(tables, year) / _middle(tables, year, SECTORS)


def _same_in_both_files(year: str) -> Callable[[Tables], float]:
    """Of the sites and tracks with technical candidates in the exam file by profile or in the one
    by sector, those whose numbers can be the same, %: the sector technology is the five technical
    profiles, and a leerwerktraject is within the basic track."""

    def share(tables: Tables) -> float:
        rows = tables.sectors
        rows = rows[rows["year"].eq(year) & rows["sex"].eq("all") & rows["sector"].eq("technology")]
        cell = (
            pd.Index(TRACKS).get_indexer(rows["track"].astype("str").replace("LWT", "BB")),
            pd.Index(tables.sites["code"]).get_indexer(rows["site"].astype("str")),
        )
        known = rows["candidates"].fillna(0).to_numpy(int)
        at = tables.years.index(year)
        technical = [PROFILES.index(profile) for profile in BROAD]
        low, high = (grid[at][:, technical].sum(axis=1) for grid in tables.candidates)
        low_by_sector, high_by_sector = np.zeros_like(low), np.zeros_like(high)
        np.add.at(low_by_sector, cell, known + rows["masked"].to_numpy(int))
        np.add.at(high_by_sector, cell, known + 4 * rows["masked"].to_numpy(int))
        either = (high > 0) | (high_by_sector > 0)
        overlap = (low <= high_by_sector) & (low_by_sector <= high)
        return 100 * float(overlap[either].mean())

    return share


def _table(year: str, shares: dict[tuple[str, str, float], float]) -> list[Figure]:
    return [
        Figure(
            f"{profiles} {tracks} within {kilometres:g} km, {year} (%)",
            published,
            0.5,
            BY_HAND,
            _share(profiles, tracks, year, kilometres),
        )
        for (profiles, tracks, kilometres), published in shares.items()
    ]


_BASIC = "BB,KB"
_TABLE_2019 = {
    ("hard", _BASIC, 10): 94.2,
    ("hard", "GL", 10): 47.1,
    ("BWI", _BASIC, 10): 87.7,
    ("PIE", _BASIC, 10): 92.7,
    ("MT", _BASIC, 10): 75.7,
    ("MVI", _BASIC, 10): 51.9,
    ("MAT", _BASIC, 10): 8.1,
}
_TABLE_2024 = {
    ("hard", _BASIC, 10): 94.1,
    ("hard", "GL", 10): 58.1,
    ("BWI", _BASIC, 10): 90.3,
    ("PIE", _BASIC, 10): 92.5,
    ("MT", _BASIC, 10): 69.4,
    ("MVI", _BASIC, 10): 53.4,
    ("MAT", _BASIC, 10): 7.9,
    ("allhard", _BASIC, 10): 68.1,
    ("hard", _BASIC, 6): 76.1,
}
_COUNTS_2019 = {"PIE": 221, "BWI": 172, "MT": 101, "MVI": 48, "MAT": 6}
_COUNTS_2024 = {
    "BWI": 179,
    "PIE": 210,
    "MT": 85,
    "MVI": 46,
    "MAT": 5,
    "broad": 259,
    "broad_without_mvi": 236,
}
#: The monitor counts sites a little differently; its figures of 2018/19 stand beside the file's.
_MONITOR_2019 = {"PIE": 215, "BWI": 171, "MT": 93, "MVI": 49, "MAT": 5}

#: Of distances to the nearest school, kilometres. Ours are from the middle of a postcode area, so
#: the shortest rides are missing; weighed by young people and to the sites of 2026, where CBS takes
#: all inhabitants by their address and the schools of that year. Both come out longer by this.
_SCHOOL_KM = 0.5
_MIDDLES = "ours from PC4 middles to the sites of 2026 by the estimate, so somewhat longer"

_FLOW = "no open file follows pupils from vmbo to mbo per profile"
_UNREACHED = [
    ("transition to technical mbo, hard profiles (%)", 70, "monitor STO", _FLOW),
    ("transition to technical mbo, MVI (%)", 50, "monitor STO", _FLOW),
    ("transition to technical mbo, MaT (%)", 80, "monitor STO", _FLOW),
]

#: Pupils in BWI on 1 October 2019, grades 3 and 4. DUO's open file, every row of BWI counted (with
#: learning support, leerwerktraject and entry programme), holds 10 fewer in KB and 7 fewer in all
#: than was published, so that no choice of its rows gives the published count.
_BWI_2019 = {"BB": 2451, "KB": 3427, "GL": 621}
_BWI_PUPILS = 10
_ANOTHER_COUNT = "all rows of DUO's open file; the published count is a little different"

_A_YEAR_LATER = (
    "open numbers by grade are of 2019 only; ours are exam candidates of the sector technology a "
    "year later, the middle of the range that the masks leave"
)

#: Change in vmbo pupils from 2019 to 2033, %, as forecast in 2020.
_PUPILS_2033 = {
    "Friesland": ("PV21", -25),
    "Overijssel": ("PV23", -25),
    "Drenthe": ("PV22", -24),
    "Groningen": ("PV20", -21),
    "Noord-Holland": ("PV27", -13),
    "Utrecht": ("PV26", -12),
    "Zuid-Holland": ("PV28", -8),
}
# No tolerance fits these: it would have to hold the falling share of vmbo, moving house as it was
# expected in 2020 and students of 18 and 19, and the tables have none of the three.
_AS_OF_2021 = (
    "the same years by the children of 2021, nobody moving house; all young people of 12-16, of "
    "whom fewer are in vmbo by the year; 2019 has students of 18 in it (Groningen)"
)
_AS_OF_2025 = (
    "from two years later, when numbers had fallen, and with who came to live here in 2021-2025, "
    "unknown in 2020; all young people of 12-16, not pupils"
)


def _young_2033(code: str, base: int, since: int) -> Callable[[Tables], float]:
    """Change in young people of vmbo age of a province to 2033, %.

    base: the year of the ages that are moved to 2033; since: the year compared to, by the ages
    of 2021.
    """

    def change(tables: Tables) -> float:
        at = tables.regions_of("province")["code"].eq(code).to_numpy()
        then, before = (
            float(totals(tables, "province", forecast.young(tables, year, ages_of))[at].item())
            for year, ages_of in ((2033, base), (since, 2021))
        )
        return 100 * (then / before - 1)

    return change


_COMPARED = [
    Figure(
        f"{province}: young people {since} to 2033, as of {base} (%)",
        published,
        None,
        "DUO 2020, vmbo pupils 2019 to 2033",
        _young_2033(code, base, since),
        why,
    )
    for base, since, why in ((2021, 2019, _AS_OF_2021), (2025, 2021, _AS_OF_2025))
    for province, (code, published) in _PUPILS_2033.items()
]

#: Published with one decimal, so half of that is all the room there is.
_LABOUR = [
    Figure(name, published, 0.05, source, ours)
    for name, published, source, ours in [
        (
            "technical jobs, December 2024 (x 1,000)",
            1250.3,
            "CBS",
            _indicator("technical_jobs", "NL", "2024", 1000),
        ),
        ("jobs, December 2024 (x 1,000)", 9086.1, "CBS", _indicator("jobs", "NL", "2024", 1000)),
        ("technical jobs in no COROP area (x 1,000)", 4.8, "CBS", _jobs_nowhere),
        *[
            (
                f"technical jobs 2019-2024, {name} (%)",
                growth,
                "CBS, delivered",
                _indicator("technical_jobs_growth", code, "2019-2024"),
            )
            for code, name, growth in [
                ("CR36", "Zuidoost-Noord-Brabant", 17.8),
                ("CR24", "Het Gooi en Vechtstreek", -23.0),
                ("CR39", "Zuid-Limburg", -10.3),
            ]
        ],
        (
            "open vacancies per 1,000 technical jobs",
            47.2,
            "CBS, delivered",
            _indicator("vacancies_per_1000_technical_jobs", "NL", "2026-Q2"),
        ),
        (
            "open vacancies per 1,000 jobs",
            42.6,
            "CBS, delivered",
            _indicator("vacancies_per_1000_jobs", "NL", "2026-Q2"),
        ),
        (
            "inhabitants, 1 January 2021 (x 1,000)",
            17475.4,
            "CBS",
            _indicator("inhabitants", "NL", "2021", 1000),
        ),
    ]
] + [
    Figure(f"tightness, {period}", ratio, 0.005, "UWV", _indicator("tightness", "NL", period))
    for period, ratio in [("2022-Q4", 4.75), ("2023-Q1", 4.32)]
]
_LABOUR.append(
    Figure("labour regions unlike their municipalities", 0, 0, "CBS", _unlike_municipalities)
)

FIGURES: list[Figure] = [
    Figure("hard BB,KB within 10 km (%)", 93, 2, MONITOR, _share("hard", _BASIC, "2018-2019")),
    Figure("hard GL within 10 km (%)", 49, 2.5, MONITOR, _share("hard", "GL", "2018-2019")),
    *_table("2018-2019", _TABLE_2019),
    *_table("2023-2024", _TABLE_2024),
    Figure("mean distance to hard BB,KB (km)", 4.3, 0.1, BY_HAND, _mean_km),
    Figure("state: hard within reach (%)", 94.1, 0.5, BY_HAND, _state(0)),
    Figure("state: only DP within reach (%)", 4.6, 0.5, BY_HAND, _state(1)),
    Figure("state: neither (%)", 1.3, 0.5, BY_HAND, _state(2)),
    Figure("Harderwijk covered (%)", 100, 0.5, BY_HAND, _municipality("GM0243", "share")),
    Figure("Utrechtse Heuvelrug covered (%)", 100, 5, BY_HAND, _municipality("GM1581", "share")),
    Figure(
        "Tilburg: only DP, of those without hard (%)",
        100,
        0.5,
        BY_HAND,
        _only_dp("municipality", "GM0855"),
    ),
    Figure("Zeeuws-Vlaanderen: idem (%)", 100, 5, BY_HAND, _only_dp("corop", "CR31")),
    *[
        Figure(f"sites {name}, 2018-2019", count, 0, COUNTED, _sites(name, "2018-2019"))
        for name, count in _COUNTS_2019.items()
    ],
    *[
        Figure(f"sites {name}, 2023-2024", count, 0, COUNTED, _sites(name, "2023-2024"))
        for name, count in _COUNTS_2024.items()
    ],
    *[
        Figure(f"sites {name}, 2018/19", count, 8, "monitor STO", _sites(name, "2018-2019"))
        for name, count in _MONITOR_2019.items()
    ],
    Figure("sites with vocational vmbo, 2018-2019", 570, 0, COUNTED, _vocational("2018-2019")),
    Figure("sites with vocational vmbo, 2023-2024", 551, 0, COUNTED, _vocational("2023-2024")),
    Figure("sites with vocational vmbo, 2017/18", 547, 30, MONITOR, _vocational("2018-2019")),
    Figure(
        "sites with a technical profile, 2017/18", 266, 10, MONITOR, _sites("broad", "2018-2019")
    ),
    Figure(
        "bicycle route to the nearest secondary school, 2021 (km)",
        2.3,
        _SCHOOL_KM,
        "CBS",
        _ride_to_school,
        _MIDDLES,
    ),
    Figure(
        "nearest vmbo site by road, 2014/15 (km)",
        2.6,
        _SCHOOL_KM,
        "CBS",
        _ride_to_vmbo,
        _MIDDLES,
    ),
    *[
        Figure(
            f"pupils in BWI {track}, grades 3 and 4, 1-10-2019",
            published,
            _BWI_PUPILS,
            "DUO",
            _bwi_pupils(track),
            _ANOTHER_COUNT,
        )
        for track, published in _BWI_2019.items()
    ],
    Figure(
        "pupils in BWI, grades 3 and 4, 1-10-2019",
        6499,
        _BWI_PUPILS,
        "DUO",
        _bwi_pupils(*_BWI_2019),
        _ANOTHER_COUNT,
    ),
    *[
        Figure(
            f"technical candidates alike in both exam files, {year} (%)",
            100,
            1,
            "DUO, by profile and by sector",
            _same_in_both_files(year),
        )
        for year in ("2021-2022", "2022-2023", "2023-2024")
    ],
    Figure(
        "growth of technical profiles, year 3, 2022/23 (%)",
        10.4,
        None,
        "monitor STO",
        _growth("2023-2024", "2022-2023"),
        _A_YEAR_LATER,
    ),
    Figure(
        "growth of technical profiles, year 3, 2023/24 (%)",
        -2.9,
        None,
        "monitor STO",
        _growth("2024-2025", "2023-2024"),
        _A_YEAR_LATER,
    ),
    Figure(
        "share of technical profiles in bb/kb/gl, 2022/23 (%)",
        20.3,
        None,
        "monitor STO",
        _technical_share("2023-2024"),
        _A_YEAR_LATER,
    ),
    *_COMPARED,
    *_LABOUR,
    *[Figure(name, published, 0, source, why=why) for name, published, source, why in _UNREACHED],
]


def compare(tables: Tables) -> list[tuple[Figure, float | None, str]]:
    """Every figure with ours (None: out of reach) and ``ok``, ``deviates``, ``not the same thing``
    or ``out of reach``."""
    rows = []
    for figure in FIGURES:
        if figure.ours is None:
            rows.append((figure, None, "out of reach"))
            continue
        ours = figure.ours(tables)
        if figure.tolerance is None:
            rows.append((figure, ours, "not the same thing"))
            continue
        # A hair of slack: the tolerance is meant in decimals, not in binary fractions.
        near = abs(ours - figure.published) <= figure.tolerance + 1e-9
        rows.append((figure, ours, "ok" if near else "deviates"))
    return rows


def run(tables: Tables) -> int:
    """Print the comparison; 1 when a figure deviates."""
    rows = compare(tables)
    print(f"{'figure':<58}{'ours':>9}{'published':>11}{'tolerance':>11}  verdict")
    for figure, ours, verdict in rows:
        shown = "–" if ours is None else f"{ours:.1f}"
        tail = f"{verdict}: {figure.why}" if figure.why else f"{verdict} ({figure.source})"
        tolerance = "–" if ours is None or figure.tolerance is None else f"{figure.tolerance:g}"
        if figure.tolerance is None:
            tail = f"{verdict} as {figure.source}, {ours - figure.published:+.1f}: {figure.why}"
        print(f"{figure.name:<58}{shown:>9}{figure.published:>11g}{tolerance:>11}  {tail}")
    return int(any(verdict == "deviates" for _, _, verdict in rows))
