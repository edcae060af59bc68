"""Addresses and posts by chance: the same ones for the same seed."""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from dashboard.address.parameters import SILENT
from tests.attack.addresses import ODD, PARTS, TRAVERSAL
from tests.attack.headers import FORWARDED, HOSTS, NAMES
from tests.attack.posts import CALLBACKS, JSON, Callbacks, right
from tests.attack.wire import Request
from tests.support.views import PARAMETERS

SEED = 20_251_201
#: Bytes that an address can have as they are, whatever they mean.
LETTERS = "abcGM0855/.-_~%&=?+,;:@!$'()*[]{}<>|\\^`\"#"
PATHS = (
    *(
        "/",
        "/embed",
        "/scherm.json",
        "/ringen.json",
        "/grenzen.json",
        "/vestigingen.json",
        "/download.csv",
    ),
    *(
        "/curve.csv",
        "/vestiging.csv",
        "/postcode.csv",
        "/enig-aanbod.csv",
        "/gevolgen.csv",
        "/leerlingen.csv",
        "/plannen.csv",
        "/voor-wie.csv",
        "/download.geojson",
        "/kaart.svg",
    ),
    *("/download-vestigingen.geojson", "/qr.svg", "/oembed", "/api", "/api/v1/coverage", "/health"),
    *("/api/v1/regions", "/api/v1/sites", "/api/v1/indicators", "/regio/gemeente/GM0855", "/ready"),
    *("/ogc", "/ogc/collections", "/ogc/collections/gemeente/items"),
    *("/regio/land/NL", "/regio/provincie/PV28", "/verantwoording", "/sitemap.xml", "/robots.txt"),
)
#: What a process of its own makes: once in so many.
COSTLY = ("/download.xlsx", "/dia.pptx", "/portret.pptx", "/regio/land/NL.pdf", "/voorstel")
ONCE_IN = 400
WORDS = (
    *("GM0855", "PV28", "NL", "5038", "13OR01", "dekking", "werk", "gemeente", "postcode", "hard"),
    *("alledrie", "2023-2024", "7", "minuten", "fiets", "bwi", "aan", "en", "csv", "distance"),
)


def requests(count: int, callbacks: Callbacks, seed: int = SEED) -> Iterator[Request]:
    """So many requests; a sixth of them posts to callbacks."""
    chance = random.Random(seed)
    for number in range(count):
        if number % ONCE_IN == ONCE_IN - 1:
            yield Request(chance.choice(COSTLY) + _query(chance))
        elif chance.random() < 1 / 6:
            yield _post(chance, callbacks)
        else:
            yield _asked(chance)


def _asked(chance: random.Random) -> Request:
    method = chance.choice(["GET"] * 8 + ["HEAD", "POST", "PUT", "OPTIONS"])
    headers = ()
    if chance.random() < 0.2:
        headers = ((chance.choice(NAMES), chance.choice(FORWARDED)),)
    elif chance.random() < 0.05:
        headers = (("Host", chance.choice(HOSTS)),)
    body = chance.randbytes(chance.randrange(200)) if method in ("POST", "PUT") else b""
    return Request(_path(chance) + _query(chance), method, headers, body)


def _path(chance: random.Random) -> str:
    path = chance.choice(PATHS)
    kind = chance.random()
    if kind < 0.4:
        return path
    if kind < 0.6:
        at = chance.randrange(1, len(path) + 1)
        return path[:at] + chance.choice([*ODD, *TRAVERSAL, _letters(chance)]) + path[at:]
    if kind < 0.8:
        odd = chance.choice([*ODD, _letters(chance), chance.choice(WORDS)])
        return chance.choice(PARTS).replace("{}", odd).replace(" ", "%20").partition("?")[0]
    return "/" + "/".join(_letters(chance) for _ in range(chance.randrange(5)))


def _query(chance: random.Random) -> str:
    names = [*PARAMETERS, *SILENT, "code", "max", "by", "url", "format", "naast", "vorm", "camera"]
    pairs = []
    for _ in range(chance.choice([0, 1, 1, 2, 4, 12])):
        name = chance.choice([*names, _letters(chance)])
        value = chance.choice([chance.choice(WORDS), chance.choice(ODD), _letters(chance)])
        pairs.append(f"{name}={value}".replace(" ", "%20"))
    return "?" + "&".join(pairs) if pairs else ""


def _letters(chance: random.Random) -> str:
    many = chance.choice([1, 3, 8, 40])
    if chance.random() < 0.5:
        return "".join(chance.choice(LETTERS) for _ in range(many))
    return "".join(f"%{byte:02x}" for byte in chance.randbytes(many))


def _post(chance: random.Random, callbacks: Callbacks) -> Request:
    body = right(chance.choice(callbacks))
    for one in (*body["inputs"], *body["state"]):
        one["value"] = _value(chance, 3)
    if chance.random() < 0.3:
        _spoil(chance, body)
    content = json.dumps(body).encode()
    if chance.random() < 0.1:
        at = chance.randrange(len(content))
        content = content[:at] + chance.randbytes(3) + content[at:]
    return Request(CALLBACKS, "POST", JSON, content)


def _spoil(chance: random.Random, body: dict[str, Any]) -> None:
    """One thing of it becomes another."""
    place: Any = body
    while isinstance(place, dict | list) and place:
        key = chance.choice(list(place) if isinstance(place, dict) else range(len(place)))
        if chance.random() < 0.5 or not isinstance(place[key], dict | list):
            place[key] = _value(chance, 2)
            return
        place = place[key]


def _value(chance: random.Random, depth: int) -> object:
    def inner() -> object:
        return _value(chance, depth - 1)

    kinds: list[Callable[[], object]] = [
        lambda: None,
        lambda: chance.choice(WORDS),
        lambda: _query(chance),
        lambda: chance.choice([*ODD, "\x00", "\ud800", "é"]),
        lambda: chance.choice([0, -1, 1.5, 10**30, 1e308, float("nan"), True]),
    ]
    if depth:
        kinds.append(lambda: [inner() for _ in range(chance.randrange(4))])
        keys = ("shown", "code", "kinds", "name", "feature", "x", "points", "data")
        kinds.append(lambda: {chance.choice(keys): inner() for _ in range(chance.randrange(4))})
    return chance.choice(kinds)()
