"""Tables at an address: what is whole is copied, and nothing else."""

import json
import os
import shutil

import fsspec
import pytest

from geodata.errors import DataError
from geodata.tables import reader
from geodata.tables.checksum import digest
from geodata.tables.remote import COMING, take
from geodata.tables.standing import FORMER
from tests.support.publishers import Reply, publishing

ADDRESS = "memory://bucket/tables"


@pytest.fixture
def bucket(built):
    """A build at an address."""
    system = fsspec.filesystem("memory")
    system.put(f"{built.out}/", "/bucket/tables", recursive=True)
    system.put(f"{built.assets}/", "/bucket/tables/geo", recursive=True)
    yield system
    system.rm("/bucket", recursive=True)


@pytest.fixture
def here(tmp_path):
    """A machine that has no tables yet."""
    folder, assets = tmp_path / "tables", tmp_path / "assets"
    folder.mkdir()
    (assets / "geo").mkdir(parents=True)
    return folder, assets


@pytest.fixture
def web(built):
    """The same build on a web server."""
    with publishing() as server:
        for folder, below in ((built.out, "/tables"), (built.assets, "/tables/geo")):
            for path in folder.iterdir():
                server.answers(f"{below}/{path.name}", path.read_bytes())
        yield server


def contents(folder):
    return {path.name: digest(path) for path in folder.iterdir() if path.is_file()}


def test_a_machine_has_the_tables_and_shapes_of_an_address(built, bucket, here, monkeypatch):
    folder, assets = here
    assert take(ADDRESS, folder, assets)
    assert reader.read(folder).manifest == built.tables.manifest
    assert contents(folder) == contents(built.out)
    for name in built.tables.manifest["geometry"].values():
        assert digest(assets / name) == digest(built.assets / name.removeprefix("geo/"))

    # The same again costs one look at the manifest.
    got = []
    get_file = type(bucket).get_file
    monkeypatch.setattr(
        type(bucket), "get_file", lambda *to: (got.append(to[1]), get_file(*to))[-1]
    )
    assert not take(ADDRESS, folder, assets)
    assert got == ["/bucket/tables/manifest.json"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("a bit", "damaged"),
        ("half", "damaged"),
        ("gone", "cannot be got"),
        ("shape", "is not as it was made"),
        ("way out", "is no manifest of a build"),
        ("no json", "is no manifest of a build"),
    ],
)
def test_what_is_not_whole_is_not_taken(built, bucket, here, spoil, said):
    folder, assets = here
    take(ADDRESS, folder, assets)
    before = contents(folder)
    manifest = built.tables.manifest | {"notes": []}
    table, shape = "/bucket/tables/pupils.parquet", next(iter(manifest["geometry"].values()))
    whole = bucket.cat_file(table)
    if spoil == "a bit":
        bucket.pipe_file(table, whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
    elif spoil == "half":
        bucket.pipe_file(table, whole[: len(whole) // 2])
    elif spoil == "gone":
        bucket.rm_file(table)
    elif spoil == "shape":
        (assets / shape).unlink()
        bucket.pipe_file(f"/bucket/tables/{shape}", b"{}")
    elif spoil == "way out":
        manifest["geometry"] = {"nl": "geo/../../nl.0123abcd.json"}
    told = b"<html>" if spoil == "no json" else json.dumps(manifest).encode()
    bucket.pipe_file("/bucket/tables/manifest.json", told)
    with pytest.raises(DataError, match=said):
        take(ADDRESS, folder, assets)
    assert contents(folder) == before
    assert not [*assets.rglob("*.new")]


def test_one_that_is_ended_halfway_leaves_those_before(built, bucket, here, monkeypatch):
    folder, assets = here
    take(ADDRESS, folder, assets)
    newer = built.tables.manifest | {"notes": []}
    bucket.pipe_file("/bucket/tables/manifest.json", json.dumps(newer).encode())
    replace = os.replace

    def ends(old, new):
        if new.name == "manifest.json":
            raise KeyboardInterrupt
        replace(old, new)

    monkeypatch.setattr(os, "replace", ends)
    with pytest.raises(KeyboardInterrupt):
        take(ADDRESS, folder, assets)
    assert reader.read(folder).manifest == built.tables.manifest
    monkeypatch.undo()
    assert take(ADDRESS, folder, assets)
    assert reader.read(folder).manifest == newer
    assert not (folder / COMING).exists() and not (folder / FORMER).exists()


def test_a_web_server_will_do(built, web, here):
    folder, assets = here
    assert take(f"{web.address}/tables/", folder, assets)
    assert contents(folder) == contents(built.out)
    assert not take(f"{web.address}/tables", folder, assets)


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(status=404), "pupils.parquet: cannot be got .status 404"),
        (Reply(b"PAR1" * 500, cut=700, reset=False), "pupils.parquet: cannot be got"),
        (Reply(b"PAR1" * 500, cut=700), "pupils.parquet: cannot be got"),
        (Reply(b"<!DOCTYPE html><p>Storing"), "damaged"),
    ],
    ids=["gone", "half", "a line that breaks", "a page in its place"],
)
def test_what_a_web_server_does_not_give_whole_is_not_taken(web, here, reply, said):
    folder, assets = here
    web.answers("/tables/pupils.parquet", reply)
    with pytest.raises(DataError, match=said):
        take(f"{web.address}/tables", folder, assets)
    assert [*folder.iterdir()] == []


def test_follows_where_a_web_server_sends(web, here):
    web.answers("/old/manifest.json", Reply(status=302, headers={"Location": "/nothing"}))
    with pytest.raises(DataError, match="status 404"):
        take(f"{web.address}/old", *here)
    assert web.times("/nothing") == 1


@pytest.mark.parametrize(
    "address", ["nowhere://tables", "memory://empty", "http://127.0.0.1:9/tables"]
)
def test_an_address_that_gives_nothing_is_told(here, address):
    with pytest.raises(DataError, match=address):
        take(address, *here)


def test_a_disk_that_is_full_is_told_and_those_before_stay(built, bucket, here, monkeypatch):
    folder, assets = here
    take(ADDRESS, folder, assets)
    before = contents(folder)
    newer = json.dumps(built.tables.manifest | {"notes": []}).encode()
    bucket.pipe_file("/bucket/tables/manifest.json", newer)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copy2", full)
    monkeypatch.setattr(os, "link", full)
    with pytest.raises(DataError, match="No space left"):
        take(ADDRESS, folder, assets)
    assert {name: one for name, one in contents(folder).items() if name in before} == before
