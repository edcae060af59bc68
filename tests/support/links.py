"""Links of the page as a browser keeps them: where they lead, from what they change of a query."""

from urllib.parse import parse_qsl, urlencode

from dashboard.messages.rules import rules
from tests.support.markup import Markup


def changed(query: str, changes: str) -> str:
    """A query with what ``changes`` says of its parameters, in the order of the server."""
    parameters = dict(parse_qsl(query.lstrip("?"), keep_blank_values=True))
    parameters |= dict(parse_qsl(changes, keep_blank_values=True))
    order = rules()["parameters"]

    def place(name: str) -> int:
        return order.index(name) if name in order else len(order)

    pairs = [(name, parameters[name]) for name in sorted(parameters, key=place) if parameters[name]]
    return f"?{urlencode(pairs, safe=',:')}" if pairs else ""


def resolved(markup: str, query: str) -> list[tuple]:
    """Everything in a piece of HTML, with its links leading on from a query."""
    return [
        (kind, tag, _leading(rest[0], query)) if rest else (kind, tag)
        for kind, tag, *rest in Markup(markup).steps
    ]


def _leading(attributes: dict[str, str | None], query: str) -> dict[str, str | None]:
    if "data-set" not in attributes:
        return attributes
    address, *anchor = (attributes["href"] or "").partition("#")
    path = address.partition("?")[0]
    led = path + changed(query, attributes["data-set"] or "")
    return attributes | {"href": led + "".join(anchor)}
