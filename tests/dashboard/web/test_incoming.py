"""Which host a request was asked of, and what becomes of one that cannot be, or is not ours."""

import re

import pytest
from flask import Flask
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard import create_app
from dashboard.settings import Settings
from dashboard.web import incoming
from dashboard.web.proxies import Proxies

NAME = "techniek.example.nl"
#: Where a host comes back: pages, files and what is asked by machines.
PATHS = [
    "/",
    "/api",
    "/api/v1/years",
    "/qr.svg",
    "/oembed?url=http://x/",
    "/embed",
    "/robots.txt",
    "/sitemap.xml",
    "/kaart.svg",
    "/download.geojson",
    "/regio/land/NL",
    "/bestaat-niet",
    "/assets/page.css",
]
CANNOT_BE = [
    "",
    "-",
    "a b",
    "evil/..",
    '"><script>',
    "<base href=file:///etc/>",
    "a:999999",
    "a:b",
    "a@b",
    "x" * 300,
    "[::1",
    "a\tb",
    "é.nl",
]


@pytest.fixture(scope="module")
def strict(data):
    """A site that knows its names."""
    return create_app(Settings(hosts=(NAME, ".example.org")), data).server.test_client()


@pytest.mark.slow
@pytest.mark.parametrize("host", CANNOT_BE)
@pytest.mark.parametrize("path", PATHS)
def test_a_host_that_cannot_be_one_is_refused(client, path, host):
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert not host.strip("-") or host not in answer.text
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.slow
@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8050", "192.168.1.7:8050", "[::1]:8050", "my-laptop", "A.nl"]
)
def test_a_laptop_in_a_room_needs_no_setting(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 200
    assert f"http://{host.lower()}/sitemap.xml" in client.get(
        "/robots.txt", headers={"Host": host}
    ).get_data(as_text=True)


@pytest.mark.parametrize(
    "host", [NAME, NAME.upper(), f"{NAME}:8050", "example.org", "a.example.org"]
)
def test_a_site_answers_to_its_names(strict, host):
    assert strict.get("/robots.txt", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["localhost", f"a.{NAME}", f"{NAME}.evil.nl", "notexample.org"])
def test_a_site_does_not_answer_to_other_names(strict, host):
    for path in PATHS:
        assert strict.get(path, headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("path", incoming.BY_MACHINES)
@pytest.mark.parametrize("host", ["10.0.0.7:8000", "localhost"])
def test_a_machine_that_knows_no_name_can_ask_how_it_is(strict, path, host):
    assert strict.get(path, headers={"Host": host}).status_code == 200


@pytest.mark.slow
@given(st.text(st.characters(codec="latin-1", exclude_characters="\r\n\0"), max_size=40))
@example("a.nl\u00e9")
def test_what_comes_through_is_nothing_but_a_host(host):
    server = Flask("host")
    incoming.register(server, ())
    server.add_url_rule("/", "site", incoming.site)
    answer = server.test_client().get("/", environ_overrides={"HTTP_HOST": host})
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        assert re.fullmatch(r"http://[a-z0-9.:\[\]-]+", answer.text)


# ---- behind proxies -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("named", "scheme"),
    [
        ("https", "https"),
        ("HTTPS", "https"),
        ("http", "http"),
        ("https, https", "https"),
        ("javascript", "http"),
        ('https"><script>', "http"),
        ("", "http"),
        ("file", "http"),
        ("javascript, https", "http"),
    ],
)
def test_a_protocol_is_one_of_the_two_of_the_web(named, scheme):
    server = Flask("proxied")
    server.wsgi_app = Proxies(server.wsgi_app, 1)
    server.add_url_rule("/", "site", incoming.site)
    answer = server.test_client().get("/", headers={"X-Forwarded-Proto": named, "Host": NAME})
    assert answer.text == f"{scheme}://{NAME}"
