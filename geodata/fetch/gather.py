"""Files of several publishers at the same time; each takes the place of the copy before it only
when a build could read it."""

import json
import os
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tqdm import tqdm

from geodata.errors import DataError
from geodata.fetch import cbs, duo, geofabrik, layout, pdok
from geodata.fetch.client import PAUSE, Client, NotPublished, Stamp
from geodata.fetch.source import Source
from geodata.sources.origin import FETCHED, fetched
from geodata.tables.checksum import digest

#: Folder below that of the sources for what is not whole yet.
UNDER_WAY = ".fetching"
#: Files that are fetched at the same time.
AT_ONCE = 4


@dataclass(frozen=True)
class Outcome:
    """What became of one source: ``refused`` says why the copy before it stays."""

    source: Source
    lines: tuple[str, ...] = ()
    refused: str = ""


def sources(root: Path) -> list[Source]:
    """All that can be fetched for a directory of sources."""
    return [one for part in (duo, cbs, pdok, geofabrik) for one in part.sources(root)]


def chosen(every: list[Source], only: Iterable[str]) -> list[Source]:
    """Those of some names or publishers; without any all that a build reads.

    Raises DataError, which lists the names, for one that there is not.
    """
    only = [*only]
    for name in only:
        if not any(_is_named(one, name) for one in every):
            names = ", ".join(one.name for one in every)
            raise DataError(f"--only {name}: there is no such source; choose of {names}")
    if not only:
        return [one for one in every if not one.only_when_named]
    return [one for one in every if any(_is_named(one, name) for name in only)]


def _is_named(source: Source, name: str) -> bool:
    return source.name == name or source.name.startswith(f"{name}-")


def fetch(
    root: Path,
    only: Iterable[str] = (),
    *,
    quiet: bool = False,
    hosts: Mapping[str, str] | None = None,
    pause: float = PAUSE,
    sleep: Callable[[float], object] | None = None,
) -> list[Outcome]:
    """Fetch sources into a directory, several at a time.

    ``quiet`` hides the progress, which otherwise shows on a terminal. ``hosts``, ``pause`` and
    ``sleep`` are for tests (:class:`geodata.fetch.client.Client`). What cannot be fetched or read
    leaves the copy before it, and is an outcome that says why.
    """
    wanted = chosen(sources(root), only)
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(
            f"{root}: cannot be made ({error.strerror}); choose another directory"
        ) from error
    with (
        tqdm(
            desc=f"0 of {len(wanted)} files",
            unit="B",
            unit_scale=True,
            disable=True if quiet else None,
            leave=False,
        ) as bar,
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        book = Book(root)

        def tell(count: int) -> None:
            bar.update(count)

        client = Client(tell, hosts or {}, pause, sleep)

        def one(source: Source) -> Outcome:
            outcome = _outcome(source, client, book)
            with book.lock:
                book.ended += 1
                bar.set_description(f"{book.ended} of {len(wanted)} files")
            return outcome

        try:
            return list(pool.map(one, wanted))
        except KeyboardInterrupt:
            client.end()
            raise
        finally:
            # Nobody makes a folder below it any more.
            pool.shutdown(cancel_futures=True)
            if (root / UNDER_WAY).is_dir():
                _tidy(root / UNDER_WAY)


class Book:
    """What was fetched into a directory before: one file there, written anew after every source."""

    def __init__(self, root: Path):
        self.root = root
        self.lock = threading.Lock()
        self.ended = 0
        self._entries = dict(fetched(root))

    def entry(self, file: str) -> dict[str, Any] | None:
        """What is known of a file, while it is as it was fetched."""
        entry: dict[str, Any] | None = self._entries.get(file)
        path = self.root / file
        if entry and path.is_file() and digest(path) == entry["sha256"]:
            return entry
        return None

    def keep(self, source: Source, stamp: Stamp, path: Path, now: str) -> None:
        """Put a file in its place, and write where and when it was got."""
        target = self.root / source.file
        target.parent.mkdir(parents=True, exist_ok=True)
        entry = {
            "name": source.name,
            **vars(stamp),
            "retrieved": now,
            "sha256": digest(path),
            "bytes": path.stat().st_size,
        }
        with self.lock:
            os.replace(path, target)
            self._entries[source.file] = entry
            text = json.dumps(dict(sorted(self._entries.items())), ensure_ascii=False, indent=1)
            new = self.root / f"{FETCHED}.new"
            new.write_text(f"{text}\n", "utf-8")
            os.replace(new, self.root / FETCHED)


def _outcome(source: Source, client: Client, book: Book) -> Outcome:
    try:
        return Outcome(source, tuple(_taken(source, client, book)))
    except NotPublished as error:
        if source.may_be_absent:
            return Outcome(source, ("not published yet",))
        return Outcome(source, refused=str(error))
    except DataError as error:
        return Outcome(source, refused=str(error))
    except OSError as error:
        return Outcome(source, refused=f"{book.root}: cannot be written ({error.strerror})")


def _taken(source: Source, client: Client, book: Book) -> list[str]:
    """What to say of a source after its file is in its place."""
    folder = book.root / UNDER_WAY / source.name
    folder.mkdir(parents=True, exist_ok=True)
    path, former = folder / Path(source.file).name, book.root / source.file
    entry = book.entry(source.file)
    stamp = Stamp(entry["address"], entry["etag"], entry["modified"]) if entry else None
    try:
        delivery = source.get(client, path, stamp)
    except NotPublished:
        _tidy(folder)
        raise
    if delivery is None:
        _tidy(folder)
        return [f"not changed since it was fetched on {entry['retrieved'] if entry else '?'}"]
    became = []
    if former.exists() and source.columns_of_publisher:
        became = layout.changed(layout.columns(former), layout.columns(path))
    try:
        source.parse(path)
    except DataError as error:
        path.unlink()
        _tidy(folder)
        layout_words = f" ({'; '.join(became)})" if became else ""
        raise DataError(f"{error}{layout_words}") from error
    same = former.is_file() and digest(former) == digest(path)
    book.keep(source, delivery.stamp, path, datetime.now(UTC).date().isoformat())
    _tidy(folder)
    size = former.stat().st_size
    first = "the same as before" if same else f"fetched, {size:,} bytes"
    return [first, *became, *delivery.notes]


def _tidy(folder: Path) -> None:
    """A folder that is empty goes; what is not whole yet stays."""
    if not any(folder.iterdir()):
        folder.rmdir()
