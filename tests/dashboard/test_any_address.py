"""Whatever is asked of whatever address: an answer or a refusal, and no page that is not ours."""

import re
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from hypothesis import event, given, settings
from hypothesis import strategies as st

from dashboard import create_app
from dashboard.address.parameters import LEVEL_WORDS, SILENT
from dashboard.address.portrait import LEVELS as PORTRAIT_LEVELS
from dashboard.address.query import default_view, query_of
from dashboard.api.ogc.collections import SITES
from dashboard.api.operations import operations
from dashboard.data import Data
from dashboard.settings import Settings
from dashboard.web.assets import ASSETS
from geodata.vocabulary import OWN
from tests.support.addresses import COSTLY, FILES, LAYERS, PAGES
from tests.support.shipped import shipped
from tests.support.views import OWN_REGIONS, PARAMETERS, views

#: Parameters beyond those of the map: of portraits, embeds, files, oEmbed and the open data.
OTHERS = (
    *("naast", "achtergrond", "knoppen", "vorm", "url", "format", "maxwidth", "maxheight"),
    *("profiles", "tracks", "max", "distance", "speed", "by", "code", "year", "population"),
    *("indicator", "x", ""),
    *("limit", "offset", "bbox", "bbox-crs", "crs", "datetime", "f"),
)
PORTRAIT = re.compile(r"/regio/(?P<level>[^/]+)/(?P<code>[^/]+?)(?:\.pptx|\.pdf)?")
TABLE = re.compile(r"/api/v1/(?P<name>[^/]+)")
LAYER = re.compile(r"/ogc/collections/(?P<name>[^/]+)(/items(/.+)?)?", re.DOTALL)
LAYER_NAMES = (*LEVEL_WORDS.values(), SITES)

#: Any text; not all of it can stand in an address as it is.
TEXT = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    ["", ".", "..", "%", "%2F", "%00", "x/y", "\\", "null", "-1", "1e999", "NaN", "é", "9" * 400]
)


def is_ours(path: str, data: Data) -> bool:
    """Is there something at an address? By the tables and the files that there are, not by what
    the server answers."""
    if path in (*PAGES, *FILES, *COSTLY, *LAYERS, "/api/", "/ogc/"):
        return True
    if portrait := PORTRAIT.fullmatch(path):
        region = data.known_region(portrait["code"])
        return region is not None and PORTRAIT_LEVELS.get(portrait["level"]) == region.kind
    if table := TABLE.fullmatch(path):
        return table["name"] in (*operations(data), "openapi.json")
    if layer := LAYER.fullmatch(path):
        return layer["name"] in LAYER_NAMES
    if path.startswith("/assets/"):
        file = (ASSETS.parent / path.removeprefix("/")).resolve()
        return file.is_relative_to(ASSETS) and file.is_file()
    # What Dash serves of its own: its layout, its list of callbacks, its icon.
    return path in ("/_dash-layout", "/_dash-dependencies", "/_reload-hash", "/_favicon.ico")


def paths(data: Data) -> st.SearchStrategy[str]:
    """An address of ours, one beside it, or any other; encoded as in a request."""
    regions = st.sampled_from(
        [
            f"/regio/{word}/{code}"
            for word, level in PORTRAIT_LEVELS.items()
            if level != OWN
            for code in data.tables.regions_of(level)["code"]
        ]
        + [f"/regio/eigen/{quote(code)}" for code in OWN_REGIONS]
    )
    tables = st.sampled_from([f"/api/v1/{name}" for name in operations(data)])
    layers = st.sampled_from(LAYERS) | st.builds(
        "/ogc/collections/{}{}".format,
        st.sampled_from(LAYER_NAMES),
        st.sampled_from(["", "/items", "/items/GM0855", "/items/13OR01"]),
    )
    ours = st.one_of(st.sampled_from(PAGES), st.sampled_from(FILES), regions, tables, layers)
    costly = st.sampled_from(COSTLY) | st.builds(
        "{}{}".format, regions, st.sampled_from([".pptx", ".pdf", ".csv", "."])
    )
    words = [
        "regio",
        "assets",
        "api",
        "v1",
        "ogc",
        "collections",
        "items",
        "static",
        *PORTRAIT_LEVELS,
        "GM0344",
        "x.pptx",
    ]
    step = st.sampled_from(words) | TEXT.map(lambda text: quote(text, safe="")) | TEXT.map(quote)
    anything = st.lists(step, max_size=5).map(lambda steps: _address("/".join(steps)))
    beside = st.builds(_inserted, ours | costly, st.integers(0, 40), TEXT.filter(bool).map(quote))
    # What costs half a second stands for itself once in so many.
    return st.one_of(*[ours, beside, anything] * 6, costly)


def _inserted(path: str, at: int, text: str) -> str:
    return _address(path[1 : 1 + at] + text + path[1 + at :])


def _address(steps: str) -> str:
    # The client of the tests takes what stands behind two slashes for another site.
    return "/" + steps.lstrip("/")


def queries(data: Data) -> st.SearchStrategy[str]:
    """Views as links write them, and parameters of which the value is any text."""
    view = views(data).map(lambda view: query_of(view, default_view(data)).lstrip("?"))
    names = st.sampled_from([*PARAMETERS, *SILENT, *OTHERS]) | TEXT
    pairs = st.lists(st.tuples(names, TEXT), max_size=4).map(urlencode)
    return view | pairs | st.builds("{}&{}".format, view, pairs) | TEXT.map(quote)


@pytest.fixture(scope="module")
def server(data) -> Flask:
    """A dashboard that may be asked as often as one likes, and lets every exception through."""
    server = create_app(Settings(api_rate=0), data).server
    server.config["PROPAGATE_EXCEPTIONS"] = True
    return server


@pytest.mark.slow
@settings(max_examples=150)
@given(
    path=st.deferred(lambda: paths(shipped())),
    query=st.deferred(lambda: queries(shipped())),
    method=st.sampled_from(["GET"] * 4 + ["HEAD", "POST", "PUT"]),
    body=st.binary(max_size=200),
)
def test_every_address_is_answered_or_refused(server, data, path, query, method, body):
    found = server.test_client().open(
        path, query_string=query, method=method, data=body if method == "POST" else None
    )
    event(found.status)
    # What is worked out beside the web may have no place yet, or no time on a busy machine.
    waits = found.status_code in (503, 504) and "Retry-After" in found.headers
    # oEmbed has a status for a form that is not made here.
    other_form = found.status_code == 501 and found.request.path == "/oembed"
    assert found.status_code < 500 or waits or other_form
    assert found.status_code >= 300 or is_ours(found.request.path, data)
