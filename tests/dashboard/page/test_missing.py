"""Every address that is not ours is not found, and the page that says so leads on."""

import html
import re
from urllib.parse import quote, unquote_to_bytes

import pytest
from flask.testing import FlaskClient
from hypothesis import assume, example, given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from dashboard.address.portrait import WORDS
from dashboard.api.problems import PROBLEM
from dashboard.texts import texts_in
from dashboard.web.assets import ASSETS
from dashboard.web.sheets import SHEETS
from tests.support.addresses import COSTLY, FILES, LAYERS, PAGES

#: Every address that is ours, as the server knows it.
RULES = {
    *(*PAGES, *FILES, *COSTLY, *LAYERS),
    *("/_dash-layout", "/_dash-dependencies", "/_dash-update-component"),
    *("/_reload-hash", "/_favicon.ico"),
    *(f"/assets/{sheet}" for sheet in SHEETS),
    "/regio/<level>/<code>",
    "/regio/<level>/<code>.pptx",
    "/regio/<level>/<code>.pdf",
    "/api/<path:rest>",
    "/ogc/collections/<name>",
    "/ogc/collections/<name>/items",
    "/ogc/collections/<name>/items/<path:code>",
    "/assets/<path:filename>",
    "/assets/scripts/<version>/<path:name>",
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>",
}
FIXED = {rule for rule in RULES if "<" not in rule} | {"/api/", "/ogc/"}

#: Addresses as they are typed, of every kind that once was answered, or could be.
NOT_OURS = (
    "/bestaat-niet",
    "/Verantwoording",
    "/verantwoording/",
    "/verantwoording.html",
    "/vestiging/zzz",
    "/index.html",
    "/static/x",
    "/static/../app.py",
    "/regio",
    "/regio/",
    "/regio/gemeente",
    "/regio/gemeente/",
    "/regio/gemeente/GM9999",
    "/regio/gemeente/gm0855",
    "/regio/gemeente/GM0855/",
    "/regio/gemeente/GM0855/x",
    "/regio/gemeente/GM0855%00",
    "/regio/gemeente/GM0855.PDF",
    "/regio/provincie/GM0855",
    "/regio/gemeente/GM9999.pptx",
    "/regio/gemeente/GM9999.pdf",
    "/regio/x%2F/x.pptx",
    "/regio/x%2F%2F/x.pdf",
    "/regio/%2E%2E/%2E%2E",
    "/regio//gemeente/GM0855",
    "//",
    "///",
    "//verantwoording",
    "/%2Fverantwoording",
    "//elders.example/%2e%2e",
    "/%252e%252e/",
    "/%00",
    "/%ff%fe",
    "/%0a",
    "/.",
    "/..",
    "/?",
    "/%3Ftaal=en",
    "/assets",
    "/assets/",
    "/assets/none.js",
    "/assets/%00",
    "/assets/fonts",
    "/assets/../app.py",
    "/assets//style.css",
    "/_dash-component-suites/",
    "/_dash-component-suites/none/none.js",
    "/_dash-component-suites/dash/none.js",
    "/_dash-component-suites/dash/%00",
    "/_dash-component-suites/dash/dcc/",
    "/download.xls",
    "/download-x.csv",
    "/DOWNLOAD.CSV",
    "/kaart.svg/",
    "/" + "a" * 5000,
    "/" + "a/" * 500,
)


def ask(client: FlaskClient, path: str, **options) -> TestResponse:
    """The answer to a path just as it is typed: the client of Werkzeug reads some as a host."""
    told = unquote_to_bytes(path).decode("latin1")
    return client.open("/", environ_overrides={"PATH_INFO": told}, **options)


def said(text: str, answer: TestResponse) -> bool:
    return text in html.unescape(answer.text)


def test_the_server_has_these_addresses_and_no_other(app):
    assert {rule.rule for rule in app.server.url_map.iter_rules()} == RULES


@pytest.mark.slow
@pytest.mark.parametrize("path", [path for path in NOT_OURS if path != "/?"])
def test_what_is_not_ours_is_not_found(client, path):
    answer = ask(client, path)
    assert answer.status_code == 404 and answer.mimetype == "text/html"
    assert said(texts_in("nl")("missing.title"), answer)
    assert ask(client, path, method="HEAD").status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_what_is_not_ours_is_not_found_whatever_is_asked_of_it(client, method):
    assert ask(client, "/bestaat-niet", method=method).status_code == 404
    if method != "OPTIONS":
        assert ask(client, "/verantwoording", method=method).status_code == 405
        assert ask(client, "/curve.csv", method=method).status_code == 405


@pytest.mark.parametrize("path", ["/verantwoording", "/verantwoordin%67", "/regio%2Fland/NL"])
def test_another_spelling_of_the_same_address_is_ours(client, path):
    assert ask(client, path).status_code == 200


def test_the_page_is_drawn_for_another_spelling_too(call):
    shown = call("page.children", {"url.pathname": "/verantwoordin%67", "url.search": ""})
    assert shown["shown"]["data"] == {"page": "/verantwoording", "language": "nl"}
    for path in ("/nergens", "", None):
        assert call("page.children", {"url.pathname": path, "url.search": ""}) == {}


@pytest.mark.parametrize(
    "path",
    [
        *("/api/none", "/api/v1/none", "/api//v1", "//api/v1", "/api/a%0Ab"),
        *("/ogc/none", "/ogc//collections", "/ogc/collections/none", "/ogc/collections/none/items"),
        *("/ogc/collections/gemeente/items/none", "/ogc/collections/a%0Ab", "/ogc/%ff"),
    ],
)
def test_below_the_interface_it_is_a_problem(client, path):
    answer = ask(client, path)
    assert answer.status_code == 404 and answer.mimetype == PROBLEM
    assert answer.json["status"] == 404 and answer.json["type"] == "/api#not-found"


# ---- any address --------------------------------------------------------------------------------

#: Pieces of which addresses of ours are made, so that what is asked comes close to them.
PIECES = st.sampled_from(
    [
        *WORDS.values(),
        *(
            "regio",
            "api",
            "v1",
            "ogc",
            "collections",
            "coverage",
            "assets",
            "embed",
            "verantwoording",
            "download",
        ),
        *("_dash-component-suites", "dash", "dcc", "kaart", "GM0855", "NL", "5017", "zzz"),
        *(".csv", ".pptx", ".pdf", ".svg", "..", ".", "/", "//", "%", "%2F"),
        *("\0", "\n", "?", "#", " "),
    ]
)
PATHS = st.one_of(
    st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=7).map("".join),
    st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=5).map("/".join),
    st.text(max_size=60),
)


def is_ours(path: str, data) -> bool:
    """Whether a path is an address of ours, told without asking the server."""
    if path in FIXED:
        return True
    portrait = re.fullmatch(r"/regio/([^/]*)/([^/]*?)(\.pptx|\.pdf)?", path)
    if portrait:
        region = data.known_region(portrait[2])
        return region is not None and WORDS[region.level] == portrait[1]
    if path.startswith("/assets/") and "\0" not in path:
        return (ASSETS / path.removeprefix("/assets/")).is_file()
    # Below these it is a problem, which has tests of its own.
    return path.startswith(("/api/v1/", "/ogc/"))


@pytest.mark.slow
@given(PATHS)
@example("regio/x//x.pptx")
@example("/")
@example("regio/\n/\n.pdf")
def test_any_address_that_is_not_ours_is_not_found(app, data, rest):
    path = f"/{rest}"
    assume(not is_ours(path, data))
    typed = quote(path.encode("utf-8", "surrogatepass"))
    answer = ask(app.server.test_client(), typed)
    assert answer.status_code == 404, path


# ---- the page that says so ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [
        ("", None, "nl"),
        ("taal=en", None, "en"),
        ("taal=nl", "en", "nl"),
        ("taal=fy", "en-GB,en;q=0.9,nl;q=0.5", "en"),
        ("", "en-GB,en;q=0.9,nl;q=0.5", "en"),
        ("", "fr", "nl"),
        ("taal=" + "x" * 5000, None, "nl"),
    ],
)
def test_it_speaks_the_language_of_the_reader(client, query, header, language):
    headers = {"Accept-Language": header} if header else {}
    answer = ask(client, "/nergens", query_string=query, headers=headers)
    assert f'<html lang="{language}">' in answer.text
    assert said(texts_in(language)("missing.title"), answer)
    assert "Accept-Language" in answer.headers["Vary"]


def links_of(answer: TestResponse) -> list[str]:
    return [html.unescape(one) for one in re.findall(r'<a [^>]*href="([^"#]+)"', answer.text)]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_link_on_it_leads_somewhere(client, language):
    answer = ask(client, "/regio/gemeente/tilburg", query_string=f"taal={language}")
    links = links_of(answer)
    assert len(links) > 8
    other = [one for one in links if one.startswith("?")]
    assert other == [f"?taal={'en' if language == 'nl' else 'nl'}"]
    for address in set(links) - set(other):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize(
    ("path", "query", "first"),
    [
        ("/regio/gemeente/tilburg", "", "/?gebied=GM0855&per=postcode"),
        ("/regio/provincie/GM0855.pdf", "", "/?gebied=GM0855&per=postcode"),
        ("/zeeland/", "taal=en", "/?gebied=PV29&taal=en"),
        ("/kaart/5017", "", "/?gebied=5017&per=postcode"),
        ("/bestaat-niet", "zoek=sudwest", "/?gebied=GM1900&per=postcode"),
        ("/bestaat-niet", "zoek=NL", "/"),
    ],
)
def test_it_finds_what_was_sought(client, path, query, first):
    answer = ask(client, path, query_string=query)
    assert answer.status_code == 404
    at = answer.text.index("<main")
    found = [html.unescape(one) for one in re.findall(r'href="([^"]+)"', answer.text[at:])]
    assert found[0] == first


def test_it_says_when_nothing_was_found(client):
    typed = "<img src=x onerror=alert(1)>"
    answer = ask(client, "/bestaat-niet", query_string={"zoek": typed})
    assert said(texts_in("nl")("search.nothing", typed=typed), answer)
    assert "<img" not in answer.text
    assert not said(texts_in("nl")("search.nothing", typed=""), ask(client, "/bestaat-niet"))


def test_it_runs_no_script(client):
    assert "<script" not in ask(client, "/assets/none.js").text
