"""The message of all sites that ever had an offer: who and where they are, whatever the view.

A browser fetches it once. What a view says of its sites then names them by their place in it, which
takes a third of what it takes to write them out.
"""

import json
from functools import lru_cache
from hashlib import blake2b
from typing import TypedDict

import numpy as np

from dashboard.address.paths import SITES
from dashboard.data import Data
from dashboard.messages.packing import letters, near
from dashboard.messages.sites import Sites

#: Bytes of the mark of a version.
MARK = 4


class SiteList(TypedDict):
    """Every site with a place that ever had an offer, as parallel lists."""

    code: list[str]
    name: list[str]
    place: list[str]
    lon: list[float]
    lat: list[float]


class PackedSites(TypedDict):
    """The sites of a view, of :mod:`dashboard.messages.sites`, but for what stands in the list.

    ``listedAt`` is the address of the list that is meant: a page that is open may know one of other
    tables. ``rows`` in it travel as how near each is to the one before it, ``size`` as a letter
    each; ``more`` are sites after those that are not in it: code, name, place, longitude and
    latitude. ``words`` are the names of profiles, ``detail`` the candidates in words.
    """

    listedAt: str
    key: str
    marked: bool
    letters: dict[str, str]
    chosen: str | None
    rows: str
    more: list[tuple[str, str, str, float, float]]
    words: dict[str, str]
    mark: list[str]
    size: str
    detail: list[str]
    label: list[str | None] | None


@lru_cache(maxsize=1)
def written(data: Data) -> str:
    """The list as it is sent."""
    return json.dumps(site_list(data), ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=1)
def address(data: Data) -> str:
    """Where it is, of this version."""
    return f"{SITES}?v={blake2b(written(data).encode(), digest_size=MARK).hexdigest()}"


def site_list(data: Data) -> SiteList:
    """Every site with a place that ever had an offer."""
    tables = data.tables
    sites = tables.placed_sites[tables.examined[tables.placed]]
    return {
        "code": sites["code"].tolist(),
        "name": sites["name"].tolist(),
        "place": sites["place"].tolist(),
        "lon": sites["lon"].round(4).tolist(),
        "lat": sites["lat"].round(4).tolist(),
    }


def packed(sites: Sites, data: Data) -> PackedSites:
    """The sites of a view, those of the list before the others."""
    row_of = _rows(data)
    count = len(sites["code"])
    listed = [at for at in range(count) if sites["code"][at] in row_of]
    others = [at for at in range(count) if sites["code"][at] not in row_of]
    order = [*listed, *others]
    text, label = sites["text"], sites["label"]
    return {
        "listedAt": address(data),
        "key": sites["key"],
        "marked": sites["marked"],
        "letters": sites["letters"],
        "chosen": sites["chosen"],
        "rows": near([row_of[sites["code"][at]] for at in listed]),
        "more": [
            (sites["code"][at], *text[at][:2], sites["lon"][at], sites["lat"][at]) for at in others
        ],
        "words": {
            code: word
            for mark, (_, _, words, _) in zip(sites["mark"], text, strict=True)
            for code, word in zip(filter(None, mark.split("+")), words, strict=True)
        },
        "mark": [sites["mark"][at] for at in order],
        "size": letters(np.array([sites["size"][at] for at in order], int)),
        "detail": [text[at][3] for at in order],
        "label": label and [label[at] for at in order],
    }


@lru_cache(maxsize=1)
def _rows(data: Data) -> dict[str, int]:
    """Code -> row of the list."""
    return {code: row for row, code in enumerate(site_list(data)["code"])}
