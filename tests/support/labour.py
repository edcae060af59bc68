"""Figures of the labour market that can be checked by hand, on the shipped regions."""

from dataclasses import replace

import pandas as pd

from dashboard.data import Data

#: A source that the manifest knows.
SOURCE = "cbs-70072ned-2025"


def rows(data: Data, level: str, indicator: str, values, period: str = "2024", note="") -> list:
    """Rows of the table ``indicators`` for the first regions of a level."""
    codes = data.tables.regions_of(level)["code"]
    return [
        (
            level,
            code,
            indicator,
            period,
            value,
            "unit",
            SOURCE,
            "no_data" if value is None else note,
        )
        for code, value in zip(codes, values, strict=False)
    ]


def with_labour(data: Data) -> Data:
    """The shipped regions with figures of which every answer can be checked by hand.

    COROP area number n has share n and growth n - 20; seven provinces have vacancies.
    """
    made = [
        *rows(data, "corop", "technical_jobs", [1000.0 * (n + 1) for n in range(40)]),
        *rows(data, "corop", "technical_jobs_share", [float(n) for n in range(40)]),
        *rows(data, "corop", "technical_jobs_growth", [n - 20.0 for n in range(40)], "2019-2024"),
        *rows(
            data,
            "province",
            "vacancies_per_1000_technical_jobs",
            [40.0, 41.0, 42.0, 43.0, 44.0, 45.0, 46.0, *[None] * 5],
            "2026-Q2",
            "mixed_dates",
        ),
        *rows(data, "municipality", "ww_share", [0.5 + n / 1000 for n in range(342)], "2021"),
        *rows(data, "nl", "technical_jobs_share", [14.25]),
    ]
    table = pd.DataFrame(made, columns=list(data.tables.indicators.columns))
    return replace(data, tables=replace(data.tables, indicators=table))
