"""What may stand behind the question mark: the question, as the address of the map has it, and of
which features it is asked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote_plus

import shapely

from dashboard.address.context import Context
from dashboard.address.parameters import CAMERA, VIEW
from dashboard.address.query import read_pairs
from dashboard.api.ogc.systems import CRS84, SYSTEMS, box_of
from dashboard.api.parameters import Parameter, choice, pairs, refused, unknown
from dashboard.api.problems import Problem
from dashboard.data import Data
from dashboard.texts import Texts

#: Features in one answer: unless asked otherwise, and at most.
USUAL, MOST = 100, 5_000
_DAY, _CLOCK = "[0-9]{4}-[0-9]{2}-[0-9]{2}", "[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?"
_MOMENT = f"{_DAY}(T{_CLOCK}(Z|[+-][0-9]{{2}}:[0-9]{{2}}))?"
_OPEN = "([.][.])?"

LIMIT = Parameter("limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL})
OFFSET = Parameter("offset", {"type": "integer", "minimum": 0, "maximum": 999_999, "default": 0})
_NUMBERS = {"type": "array", "items": {"type": "number"}}
BBOX = Parameter(
    "bbox",
    _NUMBERS | {"oneOf": [{"minItems": size, "maxItems": size} for size in (4, 6)]},
)
BBOX_CRS = choice("bbox-crs", SYSTEMS, CRS84)
CRS = choice("crs", SYSTEMS, CRS84)
#: A moment, or a time between two, of which one may be open. Features have no time of their own, so
#: every one belongs to every time.
DATETIME = Parameter(
    "datetime",
    {
        "type": "string",
        "pattern": f"^({_MOMENT}|{_MOMENT}/{_MOMENT}|{_OPEN}/{_MOMENT}|{_MOMENT}/{_OPEN})$",
    },
)
#: Some programs write the form at every address; there is one.
FORM = choice("f", ("json",))
OF_ITEM = (CRS, FORM)
OF_ITEMS = (LIMIT, OFFSET, BBOX, BBOX_CRS, CRS, DATETIME, FORM)
#: Names of the parts of the question.
QUESTION = tuple(parameter.name for parameter in (*VIEW, CAMERA))


@dataclass(frozen=True)
class Selection:
    """Which features are asked, and in which system."""

    limit: int = USUAL
    offset: int = 0
    #: What they touch, in the coordinates of ``box_system``; None is everything.
    box: shapely.Geometry | None = None
    box_system: str = CRS84
    system: str = CRS84


@dataclass(frozen=True)
class Request:
    """The question, the texts of the other parameters that are given, and the question as it was
    written: programs look for their own spelling in links, and add it where they miss it."""

    context: Context
    given: dict[str, str]
    question: str
    #: Of the layer and of the feature that the path names.
    name: str = ""
    code: str = ""


def read(query: str, allowed: Iterable[Parameter], data: Data, texts: Texts) -> Request:
    """What a query asks; Problem where a part of it is not known, or cannot be read."""
    allowed = [*allowed]
    # A program that adds its parameters to a link may add what is there.
    written = [*dict.fromkeys(query.split("&"))]
    given = dict(pairs("&".join(written), texts))
    known = (*(parameter.name for parameter in allowed), *QUESTION)
    for name in given:
        if name not in known:
            raise unknown(name, known, texts)
    others = {one.name: given.pop(one.name) for one in allowed if one.name in given}
    view, _, unread = read_pairs((CAMERA,), given.items(), data)
    if unread:
        detail = texts("ogc.detail.unread", names=", ".join(unread))
        raise Problem("parameter", detail, {"parameter": unread[0].partition("=")[0]})
    _check(FORM, others, texts)
    kept = [part for part in written if unquote_plus(part.partition("=")[0]) in given]
    return Request(Context(data, view), others, "&".join(map(_encoded, kept)))


def selection(given: dict[str, str], texts: Texts) -> Selection:
    """Of which features the texts of some parameters are; Problem where one cannot be."""
    offset, system = _check(OFFSET, given, texts), _check(CRS, given, texts)
    box_system = _check(BBOX_CRS, given, texts)
    _check(DATETIME, given, texts)
    return Selection(
        _limit(given.get("limit", str(USUAL)), texts),
        int(offset),
        _box(given["bbox"], box_system, texts) if "bbox" in given else None,
        box_system,
        system,
    )


def _check(parameter: Parameter, given: dict[str, str], texts: Texts) -> str:
    """The value of a parameter as text, or what it is when it is not given."""
    text = given.get(parameter.name)
    if text is None:
        return str(parameter.default)
    try:
        return str(parameter.read(text))
    except ValueError:
        raise _refused(parameter, text, texts) from None


def _limit(text: str, texts: Texts) -> int:
    """More than there can be is as many as there can be."""
    if not re.fullmatch("[0-9]{1,18}", text) or int(text) < 1:
        raise _refused(LIMIT, text, texts)
    return min(int(text), MOST)


def _box(text: str, system: str, texts: Texts) -> shapely.Geometry:
    try:
        return box_of([float(number) for number in text.split(",")], system)
    except ValueError:
        raise _refused(BBOX, text, texts) from None


def _refused(parameter: Parameter, text: str, texts: Texts) -> Problem:
    if "enum" in parameter.schema:
        return refused(parameter, text, texts)
    return refused(parameter, text, texts, texts(f"ogc.allowed.{parameter.name}"))


def _encoded(part: str) -> str:
    """As it was written, but for what cannot stand in an address."""
    return quote(part, safe="%=+,:;~./*!'()@$?")
