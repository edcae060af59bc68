"""Where a source file comes from: the record that ends up in the manifest."""

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

#: The record of one source in the manifest.
Entry: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Origin:
    """A source as its publisher describes it.

    ``reference_date`` is the moment the figures speak about; ``retrieved`` the moment of delivery
    where the delivered material states one, else None.
    """

    id: str
    title: str
    publisher: str
    address: str
    licence: str
    reference_date: str
    retrieved: str | None
    used_for: str


def manifest_entry(origin: Origin, file: str, content: bytes, rows: int) -> Entry:
    """The manifest record of one file: the origin with what identifies this exact copy."""
    return asdict(origin) | {
        "file": file,
        "sha256": hashlib.sha256(content).hexdigest(),
        "rows": rows,
    }


def file_entry(origin: Origin, root: Path, path: Path, rows: int) -> Entry:
    """Like `manifest_entry`, for a file below the source directory `root`."""
    return manifest_entry(origin, path.relative_to(root).as_posix(), path.read_bytes(), rows)
