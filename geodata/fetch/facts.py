"""The addresses, tables and columns that are asked for: a shipped table of facts."""

import json
from pathlib import Path
from typing import Any

import geodata

FACTS = Path(geodata.__file__).parent / "facts" / "fetch.json"


def facts(publisher: str) -> dict[str, Any]:
    """What is asked of a publisher."""
    asked: dict[str, Any] = json.loads(FACTS.read_text("utf-8"))[publisher]
    return asked
