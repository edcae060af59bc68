"""Ask a callback of the dashboard as the browser does."""

from dash import Dash


def server_callbacks(app) -> list[str]:
    return [key for key, one in app.callback_map.items() if "callback" in one]


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
