"""What a browser is told when the address changes: only what differs from what it shows."""

import json
from collections.abc import Callable
from hashlib import blake2b
from itertools import zip_longest
from typing import Any, cast

from dashboard.address.context import Context
from dashboard.address.query import link, read
from dashboard.data import Data
from dashboard.messages import areas, curve, distances, facilities, site_list, sites, travel
from dashboard.messages.update import Messages, Update
from dashboard.page.markup import Markup
from dashboard.page.parts import PARTS, notice
from dashboard.words.names import region_name
from dashboard.words.threshold import slider
from dashboard.words.title import page_title

#: Bytes of a mark: two that differ are taken for each other once in four thousand million times.
MARK = 4


def _curve(context: Context) -> Any:
    return curve.message(context, lambda region: region_name(region, context.texts))


#: Messages that are known by their content.
WHOLE: dict[str, Callable[[Context], Any]] = {
    "areas": areas.message,
    "distances": distances.message,
    "curve": _curve,
    "slider": lambda context: slider(context.view),
}
#: Messages that are known by a key, and made only where a browser has another one: key, message.
KEYED: dict[str, tuple[Callable[[Context], Any], Callable[[Context], Any]]] = {
    "sites": (
        lambda context: sites.sites_key(context.view),
        lambda context: site_list.packed(sites.sites(context), context.data),
    ),
    "travel": (lambda context: travel.key(context.data, context.view), travel.message),
    "facilities": (lambda context: facilities.key(context.view), facilities.message),
}


def update(search: str | None, shown: str, data: Data) -> Update:
    """What differs between what an address asks and what a browser shows.

    shown: the marks of the last update that the browser took over, or nothing. Marks of another
    version, or made up, only make the answer larger.
    """
    view, ignored = read(search, data)
    context = Context(data, view)
    query = link(view, data).removeprefix("/")
    markup = Markup(query)
    names = ("notice", *PARTS, *WHOLE, *KEYED)
    known = dict(zip_longest(names, shown.split(".")[: len(names)]))
    marks: list[str] = []
    parts: dict[str, str] = {}
    messages: Messages = {}

    def differs(name: str, content: str) -> bool:
        marks.append(_mark(content))
        return known[name] != marks[-1]

    filled = {"notice": notice(context, ignored)} | {
        name: of(context) for name, of in PARTS.items()
    }
    for name, children in filled.items():
        full, bare = markup.both(children)
        if differs(name, bare):
            parts[name] = full
    for name, whole in WHOLE.items():
        message = whole(context)
        if differs(name, json.dumps(message)):
            messages |= cast(Messages, {name: message})
    for name, (key, keyed) in KEYED.items():
        if differs(name, str(key(context))):
            messages |= cast(Messages, {name: keyed(context)})
    return {
        "query": query,
        "language": view.language,
        "title": page_title(context),
        "pane": "table" if view.table else "map",
        "parts": parts,
        "messages": messages,
        "marks": ".".join(marks),
    }


def _mark(content: str) -> str:
    return blake2b(content.encode(), digest_size=MARK).hexdigest()
