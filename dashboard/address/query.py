"""What is on the screen <-> the query string of the address. The only place the view lives.

Reading never raises: a parameter that cannot be used falls back to its default and is reported,
so that the screen can say so.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from dashboard.address import parameters
from dashboard.address.foreign import pairs_of, without_sentence
from dashboard.address.parameters import NAME_OF, Parameter, PartlyReadError
from dashboard.address.view import LONGEST, View
from dashboard.data import Data
from geodata.question import OwnMeasure

#: Parts of one parameter that are named as ignored, at most.
MOST_TOLD = 5
#: Parameters in one query, known or not.
MOST_PARAMETERS = 60


def default_view(data: Data) -> View:
    """The view of an address without a query: the newest exams, all of the country."""
    return _newest(data.tables.years[-1], tuple(data.tables.own_measures.values()))


@lru_cache(maxsize=4)
def _newest(year: str, own: tuple[OwnMeasure, ...]) -> View:
    return View(year=year, own_measures=own)


def link(view: View, data: Data) -> str:
    """The address of a view on the main page."""
    return "/" + query_of(view, default_view(data)).removesuffix("?")


def lasting_link(view: View, data: Data) -> str:
    """The address of a view for who keeps it: it names the exams also where they are the newest, so
    that it opens these when there are newer ones."""
    return "/" + query_of(view, replace(default_view(data), year=""))


def query_aloud(view: View, data: Data) -> str:
    """The query of a view with its language, for a page that without it speaks the one that the
    browser prefers."""
    return query_of(view, replace(default_view(data), language=""))


def read(search: str | None, data: Data) -> tuple[View, list[str]]:
    """The view that a query string asks for, and the names of parameters that had to be ignored."""
    view, _, ignored = read_with((), search, data)
    return view, ignored


def read_with(
    more: Iterable[Parameter], search: str | None, data: Data
) -> tuple[View, dict[str, Any], list[str]]:
    """The view of a query, the parts that it has ``more``, and the names that had to be ignored."""
    try:
        pairs = pairs_of(search or "", MOST_PARAMETERS)
    except ValueError:
        return default_view(data), {}, ["?"]
    return read_pairs(more, pairs, data)


def read_pairs(
    more: Iterable[Parameter], pairs: Iterable[tuple[str, str]], data: Data
) -> tuple[View, dict[str, Any], list[str]]:
    """As :func:`read_with`, of names and texts. What is given twice is as its last good text, and
    what the other parts leave no room for as what is shown in its place; both are told, with the
    text that does not count."""
    more = tuple(more)
    known = {parameter.name: parameter for parameter in (*parameters.VIEW, *more)}
    parts: dict[str, Any] = {}
    texts: dict[str, str] = {}
    ignored: dict[str, None] = {}
    for name, text in pairs:
        try:
            parameter = known[name]
            part = _read(parameter, text, data)
            if part != parts.setdefault(parameter.part, part):
                ignored[f"{name}={texts[name]}"[:LONGEST]] = None
            parts[parameter.part], texts[name] = part, text
        except PartlyReadError as partly:
            parts[parameter.part], texts[name] = partly.value, text
            ignored |= {f"{name}={one}"[:LONGEST]: None for one in partly.unread[:MOST_TOLD]}
        except (KeyError, ValueError):
            if name in known or name not in parameters.SILENT:
                ignored[name[:LONGEST]] = None
    beside = {one.part: parts.pop(one.part) for one in more if one.part in parts}
    view = replace(default_view(data), **parts)
    instead = view.instead
    for name in (NAME_OF[part] for part in instead):
        ignored[f"{name}={texts[name]}"[:LONGEST]] = None
    return replace(view, **instead), beside, list(ignored)


def _read(parameter: Parameter, text: str, data: Data) -> Any:
    """What a text says; where that is nothing, without what may be of a sentence around it."""
    try:
        return parameter.read(text[: parameter.longest + 1], data)
    except PartlyReadError:
        raise
    except (KeyError, ValueError):
        shorter = without_sentence(text)
        if shorter == text:
            raise
        return parameter.read(shorter[: parameter.longest + 1], data)


def query_of(view: View, defaults: View | None = None) -> str:
    """The query string, with only what differs from the defaults; "?" when nothing does."""
    shown, usual = vars(view), vars(defaults or View())
    written = {}
    for parameter in parameters.VIEW:
        part, other = shown[parameter.part], usual[parameter.part]
        # Most parts are equal, which nobody has to write.
        if part != other and (text := parameter.write(part)) != parameter.write(other):
            written[parameter.name] = text
    return "?" + "&".join(f"{name}={_quoted(text)}" for name, text in written.items())


# A page has a hundred links, which differ in one parameter or two.
@lru_cache(maxsize=256)
def _quoted(text: str) -> str:
    """A text as it is written in an address."""
    return quote_plus(text, safe=",:")
