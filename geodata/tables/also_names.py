"""Other names that people use for regions and places: written by hand, read beside the tables."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FACTS = Path(__file__).parents[1] / "facts" / "also_names.json"


@dataclass(frozen=True)
class AlsoName:
    """One more name: of a region by its code, or of a place within that region."""

    name: str
    region: str
    #: The place as the tables spell it; None where the name is that of the region.
    place: str | None = None


@lru_cache(maxsize=1)
def also_names() -> tuple[AlsoName, ...]:
    """Every other name, in the order of the file; that says what each group is based on."""
    groups = json.loads(FACTS.read_text("utf-8"))["groups"]
    return tuple(one for group in groups for one in _of_group(group))


def _of_group(group: dict[str, Any]) -> Iterator[AlsoName]:
    for code, names in group.get("regions", {}).items():
        for name in names:
            yield AlsoName(name, code)
    for place, names in group.get("places", {}).items():
        for name in names:
            yield AlsoName(name, group["within"], place)
