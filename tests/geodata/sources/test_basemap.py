"""The layers of the drawn base: Natural Earth and Rijkswaterstaat."""

import pytest

from geodata.errors import DataError
from geodata.sources import natural_earth, rijkswaterstaat


def test_natural_earth_layers(sample):
    for stem in natural_earth.STEMS:
        frame = natural_earth.layer(sample / natural_earth.file(stem))
        assert frame.crs == "EPSG:4326"
        assert len(frame) >= 1


def test_waters(sample):
    frame = rijkswaterstaat.waters(sample / rijkswaterstaat.WATERS)
    assert frame.crs == "EPSG:28992"
    assert not frame.geometry.is_empty.any()


def test_missing_layer(tmp_path):
    with pytest.raises(DataError, match="ne_10m_land_nl.geojson: file not found"):
        natural_earth.layer(tmp_path / "ne_10m_land_nl.geojson")


def test_broken_layer(source):
    path = source / natural_earth.file("ne_10m_land_nl")
    path.write_text(path.read_text()[:500])
    with pytest.raises(DataError, match="ne_10m_land_nl.geojson: "):
        natural_earth.layer(path)
