"""Where our rides to vmbo differ most from the official distances, and why as far as is known."""

import json
from collections.abc import Iterator
from pathlib import Path

import geodata
from geodata.analysis.official import beside_official, largest_differences
from geodata.tables.reader import Tables

FACTS = Path(geodata.__file__).parent / "facts" / "nearest_vmbo.json"


def reasons() -> dict[str, str]:
    """Per postcode area why ours and the official distance differ, where somebody found out."""
    facts = json.loads(FACTS.read_text("utf-8"))["reasons"]
    return {code: one["reason"] for one in facts for code in one["codes"]}


def lines(tables: Tables) -> Iterator[str]:
    """The ten largest differences, each with its reason or the word unexplained."""
    known = reasons()
    yield f"{'largest differences to CBS (km by road, 2023)':<58}{'ours':>9}{'CBS':>11}"
    for row in largest_differences(beside_official(tables)).itertuples():
        reason = known.get(row.code, "unexplained")
        yield f"{row.name:<58}{row.ours_km:>9.1f}{row.official_km:>11.1f}{'':>11}  {reason}"
