"""Municipalities that are no more: an old list names them, and who reads it can be told so."""

import json
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

FACTS = Path(__file__).parents[1] / "facts" / "former_municipalities.json"


class Former(NamedTuple):
    """What a municipality was called, and the last year that it was there."""

    name: str
    last_year: int


@lru_cache(maxsize=1)
def former_municipalities() -> dict[str, Former]:
    """Code -> the municipality that had it."""
    listed = json.loads(FACTS.read_text("utf-8"))["last_year"]
    return {code: Former(name, year) for code, (name, year) in listed.items()}
