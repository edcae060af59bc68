"""What a portrait is asked for: the address of the page -> the region, the question, and the rest.

The question is that of the main page, with the same words in the address, so a link goes from one
to the other without loss.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from dashboard.address.foreign import pairs_of
from dashboard.address.parameters import BESIDE, LEVEL_WORDS, NAME_OF
from dashboard.address.query import MOST_PARAMETERS, default_view, query_of, read_pairs
from dashboard.address.view import AFTER, DIFFERENCE, View
from dashboard.data import Data, Region, fold

#: Level -> word in the address of a portrait.
WORDS = {"nl": "land"} | LEVEL_WORDS
LEVELS = {word: level for level, word in WORDS.items()}
#: Parts of a view that stand in the path, or that a portrait has not.
ELSEWHERE = (NAME_OF["region"], NAME_OF["site"])
#: Regions that fit beside each other on paper.
MOST_BESIDE = 3


@dataclass(frozen=True)
class Portrait:
    """A portrait to make."""

    view: View
    region: Region
    #: Codes of regions to compare with; empty: regions like this one.
    beside: tuple[str, ...] = ()
    #: Parameters that had to be ignored.
    ignored: tuple[str, ...] = ()

    @property
    def small(self) -> int:
        """An offer with fewer candidates than this is called small."""
        return self.view.small

    def but(self, **changes: Any) -> "Portrait":
        """The same portrait with a part of it changed."""
        return replace(self, **changes)


def read(level: str, code: str, query: str, data: Data) -> Portrait | None:
    """The portrait of an address; None when there is no such region on such a level."""
    region = data.known_region(code)
    if region is None or LEVELS.get(level) != region.kind:
        return None
    rest, ignored = [], []
    try:
        pairs = pairs_of(query, MOST_PARAMETERS)
    except ValueError:
        pairs, ignored = [], ["?"]
    beside: list[str] = []
    for name, text in pairs:
        if name == BESIDE.name:
            codes = _beside(BESIDE.read(text, data), region, data)
            beside += filter(None, codes)
            ignored += [BESIDE.name] * (None in codes)
        elif name not in ELSEWHERE:
            rest.append((name, text))
    # What else can be shown depends on the region.
    view, _, unread = read_pairs((), [*rest, (NAME_OF["region"], code)], data)
    beside += _of_level(view.compared, region, data)
    return Portrait(
        view=_on_paper(view).but(region=code, compared=(), table=False),
        region=region,
        beside=tuple(dict.fromkeys(beside))[:MOST_BESIDE],
        ignored=tuple(dict.fromkeys([*ignored, *unread])),
    )


def _on_paper(view: View) -> View:
    """A portrait says beside its figures what differs; its map is the one after the changes."""
    return view.but(moment=AFTER) if view.moment == DIFFERENCE else view


def _of_level(codes: Sequence[str], region: Region, data: Data) -> tuple[str, ...]:
    """Those of some regions that can stand beside another in its portrait."""
    return tuple(
        code for code in codes if code != region.code and data.region(code).kind == region.kind
    )


def _beside(listed: Sequence[str], region: Region, data: Data) -> list[str | None]:
    """The codes of other regions of the same level, from their codes or their names; None for
    what is none of these."""
    if not listed:
        return []
    # The names are folded once, however many are listed; of regions of one name it is the first.
    rows = data.tables.regions_of(region.level).iloc[::-1]
    named = dict(zip(rows["name"].map(fold), rows["code"], strict=True))
    others = [
        data.known_region(text) or data.known_region(named.get(fold(text), "")) for text in listed
    ]
    return [
        other.code if other and other.kind == region.kind and other.code != region.code else None
        for other in others
    ]


def address(portrait: Portrait, data: Data) -> str:
    """The address of a portrait, with only what differs from the usual."""
    base = f"/regio/{WORDS[portrait.region.kind]}/{quote(portrait.region.code)}"
    usual = replace(default_view(data), region=portrait.region.code)
    # What only the map knows does not belong to a page on paper.
    plain = _on_paper(portrait.view).but(
        region=portrait.region.code,
        show="distance",
        picked_level=None,
        site=None,
        sort=usual.sort,
        facilities=False,
        members=False,
        pupil_homes=False,
    )
    parts = parse_qsl(query_of(plain, usual).lstrip("?"))
    if portrait.beside:
        parts.append((BESIDE.name, ",".join(portrait.beside)))
    return base + ("?" + urlencode(parts, safe=",:") if parts else "")


def portrait_of(data: Data, view: View, code: str | None = None) -> str:
    """The address of the portrait of a view's region, or of another one, for the same question."""
    region = data.region(code or view.region)
    beside = _of_level(view.compared, region, data)
    plain = view.but(region=region.code, compared=())
    return address(Portrait(view=plain, region=region, beside=beside), data)
