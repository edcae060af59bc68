"""``python -m geodata check --crossings``: where a way across the water may be missing.

Whoever goes on with the list finds out why a ride is long: a bridge or ferry that exists goes into
``added`` of ``geodata/facts/crossings.json``, a good reason into ``far``.
"""

import json
from pathlib import Path
from typing import Any

import pandas as pd

import geodata
from geodata.analysis.detours import TIMES, WITHIN_M, long_rides
from geodata.tables.reader import Tables

FACTS = Path(geodata.__file__).parent / "facts" / "crossings.json"


def with_reasons(rides: pd.DataFrame, far: list[dict[str, Any]]) -> pd.DataFrame:
    """The rides with a column ``reason``: why they are rightly long, empty where nobody knows.

    far: pairs of lists of municipalities between which rides are long, and the reason.
    """
    reasons = {
        pair: one["reason"]
        for one in far
        for here in one["between"][0]
        for there in one["between"][1]
        for pair in ((here, there), (there, here))
    }
    municipalities = zip(rides["home_municipality"], rides["site_municipality"], strict=True)
    return rides.assign(reason=[reasons.get(pair, "") for pair in municipalities])


def report(tables: Tables) -> int:
    """Print the pairs of places, those without a reason first, and the crossings that nobody has
    confirmed; 0."""
    facts = json.loads(FACTS.read_text("utf-8"))
    rides = with_reasons(long_rides(tables), facts["far"])
    print(f"rides over {TIMES:g} times the straight line, within {WITHIN_M / 1000:g} km")
    print(f"{'from':<28}{'to':<26}{'young':>7}{'straight':>10}{'ride':>8}  reason")
    open_first = rides.sort_values("reason", key=lambda reason: reason.ne(""), kind="stable")
    for row in open_first.itertuples():
        print(
            f"{row.home_place:<28}{row.site_place:<26}{row.young:>7.0f}{row.straight_km:>10.1f}"
            f"{row.ride_km:>8.1f}  {row.reason or '?'}"
        )
    known = rides["reason"].ne("")
    print(f"{len(rides)} pairs of places, {int(known.sum())} with a reason")
    for one in facts["added"]:
        if not one["confirmed"]:
            print(f"not confirmed by a page: {one['name']}")
    return 0
