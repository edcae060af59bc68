"""The files that the browser fetches: where they lie, and their addresses."""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath

from dash.fingerprint import check_fingerprint
from flask import Flask, Response, send_from_directory

from dashboard.web.sheets import SHEETS

ASSETS = Path(__file__).parents[2] / "assets"
#: The letters of every page.
FONT = "/assets/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
#: Modules import each other by their place in this folder.
SCRIPTS = ASSETS / "scripts"
SCRIPTS_AT = "/assets/scripts/"
#: Below this path Dash serves its own files.
DASH_FILES = "/_dash-component-suites/"
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


@cache
def module_tags(entry: str) -> str:
    """HTML that runs a module.

    What it needs is named first: else a browser would learn of each module from the one before, and
    fetch them one after the other.
    """
    needed = sorted(_needed(entry) - {entry})
    ahead = "".join(f'<link rel="modulepreload" href="{scripts_at()}{name}">\n' for name in needed)
    return f'{ahead}<script type="module" src="{scripts_at()}{entry}"></script>'


def _needed(entry: str) -> set[str]:
    """A module and all that it imports, as names in the folder."""
    known, new = set(), {entry}
    while new:
        known |= new
        new = {name for one in new for name in _imports(one)} - known
    return known


def _imports(name: str) -> list[str]:
    folder = (SCRIPTS / name).parent
    paths = IMPORT.findall((SCRIPTS / name).read_text("utf-8"))
    return [str(PurePosixPath((folder / path).resolve().relative_to(SCRIPTS))) for path in paths]


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
