"""The files that the browser fetches: where they lie, and their addresses."""

from pathlib import Path

ASSETS = Path(__file__).parents[2] / "assets"


def asset(name: str) -> str:
    """The address of a file; the time of change in it makes browsers fetch a new one."""
    return f"/assets/{name}?m={int((ASSETS / name).stat().st_mtime)}"
