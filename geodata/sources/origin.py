"""Where a source file comes from: the record that ends up in the manifest."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

#: The record of one source in the manifest.
Entry: TypeAlias = dict[str, Any]
#: Beside the sources: where and when ``python -m geodata fetch`` got each of them.
FETCHED = "fetched.json"


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


def fetched(root: Path) -> Mapping[str, Any]:
    """What was fetched into a source directory, by the path of the file below it."""
    try:
        entries = json.loads((root / FETCHED).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return entries if isinstance(entries, dict) else {}


def file_entry(origin: Origin, root: Path, path: Path, rows: int) -> Entry:
    """Like `manifest_entry`, for a file below the source directory `root`: with the day on which
    this very copy was fetched, where it was."""
    entry = manifest_entry(origin, path.relative_to(root).as_posix(), path.read_bytes(), rows)
    copy = fetched(root).get(entry["file"], {})
    if copy.get("sha256") == entry["sha256"]:
        entry["retrieved"] = copy["retrieved"]
    return entry
