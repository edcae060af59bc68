"""What every address for programs has: who asks too often waits, other sites may ask, what is wrong
is a problem, and what did not change is not sent again."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from dashboard.api import problems
from dashboard.api.problems import Problem
from dashboard.texts import Texts, texts_in
from dashboard.web import incoming, rate
from dashboard.web.jobs import RETRY
from dashboard.web.pools import BusyError, Pool

METHODS = "GET, HEAD, OPTIONS"
#: Browsers of other sites may ask, and read these headers.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After, Content-Disposition, Content-Crs",
}
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
#: New tables come with a new version of the site; within the hour everybody has them.
KEPT = "public, max-age=3600"


def answered(buckets: rate.Buckets, answer: Callable[[Texts], Response]) -> Response:
    """What ``answer`` makes, or the problem that it raises, in the language of the request."""
    texts = texts_in(incoming.language())
    try:
        _not_too_often(buckets, request.remote_addr, texts)
        if request.method == "OPTIONS":
            return Response(status=204, headers=PREFLIGHT)
        return answer(texts)
    except Problem as problem:
        return problems.answer(problem, texts)


def _not_too_often(buckets: rate.Buckets, address: str | None, texts: Texts) -> None:
    wait = math.ceil(buckets.wait(rate.client_of(address)))
    if wait:
        detail = texts("api.detail.many", most=buckets.per_minute, seconds=wait)
        raise Problem("too-many", detail, headers={"Retry-After": str(wait)})


@contextmanager
def turn(pool: Pool, texts: Texts) -> Iterator[None]:
    """A turn to answer; Problem where all are taken."""
    try:
        with pool.at_work():
            yield
    except BusyError:
        headers = {"Retry-After": str(RETRY)}
        raise Problem("busy", texts("server.busy", seconds=RETRY), headers=headers) from None


def kept(response: Response, language: str) -> Response:
    """May be kept for a while; asked again by its tag it is sent only when it is another."""
    response.headers["Cache-Control"] = KEPT
    response.headers["Content-Language"] = language
    response.add_etag()
    response.make_conditional(request)
    return response


def share(server: Flask, root: str) -> None:
    """Let other sites ask what stands below ``root``."""

    @server.after_request
    def open_headers(response: Response) -> Response:
        if f"{request.path}/".startswith(f"{root}/"):
            response.headers.update(OPEN)
            # Also of refusals: their words follow the language.
            response.vary.update(["Accept", "Accept-Language"])
        return response


def refused(error: HTTPException, described: str) -> Response:
    """What is refused before it gets to an address, as a problem like every other.

    described: where all addresses are listed.
    """
    texts = texts_in(incoming.language())
    if error.code == 404:
        problem = Problem("not-found", texts("api.detail.path", allowed=described))
    elif error.code == 405:
        detail = texts("api.detail.method", allowed=METHODS)
        problem = Problem("method", detail, headers={"Allow": METHODS})
    elif error.code and error.code < 500:
        problem = Problem("parameter", texts("api.detail.query"))
    else:
        problem = Problem("failed", texts("api.detail.failed"))
    return problems.answer(problem, texts)
