"""Ask the dashboard as the browser does: what an address shows, or a callback."""

from string import punctuation
from urllib.parse import quote

from dash import Dash
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.address.paths import UPDATE
from dashboard.messages.update import SHOWN


def shown_at(client: FlaskClient, search: str, shown: str = "", **headers: str) -> TestResponse:
    """What the server sends for the view of an address.

    shown: the marks of the last update.
    """
    # No address has what cannot be written, or what is not of ASCII.
    query = quote(search.removeprefix("?"), safe=punctuation, errors="surrogatepass")
    return client.get(UPDATE, query_string=query, headers={SHOWN: shown, **headers})


def server_callbacks(app) -> list[str]:
    return [key for key, one in app.callback_map.items() if "callback" in one]


def taking(app: Dash, given: str) -> str:
    """The callback of the server with this ``component.property`` among its inputs."""
    (key,) = (
        key for key in server_callbacks(app) if given in map(name, app.callback_map[key]["inputs"])
    )
    return key


def name(part: dict) -> str:
    """``component.property`` of an input or a state."""
    return f"{part['id']}.{part['property']}"


def body(app: Dash, key: str, values: dict) -> dict:
    """The body of a request to one callback of ``app.callback_map``.

    ``values`` is by ``component.property``; inputs and states without one are None.
    """
    listed = app.callback_map[key]
    outputs = listed["output"]
    several = isinstance(outputs, list | tuple)

    def filled(parts: list[dict]) -> list[dict]:
        return [part | {"value": values.get(name(part))} for part in parts]

    return {
        "output": key,
        "outputs": [_output(one) for one in outputs] if several else _output(outputs),
        "inputs": filled(listed["inputs"]),
        "state": filled(listed["state"]),
        "changedPropIds": [name(part) for part in listed["inputs"]],
    }


def _output(output) -> dict:
    # A second callback on the same output bears a hash behind the property.
    return {"id": output.component_id, "property": output.component_property.split("@")[0]}
