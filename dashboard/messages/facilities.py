"""Places beside the schools on the map: what ships, which is mbo, and what a user brings along.

What a user brings goes to that user's browser and nowhere else.
"""

from typing import Any, TypedDict

import pandas as pd

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.data import Data
from dashboard.texts import Texts
from dashboard.upload.facilities import KINDS
from dashboard.upload.faults import Fault, fault_words
from geodata.analysis.mbo import institutions

#: Kind -> letter in its square. Small letters: the marks of schools have capitals.
LETTERS = {
    "techlab": "t",
    "hotspot": "h",
    "bedrijfsschool": "s",
    "company": "b",
    "mbo": "m",
    "other": "o",
}
#: Sentences about a file that are told; of more it is told how many.
MOST_FAULTS = 40
#: Characters of the name of a file that are repeated.
FILE_NAME = 60

#: Name, place, kind, longitude, latitude, source and note.
Row = tuple[str, str, str, float, float, str, str]


class Facilities(TypedDict):
    """The shipped places when they are shown, and the words of the layer.

    ``letters`` and ``kinds`` are by kind; ``source`` has {source} open.
    """

    key: str
    rows: list[Row]
    letters: dict[str, str]
    kinds: dict[str, str]
    source: str


def key(view: View) -> str:
    """What the layer depends on: the same key is the same layer."""
    return f"{'mbo' if view.facilities else 'off'}|{view.language}"


def message(context: Context) -> Facilities:
    """What ``assets/scripts/facilities`` needs."""
    view, texts = context.view, context.texts
    rows = shipped(context.data, texts) if view.facilities else []
    return {
        "key": key(view),
        "rows": rows,
        "letters": LETTERS,
        "kinds": {kind: texts(f"facility.kind.{kind}") for kind in KINDS},
        "source": texts("facility.source"),
    }


def shipped(data: Data, texts: Texts) -> list[Row]:
    """The places with a source that ships: head offices of mbo institutions."""
    sources = {source["id"]: source for source in data.manifest["sources"]}
    return [
        (
            row.name,
            row.place,
            row.kind,
            round(row.lon, 4),
            round(row.lat, 4),
            _source(sources[row.source]),
            texts("facility.head_office"),
        )
        for row in institutions(data.tables).itertuples(index=False)
    ]


def _source(source: dict[str, str]) -> str:
    return f"{source['publisher']}, {source['title']}, {source['reference_date']}"


def own_rows(rows: pd.DataFrame) -> list[list[Any]]:
    """The rows of ``read_facilities`` as the browser keeps them."""
    columns = ["name", "place", "kind", "lon", "lat", "source", "note"]
    kept = rows[columns].round({"lon": 5, "lat": 5})
    return [list(row) for row in kept.to_numpy(object).tolist()]


def sentences(faults: list[Fault], say: Texts) -> list[str]:
    """What is wrong in a file, as it is told in one language."""
    told = [fault_words(fault, say) for fault in faults[:MOST_FAULTS]]
    rest = len(faults) - len(told)
    return [*told, say("facility.more_faults", count=rest)] if rest else told
