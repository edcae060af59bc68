"""The files that the browser fetches: where they lie, and their addresses."""

from pathlib import Path

from dashboard.web.sheets import SHEETS

ASSETS = Path(__file__).parents[2] / "assets"


def asset(name: str) -> str:
    """The address of a file; the time of change in it makes browsers fetch a new one."""
    return f"/assets/{name}?m={int(max(file.stat().st_mtime for file in files(name)))}"


def files(name: str) -> list[Path]:
    """The files that an address in the folder of assets answers with, one after the other."""
    parts = SHEETS.get(name)
    return [ASSETS / "style" / f"{part}.css" for part in parts] if parts else [ASSETS / name]
