"""A table that is not as it was made is never read."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import DataError
from geodata.tables.checksum import ARCHIVES, TOLD, verify
from geodata.tables.reader import NAMES, PREPARED, read

MANIFEST = json.loads((PREPARED / "manifest.json").read_text("utf-8"))
FILES = sorted(path.name for path in PREPARED.iterdir() if path.name != "manifest.json")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return shutil.copytree(PREPARED, tmp_path_factory.mktemp("tables") / "prepared")


def test_what_ships_is_as_it_was_made():
    verify(PREPARED, MANIFEST, NAMES)
    archives = {f"{name}.npz" for name in ARCHIVES}
    tables = {f"{name}.parquet" for name in {*MANIFEST["tables"]} - {*ARCHIVES}}
    assert {*FILES} == tables | archives


@pytest.mark.slow
@given(name=st.sampled_from(FILES), place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@settings(max_examples=60)
def test_one_bit_is_noticed(folder, name, place, bit):
    path = folder / name
    whole = path.read_bytes()
    at = int(place * len(whole))
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
    try:
        with pytest.raises(DataError, match=rf"{name} \(damaged\).*geodata build") as caught:
            read(folder)
        assert "\n" not in str(caught.value)
    finally:
        path.write_bytes(whole)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_gone_is_named(folder, name):
    (folder / name).rename(folder / "elsewhere")
    try:
        with pytest.raises(DataError, match=rf"{name} \(missing\)"):
            read(folder)
    finally:
        (folder / "elsewhere").rename(folder / name)


@pytest.mark.parametrize("manifest", [{}, [], None, "x", MANIFEST | {"tables": {}}])
def test_a_manifest_that_says_nothing_is_refused(folder, manifest):
    with pytest.raises(DataError, match=r"manifest\.json"):
        verify(folder, manifest, NAMES)


@pytest.mark.parametrize("name", TOLD)
def test_a_manifest_without_one_of_its_parts_is_refused(folder, name):
    part = {key: value for key, value in MANIFEST.items() if key != name}
    with pytest.raises(DataError, match=f"does not say .*{name}"):
        verify(folder, part, NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_table_that_the_manifest_does_not_tell_of_is_refused(folder, name):
    tables = {key: value for key, value in MANIFEST["tables"].items() if key != name}
    with pytest.raises(DataError, match=rf"{name} \(not in manifest\.json\)"):
        verify(folder, MANIFEST | {"tables": tables}, NAMES)


@pytest.mark.parametrize("text", ["", "{", "\x00"])
def test_a_manifest_that_is_no_json_is_refused(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(DataError, match="cannot be read"):
        read(tmp_path)
