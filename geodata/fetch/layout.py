"""What a publisher changed in the layout of a file, in words: the old column and the new one."""

import csv
import difflib
import re
from collections.abc import Iterable
from pathlib import Path

from geodata.errors import DataError
from geodata.sources.reading import decode, read_bytes


class Renamed(DataError):
    """A publisher has no such name any more."""


def columns(path: Path) -> list[str]:
    """The names in the first row of a table; none of what is no table of text."""
    if not path.name.endswith((".csv", ".csv.gz")) or not path.is_file():
        return []
    header = decode(path, read_bytes(path), latin1=True).partition("\n")[0]
    separator = max(";,", key=header.count)
    return [name.strip() for name in next(csv.reader([header], delimiter=separator), [])]


def changed(old: list[str], new: list[str]) -> list[str]:
    """What became of each column that is gone, then which are new."""
    gone, added = [name for name in old if name not in new], [n for n in new if n not in old]
    lines = []
    for name in gone:
        near = difflib.get_close_matches(name, added, n=1, cutoff=0.4)
        # In the same place, and without another that is more alike.
        place = old.index(name)
        if not near and len(old) == len(new) and new[place] in added:
            near = [new[place]]
        if near:
            added.remove(near[0])
            lines.append(f"column '{name}' is now '{near[0]}'")
        else:
            lines.append(f"column '{name}' is gone")
    return lines + [f"column '{name}' is new" for name in added]


def renamed(where: str, wanted: Iterable[str], there: Iterable[str]) -> None:
    """Refuses a document without a name that is asked of it, with the nearest that it has."""
    wanted, there = [*wanted], [*there]
    others = [name for name in there if name not in wanted]
    for name in wanted:
        if name not in there:
            near = max(others, key=lambda other: _likeness(name, other), default="nothing")
            raise Renamed(
                f"{where}: '{name}' is gone, '{near}' is nearest to it; "
                "look whether that means the same, then name it in geodata/fetch or its facts"
            )


def _likeness(one: str, other: str) -> tuple[float, float]:
    """How much two names are alike: first in their words, as of two ages more letters are alike
    than of an age and its new spelling."""
    words, others = (set(re.findall(r"\w+", name.lower())) for name in (one, other))
    alike = len(words & others) / max(1, len(words | others))
    return alike, difflib.SequenceMatcher(None, one, other).ratio()
