"""The open data interface, for programs: the tables of the dashboard by ``GET /api/v1/…``, and its
areas and schools as layers of a map by ``GET /ogc/…``.

Everything is public and nobody logs in, so any site may ask from a browser (CORS). Whatever is
sent, the answer is what was asked or a problem that says what is wrong (RFC 9457).
"""

from contextlib import nullcontext
from functools import partial

from flask import Flask, Response, jsonify, request

from dashboard.address.context import Context
from dashboard.address.query import read
from dashboard.api import answers, ogc, parameters, pupils, serving
from dashboard.api.document import document
from dashboard.api.operations import Operation, operations
from dashboard.api.page import PAGE, page
from dashboard.api.parameters import LANGUAGE
from dashboard.api.problems import Problem
from dashboard.data import Data
from dashboard.texts import Texts
from dashboard.web import incoming, rate
from dashboard.web.missing import Refusal
from dashboard.web.pools import QUESTIONS

__all__ = ["PAGE", "REFUSALS", "register"]

DOCUMENT = "openapi.json"
#: What is refused below a path before it gets to an address there.
REFUSALS: dict[str, Refusal] = {
    "/api/": partial(serving.refused, described=f"{answers.ROOT}/{DOCUMENT}"),
    f"{ogc.ROOT}/": partial(serving.refused, described=f"{ogc.ROOT}/api"),
}


def register(server: Flask, data: Data, buckets: rate.Buckets) -> None:
    """Add the interface and its page to the server; ``buckets`` bound how often one may ask."""
    known = operations(data)

    @server.route("/api/<path:rest>", methods=["GET", "OPTIONS"], provide_automatic_options=False)
    def interface(rest: str) -> Response:
        return serving.answered(buckets, lambda texts: _answer(data, known, rest, texts))

    @server.route(PAGE, strict_slashes=False)
    def explained() -> Response:
        view, _ = read(incoming.query(), data)
        asked = Context(data, view.but(language=incoming.language()))
        told = page(known, asked, buckets.per_minute)
        response = Response(told, mimetype="text/html")
        response.headers["Vary"] = "Accept-Language"
        return response

    serving.share(server, answers.ROOT)
    ogc.register(server, data, buckets)


def _answer(data: Data, known: dict[str, Operation], rest: str, texts: Texts) -> Response:
    query = incoming.query()
    name = rest.removeprefix("v1/")
    if rest == f"v1/{DOCUMENT}":
        return _described(data, known, query, texts)
    if name not in known and name != rest and name in pupils.NAMES:
        raise pupils.missing(texts)
    if name == rest or name not in known:
        allowed = ", ".join(f"{answers.ROOT}/{one}" for one in (*known, DOCUMENT))
        raise Problem("not-found", texts("api.detail.path", allowed=allowed))
    operation = known[name]
    resolved = operation.resolve(data, parameters.read(operation.parameters, query, texts), texts)
    wanted = resolved.given("format")
    resolved = resolved.but(
        format=answers.picked_format(request, wanted, [*answers.TYPES], texts),
        taal=texts.language,
    )
    with nullcontext() if operation.is_beside else serving.turn(QUESTIONS, texts):
        return serving.kept(answers.answer(data, operation, resolved, texts), texts.language)


def _described(data: Data, known: dict[str, Operation], query: str, texts: Texts) -> Response:
    parameters.read([LANGUAGE], query, texts)
    answers.picked_format(request, None, ["json"], texts)
    described = jsonify(document(known, answers.version(data), texts))
    return serving.kept(described, texts.language)
