"""What is known of the Caribbean Netherlands, which is on no map of the country."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import geodata
from dashboard.address.view import View
from dashboard.data import CARIBBEAN

_FACTS = Path(geodata.__file__).parent / "facts" / "caribbean.json"

Island = dict[str, Any]


@cache
def facts() -> dict[str, Any]:
    """What is known of the islands (``islands``) and what is not (``unknown``)."""
    known: dict[str, Any] = json.loads(_FACTS.read_text("utf-8"))
    return known


def islands() -> list[Island]:
    """Each with its ``name``, ``rings`` in degrees, and ``schools``."""
    every: list[Island] = facts()["islands"]
    return every


def shows_islands(view: View) -> bool:
    """Are the islands what a view is about? Then no colour of the country says anything of it."""
    return view.region == CARIBBEAN and not view.site


def tellers() -> list[str]:
    """Who says what is known of the schools, each once."""
    told = (school["source"]["publisher"] for one in islands() for school in one["schools"])
    return list(dict.fromkeys(told))
