"""Single figures that stand on a page of their publisher and in no open file."""

import json
from pathlib import Path

import pandas as pd

import geodata
from geodata.sources.origin import Entry, Origin, manifest_entry

FACTS = Path(geodata.__file__).parent / "facts" / "published.json"


def published() -> pd.DataFrame:
    """Single figures that stand on a page and in no open file, as rows of `indicators`."""
    table = pd.DataFrame(json.loads(FACTS.read_text("utf-8"))["figures"])
    return table.assign(value=table["value"].astype("float64"))


def published_entries() -> list[Entry]:
    """The manifest records of the pages the single figures stand on."""
    content = FACTS.read_bytes()
    facts = json.loads(content)
    return [
        manifest_entry(
            Origin(
                id=key,
                title=page["title"],
                publisher=page["publisher"],
                address=page["address"],
                licence="feiten uit een webpagina, met bronvermelding",
                reference_date=page["reference_date"],
                retrieved=None,
                used_for="indicators: " + page["used_for"],
            ),
            f"geodata/facts/{FACTS.name}",
            content,
            sum(figure["source"] == key for figure in facts["figures"]),
        )
        for key, page in facts["sources"].items()
    ]
