"""Before tables replace others: what is said of them, and whether they may."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from geodata.build.changes import Changes, changes
from geodata.build.placeless import placeless
from geodata.errors import DataError
from geodata.tables import reader

#: Changes beyond a bound that a refusal names before it says how many more there are.
MOST_TOLD = 5


def looked_at(tables: Mapping[str, pd.DataFrame], out: Path, accept: bool) -> list[str]:
    """What to know of new tables beside those in a folder, line by line.

    Raises DataError when that is beyond a bound and not accepted.
    """
    after = reader.Tables(**{name: tables[name] for name in reader.NAMES}, manifest={})
    lost, changed = placeless(after), _changes(out, after)
    if beyond := list(filter(None, [lost.jump, *changed.jumps])):
        if not accept:
            more = len(beyond) - MOST_TOLD
            rest = f"; and {more} changes more" if more > 0 else ""
            raise DataError(
                f"{out}: more changes than a build may change unseen: "
                f"{'; '.join(beyond[:MOST_TOLD])}{rest}; nothing is written: correct the sources, "
                "or look at this and build with --accept, which lists all"
            )
        changed.lines.append(f"accepted: {'; '.join(beyond)}")
    return [*lost.lines, *changed.lines]


def _changes(out: Path, after: reader.Tables) -> Changes:
    if not (out / "manifest.json").is_file():
        return Changes(["no tables before these to compare with"])
    try:
        return changes(reader.read(out), after)
    except (DataError, KeyError) as error:
        # Tables of another version of this program, or damaged ones.
        why = " ".join(str(error).split())
        return Changes([f"the tables before these cannot be compared with: {why}"])
