"""The tables and the geometry that ship are what a build makes of the sources."""

import json
from pathlib import Path

import pytest

from geodata.build.sequence import build
from geodata.tables.reader import ASSETS, PREPARED
from tests.support.sources import SOURCE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (SOURCE / "duo").is_dir(),
        reason=f"the publishers' files are not in {SOURCE}; set SOURCE to where they are",
    ),
]


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[str]]:
    """One build of the sources: its tables, its geometry, and what it said."""
    folder = tmp_path_factory.mktemp("fresh")
    said: list[str] = []
    build(SOURCE, folder / "prepared", folder / "geo", quiet=True, tell=said.append)
    return folder / "prepared", folder / "geo", said


def test_the_tables_that_ship_are_those_of_a_fresh_build(fresh):
    made, shipped = ({path.name for path in folder.iterdir()} for folder in (fresh[0], PREPARED))
    assert made == shipped
    told, ours = (
        json.loads((folder / "manifest.json").read_text("utf-8")) for folder in (fresh[0], PREPARED)
    )
    for part in ours:
        assert told[part] == ours[part], part
    unlike = [
        name
        for name in sorted(made)
        if (fresh[0] / name).read_bytes() != (PREPARED / name).read_bytes()
    ]
    assert unlike == []


def test_the_geometry_that_ships_is_that_of_a_fresh_build(fresh):
    made = {path.name: path.read_bytes() for path in fresh[1].iterdir()}
    assert made == {
        path.name: path.read_bytes() for path in (ASSETS / "geo").iterdir() if path.name in made
    }


def test_every_site_with_candidates_has_a_place(fresh):
    assert [line for line in fresh[2] if line.startswith("no place")] == []
    assert any(line.startswith("read by nothing: ") for line in fresh[2])
    assert any("François Vatel vmbo" in line for line in fresh[2])
