"""Place names per postcode."""

from importlib import metadata

import pytest

from geodata.errors import DataError
from geodata.sources import places


def test_every_postcode_has_one_place():
    table = places.places()
    assert table["pc4"].is_unique
    assert len(table) > 4000
    names = table.set_index("pc4")["place"]
    assert names["9561"] == "Ter Apel"
    assert names["8911"] == "Leeuwarden"


def test_the_record_names_licence_and_version():
    table = places.places()
    entry = places.entry(table)
    assert entry["licence"] == "ODbL 1.0"
    assert metadata.version(places.PACKAGE) in entry["title"]
    assert entry["rows"] == len(table)
    assert entry["sha256"] == places.entry(table)["sha256"]
    assert entry["sha256"] != places.entry(table.iloc[1:])["sha256"]


def test_missing_package_is_said_with_its_remedy(monkeypatch):
    monkeypatch.setattr(places, "PACKAGE", "no-such-package-here")
    with pytest.raises(DataError, match="package not installed; run .*requirements-build.txt"):
        places.places()
