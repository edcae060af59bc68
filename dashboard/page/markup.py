"""Components as HTML: the same words and links, for a page that no script has drawn yet."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from dash import dcc
from dash.development.base_component import Component

#: Properties that have another name in HTML.
NAMES = {"className": "class", "htmlFor": "for"}
#: Elements that hold nothing.
VOID = ("br", "hr", "img", "input")
#: Properties that are for Dash alone.
UNWRITTEN = ("children", "key", "n_clicks")


class Markup:
    """Writes components as HTML.

    query: of the view that is shown. A link to another view says what it changes of that query, so
    that it stays the same text while something else of the view changes
    (``assets/scripts/page/links.mjs`` gives it its address).
    """

    def __init__(self, query: str):
        self._shown = _pairs(query)

    def html(self, component: Any, addresses: bool = True) -> str:
        """A component, a list of them, or a text; None and False are nothing.

        addresses: with what links lead to; without it, equal texts are equal whatever is shown.
        """
        return "".join(self._written(component, addresses))

    def _written(self, component: Any, addresses: bool) -> Iterator[str]:
        if component is None or isinstance(component, bool):
            return
        if isinstance(component, list | tuple):
            for one in component:
                yield from self._written(one, addresses)
        elif not isinstance(component, Component):
            yield escape(str(component), quote=False)
        else:
            yield from self._element(component, addresses)

    def _element(self, component: Component, addresses: bool) -> Iterator[str]:
        is_link = isinstance(component, dcc.Link)
        tag = "a" if is_link else type(component).__name__.lower()
        properties = component.to_plotly_json()["props"]
        yield f"<{tag}"
        for name, value in properties.items():
            if name not in UNWRITTEN and value is not None and value is not False:
                if name == "href" and value.startswith("/"):
                    yield f' data-set="{escape(self._changes(value))}"'
                    # What stands before the query; what follows it is what is shown.
                    value = value if addresses else value.partition("?")[0]
                yield _attribute(name, value)
        if is_link:
            yield " data-within"
        yield ">"
        if tag not in VOID:
            yield from self._written(properties.get("children"), addresses)
            yield f"</{tag}>"

    def _changes(self, address: str) -> str:
        """What an address changes of the query that is shown; an empty text takes one out."""
        wanted = _pairs(urlsplit(address).query)
        gone = dict.fromkeys(self._shown.keys() - wanted.keys(), "")
        new = {name: text for name, text in wanted.items() if self._shown.get(name) != text}
        return urlencode(dict(sorted((gone | new).items())), safe=",")


def _pairs(query: str) -> dict[str, str]:
    return dict(parse_qsl(query.lstrip("?"), keep_blank_values=True))


def _attribute(name: str, value: Any) -> str:
    name = NAMES.get(name, name)
    if name == "style":
        value = ";".join(f"{_kebab(key)}:{part}" for key, part in value.items())
    elif "-" not in name:
        name = name.lower()
    return f" {name}" if value is True or value == "" else f' {name}="{escape(str(value))}"'


def _kebab(name: str) -> str:
    """``backgroundColor`` as style sheets write it."""
    return re.sub(r"[A-Z]", lambda letter: f"-{letter[0].lower()}", name)
