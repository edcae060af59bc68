"""What a browser is told when the address changes: only what differs from what it shows."""

import json
import pickle
import zlib
from collections.abc import Callable, Hashable
from functools import lru_cache
from hashlib import blake2b
from itertools import zip_longest
from typing import Any, TypedDict, cast

from dashboard.address.context import Context
from dashboard.address.query import link, read
from dashboard.address.view import View
from dashboard.data import Data
from dashboard.formatting import today
from dashboard.messages import areas, curve, distances, facilities, site_list, sites, travel
from dashboard.messages.update import Messages, Update
from dashboard.page.markup import Markup
from dashboard.page.parts import PARTS, notice
from dashboard.web import incoming
from dashboard.words.names import title_name
from dashboard.words.threshold import slider
from dashboard.words.title import page_title

#: Bytes of a mark: two that differ are taken for each other once in four thousand million times.
MARK = 4
#: So many views are kept as they were made, each about 15 kB.
KEPT = 128


def _lines(context: Context) -> Any:
    return curve.lines(context, lambda region: title_name(region, context.texts))


#: Messages that are known by their content, the longest last.
WHOLE: dict[str, Callable[[Context], Any]] = {
    "areas": areas.message,
    "axes": curve.axes,
    "curve": _lines,
    "slider": lambda context: slider(context.view),
    "distances": distances.message,
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


class Screen(TypedDict):
    """All that a view shows: mark and HTML of every part, mark and content of every message, of
    those with a key the mark alone."""

    query: str
    title: str
    parts: dict[str, tuple[str, str]]
    whole: dict[str, tuple[str, Any]]
    keyed: dict[str, str]


def update(search: str | None, shown: str, data: Data) -> Update:
    """What differs between what an address asks and what a browser shows.

    shown: the marks of the last update that the browser took over, or nothing. Marks of another
    version, or made up, only make the answer larger.
    """
    view, ignored = read(search, data)
    screen: Screen = _screen(data, view, tuple(ignored), _around(view)).content()
    known_by_content = screen["parts"] | screen["whole"]
    names = (*known_by_content, *screen["keyed"])
    known = dict(zip_longest(names, shown.split(".")[: len(names)]))
    messages = {
        name: _keyed(data, view, name).content()
        for name, mark in screen["keyed"].items()
        if known[name] != mark
    }
    messages |= {
        name: content for name, (mark, content) in screen["whole"].items() if known[name] != mark
    }
    return {
        "query": screen["query"],
        "language": view.language,
        "title": screen["title"],
        "pane": "table" if view.table else "map",
        "parts": {
            name: html for name, (mark, html) in screen["parts"].items() if known[name] != mark
        },
        "marks": ".".join(
            [mark for mark, _ in known_by_content.values()] + [*screen["keyed"].values()]
        ),
        # At the end the longest, which is no words.
        "messages": cast(Messages, messages),
    }


def _around(view: View) -> tuple[Hashable, ...]:
    """What else than the view is in sight: the base in every link; on a large screen the host; of a
    table, for who prints it, the site and the day."""
    host = incoming.host() if view.screen else ""
    on_paper = (incoming.site(), today()) if view.table else ()
    return (incoming.base(), host, *on_paper)


@lru_cache(maxsize=KEPT)
def _screen(
    data: Data, view: View, ignored: tuple[str, ...], around: tuple[Hashable, ...]
) -> "_Kept":
    """A :class:`Screen` with this around it. Of the views that were asked last, so that a room in
    which everybody asks the same waits for the first of them alone."""
    context = Context(data, view)
    query = link(view, data).removeprefix("/")
    markup = Markup(query)
    filled = {"notice": notice(context, [*ignored])}
    filled |= {name: of(context) for name, of in PARTS.items()}
    both = {name: markup.both(children) for name, children in filled.items()}
    told = {name: of(context) for name, of in WHOLE.items()}
    screen: Screen = {
        "query": query,
        "title": page_title(context),
        "parts": {name: (_mark(bare), full) for name, (full, bare) in both.items()},
        "whole": {name: (_mark(json.dumps(content)), content) for name, content in told.items()},
        # A page that is open while new tables come has those of the tables before.
        "keyed": {
            name: _mark(f"{key(context)} {data.version}") for name, (key, _) in KEYED.items()
        },
    }
    return _Kept(screen)


@lru_cache(maxsize=KEPT)
def _keyed(data: Data, view: View, name: str) -> "_Kept":
    """A message that is known by a key."""
    _, message = KEYED[name]
    return _Kept(message(Context(data, view)))


class _Kept:
    """What is kept of a view, in this process alone: packed, to a fifth of what the texts take."""

    def __init__(self, content: Any):
        self._packed = zlib.compress(pickle.dumps(content, pickle.HIGHEST_PROTOCOL), level=1)
        self._new = [content]

    def content(self) -> Any:
        """For reading alone: who asked first has it as it was made."""
        try:
            return self._new.pop()
        except IndexError:
            return pickle.loads(zlib.decompress(self._packed))


def _mark(content: str) -> str:
    return blake2b(content.encode(), digest_size=MARK).hexdigest()
