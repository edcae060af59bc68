"""Tables at an address that several machines share, such as a bucket: copied here, then read as
those of any folder.

``fsspec`` knows how to get at an address; for some it needs a package of its own (``s3fs``). A web
server is asked by ``urllib3``, which is there anyway. Either is read only where it is needed.
"""

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from geodata.errors import DataError
from geodata.tables.checksum import digest, file_of, verify
from geodata.tables.standing import replacing

#: In a folder of prepared tables: those that are not whole yet.
COMING = ".coming"
MANIFEST = "manifest.json"
#: Seconds without a byte of a web server, and bytes that are written at once.
SILENCE, BLOCK = 30.0, 1 << 16
#: A file of geometry, with a part of its hash in its name; and the name of a table.
GEOMETRY, TABLE = re.compile(r"geo/\w+\.([0-9a-f]{8})\.json"), re.compile(r"\w+")


def take(address: str, folder: Path, assets: Path) -> bool:
    """Put the tables of an address in a folder, and the geometry that they name in that of assets;
    False where they are there already.

    All of them or none, as after a build: whoever reads meanwhile finds those before. Raises
    DataError where they cannot be got or are not as they were made; then those before stay.
    """
    get = _getter(address)
    coming = folder / COMING
    shutil.rmtree(coming, ignore_errors=True)
    try:
        coming.mkdir()
        get(MANIFEST, coming / MANIFEST)
        told = (coming / MANIFEST).read_bytes()
        if _bytes(folder / MANIFEST) == told:
            return False
        manifest = _readable(address, told)
        for name in manifest["tables"]:
            get(file_of(name), coming / file_of(name))
        verify(coming, manifest, ())
        for name in manifest["geometry"].values():
            _shape(get, name, assets)
        with replacing(folder):
            for path in sorted(coming.iterdir(), key=lambda path: path.name == MANIFEST):
                os.replace(path, folder / path.name)
        return True
    except OSError as error:
        raise DataError(f"{folder}: cannot be written ({error.strerror or error})") from error
    finally:
        shutil.rmtree(coming, ignore_errors=True)


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _readable(address: str, told: bytes) -> dict[str, Any]:
    """A manifest whose names lead nowhere but to where they belong."""
    try:
        manifest: dict[str, Any] = json.loads(told)
        are_ours = all(map(TABLE.fullmatch, manifest["tables"])) and all(
            map(GEOMETRY.fullmatch, manifest["geometry"].values())
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        are_ours = False
    if not are_ours:
        raise DataError(f"{address}/{MANIFEST}: is no manifest of a build; put a build there")
    return manifest


def _shape(get: Callable[[str, Path], None], name: str, assets: Path) -> None:
    """A file of geometry, which never changes: it may be here from before."""
    path = assets / name
    if path.is_file():
        return
    new = path.with_name(f"{path.name}.new")
    try:
        get(name, new)
        if digest(new)[:8] != name.split(".")[-2]:
            raise DataError(f"{name}: is not as it was made; put the build there again")
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)


def _getter(address: str) -> Callable[[str, Path], None]:
    """Puts a file below an address at a path; DataError where that cannot be."""
    if address.startswith(("http://", "https://")):
        return _over_http(address)
    try:
        import fsspec

        system, root = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise DataError(f"{address}: cannot be reached ({error})") from error

    def get(name: str, path: Path) -> None:
        try:
            system.get_file(f"{root}/{name}", str(path))
        except Exception as error:  # each kind of address has faults of its own
            raise DataError(f"{address}/{name}: cannot be got ({error!r})") from error

    return get


def _over_http(address: str) -> Callable[[str, Path], None]:
    """The same of a folder that a web server has."""
    import urllib3

    server = urllib3.PoolManager(timeout=SILENCE)

    def get(name: str, path: Path) -> None:
        url = f"{address.rstrip('/')}/{name}"
        try:
            with server.request("GET", url, preload_content=False) as answer:
                if answer.status != 200:
                    raise DataError(f"{url}: cannot be got (status {answer.status})")
                with path.open("wb") as file:
                    for block in answer.stream(BLOCK, decode_content=True):
                        file.write(block)
        except urllib3.exceptions.HTTPError as error:
            raise DataError(f"{url}: cannot be got ({error!r})") from error

    return get
