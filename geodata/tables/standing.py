"""Which tables of a folder stand: who is ended while it puts its own in place leaves those before
beside them, whole."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geodata.errors import DataError
from geodata.tables.checksum import REMEDY, verify

#: In a folder of prepared tables, only while others take their place: the tables before.
FORMER = ".former"


def standing(folder: Path, tables: tuple[str, ...] = ()) -> Path:
    """Where to read the tables of a folder: there, or from the copy of those before when what is
    there is a mix of two builds. `tables` are those that there must be."""
    former = folder / FORMER
    return former if _are_whole(former, tables) and not _are_whole(folder, tables) else folder


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """While files of a folder are replaced those before stand beside them, at the place that this
    gives: who reads meanwhile, or after it is ended halfway, finds all of one.

    Raises DataError where nothing can be kept, and where what stands there then is not whole.
    """
    try:
        former = keep_former(folder)
    except OSError as error:
        raise DataError(
            f"{folder}: cannot be written in ({error.strerror}); choose another directory"
        ) from error
    try:
        yield former
    except Exception:
        _drop(former, folder)
        raise
    if not _drop(former, folder):
        raise DataError(f"{folder}: has tables that do not belong together; {REMEDY}")


def _drop(former: Path, folder: Path) -> bool:
    """Forget the tables before where those in place are whole. Are they?"""
    is_whole = standing(folder) == folder
    if is_whole:
        shutil.rmtree(former, ignore_errors=True)
    return is_whole


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
