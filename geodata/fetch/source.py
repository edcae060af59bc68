"""What a file of a publisher is for a refresh: how it is got, and what must be in it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from geodata.fetch.client import Client, Stamp


@dataclass(frozen=True)
class Delivery:
    """A file that came in: which version it is, and what else there is to know of it."""

    stamp: Stamp
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """One file that a publisher brings out."""

    #: Begins with its publisher: "cbs-70072ned".
    name: str
    #: Where a build reads it, below the directory of sources.
    file: str
    #: Writes it at a path; None where it is the version of the stamp still.
    get: Callable[[Client, Path, Stamp | None], Delivery | None]
    #: Raises DataError where a build could not read it.
    parse: Callable[[Path], object]
    #: Whether its columns are of its publisher, so that others are news.
    columns_of_publisher: bool = True
    #: Whether it may be that it is not published yet.
    may_be_absent: bool = False
    #: Whether it is fetched only when it is named: it is large, and no build reads it.
    only_when_named: bool = False
