"""What is wrong with a request, as RFC 9457 writes it: ``application/problem+json``."""

from dataclasses import dataclass, field

from flask import Response, jsonify

from dashboard.texts import Texts
from dashboard.web import incoming

PROBLEM = "application/problem+json"
#: Kind of problem -> status. The kind is an anchor of the page that explains it, and the key of
#: its title among the texts.
STATUS = {
    "parameter": 400,
    "not-found": 404,
    "method": 405,
    "format": 406,
    "too-long": 414,
    "too-many": 429,
    "failed": 500,
    "busy": 503,
}


@dataclass
class Problem(Exception):
    """A request that is not answered. ``detail`` names what is wrong and what is allowed."""

    kind: str
    detail: str
    #: Members of the answer beside the usual ones: the parameter, and what it may be.
    more: dict = field(default_factory=dict)
    headers: dict = field(default_factory=dict)


def answer(problem: Problem, texts: Texts) -> Response:
    """The problem as an answer; nobody keeps it."""
    body = {
        "type": incoming.at(f"/api#{problem.kind}"),
        "title": texts(f"api.problem.{problem.kind}"),
        "status": STATUS[problem.kind],
        "detail": problem.detail,
    }
    response = jsonify(body | problem.more)
    response.status_code = STATUS[problem.kind]
    response.mimetype = PROBLEM
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = texts.language
    response.headers.update(problem.headers)
    return response
