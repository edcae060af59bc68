"""The open data interface: the tables of the dashboard by ``GET /api/v1/…``, for programs.

Everything is public and nobody logs in, so any site may ask from a browser (CORS). Whatever is
sent, the answer is the table or a problem that says what is wrong (RFC 9457).
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from dashboard.api import answers, parameters, problems, pupils
from dashboard.api.document import document
from dashboard.api.operations import Operation, operations
from dashboard.api.page import page
from dashboard.api.parameters import LANGUAGE
from dashboard.api.problems import Problem
from dashboard.data import Data
from dashboard.texts import Texts, texts_in
from dashboard.web import incoming, rate
from dashboard.web.jobs import RETRY
from dashboard.web.pools import QUESTIONS, BusyError

#: The page that explains the interface.
PAGE = "/api"
METHODS = "GET, HEAD, OPTIONS"
DOCUMENT = "openapi.json"
#: Browsers of other sites may ask, and read these headers.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After, Content-Disposition",
}
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def register(server: Flask, data: Data, buckets: rate.Buckets) -> None:
    """Add the interface and its page to the server; ``buckets`` bound how often one may ask."""
    known = operations(data)

    @server.route("/api/<path:rest>", methods=["GET", "OPTIONS"], provide_automatic_options=False)
    def interface(rest: str) -> Response:
        texts = texts_in(incoming.language())
        try:
            _not_too_often(buckets, request.remote_addr, texts)
            if request.method == "OPTIONS":
                return Response(status=204, headers=PREFLIGHT)
            return _answer(data, known, rest, texts)
        except Problem as problem:
            return problems.answer(problem, texts)

    @server.route(PAGE, strict_slashes=False)
    def explained() -> Response:
        texts = texts_in(incoming.language())
        site = incoming.site()
        response = Response(page(known, site, buckets.per_minute, texts), mimetype="text/html")
        response.headers["Vary"] = "Accept-Language"
        return response

    @server.after_request
    def share(response: Response) -> Response:
        if request.path.startswith(f"{answers.ROOT}/"):
            response.headers.update(OPEN)
            # Also of refusals: their words follow the language.
            response.vary.update(["Accept", "Accept-Language"])
        return response


def refused(error: HTTPException) -> Response:
    """What is refused before it gets to the interface, as a problem like every other."""
    texts = texts_in(incoming.language())
    if error.code == 404:
        problem = Problem(
            "not-found", texts("api.detail.path", allowed=f"{answers.ROOT}/{DOCUMENT}")
        )
    elif error.code == 405:
        detail = texts("api.detail.method", allowed=METHODS)
        problem = Problem("method", detail, headers={"Allow": METHODS})
    elif error.code and error.code < 500:
        problem = Problem("parameter", texts("api.detail.query"))
    else:
        problem = Problem("failed", texts("api.detail.failed"))
    return problems.answer(problem, texts)


def _not_too_often(buckets: rate.Buckets, address: str | None, texts: Texts) -> None:
    wait = math.ceil(buckets.wait(rate.client_of(address)))
    if wait:
        detail = texts("api.detail.many", most=buckets.per_minute, seconds=wait)
        raise Problem("too-many", detail, headers={"Retry-After": str(wait)})


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
    with nullcontext() if operation.is_beside else _turn(texts):
        return _kept(answers.answer(data, operation, resolved, texts), texts)


@contextmanager
def _turn(texts: Texts) -> Iterator[None]:
    """A turn to answer; Problem where all are taken."""
    try:
        with QUESTIONS.place(), QUESTIONS.turn():
            yield
    except BusyError:
        headers = {"Retry-After": str(RETRY)}
        raise Problem("busy", texts("server.busy", seconds=RETRY), headers=headers) from None


def _described(data: Data, known: dict[str, Operation], query: str, texts: Texts) -> Response:
    parameters.read([LANGUAGE], query, texts)
    answers.picked_format(request, None, ["json"], texts)
    return _kept(jsonify(document(known, answers.version(data), texts)), texts)


def _kept(response: Response, texts: Texts) -> Response:
    """May be kept for a while; asked again by its tag it is sent only when it is another."""
    response.headers["Cache-Control"] = answers.KEPT
    response.headers["Content-Language"] = texts.language
    response.add_etag()
    response.make_conditional(request)
    return response
