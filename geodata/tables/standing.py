"""Which tables of a folder stand: a build that is ended while it puts its own in place leaves those
before it beside them, whole."""

import json
import os
import shutil
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


def keep_former(out: Path) -> Path:
    """Have the tables of a folder beside those that come; where they are.

    When a build before this one was ended halfway, the copy that it kept is the one that is whole.
    """
    former, new = out / FORMER, out / f"{FORMER}-new"
    if standing(out) == former:
        return former
    for folder in (former, new):
        shutil.rmtree(folder, ignore_errors=True)
    new.mkdir()
    for path in out.iterdir():
        if path.is_file():
            _same_file(path, new / path.name)
    return new.rename(former)


def _same_file(path: Path, other: Path) -> None:
    """Another name of a file, which costs no room; a copy where a disk knows no such thing."""
    try:
        os.link(path, other)
    except OSError:
        shutil.copy2(path, other)
