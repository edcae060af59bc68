"""The file for nginx that ships: what it keeps away from the server, and what it tells it."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dashboard.web.bodies import CALLBACKS
from tests.attack import memory, slow
from tests.support.gunicorn import Server, serving
from tests.support.nginx import NAME, Proxy, executable, proxying

#: Requests at the same time of one address: all, and those with a body (docs/nginx.conf).
ASKERS, SENDERS = 200, 20
#: What takes work, and is counted; and how often one client may ask it here.
COUNTED, RATE = "/download-vestigingen.geojson", 2
SITE = {"Host": NAME}
#: Another address of this machine.
NEIGHBOUR = "127.0.0.2"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(executable() is None, reason="no nginx here: apt-get install nginx"),
    pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here, for TLS"),
]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    settings = {"TECHNIEK_HOSTS": NAME, "TECHNIEK_PROXIES": "1", "TECHNIEK_API_RATE": str(RATE)}
    settings |= {"SCRIPT_NAME": "/techniek"}
    with serving("--workers", "1", **settings) as server:
        yield server


@pytest.fixture(scope="module")
def proxy(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    with proxying(server.target, tmp_path_factory.mktemp("nginx")) as proxy:
        yield proxy


@contextmanager
def halted(server: Server) -> Iterator[None]:
    """Its workers stand still: what is asked waits."""
    workers = memory.workers(server.master)
    for worker in workers:
        os.kill(worker, signal.SIGSTOP)
    try:
        yield
    finally:
        for worker in workers:
            os.kill(worker, signal.SIGCONT)


def test_slow_clients_keep_nobody_waiting(proxy: Proxy):
    target = proxy.target
    with (
        slow.silent(target, 200) as silent,
        slow.slow_header(target, 50) as headers,
        slow.slow_body(target, SENDERS, CALLBACKS) as bodies,
        slow.slow_reader(target, 20, "/assets/vendor/plotly-map-4.1.1.min.js") as readers,
    ):
        time.sleep(1.5 * slow.PAUSE)
        assert target.ask("/health").status == 200
        assert target.ask("/", headers=SITE).status == 200
        left = [len(clients) for clients in (silent, headers, bodies, readers)]
        assert left == [200, 50, SENDERS, 20]
        # And nobody who sends a body comes in beside those of the same address.
        assert target.ask(CALLBACKS, method="POST", body=b"{}", headers=SITE).status == 429


def test_one_address_has_so_many_requests_at_a_time(server: Server, proxy: Proxy):
    with halted(server), slow.asking(proxy.target, ASKERS, "/health") as clients:
        time.sleep(0.5 * slow.PAUSE)
        assert proxy.target.ask("/health").status == 429
        # Another one is let through, and waits as those do.
        with pytest.raises(TimeoutError):
            proxy.target.ask("/health", timeout=1, source=NEIGHBOUR)
        assert len(clients) == ASKERS


def test_the_server_knows_who_asks_whatever_a_client_writes(proxy: Proxy):
    def status(written: str, source: str = "") -> int:
        headers = SITE | {"X-Forwarded-For": written}
        return proxy.target.ask(COUNTED, headers=headers, source=source).status

    assert [status(f"192.0.2.{n}") for n in range(RATE + 1)] == [200] * RATE + [429]
    assert status("192.0.2.0", NEIGHBOUR) == 200


def test_the_server_knows_that_it_is_asked_with_tls(proxy: Proxy):
    answer = proxy.target.ask("/robots.txt", headers=SITE)
    assert f"https://{NAME}/" in answer.body.decode()


def test_the_server_knows_where_it_stands_whatever_a_client_writes(proxy: Proxy):
    written = {"X-Forwarded-Host": "evil.nl", "X-Forwarded-Prefix": "/elders"}
    for path in ("/robots.txt", "/techniek/robots.txt"):
        answer = proxy.target.ask(path, headers=SITE | written)
        assert f"Sitemap: https://{NAME}/techniek/sitemap.xml" in answer.body.decode()


@pytest.mark.parametrize(
    ("path", "headers", "refused"),
    [
        ("/", {"Content-Length": "3000000"}, 413),
        ("/", {"X-Large": "x" * 20_000}, 400),
        ("/" + "x" * 9_000, {}, 414),
    ],
)
def test_what_is_too_large_does_not_reach_the_server(
    proxy: Proxy, path: str, headers: dict[str, str], refused: int
):
    answer = proxy.target.ask(path, headers=SITE | headers)
    assert (answer.status, answer.headers["Server"]) == (refused, "nginx")


@pytest.mark.parametrize("path", ["/health", "/nergens", "/" + "x" * 9_000])
def test_every_answer_asks_for_tls_from_now_on(proxy: Proxy, path: str):
    assert "max-age=" in proxy.target.ask(path, headers=SITE).headers["Strict-Transport-Security"]


def test_who_comes_without_tls_is_sent_to_it(proxy: Proxy):
    answer = proxy.plain.ask("/regio/land/NL?taal=en", headers={"Host": "elsewhere.example"})
    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{NAME}/regio/land/NL?taal=en"
