"""Writing prepared tables and geometry: all of them, or none."""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geodata.errors import DataError
from geodata.tables import distances
from geodata.tables.checksum import facts
from geodata.tables.schema import OPTIONAL
from geodata.tables.standing import replacing

#: A file of geometry, with a part of its hash in its name.
GEOMETRY = re.compile(r"[A-Za-z_0-9]+\.[0-9a-f]{8}\.json")


def make_folder(folder: Path) -> None:
    """The folder, made when it is not there yet; refused when it cannot be written in."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK) and os.access(folder.parent, os.W_OK)
    except OSError as error:
        raise DataError(
            f"{folder}: cannot be made ({error.strerror}); choose another directory"
        ) from error
    if not writable:
        raise DataError(f"{folder}: cannot be written in; choose another directory")


def publish(prepared: Path, geometry: Path, out: Path, assets: Path) -> None:
    """Put a finished build in the place of the former one.

    Each file replaces its predecessor in one step. Geometry comes first, under names that are
    new, and the manifest that points to it comes last; meanwhile the tables before stand beside
    them. Whoever reads in between, also when this is ended halfway, finds all of one build
    (:mod:`geodata.tables.standing`). Geometry of the build before stays until the next one: a page
    that is open may still ask for it.
    """
    names = [f"{name}.parquet" for name in OPTIONAL]
    gone = [out / name for name in names if not (prepared / name).exists()]
    with replacing(out) as former:
        pointed_to = _geometry(prepared) | _geometry(former)
        for path in sorted(geometry.iterdir()):
            os.replace(path, assets / path.name)
        for path in sorted(prepared.iterdir(), key=lambda path: path.name == "manifest.json"):
            os.replace(path, out / path.name)
        for path in gone:
            path.unlink(missing_ok=True)
    for path in assets.iterdir():
        if path.name not in pointed_to and GEOMETRY.fullmatch(path.name):
            path.unlink()


def _geometry(tables: Path) -> set[str]:
    """Names of the files of geometry that a folder of tables points to."""
    try:
        manifest = json.loads((tables / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError):
        return set()
    return {Path(file).name for file in manifest.get("geometry", {}).values()}


def write_table(table: pd.DataFrame, path: Path) -> dict[str, int | str]:
    """Write one Parquet file; its number of rows and hash. Equal tables give equal bytes."""
    pq.write_table(pa.Table.from_pandas(table, preserve_index=False), path, compression="zstd")
    return facts(path, len(table))


def write_prepared(
    name: str, tables: Mapping[str, pd.DataFrame], path: Path
) -> dict[str, int | str]:
    """Write one of the prepared tables; its number of rows and hash."""
    if name != "distances":
        return write_table(tables[name], path)
    distances.write(tables[name], tables["homes"], path)
    return facts(path, len(tables[name]))
