"""The answer to a question of coverage as a table: that of the command line and of the API."""

import pandas as pd

from geodata.analysis.coverage import coverage
from geodata.question import Question
from geodata.tables.reader import Tables

WHICH = ("level", "code", "name")
HOW_MANY = ("young_people", "covered", "share")
COLUMNS = (*WHICH, *HOW_MANY, "mean_km", "p90_km", "choices")


def coverage_table(tables: Tables, question: Question, level: str) -> pd.DataFrame:
    """One row per region of a level: the columns of :data:`COLUMNS`, rounded to four decimals.

    What they mean stands at :func:`geodata.analysis.coverage.coverage`.
    """
    return coverage(tables, question, level)[list(COLUMNS)].round(4)


def as_csv(table: pd.DataFrame) -> str:
    """Commas, points, a header and no comments: for programs."""
    text: str = table.to_csv(index=False, lineterminator="\n")
    return text
