"""What a StatLine table of CBS answers, over OData v4; over v3 where that does not answer.

A table is asked by the titles of its topics, and by codes or titles of its members; under which
codes it has them now it says itself.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

import pandas as pd

from geodata.errors import DataError
from geodata.fetch.client import Client, Unreachable
from geodata.fetch.layout import Renamed, renamed

V4 = "https://datasets.cbs.nl/odata/v1/CBS"
V3 = "https://opendata.cbs.nl/ODataFeed/odata"

#: A row of an answer.
Row = dict[str, Any]


@dataclass(frozen=True)
class Dimension:
    """Which members of a dimension are asked, and where they stand in a file."""

    #: Our name of a member -> its code or title at CBS; without any those with a code like `like`.
    members: Mapping[str, str] | None = None
    #: Of a code, whole; where it has a group that is what a file has of it.
    like: str = ".*"
    #: Column of the members, and of their titles.
    column: str = ""
    title: str = ""
    #: Whether its members are the columns of the figures.
    wide: bool = False


@dataclass(frozen=True)
class Asked:
    """Figures of a table, and how a file has them."""

    table: str
    #: Column of a file -> title of a topic; a topic of a group is 'group/title'.
    topics: Mapping[str, str]
    #: By their name at CBS, in the order in which a file is sorted.
    dimensions: Mapping[str, Dimension]
    #: 'v3' where the titles of v4 are not known.
    only: str = ""
    #: Whether a member without a figure has a row.
    every: bool = False

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> "Asked":
        """From the shipped table of facts."""
        dimensions = {name: Dimension(**one) for name, one in facts["dimensions"].items()}
        return cls(**{**facts, "dimensions": dimensions})


@dataclass(frozen=True)
class Member:
    """A member of a dimension: its code as CBS writes it, with its blanks, and its title."""

    raw: str
    title: str


@dataclass(frozen=True)
class Answer:
    """Figures of a table: of each dimension all members by code, and those that are asked with
    our name of them; topic -> value by the codes of the dimensions."""

    address: str
    members: dict[str, dict[str, Member]]
    chosen: dict[str, dict[str, str]]
    cells: dict[tuple[str, ...], dict[str, str]]
    notes: tuple[str, ...] = ()


def answer(client: Client, asked: Asked) -> Answer:
    """What a table answers. Raises DataError where it has another layout than is asked."""
    if asked.only == "v3":
        return _by_v3(client, asked)
    try:
        return _by_v4(client, asked)
    except (Unreachable, Renamed) as fault:
        try:
            found = _by_v3(client, asked)
        except (Unreachable, Renamed) as other:
            # What is renamed there too is told as v4 has it.
            raise (fault if isinstance(fault, Renamed) else other) from other
        return replace(found, notes=(*found.notes, f"over OData v3, as {fault}"))


def _by_v4(client: Client, asked: Asked) -> Answer:
    """A row per observation."""
    base = f"{V4}/{asked.table}"
    rows = [*pages(client, f"{base}/MeasureCodes")]
    codes = _topics(f"{base}/MeasureCodes", asked, _titles(rows, "Identifier"))
    dimensions = [one["Identifier"] for one in pages(client, f"{base}/Dimensions")]
    renamed(f"{base}/Dimensions", asked.dimensions, dimensions)
    members = {
        name: _members(pages(client, f"{base}/{name}Codes"), "Identifier")
        for name in asked.dimensions
    }
    found = _chosen(base, asked, members)
    only = [_any("Measure", codes)] if len(rows) > len(codes) else []
    address = f"{base}/Observations{_query(asked, members, found, only)}"
    cells: dict[tuple[str, ...], dict[str, str]] = {}
    for one in pages(client, address):
        renamed(address, (*asked.dimensions, "Measure", "Value"), one)
        key = tuple(one[name].strip() for name in asked.dimensions)
        if one["Measure"] in codes and _is_asked(key, found):
            cells.setdefault(key, {})[codes[one["Measure"]]] = _plain(one["Value"])
    return Answer(address, members, found, cells, _newer(asked, members, found))


def _by_v3(client: Client, asked: Asked) -> Answer:
    """A column per topic, with a number behind its name that shifts each year."""
    base = f"{V3}/{asked.table}"
    rows = [*pages(client, f"{base}/DataProperties")]
    columns = _topics(f"{base}/DataProperties", asked, _titles(rows, "Key"))
    dimensions = [one["Key"] for one in rows if one.get("Type", "").endswith("Dimension")]
    renamed(f"{base}/DataProperties", asked.dimensions, dimensions)
    members = {name: _members(pages(client, f"{base}/{name}"), "Key") for name in asked.dimensions}
    found = _chosen(base, asked, members)
    shown = f"$select={','.join([*asked.dimensions, *columns])}"
    address = f"{base}/TypedDataSet{_query(asked, members, found, [], shown)}"
    cells = {}
    for one in pages(client, address):
        renamed(address, (*asked.dimensions, *columns), one)
        key = tuple(one[name].strip() for name in asked.dimensions)
        if _is_asked(key, found):
            cells[key] = {ours: _plain(one[column]) for column, ours in columns.items()}
    return Answer(address, members, found, cells, _newer(asked, members, found))


def pages(client: Client, address: str) -> Iterator[Row]:
    """The rows of all pages."""
    page: str | None = address
    while page:
        document = client.json(page)
        renamed(page, ["value"], document)
        yield from document["value"]
        following = document.get("@odata.nextLink") or document.get("odata.nextLink")
        if following == page:
            raise DataError(f"{page}: names itself as the next page; try again later")
        page = following


def _titles(rows: list[Row], code: str) -> dict[str, str]:
    """Title of a topic -> its code, with and without the title of its group before it. Of equal
    titles the first one stands: a table of key figures first counts people of an age, then says
    how many in a hundred they are, with the same title."""
    groups = {one["ID"]: one["Title"].strip() for one in rows if one.get("Type") == "TopicGroup"}
    codes: dict[str, str] = {}
    for one in rows:
        if one.get("Type", "Topic") == "Topic" and "Title" in one and code in one:
            title = one["Title"].strip()
            codes.setdefault(title, one[code].strip())
            if one.get("ParentID") in groups:
                codes.setdefault(f"{groups[one['ParentID']]}/{title}", one[code].strip())
    return codes


def _topics(where: str, asked: Asked, titles: dict[str, str]) -> dict[str, str]:
    """Code of a topic -> our name of it."""
    renamed(where, asked.topics.values(), titles)
    return {titles[title]: ours for ours, title in asked.topics.items()}


def _members(rows: Iterator[Row], code: str) -> dict[str, Member]:
    return {
        one[code].strip(): Member(one[code], one["Title"].strip() if one.get("Title") else "")
        for one in rows
    }


def _chosen(
    base: str, asked: Asked, members: dict[str, dict[str, Member]]
) -> dict[str, dict[str, str]]:
    """Code -> our name of it, of the members that are asked of each dimension."""
    return {
        name: _named(f"{base}/{name}", dimension.members, members[name])
        if dimension.members
        else _alike(dimension.like, members[name])
        for name, dimension in asked.dimensions.items()
    }


def _named(where: str, wanted: Mapping[str, str], there: dict[str, Member]) -> dict[str, str]:
    codes = {member.title: code for code, member in there.items()} | {code: code for code in there}
    renamed(where, wanted.values(), codes)
    return {codes[theirs]: ours for ours, theirs in wanted.items()}


def _alike(pattern: str, there: Iterable[str]) -> dict[str, str]:
    matches = {code: re.fullmatch(pattern, code) for code in there}
    return {
        code: (match[1] or "") if match.re.groups else match[0]
        for code, match in matches.items()
        if match
    }


def _query(
    asked: Asked,
    members: dict[str, dict[str, Member]],
    found: dict[str, dict[str, str]],
    more: list[str],
    shown: str = "",
) -> str:
    """What only the members that are named are asked with: CBS refuses long lists of codes."""
    only = [
        _any(name, [members[name][code].raw for code in found[name]])
        for name, dimension in asked.dimensions.items()
        if dimension.members
    ] + more
    filtered = [f"$filter={quote(' and '.join(only))}"] if only else []
    parts = [*filtered, *([shown] if shown else [])]
    return f"?{'&'.join(parts)}" if parts else ""


def _any(name: str, codes: Iterable[str]) -> str:
    alternatives = [f"{name} eq '{code}'" for code in codes]
    return alternatives[0] if len(alternatives) == 1 else f"({' or '.join(alternatives)})"


def _is_asked(key: tuple[str, ...], found: dict[str, dict[str, str]]) -> bool:
    return all(code in codes for code, codes in zip(key, found.values(), strict=True))


def _newer(
    asked: Asked, members: dict[str, dict[str, Member]], found: dict[str, dict[str, str]]
) -> tuple[str, ...]:
    """Says that there is a later period of the kind that is asked by name."""
    period = asked.dimensions.get("Perioden")
    if not period or not period.members:
        return ()
    last = max(found["Perioden"])
    newest = max(code for code in members["Perioden"] if code[4:6] == last[4:6])
    return (newer_than_read(newest, last),) if newest > last else ()


def newer_than_read(newest: str, read: str) -> str:
    """What to say of a period that no build reads yet."""
    return f"CBS has {newest} too; a build reads {read} (docs/refresh.md says how to move on)"


def frame(asked: Asked, found: Answer) -> pd.DataFrame:
    """The figures as a file has them: texts, sorted by the dimensions in the order of CBS.

    Raises DataError for a member that is asked by name and has no figure, and for a row that lacks
    one of its figures.
    """
    _all_there(asked, found)
    wide = next((name for name, one in asked.dimensions.items() if one.wide), None)
    rows = []
    for key in itertools.product(
        *([""] if name == wide else codes for name, codes in found.chosen.items())
    ):
        figures: dict[str, str] = {}
        for code, ours in (found.chosen[wide] if wide else {"": ""}).items():
            cell = found.cells.get(tuple(one or code for one in key), {})
            figures |= {ours or topic: cell.get(topic, "") for topic in asked.topics}
        if any(figures.values()) and not all(figures.values()):
            lacking = next(name for name, value in figures.items() if not value)
            raise DataError(
                f"{found.address}: {' '.join(filter(None, key))} has no '{lacking}'; fetch it again"
            )
        if asked.every or any(figures.values()):
            rows.append(_names(asked, found, key) | figures)
    return pd.DataFrame(rows, dtype="str")


def _all_there(asked: Asked, found: Answer) -> None:
    filled = [key for key, cell in found.cells.items() if any(cell.values())]
    if not filled:
        raise DataError(f"{found.address}: has no figures; look whether the table was ended")
    for place, (name, dimension) in enumerate(asked.dimensions.items()):
        there = {key[place] for key in filled}
        absent = [code for code in found.chosen[name] if code not in there]
        if dimension.members and absent:
            raise DataError(f"{found.address}: has no figures of {absent[0]}; fetch it again")


def _names(asked: Asked, found: Answer, key: tuple[str, ...]) -> dict[str, str]:
    """What a row has of its members."""
    row: dict[str, str] = {}
    for (name, dimension), code in zip(asked.dimensions.items(), key, strict=True):
        if dimension.column:
            row[dimension.column] = found.chosen[name][code]
        if dimension.title:
            row[dimension.title] = found.members[name][code].title
    return row


def _plain(value: Any) -> str:
    """A text without blanks; a whole number as it is, without the .0 of a topic with decimals."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    return str(int(value)) if float(value).is_integer() else str(value)
