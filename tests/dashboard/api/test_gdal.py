"""GDAL, the client of ogr2ogr and of many other programs, reads the layers by their address.

The server has a process of its own: GDAL asks while Python waits for it.
"""

import json
from collections.abc import Iterator

import pandas as pd
import pyogrio
import pytest
import shapely

from tests.attack.target import Target
from tests.support.gunicorn import serving
from tests.support.shipped import shipped

pytestmark = pytest.mark.slow
#: Seconds that one answer may take.
LONGEST = "60"
QUESTION = "profiel=mt&gebied=PV29"


@pytest.fixture(scope="module")
def server() -> Iterator[Target]:
    pyogrio.set_gdal_config_options({"GDAL_HTTP_TIMEOUT": LONGEST})
    try:
        with serving("--workers", "1", TECHNIEK_API_RATE="0") as started:
            yield started.target
    finally:
        pyogrio.set_gdal_config_options({"GDAL_HTTP_TIMEOUT": None})


def dataset(server: Target, query: str = "") -> str:
    """An address as a user gives it to ogr2ogr."""
    return f"OAPIF:http://{server.host}:{server.port}/ogc{'?' if query else ''}{query}"


def file(server: Target, path: str) -> list[dict]:
    return json.loads(server.ask(f"{path}?per=gemeente&{QUESTION}").body)["features"]


def test_the_layers_are_listed_with_their_type(server):
    layers = dict(pyogrio.list_layers(dataset(server, QUESTION)).tolist())
    assert layers.pop("vestigingen") == "Point"
    assert set(layers.values()) == {"MultiPolygon"} and len(layers) == 7


@pytest.mark.parametrize(
    ("layer", "path"),
    [("gemeente", "/download.geojson"), ("vestigingen", "/download-vestigingen.geojson")],
)
def test_figures_and_shapes_are_those_of_the_file(server, layer, path):
    read = pyogrio.read_dataframe(dataset(server, QUESTION), layer=layer, PAGE_SIZE=5)
    expected = file(server, path)
    rows = pd.DataFrame([feature["properties"] for feature in expected])
    pd.testing.assert_frame_equal(
        pd.DataFrame(read.drop(columns=["id", "geometry"])), rows, check_dtype=False
    )
    shapes = shapely.from_geojson([json.dumps(one["geometry"]) for one in expected])
    for here, there in zip(read.geometry, shapes, strict=True):
        assert here.normalize().equals(there.normalize())


def test_every_area_of_the_country_comes_once_in_pages(server):
    read = pyogrio.read_dataframe(
        dataset(server), layer="postcode", columns=["code"], read_geometry=False, PAGE_SIZE=1500
    )
    regions = shipped().tables.regions_of("postcode")
    assert sorted(read["code"]) == sorted(regions["code"])


def test_a_window_in_metres_has_the_schools_that_the_tables_have_there(server):
    west, south, east, north = 70_000, 430_000, 100_000, 450_000
    asked = {"layer": "vestigingen", "CRS": "EPSG:28992"}
    inside = pyogrio.read_dataframe(dataset(server), bbox=(west, south, east, north), **asked)
    every = pyogrio.read_dataframe(dataset(server), **asked)
    sites = shipped().tables.sites.set_index("code").loc[every["vestiging"]]
    within = sites["x"].between(west, east) & sites["y"].between(south, north)
    assert inside.crs == "EPSG:28992" and 5 < len(inside) < len(every)
    assert set(inside["vestiging"]) == set(sites.index[within])
    at = every.geometry
    assert (abs(at.x - sites["x"].to_numpy()) < 0.01).all()
    assert (abs(at.y - sites["y"].to_numpy()) < 0.01).all()


def test_the_latitude_is_where_it_belongs(server):
    """EPSG:4326 has it first, and GDAL turns it round for who draws."""
    read = pyogrio.read_dataframe(dataset(server), layer="vestigingen", CRS="EPSG:4326")
    west, south, east, north = read.total_bounds
    assert 3 < west < east < 8 and 50 < south < north < 54


def test_columns_are_in_the_language_of_the_address(server):
    info = pyogrio.read_info(dataset(server, "taal=en"), layer="provincie")
    assert "coverage_pct" in info["fields"] and "Exams" not in info["layer_metadata"]["TITLE"]
    assert info["layer_metadata"]["DESCRIPTION"].startswith("How many young people")
