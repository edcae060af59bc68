"""The answer to a question of coverage as a table: that of the command line and of the API."""

import pandas as pd

from geodata.analysis.coverage import coverage
from geodata.question import Question
from geodata.tables.reader import Tables

WHICH = ("level", "code", "name")
HOW_MANY = ("young_people", "covered", "share")
COLUMNS = (*WHICH, *HOW_MANY, "mean_km", "p90_km", "choices")
#: What stands in place of kilometres where a measure of the owner's own is in minutes.
IN_MINUTES = {"mean_km": "mean_min", "p90_km": "p90_min"}


def coverage_table(tables: Tables, question: Question, level: str) -> pd.DataFrame:
    """One row per region of a level: the columns of :data:`COLUMNS`, rounded to four decimals.

    What they mean stands at :func:`geodata.analysis.coverage.coverage`. By a measure of the owner's
    own that is in minutes the distances are so too: :data:`IN_MINUTES`.
    """
    table = coverage(tables, question, level)[list(COLUMNS)]
    return in_own_unit(table, tables, question, IN_MINUTES).round(4)


def in_own_unit(
    table: pd.DataFrame, tables: Tables, question: Question, names: dict[str, str]
) -> pd.DataFrame:
    """A table with its kilometres, under other names, in the minutes of a measure of the owner's
    own; the same table by another distance. names: column in kilometres -> in minutes."""
    own = tables.own_measures.get(question.distance)
    if own is None or own.unit != "min":
        return table
    minutes = {column: table[column] * 1000 / own.metres(1) for column in names}
    return table.assign(**minutes).rename(columns=names)


def as_csv(table: pd.DataFrame) -> str:
    """Commas, points, a header and no comments: for programs."""
    text: str = table.to_csv(index=False, lineterminator="\n")
    return text
