"""Published figures that ours are held against, each with its tolerance and how to reach it.

Sources: the national monitor Sterk Techniekonderwijs (baseline 2017/18 and its profile counts), a
calculation of the same yardstick by hand on the same open files, and CBS, DUO and UWV.
"""

from dataclasses import dataclass

from geodata.commands import ours
from geodata.commands.ours import Ours

MONITOR = "monitor STO, nulmeting 2017/18"
BY_HAND = "same yardstick by hand"
COUNTED = "counted in the exam file"
#: An independent calculation on the same files, in November 2026.
AUDIT = "audit 2026"


@dataclass(frozen=True)
class Figure:
    """A published figure and how to reach it; ``ours`` None: out of reach, ``why`` tells.

    ``tolerance`` None: ours is not the same thing, so they are compared and neither is wrong.
    ``one_point``: ours is of the tables of :mod:`geodata.commands.one_point`.
    """

    name: str
    published: float
    tolerance: float | None
    source: str
    ours: Ours | None = None
    why: str = ""
    one_point: bool = False


#: Sums of the rows of the file by sector. The years 2020-2021 to 2023-2024 are in two editions:
#: here stands the older one, in the tables the newer.
_BY_SECTOR = {
    "2014-2015": 12175,
    "2015-2016": 12657,
    "2016-2017": 12481,
    "2017-2018": 11834,
    "2018-2019": 11229,
    "2019-2020": 10772,
    "2020-2021": 9956,
    "2021-2022": 9576,
    "2022-2023": 9073,
    "2023-2024": 9843,
    "2024-2025": 9349,
}
_EDITIONS = (
    "the newer edition has one less in 01FU00 BB, 01FU00 KB and 16VK06 KB, and one more that is "
    "hidden in 14DC00 GL"
)
#: How far ours may be from shares that were worked out once with one point per postcode area. Ours
#: are from where in the area people live, which moves some over the limit, most where it is near.
_WITHIN = {10: 0.6, 6: 0.7}


def _table(year: str, shares: dict[tuple[str, str, int], float]) -> list[Figure]:
    return [
        Figure(
            f"{profiles} {tracks} within {kilometres} km, {year} (%)",
            published,
            _WITHIN[kilometres],
            BY_HAND,
            ours.share(profiles, tracks, year, kilometres),
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
#: With the combined programmes of that year as an offer of each of their profiles.
_TABLE_2025 = {
    ("hard", _BASIC, 10): 94.1,
    ("hard", "GL", 10): 56.7,
    ("BWI", _BASIC, 10): 90.2,
    ("PIE", _BASIC, 10): 92.5,
    ("MT", _BASIC, 10): 69.0,
    ("MVI", _BASIC, 10): 53.4,
    ("MAT", _BASIC, 10): 7.9,
    ("allhard", _BASIC, 10): 67.7,
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
_COUNTS_2025 = {
    "BWI": 174,
    "PIE": 209,
    "MT": 83,
    "MVI": 47,
    "MAT": 5,
    "broad": 256,
    "broad_without_mvi": 233,
}
#: The monitor counts sites a little differently; its figures of 2018/19 stand beside the file's.
_MONITOR_2019 = {"PIE": 215, "BWI": 171, "MT": 93, "MVI": 49, "MAT": 5}

#: Of the young people, in the order of the states of coverage.
_STATES_2024 = {"hard within reach": 94.1, "only DP within reach": 4.6, "neither": 1.3}
#: Municipalities that would look like a gap without the former sites, or without the combined
#: programmes: name, code, school year, tolerance, source.
_NO_GAPS = [
    ("Harderwijk", "GM0243", "2023-2024", 0.5, BY_HAND),
    ("Utrechtse Heuvelrug", "GM1581", "2023-2024", 10, BY_HAND),
    ("Almere", "GM0034", "2024-2025", 0.5, "as the year before"),
    ("Culemborg", "GM0216", "2024-2025", 0.5, "as the year before"),
    ("Opsterland", "GM0086", "2024-2025", 5, "as the year before"),
]

#: Of distances to the nearest school, kilometres. Ours are from a point per neighbourhood, weighed
#: by young people and to the sites of 2026, where CBS takes all inhabitants by their address and
#: the schools of that year.
_SCHOOL_KM = 0.25
_POINTS = "ours from a point per neighbourhood to the sites of 2026, by the estimate"

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


#: Share of technical candidates, bb/kb, 2023-2024, %: lowest and highest that the masks allow.
_TECHNICAL_SHARES = {
    "sto-zeeland": (24, 27),
    "sto-westerkwartier-noordenveld": (16, 21),
    "sto-noord-groningen": (18, 21),
    "sto-meppel-steenwijk": (20, 27),
    "sto-assen": (10, 10),
    "sto-emmen-terapel": (31, 32),
    "sto-noordwest-friesland": (11, 17),
    "sto-zuid-friesland": (20, 21),
}
#: Covered, hard, bb/kb, 10 km, 2023-2024, %, with RMC regions as pages name them.
_RMC = {"RM32": 98.2, "RM31": 79.9, "RM22": 94.0}
#: Of fifths by SES-WOA: profiles, distance, group, fifth, published. By hand with all people of a
#: postcode area at one point inside it: from such points ours are within a point of all eight. From
#: where in the area people live ours are within a point of six; of the best-off fifth of the
#: countryside fewer have a hard profile near than of its points, and more M&T by bicycle.
_BY_WELFARE = [
    ("hard", "straight", "all", 1, 96.8, True),
    ("hard", "straight", "all", 5, 95.4, True),
    ("hard", "straight", "rural", 1, 80, True),
    ("hard", "straight", "rural", 5, 92, False),
    ("hard", "cycle", "rural", 1, 62, True),
    ("hard", "cycle", "rural", 5, 82, True),
    ("MT", "cycle", "rural", 1, 27, True),
    ("MT", "cycle", "rural", 5, 49, False),
]
_AS_BY_HAND = "from one point per postcode area, as by hand"
_WHERE_PEOPLE_LIVE = (
    "ours from where in the area people live; from one point per area it is the row above"
)


def _of_fifth(
    profiles: str, distance: str, group: str, fifth: int, published: float, same: bool
) -> list[Figure]:
    """The figure as it was worked out by hand, and ours beside it."""
    name = f"{profiles} within 10 km ({distance}), {group} areas, fifth {fifth} (%)"
    of_tables = ours.of_fifth(profiles, distance, group, fifth, "2024-2025")
    by_hand = Figure(name, published, 1, BY_HAND, of_tables, _AS_BY_HAND, one_point=True)
    beside = Figure(
        f"idem, {group} areas, fifth {fifth}, where people live (%)",
        published,
        1 if same else None,
        BY_HAND,
        of_tables,
        "" if same else _WHERE_PEOPLE_LIVE,
    )
    return [by_hand, beside]


_EQUITY = [figure for row in _BY_WELFARE for figure in _of_fifth(*row)]

_AUDITED = [
    *[
        Figure(
            f"{code}: {bound} technical share (%)",
            share,
            0.55,
            AUDIT,
            ours.technical_bound(code, bound, "2023-2024"),
        )
        for code, shares in _TECHNICAL_SHARES.items()
        for bound, share in zip(("low", "high"), shares, strict=True)
    ],
    *[
        Figure(f"{code} covered (%)", share, 1, AUDIT, ours.of_region("rmc", code, "2023-2024"))
        for code, share in _RMC.items()
    ],
    *[
        Figure(
            f"candidates PIE, {name}, 2018-2019",
            count,
            0,
            AUDIT,
            ours.candidates_of(level, code, "PIE", "2018-2019"),
        )
        for name, level, code, count in (
            ("Noord-Brabant", "province", "PV30", 663),
            ("Land van Cuijk", "municipality", "GM1982", 35),
        )
    ],
    Figure(
        "girls in technology, lowest, 2024-2025 (%)", 11.8, 0.1, AUDIT, ours.girls(0, "2024-2025")
    ),
    Figure(
        "girls in technology, highest, 2024-2025 (%)", 13.0, 0.1, AUDIT, ours.girls(1, "2024-2025")
    ),
    *[
        Figure(f"sites with candidates without {word}", 0, 0, AUDIT, ours.without(column))
        for word, column in (
            ("municipality", "municipality"),
            ("STO region", "sto"),
            ("place", "x"),
        )
    ],
]

#: Road distance to vmbo of any kind per postcode area in 2023, weighed by young people, beside our
#: rides to the sites of 2026. Ours are somewhat shorter: bicycles have ways of their own, and vmbo
#: in the structure of a site is a licence, where CBS counts schools with pupils.
_OFFICIAL = [
    Figure(name, published, tolerance, "CBS, 2023", ours.beside_official(figure))
    for name, published, tolerance, figure in (
        ("ride to vmbo beside CBS by road, mean (km)", 2.64, 0.2, "ours_km"),
        ("idem, median of ours over CBS's per area (%)", 100, 6, "ratio"),
        ("idem, rank correlation over the areas (%)", 100, 8, "spearman"),
    )
]

_COMPARED = [
    Figure(
        f"{province}: young people {since} to 2033, as of {base} (%)",
        published,
        None,
        "DUO 2020, vmbo pupils 2019 to 2033",
        ours.young_2033(code, base, since),
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
            ours.indicator("technical_jobs", "NL", "2024", 1000),
        ),
        (
            "jobs, December 2024 (x 1,000)",
            9086.1,
            "CBS",
            ours.indicator("jobs", "NL", "2024", 1000),
        ),
        ("technical jobs in no COROP area (x 1,000)", 4.8, "CBS", ours.jobs_nowhere),
        *[
            (
                f"technical jobs 2019-2024, {name} (%)",
                growth,
                "CBS, delivered",
                ours.indicator("technical_jobs_growth", code, "2019-2024"),
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
            ours.indicator("vacancies_per_1000_technical_jobs", "NL", "2026-Q2"),
        ),
        (
            "open vacancies per 1,000 jobs",
            42.6,
            "CBS, delivered",
            ours.indicator("vacancies_per_1000_jobs", "NL", "2026-Q2"),
        ),
        (
            "inhabitants, 1 January 2021 (x 1,000)",
            17475.4,
            "CBS",
            ours.indicator("inhabitants", "NL", "2021", 1000),
        ),
    ]
] + [
    Figure(f"tightness, {period}", ratio, 0.005, "UWV", ours.indicator("tightness", "NL", period))
    for period, ratio in [("2022-Q4", 4.75), ("2023-Q1", 4.32)]
]
_LABOUR.append(
    Figure("labour regions unlike their municipalities", 0, 0, "CBS", ours.unlike_municipalities)
)

FIGURES: list[Figure] = [
    Figure("hard BB,KB within 10 km (%)", 93, 2, MONITOR, ours.share("hard", _BASIC, "2018-2019")),
    Figure("hard GL within 10 km (%)", 49, 2.5, MONITOR, ours.share("hard", "GL", "2018-2019")),
    *_table("2018-2019", _TABLE_2019),
    *_table("2023-2024", _TABLE_2024),
    *_table("2024-2025", _TABLE_2025),
    Figure("mean distance to hard, 2023-2024 (km)", 4.3, 0.15, BY_HAND, ours.mean_km("2023-2024")),
    *[
        Figure(
            f"state: {name}, 2023-2024 (%)",
            share,
            0.5,
            BY_HAND,
            ours.state_share(state, "2023-2024"),
        )
        for state, (name, share) in enumerate(_STATES_2024.items())
    ],
    *[
        Figure(
            f"{name} covered, {year} (%)",
            100,
            tolerance,
            source,
            ours.of_municipality(code, "share", year),
        )
        for name, code, year, tolerance, source in _NO_GAPS
    ],
    *[
        Figure(
            f"{name}: only DP, of those without hard, {year} (%)",
            100,
            tolerance,
            BY_HAND,
            ours.only_dp_share(level, code, year),
        )
        for year in ("2023-2024", "2024-2025")
        for name, level, code, tolerance in [
            ("Tilburg", "municipality", "GM0855", 0.5),
            ("Zeeuws-Vlaanderen", "corop", "CR31", 7),
        ]
    ],
    *[
        Figure(f"sites {name}, 2018-2019", count, 0, COUNTED, ours.sites(name, "2018-2019"))
        for name, count in _COUNTS_2019.items()
    ],
    *[
        Figure(f"sites {name}, 2023-2024", count, 0, COUNTED, ours.sites(name, "2023-2024"))
        for name, count in _COUNTS_2024.items()
    ],
    *[
        Figure(f"sites {name}, 2024-2025", count, 0, COUNTED, ours.sites(name, "2024-2025"))
        for name, count in _COUNTS_2025.items()
    ],
    *[
        Figure(f"sites {name}, 2018/19", count, 8, "monitor STO", ours.sites(name, "2018-2019"))
        for name, count in _MONITOR_2019.items()
    ],
    Figure(
        "sites with vocational vmbo, 2018-2019", 570, 0, COUNTED, ours.vocational_sites("2018-2019")
    ),
    Figure(
        "sites with vocational vmbo, 2023-2024", 551, 0, COUNTED, ours.vocational_sites("2023-2024")
    ),
    Figure(
        "sites with vocational vmbo, 2017/18", 547, 30, MONITOR, ours.vocational_sites("2018-2019")
    ),
    Figure(
        "sites with a technical profile, 2017/18",
        266,
        10,
        MONITOR,
        ours.sites("broad", "2018-2019"),
    ),
    Figure(
        "bicycle route to the nearest secondary school, 2021 (km)",
        2.3,
        _SCHOOL_KM,
        "CBS",
        ours.ride_to_school,
        _POINTS,
    ),
    Figure(
        "nearest vmbo site by road, 2014/15 (km)",
        2.6,
        _SCHOOL_KM,
        "CBS",
        ours.ride_to_vmbo,
        _POINTS,
    ),
    *[
        Figure(
            f"pupils in BWI {track}, grades 3 and 4, 1-10-2019",
            published,
            _BWI_PUPILS,
            "DUO",
            ours.bwi_pupils(track),
            _ANOTHER_COUNT,
        )
        for track, published in _BWI_2019.items()
    ],
    Figure(
        "pupils in BWI, grades 3 and 4, 1-10-2019",
        6499,
        _BWI_PUPILS,
        "DUO",
        ours.bwi_pupils(*_BWI_2019),
        _ANOTHER_COUNT,
    ),
    *[
        Figure(
            f"technical candidates alike in both exam files, {year} (%)",
            100,
            1,
            "DUO, by profile and by sector",
            ours.same_in_both_files(year),
        )
        for year in ("2021-2022", "2022-2023", "2023-2024", "2024-2025")
    ],
    *[
        Figure(
            f"known candidates in the sector technology, {year}",
            known,
            3 if year == "2023-2024" else 0,
            "DUO, the oldest edition of the file by sector that has the year",
            ours.known_technical(year),
            _EDITIONS if year == "2023-2024" else "",
        )
        for year, known in _BY_SECTOR.items()
    ],
    Figure(
        "growth of technical profiles, year 3, 2022/23 (%)",
        10.4,
        None,
        "monitor STO",
        ours.growth("2023-2024", "2022-2023"),
        _A_YEAR_LATER,
    ),
    Figure(
        "growth of technical profiles, year 3, 2023/24 (%)",
        -2.9,
        None,
        "monitor STO",
        ours.growth("2024-2025", "2023-2024"),
        _A_YEAR_LATER,
    ),
    Figure(
        "share of technical profiles in bb/kb/gl, 2022/23 (%)",
        20.3,
        None,
        "monitor STO",
        ours.technical_share("2023-2024"),
        _A_YEAR_LATER,
    ),
    *_AUDITED,
    *_EQUITY,
    *_OFFICIAL,
    *_COMPARED,
    *_LABOUR,
    *[Figure(name, published, 0, source, why=why) for name, published, source, why in _UNREACHED],
]
