"""Whether files are as the build made them: the manifest has the hash of each."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geodata.errors import DataError

#: Files beside the tables that are no tables themselves.
ARCHIVES = ("estimate", "isochrones")
#: What a manifest says at least.
TOLD = ("version", "sources", "tables", "geometry", "notes")
REMEDY = "make them again with: python -m geodata build --source DIR"


def digest(path: Path) -> str:
    """The SHA-256 of the content of a file; OSError where it cannot be read."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def facts(path: Path, rows: int) -> dict[str, int | str]:
    """Number of rows of a file and the hash of its content."""
    return {"rows": rows, "sha256": digest(path)}


def verify(folder: Path, manifest: object, tables: tuple[str, ...]) -> None:
    """Compare the files of a folder of prepared tables with what its manifest says of them.

    One flipped bit in a table of distances may still be read as a table, with other distances.
    Raises DataError, which names the files that are damaged, missing or not told of.

    tables: those that must be there.
    """
    if not isinstance(manifest, dict) or not all(name in manifest for name in TOLD):
        raise DataError(f"{folder / 'manifest.json'}: does not say {', '.join(TOLD)}; {REMEDY}")
    known = manifest["tables"]
    untold = [f"{name} (not in manifest.json)" for name in tables if name not in known]
    faults = untold + [fault for name in known for fault in _faults(folder, name, known[name])]
    if faults:
        raise DataError(f"{folder}: not as they were made: {', '.join(faults)}; {REMEDY}")


def file_of(name: str) -> str:
    """The name of the file of a table, or of what is beside the tables."""
    return f"{name}.{'npz' if name in ARCHIVES else 'parquet'}"


def _faults(folder: Path, name: str, told: Mapping[str, Any]) -> list[str]:
    path = folder / file_of(name)
    try:
        return [] if digest(path) == told["sha256"] else [f"{path.name} (damaged)"]
    except FileNotFoundError:
        return [f"{path.name} (missing)"]
