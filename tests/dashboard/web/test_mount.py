"""The site below a path: every address of ours in every answer begins there, and is answered."""

import json
import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from werkzeug.test import Client

from dashboard.web import assets, incoming
from dashboard.web.mount import Mounted
from dashboard.web.proxies import Proxies
from tests.support.asking import body, taking

BELOW = "/techniek"
SITE = f"http://localhost{BELOW}"
#: Every face, with what it has more than others: menus, a table, a room, a site, changes.
FACES = (
    "/",
    "/?gebied=GM0664&kaart=enig&tabel=1",
    "/?gebied=PV29&scherm=groot&taal=en",
    "/?kaart=werk",
    "/?vestiging=20AT|C2&wijzig=stop:20AT|C2",
    "/?onzin=1",
    "/verantwoording",
    "/regelingen",
    "/toegankelijkheid",
    "/api",
    "/embed?knoppen=1",
    "/regio/gemeente/GM0664",
    "/bestaat-niet?zoek=Goes",
    "/assets/page.css",
    "/assets/style.css",
    "/assets/embed/embed.css",
    "/robots.txt",
    "/sitemap.xml",
    "/api/v1/openapi.json",
    "/api/v1/coverage?format=csv&by=province",
    "/api/v1/nothing",
    f"/oembed?url={SITE}/%3Fgebied=GM0664",
)
#: Where an address stands in what is answered: HTML, CSS, headers, and JSON.
ADDRESS = re.compile(
    r"""\b(?:href|src|action)="([^"]*)"|url\("([^"]+)"\)|<(/[^>\s]*)>; rel|"""
    r""""(?:type|url)": ?"(/[^"]*)"|<loc>([^<]+)</loc>|(?:Disallow|Allow|Sitemap): (\S+)"""
)


def of_ours(answer, face: str) -> set[str]:
    """Paths in an answer, its headers included, that lead to this host."""
    text = answer.text.replace('\\"', '"') + f"\n{answer.headers.get('Link', '')}"
    written = (unescape(next(filter(None, one), "")) for one in ADDRESS.findall(text))
    whole = (urlsplit(urljoin(SITE + face, one)) for one in written)
    return {one.path for one in whole if one.netloc == "localhost"}


def answered(app, path: str) -> bool:
    """Whether a path is one of ours: a file that is there, or one that a route answers."""
    if path.startswith(("/assets/", assets.DASH_FILES)):
        return assets.one_name(path) is not None
    return app.server.url_map.bind("").test(path)


def test_every_address_of_every_face_begins_where_the_site_does(app, client):
    for face in FACES:
        answer = client.get(face, base_url=SITE)
        there = of_ours(answer, face)
        assert there, f"{face} has no address: {answer.status}"
        for path in there:
            assert path.startswith(f"{BELOW}/"), f"{face} leads to {path}"
            # Robots are told how paths begin or end, and what is missing is not there.
            is_ours = face.startswith("/robots") or path == urlsplit(SITE + face).path
            assert is_ours or answered(app, path.removeprefix(BELOW)), f"{face} leads to {path}"


def test_what_dash_draws_and_what_scripts_are_told_begins_there(app, client):
    def call(**values: object) -> str:
        named = {name.replace("_", ".", 1): value for name, value in values.items()}
        key = taking(app, next(iter(named)))
        sent = body(app, key, named)
        return client.post("/_dash-update-component", base_url=SITE, json=sent).text

    page = call(wanted_data={}, url_pathname=f"{BELOW}/regelingen")
    hits = call(sought_data="Goes")
    for told in (page, hits):
        there = re.findall(r'"href":"\\u002f([^"]*)"', told)
        assert there
        assert all(one.startswith(f"{BELOW[1:]}\\u002f") for one in there)
    text = client.get("/", base_url=SITE).text
    rules = json.loads(re.search(r'id="rules">(.*?)</script>', text)[1])["addresses"]
    assert rules["base"] == BELOW
    assert all(one.startswith(f"{BELOW}/") for name, one in rules.items() if name != "base")
    config = json.loads(re.search(r'id="_dash-config"[^>]*>(.*?)</script>', text)[1])
    assert config["requests_pathname_prefix"] == f"{BELOW}/"


def test_two_sites_share_what_is_kept_and_not_where_they_begin(client):
    for base in (SITE, "http://localhost", "http://localhost/elders"):
        below = urlsplit(base).path
        for path in ("/?gebied=GM0664", "/scherm.json?gebied=GM0664"):
            there = re.findall(r'href=\\?"([^"#\\]*)', client.get(path, base_url=base).text)
            assert f"{below}/verantwoording?taal=nl" in there
            assert all(one.startswith(f"{below}/") for one in there if one.startswith("/"))


# ---- who says where it begins -------------------------------------------------------------------


def site(below: str, proxies: int = 0) -> Client:
    """A server that answers with the path it knows, and where its site is."""
    server = Flask("mounted")
    server.add_url_rule("/<path:path>", "path", lambda path: f"{path} {incoming.site()}")
    app = Mounted(server.wsgi_app, below)
    return Client(Proxies(app, proxies) if proxies else app)


@pytest.mark.parametrize("path", ["/techniek/api", "/api"])
def test_a_proxy_may_strip_the_path_or_not(path):
    assert site(BELOW).get(path).text == f"api {SITE}"


def test_a_path_that_only_begins_alike_is_another():
    assert site(BELOW).get("/techniekers/x").text == f"techniekers/x {SITE}"
    assert site("").get("/techniek/api").text == "techniek/api http://localhost"


def test_a_server_that_knows_of_the_path_has_stripped_it():
    answer = site(BELOW).get("/api", environ_overrides={"SCRIPT_NAME": "/techniek/"})
    assert answer.text == f"api {SITE}"


@pytest.mark.parametrize(
    ("proxies", "headers", "expected"),
    [
        (1, {"Prefix": "/techniek/", "Host": "a.nl", "Proto": "https"}, "https://a.nl/techniek"),
        (2, {"Prefix": "/buiten, /binnen"}, "http://localhost/buiten"),
        (0, {"Prefix": "/techniek", "Host": "a.nl"}, "http://localhost"),
        (1, {"Prefix": "//evil.nl"}, "http://localhost"),
        (1, {"Prefix": "/a/../b"}, "http://localhost"),
        (1, {"Prefix": '/"><script>'}, "http://localhost"),
        (1, {"Prefix": "techniek"}, "http://localhost"),
        (1, {"Prefix": ""}, "http://localhost"),
    ],
)
def test_proxies_are_believed_as_far_as_they_count_and_make_sense(proxies, headers, expected):
    sent = {f"X-Forwarded-{name}": text for name, text in headers.items()}
    assert site("", proxies).get("/api", headers=sent).text == f"api {expected}"


def test_the_path_alone_leads_to_where_the_site_begins(client):
    answer = client.get("", base_url=SITE, environ_overrides={"PATH_INFO": ""}, query_string="a=b")
    assert (answer.status_code, answer.headers["Location"]) == (308, f"{BELOW}/?a=b")
