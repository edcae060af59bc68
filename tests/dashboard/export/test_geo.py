"""Areas and sites with their geometry: opened by other programs, with the figures of the screen."""

import io
import json
import sqlite3
import tracemalloc
from dataclasses import replace
from datetime import date

import geopandas
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from pandas.testing import assert_frame_equal

from dashboard.address.context import Context
from dashboard.address.query import default_view
from dashboard.data import CARIBBEAN, LEVELS, Data
from dashboard.drawing.geojson import GEOJSON
from dashboard.drawing.layers import Layer, sites
from dashboard.export import geo
from dashboard.export.geo import GEOPACKAGE, areas_as_geojson, geopackage, sites_as_geojson
from dashboard.export.gpkg import written
from dashboard.figures import labour_table as labour_table_figures
from dashboard.figures.answer import answer
from dashboard.figures.table import rows
from dashboard.formatting import today
from dashboard.texts import LANGUAGES, texts_in
from dashboard.web.pools import Pool
from dashboard.words.map_table import table
from dashboard.words.question import question
from geodata.analysis.coverage import offering_sites
from geodata.vocabulary import COMBINED, COUNTED, SINGLE
from tests.support.kinds import SHOWS
from tests.support.shipped import NEWEST

ADDRESS = "https://techniek.example/?gebied=PV20"
DAY = date(2026, 3, 9)
HOSTILE = """Robert"); DROP TABLE "gebieden"; --"""


def asked(data: Data, **changes) -> tuple:
    """What every writer takes."""
    view = default_view(data).but(**changes)
    return Context(data, view), ADDRESS, DAY


def collection(data: Data, made=areas_as_geojson, **changes) -> dict:
    return json.loads(made(*asked(data, **changes)))


def properties(found: dict) -> pd.DataFrame:
    return pd.DataFrame([feature["properties"] for feature in found["features"]])


@pytest.fixture
def package(data, tmp_path):
    """Write a view to a GeoPackage and say where."""

    def write(of: Data = data, **changes):
        path = tmp_path / "view.gpkg"
        path.write_bytes(geopackage(*asked(of, **changes)))
        return path

    return write


# ---- areas --------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("show", SHOWS)
def test_areas_have_the_figures_of_the_table_in_the_same_order(data, show, level):
    view = default_view(data).but(show=show, picked_level=level, region="PV24")
    shown, words = rows(data, view), texts_in("nl")
    found = properties(collection(data, show=show, picked_level=level, region="PV24"))
    assert found["code"].tolist() == shown["code"].tolist()
    assert found["gebied"].tolist() == shown["name"].tolist()
    for column in view.columns[1:]:
        pd.testing.assert_series_equal(
            found[words(f"csv.{column}")].astype(float),
            shown[column],
            check_names=False,
            check_dtype=False,
            rtol=0,
            atol=5.1e-5,
        )


@pytest.mark.parametrize("show", ["work", "two_way"])
def test_a_labour_view_has_the_figures_of_its_table(data, show):
    shown = labour_table_figures.rows(data, default_view(data).but(show=show))
    found = properties(collection(data, show=show))
    assert found["code"].tolist() == shown["code"].tolist()
    assert np.allclose(found["laagste"].astype(float), shown["low"], equal_nan=True)


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
def test_every_area_has_its_own_shape(data, level):
    """The point that labels an area on the map lies in or next to the shape of its row."""
    regions = data.tables.regions_of(level).set_index("code")
    region = "GM0344" if level == "buurt" else "NL"
    found = collection(data, picked_level=level, show="share", region=region)
    assert found["features"]
    for feature in found["features"]:
        row = regions.loc[feature["properties"]["code"]]
        if row["feature"] < 0:
            assert feature["geometry"] is None
            continue
        shape = shapely.geometry.shape(feature["geometry"])
        # People may live at the border of an area, which is drawn some hundreds of metres off.
        near = 0.012 if level == "postcode" else 0.005
        assert shape.distance(shapely.Point(row["lon"], row["lat"])) < near, row["name"]
        assert shape.exterior.is_ccw if shape.geom_type == "Polygon" else True


def test_the_file_says_what_it_is(data):
    for language in LANGUAGES:
        found = collection(data, language=language, region="PV20", picked_level="municipality")
        view = default_view(data).but(language=language, region="PV20")
        assert found["type"] == "FeatureCollection"
        asked = f"hard_bb-kb_10km-hemelsbreed_{NEWEST}"
        assert found["name"] == f"techniek-dichtbij_provincie-groningen_afstand_{asked}_2026-03-09"
        assert found["vraag"] == question(view, texts_in(language))
        assert "DUO" in found["bron"] and "CBS" in found["bron"]
        assert (found["datum"], found["adres"]) == ("2026-03-09", ADDRESS)
        assert "WGS84" in found["toelichting"] and "CBS" in found["toelichting"]
        assert "crs" not in found, "RFC 7946 knows one system"
        assert list(properties(found)) == list(
            table(Context(data, view.but(picked_level="municipality"))).named(texts_in(language))
        )


def test_what_is_not_known_is_null(data):
    found = collection(data, picked_level="sto")
    feature = next(one for one in found["features"] if one["properties"]["code"] == CARIBBEAN)
    assert feature["geometry"] is None
    figures = [*feature["properties"].values()][3:]
    assert len(figures) > 6 and {*figures} == {None}


def test_a_second_program_opens_the_areas(data, tmp_path):
    path = tmp_path / "view.geojson"
    path.write_text(areas_as_geojson(*asked(data, picked_level="municipality")), "utf-8")
    frame = geopandas.read_file(path)
    assert (len(frame), frame.crs.to_epsg()) == (342, 4326)
    assert frame.geometry.is_valid.all()
    assert frame["dekking_pct"].between(0, 100).all()
    assert pyogrio.list_layers(path)[0][0].startswith("techniek-dichtbij_nederland_afstand")


# ---- sites --------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("region", ["NL", "PV30", "GM0363", "sto-twente", "1011", CARIBBEAN])
@pytest.mark.parametrize("profiles", ["hard", "allhard", "MAT", "vmbo"])
def test_as_many_sites_as_the_panel_counts(data, region, profiles):
    view = default_view(data).but(region=region, profiles=profiles)
    found = collection(data, sites_as_geojson, region=region, profiles=profiles)
    around = data.around(region).code
    assert len(found["features"]) == answer(data, view, around).sites


def test_candidates_are_those_of_the_offers_table(data):
    """Counted by hand from the rows: a masked row is 1 to 4."""
    found = properties(collection(data, sites_as_geojson, region="PV30")).set_index("vestiging")
    offers = data.tables.offers.query("year == @NEWEST and track in ('BB', 'KB')")
    assert offers["masked"].any()
    offers = offers[offers["masked"] | offers["candidates"].notna()]
    offers = offers.assign(
        low=offers["candidates"].fillna(1).astype(int),
        high=offers["candidates"].fillna(4).astype(int),
    )
    for code in COUNTED:
        sums = offers[offers["profile"] == code].groupby("site")[["low", "high"]].sum()
        sums = sums.reindex(found.index, fill_value=0)
        here = found[[f"kandidaten_{code.lower()}_laagste", f"kandidaten_{code.lower()}_hoogste"]]
        assert here.to_numpy().tolist() == sums.to_numpy().tolist(), code
    hard = offers[offers["profile"].isin(["BWI", "PIE", "MT", "BP", "BPM"])].groupby("site")
    sums = hard[["low", "high"]].sum().loc[found.index]
    assert found["kandidaten_laagste"].tolist() == sums["low"].tolist()
    assert found["kandidaten_hoogste"].tolist() == sums["high"].tolist()


def test_profiles_are_those_with_candidates(data):
    found = properties(collection(data, sites_as_geojson))
    for row in found.to_dict("records"):
        marks = [
            texts_in("nl")(f"mark.{code}")
            for code in SINGLE
            if row[f"kandidaten_{code.lower()}_hoogste"]
            or any(
                code in taught and row[f"kandidaten_{one.lower()}_hoogste"]
                for one, taught in COMBINED.items()
            )
        ]
        assert row["profielen"] == ", ".join(marks)
    almere = found.loc[found["vestiging"] == "01FP00"].iloc[0]
    assert (almere["profielen"], almere["samen_in_proef"]) == ("BWI, PIE, MVI", "BWI en PIE samen")


def test_sites_lie_where_the_table_has_them(data):
    found = collection(data, sites_as_geojson, year="2018-2019", profiles="vbo")
    placed = data.tables.sites.set_index("code")[["lon", "lat"]]
    assert len(found["features"]) > 500
    for feature in found["features"]:
        lon_lat = placed.loc[feature["properties"]["vestiging"]].tolist()
        assert feature["geometry"]["coordinates"] == pytest.approx(lon_lat)


def test_a_site_without_a_place_has_no_point(data):
    code = data.tables.sites["code"][~data.tables.placed].iloc[0]
    found = collection(data, sites_as_geojson, site=code)["features"]
    (feature,) = [one for one in found if one["properties"]["vestiging"] == code]
    assert feature["geometry"] is None
    assert feature["properties"]["plek_volgens"] == "onbekend"


def test_a_site_says_how_its_sto_region_is_known(data):
    found = properties(collection(data, sites_as_geojson, year="2023-2024", profiles="vbo"))
    found = found.set_index("vestiging")
    columns = ["sto_regio", "sto_regio_volgens"]
    assert found.loc["05OH00", columns].tolist() == ["sto-zeeland", "ligging"]
    assert found.loc["16IH00", columns].tolist() == ["sto-emmen-terapel", "lijst van de regio"]


def test_the_chosen_site_is_there_also_where_it_does_not_offer_it(data):
    offered = offering_sites(data.tables, "MAT", ("BB", "KB"), "2023-2024")
    code = data.tables.sites["code"][data.tables.placed & ~offered].iloc[0]
    layer = sites(Context(data, default_view(data).but(profiles="MAT", site=code)))
    assert code in layer.frame["vestiging"].tolist()


# ---- GeoPackage ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_geopackage_has_two_layers_and_two_tables(package, language):
    path = package(language=language, show="share")
    names = {
        "nl": ["gebieden", "vestigingen", "verantwoording", "bronnen"],
        "en": ["areas", "schools", "method", "sources"],
    }[language]
    kinds = ["MultiPolygon", "Point", None, None]
    assert [tuple(layer) for layer in pyogrio.list_layers(path)] == list(
        zip(names, kinds, strict=True)
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "changes",
    [
        {"picked_level": "municipality"},
        {"picked_level": "postcode", "region": "GM0855", "show": "only"},
        {"picked_level": "sto", "show": "difference", "language": "en"},
        {"show": "two_way"},
    ],
    ids=str,
)
def test_the_layers_are_those_of_the_geojson(data, package, tmp_path, changes):
    path, words = package(**changes), texts_in(changes.get("language", "nl"))
    for name, made in (("areas", areas_as_geojson), ("sites", sites_as_geojson)):
        text = made(*asked(data, **changes))
        there = properties(json.loads(text))
        here = geopandas.read_file(path, layer=words(f"layer.{name}"))
        assert here.crs.to_epsg() == 4326 and len(here) == len(there)
        if here.empty:
            continue
        assert_frame_equal(
            pd.DataFrame(here.drop(columns="geometry")),
            there,
            check_dtype=False,
            check_column_type=False,
        )
        shapes = geopandas.read_file(io.StringIO(text)).geometry
        assert here.geometry.isna().tolist() == shapes.isna().tolist()
        known = shapes.notna()
        # A polygon in the one is a multipolygon of one in the other.
        pairs = here.geometry[known].to_numpy(), shapes[known].to_numpy()
        assert shapely.equals(*pairs).all() and known.any()


def test_types_and_bounds_are_said_as_they_are(package):
    path = package(picked_level="municipality")
    areas, places = (pyogrio.read_info(path, layer=name) for name in ("gebieden", "vestigingen"))
    types = dict(zip(areas["fields"], areas["ogr_types"], strict=True))
    assert (types["code"], types["dekking_pct"]) == ("OFTString", "OFTReal")
    types = dict(zip(places["fields"], places["ogr_types"], strict=True))
    assert types["kandidaten_laagste"] == "OFTInteger64" and types["postcode"] == "OFTString"
    assert areas["total_bounds"] == pytest.approx((3.36, 50.75, 7.23, 53.56), abs=0.05)
    assert areas["driver"] == "GPKG" and areas["fid_column"] == "fid"
    assert "DUO" in areas["layer_metadata"]["DESCRIPTION"]


def test_the_database_is_what_the_standard_asks(package):
    path = package(show="share")
    with sqlite3.connect(path) as file:
        assert file.execute("PRAGMA application_id").fetchone()[0].to_bytes(4) == b"GPKG"
        assert file.execute("PRAGMA user_version").fetchone()[0] == 10300
        assert file.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        systems = {row[0] for row in file.execute("SELECT srs_id FROM gpkg_spatial_ref_sys")}
        assert systems >= {-1, 0, 4326}
        for name, west, south, east, north in file.execute(
            "SELECT table_name, min_x, min_y, max_x, max_y FROM gpkg_contents "
            "WHERE data_type = 'features'"
        ):
            blobs = [row[0] for row in file.execute(f'SELECT geom FROM "{name}"') if row[0]]
            assert {blob[:2] for blob in blobs} == {b"GP"}
            head = {"gebieden": 40, "vestigingen": 8}[name]
            shapes = shapely.from_wkb([blob[head:] for blob in blobs])
            assert shapely.total_bounds(shapes).tolist() == [west, south, east, north]
            if name == "gebieden":
                boxes = [np.frombuffer(blob[8:40]).tolist() for blob in blobs]
                west, south, east, north = shapely.bounds(shapes).T
                assert boxes == np.stack([west, east, south, north], axis=1).tolist()
    file.close()


def test_method_and_sources_travel_along(data, package):
    path = package(show="share")
    method = pyogrio.read_dataframe(path, layer="verantwoording")
    said = dict(method[["onderdeel", "tekst"]].to_numpy())
    assert said["Gedownload op"] == "2026-03-09" and said["Adres van dit beeld"] == ADDRESS
    assert any("vereenvoudigd" in text for text in method["tekst"])
    sources = pyogrio.read_dataframe(path, layer="bronnen")
    assert {"Uitgever", "Licentie", "Adres"} <= set(sources)
    assert "DUO" in set(sources["Uitgever"])


def test_no_name_is_a_command(data, package):
    regions = data.tables.regions.copy()
    first = regions.index[regions["level"] == "province"][0]
    regions.loc[first, "name"] = HOSTILE
    path = package(Data(replace(data.tables, regions=regions), data.stars), picked_level="province")
    assert HOSTILE in set(pyogrio.read_dataframe(path, layer="gebieden")["gebied"])


def test_names_of_columns_and_layers_are_quoted(tmp_path):
    frame = pd.DataFrame({'a "b"; DROP': ["x", None], "number": [1.5, float("nan")]})
    points = np.array([shapely.Point(5, 52), None], dtype=object)
    path = tmp_path / "odd.gpkg"
    path.write_bytes(written([Layer('la"yer', "POINT", frame, points, ["what"])], {}, DAY))
    read = pyogrio.read_dataframe(path)
    assert list(read) == ['a "b"; DROP', "number", "geometry"]
    assert read["number"].isna().tolist() == [False, True]
    assert read.geometry.isna().tolist() == [False, True]


@pytest.mark.parametrize("region", [CARIBBEAN, "GM0855"])
def test_a_layer_without_rows_is_a_layer(package, region):
    path = package(region=region, profiles="MAT", picked_level="municipality")
    assert pyogrio.read_info(path, layer="vestigingen")["features"] == 0
    assert pyogrio.read_info(path, layer="gebieden")["features"] == (region == "GM0855")


# ---- the answer of the server -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "mimetype", "name"),
    [
        (
            "/download.geojson",
            GEOJSON,
            f"provincie-zuid-holland_dekking_hard_bb-kb_10km-hemelsbreed_{NEWEST}_{{day}}.geojson",
        ),
        (
            "/download-vestigingen.geojson",
            GEOJSON,
            f"provincie-zuid-holland_vestigingen_hard_bb-kb_10km-hemelsbreed_{NEWEST}_{{day}}.geojson",
        ),
        (
            "/download.gpkg",
            GEOPACKAGE,
            f"provincie-zuid-holland_dekking_hard_bb-kb_10km-hemelsbreed_{NEWEST}_{{day}}.gpkg",
        ),
    ],
)
def test_the_answer_is_a_file_to_save(client, address, mimetype, name):
    answer = client.get(f"{address}?gebied=PV28&per=gemeente&kaart=dekking")
    assert answer.status_code == 200 and answer.mimetype == mimetype
    named = f'attachment; filename="techniek-dichtbij_{name.format(day=today())}"'
    assert answer.headers["Content-Disposition"] == named
    assert client.put(address).status_code == 405


@pytest.mark.parametrize(
    "search",
    ["gebied=%22%0d%0aSet-Cookie:%20a=b", "%ff%fe=%ff", "sorteer=" + "x" * 5_000, "per=%00"],
)
@pytest.mark.parametrize("address", ["/download.geojson", "/download-vestigingen.geojson"])
def test_an_address_that_cannot_be_read_is_refused(client, address, search):
    answer = client.get(f"{address}?{search}&kaart=dekking&per=provincie")
    assert answer.status_code == 400 and answer.mimetype == "text/plain"


@pytest.mark.parametrize("host", ["evil.example", '"><script>', "a b", "x" * 300])
@pytest.mark.parametrize("address", ["/download.geojson", "/download.gpkg", "/download.xlsx"])
def test_a_made_up_host_breaks_nothing(client, address, host):
    answer = client.get(f"{address}?kaart=dekking&per=provincie", headers={"Host": host})
    assert answer.status_code < 500


# ---- bounded work -------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("made", [areas_as_geojson, sites_as_geojson, geopackage])
def test_the_largest_file_needs_little_memory(data, made):
    """All home areas of the country, twice: nothing of the first is still there after it."""
    wanted = asked(data, profiles="vmbo", picked_level="postcode")
    made(*wanted)
    tracemalloc.start()
    try:
        size = len(made(*wanted))
        kept, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 8 * size + 10_000_000
    assert kept < 1_000_000


def test_who_comes_while_too_many_are_made_is_asked_to_wait(client, monkeypatch):
    monkeypatch.setattr(geo, "LAYERS", Pool(places=0, turns=1))
    answer = client.get("/download.gpkg?per=provincie")
    assert answer.status_code == 503 and answer.headers["Retry-After"]
