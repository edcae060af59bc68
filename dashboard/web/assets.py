"""The files that the browser fetches: where they lie, and their addresses."""

import re
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath

from dash.fingerprint import check_fingerprint
from flask import Flask, Response, send_from_directory

from dashboard.web import incoming
from dashboard.web.sheets import SHEETS
from geodata.errors import DataError
from geodata.tables import reader
from geodata.tables.checksum import digest

ASSETS = reader.ASSETS
#: The letters of every page.
FONT = "/assets/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
#: Modules import each other by their place in this folder.
SCRIPTS = ASSETS / "scripts"
SCRIPTS_AT = "/assets/scripts/"
#: Below this path Dash serves its own files.
DASH_FILES = "/_dash-component-suites/"
#: Modules that pages start with.
ENTRIES = ("start.mjs", "main.mjs", "portrait.mjs")
#: A module that another one needs before it runs; what it fetches only when used is none.
IMPORT = re.compile(r'^import (?:[^;"]*? from )?"(\.[^"]+)"', re.MULTILINE)


def asset(name: str) -> str:
    """The address of a file; the time of change in it makes browsers fetch a new one."""
    return f"/assets/{name}?m={int(max(file.stat().st_mtime for file in files(name)))}"


def files(name: str) -> list[Path]:
    """The files that an address in the folder of assets answers with, one after the other."""
    parts = SHEETS.get(name)
    return [ASSETS / "style" / f"{part}.css" for part in parts] if parts else [ASSETS / name]


def modules_here() -> list[Path]:
    """The files of all modules, in one order."""
    return sorted(SCRIPTS.rglob("*.mjs"))


@cache
def scripts_at() -> str:
    """Where the modules of this version lie.

    The version stands before their names, so that one module finds another of the same version by
    a plain relative import, and browsers can keep all of them for good.
    """
    content = sha256()
    for path in modules_here():
        content.update(path.relative_to(SCRIPTS).as_posix().encode() + path.read_bytes())
    return f"{SCRIPTS_AT}{content.hexdigest()[:8]}/"


def module_tags(entry: str, *later: str) -> str:
    """HTML that runs a module.

    What it needs is named first: else a browser would learn of each module from the one before, and
    fetch them one after the other. later: modules that it imports by itself, after something else.
    """
    needed = sorted(frozenset().union(*map(_needed, (entry, *later))) - {entry})
    folder = incoming.at(scripts_at())
    ahead = "".join(f'<link rel="modulepreload" href="{folder}{name}">\n' for name in needed)
    return f'{ahead}<script type="module" src="{folder}{entry}"></script>'


@cache
def _needed(entry: str) -> frozenset[str]:
    """A module and all that it imports, as names in the folder."""
    known, new = set(), {entry}
    while new:
        known |= new
        new = {name for one in new for name in _imports(one)} - known
    return frozenset(known)


def _imports(name: str) -> list[str]:
    if not (SCRIPTS / name).is_file():
        return []
    folder = (SCRIPTS / name).parent
    paths = IMPORT.findall((SCRIPTS / name).read_text("utf-8"))
    return [str(PurePosixPath((folder / path).resolve().relative_to(SCRIPTS))) for path in paths]


def size(name: str) -> int:
    """Bytes of a file in the folder of assets; -1 where there is none."""
    path = ASSETS / name
    return path.stat().st_size if path.is_file() else -1


def missing(geometry: Iterable[str]) -> list[str]:
    """Names of files that pages need and that are not there: geometry, style, letters, scripts."""
    needed = [
        *(ASSETS / name for name in (*geometry, FONT.removeprefix("/assets/"))),
        *(file for name in SHEETS for file in files(name)),
        *(SCRIPTS / name for entry in ENTRIES for name in _needed(entry)),
    ]
    return sorted({file.relative_to(ASSETS).as_posix() for file in needed if not file.is_file()})


def verify(geometry: Iterable[str]) -> None:
    """Raises DataError where a file that pages need is missing, or geometry is not as it was made.

    geometry: names in the folder of assets, each with the begin of its hash before its extension.
    """
    geometry = list(geometry)
    faults = [f"{name} (missing)" for name in missing(geometry)]
    faults += [
        f"{name} (damaged)"
        for name in geometry
        if (ASSETS / name).is_file() and digest(ASSETS / name)[:8] != name.split(".")[-2]
    ]
    if not geometry:
        faults.append("no geometry in manifest.json")
    if faults:
        raise DataError(
            f"{ASSETS}: not as it was made: {', '.join(faults)}; "
            "get these files again, or make geometry with: python -m geodata build --source DIR"
        )


@cache
def known_files() -> frozenset[str]:
    """The paths of all files and sheets that are there when this is first asked."""
    there = (path.relative_to(ASSETS).as_posix() for path in ASSETS.rglob("*") if path.is_file())
    ours = (name for name in there if not name.startswith(("scripts/", "style/")))
    modules = (f"{scripts_at()}{path.relative_to(SCRIPTS).as_posix()}" for path in modules_here())
    return frozenset([*(f"/assets/{name}" for name in (*ours, *SHEETS)), *modules])


def one_name(path: str) -> str | None:
    """The path of a file as it is known here, whatever version stands in it; None for no file.

    Dash knows its own files and answers no others: of those the version goes.
    """
    if path.startswith(DASH_FILES):
        return check_fingerprint(path)[0]
    if path.startswith(SCRIPTS_AT):
        path = scripts_at() + path.removeprefix(SCRIPTS_AT).partition("/")[2]
    return path if path in known_files() else None


def register(server: Flask) -> None:
    """Serve the modules under their version.

    Under another one too: while a new version is put in place, a page of the old one may still ask
    for what it needs.
    """

    @server.get(f"{SCRIPTS_AT}<version>/<path:name>")
    def module(version: str, name: str) -> Response:
        return send_from_directory(SCRIPTS, name)
