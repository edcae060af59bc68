"""A small source directory of real excerpts, and what a build makes of it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from geodata.build.read import Sources, read_sources
from geodata.build.sequence import build
from geodata.tables.reader import Tables, read
from tests.support.sources import SAMPLE


@dataclass(frozen=True)
class Built:
    """Where a build of the sample put its results, and what it said."""

    out: Path
    assets: Path
    manifest: dict
    tables: Tables
    said: list[str]


@pytest.fixture(scope="session")
def sample() -> Path:
    """The source directory itself; read only."""
    return SAMPLE


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of the source directory, to spoil."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "source"))


@pytest.fixture
def spoil(source: Path) -> Callable[..., Path]:
    """Replaces a text in a file of the copy; its path."""

    def replace(file: str, old: str, new: str, encoding: str = "utf-8") -> Path:
        path = source / file
        text = path.read_bytes().decode(encoding)
        assert old in text
        path.write_bytes(text.replace(old, new, 1).encode(encoding))
        return path

    return replace


@pytest.fixture(scope="session")
def parsed() -> Sources:
    """Every source file of the sample, parsed. Tests must not change it."""
    return read_sources(SAMPLE)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One build of the sample. Tests must not change it."""
    folder = tmp_path_factory.mktemp("built")
    out, assets = folder / "prepared", folder / "geo"
    said: list[str] = []
    manifest = build(SAMPLE, out, assets, quiet=True, accept=True, tell=said.append)
    return Built(out, assets, manifest, read(out), said)
