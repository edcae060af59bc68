"""The layers for GIS hold to OGC API - Features: a test per requirement of what they claim, by the
names of the abstract test suites of part 1 (core, geojson, oas30) and part 2 (crs)."""

import json
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, quote, urlsplit

import numpy as np
import pytest
import shapely
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV30SpecValidator

from dashboard import create_app
from dashboard.address.context import Context
from dashboard.address.parameters import CAMERA, LEVEL_WORDS, VIEW
from dashboard.address.query import default_view, query_of, read
from dashboard.api.ogc.documents import CONFORMANCE, OPENAPI
from dashboard.api.ogc.parameters import MOST, OF_ITEMS, USUAL
from dashboard.api.ogc.systems import CRS84, LAT_LON, RD, SYSTEMS
from dashboard.api.problems import PROBLEM
from dashboard.drawing.geojson import GEOJSON
from dashboard.export.geo import areas_as_geojson, sites_as_geojson
from dashboard.formatting import today
from dashboard.settings import Settings
from geodata.tables.rijksdriehoek import to_rd
from geodata.vocabulary import OWN
from tests.support.shipped import shipped
from tests.support.views import OWN_REGIONS, views

ZEELAND = "gebied=PV29&profiel=mt"
#: The addresses that have no part that varies, and one of each that has.
ADDRESSES = (
    *("", "/conformance", "/api", "/collections", "/collections/gemeente"),
    *("/collections/gemeente/items", "/collections/gemeente/items/GM0664"),
)


def told(api: FlaskClient, path: str, query: str = "", **more):
    return api.get(f"/ogc{path}", query_string=query, **more)


def found(api: FlaskClient, path: str, query: str = "") -> dict:
    answer = told(api, path, query)
    assert answer.status_code == 200, answer.text
    return json.loads(answer.text)


def refused(api: FlaskClient, path: str, query: str, status: int = 400) -> dict:
    answer = told(api, path, query)
    assert answer.status_code == status and answer.mimetype == PROBLEM, answer.text
    return answer.json


def links(document: dict, rel: str) -> list[dict]:
    return [link for link in document["links"] if link["rel"] == rel]


def followed(api: FlaskClient, link: dict) -> dict:
    """What stands at a link, in the form that it says."""
    answer = api.get(link["href"].removeprefix("http://localhost"))
    assert answer.status_code == 200 and answer.content_type.startswith(link["type"]), link
    return json.loads(answer.text)


def codes(collection: dict) -> list[str]:
    return [feature["id"] for feature in collection["features"]]


def shapes(collection: dict) -> list[shapely.Geometry | None]:
    """None where nothing is known."""
    found = [one["geometry"] for one in collection["features"]]
    return [shapely.from_geojson(json.dumps(one)) if one else None for one in found]


# ---- part 1, core: the first page, the description and the conformance ---------------------------


@pytest.mark.slow
def test_the_landing_page_leads_to_the_description_the_conformance_and_the_data(api):
    """/req/core/root-success"""
    landing = found(api, "", ZEELAND)
    for rel in ("self", "service-desc", "conformance", "data"):
        (link,) = links(landing, rel)
        followed(api, link)
    assert landing["title"] and "mobiliteit en transport" in landing["description"]
    assert found(api, "/", ZEELAND) == landing


def test_the_page_for_people_is_its_alternate_and_has_the_same_question(api):
    landing = found(api, "", ZEELAND)
    for rel in ("alternate", "service-doc"):
        (link,) = links(landing, rel)
        page = api.get(link["href"].removeprefix("http://localhost"))
        assert link["type"] == page.mimetype == "text/html"
        assert 'id="gis"' in page.text and link["href"].endswith("#gis")
        assert "http://localhost/ogc?gebied=PV29&amp;profiel=mt</code>" in page.text


@pytest.mark.parametrize(("language", "other"), [("nl", "en"), ("en", "nl")])
def test_the_page_keeps_the_question_in_the_other_language(api, language, other):
    """Whatever the browser prefers: the link says the language."""
    prefers = {"Accept-Language": language}
    page = api.get("/api", query_string=f"{ZEELAND}&taal={language}", headers=prefers).text
    (link,) = re.findall(r'<a class="button" lang="(\w+)" href="([^"]+)"', page)
    assert link == (other, f"/api?gebied=PV29&amp;profiel=mt&amp;taal={other}")
    there = api.get(link[1].replace("&amp;", "&"), headers=prefers)
    assert f'<html lang="{other}">' in there.text


@pytest.mark.slow
def test_the_description_is_openapi_and_lists_every_parameter_that_is_taken(api):
    """/req/core/api-definition-success, /req/oas30/oas-definition-1, completeness"""
    answer = told(api, "/api")
    assert answer.content_type == OPENAPI
    described = json.loads(answer.text)
    OpenAPIV30SpecValidator(described).validate()
    assert described["openapi"].startswith("3.0")
    assert [f"/ogc{path.rstrip('/')}" for path in described["paths"]] == [
        re.sub("<name>", "{collectionId}", re.sub("<path:code>", "{featureId}", rule.rule))
        for rule in api.application.url_map.iter_rules()
        if rule.rule.startswith("/ogc")
    ]
    items = described["paths"]["/collections/{collectionId}/items"]["get"]["parameters"]
    listed = {one["$ref"].rpartition("/")[2] for one in items if "$ref" in one}
    assert listed == {one.name for one in (*OF_ITEMS, *VIEW, CAMERA)}
    assert listed <= described["components"]["parameters"].keys()


def test_the_parameters_have_the_schemas_of_the_standard(api):
    """/req/core/fc-limit-definition, fc-bbox-definition and fc-time-definition"""
    known = found(api, "/api")["components"]["parameters"]
    assert known["limit"]["schema"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": MOST,
        "default": USUAL,
    }
    assert known["bbox"]["schema"]["items"] == {"type": "number"}
    assert [one["minItems"] for one in known["bbox"]["schema"]["oneOf"]] == [4, 6]
    assert known["datetime"]["schema"]["type"] == "string"
    for name in ("limit", "bbox", "datetime"):
        assert known[name]["in"] == "query" and not known[name]["required"]
    assert (known["bbox"]["style"], known["bbox"]["explode"]) == ("form", False)


def test_no_name_of_the_standard_is_one_of_the_question():
    assert not {one.name for one in OF_ITEMS} & {one.name for one in (*VIEW, CAMERA)}


def test_the_conformance_names_what_is_tested_here(api):
    """/req/core/conformance-success"""
    assert found(api, "/conformance") == {"conformsTo": list(CONFORMANCE)}
    parts = {one.partition("ogcapi-features-")[2] for one in CONFORMANCE}
    assert parts == {
        *("1/1.0/conf/core", "1/1.0/conf/geojson", "1/1.0/conf/oas30"),
        "2/1.0/conf/crs",
    }


@pytest.mark.slow
@pytest.mark.parametrize("path", ADDRESSES)
def test_a_parameter_that_is_not_known_or_cannot_be_read_is_refused(api, path):
    """/req/core/query-param-unknown and query-param-invalid"""
    assert refused(api, path, "onbekend=1&taal=en")["parameter"] == "onbekend"
    assert refused(api, path, "gebied=PV99")["parameter"] == "gebied"
    assert refused(api, path, "profiel=mt&profiel=bwi")["parameter"] == "profiel"
    assert refused(api, path, "f=xml")["allowed"] == ["json"]
    assert told(api, path, "f=json").status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize("path", ADDRESSES)
def test_any_site_may_ask_and_what_did_not_change_is_not_sent_again(api, path):
    """/req/core/http, /rec/core/cross-origin, /rec/core/etag"""
    answer = told(api, path)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    again = told(api, path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304 and not again.data
    head = api.head(f"/ogc{path}")
    assert head.status_code == 200 and not head.data
    assert api.options(f"/ogc{path}").status_code == 204
    assert api.put(f"/ogc{path}").status_code == 405


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/geo+json", 200),
        (OPENAPI, 200),
        ("text/html,*/*;q=0.8", 200),
        ("text/html", 406),
        ("image/png", 406),
    ],
)
def test_a_form_that_there_is_not_is_refused(api, accept, status):
    answer = told(api, "/collections", headers={"Accept": accept})
    assert answer.status_code == status


# ---- part 1, core: collections -------------------------------------------------------------------


@pytest.mark.slow
def test_the_collections_are_the_levels_of_the_question_and_its_schools(api):
    """/req/core/fc-md-success, fc-md-links, fc-md-items, fc-md-items-links, fc-md-extent"""
    listed = found(api, "/collections", ZEELAND)
    assert followed(api, *links(listed, "self")) == listed
    named = [one["id"] for one in listed["collections"]]
    assert named == [
        *("provincie", "arbeidsmarktregio", "rmc", "corop", "sto", "gemeente", "postcode"),
        "vestigingen",
    ]
    for one in listed["collections"]:
        # /req/core/sfc-md-success: the same as its own address says.
        assert followed(api, *links(one, "self")) == one
        (to_items,) = links(one, "items")
        assert to_items["type"] == GEOJSON
        assert one["itemType"] == "feature" and one["title"]
        assert "mobiliteit en transport" in one["description"] and "DUO" in one["description"]
        features = followed(api, to_items)
        (box,), system = one["extent"]["spatial"]["bbox"], one["extent"]["spatial"]["crs"]
        around = shapely.box(*box)
        assert system == CRS84 and features["numberMatched"] > 0
        assert all(around.covers(shape) for shape in shapes(features) if shape is not None)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("gebied=GM0664", {"buurt"}),
        (f"per=eigen&indeling={quote(','.join(OWN_REGIONS[:1]))}", {LEVEL_WORDS[OWN]}),
        ("kaart=werk", {"provincie", "corop"}),
    ],
)
def test_a_question_has_the_levels_that_its_map_can_show(api, query, there):
    named = {one["id"] for one in found(api, "/collections", query)["collections"]}
    assert there <= named
    elsewhere = {one["id"] for one in found(api, "/collections")["collections"]}
    assert ("postcode" in elsewhere - named) if "kaart" in query else there.isdisjoint(elsewhere)
    for name in there:
        assert found(api, f"/collections/{name}/items", query)["numberReturned"] > 0


@pytest.mark.parametrize(
    "path", ["/collections/x", "/collections/x/items", "/collections/x/items/x"]
)
def test_a_layer_that_there_is_not_is_named_with_those_that_there_are(api, path):
    for language, words in (("nl", "geen laag"), ("en", "no layer")):
        detail = refused(api, path, f"taal={language}", 404)["detail"]
        assert words in detail and "gemeente, postcode, vestigingen" in detail


def test_what_is_no_address_is_a_problem(api):
    for path in ("/nothing", "/collections/", "/collections/gemeente/"):
        assert "/ogc/api" in refused(api, path, "", 404)["detail"]


# ---- part 1, core and geojson: items -------------------------------------------------------------


def test_items_say_how_many_there_are_and_when_they_were_made(api):
    """/req/core/fc-response, fc-links, fc-timeStamp, fc-numberMatched, fc-numberReturned;
    /req/geojson/definition and content"""
    answer = told(api, "/collections/gemeente/items", f"{ZEELAND}&limit=5")
    collection = json.loads(answer.text)
    assert answer.mimetype == GEOJSON and collection["type"] == "FeatureCollection"
    assert (collection["numberMatched"], collection["numberReturned"]) == (13, 5)
    assert len(collection["features"]) == 5
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", collection["timeStamp"])
    since = datetime.now(UTC) - datetime.fromisoformat(collection["timeStamp"])
    assert timedelta(seconds=-1) < since < timedelta(minutes=1)
    here = followed(api, *links(collection, "self"))
    assert here | {"timeStamp": ""} == collection | {"timeStamp": ""}
    assert followed(api, *links(collection, "collection"))["id"] == "gemeente"
    for feature in collection["features"]:
        assert feature["type"] == "Feature" and feature["geometry"]["type"] == "MultiPolygon"


@pytest.mark.slow
@pytest.mark.parametrize(
    "start", ["limit=1", "limit=4", "limit=5&offset=3", "limit=13", "limit=14"]
)
def test_the_pages_have_each_feature_once_there_and_back(api, start):
    """/req/core/fc-links, /per/core/fc-prev"""
    every = codes(found(api, "/collections/gemeente/items", ZEELAND))
    page = found(api, "/collections/gemeente/items", f"{ZEELAND}&{start}")
    pages = [page]
    while further := links(pages[-1], "next"):
        pages.append(followed(api, *further))
    offset = int(parse_qs(start).get("offset", ["0"])[0])
    assert [code for one in pages for code in codes(one)] == every[offset:]
    assert all(one["features"] and one["numberMatched"] == len(every) for one in pages)
    back = [pages[-1]]
    while before := links(back[0], "prev"):
        back.insert(0, followed(api, *before))
    assert [code for one in back for code in codes(one)] == every


def test_a_page_beyond_the_last_is_empty_and_leads_back(api):
    beyond = found(api, "/collections/gemeente/items", f"{ZEELAND}&limit=5&offset=900")
    assert beyond["features"] == [] and beyond["numberMatched"] == 13
    assert links(beyond, "prev") and not links(beyond, "next")


@pytest.mark.slow
def test_a_limit_is_never_passed_and_more_than_there_can_be_is_the_most(api):
    """/req/core/fc-limit-response-1 and -2"""
    assert found(api, "/collections/postcode/items")["numberReturned"] == USUAL
    for limit in (1, 7):
        assert len(found(api, "/collections/postcode/items", f"limit={limit}")["features"]) == limit
    many = found(api, "/collections/gemeente/items", f"limit={MOST + 1}")
    assert many["numberReturned"] == many["numberMatched"] > 300
    for limit in ("0", "-1", "x", "1.5", "", "9" * 30):
        assert refused(api, "/collections/gemeente/items", f"limit={limit}")["parameter"] == "limit"


@pytest.mark.slow
def test_a_box_has_what_touches_it_and_what_has_no_place(api):
    """/req/core/fc-bbox-response"""
    every = found(api, "/collections/sto/items", "limit=5000")
    box = (4.0, 51.8, 4.6, 52.2)
    inside = found(api, "/collections/sto/items", f"limit=5000&bbox={','.join(map(str, box))}")
    expected = [
        code
        for code, shape in zip(codes(every), shapes(every), strict=True)
        if shape is None or shape.intersects(shapely.box(*box))
    ]
    assert codes(inside) == expected
    assert inside["numberMatched"] == len(expected) < every["numberMatched"]
    assert "sto-bes" in expected, "of an area that is not on the map nobody can say it is elsewhere"
    (next_page,) = links(
        found(api, "/collections/sto/items", "limit=1&bbox=4,51.8,4.6,52.2"), "next"
    )
    assert "bbox=4,51.8,4.6,52.2" in next_page["href"]


def test_a_box_is_the_same_in_every_system_and_may_go_round_the_earth(api):
    """/req/crs/fc-bbox-crs-definition, bbox-crs-action"""
    low, high = np.array([3.9, 51.3]), np.array([4.1, 51.5])
    path = "/collections/postcode/items"
    degrees = found(api, path, f"{ZEELAND}&bbox=3.9,51.3,4.1,51.5")
    assert 0 < degrees["numberMatched"] < found(api, path, ZEELAND)["numberMatched"]
    for box, system in (("51.3,3.9,51.5,4.1", LAT_LON), ("3.9,51.3,-5,4.1,51.5,9", CRS84)):
        other = found(api, path, f"{ZEELAND}&bbox={box}&bbox-crs={quote(system)}")
        assert codes(other) == codes(degrees)
    # The edges of a box in metres are no lines of degrees: some areas at them differ.
    corners = to_rd(np.array([low, high])).round().astype(int).ravel()
    metres = found(api, path, f"{ZEELAND}&bbox={','.join(map(str, corners))}&bbox-crs={quote(RD)}")
    assert len(set(codes(metres)) ^ set(codes(degrees))) < 0.1 * len(codes(degrees))
    round_the_earth = found(api, path, f"{ZEELAND}&bbox=170,51.3,4.1,51.5")
    assert set(codes(degrees)) < set(codes(round_the_earth))
    assert not codes(found(api, path, f"{ZEELAND}&bbox=170,51.3,-170,51.5"))


@pytest.mark.parametrize(
    ("name", "query"),
    [
        *(("bbox", f"bbox={box}") for box in ("", "1,2", "1,2,3", "1,2,3,4,5", "a,b,c,d")),
        *(("bbox", f"bbox={box}") for box in ("nan,51,4,52", "3,inf,4,52", "3,52,4,51")),
        ("bbox", f"bbox=5,4,3,2&bbox-crs={quote(RD)}"),
        ("bbox", "bbox=3,51,4,52&bbox=3,51,4,53"),
        ("bbox-crs", "bbox-crs=EPSG:28992"),
        ("crs", "crs=http://www.opengis.net/def/crs/EPSG/0/3857"),
        *(("offset", f"offset={offset}") for offset in ("-1", "x", "1000000")),
        *(("datetime", f"datetime={moment}") for moment in ("yesterday", "2026-13", "../..", "")),
        ("datetime", "datetime=2026-03-09T12:00:00Z/2026-03-09T12:00:00Z/.."),
    ],
)
def test_what_cannot_be_read_is_named_with_what_it_can_be(api, name, query):
    """/req/core/query-param-invalid, /req/crs/fc-crs-valid-value"""
    path = "/collections/gemeente/items"
    dutch, english = (refused(api, path, f"{query}&taal={one}") for one in ("nl", "en"))
    assert dutch["parameter"] == english["parameter"] == name
    assert dutch["detail"] != english["detail"] and name in dutch["detail"]
    assert "more than once" in english["detail"] or english["allowed"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "moment",
    [
        *("2018-02-12T23:20:50Z", "2018-02-12", "2018-02-12T00:00:00Z/2018-03-18T12:31:12Z"),
        *("2018-02-12T00:00:00Z/..", "../2018-03-18T12:31:12Z", "/2018-03-18T12:31:12Z"),
        "0000-01-01T00:00:00Z/9999-12-31T00:00:00.5%2B01:00",
    ],
)
def test_what_has_no_time_of_its_own_belongs_to_every_time(api, moment):
    """/req/core/fc-time-response: features that are not associated with a time match"""
    path = "/collections/provincie/items"
    assert codes(found(api, path, f"datetime={moment}")) == codes(found(api, path))


@pytest.mark.slow
def test_a_feature_has_an_address_of_its_own(api):
    """/req/core/f-success, f-links"""
    for name in ("gemeente", "vestigingen"):
        collection = found(api, f"/collections/{name}/items", ZEELAND)
        for feature in collection["features"][:3]:
            answer = told(api, f"/collections/{name}/items/{quote(feature['id'])}", ZEELAND)
            alone = json.loads(answer.text)
            assert answer.mimetype == GEOJSON and {**alone, "links": 0} == {**feature, "links": 0}
            assert followed(api, *links(alone, "self")) == alone
            assert followed(api, *links(alone, "collection"))["id"] == name
    gone = refused(api, "/collections/gemeente/items/GM9999", "taal=en", 404)
    assert "GM9999" in gone["detail"]
    refused(api, "/collections/gemeente/items/GM0363", ZEELAND, 404)


@pytest.mark.slow
def test_an_own_region_has_an_address_too(api):
    own = OWN_REGIONS[0]
    query = f"indeling={quote(own)}"
    assert found(api, f"/collections/eigen/items/{quote(own)}", query)["id"] == own


# ---- part 2: systems of coordinates --------------------------------------------------------------


def test_every_layer_lists_its_systems(api):
    """/req/crs/crs-uri, fc-md-crs-list-A, fc-md-storageCrs-valid-value"""
    for one in found(api, "/collections")["collections"]:
        assert one["crs"] == list(SYSTEMS) and one["storageCrs"] in one["crs"]
        assert one["crs"][0] == CRS84


@pytest.mark.slow
@pytest.mark.parametrize("system", [None, *SYSTEMS])
def test_an_answer_says_in_which_system_it_is(api, system):
    """/req/crs/fc-crs-default-value, fc-crs-action, geojson, ogc-crs-header"""
    query = f"{ZEELAND}&crs={quote(system)}" if system else ZEELAND
    place = json.loads(api.get("/ogc/collections/vestigingen/items").text)["features"][0]
    for path in ("/collections/gemeente/items", "/collections/gemeente/items/GM0664"):
        assert told(api, path, query).headers["Content-Crs"] == f"<{system or CRS84}>"
    moved = found(
        api,
        f"/collections/vestigingen/items/{place['id']}",
        f"crs={quote(system)}" if system else "",
    )
    lon, lat = place["geometry"]["coordinates"]
    assert 3.3 < lon < 7.3 and 50.7 < lat < 53.7
    row = shipped().tables.sites.set_index("code").loc[place["id"]]
    expected = {LAT_LON: (lat, lon), RD: (row["x"], row["y"])}.get(system, (lon, lat))
    assert moved["geometry"]["coordinates"] == pytest.approx(expected, rel=0, abs=0.01)


@pytest.mark.slow
def test_areas_in_metres_are_where_the_tables_have_them(api):
    """The point of every municipality, which the build moved with PROJ, in or by its own shape."""
    collection = found(api, "/collections/gemeente/items", f"limit=5000&crs={quote(RD)}")
    regions = shipped().tables.regions_of("municipality").set_index("code")
    places = to_rd(regions.loc[codes(collection), ["lon", "lat"]].to_numpy())
    for place, shape in zip(shapely.points(places), shapes(collection), strict=True):
        assert shape.distance(place) < 500
    west, south, east, north = shapely.total_bounds(shapes(collection))
    assert 0 < west < 20_000 and 270_000 < east < 290_000
    assert 300_000 < south < 310_000 and 600_000 < north < 630_000


# ---- the question: the same figures as everywhere else -------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    "query",
    [
        "per=gemeente&gebied=PV29&profiel=mt",
        "per=postcode&gebied=GM0664&maat=fiets&afstand=7&leerweg=gl",
        "per=sto&maat=minuten&minuten=30&taal=en",
        "per=provincie&kaart=werk",
        "per=corop&profiel=mt&stel=stop:13OR01.mt,start:4501.mt&gebied=PV29",
        f"per=eigen&indeling={quote(','.join(OWN_REGIONS[:1]))}",
    ],
)
def test_the_figures_are_those_of_the_file_and_of_the_map(api, data, query):
    view, unread = read(query, data)
    assert not unread
    context = Context(data, view)
    for name, writer in (
        (LEVEL_WORDS[view.level_kind], areas_as_geojson),
        ("vestigingen", sites_as_geojson),
    ):
        file = json.loads(writer(context, "", today()))
        layer = found(api, f"/collections/{name}/items", f"{query}&limit=5000")
        rows = [feature["properties"] for feature in layer["features"]]
        assert rows == [feature["properties"] for feature in file["features"]] and rows
        for here, there in zip(shapes(layer), shapes(file), strict=True):
            assert (here is None) == (there is None)
            assert here is None or here.normalize().equals(there.normalize())
        assert len(set(codes(layer))) == len(codes(layer))


def test_the_figures_are_those_of_the_tables_for_programs(api):
    rows = api.get("/api/v1/coverage?by=province&profiles=MT&max=12km").json["rows"]
    layer = found(api, "/collections/provincie/items", "profiel=mt&afstand=12&taal=en")
    by_code = {one["id"]: one["properties"] for one in layer["features"]}
    assert len(rows) == 12
    for row in rows:
        there = by_code[row["code"]]
        assert there["coverage_pct"] == pytest.approx(row["share"], abs=5.1e-5)
        assert there["young_people_12_16"] == pytest.approx(row["young_people"], abs=5.1e-5)


@settings(max_examples=8)
@given(view=st.deferred(lambda: views(shipped())))
@pytest.mark.slow
def test_any_view_is_a_set_of_layers(api, data, view):
    """Whatever the map can show can be read by its address, and its links keep all of it."""
    query = query_of(view, default_view(data)).removeprefix("?")
    listed = found(api, "/collections", query)
    for one in listed["collections"][-2:]:
        page = found(api, f"/collections/{one['id']}/items", f"{query}&limit=2")
        assert page["numberReturned"] <= 2
        for link in page["links"]:
            assert query in link["href"]


# ---- the question in links -----------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("query", ["profiel=mt&gebied=PV29", "taal=en&kaart=dekking&profiel=hard"])
def test_links_have_the_question_as_it_was_written(api, query):
    """Programs look for what their user typed, and add it where they miss it."""
    for path in ADDRESSES:
        document = found(api, path, query)
        for link in document.get("links", []):
            assert f"?{query}" in link["href"]
    asked_by_gis = found(api, "/collections/gemeente/items", f"limit=1&{query}")
    (further,) = links(asked_by_gis, "next")
    assert f"?{query}&" in further["href"]
    twice = api.get(
        urlsplit(further["href"]).path, query_string=f"limit=1&offset=1&{query}&{query}"
    )
    assert codes(json.loads(twice.text)) == codes(followed(api, further))


def test_a_hostile_question_stays_in_its_address(api):
    hostile = '"><script>alert(1)</script>'
    answer = told(api, "/collections", f"naam={quote(hostile)}")
    assert answer.status_code == 200 and "<script" not in answer.text
    raw = api.get("/ogc/collections", query_string='naam="><script>')
    assert "<script" not in raw.text
    assert "<script>alert" not in api.get(f"/api?naam={quote(hostile)}").text


def test_below_a_path_the_links_lead_there(api):
    below = told(api, "", ZEELAND, environ_overrides={"SCRIPT_NAME": "/techniek"})
    for link in json.loads(below.text)["links"]:
        assert link["href"].startswith(
            ("http://localhost/techniek/ogc", "http://localhost/techniek/api")
        )


def test_columns_are_in_the_language_of_the_address_and_of_nothing_else(api):
    """A layer of somebody keeps its columns, whatever the program of another prefers."""
    path = "/collections/provincie/items"
    for header in ("en", "nl"):
        dutch = told(api, path, "limit=1", headers={"Accept-Language": header})
        english = told(api, path, "limit=1&taal=en", headers={"Accept-Language": header})
        assert "dekking_pct" in dutch.text and "coverage_pct" in english.text
        assert dutch.headers["Content-Language"] == "nl"


# ---- what it bears -------------------------------------------------------------------------------


def test_who_asks_too_often_waits_as_at_every_address(data):
    client = create_app(Settings(api_rate=2), data).server.test_client()
    assert [told(client, "/conformance").status_code for _ in range(3)] == [200, 200, 429]
    assert client.get("/api/v1/years").status_code == 429, "one bound for all of the interface"


RAW = st.text(st.characters(codec="utf-8"), max_size=30) | st.binary(max_size=30).map(
    lambda content: quote(content, safe="&=%+,;")
)
NAMES = st.sampled_from([one.name for one in (*OF_ITEMS, *VIEW)])


@pytest.mark.slow
@settings(max_examples=60)
@given(
    path=st.sampled_from(ADDRESSES) | RAW.map(lambda text: "/collections/" + quote(text)),
    pairs=st.lists(st.tuples(NAMES | RAW, RAW), max_size=4),
    accept=RAW,
)
def test_any_address_is_answered_or_refused(api, path, pairs, accept):
    query = "&".join(f"{name}={value}" for name, value in pairs)
    answer = told(api, path, query, headers={"Accept": quote(accept)})
    assert answer.status_code in (200, 400, 404, 406, 414)
    if answer.status_code != 200:
        assert answer.mimetype == PROBLEM and answer.json["detail"]
