"""``python -m geodata dictionary``: the prepared tables described, as docs/data-dictionary.md."""

import argparse
import sys
from collections.abc import Iterator

from geodata.tables.columns import Column, Table
from geodata.tables.schema import OPTIONAL, SCHEMAS

HEAD = """\
# Data dictionary

The prepared tables in `geodata/prepared/`, one Parquet file each: what a row is, and what every
column means. Written from `geodata/tables/schema.py`, by which the build checks each table; do not
change it by hand: `python -m geodata dictionary > docs/data-dictionary.md`.

Columns stand in this order. One that *may be missing* is null where the source has nothing; no
other column ever is. Degrees are WGS84, metres with `RD` those of the Dutch grid (EPSG:28992).
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """It has none."""


def run(options: argparse.Namespace) -> int:
    """Print the dictionary."""
    sys.stdout.write(document(SCHEMAS | OPTIONAL))
    return 0


def document(tables: dict[str, Table]) -> str:
    """The whole dictionary as Markdown, a chapter per table."""
    return "\n".join([HEAD, *(_chapter(name, table) for name, table in tables.items())])


def _chapter(name: str, table: Table) -> str:
    return "\n".join([f"## {name}", "", *_lines(table), ""])


def _lines(table: Table) -> Iterator[str]:
    yield table.meaning
    yield ""
    yield f"One row per {table.row}."
    yield ""
    yield "| column | type | unit | meaning | values | may be missing |"
    yield "|---|---|---|---|---|---|"
    for name, column in table.columns.items():
        cells = [f"`{name}`", column.kind, column.unit, column.meaning, _values(column)]
        cells.append("yes" if column.missing else "")
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    if table.rules:
        yield ""
        yield f"In every row: {'; '.join(rule.text for rule in table.rules)}."


def _values(column: Column) -> str:
    """What may stand in the column, in words."""
    conditions = []
    if column.among:
        conditions.append(", ".join(f"`{value}`" for value in column.among))
    if column.pattern:
        conditions.append(f"like `{column.pattern}`")
    if column.low is not None and column.high is not None:
        conditions.append(f"{column.low:,g} to {column.high:,g}")
    elif column.low is not None:
        conditions.append(f"{column.low:,g} or more")
    if column.filled:
        conditions.append("never empty")
    if column.unique:
        conditions.append("each once")
    return "; ".join(conditions)
