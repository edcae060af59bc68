"""What hostile clients send, without a server around it: no exception, no long line in the log."""

import logging
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice
from urllib.parse import unquote_to_bytes

import pytest
from dash import Dash
from flask import Flask
from werkzeug.test import run_wsgi_app

from dashboard import create_app
from dashboard.settings import Settings
from tests.attack import addresses, fuzz, headers, posts
from tests.attack.play import LONGEST_LINE
from tests.attack.posts import Callbacks
from tests.attack.wire import Answer, Request


@pytest.fixture(scope="module")
def dashboard(data) -> Dash:
    """One that may be asked as often as one likes, and lets every exception through."""
    app = create_app(Settings(api_rate=0, proxies=1), data)
    app.server.config["PROPAGATE_EXCEPTIONS"] = True
    return app


@pytest.fixture(scope="module")
def callbacks(dashboard) -> Callbacks:
    return posts.on_the_server(dashboard.server.test_client().get("/_dash-dependencies").data)


def answered(server: Flask, request: Request) -> Answer:
    """As a server would hand it on: the path decoded, the rest as it is."""
    path, _, query = request.path.partition("?")
    environment = {
        "REQUEST_METHOD": request.method.strip(),
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query.encode().decode("latin-1"),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(request.body),
        "CONTENT_LENGTH": str(len(request.body)),
    }
    for name, value in request.headers:
        variable = name.upper().replace("-", "_")
        is_plain = variable in ("CONTENT_TYPE", "CONTENT_LENGTH")
        environment[variable if is_plain else f"HTTP_{variable}"] = value.encode().decode("latin-1")
    _, status, given = run_wsgi_app(server.wsgi_app, environment, buffered=True)
    return Answer(int(status.split()[0]), "Retry-After" in given)


def some(requests: Iterable[Request], every: int) -> Iterator[Request]:
    return islice(requests, 0, None, every)


@pytest.mark.slow
def test_no_address_and_no_header_breaks_it(dashboard, caplog):
    requests = [
        *some(addresses.odd(), 5),
        *some(addresses.traversal(), 7),
        *some(addresses.giant(), 2),
        *addresses.unknown_components(7),
        *addresses.around(2),
        *some(headers.hosts(), 3),
        *some(headers.others(), 5),
    ]
    statuses = [answered(dashboard.server, request).status for request in requests]
    assert set(statuses) <= {200, 204, 206, 304, 400, 404, 405, 406, 413, 414, 416, 422, 501}
    assert {200, 400, 404, 405} <= set(statuses)
    _nothing_long(caplog)


@pytest.mark.slow
def test_no_post_breaks_it(dashboard, callbacks, caplog):
    requests = [*some(posts.malformed(callbacks), 2), *some(posts.uploads(callbacks), 3)]
    statuses = [answered(dashboard.server, request).status for request in requests]
    assert set(statuses) <= {200, 204, 400, 413, 415}
    assert {200, 400} <= set(statuses)
    _nothing_long(caplog)


@pytest.mark.slow
def test_nothing_by_chance_breaks_it(dashboard, callbacks, caplog):
    for request in fuzz.requests(300, callbacks):
        assert not answered(dashboard.server, request).is_error, request
    _nothing_long(caplog)


def test_the_same_seed_gives_the_same_requests_and_another_gives_others(callbacks):
    first, again = (list(fuzz.requests(50, callbacks)) for _ in range(2))
    assert first == again != list(fuzz.requests(50, callbacks, seed=1))


def test_no_way_out_of_a_folder_leads_anywhere(dashboard):
    for request in some(addresses.traversal(), 3):
        assert answered(dashboard.server, request).status in (400, 404), request


def _nothing_long(caplog: pytest.LogCaptureFixture) -> None:
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert max(map(len, caplog.text.splitlines()), default=0) <= LONGEST_LINE
