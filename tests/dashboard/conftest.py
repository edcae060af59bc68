"""One app on the shipped tables, shared by all tests of the dashboard."""

import json
from collections.abc import Callable

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard import create_app
from dashboard.address.portrait import WORDS, read
from dashboard.data import Data
from dashboard.messages.update import Update
from dashboard.portrait.context import PortraitContext
from dashboard.portrait.notes import Notes
from dashboard.settings import Settings
from dashboard.texts import texts_in
from tests.support.asking import body, shown_at


@pytest.fixture(scope="session")
def app(data: Data) -> Dash:
    """A dashboard with the usual settings, whatever the environment of the test run says; it may be
    asked for as many files as tests need."""
    return create_app(Settings(api_rate=0), data)


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    return app.server.test_client()


@pytest.fixture(scope="session")
def call(app: Dash) -> Callable:
    """Ask a callback as the browser does: ``call("search-results.children", {…})``.

    The callback is found by one of its outputs, or by its whole key; inputs and states without a
    value are None. Returns property by component, empty where nothing changes; fails where the
    server breaks.
    """
    server = app.server.test_client()

    def ask(output: str, values: dict):
        key = next(key for key in app.callback_map if output in key)
        answer = server.post("/_dash-update-component", json=body(app, key, values))
        assert answer.status_code in (200, 204), f"{key}: status {answer.status_code}"
        return json.loads(answer.data)["response"] if answer.data else {}

    return ask


@pytest.fixture(scope="session")
def update(app: Dash) -> Callable[..., Update]:
    """What a browser is told of an address: ``update("?gebied=GM0855", marks)``."""
    client = app.server.test_client()

    def ask(search: str, shown: str = "") -> Update:
        answer = shown_at(client, search, shown)
        assert answer.status_code == 200
        return answer.json

    return ask


@pytest.fixture(scope="session")
def portrait(data: Data) -> Callable[..., PortraitContext]:
    """What the sections of a portrait work with: ``portrait("GM0855", "taal=en")``."""

    def made(code: str, query: str = "") -> PortraitContext:
        asked = read(WORDS[data.level_of(code)], code, query, data)
        words = texts_in(asked.view.language)
        return PortraitContext(data, asked, words, Notes(data, asked.view, words))

    return made
