"""What a portrait is asked for: the address of the page -> the region, the question, and the rest.

The question is that of the main page, with the same words in the address, so a link goes from one
to the other without loss.
"""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from dashboard.address.query import LEVEL_WORDS, default_view, query_of
from dashboard.address.query import read as read_view
from dashboard.address.view import View
from dashboard.data import Data, Region, fold

#: Level -> word in the address of a portrait.
WORDS = {"nl": "land"} | LEVEL_WORDS
LEVELS = {word: level for level, word in WORDS.items()}
#: Regions that fit beside each other on paper.
MOST_BESIDE = 3


@dataclass(frozen=True)
class Asked:
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

    def but(self, **changes) -> "Asked":
        """The same portrait with a part of it changed."""
        return replace(self, **changes)


def read(level: str, code: str, query: str, data: Data) -> Asked | None:
    """The portrait of an address; None when there is no such region on such a level."""
    region = data.region(code)
    if region is None or LEVELS.get(level) != region.level:
        return None
    rest, ignored = [], []
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=60)
    except ValueError:
        pairs, ignored = [], ["?"]
    beside: list[str] = []
    for name, text in pairs:
        if name == "naast":
            found = [_beside(part, region, data) for part in text.split(",") if part.strip()]
            beside += filter(None, found)
            ignored += ["naast"] * (None in found)
        elif name not in ("gebied", "vestiging"):
            rest.append((name, text))
    view, unread = read_view("?" + urlencode(rest), data)
    return Asked(
        view=view.but(region=code, table=False),
        region=region,
        beside=tuple(dict.fromkeys(beside))[:MOST_BESIDE],
        ignored=tuple(dict.fromkeys([*ignored, *unread])),
    )


def _beside(text: str, region: Region, data: Data) -> str | None:
    """The code of another region of the same level, from its code or its name."""
    rows = data.tables.regions_of(region.level)
    named = rows["code"][rows["name"].map(fold) == fold(text)]
    code = text if data.region(text) else next(iter(named), None)
    other = data.region(code) if code else None
    fits = other is not None and other.level == region.level and other.code != region.code
    return code if fits else None


def address(asked: Asked, data: Data) -> str:
    """The address of a portrait, with only what differs from the usual."""
    base = f"/regio/{WORDS[asked.region.level]}/{asked.region.code}"
    usual = replace(default_view(data), region=asked.region.code)
    # What only the map knows does not belong to a page on paper.
    plain = asked.view.but(
        region=asked.region.code,
        show="distance",
        picked_level=None,
        site=None,
        sort=usual.sort,
        facilities=False,
    )
    parts = parse_qsl(query_of(plain, usual).lstrip("?"))
    if asked.beside:
        parts.append(("naast", ",".join(asked.beside)))
    return base + ("?" + urlencode(parts, safe=",") if parts else "")


def portrait_of(data: Data, view: View, code: str | None = None) -> str:
    """The address of the portrait of a view's region, or of another one, for the same question."""
    region = data.region(code or view.region)
    return address(Asked(view=view.but(region=region.code), region=region), data)
