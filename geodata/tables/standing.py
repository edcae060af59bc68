"""Which tables of a folder stand: a build that is ended while it puts its own in place leaves those
before it beside them, whole."""

import json
from pathlib import Path

from geodata.errors import DataError
from geodata.tables.checksum import verify

#: In a folder of prepared tables, only while others take their place: the tables before.
FORMER = ".former"


def standing(folder: Path, tables: tuple[str, ...] = ()) -> Path:
    """Where to read the tables of a folder: there, or from the copy of those before when what is
    there is a mix of two builds. `tables` are those that there must be."""
    former = folder / FORMER
    return former if _are_whole(former, tables) and not _are_whole(folder, tables) else folder


def _are_whole(folder: Path, tables: tuple[str, ...]) -> bool:
    path = folder / "manifest.json"
    if not path.is_file():
        return False
    try:
        verify(folder, json.loads(path.read_text("utf-8")), tables)
    except (DataError, OSError, ValueError):
        return False
    return True
