"""What if an offer stopped, started or moved? A change, and its spelling.

The command line, the API and the address of a page spell a change alike: ``stop:13OR01.mt``,
``stop:13OR01`` (all that is taught there), ``start:4501.bwi``, ``move:13OR01.4501``; with commas
between them. Of a profile that stops or starts in some tracks only, these stand behind it:
``stop:13OR01.mt.bb``, ``start:4501.bwi.bb-kb``.
"""

import re
from dataclasses import dataclass, replace
from itertools import combinations

from geodata.errors import DataError
from geodata.vocabulary import POSTCODE_CODE, SINGLE, SITE_CODE, TRACKS

STOP, START, MOVE = "stop", "start", "move"
#: More changes than these are no question any more, but another country.
MOST = 20
_PLACE = rf"{SITE_CODE}|{POSTCODE_CODE}"
_PROFILE = "|".join(SINGLE).lower()
_TRACKS = "|".join(
    "-".join(some).lower() for count in (3, 2, 1) for some in combinations(TRACKS, count)
)
#: What a change looks like.
SPELLING = (
    rf"({STOP}):({SITE_CODE})(?:\.({_PROFILE})(?:\.({_TRACKS}))?)?"
    rf"|({START}):({_PLACE})\.({_PROFILE})(?:\.({_TRACKS}))?"
    rf"|({MOVE}):({SITE_CODE})\.({_PLACE})"
)


@dataclass(frozen=True, order=True)
class Change:
    """One change of the offer.

    ``kind`` is ``stop``, ``start`` or ``move``. ``place`` is the code of a site, or of a start also
    a postcode area. ``profile`` is a profile code, or of a stop "" for all that is taught there.
    ``to`` is where a site moves to: another site, or a postcode area. ``tracks`` are those in which
    a profile stops or starts; none are all of them.
    """

    kind: str
    place: str
    profile: str = ""
    to: str = ""
    tracks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.tracks == TRACKS:
            object.__setattr__(self, "tracks", ())

    def __str__(self) -> str:
        """As it is spelled."""
        what = self.to or self.profile.lower(), "-".join(self.tracks).lower()
        return f"{self.kind}:{self.place}" + "".join(f".{one}" for one in what if one)


#: Changes of one question: each once, in the order of their spelling, which changes no figure.
Changes = tuple[Change, ...]


def parse_change(text: str) -> Change:
    """One change from its spelling; DataError where it is none."""
    match = re.fullmatch(SPELLING, text.strip())
    if match is None:
        raise DataError(
            f"change {text!r} is not understood; write for example "
            "stop:13OR01.mt, stop:13OR01.mt.bb, start:4501.bwi or move:13OR01.4501"
        )
    kind, place, what, *tracks = (part or "" for part in match.groups()[_first(match) :][:4])
    if kind == MOVE:
        return Change(kind, place, to=what)
    written = tracks[0].upper()
    return Change(kind, place, what.upper(), tracks=tuple(written.split("-")) if written else ())


def _first(match: re.Match[str]) -> int:
    """Where the groups of the spelling that fits begin."""
    return next(at for at in (0, 4, 8) if match.groups()[at])


def ordered(changes: Changes) -> Changes:
    """Each change once, in one order, so that the same changes are the same question."""
    return tuple(sorted(set(changes)))


def parse_changes(text: str) -> Changes:
    """Changes with commas between them; DataError at one that is none, and at too many."""
    changes = ordered(tuple(parse_change(one) for one in text.split(","))) if text.strip() else ()
    if len(changes) > MOST:
        raise DataError(f"{len(changes)} changes are more than {MOST}; leave some out")
    return changes


def with_change(changes: Changes, change: Change) -> Changes:
    """Changes with one more; one that takes back another of them takes that out instead."""
    opposite = {STOP: START, START: STOP}.get(change.kind, "")
    back = replace(change, kind=opposite) if opposite else None
    if back in changes:
        return without_change(changes, back)
    return ordered((*changes, change))


def without_change(changes: Changes, change: Change) -> Changes:
    """Changes with one less."""
    return tuple(one for one in changes if one != change)
