"""How a prepared table is described: its columns, and the rules that hold in every row."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

#: Types of columns: as pandas names them. ``category`` is text kept once per value, for long
#: tables with few values; ``Int16`` is a whole number that may be missing.
TEXT, CATEGORY, FLAG, NUMBER = "str", "category", "bool", "float64"


@dataclass(frozen=True)
class Column:
    """What stands in one column.

    ``kind`` is a type of pandas. ``among``: the only values. ``pattern``: what the whole text looks
    like. ``low``, ``high``: bounds, both included. ``filled``: text that is never empty.
    ``missing``: null where the source has nothing; other columns never are. ``unique``: no value
    stands twice. ``unit``: empty for codes, names and flags.
    """

    kind: str
    meaning: str
    unit: str = ""
    among: tuple[str | int, ...] = ()
    pattern: str = ""
    low: float | None = None
    high: float | None = None
    filled: bool = False
    missing: bool = False
    unique: bool = False


@dataclass(frozen=True)
class Rule:
    """What must hold in every row of a table: in words, and as a boolean per row."""

    text: str
    holds: Callable[[pd.DataFrame], pd.Series]


@dataclass(frozen=True)
class Table:
    """One prepared table. ``row``: what one row is of. ``key``: columns that tell rows apart."""

    meaning: str
    row: str
    columns: dict[str, Column]
    key: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
