"""Headers, compression and what is kept between answers."""

import base64
import gzip
import hashlib
import re

import brotli
import pytest
from flask_compress import Compress

from dashboard import create_app
from dashboard.address.paths import UPDATE
from dashboard.settings import Settings
from dashboard.web.assets import ASSETS, SCRIPTS, SCRIPTS_AT, scripts_at
from dashboard.web.security import (
    A_DAY,
    FOREVER,
    MOST_KEPT,
    NEIGHBOURHOODS,
    OF_PAGES,
    PLOTLY,
    StaticCache,
    compress_ahead,
    policy,
)
from tests.support.asking import body, shown_at, taking

GEOMETRY = sorted(f"/assets/geo/{path.name}" for path in (ASSETS / "geo").glob("*.json"))
FONTS = sorted(f"/assets/fonts/{path.name}" for path in (ASSETS / "fonts").glob("*.woff2"))
SCRIPT = f"{scripts_at()}map/draw.mjs"
EVERYTHING = [
    "/",
    UPDATE,
    "/verantwoording",
    "/bestaat-niet",
    "/_dash-layout",
    "/_dash-dependencies",
    "/download.csv",
    "/api",
    "/api/v1/coverage",
    "/api/v1/bestaat-niet",
    "/health",
    "/ready",
    "/assets/page.css",
    "/assets/bestaat-niet.js",
    SCRIPT,
    GEOMETRY[0],
    FONTS[0],
    PLOTLY,
]


def directives(header: str) -> dict[str, list[str]]:
    parts = [part.split() for part in header.split(";")]
    assert len({name for name, *_ in parts}) == len(parts)
    return {name: sources for name, *sources in parts}


def kept_of(server) -> StaticCache:
    """What the server keeps of compressed files."""
    for function in server.after_request_funcs[None]:
        owner = getattr(function, "__self__", None)
        if isinstance(owner, Compress):
            return owner.cache
    raise AssertionError("this server does not compress")


# ---- headers ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EVERYTHING)
def test_every_answer_bears_the_headers(client, path):
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    shared = "cross-origin" if path.startswith(("/assets/", "/api/")) else "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == shared
    rules = directives(headers["Content-Security-Policy"])
    assert "Set-Cookie" not in headers
    if path == UPDATE:
        # No page: nothing may come of it, wherever it is opened. What is said of pages is not said
        # of it: every click would bring it.
        assert rules == {"default-src": ["'none'"], "frame-ancestors": ["'none'"]}
        assert not {*headers.keys()} & {*OF_PAGES}
        return
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert rules["default-src"] == ["'self'"]
    assert rules["object-src"] == ["'none'"]
    assert rules["base-uri"] == ["'self'"]
    assert rules["frame-ancestors"] == ["'self'"]


def test_a_callback_bears_the_headers(app, client):
    key = taking(app, "picked-area.data")
    clicked = {"picked-area.data": {"shown": "", "feature": 7}}
    answer = client.post("/_dash-update-component", json=body(app, key, clicked))
    assert answer.status_code == 200
    assert "Content-Security-Policy" in answer.headers


def test_scripts_run_only_from_here_or_with_a_known_hash(client):
    answer = client.get("/")
    rules = directives(answer.headers["Content-Security-Policy"])
    allowed = rules["script-src"]
    assert allowed[0] == "'self'"
    assert all(re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", one) for one in allowed[1:])
    inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>(.*?)</script>", answer.text, re.S)
    code = [text for marks, text in inline if 'type="application/json"' not in marks]
    assert code
    for text in code:
        hashed = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{hashed}'" in allowed
    assert not re.search(r"<[^>]+\son[a-z]+=", answer.text)
    sources = re.findall(r'<script[^>]* src="([^"]+)"', answer.text)
    sources += re.findall(
        r'<link rel="(?:stylesheet|icon|preload|modulepreload)"[^>]* href="([^"]+)"', answer.text
    )
    assert len(sources) > 40
    assert all(source.startswith("/") and not source.startswith("//") for source in sources)


def test_tiles_are_asked_for_only_with_a_base_map():
    with_map = directives(policy([], Settings(basemap="pdok")))
    without = directives(policy([], Settings(basemap="drawn")))
    for name in ("img-src", "connect-src"):
        assert "https://service.pdok.nl" in with_map[name]
        assert all("//" not in source for source in without[name])


def test_who_may_frame_the_page_can_be_set(data):
    app = create_app(Settings(frame_ancestors="'self' https://example.org"), data)
    header = app.server.test_client().get("/").headers["Content-Security-Policy"]
    assert directives(header)["frame-ancestors"] == ["'self'", "https://example.org"]


# ---- cache rules --------------------------------------------------------------------------------


def test_what_never_changes_is_kept_forever(client):
    for path in (*GEOMETRY, *FONTS, SCRIPT):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["Cache-Control"] == FOREVER, path


def test_the_name_of_geometry_bears_the_hash_of_its_content():
    for path in GEOMETRY:
        name, digest, kind = path.rsplit("/")[-1].split(".")
        assert name and kind == "json", path
        content = (ASSETS / "geo" / path.rsplit("/")[-1]).read_bytes()
        assert hashlib.sha256(content).hexdigest().startswith(digest), path


@pytest.mark.parametrize("path", ["/assets/page.css", PLOTLY])
def test_what_changes_with_a_version_is_kept_a_day(client, path):
    assert client.get(path).headers["Cache-Control"] == A_DAY


@pytest.mark.parametrize("path", ["/assets/geo/none.00000000.json", "/assets/fonts/none.woff2"])
def test_what_is_not_there_is_not_kept_forever(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers.get("Cache-Control") != FOREVER


def test_a_script_is_kept_under_its_own_version_only(client):
    answer = client.get(f"{SCRIPTS_AT}0/map/draw.mjs")
    assert answer.data == client.get(SCRIPT).data
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get(f"{SCRIPTS_AT}0/map/nothing.mjs").status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", "/regio/land/NL"])
def test_a_page_names_every_script_that_it_needs(client, path):
    """A script that is named only by another one would be fetched after it."""
    page = client.get(path).text
    named = re.findall(rf'(?:href|src)="({SCRIPTS_AT}[^"]+)"', page)
    assert len(named) == len(set(named)) and all(one.startswith(scripts_at()) for one in named)
    for address in named:
        name = address.removeprefix(scripts_at())
        for wanted in re.findall(r'^(?:import|\}).*?"(\..*?)";$', client.get(address).text, re.M):
            there = (SCRIPTS / name).parent.joinpath(wanted).resolve().relative_to(SCRIPTS)
            assert f"{scripts_at()}{there}" in named, (name, wanted)


@pytest.mark.parametrize("path", ["/", UPDATE, "/verantwoording", "/_dash-layout", "/download.csv"])
def test_a_page_is_not_kept(client, path):
    kept = client.get(path).headers.get("Cache-Control", "")
    assert "max-age" not in kept and "immutable" not in kept


# ---- compression --------------------------------------------------------------------------------

BROWSER = "gzip, deflate, br, zstd"
LARGE = ["/", UPDATE, SCRIPT, "/assets/page.css", PLOTLY, "/download.csv", "/_dash-dependencies"]


UNPACKED = {"br": brotli.decompress, "gzip": gzip.decompress}


def test_text_is_compressed_for_who_can_read_it(client):
    for path in (*LARGE, *GEOMETRY):
        plain = client.get(path)
        assert "Content-Encoding" not in plain.headers, path
        for accepted, unpack in UNPACKED.items():
            packed = client.get(path, headers={"Accept-Encoding": accepted})
            assert packed.headers.get("Content-Encoding") == accepted, path
            if path != "/":  # bears a mark of the moment
                assert unpack(packed.data) == plain.data, path
            assert len(packed.data) < 0.8 * len(plain.data), path
            assert "Accept-Encoding" in packed.headers["Vary"], path


def test_text_is_compressed_for_a_browser(client):
    for path in (*LARGE, *GEOMETRY):
        answer = client.get(path, headers={"Accept-Encoding": BROWSER})
        assert answer.headers.get("Content-Encoding") in ("br", "zstd", "gzip"), path


def test_fonts_are_compressed_already(client):
    answer = client.get(FONTS[0], headers={"Accept-Encoding": BROWSER})
    assert "Content-Encoding" not in answer.headers


def test_the_page_asks_for_our_own_plotly_before_dash_asks_for_all_of_it(client):
    page = client.get("/").text
    assert client.get(PLOTLY).status_code == 200
    of_dash = '<script src="/_dash-component-suites/dash/dcc/'
    assert page.index(f'<script src="{PLOTLY}">') < page.index(of_dash)


# ---- what is kept between answers ---------------------------------------------------------------


@pytest.mark.slow
def test_answers_of_one_user_never_reach_another(client):
    gzipped = {"Accept-Encoding": "gzip"}
    searches = ["?profiel=pie", "?profiel=mt", "?gebied=GM0344", "?taal=en", ""]
    marks = shown_at(client, "").json["marks"]
    for shown in ("", marks):
        bodies = [
            gzip.decompress(shown_at(client, search, shown, **gzipped).data)
            for search in searches[: None if shown == "" else -1]
        ]
        plain = [shown_at(client, search, shown).data for search in searches[: len(bodies)]]
        assert bodies == plain
        assert len(set(plain)) == len(bodies)


def test_an_update_is_of_its_marks_and_never_kept(client):
    first = shown_at(client, "?profiel=pie")
    again = shown_at(client, "?profiel=pie", first.json["marks"])
    assert len(again.data) < len(first.data)
    assert {one.headers["Cache-Control"] for one in (first, again)} == {"no-store"}


def test_two_downloads_are_two_files(client):
    headers = {"Accept-Encoding": "br"}
    addresses = [f"/download.csv?per=provincie&afstand={km}" for km in (3, 9, 3)]
    one, other, again = (client.get(address, headers=headers).data for address in addresses)
    assert one != other and one == again


@pytest.mark.slow
def test_only_files_are_kept(data):
    server = create_app(Settings(), data).server
    client = server.test_client()
    headers = {"Accept-Encoding": "br, gzip"}
    for path in EVERYTHING:
        client.get(path, headers=headers)
        client.get(f"{path}?a=answer", headers=headers)
    shown_at(client, "?profiel=pie", **headers)
    for key in kept_of(server):
        _, path = key.split(";", 1)
        assert path.startswith(("/assets/", "/_dash-component-suites/"))
        assert "?" not in path


def a_component(client) -> str:
    """The address of a script that Dash serves itself."""
    page = client.get("/").text
    return re.search(r'src="(/_dash-component-suites/[^"]*html_components[^"]*)"', page)[1]


def test_a_kept_file_is_the_file(client):
    for path in (a_component(client), GEOMETRY[0]):
        plain = client.get(path).data
        for accepted, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
            for _ in range(2):
                answer = client.get(path, headers={"Accept-Encoding": accepted})
                packed = answer.headers.get("Content-Encoding") == accepted
                assert (unpack(answer.data) if packed else answer.data) == plain


def test_asking_for_a_head_or_a_part_does_not_spoil_the_file(client):
    headers = {"Accept-Encoding": "br"}
    for path in (SCRIPT, a_component(client), GEOMETRY[0]):
        client.head(path, headers=headers)
        client.get(path, headers=headers | {"Range": "bytes=0-99"})
        whole = client.get(path, headers=headers)
        assert brotli.decompress(whole.data) == client.get(path).data


def test_made_up_addresses_of_one_file_do_not_fill_the_memory(data):
    """Files are served under any version in their address, so anyone can make up addresses."""
    server = create_app(Settings(), data).server
    client = server.test_client()
    script = re.sub(r"\.v\w+m\w+", "{}", a_component(client))
    for number in range(10):
        for made_up in (
            script.format(f".v{number}m{number}"),
            script.format(f".vq{number}-x_m{number}f"),
            script.format(""),
            f"{SCRIPTS_AT}q{number}.x/map/draw.mjs",
        ):
            answer = client.get(made_up, headers={"Accept-Encoding": "gzip"})
            assert (answer.status_code, answer.headers["Content-Encoding"]) == (200, "gzip")
    assert len(kept_of(server)) == 2


@pytest.mark.parametrize("between", ["x/../", "./", "/", "//", "../assets/vendor/", "%2e/"])
def test_a_file_has_one_spelling(client, between):
    assert client.get(PLOTLY.replace("vendor/", f"vendor/{between}")).status_code == 404


def test_a_file_that_came_later_or_is_spelled_otherwise_is_not_kept(data):
    server = create_app(Settings(), data).server
    assert server.test_client().get(f"{PLOTLY}/", headers={"Accept-Encoding": "br"}).data
    assert not kept_of(server)


def test_what_is_kept_is_bounded_in_bytes():
    kept = StaticCache()
    for number in range(40):
        kept.set(f"br;/assets/{number}", b"x" * (MOST_KEPT // 16))
    assert sum(map(len, kept.values())) <= MOST_KEPT
    assert kept["br;/assets/0"]


def test_what_is_kept_is_summed_while_another_visitor_keeps_a_file():
    kept = StaticCache()

    class Content(bytes):
        """While it is measured, another thread keeps a file."""

        def __len__(self) -> int:
            kept["br;/assets/other"] = b"x"
            return 1

    kept["br;/assets/one"] = Content()
    kept.set("br;/assets/last", b"x")
    assert {*kept} == {"br;/assets/one", "br;/assets/other", "br;/assets/last"}


@pytest.mark.slow
@pytest.mark.parametrize(("hosts", "host"), [((), "a.nl"), ((".b.nl", "c.nl"), "www.b.nl")])
def test_what_a_page_asks_for_is_compressed_before_anyone_asks(data, hosts, host):
    settings = Settings(hosts=hosts)
    server = create_app(settings, data).server
    compress_ahead(server, settings)
    kept = dict(kept_of(server))
    client = server.test_client()
    page = client.get("/", headers={"Host": host}).text
    named = re.findall(r'(?:src|href)="(/(?:assets|_dash)[^"?]+)', page)
    assert len(named) > 40
    for path in [*named, *(path for path in GEOMETRY if not path.startswith(NEIGHBOURHOODS))]:
        client.get(path, headers={"Accept-Encoding": BROWSER, "Host": host})
    assert kept_of(server) == kept
    assert sum(map(len, kept.values())) < 0.6 * MOST_KEPT
    # Neighbourhoods of a municipality are kept from when somebody looks at them.
    neighbourhoods = next(path for path in GEOMETRY if path.startswith(NEIGHBOURHOODS))
    client.get(neighbourhoods, headers={"Accept-Encoding": BROWSER, "Host": host})
    assert kept_of(server).keys() - kept.keys() == {f"br;{neighbourhoods}"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        "/_dash-component-suites/",
        "/_dash-component-suites/dash",
        "/_dash-component-suites/dash/",
        "/_dash-component-suites/dash/nothing.js",
        "/_dash-component-suites/dash/dcc/async-mathjax.js.map",
        "/_dash-component-suites/dash/dash-renderer/build/dash_renderer.min.js.map",
        "/_dash-component-suites/os/path.py",
        "/_dash-component-suites/plotly/package_data/plotly.v1m1.v1m1.min.js",
        "/_dash-component-suites/%00/%ff.js",
    ],
)
def test_a_script_that_dash_does_not_have_is_not_found(client, path):
    client.get("/")
    assert client.get(path).status_code == 404


# ---- nothing leaks ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../app.py",
        "/assets/%2e%2e/app.py",
        "/assets/..%2f..%2fetc/passwd",
        "/assets//etc/passwd",
        "/_dash-component-suites/dash/../../app.py",
        "/_dash-component-suites/geodata/prepared/homes.parquet",
        "/_dash-component-suites/os/../../../etc/passwd",
    ],
)
def test_no_file_outside_the_assets_is_served(app, path):
    app.server.config["PROPAGATE_EXCEPTIONS"] = False
    answer = app.server.test_client().get(path)
    assert b"create_app" not in answer.data
    assert b"root:" not in answer.data
    assert not answer.data.startswith(b"PAR1")


def test_the_frame_of_a_page_holds_nothing_that_was_typed(client):
    answer = client.get("/<script>alert(1)</script>?gebied=<script>alert(2)</script>")
    assert "alert(" not in answer.text
