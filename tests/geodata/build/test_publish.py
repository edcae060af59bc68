"""A build that is ended while it puts its tables in place leaves all of one build."""

import json
import os
import shutil

import pytest

from geodata.build import publish as subject
from geodata.tables import reader
from geodata.tables.checksum import digest
from geodata.tables.standing import FORMER, keep_former, standing


class Ended(BaseException):
    """What ends a process at any moment."""


@pytest.fixture
def folders(built, tmp_path):
    """Tables and geometry that serve, and others, newer, that are ready to take their place."""
    names = ("prepared", "geo", "new", "new-geo")
    out, assets, new, shapes = (tmp_path / name for name in names)
    for folder, copy in ((built.out, out), (built.assets, assets), (built.out, new)):
        shutil.copytree(folder, copy)
    shapes.mkdir()
    (shapes / "home.89abcdef.json").write_text("{}")
    shutil.copy(new / "sectors.parquet", new / "pupils.parquet")
    manifest = json.loads((new / "manifest.json").read_text("utf-8"))
    manifest["tables"]["pupils"]["sha256"] = digest(new / "pupils.parquet")
    manifest["geometry"] = {"home": "geo/home.89abcdef.json"}
    (new / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return new, shapes, out, assets


def whole(out, assets):
    """The manifest of the tables that are read there, whose geometry is there too."""
    folder = standing(out, reader.NAMES)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    for name in reader.NAMES:
        assert digest(folder / f"{name}.parquet") == manifest["tables"][name]["sha256"]
    for file in manifest["geometry"].values():
        assert (assets.parent / file).is_file()
    return manifest


def test_wherever_it_is_ended_all_of_one_build_is_read(folders, tmp_path, monkeypatch):
    before = whole(*folders[2:])
    after = json.loads((folders[0] / "manifest.json").read_text("utf-8"))
    steps = sum(1 for folder in folders[:2] for _ in folder.iterdir())
    replace = os.replace
    for last in range(steps + 1):
        left = last

        def ends(*paths):
            nonlocal left
            if not left:
                raise Ended
            left -= 1
            replace(*paths)

        run = [shutil.copytree(one, tmp_path / str(last) / one.name) for one in folders]
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", ends)
            if last < steps:
                with pytest.raises(Ended):
                    subject.publish(*run)
            else:
                subject.publish(*run)
        assert whole(*run[2:]) == (before if last < steps else after)
        assert (run[2] / FORMER).exists() == (last < steps)


def test_after_one_that_was_ended_the_next_keeps_what_was_whole(folders, monkeypatch):
    new, shapes, out, assets = folders
    ready = shutil.copytree(new, new.with_name("ready"))
    before = whole(out, assets)
    # Ended with tables of both builds, and the manifest of the first.
    os.replace(new / "pupils.parquet", keep_former(out).parent / "pupils.parquet")
    assert standing(out, reader.NAMES) == out / FORMER
    assert reader.read(out).manifest == before
    assert keep_former(out) == out / FORMER
    assert whole(out, assets) == before
    subject.publish(ready, shapes, out, assets)
    assert whole(out, assets) != before
    assert not (out / FORMER).exists()


def test_geometry_stays_one_build_longer_than_its_tables(folders):
    new, shapes, out, assets = folders
    again = shutil.copytree(new, new.with_name("again"))
    names = {path.name for path in assets.iterdir()}
    subject.publish(new, shapes, out, assets)
    assert {path.name for path in assets.iterdir()} == names | {"home.89abcdef.json"}
    subject.publish(again, shapes, out, assets)
    assert {path.name for path in assets.iterdir()} == {"home.89abcdef.json"}
