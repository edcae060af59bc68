"""What is wrong in an upload, as a text key with its values, and the sentence that says so."""

from dataclasses import dataclass, field

import pandas as pd

from dashboard.texts import Texts

#: Characters of the user's own text that a message repeats.
SHOWN = 40


@dataclass(frozen=True)
class Fault:
    """One thing to tell the user.

    ``row`` counts as a spreadsheet does, the header included (of GeoJSON: the number of the
    feature, from 1); None when it is about the whole file. ``key`` is a text, ``values`` what the
    text asks for. A ``notice`` is mild: nothing is lost that the user meant to give.
    """

    row: int | None
    key: str
    values: dict = field(default_factory=dict)
    notice: bool = False


@dataclass(frozen=True, eq=False)
class Upload:
    """The good rows of a file, and what must be said about it in the order of the file."""

    rows: pd.DataFrame
    faults: list[Fault]


def fault_words(fault: Fault, say: Texts) -> str:
    """The sentence of a fault: the row, what is wrong, what to do."""
    what = say(fault.key, **fault.values)
    return what if fault.row is None else say("upload.row", row=fault.row, what=what)


def shown(text: str) -> str:
    """The user's own text as a message repeats it: its beginning."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def in_order(faults: list[Fault]) -> list[Fault]:
    """Faults of the whole file first, then by row; mild ones last."""
    return sorted(faults, key=lambda fault: (fault.notice, fault.row is not None, fault.row or 0))
