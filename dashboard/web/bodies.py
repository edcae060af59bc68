"""What a request may send: so many bytes, and to a callback only what its page sends.

Dash calls a callback with whatever was posted: a few hundred megabytes of JSON took a worker to
gigabytes that it never gave back, and what was of another shape ended as a traceback in the log. So
a body is bounded before it is read, and compared with the callback it names before Dash sees it.
"""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import IO, Any

from flask import Flask, Request, abort, request

#: Bytes of a body, at most. The largest file that is read is 1 MB, a third more in base64, with its
#: name and the address beside it.
MOST_BYTES = 2_000_000
#: Brackets in a body, also those within texts: what the page itself keeps has a few hundred.
MOST_BRACKETS = 20_000
#: Brackets that stand within each other; a message of the page has five.
DEEPEST = 20
#: Characters of such a text; an address is shorter.
LONGEST_TEXT = 20_000
#: Where the page asks its callbacks.
CALLBACKS = "/_dash-update-component"
#: Properties that are a text; what is in none of these may be anything, and its callback looks what
#: it is.
TEXTS = {"search", "pathname", "value"}

#: A string, closed or not, or one bracket: never backtracks.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.?)*+"?|[\[\]{}]', re.DOTALL)

#: What is known of a callback: ``app.callback_map[output]``.
Callback = Mapping[str, Any]


class InMemory(Request):
    """A request whose uploaded files never reach a disk; how large they are is bounded."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


def register(server: Flask, callbacks: Mapping[str, Callback]) -> None:
    """Bound every body (413), and refuse what no page of ours would send to a callback (400).

    callbacks: ``app.callback_map``, looked at when a request comes.
    """
    server.config["MAX_CONTENT_LENGTH"] = MOST_BYTES

    @server.before_request
    def refuse_malformed() -> None:
        if request.method == "POST" and request.path == CALLBACKS:
            text = request.get_data(cache=True).decode("utf-8", "replace")
            if is_crowded(text) or not fits(request.get_json(), callbacks):
                abort(400)


def is_crowded(text: str) -> bool:
    """Whether a JSON text has more brackets, or deeper ones, than a page sends."""
    return text.count("[") + text.count("{") > MOST_BRACKETS or is_deep(text, DEEPEST)


def is_deep(text: str, deepest: int) -> bool:
    """Whether brackets in a JSON text stand deeper within each other than ``deepest``."""
    depth = 0
    for token in _TOKEN.finditer(text):
        bracket = token[0]
        if bracket in ("[", "{"):
            depth += 1
            if depth > deepest:
                return True
        elif bracket in ("]", "}"):
            depth -= 1
    return False


def fits(body: object, callbacks: Mapping[str, Callback]) -> bool:
    """Whether a body names a callback that runs here, with its inputs, states and outputs."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    callback = callbacks.get(body["output"])
    if callback is None or "callback" not in callback:
        return False
    filled = [*callback["inputs"], *callback["state"]]
    return (
        _are(body.get("inputs"), callback["inputs"])
        and _are(body.get("state", []), callback["state"])
        and _outputs(body.get("outputs")) == _outputs(callback["output"])
        and _triggers(body.get("changedPropIds"), filled)
    )


def _are(posted: object, known: Sequence[Mapping[str, str]]) -> bool:
    """Whether these are the known inputs or states in their order, with values they can have."""
    if not isinstance(posted, list) or len(posted) != len(known):
        return False
    return all(
        isinstance(one, dict)
        and (one.get("id"), one.get("property")) == (part["id"], part["property"])
        and _can_be(one.get("value"), part["property"])
        for one, part in zip(posted, known, strict=True)
    )


def _can_be(value: object, name: str) -> bool:
    """Whether a property of this name can have this value; every property can have none."""
    if value is None:
        return True
    if name in TEXTS:
        return isinstance(value, str) and len(value) <= LONGEST_TEXT
    return True


def _outputs(outputs: object) -> list[tuple[str, str]] | None:
    """Component and property of every output, as posted or as Dash knows it; None for neither.

    A second callback on the same output bears a hash behind the property, which is left out.
    """
    several = outputs if isinstance(outputs, list | tuple) else [outputs]
    pairs = [_output(one) for one in several]
    return None if None in pairs else [pair for pair in pairs if pair]


def _output(output: Any) -> tuple[str, str] | None:
    if isinstance(output, dict):
        component, name = output.get("id"), output.get("property")
    else:
        component = getattr(output, "component_id", None)
        name = getattr(output, "component_property", None)
    if not isinstance(component, str) or not isinstance(name, str):
        return None
    return component, name.partition("@")[0]


def _triggers(posted: object, known: Sequence[Mapping[str, str]]) -> bool:
    """Whether what is said to have changed is among the inputs and states."""
    names = {f"{part['id']}.{part['property']}" for part in known}
    return isinstance(posted, list) and all(isinstance(one, str) and one in names for one in posted)
