"""Regions of somebody's own: some municipalities, or some postcode areas, under a name.

A region is written as one code, so that whatever takes the code of a region takes it too:
``~Rivierenland~g0214.0263`` has municipalities, by the digits of their codes;
``~Noord~p1021-1028.1031~1f77b4`` has postcode areas, a range being all that there are between two,
and a colour. Regions with commas between them are a layout. An owner's layout, from a folder, has a
short name, and its regions are ``name~region``.

A layout is a level for all that is worked out by level: ``own:`` and its regions, or its name.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from geodata.errors import DataError
from geodata.vocabulary import OWN

#: What stands between the parts of a code; a code that begins with it says all of its region.
MARK = "~"
#: Characters of a name; what a name cannot have, because codes, addresses or files use it.
LONGEST_NAME = 40
_NOT_IN_NAMES = re.compile(r"[~,/\\{}<>|\s]+")
#: Characters of the members of a region: 140 municipalities or 70 ranges; and of all its code.
LONGEST_MEMBERS = 700
LONGEST_REGION = LONGEST_NAME + LONGEST_MEMBERS + len("~~g~1f77b4")
#: Regions of a layout in a link, and characters of all of them as an address writes them: a request
#: with a few more regions beside it fits in the line of 8,190 that servers read.
MOST_REGIONS, LONGEST_LAYOUT = 100, 4_000
#: Letter in a code -> level of the areas.
AREAS = {"g": "municipality", "p": "postcode"}
LETTERS = {level: letter for letter, level in AREAS.items()}
_ONE = "[0-9]{4}"
_RANGE = f"{_ONE}(?:-{_ONE})?"
_CODE = re.compile(
    rf"~([^~,]+)~(?:g({_ONE}(?:\.{_ONE})*)|p({_RANGE}(?:\.{_RANGE})*))(?:~([0-9a-f]{{6}}))?"
)
#: What a code looks like, of any own region and of one of an owner's layout.
SPELLING = rf"~[^~,]{{1,{LONGEST_NAME}}}~[gp][0-9.-]+(~[0-9a-f]{{6}})?|[a-z0-9-]+~[a-z0-9-]+"


@dataclass(frozen=True)
class OwnRegion:
    """A region as its code says it: the level of its areas, these as they are written, and a colour
    (six hexadecimal digits, or none)."""

    name: str
    areas: str
    members: tuple[str, ...]
    colour: str = ""

    @property
    def code(self) -> str:
        colour = f"{MARK}{self.colour}" if self.colour else ""
        return f"~{self.name}~{LETTERS[self.areas]}{'.'.join(self.members)}{colour}"


def plain_name(text: str) -> str:
    """A name on one line without what codes, addresses or files use; DataError where none is left,
    or too much."""
    name = _NOT_IN_NAMES.sub(" ", text).strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise DataError(f"name of a region {text[:80]!r}: 1 to {LONGEST_NAME} characters on a line")
    return name


def parse_region(code: str) -> OwnRegion:
    """A region by its code; DataError where it is none."""
    match = _CODE.fullmatch(code) if len(code) <= LONGEST_REGION else None
    written = (match[2] or match[3]) if match else ""
    if not match or len(written) > LONGEST_MEMBERS or plain_name(match[1]) != match[1]:
        raise DataError(
            f"region {code[:80]!r} is not understood; write for example ~Noord~g0363.0384 or "
            "~Noord~p1021-1028.1031"
        )
    members = tuple(dict.fromkeys(written.split(".")))
    return OwnRegion(match[1], AREAS["g" if match[2] else "p"], members, match[4] or "")


def fits(layout: str) -> bool:
    """Whether an address can have a layout: its regions, and all of them together, are not too long
    or too many."""
    try:
        parse_layout(layout)
    except DataError:
        return False
    return True


def parse_layout(text: str) -> tuple[OwnRegion, ...]:
    """The regions of a layout; DataError where it is none."""
    codes = text.split(",", MOST_REGIONS)
    if len(codes) > MOST_REGIONS or len(quote_plus(text, safe=",")) > LONGEST_LAYOUT:
        raise DataError(
            f"a layout in an address has {MOST_REGIONS} regions and {LONGEST_LAYOUT} characters at "
            "most"
        )
    regions = tuple(map(parse_region, codes))
    if len({region.areas for region in regions}) > 1:
        raise DataError("a layout has municipalities, or postcode areas")
    return regions


def owner_code(layout: str, name: str) -> str:
    """The code of a region of an owner's layout: it stays while the name does."""
    return f"{layout}{MARK}{short_name(name)}"


def short_name(name: str) -> str:
    """A name in small letters and digits with hyphens between them; "" where it has none."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")


def level_of(code: str) -> str:
    """The level of an own region: that of its owner's layout, or of this region alone."""
    return f"{OWN}:{code if code.startswith(MARK) else code.split(MARK)[0]}"


def layout_level(layout: str) -> str:
    """The level of a layout: its name, or its regions with commas."""
    return f"{OWN}:{layout}"


def layout_of(level: str) -> str:
    """The reverse."""
    return level.removeprefix(f"{OWN}:")


def rows_of(region: OwnRegion, codes: Mapping[str, int]) -> tuple[list[int], list[str]]:
    """The rows of the areas of a region, and what it has that is not there.

    codes: of the level of its areas, sorted, each with its row.
    """
    prefix, every = "GM" if region.areas == "municipality" else "", list(codes)
    rows: dict[int, None] = {}
    unknown = []
    for member in region.members:
        first, _, last = member.partition("-")
        begin = bisect_left(every, prefix + first)
        here = every[begin : bisect_right(every, prefix + (last or first))]
        rows |= dict.fromkeys(codes[code] for code in here)
        if not here:
            unknown.append(member)
    return list(rows), unknown


def members_of(areas: str, chosen: Iterable[str], codes: Sequence[str]) -> tuple[str, ...]:
    """How some areas of a level are written, shortest: of postcode areas those that follow each
    other are a range.

    codes: all of the level, sorted.
    """
    if areas == "municipality":
        return tuple(sorted(code.removeprefix("GM") for code in set(chosen)))
    place = {code: row for row, code in enumerate(codes)}
    runs: list[list[str]] = []
    for code in sorted(set(chosen)):
        if runs and place[code] == place[runs[-1][-1]] + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    return tuple(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
