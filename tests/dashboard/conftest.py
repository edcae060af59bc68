"""The shipped tables and one app on them, shared by all tests of the dashboard."""

import json
from collections.abc import Callable

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard import create_app
from dashboard.settings import Settings
from dashboard.tables import Data, load


@pytest.fixture(scope="session")
def data() -> Data:
    """The shipped tables. Tests must not change them."""
    return load()


@pytest.fixture(scope="session")
def app(data: Data) -> Dash:
    """A dashboard with the usual settings, whatever the environment of the test run says."""
    return create_app(Settings(), data)


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    return app.server.test_client()


@pytest.fixture(scope="session")
def call(app: Dash) -> Callable:
    """Ask a callback as the browser does: ``call("answer.children", {"address.search": "?…"})``.

    The callback is found by one of its outputs; inputs and states without a value are None.
    Returns property by component, empty where nothing changes; fails where the server breaks.
    """
    server = app.server.test_client()

    def ask(output: str, values: dict):
        key = next(key for key in app.callback_map if output in key)
        listed = app.callback_map[key]
        outputs = listed["output"]

        def filled(parts: list[dict]) -> list[dict]:
            return [part | {"value": values.get(name(part))} for part in parts]

        several = isinstance(outputs, list | tuple)
        body = {
            "output": key,
            "outputs": [_output(one) for one in outputs] if several else _output(outputs),
            "inputs": filled(listed["inputs"]),
            "state": filled(listed["state"]),
            "changedPropIds": [name(part) for part in listed["inputs"]],
        }
        answer = server.post("/_dash-update-component", json=body)
        assert answer.status_code in (200, 204), f"{key}: status {answer.status_code}"
        return json.loads(answer.data)["response"] if answer.data else {}

    return ask


def name(part: dict) -> str:
    return f"{part['id']}.{part['property']}"


def _output(output) -> dict:
    # A second callback on the same output bears a hash behind the property.
    return {"id": output.component_id, "property": output.component_property.split("@")[0]}
