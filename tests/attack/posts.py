"""Bodies that no page of ours sends: too large, of another shape, files with hostile names."""

import base64
import json
from collections.abc import Iterator
from typing import Any

from tests.attack.target import Target
from tests.attack.wire import Answer, Request, send

CALLBACKS = "/_dash-update-component"
PORTRAIT = "/regio/gemeente/GM0855"
JSON = (("Content-Type", "application/json"),)
#: What each callback takes: of ``/_dash-dependencies``.
Callbacks = list[dict[str, Any]]
HUGE, PIECE = 300_000_000, b"x" * 1_000_000
NAMES = (
    *("../../etc/passwd", "a" * 5_000, "\x00", "x\r\nSet-Cookie: a=b", "=cmd|'/c calc'!A0"),
    *('"><script>alert(1)</script>', "..\\..\\x.csv", "con", "\u202egpj.csv", "", "é", "~"),
)
TABLES = (
    "naam;soort;postcode\n=1+1;mbo;5038EA\n@SUM(A1);vo;5038EA\n",
    "naam;soort;postcode\n" + "x;mbo;5038EA\n" * 60_000,
    "naam;" * 20_000,
    '"' * 100_000,
    "\x00\x01\x02;\n" * 1_000,
    "naam,soort,postcode\r\r\r\n\n\n" + "," * 50_000,
    "\ufeffnaam;soort;postcode\n\u202e;mbo;9999ZZ\n",
    "opleiding;profiel;jaar;percentage\n=HYPERLINK(1);PIE;2030;" + "9" * 5_000,
)


def on_the_server(dependencies: bytes) -> Callbacks:
    """Those that run there, of what it says of its callbacks."""
    return [one for one in json.loads(dependencies) if not one["clientside_function"]]


def huge(target: Target) -> Iterator[Answer]:
    """300 MB to every address that takes a body, and to one that does not; said and not said."""
    for path in (CALLBACKS, PORTRAIT, "/"):
        yield send(target, Request(path, "POST", JSON, length=HUGE), _pieces())
        chunked = (("Transfer-Encoding", "chunked"), *JSON)
        yield send(target, Request(path, "POST", chunked), map(_chunk, _pieces()))
    form = (("Content-Type", "multipart/form-data; boundary=x"),)
    head = b'--x\r\nContent-Disposition: form-data; name="doorstroom"; filename="a"\r\n\r\n'
    yield send(target, Request(PORTRAIT, "POST", form, head, HUGE), _pieces())


def _pieces() -> Iterator[bytes]:
    for _ in range(HUGE // len(PIECE)):
        yield PIECE


def _chunk(piece: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(piece), piece)


def malformed(callbacks: Callbacks) -> Iterator[Request]:
    """To where callbacks are asked: no JSON, other JSON, and what is almost right."""
    texts = ["", "{", "null", "[]", "1e999", '"', "NaN", "{}" * 1_000, "\x00", "\ufeff{}"]
    texts += ["[" * 1_900_000, '{"a":' * 300_000, "[" + "{}," * 600_000 + "{}]"]
    texts += ['"' + "\\" * 999_999, f'{{"output":{"9" * 100_000}}}', '{"output":']
    for text in texts:
        yield _post(text.encode("utf-8", "surrogatepass"))
    yield _post(b"\xff\xfe\x00{")
    yield Request(CALLBACKS, "POST", (("Content-Type", "text/plain"),), b"{}")
    yield Request(CALLBACKS, "POST", (("Content-Type", "application/json; charset=utf-16"),), b"{}")
    for callback in callbacks:
        for body in _almost_right(right(callback)):
            yield _post(json.dumps(body).encode())


def right(callback: dict[str, Any]) -> dict[str, Any]:
    """What a page posts to a callback, with no values."""
    names = [name.split("@")[0] for name in callback["output"].strip(".").split("...")]
    # One without outputs has a name without a property.
    outputs = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=False)) for name in names]
    return {
        "output": callback["output"],
        "outputs": outputs if callback["output"].startswith("..") else outputs[0],
        "inputs": [one | {"value": None} for one in callback["inputs"]],
        "state": [one | {"value": None} for one in callback["state"]],
        "changedPropIds": [f"{one['id']}.{one['property']}" for one in callback["inputs"]],
    }


def _almost_right(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield body | {"output": "nothing.children"}
    yield body | {"output": ["x"], "outputs": None}
    yield body | {"inputs": body["inputs"] * 5_000}
    yield body | {"outputs": [{"id": "x", "property": "y"}] * 5_000}
    yield body | {"changedPropIds": ["__proto__.x"] * 5_000}
    yield body | {"state": "x"}
    for value in ({"a": [[]]}, "?" + "A" * 19_000, "\x00\ud800", -1e308, [{}] * 5_000, "=1+1"):
        yield body | {
            "inputs": [one | {"value": value} for one in body["inputs"]],
            "state": [one | {"value": value} for one in body["state"]],
        }


def uploads(callbacks: Callbacks) -> Iterator[Request]:
    """Files with hostile names and content, by both ways that a file comes in."""
    for number, name in enumerate((*NAMES, *NAMES)):
        table = TABLES[number % len(TABLES)].encode("utf-8")
        quoted = name.replace('"', "%22").replace("\r\n", "%0d%0a")
        head = f'--x\r\nContent-Disposition: form-data; name="doorstroom"; filename="{quoted}"\r\n'
        form = (("Content-Type", "multipart/form-data; boundary=x"),)
        content = f"{head}Content-Type: text/csv\r\n\r\n".encode() + table + b"\r\n--x--\r\n"
        yield Request(PORTRAIT, "POST", form, content)
        for callback in callbacks:
            given = {"contents": _url(table), "filename": name}
            if not any(one["property"] in given for one in callback["inputs"]):
                continue
            body = right(callback)
            for one in (*body["inputs"], *body["state"]):
                one["value"] = given.get(one["property"])
            yield _post(json.dumps(body).encode())
    too_long = "data:;base64," + "A" * 1_500_001
    for contents in ("", "data:", "data:text/csv;base64,%%%", too_long, "x,y"):
        for callback in callbacks:
            body = right(callback)
            for one in body["inputs"]:
                one["value"] = contents
            yield _post(json.dumps(body).encode())


def _url(content: bytes) -> str:
    return "data:text/csv;base64," + base64.b64encode(content).decode()


def _post(body: bytes) -> Request:
    return Request(CALLBACKS, "POST", JSON, body)
