"""Components as HTML: the same words and links, for a page that no script has drawn yet."""

import re
from functools import lru_cache
from html import escape
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.web import incoming

#: Properties that have another name in HTML.
NAMES = {"className": "class", "htmlFor": "for"}
#: Properties that are an address.
ADDRESSES = ("href", "src", "action")
#: Elements that hold nothing.
VOID = ("br", "hr", "img", "input")
#: Properties that name another element, by its id.
REFERENCES = ("id", "htmlFor", "aria-labelledby", "aria-controls", "aria-describedby")
#: Properties that are for Dash alone, and what it keeps in every component for itself.
UNWRITTEN = frozenset(("children", "key", "n_clicks", *vars(html.Br())))


class Markup:
    """Writes components as HTML.

    query: of the view that is shown. A link to another view says what it changes of that query, so
    that it stays the same text while something else of the view changes
    (``assets/scripts/page/links.mjs`` gives it its address).
    prefix: of every id, where the same parts are in a page twice. Links then lead on by themselves,
    as on any page without scripts.
    """

    def __init__(self, query: str, prefix: str = ""):
        self._shown = pairs(query)
        self._prefix = prefix

    def html(self, component: Any, addresses: bool = True) -> str:
        """A component, a list of them, or a text; None and False are nothing.

        addresses: with what links lead to; without it, equal texts are equal whatever is shown.
        """
        full, bare = self.both(component)
        return full if addresses else bare

    def both(self, component: Any) -> tuple[str, str]:
        """The same with what links lead to, and without it."""
        pieces: list[str] = []
        queries: dict[int, str] = {}
        self._write(component, pieces, queries)
        bare = "".join(pieces)
        for at, query in queries.items():
            pieces[at] = query
        return "".join(pieces), bare

    def _write(self, component: Any, pieces: list[str], queries: dict[int, str]) -> None:
        """Add a component to the pieces of a text, with an empty one for the query of each link:
        that stands apart, by the number of its piece."""
        if component is None or isinstance(component, bool):
            return
        if isinstance(component, list | tuple):
            for one in component:
                self._write(one, pieces, queries)
            return
        tag, is_link = _TAGS[type(component)]
        if not tag:
            pieces.append(escape(str(component), quote=False))
            return
        pieces.append(f"<{tag}")
        given = vars(component)
        for name in _written(tuple(given)):
            value = given[name]
            if value is None or value is False:
                continue
            if self._prefix and (name in REFERENCES or str(value).startswith("#")):
                value = self._prefixed(str(value))
            if name in ADDRESSES:
                value = incoming.at(str(value))
            if name == "href" and value.startswith("/") and not self._prefix:
                address, *anchor = value.partition("#")
                path, mark, query = address.partition("?")
                pieces += [
                    f' data-set="{escape(changes(self._shown, value))}" href="{escape(path)}',
                    "",
                    f'{escape("".join(anchor))}"',
                ]
                queries[len(pieces) - 2] = escape(mark + query)
            elif name == "style":
                pieces.append(_attribute(name, _style(value)))
            else:
                pieces.append(_attribute(name, value))
        pieces.append(" data-within>" if is_link and not self._prefix else ">")
        if tag not in VOID:
            self._write(given.get("children"), pieces, queries)
            pieces.append(f"</{tag}>")

    def _prefixed(self, value: str) -> str:
        """An id, several of them, or an address within the page."""
        mark, ids = ("#", value[1:]) if value.startswith("#") else ("", value)
        return mark + " ".join(self._prefix + one for one in ids.split())


class _Tags(dict[type, tuple[str, bool]]):
    """The tag of every kind of component, and whether it is a link within the dashboard; no tag of
    what is no component. Kept, as a view has five hundred: to ask of each what it is takes as long
    as to write it."""

    def __missing__(self, kind: type) -> tuple[str, bool]:
        is_link = issubclass(kind, dcc.Link)
        tag = "a" if is_link else kind.__name__.lower() if issubclass(kind, Component) else ""
        self[kind] = tag, is_link
        return self[kind]


_TAGS = _Tags()


def changes(shown: dict[str, str], address: str) -> str:
    """What an address changes of the query that is shown; an empty text takes one out."""
    wanted = pairs(address.partition("#")[0].partition("?")[2])
    changed = dict.fromkeys(shown.keys() - wanted.keys(), "")
    changed |= {name: text for name, text in wanted.items() if shown.get(name) != text}
    return "&".join(f"{name}={changed[name]}" for name in sorted(changed))


def pairs(query: str) -> dict[str, str]:
    """The names and texts of a query, in the letters of an address: a page has many links, all
    spelled alike."""
    parts = (part.partition("=") for part in query.lstrip("?").split("&") if part)
    return {name: text for name, _, text in parts}


# Of the same few kinds of element, with the same few attributes, a view has hundreds.
@lru_cache(maxsize=512)
def _written(names: tuple[str, ...]) -> tuple[str, ...]:
    """Which properties are written. By name: Dash keeps them in the order of a set, which is
    another one in every process, and marks of one worker would be unknown to the next."""
    return tuple(sorted({*names} - UNWRITTEN))


# By type too: 1 is no True.
@lru_cache(maxsize=2048, typed=True)
def _attribute(name: str, value: Any) -> str:
    name = NAMES.get(name, name)
    if "-" not in name:
        name = name.lower()
    return f" {name}" if value is True or value == "" else f' {name}="{escape(str(value))}"'


def _style(value: dict[str, Any]) -> str:
    return ";".join(f"{_kebab(key)}:{part}" for key, part in value.items())


def _kebab(name: str) -> str:
    """``backgroundColor`` as style sheets write it."""
    return re.sub(r"[A-Z]", lambda letter: f"-{letter[0].lower()}", name)
