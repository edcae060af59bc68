"""Parameters of the interface: what each may be, said once.

A declaration is the JSON schema of a parameter; it checks what comes in, and the same words stand
in the description of the interface.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from dashboard import search
from dashboard.address.foreign import pairs_of
from dashboard.address.suggest import MOST as MOST_SOUGHT
from dashboard.api.problems import Problem
from dashboard.texts import LANGUAGES, Texts
from geodata.changes import MOST, SPELLING
from geodata.layouts import MARK, layout_level, level_of
from geodata.layouts import SPELLING as SPELLING_OF_OWN
from geodata.question import ALIASES, CYCLE_KMH
from geodata.vocabulary import ANY_OF, LEVELS, OWN, SINGLE, SITE_CODE, TRACKS

#: Longer queries are refused unread: all municipalities fit, by code.
LONGEST_QUERY = 3_000
#: Of a value in a problem no more is repeated.
LONGEST_SHOWN = 40
MOST_CODES = 400
#: New offers, or the offers that end; the best choice of places, or the best of all others.
NEW, ENDING = "new", "ending"
BEST, RUNNER_UP = "best", "runner_up"

#: What the schema of a parameter makes of a text; None where it is not given.
Value = str | int | list[str] | None


@dataclass(frozen=True)
class Parameter:
    """One parameter: its name and its JSON schema, with ``default`` where it has one.

    A list is written with commas. One that is ``required`` has to be given.
    """

    name: str
    schema: dict
    required: bool = False

    @property
    def default(self) -> Value:
        return self.schema.get("default")

    def read(self, text: str) -> Value:
        """The value as it is meant; ValueError when the schema does not allow it."""
        if self.schema["type"] == "array":
            items = text.split(",")
            if len(items) > self.schema["maxItems"]:
                raise ValueError(text)
            return list(dict.fromkeys(_text(self.schema["items"], item) for item in items))
        return (_number if self.schema["type"] == "integer" else _text)(self.schema, text)

    def allowed(self, texts: Texts) -> str:
        """What it may be, in words."""
        if "enum" in self.schema:
            return ", ".join(map(str, self.schema["enum"]))
        return texts(f"api.allowed.{self.name}")


def _text(schema: dict, text: str) -> str:
    """The text, if the schema of a string allows it."""
    if "enum" in schema:
        allowed = text in schema["enum"]
    elif "pattern" in schema:
        allowed = re.fullmatch(schema["pattern"], text) is not None
    else:
        allowed = schema["minLength"] <= len(text) <= schema["maxLength"]
    if not allowed:
        raise ValueError(text)
    return text


def _number(schema: dict, text: str) -> int:
    """The number that a text says, if the schema of an integer allows it."""
    if not re.fullmatch("[0-9]{1,6}", text):
        raise ValueError(text)
    number = int(text)
    if "enum" in schema:
        allowed = number in schema["enum"]
    else:
        allowed = schema["minimum"] <= number <= schema["maximum"]
    if not allowed:
        raise ValueError(text)
    return number


@dataclass(frozen=True)
class Query:
    """What is asked: the value of every parameter of an address, in the order of its declaration.

    Read by the kind of value that a parameter was declared with; another kind is an error in the
    declaration of the address.
    """

    values: Mapping[str, Value]

    def text(self, name: str) -> str:
        """A text that has a default, or is filled in by now."""
        value = self.values[name]
        if not isinstance(value, str):
            raise TypeError(f"{name} is no text: {value!r}")
        return value

    def given(self, name: str) -> str | None:
        """A text that may be left out."""
        return None if self.values[name] is None else self.text(name)

    def number(self, name: str) -> int:
        value = self.values[name]
        if not isinstance(value, int):
            raise TypeError(f"{name} is no number: {value!r}")
        return value

    def given_number(self, name: str) -> int | None:
        """A number that may be left out."""
        return None if self.values[name] is None else self.number(name)

    @property
    def codes(self) -> list[str] | None:
        """The asked regions; None without any."""
        return self._several(CODE)

    @property
    def sites(self) -> list[str]:
        """The asked sites; none where an address knows none."""
        return (self._several(SITE) if SITE.name in self.values else None) or []

    @property
    def level(self) -> str:
        """The level that ``by`` means: of regions of somebody's own the layout of these."""
        by, codes = self.text("by"), self.codes or []
        if by != OWN:
            return by
        written = all(code.startswith(MARK) for code in codes)
        return layout_level(",".join(codes)) if written else level_of(codes[0])

    @property
    def changes(self) -> list[str]:
        """The changes of the offer; none where an address knows none."""
        return (self._several(CHANGES) if CHANGES.name in self.values else None) or []

    def _several(self, parameter: Parameter) -> list[str] | None:
        values = self.values[parameter.name]
        if values is not None and not isinstance(values, list):
            raise TypeError(f"{parameter.name} is no list: {values!r}")
        return values

    def but(self, **values: Value) -> "Query":
        """The same with other values; what it did not have stands last."""
        return Query({**self.values, **values})


def choice(name: str, values: Iterable[str | int], default: str | int | None = None) -> Parameter:
    """One of a few values."""
    values = list(values)
    kind = "integer" if all(isinstance(value, int) for value in values) else "string"
    schema = {"type": kind, "enum": values}
    return Parameter(name, schema if default is None else schema | {"default": default})


def several(codes: Iterable[str]) -> str:
    """Pattern of codes joined by commas, each as often as there are codes."""
    codes = list(codes)
    one = f"({'|'.join(codes)})"
    return f"{one}(,{one}){{0,{len(codes) - 1}}}"


def profiles(names: Iterable[str]) -> Parameter:
    """A set of profiles by name, or codes; DUO's own codes are understood too."""
    codes = list(dict.fromkeys((*SINGLE, *ALIASES)))
    sets = "|".join(name for name in names if name not in codes)
    pattern = f"^(({sets})|{several(codes)})$"
    return Parameter("profiles", {"type": "string", "pattern": pattern, "default": "hard"})


SETS = (*ANY_OF, "allhard", "vbo", "vmbo")
TRACK = Parameter(
    "tracks", {"type": "string", "pattern": f"^{several(TRACKS)}$", "default": "BB,KB"}
)
#: 1 to 40 km, whole or a half; 5 to 90 whole minutes: as many answers as can be kept.
MAX = Parameter(
    "max",
    {
        "type": "string",
        "pattern": "^((([1-9]|[123][0-9])([.,]5)?|40)km|([5-9]|[1-8][0-9]|90)min)$",
        "default": "10km",
    },
)
SPEED = Parameter("speed", {"type": "integer", "minimum": 5, "maximum": 45, "default": CYCLE_KMH})
POPULATION = choice("population", (2021, 2025), 2021)
#: What is searched, and how many answers it may have.
SOUGHT = Parameter(
    "q", {"type": "string", "minLength": 1, "maxLength": search.LONGEST}, required=True
)
LIMIT = Parameter(
    "limit", {"type": "integer", "minimum": 1, "maximum": 50, "default": search.USUAL}
)
BY = choice("by", (*LEVELS, OWN))
CODE = Parameter(
    "code",
    {
        "type": "array",
        "items": {"type": "string", "pattern": f"^([A-Za-z0-9-]{{2,40}}|{SPELLING_OF_OWN})$"},
        "minItems": 1,
        "maxItems": MOST_CODES,
    },
)
#: One region, the country by itself.
REGION = Parameter("region", CODE.schema["items"] | {"default": "NL"})
#: How many places are sought at once.
COUNT = Parameter("count", {"type": "integer", "minimum": 1, "maximum": MOST_SOUGHT, "default": 1})
#: Where the answer takes some milliseconds for each.
FEW_CODES = Parameter("code", CODE.schema | {"maxItems": 10})
#: Sites, where each is read on its own.
SITE = Parameter(
    "site",
    {
        "type": "array",
        "items": {"type": "string", "pattern": f"^{SITE_CODE}$"},
        "minItems": 1,
        "maxItems": 10,
    },
    required=True,
)
#: What if an offer stopped, started or moved.
CHANGES = Parameter(
    "changes",
    {
        "type": "array",
        "items": {"type": "string", "pattern": f"^({SPELLING})$"},
        "minItems": 1,
        "maxItems": MOST,
    },
    required=True,
)
#: The same where nothing has to change.
MAY_CHANGE = replace(CHANGES, required=False)
FORMAT = choice("format", ("json", "csv"))
#: The language of names, of the method and of problems.
LANGUAGE = choice("taal", LANGUAGES)


def read(parameters: Iterable[Parameter], query: str, texts: Texts) -> Query:
    """Every parameter, with its default where it is not given.

    query: of the address, still encoded. Raises Problem at the first parameter that is not known,
    given twice, or not as declared.
    """
    known = {parameter.name: parameter for parameter in parameters}
    values: dict[str, Value] = {name: parameter.default for name, parameter in known.items()}
    lists = {name for name, parameter in known.items() if parameter.schema["type"] == "array"}
    for name, text in pairs(query, texts, lists):
        if name not in known:
            raise unknown(name, known, texts)
        values[name] = _value(known[name], text, texts)
    for parameter in known.values():
        if parameter.required and values[parameter.name] is None:
            raise refused(parameter, "", texts)
    return Query(values)


def pairs(query: str, texts: Texts, lists: Collection[str] = ()) -> list[tuple[str, str]]:
    """Names and values of a query, each name once. The values of ``lists`` may be given one by one,
    as some programs do: they become one, with commas."""
    if len(query) > LONGEST_QUERY:
        raise Problem("too-long", texts("api.detail.long", most=LONGEST_QUERY))
    try:
        written = pairs_of(query, MOST_CODES + 50)
    except ValueError:
        raise Problem("parameter", texts("api.detail.query")) from None
    values: dict[str, list[str]] = {}
    for name, text in written:
        values.setdefault(name, []).append(text)
    twice = next((name for name in values if len(values[name]) > 1 and name not in lists), None)
    if twice is not None:
        raise _wrong(twice, texts("api.detail.twice", name=shown(twice)))
    return [(name, ",".join(texts_of)) for name, texts_of in values.items()]


def unknown(name: str, known: Iterable[str], texts: Texts) -> Problem:
    """The problem of a parameter that an address does not know."""
    allowed = list(known)
    detail = texts("api.detail.unknown", name=shown(name), allowed=", ".join(allowed))
    return _wrong(name, detail, allowed)


def refused(parameter: Parameter, text: str, texts: Texts, allowed: str = "") -> Problem:
    """The problem of a value that a parameter cannot have; ``allowed`` says what it can be where
    the parameter has no words for it."""
    allowed = allowed or parameter.allowed(texts)
    detail = texts("api.detail.value", name=parameter.name, value=shown(text), allowed=allowed)
    return _wrong(parameter.name, detail, parameter.schema.get("enum", allowed))


def _value(parameter: Parameter, text: str, texts: Texts) -> Value:
    try:
        return parameter.read(text)
    except ValueError:
        raise refused(parameter, text, texts) from None


def _wrong(name: str, detail: str, allowed: list | str | None = None) -> Problem:
    about = {"parameter": shown(name)}
    return Problem("parameter", detail, about if allowed is None else about | {"allowed": allowed})


def shown(text: str) -> str:
    """The first of a text that came in, without what cannot be printed."""
    printed = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )
    return printed if len(printed) <= LONGEST_SHOWN else printed[:LONGEST_SHOWN] + "…"
